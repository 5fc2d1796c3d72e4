from enum import Enum

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from supportops.triage._blank import is_blank


class Answer(Enum):
    NONE = ""
    YES = "yes"


@pytest.mark.parametrize(
    "fact",
    [
        None, "", " \t\n", "\u200b\ufeff", float("nan"), np.float64("nan"), np.float32("nan"), pd.NA, pd.NaT,
        np.datetime64("NaT"), [pd.NA, pd.NaT], [], (), {}, set(), b"", np.array([]),
        [None], ["", " "], [[], ()], {"log": None, "trace": " "}, Answer.NONE, [Answer.NONE],
    ],
    ids=repr,
)  # fmt: skip
def test_what_says_nothing_is_blank(fact):
    assert is_blank(fact)


@pytest.mark.parametrize(
    "fact",
    [
        0, 0.0, False, True, "-", "0", ".", "\N{WAVING HAND SIGN}", [0], [False], ["", "x"], {"log": 0},
        {"a": [], "b": "x"},
        [[None]], Answer.YES, object(), np.array([0.0]), np.array(3.0), range(1), b"x", len,
    ],
    ids=lambda fact: repr(fact)[:15],
)  # fmt: skip
def test_what_says_something_is_not_blank(fact):
    assert not is_blank(fact)


def test_a_collection_that_holds_itself_is_looked_at_once():
    itself = []
    itself.append(itself)
    assert not is_blank(itself)


def test_a_long_collection_says_something_whatever_it_holds():
    assert is_blank([None] * 1_000)
    assert not is_blank([None] * 1_001)
    assert is_blank(dict.fromkeys(range(1_000)))
    assert not is_blank(dict.fromkeys(range(1_001)))


anything = st.recursive(
    st.none() | st.text(max_size=3) | st.floats() | st.booleans(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=2), inner, max_size=3),
    max_leaves=8,
)


@given(anything)
def test_whether_a_fact_is_blank_can_be_said_of_any(fact):
    assert is_blank([fact, None]) <= is_blank(fact)
    assert is_blank({"a": fact}) is is_blank([fact])
