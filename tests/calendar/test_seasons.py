"""Seasons: which dates they hold."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from supportops.calendar import BusinessCalendar, Season
from supportops.calendar.seasons import overlapping
from supportops.errors import ConfigurationError


def season(start: date, end: date, **more) -> Season:
    return Season(start=start, end=end, hours="Mon 09:00-17:00", **more)


def dates_of(one: Season, year: int) -> list[date]:
    days = (date(year, 1, 1) + timedelta(days=i) for i in range(366))
    return [day for day in days if day.year == year and one.holds(day)]


def test_the_end_is_not_in_the_season():
    summer = season(date(2026, 7, 1), date(2026, 9, 1))
    assert (dates_of(summer, 2026)[0], dates_of(summer, 2026)[-1]) == (date(2026, 7, 1), date(2026, 8, 31))
    assert dates_of(summer, 2027) == []


def test_a_yearly_season_holds_in_all_years():
    summer = season(date(2026, 7, 1), date(2026, 9, 1), every_year=True)
    for year in (1999, 2026, 2050):
        assert (dates_of(summer, year)[0], dates_of(summer, year)[-1]) == (date(year, 7, 1), date(year, 8, 31))


def test_a_yearly_season_may_run_over_the_new_year():
    winter = season(date(2026, 12, 20), date(2027, 1, 7), every_year=True)
    found = dates_of(winter, 2030)
    assert found[:6] == [date(2030, 1, day) for day in range(1, 7)]
    assert found[6:] == [date(2030, 12, day) for day in range(20, 32)]


@pytest.mark.parametrize(("year", "first"), [(2024, date(2024, 2, 29)), (2026, date(2026, 3, 1))])
def test_a_season_from_the_leap_day_starts_on_1_march_without_one(year: int, first: date):
    assert dates_of(season(date(2024, 2, 29), date(2024, 4, 1), every_year=True), year)[0] == first


@pytest.mark.parametrize(("year", "last"), [(2024, date(2024, 2, 28)), (2026, date(2026, 2, 28))])
def test_a_season_up_to_the_leap_day_ends_before_it(year: int, last: date):
    assert dates_of(season(date(2024, 1, 10), date(2024, 2, 29), every_year=True), year)[-1] == last


def test_a_yearly_season_may_be_a_whole_year():
    assert len(dates_of(season(date(2026, 4, 1), date(2027, 4, 1), every_year=True), 2028)) == 366


@pytest.mark.parametrize(
    ("start", "end", "yearly", "fault"),
    [
        (date(2026, 7, 1), date(2026, 7, 1), False, "a season ends after it starts, got 2026-07-01 to 2026-07-01"),
        (date(2026, 7, 2), date(2026, 7, 1), True, "a season ends after it starts"),
        (date(2026, 7, 1), date(2027, 7, 2), True, "at most one year long"),
        (date(2026, 7, 1), date(2029, 7, 1), True, "at most one year long"),
    ],
)
def test_a_season_that_cannot_be_is_refused(start: date, end: date, yearly: bool, fault: str):
    with pytest.raises(ConfigurationError, match=fault):
        season(start, end, every_year=yearly)


def test_two_seasons_of_fixed_dates_may_not_overlap():
    one, two = season(date(2026, 7, 1), date(2026, 9, 1)), season(date(2026, 8, 1), date(2026, 10, 1))
    with pytest.raises(ConfigurationError, match="2026-07-01 to 2026-09-01 and 2026-08-01 to 2026-10-01 overlap"):
        BusinessCalendar(zone="UTC", hours="24/7", seasons=[two, one])


def test_seasons_that_touch_or_repeat_may_stand_together():
    one, two = season(date(2026, 7, 1), date(2026, 9, 1)), season(date(2026, 9, 1), date(2026, 10, 1))
    yearly = season(date(2026, 8, 1), date(2026, 10, 1), every_year=True)
    assert overlapping([one, two, yearly]) == []


def test_the_label_names_the_season():
    assert season(date(2026, 7, 1), date(2026, 9, 1), name="Summer").label == "season: Summer"
    assert season(date(2026, 7, 1), date(2026, 9, 1)).label == "season"


def test_json_brings_a_season_back():
    one = season(date(2026, 7, 1), date(2026, 9, 1), name="Summer", every_year=True)
    assert Season.model_validate_json(one.model_dump_json()) == one
