"""What went wrong in other systems, as their trackers tell it. Each test is one lesson."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from supportops.calendar import ALWAYS_OPEN, BusinessCalendar, DateOverride, Holidays
from supportops.errors import ConfigurationError, HorizonError, NaiveDatetimeError, NeverOpenError

NY = ZoneInfo("America/New_York")
LONDON = ZoneInfo("Europe/London")
OFFICE = BusinessCalendar(zone="UTC", hours="Mon-Fri 09:00-17:00")


def utc(*when: int) -> datetime:
    return datetime(*when, tzinfo=UTC)


def test_eight_hours_land_where_seven_and_one_do_and_never_on_the_holiday():
    desk = BusinessCalendar(zone="UTC", hours="Mon-Fri 09:00-17:00", holidays=Holidays(extra=[date(2026, 1, 5)]))
    friday = utc(2026, 1, 2, 9)
    assert desk.add(friday, "8h") == utc(2026, 1, 2, 17)
    assert desk.add(friday, "9h") == utc(2026, 1, 6, 10)
    for hours in range(1, 100):
        assert desk.add(friday, f"{hours}h") == desk.add(desk.add(friday, f"{hours - 1}h"), "1h")


def test_a_full_day_is_24_hours_without_a_minute_at_midnight():
    whole = BusinessCalendar(
        zone="UTC", hours="daily 00:00-24:00", overrides=[DateOverride(date=date(2020, 1, 1), hours="closed")]
    )
    assert whole.between(utc(2026, 1, 1), utc(2026, 12, 31)) == timedelta(days=364)
    assert len(whole.intervals(utc(2026, 1, 1), utc(2026, 12, 31))) == 1
    short = BusinessCalendar(zone="UTC", hours="daily 00:00-23:59")
    assert short.between(utc(2026, 1, 1), utc(2026, 1, 3)) == timedelta(hours=47, minutes=58)


def test_a_night_shift_is_one_window():
    night = BusinessCalendar(zone="UTC", hours="Mon-Thu 22:00-06:00")
    assert night.between(utc(2026, 1, 5), utc(2026, 1, 12)) == timedelta(hours=32)
    assert night.add(utc(2026, 1, 5, 23), "4h") == utc(2026, 1, 6, 3)
    # Asked inside the tail after midnight.
    assert night.between(utc(2026, 1, 6, 2), utc(2026, 1, 6, 8)) == timedelta(hours=4)
    assert night.add(utc(2026, 1, 9, 5), "-3h") == utc(2026, 1, 9, 2)


def test_a_lunch_break_is_a_second_window():
    split = BusinessCalendar(zone="UTC", hours="Mon-Fri 09:00-12:00, 13:00-17:00")
    assert split.add(utc(2026, 1, 5, 11), "2h") == utc(2026, 1, 5, 14)
    assert split.between(utc(2026, 1, 5), utc(2026, 1, 6)) == timedelta(hours=7)
    touching = BusinessCalendar(zone="UTC", hours="Mon-Fri 09:00-17:00") - BusinessCalendar(
        zone="UTC", hours="Mon-Fri 16:00-17:00"
    )
    assert touching.between(utc(2026, 1, 5), utc(2026, 1, 6)) == timedelta(hours=7)


def test_a_schedule_with_gaps_of_days_still_counts():
    odd = BusinessCalendar(zone="UTC", hours="Sun 10:00-11:00")
    assert odd.add(utc(2026, 1, 5), "3h") == utc(2026, 1, 25, 11)
    leap = BusinessCalendar(
        zone="UTC",
        hours="closed",
        overrides=[DateOverride(recurs="FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29", hours="09:00-10:00")],
    )
    assert leap.next_open(utc(2096, 3, 1)) == utc(2104, 2, 29, 9)


def test_nothing_loops_for_ever():
    closed = BusinessCalendar(zone="UTC", hours="closed")
    last = BusinessCalendar(
        zone="UTC", hours="closed", overrides=[DateOverride(date=date(2026, 1, 5), hours="09:00-17:00")]
    )
    for call in (
        lambda: closed.add(utc(2026, 1, 1), "1m"),
        lambda: closed.add(utc(2026, 1, 1), "-1m"),
        lambda: last.add(utc(2026, 1, 6), "1m"),
        lambda: last.add(utc(2026, 1, 4), "-1m"),
        lambda: (OFFICE & BusinessCalendar(zone="UTC", hours="Sat 09:00-17:00")).next_open(utc(2026, 1, 1)),
    ):
        with pytest.raises(NeverOpenError):
            call()
    with pytest.raises(HorizonError):
        BusinessCalendar(zone="UTC", hours="Mon 09:00-17:00", holidays=Holidays(country="US")).add(
            utc(2026, 1, 1), "999999h"
        )
    assert OFFICE.add(utc(2026, 1, 9, 17), "-40h") == utc(2026, 1, 5, 9)


def test_hours_keep_their_wall_time_over_the_change():
    desk = BusinessCalendar(zone="America/New_York", hours="Mon-Fri 09:00-17:00")
    assert desk.next_open(utc(2026, 3, 6, 23)) == utc(2026, 3, 9, 13)
    assert desk.next_open(utc(2026, 3, 5, 23)) == utc(2026, 3, 6, 14)


def test_a_holiday_is_a_local_date():
    for zone in ("Pacific/Auckland", "America/Los_Angeles", "Asia/Kolkata"):
        desk = BusinessCalendar(zone=zone, hours="daily 00:00-24:00", holidays=Holidays(extra=[date(2026, 7, 2)]))
        local = ZoneInfo(zone)
        closed = [row for row in desk.explain(utc(2026, 6, 29), utc(2026, 7, 6)) if not row.is_open]
        assert [(row.start, row.end) for row in closed] == [
            (datetime(2026, 7, 2, tzinfo=local), datetime(2026, 7, 3, tzinfo=local))
        ]


def test_an_override_is_a_local_date_and_open_time_never_exceeds_elapsed_time():
    desk = BusinessCalendar(
        zone="Europe/London", hours="24/7", overrides=[DateOverride(date=date(2026, 7, 2), hours="09:00-11:00")]
    )
    for day in range(1, 6):
        start, end = datetime(2026, 7, day, tzinfo=LONDON), datetime(2026, 7, day + 1, tzinfo=LONDON)
        assert desk.between(start, end) == timedelta(hours=2 if day == 2 else 24)
        assert desk.between(utc(2026, 7, day), utc(2026, 7, day + 1)) <= timedelta(hours=24)


def test_an_instant_without_a_zone_is_no_instant():
    with pytest.raises(NaiveDatetimeError, match="has no time zone; give an aware datetime"):
        OFFICE.add(datetime(2026, 1, 5, 9), "30m")


def test_a_half_day_holds_its_hours():
    desk = BusinessCalendar(
        zone="Europe/Berlin",
        hours="Mon-Fri 09:00-17:00",
        holidays=Holidays(country="DE"),
        overrides=[
            DateOverride(recurs="FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=24,31", hours="09:00-12:00", reason="half day")
        ],
    )
    berlin = ZoneInfo("Europe/Berlin")
    assert desk.between(datetime(2026, 12, 24, tzinfo=berlin), datetime(2026, 12, 25, tzinfo=berlin)) == timedelta(
        hours=3
    )
    assert desk.between(datetime(2026, 12, 31, tzinfo=berlin), datetime(2027, 1, 1, tzinfo=berlin)) == timedelta(
        hours=3
    )


def test_start_and_end_after_hours_count_the_day_between():
    assert OFFICE.between(utc(2026, 1, 5, 18, 28), utc(2026, 1, 6, 23, 29)) == timedelta(hours=8)
    assert OFFICE.between(utc(2026, 1, 3, 12), utc(2026, 1, 5, 8)) == timedelta()


@pytest.mark.parametrize(
    ("hours", "start", "amount", "due"),
    [
        ("Mon-Fri 09:00-17:00", utc(2026, 1, 5, 10), "5h", utc(2026, 1, 5, 15)),
        ("Mon-Fri 08:00-17:00", utc(2026, 1, 9, 16), "4h", utc(2026, 1, 12, 11)),
        ("Mon-Fri 09:00-17:00", utc(2026, 1, 9, 17), "8h", utc(2026, 1, 12, 17)),
    ],
    ids=["Monday 10:00 and 5 h", "Friday 16:00 and 4 h", "Friday 17:00 and 8 h"],
)
def test_published_examples_that_are_wrong_come_out_right(hours: str, start: datetime, amount: str, due: datetime):
    assert BusinessCalendar(zone="UTC", hours=hours).add(start, amount) == due


def test_empty_windows_are_reported_with_their_path():
    with pytest.raises(ConfigurationError) as error:
        BusinessCalendar.model_validate(
            {
                "zone": "UTC",
                "hours": "24/7",
                "overrides": [
                    {"date": "2026-01-01", "hours": "closed"},
                    {"date": "2026-01-02", "hours": "09:00-09:00"},
                ],
            }
        )
    assert error.value.faults[0][0] == "overrides[1].hours"


def test_sub_minute_amounts_are_neither_rounded_nor_lost():
    step = timedelta(microseconds=1)
    assert OFFICE.add(utc(2026, 1, 5, 17) - step, 2 * step) == utc(2026, 1, 6, 9) + step
    assert OFFICE.between(utc(2026, 1, 5, 16, 59, 59, 999_999), utc(2026, 1, 6, 9, 0, 0, 1)) == 2 * step


def test_follow_the_sun_covers_several_zones():
    tokyo = BusinessCalendar(zone="Asia/Tokyo", hours="Mon-Fri 09:00-17:00")
    london = BusinessCalendar(zone="Europe/London", hours="Mon-Fri 09:00-17:00")
    seattle = BusinessCalendar(zone="America/Los_Angeles", hours="Mon-Fri 09:00-17:00")
    sun = tokyo | london | seattle
    assert sun.between(utc(2026, 1, 5), utc(2026, 1, 6)) == timedelta(hours=23)
    assert (ALWAYS_OPEN - sun).intervals(utc(2026, 1, 6), utc(2026, 1, 7))[0].start == utc(2026, 1, 6, 8)
