"""The table in timedeltas, and that calls by way of it give what whole microseconds give."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from supportops._instants import MAX_US, MIN_US
from supportops.calendar import ALWAYS_OPEN, BusinessCalendar, Holidays
from supportops.calendar import timed as module
from supportops.calendar.table import ENDLESS_US, Table
from supportops.calendar.timed import NOTHING, timed_of
from supportops.errors import HorizonError, NaiveDatetimeError

US = timedelta(microseconds=1)


def utc(*when: int) -> datetime:
    return datetime(*when, tzinfo=UTC)


def office(name: str) -> BusinessCalendar:
    return BusinessCalendar(name=name, zone="UTC", hours="Mon-Fri 09:00-17:00")


def test_the_lists_are_those_of_the_table():
    timed = timed_of(Table(0, 100, [(10, 20), (50, 80)], origin=5))
    assert (timed.lo, timed.hi) == (0 * US, 100 * US)
    assert timed.edges == [10 * US, 20 * US, 50 * US, 80 * US]
    assert timed.base == [5 * US, -5 * US, 15 * US, -35 * US, 45 * US]
    assert timed.after == [15 * US, 45 * US]
    assert timed.to_instant == [5 * US, 35 * US]


def test_the_stretch_ends_where_datetimes_do():
    timed = timed_of(Table(-ENDLESS_US, ENDLESS_US, [(-ENDLESS_US, ENDLESS_US)], origin=-ENDLESS_US))
    assert (timed.lo, timed.hi) == (MIN_US * US, MAX_US * US)
    assert (timed.base[1], timed.to_instant) == (0 * US, [0 * US])


def test_a_very_long_table_is_left_as_it_is(monkeypatch: pytest.MonkeyPatch):
    table = Table(0, 100, [(10, 20), (50, 80)], origin=5)
    monkeypatch.setattr(module, "_MAX_SPANS", 1)
    assert timed_of(table) is NOTHING
    desk = office("long")
    assert desk.between(utc(2026, 1, 5), utc(2026, 1, 7)) == timedelta(hours=16)
    assert desk.between(utc(2026, 1, 5), utc(2026, 1, 7)) == timedelta(hours=16)
    assert desk.add(utc(2026, 1, 5), "16h") == utc(2026, 1, 6, 17)
    assert desk._timeline.timed is NOTHING


def test_the_second_call_takes_the_short_way_with_the_same_answer():
    desk = office("twice")
    assert desk._timeline.timed is NOTHING
    for _ in range(2):
        assert desk.between(utc(2026, 1, 5, 16), utc(2026, 1, 6, 10)) == timedelta(hours=2)
        assert desk.add(utc(2026, 1, 5, 16), "2h") == utc(2026, 1, 6, 10)
        assert desk.add(utc(2026, 1, 5, 16), "1h") == utc(2026, 1, 5, 17)
    assert desk._timeline.timed.edges


def test_a_call_into_another_year_makes_it_longer():
    desk = office("longer")
    desk.between(utc(2026, 1, 5), utc(2026, 1, 7))
    short = desk._timeline.timed
    assert desk.add(utc(2026, 12, 31, 16), "9h") == utc(2027, 1, 1, 17)
    assert desk._timeline.timed.hi > short.hi
    assert desk.between(utc(2026, 1, 5), utc(2026, 1, 7)) == timedelta(hours=16)


def test_a_deadline_at_the_very_end_of_the_stretch_is_right():
    whole = BusinessCalendar(
        name="end", zone="UTC", hours="daily 00:00-24:00", holidays=Holidays(extra=[date(2020, 1, 1)])
    )
    for _ in range(2):
        assert whole.add(utc(2026, 12, 31, 23), "1h") == utc(2027, 1, 1)
        assert whole.add(utc(2026, 12, 31, 22), "1h") == utc(2026, 12, 31, 23)


def test_more_than_a_timedelta_holds_is_a_horizon_error():
    desk = office("overflow")
    for calendar in (desk, ALWAYS_OPEN):
        for _ in range(2):
            with pytest.raises(HorizonError):
                calendar.add(utc(2026, 1, 5), timedelta.max)
    assert ALWAYS_OPEN.add(utc(9999, 12, 1), "1h") == utc(9999, 12, 1, 1)
    with pytest.raises(HorizonError):
        ALWAYS_OPEN.add(utc(9999, 12, 28), "96h")


def test_naive_datetimes_are_refused_on_the_short_way_too():
    desk = office("naive")
    desk.between(utc(2026, 1, 5), utc(2026, 1, 7))
    naive = datetime(2026, 1, 5)
    for call in (
        lambda: desk.between(naive, utc(2026, 1, 7)),
        lambda: desk.between(utc(2026, 1, 5), naive),
        lambda: desk.add(naive, "1h"),
    ):
        with pytest.raises(NaiveDatetimeError) as error:
            call()
        assert error.value.given is naive
