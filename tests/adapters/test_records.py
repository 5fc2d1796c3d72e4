import pytest

from supportops.adapters.records import records_of
from supportops.errors import DomainError


def test_a_record_has_the_line_it_begins_on():
    lines = ["a,b\n", '1,"two\n', 'lines"\n', "\n", "3,4\n"]
    assert list(records_of(lines, name="the log")) == [
        (1, ["a", "b"]),
        (2, ["1", "two\nlines"]),
        (4, []),
        (5, ["3", "4"]),
    ]


def test_what_is_no_csv_is_named_with_its_line():
    with pytest.raises(DomainError, match=r"log.csv, line 2: this is no CSV record .*look for a quote"):
        list(records_of(["a,b\n", '1,"' + "x" * 140_000 + "\n"], name="log.csv"))
    with pytest.raises(DomainError, match=r"log.csv, line 1: this is no CSV record"):
        list(records_of(["a,b\r1,2\r"], name="log.csv"))
