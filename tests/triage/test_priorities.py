"""The effective priorities of many tickets at once."""

from __future__ import annotations

from datetime import timedelta

import numpy as np
import pandas as pd
import pytest

from supportops.errors import DomainError
from supportops.triage.priorities import effective_priorities
from supportops.triage.priority import Ageing
from supportops.vocabulary import P1_TO_P5

DAILY = Ageing(every="24h", ceiling="P2")


def effective(base, **given):
    return effective_priorities(base, scale=P1_TO_P5, **given).tolist()


def test_without_age_and_modifiers_the_bases_hold():
    assert effective(["P5", "P1"]) == ["P5", "P1"]
    assert effective([]) == []


def test_age_and_modifiers_are_columns():
    age = np.array([0, 24, 48, 900], dtype="m8[h]")
    assert effective(["P4"] * 4, age=age, ageing=DAILY) == ["P4", "P3", "P2", "P2"]
    assert effective(["P4"] * 4, age=age, ageing=DAILY, by=[-1, 0, 1, 9]) == ["P5", "P3", "P2", "P1"]
    assert effective(np.array(["P4"] * 4), by=np.array([1, -1, 99, -99])) == ["P3", "P5", "P1", "P5"]


@pytest.mark.parametrize(
    "age",
    [
        ["1 day", timedelta(hours=48)],
        [np.timedelta64(24, "h"), np.timedelta64(2, "D")],
        pd.Series(pd.to_timedelta(["24h", "48h"])),
    ],
)
def test_ages_are_read_as_they_come(age):
    assert effective(["P4", "P4"], age=age, ageing=DAILY) == ["P3", "P2"]


def test_the_longest_amounts_are_counted():
    assert effective(["P4", "P4"], age=[timedelta.max, "1h"], ageing=DAILY) == ["P2", "P4"]
    assert effective(["P4"], age=["1000h"], ageing=Ageing(timedelta.max, "P2")) == ["P4"]


@pytest.mark.parametrize(
    ("age", "shown"),
    [
        (np.array([1, -1], dtype="m8[h]"), r"age\[1\] is -1 day, 23:00:00"),
        (np.array([1, "NaT"], dtype="m8[h]"), r"age\[1\] is NaT"),
        ([np.timedelta64(1, "h"), np.timedelta64("NaT")], r"age\[1\] is NaT"),
        (["1h", "-1h"], "age is '-1h'"),
        (["1h", None], "None is not an amount of time"),
    ],
)
def test_an_age_that_is_none_is_named_with_its_place(age, shown):
    with pytest.raises(DomainError, match=shown) as caught:
        effective(["P4", "P4"], age=age, ageing=DAILY)
    assert (caught.value.field, caught.value.index) == ("age", 1)


@pytest.mark.parametrize("by", [1.0, True, None, "1"])
def test_modifiers_are_whole_numbers(by):
    with pytest.raises(DomainError, match="write a whole number") as caught:
        effective(["P4", "P4"], by=[1, by])
    assert (caught.value.field, caught.value.index) == ("by", 1)


def test_faults_of_labels_lengths_and_ceilings_are_named():
    with pytest.raises(DomainError) as caught:
        effective(["P4", "P9"])
    assert (caught.value.field, caught.value.index) == ("base", 1)
    with pytest.raises(DomainError, match="age and base differ in length"):
        effective(["P4", "P4"], age=["1h"])
    with pytest.raises(DomainError, match="the top of the scale"):
        effective(["P4"], ageing=Ageing("1h", "P1"))
