from datetime import UTC, date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.oracles.shift_oracle import hours_text, is_there

from supportops.capacity.shift import Shift
from supportops.capacity.shift_coverage import coverage, least_in_steps, step_us
from supportops.errors import DomainError, NaiveDatetimeError

BERLIN = ZoneInfo("Europe/Berlin")
MONDAY = datetime(2026, 3, 2, tzinfo=UTC)
CORE = Shift("core", "daily 09:00-17:00", 2)


def test_the_agents_of_all_shifts_add_up():
    early = Shift("early", "Mon-Fri 06:00-14:00", 4)
    found = coverage([early, CORE], start=MONDAY, end=MONDAY.replace(day=3))
    assert found.tolist() == [0] * 6 + [4] * 3 + [6] * 5 + [2] * 3 + [0] * 7
    assert found.dtype == np.int64


def test_shifts_by_name_are_read_as_well():
    assert coverage({"core": CORE}, start=MONDAY, end=MONDAY.replace(day=3)).sum() == 16


@pytest.mark.parametrize(("start", "hours"), [("2026-03-29", 23), ("2026-10-25", 25), ("2026-06-01", 24)])
def test_a_local_day_has_as_many_steps_as_it_has_hours(start, hours):
    first = datetime.fromisoformat(start).replace(tzinfo=BERLIN)
    found = coverage([Shift("all", "24/7", 3), CORE], start=first, end=first + timedelta(days=1))
    assert found.size == hours
    # On the wall it is 09:00 to 17:00 on all of them.
    assert found.tolist() == [3] * (hours - 15) + [5] * 8 + [3] * 7


def test_a_night_shift_is_an_hour_shorter_or_longer_when_the_clocks_change():
    night = Shift("night", "daily 22:00-06:00", 1, zone="Europe/Berlin")
    worked = [
        int(coverage([night], start=evening, end=evening + timedelta(hours=18)).sum())
        for evening in (datetime(2026, month, day, 20, tzinfo=BERLIN).astimezone(UTC) for month, day in
                        ((3, 27), (3, 28), (10, 24)))
    ]  # fmt: skip
    assert worked == [8, 7, 9]


def test_a_shift_without_a_zone_is_in_that_of_the_start():
    berlin = datetime(2026, 3, 2, tzinfo=BERLIN)
    here = coverage([CORE], start=berlin, end=berlin + timedelta(days=1))
    there = coverage([CORE.model_copy(update={"zone": "UTC"})], start=berlin, end=berlin + timedelta(days=1))
    assert here.tolist() == [0] * 9 + [2] * 8 + [0] * 7
    assert there.tolist() == [0] * 10 + [2] * 8 + [0] * 6


def test_a_start_without_a_named_zone_needs_shifts_that_have_one():
    start = datetime(2026, 3, 2, tzinfo=timezone(timedelta(hours=2)))
    zoned = CORE.model_copy(update={"zone": "UTC"})
    assert coverage([zoned], start=start, end=start + timedelta(hours=13)).tolist() == [0] * 11 + [2] * 2
    with pytest.raises(DomainError, match=r"shift 'core' has no zone, and that of start, UTC\+02:00, has no name"):
        coverage([zoned, CORE], start=start, end=start + timedelta(days=1))


def test_of_a_step_the_least_number_at_any_instant_counts():
    late = Shift("late", "daily 09:30-17:00", 1)
    noon = Shift("noon", "daily 09:00-09:30", 1)
    nine = MONDAY.replace(hour=9)
    assert coverage([late], start=nine, end=nine.replace(hour=11)).tolist() == [0, 1]
    assert coverage([late], start=nine, end=nine.replace(hour=11), step="30m").tolist() == [0, 1, 1, 1]
    # One takes over from the other in the middle of the step: one is always there.
    assert coverage([late, noon], start=nine, end=nine.replace(hour=11)).tolist() == [1, 1]


def test_the_last_step_is_shorter_where_the_step_does_not_divide_the_time():
    found = coverage([CORE], start=MONDAY.replace(hour=15), end=MONDAY.replace(hour=17), step="90m")
    assert found.tolist() == [2, 2]
    assert coverage([CORE], start=MONDAY.replace(hour=15), end=MONDAY.replace(hour=18), step="2h").tolist() == [2, 0]


