from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from supportops.capacity.forecast._intraday import intraday_profile
from supportops.errors import DomainError, NaiveDatetimeError

_MONDAY = date(2026, 3, 2)


def test_a_day_counts_as_much_as_it_has_tickets():
    assert intraday_profile([1, 1, 2, 6], per_day=2).tolist() == [0.3, 0.7]


def test_days_without_tickets_change_nothing():
    assert intraday_profile([0, 0, 1, 3, 0, 0], per_day=2).tolist() == [0.25, 0.75]


def test_without_any_tickets_there_are_no_shares():
    assert intraday_profile([0, 0], per_day=2).tolist() == [0.0, 0.0]


def test_with_a_start_there_is_a_row_for_each_weekday():
    slots = np.arange(14) + 1.0
    wednesday = _MONDAY + timedelta(days=2)
    found = intraday_profile(slots, per_day=2, start=wednesday)
    assert found.shape == (7, 2)
    assert found[2].tolist() == [1 / 3, 2 / 3]
    assert found[1].tolist() == [13 / 27, 14 / 27]


def test_a_weekday_that_is_closed_has_a_row_of_zeros():
    week = np.array([[1, 3]] * 5 + [[0, 0]] * 2, dtype=float).ravel()
    found = intraday_profile(np.tile(week, 3), per_day=2, start=_MONDAY)
    assert found.tolist() == [[0.25, 0.75]] * 5 + [[0.0, 0.0]] * 2


def test_the_zone_of_the_start_says_which_weekday_it_is():
    slots = np.arange(14) + 1.0
    monday_in_sydney = datetime(2026, 3, 2, tzinfo=ZoneInfo("Australia/Sydney"))
    assert monday_in_sydney.astimezone(UTC).weekday() == 6
    found = intraday_profile(slots, per_day=2, start=monday_in_sydney)
    assert np.array_equal(found, intraday_profile(slots, per_day=2, start=_MONDAY))


def _by_loops(slots, per_day, start):
    table = [[0.0] * per_day for _ in range(7)]
    for index, volume in enumerate(slots):
        table[(start + timedelta(days=index // per_day)).weekday()][index % per_day] += volume
    return [[volume / sum(row) if sum(row) else 0.0 for volume in row] for row in table]


@settings(max_examples=60)
@given(st.integers(1, 6), st.integers(7, 20), st.dates(date(1960, 1, 1), date(2040, 1, 1)), st.data())
def test_the_profile_is_that_of_loops_over_the_days(per_day, days, start, data):
    slots = data.draw(st.lists(st.integers(0, 50), min_size=per_day * days, max_size=per_day * days))
    found = intraday_profile(slots, per_day=per_day, start=start)
    assert np.allclose(found, _by_loops(slots, per_day, start), rtol=1e-12, atol=0)
    assert all(abs(total - 1) < 1e-12 or total == 0 for total in found.sum(axis=1))


@settings(max_examples=60)
@given(st.integers(1, 6), st.integers(1, 5), st.data())
def test_all_days_alike_give_back_the_day(per_day, days, data):
    day = data.draw(st.lists(st.integers(1, 50), min_size=per_day, max_size=per_day))
    found = intraday_profile(day * days, per_day=per_day)
    assert np.allclose(found * sum(day), day, rtol=1e-12)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ({"y": [1, 2, 3], "per_day": 2}, r"shape \(3,\); give one row of whole days of 2 slots"),
        ({"y": [], "per_day": 2}, "one day or more"),
        ({"y": [[1, 2]], "per_day": 2}, r"shape \(1, 2\)"),
        ({"y": [1, -2], "per_day": 2}, r"y\[1\] is -2"),
        ({"y": [1, float("nan")], "per_day": 2}, r"y\[1\] is nan"),
        ({"y": [1, 2], "per_day": 0}, "per_day is 0; give a finite number >= 1"),
        ({"y": [1, 2], "per_day": 1.5}, "per_day is 1.5"),
        ({"y": [1, 2] * 6, "per_day": 2, "start": _MONDAY}, "y has 6 days; a profile by weekday needs 7"),
        ({"y": [1, 2] * 7, "per_day": 2, "start": "2026-03-02"}, "start is '2026-03-02'; give the date"),
    ],
)
def test_what_has_no_profile_is_refused(arguments, words):
    y = arguments.pop("y")
    with pytest.raises(DomainError, match=words):
        intraday_profile(y, **arguments)


def test_a_start_without_a_zone_is_refused():
    with pytest.raises(NaiveDatetimeError):
        intraday_profile([1, 2] * 7, per_day=2, start=datetime(2026, 3, 2))


def test_a_volume_that_floats_cannot_add_up_is_refused():
    with pytest.raises(DomainError, match=r"y\[0\] is 1e\+308; give numbers up to 1e\+100"):
        intraday_profile([1e308] * 4, per_day=2)
