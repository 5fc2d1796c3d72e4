"""Business days: which dates count, at what time they land, and where they close."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from supportops.calendar import (
    ALWAYS_OPEN,
    BusinessCalendar,
    BusinessDays,
    DateOverride,
    Holidays,
)
from supportops.calendar import business_days as module
from supportops.errors import HorizonError, NeverOpenError

NY = ZoneInfo("America/New_York")
APIA = ZoneInfo("Pacific/Apia")


def utc(*when: int) -> datetime:
    return datetime(*when, tzinfo=UTC)


def desk(hours: str, zone: str = "UTC", **more) -> BusinessCalendar:
    return BusinessCalendar(zone=zone, hours=hours, **more)


OFFICE = desk("Mon-Fri 09:00-17:00")


@pytest.mark.parametrize(
    ("start", "n", "landed"),
    [
        (utc(2026, 1, 5, 10), 1, utc(2026, 1, 6, 10)),
        (utc(2026, 1, 9, 10), 1, utc(2026, 1, 12, 10)),
        (utc(2026, 1, 10, 10), 1, utc(2026, 1, 12, 10)),
        (utc(2026, 1, 5, 3), 1, utc(2026, 1, 6, 9)),
        (utc(2026, 1, 5, 20), 1, utc(2026, 1, 7, 9)),
        (utc(2026, 1, 5, 17), 1, utc(2026, 1, 7, 9)),
        (utc(2026, 1, 5, 10, 30, 15, 7), 5, utc(2026, 1, 12, 10, 30, 15, 7)),
        (utc(2026, 1, 5, 10), 261, utc(2027, 1, 5, 10)),
    ],
)
def test_the_same_time_on_the_nth_later_date_with_open_hours(start: datetime, n: int, landed: datetime):
    assert OFFICE.add(start, BusinessDays(n)) == landed


def test_the_local_time_counts_not_the_elapsed_time():
    office = desk("daily 09:00-17:00", "America/New_York")
    assert office.add(datetime(2026, 3, 7, 10, tzinfo=NY), BusinessDays(1)) == datetime(2026, 3, 8, 10, tzinfo=NY)
    assert office.add(datetime(2026, 3, 7, 15, tzinfo=UTC), BusinessDays(1)) == datetime(2026, 3, 8, 14, tzinfo=UTC)


def test_a_time_that_the_clocks_skip_is_the_change():
    whole = desk("daily 00:00-24:00", "America/New_York", holidays=Holidays(extra=[date(2020, 1, 1)]))
    start = datetime(2026, 3, 7, 2, 30, 0, 5, tzinfo=NY)
    assert whole.add(start, BusinessDays(1)) == datetime(2026, 3, 8, 3, tzinfo=NY)


def test_a_date_that_was_skipped_is_no_business_day():
    for hours in ("daily 09:00-17:00", "daily 00:00-24:00"):
        island = desk(hours, "Pacific/Apia", holidays=Holidays(extra=[date(2000, 1, 1)]))
        assert island.add(datetime(2011, 12, 29, 12, tzinfo=APIA), BusinessDays(1)) == datetime(
            2011, 12, 31, 12, tzinfo=APIA
        )
        assert island.add(datetime(2011, 12, 29, 12, tzinfo=APIA), BusinessDays(2)) == datetime(
            2012, 1, 1, 12, tzinfo=APIA
        )


def test_a_date_on_which_only_a_tail_is_open_counts():
    night = desk("Mon 22:00-06:00")
    assert night.add(utc(2026, 1, 5, 22, 30), BusinessDays(1)) == utc(2026, 1, 12, 22)
    assert night.add(utc(2026, 1, 5, 22, 30), BusinessDays(1, until="close")) == utc(2026, 1, 6, 6)


@pytest.mark.parametrize(
    ("hours", "closing"),
    [
        ("Mon-Fri 09:00-17:00", utc(2026, 1, 6, 17)),
        ("Mon-Fri 09:00-12:00, 13:00-17:00", utc(2026, 1, 6, 17)),
        ("Mon-Fri 09:00-24:00", utc(2026, 1, 7)),
        ("Mon-Fri 22:00-06:00", utc(2026, 1, 7, 6)),
        ("Tue 22:00-06:00; Wed 06:00-08:00", utc(2026, 1, 7, 8)),
        ("Tue 09:00-24:00; Wed 00:00-24:00", utc(2026, 1, 7)),
        ("Tue 09:00-24:00; Wed 00:00-23:59", utc(2026, 1, 7, 23, 59)),
        ("daily 00:00-24:00", utc(2026, 1, 7)),
    ],
)
def test_until_close_is_the_closing_of_the_date_or_of_its_shift(hours: str, closing: datetime):
    calendar = desk(hours, holidays=Holidays(extra=[date(2020, 1, 1)]))
    assert calendar.add(utc(2026, 1, 5, 12), BusinessDays(1, until="close")) == closing


def test_around_the_clock_every_date_is_a_business_day():
    assert ALWAYS_OPEN.add(utc(2026, 1, 5, 12), BusinessDays(3)) == utc(2026, 1, 8, 12)
    assert ALWAYS_OPEN.add(utc(2026, 1, 5, 12), BusinessDays(3, until="close")) == utc(2026, 1, 9)


def test_dates_are_those_of_the_first_calendar_of_a_combination():
    tokyo = desk("Mon-Fri 09:00-17:00", "Asia/Tokyo")
    york = desk("Mon-Fri 09:00-17:00", "America/New_York")
    start = utc(2026, 1, 5, 23)
    # In Tokyo it is Tuesday 08:00, in New York Monday 18:00.
    assert (tokyo | york).add(start, BusinessDays(1)) == utc(2026, 1, 7, 0)
    assert (york | tokyo).add(start, BusinessDays(1)) == utc(2026, 1, 7, 0)
    # Wednesday ends in Tokyo with New York's hours, 23:00 to 07:00; Tuesday ends in New York with Tokyo's.
    assert (tokyo | york).add(start, BusinessDays(1, until="close")) == utc(2026, 1, 7, 22)
    assert (york | tokyo).add(start, BusinessDays(1, until="close")) == utc(2026, 1, 7, 8)


def test_it_counts_across_years_that_are_not_compiled_yet():
    office = desk("Mon-Fri 09:00-17:00", name="years")
    assert office.add(utc(2026, 1, 5, 10), BusinessDays(10_000)) == utc(2064, 5, 5, 10)
    # Monday 5 January and 10,000 weekdays: 2,000 weeks later.
    assert utc(2026, 1, 5, 10) + timedelta(weeks=2000) == utc(2064, 5, 5, 10)


def test_a_long_table_is_read_date_by_date_with_the_same_answer(monkeypatch: pytest.MonkeyPatch):
    listed = OFFICE.add(utc(2026, 1, 5, 10), BusinessDays(30))
    monkeypatch.setattr(module, "_MAX_LISTED", 0)
    assert OFFICE.add(utc(2026, 1, 5, 10), BusinessDays(30)) == listed


def test_without_enough_dates_it_is_an_error():
    twice = desk("closed", overrides=[DateOverride(date=date(2026, 1, day), hours="09:00-10:00") for day in (6, 8)])
    assert twice.add(utc(2026, 1, 5), BusinessDays(2)) == utc(2026, 1, 8, 9)
    with pytest.raises(NeverOpenError):
        twice.add(utc(2026, 1, 5), BusinessDays(3))
    with pytest.raises(HorizonError):
        desk("24/7", holidays=Holidays(country="US")).pinned(2026, 2026).add(utc(2026, 12, 30), BusinessDays(3))
