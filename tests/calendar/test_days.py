"""Which windows a date has, and why."""

from __future__ import annotations

from datetime import date

import pytest

from supportops.calendar import DateOverride, Holidays, Season
from supportops.calendar.days import Day, DayBook
from supportops.calendar.hours import parse_week

NINE_TO_FIVE = ((9 * 3600, 17 * 3600),)
NINE_TO_NOON = ((9 * 3600, 12 * 3600),)
THURSDAY = date(2026, 12, 24)


def book(
    *, holidays=None, overrides=(), seasons=(), holidays_win=False, scope="calendar_day", hours="Mon-Fri 09:00-17:00"
):
    return DayBook(
        parse_week(hours),
        seasons=seasons,
        overrides=overrides,
        holidays=holidays,
        holidays_win=holidays_win,
        scope=scope,
    )


CHRISTMAS_EVE = DateOverride(date=THURSDAY, hours="09:00-12:00", reason="Christmas Eve")
HOLIDAY = Holidays(extra={THURSDAY: "Family day"})
WINTER = Season(start=date(2026, 12, 1), end=date(2027, 2, 1), hours="Thu 10:00-11:00", name="Winter")


def rule(**more) -> Day:
    return book(**more).day(THURSDAY.toordinal())


def test_a_plain_date_has_the_weekly_hours():
    assert rule() == Day(NINE_TO_FIVE, "hours")
    assert book().day(date(2026, 12, 26).toordinal()) == Day((), "hours")


def test_the_season_replaces_the_hours():
    assert rule(seasons=[WINTER]) == Day(((36_000, 39_600),), "season: Winter")
    assert book(seasons=[WINTER]).day(date(2026, 12, 25).toordinal()) == Day((), "season: Winter")
    assert book(seasons=[WINTER]).day(date(2026, 11, 26).toordinal()) == Day(NINE_TO_FIVE, "hours")


def test_the_first_of_two_seasons_wins():
    yearly = Season(start=date(2020, 12, 20), end=date(2020, 12, 27), hours="closed", name="Rest", every_year=True)
    assert rule(seasons=[yearly, WINTER]).open_reason == "season: Rest"
    assert rule(seasons=[WINTER, yearly]).open_reason == "season: Winter"


def test_the_override_replaces_hours_and_season():
    assert rule(seasons=[WINTER], overrides=[CHRISTMAS_EVE]) == Day(
        NINE_TO_NOON, "override: Christmas Eve", "override: Christmas Eve"
    )


def test_the_override_wins_over_the_holiday():
    assert rule(overrides=[CHRISTMAS_EVE], holidays=HOLIDAY).windows == NINE_TO_NOON
    assert not rule(overrides=[CHRISTMAS_EVE], holidays=HOLIDAY).is_shut


def test_holidays_win_reverses_it():
    assert rule(overrides=[CHRISTMAS_EVE], holidays=HOLIDAY, holidays_win=True) == Day(
        NINE_TO_NOON, "override: Christmas Eve", "holiday: Family day", is_shut=True
    )
    assert rule(overrides=[CHRISTMAS_EVE], holidays=HOLIDAY, holidays_win=True, scope="shift_start").windows == ()


def test_a_holiday_shuts_the_calendar_day_or_takes_the_shifts():
    assert rule(holidays=HOLIDAY) == Day(NINE_TO_FIVE, "hours", "holiday: Family day", is_shut=True)
    assert rule(holidays=HOLIDAY, scope="shift_start") == Day((), "hours", "holiday: Family day")
    assert rule(holidays=Holidays(extra=[THURSDAY])).closed_reason == "holiday"


def test_a_rule_and_a_date_meet_on_one_day():
    last_thursday = DateOverride(recurs="FREQ=MONTHLY;BYDAY=-1TH", hours="10:00-11:00", reason="Review")
    eve = DateOverride(date=date(2026, 12, 31), hours="09:00-12:00", reason="Year end")
    both = book(overrides=[eve, last_thursday])
    assert both.day(date(2026, 12, 31).toordinal()).open_reason == "override: Year end"
    assert both.day(date(2026, 11, 26).toordinal()).open_reason == "override: Review"


@pytest.mark.parametrize("ordinal", [0, 3_652_060])
def test_dates_that_do_not_exist_are_plain(ordinal: int):
    assert book(hours="daily 09:00-17:00").day(ordinal) == Day(NINE_TO_FIVE, "hours")


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ({}, False),
        ({"hours": "Mon 22:00-06:00"}, True),
        ({"overrides": [DateOverride(date=THURSDAY, hours="22:00-02:00")]}, True),
        ({"seasons": [Season(start=date(2026, 1, 1), end=date(2026, 2, 1), hours="Mon 22:00-06:00")]}, True),
        ({"hours": "Mon 18:00-24:00"}, False),
    ],
)
def test_it_knows_whether_a_shift_crosses_midnight(more, expected: bool):
    assert book(**more).is_overnight is expected


def test_the_plain_week_has_monday_first():
    assert [bool(day.windows) for day in book().plain()] == [True] * 5 + [False] * 2
