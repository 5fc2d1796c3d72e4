"""Text in columns: coded once, read as a sequence of texts, and as numpy reads columns."""

import copy
import pickle

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from supportops.tickets import TextColumn

WORDS = ("P1", None, "P2", "P1")
priorities = TextColumn.of(WORDS)
TEXTS = st.lists(st.none() | st.sampled_from(["", "a", "b", "É", "a b"]), max_size=12)


def test_labels_stand_in_the_order_in_which_they_first_occur():
    assert priorities.labels == ("P1", "P2")
    assert priorities.codes.tolist() == [0, -1, 1, 0]
    assert priorities.codes.dtype == np.int32


def test_a_column_is_made_of_codes_and_labels_of_any_kind():
    column = TextColumn([1, -1, 0], ["no", "yes"])
    assert column.to_list() == ["yes", None, "no"]
    assert column.labels == ("no", "yes")


def test_a_filled_column_holds_missing_values_only():
    column = TextColumn.filled(3)
    assert column.to_list() == [None, None, None]
    assert (column == None).all()  # noqa: E711 - row by row
    assert column.counts() == {}


def test_the_code_of_a_word_that_is_no_label_is_no_row_s_code():
    assert priorities.code("P2") == 1
    assert priorities.code("P3") == -2
    assert not (priorities.codes == priorities.code("P3")).any()


def test_one_row_is_a_text_or_none_from_either_end():
    assert (priorities[0], priorities[1], priorities[-2]) == ("P1", None, "P2")
    assert priorities[np.int64(2)] == "P2"
    with pytest.raises(IndexError):
        priorities[4]


def test_slices_index_arrays_and_masks_give_columns_with_the_same_labels():
    assert priorities[1:3].to_list() == [None, "P2"]
    assert priorities[::-1].to_list() == ["P1", "P2", None, "P1"]
    assert priorities[np.array([2, 0])].to_list() == ["P2", "P1"]
    assert priorities[priorities == "P1"].to_list() == ["P1", "P1"]
    assert priorities.take(np.array([False, False, True, False])).to_list() == ["P2"]
    assert priorities[1:3].labels == priorities.take(np.array([0])).labels == ("P1", "P2")


def test_a_slice_is_a_view_of_the_same_codes():
    assert np.shares_memory(priorities[1:3].codes, priorities.codes)


def test_it_is_compared_row_by_row():
    assert (priorities == "P1").tolist() == [True, False, False, True]
    assert (priorities == "P9").tolist() == [False] * 4
    assert (priorities == None).tolist() == [False, True, False, False]  # noqa: E711 - row by row
    assert (priorities == np.str_("P2")).tolist() == [False, False, True, False]
    assert (TextColumn([0, 0, 1, 1], ["P2", "P1"]) == priorities).tolist() == [False, False, False, True]


def test_unlike_is_row_by_row_as_well():
    assert (priorities != "P1").tolist() == [False, True, True, False]
    assert (priorities != None).tolist() == [True, False, True, True]  # noqa: E711 - row by row
    assert (TextColumn.of(["P1"]) != "P1").tolist() == [False]
    assert (priorities != priorities[::-1]).tolist() == [False, True, True, False]


def test_with_an_array_numpy_compares():
    array = np.array(["P1", "x", "P2", None], dtype=object)
    assert (priorities == array).tolist() == (array == priorities).tolist() == [True, False, True, False]
    assert (priorities != array).tolist() == (array != priorities).tolist() == [False, True, False, True]


def test_it_is_unlike_anything_that_is_no_text():
    assert (priorities == 5) is False
    assert (priorities != 5) is True


def test_numpy_reads_it_as_an_object_array():
    array = np.asarray(priorities)
    assert array.dtype == object
    assert array.tolist() == list(WORDS)
    assert np.asarray(priorities[::3], dtype="U2").tolist() == ["P1", "P1"]
    assert np.unique(priorities[2:]).tolist() == ["P1", "P2"]
    with pytest.raises(ValueError, match="cannot be had uncopied"):
        np.array(priorities, copy=False)


def test_counts_leave_out_missing_values_and_labels_that_no_row_says():
    assert priorities.counts() == {"P1": 2, "P2": 1}
    assert priorities[:2].counts() == {"P1": 1}
    assert TextColumn.of([]).counts() == {}


def test_it_is_a_sequence():
    assert list(priorities) == list(WORDS)
    assert list(reversed(priorities)) == list(WORDS)[::-1]
    assert "P2" in priorities
    assert None in priorities
    assert "P9" not in priorities
    assert (priorities.index("P2"), priorities.count("P1"), len(priorities)) == (2, 2, 4)


def test_it_cannot_be_hashed_as_equality_is_an_array():
    with pytest.raises(TypeError, match="unhashable"):
        hash(priorities)


def test_it_is_copied_and_pickled_whole():
    for again in (copy.deepcopy(priorities), pickle.loads(pickle.dumps(priorities))):
        assert again.to_list() == list(WORDS)
        assert again.labels == priorities.labels


def test_it_shows_its_first_rows():
    assert repr(priorities) == "TextColumn(['P1', None, 'P2', 'P1'], 4 rows, 2 labels)"
    assert repr(TextColumn.of("abcdefg")) == (
        "TextColumn(['a', 'b', 'c', 'd', 'e', 'f', ...], 7 rows, 7 labels)"
    )  # fmt: skip


@given(TEXTS)
def test_the_texts_come_back(texts):
    column = TextColumn.of(texts)
    assert column.to_list() == list(column) == [column[row] for row in range(len(column))] == texts
    assert sum(column.counts().values()) == len(texts) - texts.count(None)
    assert len(set(column.labels)) == len(column.labels)


@given(TEXTS, TEXTS)
def test_equality_is_that_of_the_texts_whatever_the_codes(left, right):
    size = min(len(left), len(right))
    left, right = left[:size], right[:size]
    equal = [one == other for one, other in zip(left, right, strict=True)]
    recoded = TextColumn.of([*reversed(right), *right])[size:]
    assert (TextColumn.of(left) == recoded).tolist() == equal
    assert (TextColumn.of(left) != recoded).tolist() == [not each for each in equal]
