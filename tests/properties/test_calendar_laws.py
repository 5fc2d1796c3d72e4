"""Laws of calendar arithmetic, and agreement with counting minutes."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from typing import NamedTuple

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from tests.oracles.calendar_oracle import DAY, Desk, Minutes, Windows

from supportops.calendar import (
    ALWAYS_OPEN,
    BusinessCalendar,
    BusinessDays,
    Calendar,
    Complement,
    DateOverride,
    Difference,
    Holidays,
    Intersection,
    Season,
    Union,
)
from supportops.errors import NeverOpenError

MINUTE_US = 60_000_000
# Each zone with a date on which something happens to its clocks, and plain weeks around it.
TURNING_POINTS = (
    ("America/New_York", date(2026, 3, 8)),
    ("America/New_York", date(2026, 11, 1)),
    ("Europe/London", date(2026, 3, 29)),
    ("Europe/Berlin", date(2026, 10, 25)),
    ("Asia/Kolkata", date(2026, 5, 20)),
    ("Australia/Sydney", date(2026, 4, 5)),
    ("Australia/Lord_Howe", date(2026, 4, 5)),
    ("Australia/Lord_Howe", date(2026, 10, 4)),
    ("Pacific/Apia", date(2011, 12, 30)),
    ("Africa/Cairo", date(2026, 4, 24)),
    ("Africa/Cairo", date(2026, 10, 29)),
    ("America/Havana", date(2026, 3, 8)),
    ("America/Havana", date(2026, 11, 1)),
    ("UTC", date(2026, 1, 1)),
)

LAWS = settings(max_examples=80, deadline=None)
SLOW_LAWS = settings(max_examples=60, deadline=None)


class Case(NamedTuple):
    desk: Desk
    calendar: BusinessCalendar
    turn: date


@st.composite
def windows(draw: st.DrawFn) -> Windows:
    """Up to three windows of one day in whole minutes; some cross midnight, some overlap."""
    found = []
    for _ in range(draw(st.integers(0, 3))):
        start = draw(st.one_of(st.integers(0, DAY - 1), st.sampled_from([0, 60, 120, 150, 1380, 1320])))
        end = draw(st.one_of(st.integers(1, DAY), st.sampled_from([30, 60, 105, 150, 180, 360, DAY])))
        assume(start != end)
        found.append((start, end if end > start else end + DAY))
    return tuple(found)


weeks = st.tuples(*[windows()] * 7)


@st.composite
def cases(draw: st.DrawFn) -> Case:
    zone, turn = draw(st.sampled_from(TURNING_POINTS))
    near = st.integers(-3, 3).map(lambda days: turn + timedelta(days=days))
    season = draw(st.one_of(st.none(), st.tuples(near, st.integers(1, 4), weeks)))
    desk = Desk(
        zone=zone,
        week=draw(weeks),
        holidays=draw(st.frozensets(near, max_size=2)),
        overrides=draw(st.dictionaries(near, windows(), max_size=2)),
        season=None if season is None else (season[0], season[0] + timedelta(days=season[1]), season[2]),
        holidays_win=draw(st.booleans()),
        scope=draw(st.sampled_from(["calendar_day", "shift_start"])),
    )
    return Case(desk, calendar_of(desk), turn)


def calendar_of(desk: Desk) -> BusinessCalendar:
    return BusinessCalendar(
        zone=desk.zone,
        hours=week_mapping(desk.week),
        holidays=Holidays(extra=desk.holidays) if desk.holidays else None,
        overrides=tuple(DateOverride(date=d, hours=texts(w)) for d, w in sorted(desk.overrides.items())),
        seasons=()
        if desk.season is None
        else (Season(start=desk.season[0], end=desk.season[1], hours=week_mapping(desk.season[2])),),
        holidays_win=desk.holidays_win,
        holiday_scope=desk.scope,
    )


def week_mapping(week: tuple[Windows, ...]) -> dict[str, list[str]]:
    return {day: texts(w) for day, w in zip(["mon", "tue", "wed", "thu", "fri", "sat", "sun"], week, strict=True)}


def texts(windows_of_day: Windows) -> list[str]:
    return [f"{clock(start)}-{clock(end)}" for start, end in windows_of_day]


def clock(minute: int) -> str:
    minute = minute - DAY if minute > DAY else minute
    return f"{minute // 60:02}:{minute % 60:02}"


def minute_of(day: date) -> int:
    return (day - date(1970, 1, 1)).days * DAY


def at(minute: int) -> datetime:
    return datetime.fromtimestamp(minute * 60, tz=UTC)


def stretch(case: Case) -> Minutes:
    return Minutes(case.desk, minute_of(case.turn) - 3 * DAY, minute_of(case.turn) + 3 * DAY)


@SLOW_LAWS
@given(case=cases(), data=st.data())
def test_every_call_agrees_with_counting_minutes(case: Case, data: st.DataObject):
    minutes = stretch(case)
    calendar = case.calendar
    # Years compiled one by one and years compiled together must join alike.
    calendar.open_us((minutes.start + data.draw(st.integers(-4, 4)) * 365 * DAY) * MINUTE_US)
    instants = st.integers(minutes.start, minutes.end - 1)
    a, b = data.draw(instants), data.draw(instants)
    runs = minutes.intervals(minutes.start, minutes.end)
    found = calendar.intervals_us(minutes.start * MINUTE_US, minutes.end * MINUTE_US)
    assert [(o // MINUTE_US, c // MINUTE_US) for o, c in found] == runs
    assert calendar.between(at(a), at(b)) == timedelta(minutes=minutes.between(a, b))
    assert calendar.is_open(at(a)) == minutes.is_open(a)
    amount = data.draw(st.integers(-2000, 2000).filter(bool))
    landed = minutes.add(a, amount)
    if landed is not None:
        assert calendar.add(at(a), timedelta(minutes=amount)) == at(landed)
    opening = minutes.next_open(a)
    if opening is not None:
        assert calendar.next_open(at(a)) == at(opening)


@SLOW_LAWS
@given(case=cases())
def test_the_rows_tile_the_span_and_their_open_ones_are_the_intervals(case: Case):
    start, end = at(minute_of(case.turn) - 2 * DAY), at(minute_of(case.turn) + 3 * DAY)
    rows = case.calendar.explain(start, end)
    assert rows[0].start == start
    assert rows[-1].end == end
    assert all(one.end == two.start for one, two in pairwise(rows))
    open_time = sum((row.duration for row in rows if row.is_open), timedelta())
    assert open_time == case.calendar.between(start, end)
    assert all(row.reason == "daylight saving gap" for row in rows if row.start == row.end)
    assert not any(row.is_open for row in rows if row.start == row.end)


# Around the changes of the clocks of 2026; those of 2011 are in the laws that count minutes.
instants = st.datetimes(datetime(2025, 6, 1), datetime(2027, 6, 1), timezones=st.just(UTC))
amounts = st.timedeltas(timedelta(microseconds=1), timedelta(hours=200))


def opens(calendar: Calendar) -> bool:
    try:
        calendar.next_open(datetime(2025, 6, 1, tzinfo=UTC))
    except NeverOpenError:
        return False
    return True


@LAWS
@given(case=cases(), a=instants, b=instants)
def test_open_time_is_at_least_nothing_and_at_most_the_time_that_passed(case: Case, a: datetime, b: datetime):
    first, last = min(a, b), max(a, b)
    assert timedelta() <= case.calendar.between(first, last) <= last - first


@LAWS
@given(case=cases(), a=instants, b=instants, c=instants)
def test_open_time_adds_up_over_a_split(case: Case, a: datetime, b: datetime, c: datetime):
    calendar = case.calendar
    assert calendar.between(a, b) + calendar.between(b, c) == calendar.between(a, c)
    assert calendar.between(a, b) == -calendar.between(b, a)


@LAWS
@given(case=cases(), start=instants, amount=amounts)
def test_what_was_added_is_between(case: Case, start: datetime, amount: timedelta):
    calendar = case.calendar
    for sign in (1, -1):
        try:
            landed = calendar.add(start, sign * amount)
        except NeverOpenError:
            continue
        assert calendar.between(start, landed) == sign * amount


@LAWS
@given(case=cases(), start=instants, amount=amounts)
def test_close_lands_on_the_earliest_instant_and_open_on_the_next_open_one(case, start, amount):
    calendar = case.calendar
    try:
        close = calendar.add(start, amount)
        landed = calendar.add(start, amount, landing="open")
    except NeverOpenError:
        return
    just_before = close - timedelta(microseconds=1)
    assert calendar.between(start, just_before) < amount
    assert landed == calendar.next_open(close)
    assert calendar.is_open(landed)
    assert calendar.add(start, timedelta(), landing="open") == start


@LAWS
@given(case=cases(), start=instants, amount=amounts)
def test_a_negative_amount_lands_on_the_latest_instant(case: Case, start: datetime, amount: timedelta):
    try:
        landed = case.calendar.add(start, -amount)
    except NeverOpenError:
        return
    assert case.calendar.between(landed + timedelta(microseconds=1), start) < amount


@LAWS
@given(one=cases(), two=cases(), a=instants, b=instants)
def test_union_and_intersection_measure_what_the_two_measure(one: Case, two: Case, a: datetime, b: datetime):
    left, right = one.calendar, two.calendar
    a, b = min(a, b), max(a, b)
    assert (left | right).between(a, b) + (left & right).between(a, b) == left.between(a, b) + right.between(a, b)
    assert (left - right).between(a, b) == left.between(a, b) - (left & right).between(a, b)
    assert (~left).between(a, b) == (b - a) - left.between(a, b)
    assert (~(left | right)).between(a, b) == (~left & ~right).between(a, b)


@LAWS
@given(a=instants, b=instants, amount=st.timedeltas(timedelta(days=-900), timedelta(days=900)))
def test_around_the_clock_is_elapsed_time(a: datetime, b: datetime, amount: timedelta):
    assert ALWAYS_OPEN.between(a, b) == b - a
    assert ALWAYS_OPEN.add(a, amount) == a + amount
    plain = BusinessCalendar(
        zone="Europe/Berlin", hours="daily 00:00-24:00", overrides=[DateOverride(date=date(1990, 1, 1), hours="closed")]
    )
    assert plain.between(a, b) == b - a
    assert plain.add(a, amount) == a + amount


@LAWS
@given(case=cases(), starts=st.lists(instants, min_size=1, max_size=40), data=st.data())
def test_an_array_gives_what_each_instant_gives(case: Case, starts: list[datetime], data: st.DataObject):
    calendar = case.calendar
    ends = data.draw(st.lists(instants, min_size=len(starts), max_size=len(starts)))
    one, two = to_array(starts), to_array(ends)
    assert calendar.between(one, two).tolist() == [calendar.between(a, b) for a, b in zip(starts, ends, strict=True)]
    assert calendar.is_open(one).tolist() == [calendar.is_open(a) for a in starts]
    steps = data.draw(
        st.lists(
            st.one_of(amounts, amounts.map(lambda x: -x), st.just(timedelta())),
            min_size=len(starts),
            max_size=len(starts),
        )
    )
    landing = data.draw(st.sampled_from(["close", "open"]))
    try:
        expected = [calendar.add(a, step, landing=landing) for a, step in zip(starts, steps, strict=True)]
    except NeverOpenError:
        with pytest.raises(NeverOpenError):
            calendar.add(one, np.array(steps, "m8[us]"), landing=landing)
    else:
        assert calendar.add(one, np.array(steps, "m8[us]"), landing=landing).tolist() == to_array(expected).tolist()


@LAWS
@given(case=cases(), starts=st.lists(instants, min_size=1, max_size=20), n=st.integers(1, 30), data=st.data())
def test_arrays_count_business_days_as_single_instants_do(case: Case, starts, n: int, data: st.DataObject):
    assume(opens(case.calendar))
    days = BusinessDays(n, until=data.draw(st.sampled_from(["same_time", "close"])))
    near = [s.replace(year=case.turn.year, month=case.turn.month, day=case.turn.day) for s in starts]
    try:
        expected = [case.calendar.add(start, days) for start in near]
    except NeverOpenError:
        return
    assert case.calendar.add(to_array(near), days).tolist() == to_array(expected).tolist()
    assert all(case.calendar.add(a, days) >= a for a in near)


@LAWS
@given(case=cases(), start=instants, amount=amounts)
def test_json_brings_back_an_equal_calendar_that_behaves_the_same(case: Case, start: datetime, amount: timedelta):
    calendar = case.calendar
    same = BusinessCalendar.model_validate_json(calendar.model_dump_json())
    assert same == calendar
    assert hash(same) == hash(calendar)
    assert same.fingerprint == calendar.fingerprint
    assert same.between(start, start + amount) == calendar.between(start, start + amount)


@LAWS
@given(case=cases())
def test_the_repr_reads_back(case: Case):
    names = {
        "BusinessCalendar": BusinessCalendar,
        "DateOverride": DateOverride,
        "Holidays": Holidays,
        "Season": Season,
        "date": date,
    }
    assert eval(repr(case.calendar), names) == case.calendar


@LAWS
@given(one=cases(), two=cases(), start=instants)
def test_combined_calendars_explain_every_stretch(one: Case, two: Case, start: datetime):
    end = start + timedelta(days=4)
    left, right = one.calendar, two.calendar
    for combined in (left | right, left & right, left - right, ~left):
        rows = combined.explain(start, end)
        assert (rows[0].start, rows[-1].end) == (start, end)
        assert all(a.end == b.start for a, b in pairwise(rows))
        assert sum((row.duration for row in rows if row.is_open), timedelta()) == combined.between(start, end)
        assert type(combined) in (Union, Intersection, Difference, Complement)


def to_array(values: list[datetime]) -> np.ndarray:
    return np.array([value.replace(tzinfo=None) for value in values], "M8[us]")
