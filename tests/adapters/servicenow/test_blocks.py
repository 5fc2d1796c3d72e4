from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from supportops.adapters.records import records_of
from supportops.adapters.servicenow._blocks import blocks_of
from supportops.adapters.servicenow.columns import REQUIRED, Columns
from supportops.adapters.servicenow.notes import NoteBook
from supportops.errors import DomainError

COLUMNS = Columns.of(REQUIRED, name="log")
WHOLE = ["New", "2016-02-29T09:00", "2016-02-29T09:00", "P3"]


def row_of(letter):
    """A lower-case letter is a whole row, an upper-case one a row of a wrong width, "-" a row without a number."""
    if letter == " ":
        return []
    return [letter] if letter.isupper() else ["" if letter == "-" else letter, *WHOLE]


def blocks(numbers, size):
    notes = NoteBook(name="log", strict=False)
    records = iter([(line, row_of(letter)) for line, letter in enumerate(numbers, start=2)])
    found = ["".join(numbers[line - 2] for line, _ in block) for block in blocks_of(records, COLUMNS, notes, size=size)]
    return found, [note.line for note in notes.notes]


def test_a_block_never_ends_within_an_incident():
    assert blocks("aabbbc", 2)[0] == ["", "aa", "bbb", "c"]


def test_a_block_never_ends_beside_a_broken_row():
    assert [block for block in blocks("aaBbc-d", 1)[0] if block] == ["aaBb", "c-d"]


def test_blank_lines_are_noted_and_left_out():
    found, blanks = blocks("a  b ", 2)
    assert [block for block in found if block] == ["a", "b"]
    assert blanks == [3, 4, 6]


@settings(max_examples=200)
@given(st.text("abcABC- ", max_size=40), st.integers(1, 12))
def test_blocks_have_every_row_once_and_part_only_whole_rows_of_different_numbers(numbers, size):
    found, blanks = blocks(numbers, size)
    assert "".join(found) == numbers.replace(" ", "")
    assert blanks == [line for line, number in enumerate(numbers, start=2) if number == " "]
    parts = [block for block in found if block]
    for before, after in pairwise(parts):
        assert before[-1] in "abc"
        assert after[0] in "abc"
        assert before[-1] != after[0]


def test_what_stands_before_an_error_of_the_file_is_yielded_first():
    lines = [",".join([number, *WHOLE]) for number in "aabbc"]
    records = records_of([*lines, "x\ry"], name="log")
    notes = NoteBook(name="log", strict=False)
    found = blocks_of(records, COLUMNS, notes, size=100)
    assert [cells[0] for _, cells in next(found)] == ["a", "a", "b", "b"]
    with pytest.raises(DomainError, match="line 6: this is no CSV record"):
        next(found)
