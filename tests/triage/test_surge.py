"""Surges: the interval of the next count against exact binomial sums, and what a lead reads."""

import math
from collections import Counter
from enum import Enum, StrEnum
from fractions import Fraction
from statistics import NormalDist

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from supportops.errors import ConfigurationError, DomainError
from supportops.triage._next_count import next_count
from supportops.triage._surge import Surge, surge


def tails(y, total, periods):
    """P(last <= y) and P(last >= y) of total + y events in periods + 1 periods, in whole fractions."""
    n, chance = total + y, Fraction(1, periods + 1)
    mass = [math.comb(n, k) * chance**k * (1 - chance) ** (n - k) for k in range(n + 1)]
    return sum(mass[: y + 1]), sum(mass[y:])


def interval_by_binomials(total, periods, share):
    """Every count that neither tail rules out."""
    inside, y = [], 0
    while True:
        low, high = tails(y, total, periods)
        if low > share and high > share:
            inside.append(y)
        elif high <= share:
            return inside[0], inside[-1]
        y += 1


# The interval


@pytest.mark.parametrize(
    ("total", "periods", "expected"),
    [
        (48, 4, (5, 21)),
        # None in three periods: two in the next have the chance (1/4)^2 > 0.025, three (1/4)^3 < 0.025.
        (0, 3, (0, 2)),
        (0, 1, (0, 5)),
        # One in the 40th period after none in 39 has exactly the chance 1/40 = 0.025, and is ruled out.
        (0, 39, (0, 0)),
        (0, 38, (0, 1)),
    ],
)
def test_hand_worked_intervals(total, periods, expected):
    assert next_count(total, periods, confidence=0.95) == expected


@pytest.mark.parametrize(
    ("total", "periods", "confidence"), [(0, 9, "0.8"), (0, 19, "0.9"), (2, 1, "0.5"), (3, 1, "0.75"), (0, 39, "0.95")]
)
def test_a_count_whose_tail_is_exactly_the_share_is_ruled_out(total, periods, confidence):
    share = (1 - Fraction(confidence)) / 2
    low, high = interval_by_binomials(total, periods, share)
    assert share in {tails(max(low - 1, 0), total, periods)[0], tails(high + 1, total, periods)[1]}
    assert next_count(total, periods, confidence=float(confidence)) == (low, high)


@given(st.integers(0, 25), st.integers(1, 6), st.sampled_from(["0.5", "0.8", "0.9", "0.95", "0.99"]))
@settings(max_examples=60, deadline=None)
def test_the_interval_is_what_exact_binomial_sums_leave(total, periods, confidence):
    share = (1 - Fraction(confidence)) / 2
    assert next_count(total, periods, confidence=float(confidence)) == interval_by_binomials(total, periods, share)


@pytest.mark.parametrize("mean", [0.3, 2.0, 11.5])
@pytest.mark.parametrize("periods", [1, 4, 13])
def test_the_next_count_is_inside_at_least_as_often_as_promised(mean, periods):
    def chance(count, mean):
        return math.exp(count * math.log(mean) - mean - math.lgamma(count + 1))

    above, below = 0.0, 0.0
    for total in range(int(periods * mean + 12 * math.sqrt(periods * mean)) + 20):
        low, high = next_count(total, periods, confidence=0.9)
        weight = chance(total, periods * mean)
        below += weight * sum(chance(count, mean) for count in range(low))
        above += weight * (1 - sum(chance(count, mean) for count in range(high + 1)))
    assert below <= 0.05
    assert above <= 0.05


@pytest.mark.parametrize(("total", "periods"), [(1_000_000, 1), (1_000_000, 52), (40_000, 8)])
def test_with_many_tickets_it_is_the_normal_interval(total, periods):
    mean, z = total / periods, NormalDist().inv_cdf(0.975)
    low, high = next_count(total, periods, confidence=0.95)
    half = z * math.sqrt(mean * (1 + 1 / periods))
    # The tails of a count are a little to the right of the normal ones, by about z^2 / 2.
    assert low == pytest.approx(mean - half, abs=5)
    assert high == pytest.approx(mean + half, abs=5)


@given(st.integers(0, 300), st.integers(1, 20), st.floats(0.01, 0.999))
@settings(max_examples=100)
def test_more_confidence_and_more_history_move_the_ends_as_they_should(total, periods, confidence):
    low, high = next_count(total, periods, confidence=confidence)
    wide_low, wide_high = next_count(total, periods, confidence=(1 + confidence) / 2)
    assert wide_low <= low <= high <= wide_high
    more_low, more_high = next_count(total + 1, periods, confidence=confidence)
    assert low <= more_low
    assert high <= more_high


