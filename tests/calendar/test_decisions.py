"""The table of decisions, one test a row, with the example of the design first."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import numpy as np
import pytest

from supportops.calendar import (
    ALWAYS_OPEN,
    BusinessCalendar,
    BusinessDays,
    DateOverride,
    Holidays,
    Season,
    Segment,
)
from supportops.errors import DomainError, HorizonError, NaiveDatetimeError, NeverOpenError

NY = ZoneInfo("America/New_York")
BERLIN = ZoneInfo("Europe/Berlin")

DESK = BusinessCalendar(
    name="New York desk",
    zone="America/New_York",
    hours="Mon-Fri 09:00-17:00",
    holidays=Holidays(country="US"),
    overrides=(DateOverride(date=date(2026, 12, 24), hours="09:00-12:00", reason="Christmas Eve"),),
    seasons=(Season(start=date(2026, 7, 1), end=date(2026, 9, 1), hours="Mon-Fri 08:00-14:00", name="summer"),),
)
OFFICE = BusinessCalendar(zone="UTC", hours="Mon-Fri 09:00-17:00")


def ny(*when: int, fold: int = 0) -> datetime:
    return datetime(*when, tzinfo=NY, fold=fold)


def utc(*when: int) -> datetime:
    return datetime(*when, tzinfo=UTC)


def night(**more) -> BusinessCalendar:
    return BusinessCalendar(zone="UTC", hours="daily 22:00-06:00", **more)


def test_the_example_of_the_design():
    start = ny(2026, 11, 25, 15)
    assert DESK.add(start, "8h") == ny(2026, 11, 27, 15)
    assert DESK.add(start, "8h").isoformat() == "2026-11-27T15:00:00-05:00"
    assert DESK.between(start, ny(2026, 11, 30, 11)) == timedelta(hours=12)
    assert DESK.is_open(start)
    assert DESK.next_open(start) == start
    assert DESK.next_close(start) == ny(2026, 11, 25, 17)
    assert DESK.previous_open(start) == ny(2026, 11, 25, 9)
    assert DESK.previous_close(start) == ny(2026, 11, 24, 17)
    assert [(i.start, i.end) for i in DESK.intervals(start, ny(2026, 11, 28))] == [
        (ny(2026, 11, 25, 15), ny(2026, 11, 25, 17)),
        (ny(2026, 11, 27, 9), ny(2026, 11, 27, 17)),
    ]
    assert DESK.explain(start, ny(2026, 11, 27, 12)) == (
        Segment(start, ny(2026, 11, 25, 17), is_open=True, reason="hours"),
        Segment(ny(2026, 11, 25, 17), ny(2026, 11, 26), is_open=False, reason="closed"),
        Segment(ny(2026, 11, 26), ny(2026, 11, 27), is_open=False, reason="holiday: Thanksgiving Day"),
        Segment(ny(2026, 11, 27), ny(2026, 11, 27, 9), is_open=False, reason="closed"),
        Segment(ny(2026, 11, 27, 9), ny(2026, 11, 27, 12), is_open=True, reason="hours"),
    )


def test_the_season_and_the_override_of_the_example():
    assert DESK.between(ny(2026, 7, 6), ny(2026, 7, 7)) == timedelta(hours=6)
    assert DESK.between(ny(2026, 12, 24), ny(2026, 12, 25)) == timedelta(hours=3)


def test_naive_datetimes_are_refused():
    for call in (
        lambda: DESK.add(datetime(2026, 1, 5), "1h"),
        lambda: DESK.between(datetime(2026, 1, 5), ny(2026, 1, 6)),
        lambda: DESK.between(ny(2026, 1, 5), datetime(2026, 1, 6)),
        lambda: DESK.is_open(datetime(2026, 1, 5)),
        lambda: DESK.next_open(datetime(2026, 1, 5)),
        lambda: DESK.explain(datetime(2026, 1, 5), ny(2026, 1, 6)),
        lambda: DESK.intervals(ny(2026, 1, 5), datetime(2026, 1, 6)),
    ):
        with pytest.raises(NaiveDatetimeError):
            call()


def test_datetime64_is_utc_by_definition():
    assert DESK.is_open(np.datetime64("2026-01-05T14:00"))
    assert not DESK.is_open(np.datetime64("2026-01-05T13:59"))


def test_the_result_is_in_the_zone_of_the_instant_given():
    start = datetime(2026, 11, 25, 21, tzinfo=BERLIN)
    for answer in (
        DESK.add(start, "8h"),
        DESK.next_open(start),
        DESK.next_close(start),
        DESK.previous_open(start),
        DESK.previous_close(start),
        DESK.add(start, BusinessDays(2)),
        DESK.explain(start, start + timedelta(1))[0].start,
        DESK.intervals(start, start + timedelta(3))[0].end,
    ):
        assert answer.tzinfo is BERLIN


def test_a_deadline_at_closing_time_stays_there():
    assert OFFICE.add(utc(2026, 1, 5, 9), "8h") == utc(2026, 1, 5, 17)
    assert OFFICE.add(utc(2026, 1, 9, 16), "1h") == utc(2026, 1, 9, 17)


def test_landing_open_moves_it_to_the_next_opening():
    assert OFFICE.add(utc(2026, 1, 5, 9), "8h", landing="open") == utc(2026, 1, 6, 9)
    assert OFFICE.add(utc(2026, 1, 9, 16), "1h", landing="open") == utc(2026, 1, 12, 9)
    assert OFFICE.add(utc(2026, 1, 9, 16), "30m", landing="open") == utc(2026, 1, 9, 16, 30)


def test_an_unknown_landing_is_refused():
    with pytest.raises(DomainError, match="landing 'next' is unknown; allowed: 'close', 'open'"):
        OFFICE.add(utc(2026, 1, 5, 9), "8h", landing="next")


def test_adding_nothing_gives_the_instant_also_while_closed():
    for landing in ("close", "open"):
        assert OFFICE.add(utc(2026, 1, 10, 3), timedelta(), landing=landing) == utc(2026, 1, 10, 3)


def test_next_open_is_the_instant_itself_when_open():
    assert OFFICE.next_open(utc(2026, 1, 5, 10)) == utc(2026, 1, 5, 10)
    assert OFFICE.next_open(utc(2026, 1, 5, 17)) == utc(2026, 1, 6, 9)


def test_negative_amounts_walk_back_to_the_latest_instant():
    assert OFFICE.add(utc(2026, 1, 5, 17), "-8h") == utc(2026, 1, 5, 9)
    assert OFFICE.add(utc(2026, 1, 6, 9), "-8h") == utc(2026, 1, 5, 9)
    assert OFFICE.add(utc(2026, 1, 6, 10), "-1h") == utc(2026, 1, 6, 9)
    assert OFFICE.add(utc(2026, 1, 6, 10), "-2h", landing="open") == utc(2026, 1, 5, 16)


def test_between_is_signed_and_so_additive():
    a, b = utc(2026, 1, 5, 10), utc(2026, 1, 6, 10)
    assert OFFICE.between(a, b) == timedelta(hours=8)
    assert OFFICE.between(b, a) == timedelta(hours=-8)


def test_intervals_are_half_open():
    assert OFFICE.is_open(utc(2026, 1, 5, 9))
    assert not OFFICE.is_open(utc(2026, 1, 5, 17))
    assert OFFICE.is_open(utc(2026, 1, 5, 16, 59, 59, 999_999))


def test_bare_days_are_refused_with_a_hint():
    with pytest.raises(DomainError, match=r"write hours \('24h'\) or business days \('1 business day'\)"):
        OFFICE.add(utc(2026, 1, 5, 9), "1 day")


def test_business_days_keep_the_local_time():
    assert DESK.add(ny(2026, 11, 25, 15), BusinessDays(1)) == ny(2026, 11, 27, 15)
    assert DESK.add(ny(2026, 11, 25, 15), "2 business days") == ny(2026, 11, 30, 15)
    assert DESK.add(ny(2026, 10, 30, 10), BusinessDays(1)) == ny(2026, 11, 2, 10)


def test_business_days_move_to_the_nearest_open_instant_at_or_after():
    assert DESK.add(ny(2026, 11, 25, 7), BusinessDays(1)) == ny(2026, 11, 27, 9)
    assert DESK.add(ny(2026, 11, 25, 18), BusinessDays(1)) == ny(2026, 11, 30, 9)


def test_business_days_until_close_end_with_the_date():
    assert DESK.add(ny(2026, 12, 23, 10), BusinessDays(1, until="close")) == ny(2026, 12, 24, 12)


def test_the_override_wins_over_the_holiday():
    eve = DateOverride(date=date(2026, 11, 26), hours="10:00-11:00")
    desk = DESK.model_copy(update={"overrides": (eve,)})
    assert desk.between(ny(2026, 11, 26), ny(2026, 11, 27)) == timedelta(hours=1)
    reverse = desk.model_copy(update={"holidays_win": True})
    assert reverse.between(ny(2026, 11, 26), ny(2026, 11, 27)) == timedelta()


def test_a_holiday_closes_its_local_calendar_date():
    closed = night(holidays=Holidays(extra=[date(2026, 1, 7)]))
    found = closed.intervals(utc(2026, 1, 6, 12), utc(2026, 1, 8, 12))
    assert [(i.start, i.end) for i in found] == [
        (utc(2026, 1, 6, 22), utc(2026, 1, 7)),
        (utc(2026, 1, 8), utc(2026, 1, 8, 6)),
    ]


def test_with_shift_start_it_closes_the_shifts_that_start_on_it():
    closed = night(holidays=Holidays(extra=[date(2026, 1, 7)]), holiday_scope="shift_start")
    found = closed.intervals(utc(2026, 1, 6, 12), utc(2026, 1, 8, 12))
    assert [(i.start, i.end) for i in found] == [(utc(2026, 1, 6, 22), utc(2026, 1, 7, 6))]


def test_an_override_on_the_next_date_leaves_the_tail_alone():
    moved = night(overrides=[DateOverride(date=date(2026, 1, 7), hours="closed")])
    found = moved.intervals(utc(2026, 1, 6, 12), utc(2026, 1, 8, 12))
    assert [(i.start, i.end) for i in found] == [(utc(2026, 1, 6, 22), utc(2026, 1, 7, 6))]


def test_an_override_on_a_holiday_leaves_the_tail_alone_too():
    both = night(
        holidays=Holidays(extra=[date(2026, 1, 7)]),
        overrides=[DateOverride(date=date(2026, 1, 7), hours="12:00-13:00")],
    )
    assert both.is_open(utc(2026, 1, 7, 5))
    assert both.is_open(utc(2026, 1, 7, 12))
    assert not both.is_open(utc(2026, 1, 7, 22))


def test_a_shift_belongs_to_the_season_it_starts_in():
    calm = Season(start=date(2026, 1, 7), end=date(2026, 1, 8), hours="daily 23:00-01:00")
    found = night(seasons=[calm]).intervals(utc(2026, 1, 6, 12), utc(2026, 1, 8, 12))
    assert [(i.start, i.end) for i in found] == [
        (utc(2026, 1, 6, 22), utc(2026, 1, 7, 6)),
        (utc(2026, 1, 7, 23), utc(2026, 1, 8, 1)),
    ]


def test_an_end_inside_the_gap_is_the_change():
    early = BusinessCalendar(zone="America/New_York", hours="Sun 02:30-03:15")
    assert [(i.start, i.end) for i in early.intervals(ny(2026, 3, 8), ny(2026, 3, 9))] == [
        (ny(2026, 3, 8, 3), ny(2026, 3, 8, 3, 15))
    ]
    late = BusinessCalendar(zone="America/New_York", hours="Sun 01:15-02:30")
    assert late.between(ny(2026, 3, 8), ny(2026, 3, 9)) == timedelta(minutes=45)


def test_a_window_inside_the_gap_vanishes():
    inside = BusinessCalendar(zone="America/New_York", hours="Sun 02:15-02:45")
    assert inside.between(ny(2026, 3, 8), ny(2026, 3, 9)) == timedelta()


@pytest.mark.parametrize(("day", "hours"), [(date(2026, 3, 8), 23), (date(2026, 11, 1), 25), (date(2026, 6, 1), 24)])
def test_hours_are_real_elapsed_time(day: date, hours: int):
    whole = BusinessCalendar(
        zone="America/New_York", hours="daily 00:00-24:00", holidays=Holidays(extra=[date(2020, 1, 1)])
    )
    start = datetime.combine(day, datetime.min.time(), NY)
    end = datetime.combine(day + timedelta(days=1), datetime.min.time(), NY)
    assert whole.between(start, end) == timedelta(hours=hours)


def test_a_night_shift_over_the_change_is_real_time():
    shift = BusinessCalendar(zone="America/New_York", hours="Sat 22:00-06:00")
    assert shift.between(ny(2026, 3, 7, 12), ny(2026, 3, 8, 12)) == timedelta(hours=7)
    assert shift.between(ny(2026, 10, 31, 12), ny(2026, 11, 1, 12)) == timedelta(hours=9)


def test_a_wall_time_in_the_fold_is_its_first_occurrence():
    fold = BusinessCalendar(zone="America/New_York", hours="Sun 01:30-02:30")
    found = fold.intervals(ny(2026, 11, 1), ny(2026, 11, 2))
    assert [(i.start, i.end) for i in found] == [(ny(2026, 11, 1, 1, 30), ny(2026, 11, 1, 2, 30))]
    assert found[0].duration == timedelta(hours=2)
    inside = BusinessCalendar(zone="America/New_York", hours="Sun 01:00-01:30")
    assert inside.is_open(ny(2026, 11, 1, 1, 15))
    assert not inside.is_open(ny(2026, 11, 1, 1, 15, fold=1))


def test_what_never_opens_says_so_at_once():
    never = BusinessCalendar(name="ghost", zone="UTC", hours="closed")
    for call in (
        lambda: never.next_open(utc(2026, 1, 1)),
        lambda: never.add(utc(2026, 1, 1), "1h"),
        lambda: never.add(utc(2026, 1, 1), "-1h"),
        lambda: never.add(utc(2026, 1, 1), BusinessDays(1)),
    ):
        with pytest.raises(NeverOpenError, match="calendar 'ghost' never opens; give it hours"):
            call()
    assert never.between(utc(2020, 1, 1), utc(2030, 1, 1)) == timedelta()


def test_a_calendar_that_opens_no_more_gives_up_after_400_years():
    once = BusinessCalendar(
        zone="UTC", hours="closed", overrides=[DateOverride(date=date(2026, 3, 3), hours="09:00-10:00")]
    )
    assert once.add(utc(2026, 1, 1), "1h") == utc(2026, 3, 3, 10)
    with pytest.raises(NeverOpenError, match="after the instant given; the search stopped after 400 years"):
        once.add(utc(2026, 1, 1), "61m")
    with pytest.raises(NeverOpenError, match="before the instant given"):
        once.add(utc(2026, 1, 1), "-1h")


def test_a_search_past_the_data_is_a_horizon_error():
    with pytest.raises(
        HorizonError, match="the year 2101 is needed, but the holidays of 'US' are known for 1777 to 2100 only"
    ):
        DESK.add(utc(2100, 12, 31), "80h")
    with pytest.raises(HorizonError, match="the year 1776 is needed"):
        DESK.add(utc(1777, 1, 5), "-80h")


def test_years_outside_the_data_are_an_error_and_never_without_holidays():
    with pytest.raises(HorizonError):
        DESK.is_open(utc(2101, 1, 3))
    assert DESK.is_open(utc(2100, 1, 5, 15))


def test_around_the_clock_there_is_no_closing():
    assert ALWAYS_OPEN.next_close(utc(2026, 1, 1)) is None
    assert ALWAYS_OPEN.previous_open(utc(2026, 1, 1)) is None
    assert ALWAYS_OPEN.previous_close(utc(2026, 1, 1)) is None
    assert ALWAYS_OPEN.next_open(utc(2026, 1, 1)) == utc(2026, 1, 1)
    assert ALWAYS_OPEN.zone == "UTC"
