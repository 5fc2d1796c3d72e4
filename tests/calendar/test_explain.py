"""The rows of an explanation and their reasons."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from supportops.calendar import BusinessCalendar, DateOverride, Holidays, Season
from supportops.calendar.explain import joined_rows, with_marks

NY = ZoneInfo("America/New_York")
CAIRO = ZoneInfo("Africa/Cairo")


def desk(hours: str = "Mon-Fri 09:00-17:00", zone: str = "UTC", **more) -> BusinessCalendar:
    return BusinessCalendar(zone=zone, hours=hours, **more)


def rows(calendar, start: datetime, end: datetime) -> list[str]:
    """Each row as "day hour:minute reason", open ones marked with a plus."""
    return [f"{row.start:%d %H:%M} {'+' if row.is_open else '-'}{row.reason}" for row in calendar.explain(start, end)]


def utc(*when: int) -> datetime:
    return datetime(*when, tzinfo=UTC)


def test_a_plain_week_is_hours_and_closed():
    assert rows(desk(), utc(2026, 1, 9, 12), utc(2026, 1, 12, 12)) == [
        "09 12:00 +hours",
        "09 17:00 -closed",
        "12 09:00 +hours",
    ]


def test_a_holiday_names_its_whole_date():
    closed = desk(holidays=Holidays(extra={date(2026, 1, 6): "Epiphany"}))
    assert rows(closed, utc(2026, 1, 5, 12), utc(2026, 1, 7, 12)) == [
        "05 12:00 +hours",
        "05 17:00 -closed",
        "06 00:00 -holiday: Epiphany",
        "07 00:00 -closed",
        "07 09:00 +hours",
    ]


def test_a_holiday_without_a_name_and_one_at_a_weekend():
    closed = desk(holidays=Holidays(extra=[date(2026, 1, 10)]))
    assert rows(closed, utc(2026, 1, 9, 18), utc(2026, 1, 12)) == [
        "09 18:00 -closed",
        "10 00:00 -holiday",
        "11 00:00 -closed",
    ]


def test_neighbours_with_one_reason_are_one_row():
    rest = Holidays(extra=dict.fromkeys([date(2026, 1, 5), date(2026, 1, 6)], "Rest"))
    assert rows(desk(holidays=rest), utc(2026, 1, 5), utc(2026, 1, 7)) == ["05 00:00 -holiday: Rest"]


def test_under_shift_start_the_tail_stays_open_inside_the_holiday():
    night = desk("daily 22:00-06:00", holidays=Holidays(extra={date(2026, 1, 6): "Rest"}), holiday_scope="shift_start")
    assert rows(night, utc(2026, 1, 5, 23), utc(2026, 1, 7, 23)) == [
        "05 23:00 +hours",
        "06 06:00 -holiday: Rest",
        "07 00:00 -closed",
        "07 22:00 +hours",
    ]


def test_under_calendar_day_the_tail_is_part_of_the_holiday():
    night = desk("daily 22:00-06:00", holidays=Holidays(extra={date(2026, 1, 6): "Rest"}))
    assert rows(night, utc(2026, 1, 5, 23), utc(2026, 1, 7, 12)) == [
        "05 23:00 +hours",
        "06 00:00 -holiday: Rest",
        "07 00:00 +hours",
        "07 06:00 -closed",
    ]


def test_an_override_names_open_and_closed_parts():
    half = DateOverride(date=date(2026, 12, 24), hours="09:00-12:00", reason="Christmas Eve")
    assert rows(desk(overrides=[half]), utc(2026, 12, 24), utc(2026, 12, 25, 12)) == [
        "24 00:00 -override: Christmas Eve",
        "24 09:00 +override: Christmas Eve",
        "24 12:00 -override: Christmas Eve",
        "25 00:00 -closed",
        "25 09:00 +hours",
    ]


def test_an_override_without_a_reason():
    assert rows(
        desk(overrides=[DateOverride(date=date(2026, 1, 5), hours="closed")]), utc(2026, 1, 5), utc(2026, 1, 5, 12)
    ) == ["05 00:00 -override"]


def test_the_winner_of_override_and_holiday_gives_the_reason():
    both = desk(
        overrides=[DateOverride(date=date(2026, 1, 6), hours="10:00-11:00", reason="Stocktaking")],
        holidays=Holidays(extra={date(2026, 1, 6): "Epiphany"}),
    )
    assert rows(both, utc(2026, 1, 6), utc(2026, 1, 6, 12)) == [
        "06 00:00 -override: Stocktaking",
        "06 10:00 +override: Stocktaking",
        "06 11:00 -override: Stocktaking",
    ]
    reverse = both.model_copy(update={"holidays_win": True})
    assert rows(reverse, utc(2026, 1, 6), utc(2026, 1, 6, 12)) == ["06 00:00 -holiday: Epiphany"]


def test_a_season_names_its_hours():
    summer = Season(start=date(2026, 7, 1), end=date(2026, 9, 1), hours="Mon-Fri 08:00-14:00", name="Summer")
    assert rows(desk(seasons=[summer]), utc(2026, 7, 1, 7), utc(2026, 7, 1, 15)) == [
        "01 07:00 -closed",
        "01 08:00 +season: Summer",
        "01 14:00 -closed",
    ]


def test_of_overlapping_shifts_the_earlier_owns_the_time():
    overlap = desk(
        "daily 22:00-06:00", overrides=[DateOverride(date=date(2026, 1, 6), hours="04:00-08:00", reason="Early")]
    )
    assert rows(overlap, utc(2026, 1, 5, 23), utc(2026, 1, 6, 9)) == [
        "05 23:00 +hours",
        "06 06:00 +override: Early",
        "06 08:00 -override: Early",
    ]


def test_a_shift_that_begins_inside_another_adds_no_row_where_the_span_ends():
    overlap = desk("Sat 02:00-01:00; Sun 00:30-03:00")
    assert rows(overlap, utc(2026, 1, 10, 12), utc(2026, 1, 11, 1)) == ["10 12:00 +hours"]
    assert rows(overlap, utc(2026, 1, 10, 12), utc(2026, 1, 11, 4)) == ["10 12:00 +hours", "11 03:00 -closed"]


def test_a_window_that_the_gap_clips_is_marked_at_the_change():
    early = desk("Sun 02:30-05:00", "America/New_York")
    found = early.explain(datetime(2026, 3, 8, 1, tzinfo=NY), datetime(2026, 3, 8, 6, tzinfo=NY))
    assert [(row.start.hour, row.is_open, row.reason) for row in found] == [
        (1, False, "closed"),
        (3, False, "daylight saving gap"),
        (3, True, "hours"),
        (5, False, "closed"),
    ]
    assert found[1].start == found[1].end
    assert found[1].duration == timedelta()


def test_a_window_that_ends_in_the_gap_is_marked():
    assert [
        r.reason
        for r in desk("Sun 01:00-02:30", "America/New_York").explain(
            datetime(2026, 3, 8, 1, tzinfo=NY), datetime(2026, 3, 8, 6, tzinfo=NY)
        )
    ] == ["hours", "daylight saving gap", "closed"]


def test_a_window_that_the_gap_removes_splits_the_closed_row():
    found = desk("Sun 02:15-02:45", "America/New_York").explain(
        datetime(2026, 3, 8, tzinfo=NY), datetime(2026, 3, 8, 6, tzinfo=NY)
    )
    assert [row.reason for row in found] == ["closed", "daylight saving gap", "closed"]


@pytest.mark.parametrize("hours", ["Sun 01:00-05:00", "Sun 01:00-02:00", "Sun 03:00-05:00", "Sun 05:00-09:00"])
def test_a_window_that_loses_no_end_has_no_mark(hours: str):
    found = desk(hours, "America/New_York").explain(
        datetime(2026, 3, 8, tzinfo=NY), datetime(2026, 3, 8, 12, tzinfo=NY)
    )
    assert "daylight saving gap" not in [row.reason for row in found]


def test_a_day_that_begins_in_the_gap_is_marked_and_one_that_ends_before_it_is_not():
    start, end = datetime(2026, 4, 23, 12, tzinfo=CAIRO), datetime(2026, 4, 24, 12, tzinfo=CAIRO)
    whole = desk("Fri 00:00-10:00", "Africa/Cairo")
    assert [row.reason for row in whole.explain(start, end)] == ["closed", "daylight saving gap", "hours", "closed"]
    late = desk("Thu 18:00-24:00", "Africa/Cairo")
    assert [row.reason for row in late.explain(start, end)] == ["closed", "hours", "closed"]


def test_a_gap_on_a_holiday_is_the_holiday():
    sunday = Holidays(extra={date(2026, 3, 8): "Rest"})
    closed = desk("Sun 02:30-05:00", "America/New_York", holidays=sunday)
    found = closed.explain(datetime(2026, 3, 8, tzinfo=NY), datetime(2026, 3, 9, tzinfo=NY))
    assert [row.reason for row in found] == ["holiday: Rest"]


def test_a_date_that_was_skipped_has_no_row():
    apia = ZoneInfo("Pacific/Apia")
    closed = desk("closed", "Pacific/Apia", holidays=Holidays(extra={date(2011, 12, 30): "Skipped"}))
    found = closed.explain(datetime(2011, 12, 29, tzinfo=apia), datetime(2012, 1, 1, tzinfo=apia))
    assert [(row.reason, row.duration) for row in found] == [("closed", timedelta(hours=48))]


def test_rows_outside_the_span_are_cut_off():
    gap = desk("Sun 02:30-05:00", "America/New_York")
    assert [
        row.reason for row in gap.explain(datetime(2026, 3, 8, 3, tzinfo=NY), datetime(2026, 3, 8, 4, tzinfo=NY))
    ] == ["daylight saving gap", "hours"]
    assert [
        row.reason for row in gap.explain(datetime(2026, 3, 8, 3, 1, tzinfo=NY), datetime(2026, 3, 8, 4, tzinfo=NY))
    ] == ["hours"]
    assert [
        row.reason for row in gap.explain(datetime(2026, 3, 8, 1, tzinfo=NY), datetime(2026, 3, 8, 3, tzinfo=NY))
    ] == ["closed"]


def test_joining_and_marking_rows():
    assert joined_rows([(0, 1, True, "a"), (1, 2, True, "a"), (2, 3, False, "a")]) == [
        (0, 2, True, "a"),
        (2, 3, False, "a"),
    ]
    mark = (1, 1, False, "m")
    assert with_marks([(0, 2, True, "a")], [mark]) == [(0, 1, True, "a"), mark, (1, 2, True, "a")]
    assert with_marks([(1, 2, True, "a")], [mark]) == [mark, (1, 2, True, "a")]
    assert with_marks([(0, 1, True, "a"), (1, 2, True, "b")], [mark]) == [(0, 1, True, "a"), mark, (1, 2, True, "b")]


def test_the_first_and_the_last_days_of_all_can_be_explained():
    both = desk("daily 22:00-06:00")
    assert both.explain(utc(1, 1, 3), utc(1, 1, 4))[0].reason == "hours"
    assert both.explain(utc(9999, 12, 28), utc(9999, 12, 29))[0].reason == "hours"
