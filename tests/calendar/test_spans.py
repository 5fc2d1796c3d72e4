"""Open spans of whole years."""

from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from supportops._instants import to_us
from supportops.calendar import Holidays
from supportops.calendar.days import DayBook
from supportops.calendar.hours import parse_week
from supportops.calendar.local import WallClock
from supportops.calendar.spans import BusinessSource, joined
from supportops.errors import HorizonError


def source(zone: str, hours: str, *, years=(1, 9999), **more) -> BusinessSource:
    book = DayBook(
        parse_week(hours),
        seasons=(),
        overrides=(),
        holidays=more.get("holidays"),
        holidays_win=False,
        scope=more.get("scope", "calendar_day"),
    )
    return BusinessSource(WallClock(ZoneInfo(zone)), book, years, "calendar dates are")


def us(*when: int, zone: str = "UTC") -> int:
    return to_us(datetime(*when, tzinfo=ZoneInfo(zone)))


def test_a_year_of_office_hours():
    spans = source("America/New_York", "Mon-Fri 09:00-17:00").spans(2026, 2026)
    assert len(spans) == 261
    assert spans[0] == (us(2026, 1, 1, 14), us(2026, 1, 1, 22))
    assert spans[-1] == (us(2026, 12, 31, 14), us(2026, 12, 31, 22))


def test_two_years_are_the_two_years_one_after_the_other():
    night = source("Europe/London", "daily 22:00-06:00")
    both = night.spans(2025, 2026)
    assert both == joined(night.spans(2025, 2025) + night.spans(2026, 2026))
    assert (us(2025, 12, 31, 22), us(2026, 1, 1, 6)) in both


def test_the_shift_of_new_years_eve_reaches_into_the_year():
    spans = source("UTC", "daily 22:00-06:00").spans(2026, 2026)
    assert spans[0] == (us(2026, 1, 1), us(2026, 1, 1, 6))
    assert spans[-1] == (us(2026, 12, 31, 22), us(2027, 1, 1))


def test_the_very_first_year_has_no_eve():
    assert source("UTC", "daily 22:00-06:00").spans(1, 1)[0] == (us(1, 1, 1, 22), us(1, 1, 2, 6))


def test_days_that_are_open_throughout_are_one_span():
    assert source("Africa/Cairo", "daily 00:00-24:00").spans(2020, 2026) == [
        (us(2020, 1, 1, zone="Africa/Cairo"), us(2027, 1, 1, zone="Africa/Cairo"))
    ]


@pytest.mark.parametrize(
    ("scope", "expected"),
    [
        # Thursday 1 January 2026 is the holiday; the shifts are Wednesday and Thursday nights.
        ("calendar_day", [(us(2025, 12, 31, 22), us(2026, 1, 1)), (us(2026, 1, 2), us(2026, 1, 2, 6))]),
        ("shift_start", [(us(2025, 12, 31, 22), us(2026, 1, 1, 6))]),
    ],
)
def test_a_holiday_cuts_its_date_or_its_shift(scope: str, expected):
    night = source("UTC", "Wed,Thu 22:00-06:00", holidays=Holidays(extra=[date(2026, 1, 1)]), scope=scope)
    found = [span for span in night.spans(2025, 2026) if us(2025, 12, 31) <= span[0] < us(2026, 1, 3)]
    assert found == expected


def test_two_holidays_in_a_row_leave_nothing_between():
    night = source("UTC", "Thu 22:00-06:00", holidays=Holidays(extra=[date(2026, 1, 1), date(2026, 1, 2)]))
    assert night.spans(2026, 2026)[0][0] == us(2026, 1, 8, 22)


def test_knowledge_ends_with_the_years():
    limited = source("UTC", "24/7", years=(2000, 2001))
    assert (limited.floor, limited.ceiling) == (us(2000, 1, 1), us(2002, 1, 1))
    assert (limited.boundary(1990), limited.boundary(2050)) == (limited.floor, limited.ceiling)
    with pytest.raises(HorizonError, match="the year 2002 is needed, but calendar dates are known for 2000 to 2001"):
        raise limited.horizon(late=True)
    with pytest.raises(HorizonError, match="the year 1999 is needed"):
        raise limited.horizon(late=False)


@pytest.mark.parametrize(
    ("spans", "expected"),
    [
        ([], []),
        ([(1, 2), (2, 3)], [(1, 3)]),
        ([(1, 5), (2, 3)], [(1, 5)]),
        ([(1, 5), (2, 7), (8, 9)], [(1, 7), (8, 9)]),
        ([(3, 3), (4, 2), (5, 6)], [(5, 6)]),
    ],
)
def test_spans_that_touch_or_overlap_are_joined(spans, expected):
    assert joined(spans) == expected


def test_the_utc_helper_means_utc():
    assert us(2026, 1, 1) == to_us(datetime(2026, 1, 1, tzinfo=UTC))