def test_no_shifts_are_nobody_and_no_time_has_no_steps():
    assert coverage([], start=MONDAY, end=MONDAY.replace(hour=2)).tolist() == [0, 0]
    assert coverage([CORE], start=MONDAY, end=MONDAY).tolist() == []
    assert coverage([Shift("none", "closed", 3)], start=MONDAY, end=MONDAY.replace(hour=1)).tolist() == [0]


def test_agents_count_as_scheduled_from_their_first_day_on():
    new = Shift("new", "daily 09:00-17:00", 1, hired=date(2026, 3, 3), absence=0.9)
    found = coverage([new], start=MONDAY, end=MONDAY.replace(day=4), step="12h")
    assert found.tolist() == [0, 0, 0, 0]
    assert coverage([new], start=MONDAY, end=MONDAY.replace(day=4)).tolist() == [0] * 33 + [1] * 8 + [0] * 7


def test_seconds_stand_in_the_place_of_a_step():
    day = MONDAY.replace(day=3)
    by_text = coverage([CORE], start=MONDAY, end=day, step="15m")
    assert np.array_equal(by_text, coverage([CORE], start=MONDAY, end=day, step_s=900))
    assert np.array_equal(by_text, coverage([CORE], start=MONDAY, end=day, step=timedelta(minutes=15)))


@pytest.mark.parametrize(
    ("options", "message"),
    [({"step": 60}, "step is 60; write it with its unit"), ({"step": "0m"}, "step is '0m'; give more than no time"),
     ({"step_s": 1e-7}, "step_s is 1e-07; give a microsecond or more"), ({"step_s": 1e13}, "at most 1e\\+12 seconds"),
     ({"step_s": [60.0]}, "step_s is an array"), ({"step": "2h", "step_s": 60}, "both are given"),
     ({"step": "1ms"}, "there are 86,400,000 steps; at most 10,000,000")],
)  # fmt: skip
def test_a_step_outside_its_range_is_refused(options, message):
    with pytest.raises(DomainError, match=message):
        coverage([CORE], start=MONDAY, end=MONDAY.replace(day=3), **options)


def test_instants_are_aware_and_in_order():
    with pytest.raises(DomainError, match=r"is before start .*; give a later end") as error:
        coverage([CORE], start=MONDAY, end=MONDAY - timedelta(hours=1))
    assert error.value.field == "end"
    with pytest.raises(NaiveDatetimeError):
        coverage([CORE], start=MONDAY.replace(tzinfo=None), end=MONDAY)
    with pytest.raises(DomainError, match="end is 'later'; give an aware datetime"):
        coverage([CORE], start=MONDAY, end="later")


def test_a_step_is_whole_microseconds():
    assert step_us("1us") == 1
    assert step_us("1h", 0.5) == 500_000


def test_spans_that_touch_leave_no_gap():
    assert least_in_steps([(1, [(0, 5), (5, 10)]), (1, [])], np.array([0, 10])).tolist() == [1]


WINDOWS = st.lists(
    st.tuples(st.integers(0, 6), st.integers(16, 94), st.integers(2, 80)).map(
        lambda drawn: (drawn[0], 15 * drawn[1], 15 * min(drawn[1] + drawn[2], 96 + 8))
    ),
    min_size=1, max_size=4,
)  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.tuples(WINDOWS, st.integers(0, 5), st.sampled_from([None, date(2026, 3, 30)])), max_size=3),
    st.sampled_from(["2026-03-27", "2026-10-23", "2026-06-01"]),
    st.sampled_from([15, 30, 60, 105]),
)
def test_coverage_is_what_counting_every_quarter_hour_finds(drawn, first, minutes):
    start = datetime.fromisoformat(first).replace(tzinfo=BERLIN)
    # Windows begin after 04:00, so that a night's end at 02:00 at the latest is no hour that the clocks change.
    shifts = [Shift(f"s{k}", hours_text(windows), n, hired=hired) for k, (windows, n, hired) in enumerate(drawn)]
    end = start.astimezone(UTC) + timedelta(days=4)
    found = coverage(shifts, start=start, end=end, step=timedelta(minutes=minutes))
    quarters = [
        sum(n for windows, n, hired in drawn if is_there(windows, at, "Europe/Berlin", hired))
        for at in (start.astimezone(UTC) + k * timedelta(minutes=15) for k in range(4 * 96))
    ]
    each = minutes // 15
    assert found.tolist() == [min(quarters[k : k + each]) for k in range(0, len(quarters), each)]