@given(st.integers(1, 40), st.integers(1, 8))
@settings(max_examples=60)
def test_a_longer_history_of_the_same_mean_narrows_the_interval(mean, periods):
    short = next_count(mean * periods, periods, confidence=0.95)
    long = next_count(mean * periods * 4, periods * 4, confidence=0.95)
    assert short[0] <= long[0] <= mean <= long[1] <= short[1]


def test_a_confidence_near_one_is_followed_far_into_the_tails():
    share = Fraction(1, 2 * 10**12)
    assert next_count(6, 2, confidence=1 - 1e-12) == interval_by_binomials(6, 2, share)


# Categories


Category = StrEnum("Category", {"API": "api"})
Topic = Enum("Topic", {"API": "api"})
HISTORY = {"api": [12, 9, 14, 13], "billing": [8, 11, 7, 10]}


def test_a_count_above_its_interval_is_a_surge():
    assert surge({"api": 22, "billing": 9}, HISTORY) == (
        Surge(category="api", count=22, expected=12.0, interval=(5, 21), is_surge=True),
        Surge(category="billing", count=9, expected=9.0, interval=(3, 17), is_surge=False),
    )


def test_a_count_at_or_below_the_interval_is_none():
    assert [row.is_surge for row in surge({"api": 21}, HISTORY)] == [False]
    assert [row.is_surge for row in surge({"api": 0}, HISTORY)] == [False]


def test_histories_may_be_of_different_lengths_and_the_short_one_says_less():
    rows = surge({"api": 20, "billing": 20}, {"api": [10], "billing": [10] * 20})
    assert [row.expected for row in rows] == [10.0, 10.0]
    assert [row.is_surge for row in rows] == [False, True]


def test_no_history_is_no_surge():
    expected = [("new", None, None, False), ("empty", None, None, False)]
    rows = surge({"new": 99, "empty": 99}, {"empty": []})
    assert [(row.category, row.expected, row.interval, row.is_surge) for row in rows] == expected


def test_a_history_of_nothing_is_a_history():
    (row,) = surge({"api": 3}, {"api": [0, 0, 0]})
    assert (row.expected, row.interval, row.is_surge) == (0.0, (0, 2), True)


def test_each_category_counted_has_a_row_in_the_order_given_and_no_other():
    rows = surge(Counter(["b", "a", "b"]), {"a": [1], "b": [1], "gone": [50]})
    assert [(row.category, row.count) for row in rows] == [("b", 2), ("a", 1)]
    assert surge({}, HISTORY) == ()


def test_more_confidence_takes_more_for_a_surge():
    assert surge({"api": 22}, HISTORY, confidence=0.999)[0].is_surge is False


def test_numpy_counts_and_members_of_enums_are_taken():
    (row,) = surge({Category.API: np.int64(22)}, {Topic.API: np.array([12, 9, 14, 13])})
    assert row == surge({Topic.API: 22}, HISTORY)[0] == surge({"api": 22}, HISTORY)[0]


@pytest.mark.parametrize("count", [-1, 2.5, 3.0, "3", None, True])
def test_a_count_that_is_no_whole_number_is_refused(count):
    with pytest.raises(DomainError, match=r"counts\['api'\] is .*; a count is a whole number, at least 0") as error:
        surge({"api": count}, HISTORY)
    assert (error.value.field, error.value.value, error.value.index) == ("counts", count, None)


@pytest.mark.parametrize("count", [-1, 2.5, float("nan")])
def test_a_count_of_the_history_is_refused_with_its_place(count):
    with pytest.raises(DomainError, match=r"history\['api'\]\[1\] is") as error:
        surge({"api": 5}, {"api": [5, count]})
    assert (error.value.field, error.value.index) == ("history", 1)


def test_a_history_is_several_counts():
    with pytest.raises(DomainError, match=r"history\['api'\] is 5; give the counts of earlier periods") as error:
        surge({"api": 5}, {"api": 5})
    assert error.value.field == "history"


@pytest.mark.parametrize("confidence", [0, 1, 95, -0.5, float("nan")])
def test_a_confidence_is_between_0_and_1(confidence):
    with pytest.raises(DomainError, match="more than 0 and less than 1") as error:
        surge({}, {}, confidence=confidence)
    assert error.value.field == "confidence"


def test_a_category_has_a_name():
    with pytest.raises(ConfigurationError, match="category: None is no name"):
        surge({None: 5}, {})


def test_a_row_reads_well_and_survives_json():
    high, low, new = surge({"api": 30, "billing": 0, "new": 2}, HISTORY)
    assert str(high) == "api: 30, expected 12.0 (5 to 21); surge"
    assert high.to_markdown() == "- **api**: 30, expected 12.0 (5 to 21); surge"
    assert str(low) == "billing: 0, expected 9.0 (3 to 17); fewer than usual"
    assert str(new) == "new: 2, no history"
    for row in (high, low, new):
        assert Surge.model_validate_json(row.model_dump_json()) == row
    assert len({high, low, new, high}) == 3
