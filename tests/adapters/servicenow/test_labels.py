import numpy as np
import pytest

from supportops.adapters.servicenow._labels import (
    BAD,
    NONE,
    Labels,
    Lookup,
    number_in,
    number_or_none,
    or_bad,
    unless_blank,
)


def test_labels_are_numbered_as_they_come_up():
    labels = Labels(["New"])
    assert labels.of(["Active", "New", "Active", "Closed"]).tolist() == [1, 0, 1, 2]
    assert tuple(labels) == ("New", "Active", "Closed")


def test_a_lookup_asks_once_for_each_text():
    asked = []

    def meaning(text):
        asked.append(text)
        return len(text)

    assert Lookup(meaning).of(["ab", "c", "ab"]).tolist() == [2, 1, 2]
    assert asked == ["ab", "c"]


@pytest.mark.parametrize("text", [None, "", " \t", "\x1f", "\ud800", 3])
def test_what_no_event_may_carry_is_bad(text):
    labels = Labels()
    assert number_in(labels, text) == BAD
    assert not labels


def test_a_text_that_is_not_there_has_no_number():
    labels = Labels()
    assert [number_or_none(labels, text) for text in (None, "a", "\ud800")] == [NONE, 0, BAD]


def test_a_meaning_that_fails_is_bad_and_one_of_a_blank_is_none():
    whole = unless_blank(or_bad(int))
    assert [whole(cell) for cell in (" 7", "", "?", "x")] == [7, NONE, NONE, BAD]


def test_none_is_what_numpy_calls_no_instant():
    assert np.isnat(np.array([NONE]).view("M8[us]"))[0]
