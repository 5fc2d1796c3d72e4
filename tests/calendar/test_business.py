"""The model of one desk: its fields, its faults, its JSON."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from pydantic import ValidationError

from supportops.calendar import ALWAYS_OPEN, BusinessCalendar, DateOverride, Holidays, Season
from supportops.errors import ConfigurationError, HorizonError

DESK = BusinessCalendar(
    name="New York desk",
    zone="America/New_York",
    hours="Mon-Fri 09:00-17:00",
    holidays=Holidays(country="US"),
    overrides=(DateOverride(date=date(2026, 12, 24), hours="09:00-12:00", reason="Christmas Eve"),),
    seasons=(Season(start=date(2026, 7, 1), end=date(2026, 9, 1), hours="Mon-Fri 08:00-14:00"),),
)


def test_json_is_text_and_brings_back_an_equal_calendar():
    data = json.loads(DESK.model_dump_json())
    assert data["kind"] == "business"
    assert data["hours"] == "Mon-Fri 09:00-17:00"
    assert data["overrides"][0]["date"] == "2026-12-24"
    same = BusinessCalendar.model_validate(data)
    assert same == DESK
    assert hash(same) == hash(DESK)
    assert BusinessCalendar.model_validate_json(DESK.model_dump_json()) == DESK


def test_plain_data_is_enough():
    desk = BusinessCalendar.model_validate({"zone": "UTC", "hours": {"mon": ["09:00-17:00"]}})
    assert desk == BusinessCalendar(zone="UTC", hours="Mon 09:00-17:00")


def test_all_faults_come_at_once_each_with_its_path():
    with pytest.raises(ConfigurationError) as error:
        BusinessCalendar(
            zone="Amerca/New_York",
            hours="Mox 09:00-17:00",
            holidays={"country": "XX"},
            overrides=[{"date": "2026-01-01", "hours": "9-12"}, {"hours": "closed"}],
            seasons=[{"start": "2026-02-01", "end": "2026-01-01", "hours": "24/7"}],
            holiday_scope="week",
            colour="red",
        )
    paths = {path for path, _ in error.value.faults}
    assert paths == {
        "zone",
        "hours",
        "holidays.country",
        "overrides[0].hours",
        "overrides[1]",
        "seasons[0]",
        "holiday_scope",
        "colour",
    }
    assert "did you mean 'America/New_York'" in str(error.value)


@pytest.mark.parametrize("zone", ["Mars/Olympus", "", "../etc/passwd", "/etc/localtime", "EST5EDT4", "a\0b"])
def test_an_unknown_zone_is_refused(zone: str):
    with pytest.raises(ConfigurationError, match="is no time zone"):
        BusinessCalendar(zone=zone, hours="24/7")


def test_missing_fields_are_named():
    with pytest.raises(ConfigurationError) as error:
        BusinessCalendar()
    assert {path for path, _ in error.value.faults} == {"zone", "hours"}


def test_two_overrides_for_one_date_are_refused_with_the_date():
    twice = [DateOverride(date=date(2026, 1, 5), hours=hours) for hours in ("closed", "09:00-12:00")]
    with pytest.raises(ConfigurationError, match="2026-01-05 has more than one override; keep one for each date"):
        BusinessCalendar(zone="UTC", hours="24/7", overrides=twice)


def test_it_cannot_be_changed():
    with pytest.raises(ValidationError, match="frozen"):
        DESK.name = "other"


def test_the_time_zone_is_the_zone_of_the_hours():
    assert DESK.time_zone == ZoneInfo("America/New_York")


def test_pinned_gives_the_same_answers_without_the_data():
    pinned = DESK.pinned(2025, 2027)
    assert pinned.holidays.country is None
    assert pinned.holidays.source.startswith("holidays ")
    start = datetime(2025, 1, 2, 12, tzinfo=UTC)
    for days in range(0, 1000, 13):
        at = start + timedelta(days=days)
        assert pinned.add(at, "30h") == DESK.add(at, "30h")
    assert BusinessCalendar.model_validate_json(pinned.model_dump_json()) == pinned


def test_pinned_knows_no_other_years():
    pinned = DESK.pinned(2026, 2026)
    with pytest.raises(
        HorizonError, match=r"the year 2027 is needed, but the holidays of 'holidays .*, US' are known for 2026 to 2026"
    ):
        pinned.add(datetime(2026, 12, 31, 12, tzinfo=UTC), "80h")
    with pytest.raises(HorizonError, match="the year 2025 is needed"):
        pinned.explain(datetime(2025, 12, 31, 12, tzinfo=UTC), datetime(2026, 1, 2, tzinfo=UTC))
    with pytest.raises(HorizonError, match="the year 2027 is needed"):
        pinned.explain(datetime(2026, 12, 31, 12, tzinfo=UTC), datetime(2027, 1, 2, tzinfo=UTC))


def test_a_pinned_night_shift_knows_the_holiday_on_the_eve():
    night = BusinessCalendar(
        zone="UTC", hours="daily 22:00-06:00", holidays=Holidays(country="US"), holiday_scope="shift_start"
    )
    # 31 December 2021 was the observed New Year's Day, so no shift ran into 2022.
    for desk in (night, night.pinned(2022, 2022)):
        assert not desk.is_open(datetime(2022, 1, 1, 3, tzinfo=UTC))


def test_a_calendar_without_imported_holidays_is_pinned_already():
    assert ALWAYS_OPEN.pinned(2026, 2027) is ALWAYS_OPEN


@pytest.mark.parametrize(
    ("calendar", "always", "never"),
    [
        (ALWAYS_OPEN, True, False),
        (BusinessCalendar(zone="UTC", hours="daily 00:00-24:00"), True, False),
        (BusinessCalendar(zone="UTC", hours="24/7", holidays=Holidays(extra=[date(2026, 1, 1)])), False, False),
        (BusinessCalendar(zone="UTC", hours="closed"), False, True),
        (
            BusinessCalendar(zone="UTC", hours="closed", overrides=[DateOverride(recurs="FREQ=DAILY", hours="closed")]),
            False,
            True,
        ),
        (
            BusinessCalendar(
                zone="UTC", hours="closed", overrides=[DateOverride(recurs="FREQ=DAILY", hours="09:00-10:00")]
            ),
            False,
            False,
        ),
        (
            BusinessCalendar(
                zone="UTC", hours="closed", seasons=[Season(start=date(2026, 1, 1), end=date(2026, 2, 1), hours="24/7")]
            ),
            False,
            False,
        ),
    ],
)
def test_the_structure_tells_what_is_always_open_and_what_never(calendar, always: bool, never: bool):
    assert (calendar._is_always_open(), calendar._is_never_open()) == (always, never)


def test_around_the_clock_is_explained_in_one_row():
    rows = ALWAYS_OPEN.explain(datetime(1990, 1, 1, tzinfo=UTC), datetime(2090, 1, 1, tzinfo=UTC))
    assert [(row.is_open, row.reason) for row in rows] == [(True, "hours")]
