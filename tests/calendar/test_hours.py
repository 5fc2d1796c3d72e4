"""The text of opening hours: what is read, what is written back, and what is refused."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter

from supportops.calendar import BusinessCalendar, DateOverride
from supportops.calendar.hours import (
    FULL_DAY,
    DayHours,
    WeekHours,
    parse_week,
    parse_windows,
    week_text,
    windows_text,
)
from supportops.errors import ConfigurationError

H = 3600


def canonical(given_hours) -> str:
    return BusinessCalendar(zone="UTC", hours=given_hours).hours


def test_the_example_of_the_design_is_read():
    hours = parse_week("Mon-Fri 09:00-12:00, 13:00-17:00; Sat 22:00-06:00")
    assert hours[:5] == (((9 * H, 12 * H), (13 * H, 17 * H)),) * 5
    assert hours[5] == ((22 * H, 30 * H),)
    assert hours[6] == ()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("mon-fri 9:00-17:00", "Mon-Fri 09:00-17:00"),
        ("Monday-Friday 09:00-17:00", "Mon-Fri 09:00-17:00"),
        ("Mon–Fri 09:00–17:00", "Mon-Fri 09:00-17:00"),
        ("Mon,Wed,Fri 09:00-17:00", "Mon,Wed,Fri 09:00-17:00"),
        ("Mon, Wed 09:00-17:00; Tue 10:00-11:00", "Mon,Wed 09:00-17:00; Tue 10:00-11:00"),
        ("Fri-Mon 09:00-17:00", "Mon,Fri-Sun 09:00-17:00"),
        ("daily 09:00-17:00", "daily 09:00-17:00"),
        ("Daily 00:00-24:00", "24/7"),
        ("24/7", "24/7"),
        ("closed", "closed"),
        ("CLOSED", "closed"),
        ("Mon-Fri 09:00-17:00; Sat closed", "Mon-Fri 09:00-17:00"),
        ("Sun closed", "closed"),
        ("Mon 09:00-12:00, 11:00-17:00", "Mon 09:00-17:00"),
        ("Mon 09:00-12:00, 12:00-17:00", "Mon 09:00-17:00"),
        ("Mon 13:00-17:00; Mon 09:00-12:00", "Mon 09:00-12:00, 13:00-17:00"),
        ("Mon 09:00:30-17:00:05", "Mon 09:00:30-17:00:05"),
        ("Mon 18:00-24:00", "Mon 18:00-24:00"),
        ("Mon 18:00-00:00", "Mon 18:00-24:00"),
        ("Mon 22:00-06:00, 23:00-02:00", "Mon 22:00-06:00"),
        ("Mon 00:00-24:00, 22:00-06:00", "Mon 00:00-24:00, 22:00-06:00"),
        ("Mon 09:00-17:00;", "Mon 09:00-17:00"),
        ("Mon-Mon 09:00-17:00", "Mon 09:00-17:00"),
        ("  Mon  09:00 - 17:00 ", "Mon 09:00-17:00"),
    ],
)
def test_one_text_says_the_same_hours(text: str, expected: str):
    assert canonical(text) == expected
    assert canonical(expected) == expected


@pytest.mark.parametrize(
    ("mapping", "expected"),
    [
        (
            {"mon": ["09:00-12:00", "13:00-17:00"], "fri": ["22:00-06:00"]},
            "Mon 09:00-12:00, 13:00-17:00; Fri 22:00-06:00",
        ),
        ({"Mon-Thu": "09:00-17:00"}, "Mon-Thu 09:00-17:00"),
        ({"sunday": ("10:00-12:00",)}, "Sun 10:00-12:00"),
        ({"sat": []}, "closed"),
        ({}, "closed"),
    ],
)
def test_hours_may_be_given_by_day(mapping, expected: str):
    assert canonical(mapping) == expected


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("Mox 09:00-17:00", "'Mox' is no day"),
        ("Mon-Fry 09:00-17:00", "'Mon-Fry' is no day"),
        ("Mon 09:00-09:00", "'09:00-09:00' is an empty window; for a whole day write '00:00-24:00'"),
        ("Mon 9-17", "'9-17' is no window; write for example '09:00-17:00'"),
        ("Mon 09:00", "'09:00' is no window"),
        ("Mon 25:00-26:00", "'25:00-26:00' has a time that is not on the clock"),
        ("Mon 09:60-17:00", "not on the clock"),
        ("Mon 09:00:60-17:00", "not on the clock"),
        ("Mon 24:00-06:00", "not on the clock"),
        ("Mon 09:00-24:01", "not on the clock"),
        ("09:00-17:00", "'09:00-17:00' names no day; write for example 'Mon-Fri 09:00-17:00'"),
        ("Mon-Fri", "'Mon-Fri' has no hours"),
        ("Mon-Fri 24/7", "'24/7' is no window; '00:00-24:00' is a whole day"),
        ("Mon 09:00-12:00, Tue 09:00-12:00", "'Tue 09:00-12:00' begins another group; put ';' before it"),
        ("Mon 09:00-12:00, daily 09:00-12:00", "begins another group"),
        ("Mon 09:00-12:00, closed", "'closed' is no window"),
        ("Mon 09:00-12:00,", "'' is no window"),
        ("", "there are no hours; write for example 'Mon-Fri 09:00-17:00', '24/7' or 'closed'"),
        (" ; ", "there are no hours"),
        ("Mon ٠٩:٠٠-17:00", "no day"),
        (5, "5 is no hours; give text such as 'Mon-Fri 09:00-17:00' or a mapping of days"),
        ({"mon": [(9, 17)]}, "is no window"),
    ],
)
def test_what_is_wrong_is_named(text, fault: str):
    with pytest.raises(ConfigurationError) as error:
        BusinessCalendar(zone="UTC", hours=text)
    assert fault in str(error.value)
    assert error.value.faults[0][0] == "hours"


def test_all_faults_of_a_text_are_reported_at_once():
    with pytest.raises(ConfigurationError) as error:
        BusinessCalendar(zone="UTC", hours="Mox 9-17; Tue 09:00-09:00, 25:00-26:00; Wen 09:00-17:00")
    for piece in ("'Mox'", "'9-17'", "'09:00-09:00'", "'25:00-26:00'", "'Wen'"):
        assert piece in str(error.value)


def test_a_window_that_ends_before_it_starts_crosses_midnight():
    assert parse_windows("22:00-06:00") == ((22 * H, 30 * H),)
    assert windows_text(((22 * H, 30 * H),)) == "22:00-06:00"


def test_a_whole_day_is_a_window():
    assert parse_windows("00:00-24:00") == FULL_DAY
    assert parse_windows("00:00-12:00, 12:00-24:00") == FULL_DAY


@pytest.mark.parametrize(
    ("given_hours", "expected"),
    [
        ("9:00-12:00", "09:00-12:00"),
        (["13:00-15:00", "09:00-12:00"], "09:00-12:00, 13:00-15:00"),
        ("closed", "closed"),
        ("Closed", "closed"),
        ((), "closed"),
        ([], "closed"),
    ],
)
def test_hours_of_a_date_are_text_or_a_list(given_hours, expected: str):
    assert DateOverride(recurs="FREQ=DAILY", hours=given_hours).hours == expected


@pytest.mark.parametrize("given_hours", [5, "", "Mon 09:00-12:00", None])
def test_hours_of_a_date_that_are_none_are_refused(given_hours):
    with pytest.raises(ConfigurationError, match="hours"):
        DateOverride(recurs="FREQ=DAILY", hours=given_hours)


_MINUTES = st.integers(0, 1439)


@given(
    st.lists(st.lists(st.tuples(_MINUTES, _MINUTES).filter(lambda w: w[0] != w[1]), max_size=4), min_size=7, max_size=7)
)
def test_the_written_text_reads_back(week):
    texts = {
        day: [f"{a // 60}:{a % 60:02}-{b // 60}:{b % 60:02}" for a, b in windows]
        for day, windows in zip(["mon", "tue", "wed", "thu", "fri", "sat", "sun"], week, strict=True)
    }
    text = canonical(texts)
    assert week_text(parse_week(text)) == text
    covered = [covered_seconds(day) for day in parse_week(text)]
    assert covered == [
        covered_seconds([(a * 60, b * 60 if b > a else b * 60 + 86_400) for a, b in windows]) for windows in week
    ]


def covered_seconds(windows) -> set[int]:
    return {minute for start, end in windows for minute in range(start // 60, end // 60)}


def test_the_schema_says_text_or_days_going_in_and_text_coming_out():
    week, day = TypeAdapter(WeekHours), TypeAdapter(DayHours)
    assert [part["type"] for part in week.json_schema()["anyOf"]] == ["string", "object"]
    assert [part["type"] for part in day.json_schema()["anyOf"]] == ["string", "array"]
    assert week.json_schema(mode="serialization")["type"] == "string"
    assert day.json_schema(mode="serialization")["type"] == "string"
