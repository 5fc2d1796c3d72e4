"""Business-time vectors from the tests of two other libraries, all of them.

The format: instants are UTC, amounts are seconds. Where a vector and a decision of this library disagree, the
vector is named in `DECIDED_OTHERWISE` with the reason, and what is checked instead.
"""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from supportops.calendar import BusinessCalendar, Calendar, DateOverride, Holidays
from supportops.errors import ConfigurationError

DATA = Path(__file__).parent / "data"
FILES = ("business_time_businesstimedelta.json", "business_time_businesstime.json")

DECIDED_OTHERWISE = {
    "businesstimedelta-017": "an empty window ('09:00-09:00') is an error here, so its schedule is read as closed",
}


def load() -> list[tuple[str, dict[str, Any], dict[str, Any]]]:
    cases = []
    for name in FILES:
        document = json.loads((DATA / name).read_text(encoding="utf-8"))
        cases += [(v["id"], document["schedules"][v["schedule"]], v) for v in document["vectors"]]
    return cases


CASES = load()


def calendar_of(schedule: dict[str, Any]) -> Calendar:
    desk = BusinessCalendar(
        zone=schedule["tz"],
        hours=hours(schedule["weekly"]),
        holidays=Holidays(extra=dict.fromkeys(schedule.get("holidays", ()), "")),
        overrides=tuple(
            DateOverride(date=day, hours=windows(found)) for day, found in schedule.get("overrides", {}).items()
        ),
        holidays_win=True,
        holiday_scope=schedule.get("holiday_scope", "calendar_day"),
    )
    if "weekly_breaks" not in schedule:
        return desk
    return desk - BusinessCalendar(zone=schedule["tz"], hours=hours(schedule["weekly_breaks"]))


def hours(weekly: dict[str, list[list[str]]]) -> dict[str, list[str]]:
    return {day: windows(found) for day, found in weekly.items()}


def windows(found: list[list[str]]) -> list[str]:
    return [f"{start}-{end}" for start, end in found if start != end]


def instant(text: str) -> datetime:
    return datetime.fromisoformat(text).astimezone(UTC)


def check_between(calendar: Calendar, vector: dict[str, Any]) -> None:
    found = calendar.between(instant(vector["args"]["start"]), instant(vector["args"]["end"]))
    if vector.get("negative_rule") == "zero":
        found = max(found, timedelta())
    assert found == timedelta(seconds=vector["expected"])


def check_add(calendar: Calendar, vector: dict[str, Any]) -> None:
    start, amount = instant(vector["args"]["at"]), timedelta(seconds=vector["args"]["seconds"])
    close = vector.get("expected_close", vector["expected"])
    assert calendar.add(start, amount) == instant(close)
    assert calendar.add(start, amount, landing="open") == instant(vector.get("expected_open", close))


def check_is_open(calendar: Calendar, vector: dict[str, Any]) -> None:
    assert calendar.is_open(instant(vector["args"]["at"])) is vector["expected"]


def check_periods(calendar: Calendar, vector: dict[str, Any]) -> None:
    start = instant(vector["args"]["start"])
    found = calendar.intervals(start, start + timedelta(days=14))[: len(vector["expected"])]
    assert [(one.start, one.end) for one in found] == [(instant(a), instant(b)) for a, b in vector["expected"]]


def check_periods_back(calendar: Calendar, vector: dict[str, Any]) -> None:
    end = instant(vector["args"]["start"])
    found = calendar.intervals(end - timedelta(days=14), end)[::-1][: len(vector["expected"])]
    assert [(one.start, one.end) for one in found] == [(instant(a), instant(b)) for a, b in vector["expected"]]


CHECKS = {
    "between": check_between,
    "add": check_add,
    "is_open": check_is_open,
    "periods": check_periods,
    "periods_back": check_periods_back,
}


def test_all_61_vectors_are_here():
    assert len(CASES) == 61
    assert len({name for name, _, _ in CASES}) == 61


@pytest.mark.parametrize(("schedule", "vector"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_the_vector_holds(schedule: dict[str, Any], vector: dict[str, Any]):
    CHECKS[vector["op"]](calendar_of(schedule), vector)


def test_the_schedule_decided_otherwise_is_refused_as_it_stands():
    schedules = {name: schedule for name, schedule, _ in CASES}
    for name in DECIDED_OTHERWISE:
        raw = {day: [f"{a}-{b}" for a, b in found] for day, found in schedules[name]["weekly"].items()}
        with pytest.raises(ConfigurationError, match="empty window"):
            BusinessCalendar(zone="UTC", hours=raw)
