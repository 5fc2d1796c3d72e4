"""Overrides of single dates and of the dates a rule names."""

from __future__ import annotations

from datetime import date

import pytest

from supportops.calendar import DateOverride
from supportops.calendar.overrides import chosen, recurring_dates
from supportops.errors import ConfigurationError


def test_an_override_is_for_a_date_or_for_a_rule():
    for fields in ({}, {"date": date(2026, 1, 1), "recurs": "FREQ=DAILY"}):
        with pytest.raises(ConfigurationError, match="give exactly one of date= and recurs="):
            DateOverride(hours="closed", **fields)


@pytest.mark.parametrize(
    ("rule", "number", "first"),
    [
        ("FREQ=MONTHLY;BYDAY=-1FR", 12, [date(2026, 1, 30), date(2026, 2, 27), date(2026, 3, 27)]),
        ("RRULE:FREQ=MONTHLY;BYDAY=-1FR", 12, [date(2026, 1, 30), date(2026, 2, 27), date(2026, 3, 27)]),
        ("freq=yearly;bymonth=12;bymonthday=24", 1, [date(2026, 12, 24)]),
        ("FREQ=WEEKLY;BYDAY=SA", 52, [date(2026, 1, 3), date(2026, 1, 10), date(2026, 1, 17)]),
        ("FREQ=YEARLY;BYEASTER=1", 1, [date(2026, 4, 6)]),
        ("FREQ=DAILY", 365, [date(2026, 1, 1), date(2026, 1, 2), date(2026, 1, 3)]),
        ("FREQ=DAILY;UNTIL=20260102", 2, [date(2026, 1, 1), date(2026, 1, 2)]),
        ("DTSTART:20260105\nRRULE:FREQ=WEEKLY;INTERVAL=2", 26, [date(2026, 1, 5), date(2026, 1, 19), date(2026, 2, 2)]),
        ("DTSTART:20251229\n  FREQ=DAILY;COUNT=5", 2, [date(2026, 1, 1), date(2026, 1, 2)]),
        ("DTSTART:20240229\nRRULE:FREQ=YEARLY", 0, []),
    ],
)
def test_a_rule_names_its_dates(rule: str, number: int, first: list[date]):
    found = recurring_dates(DateOverride(recurs=rule, hours="closed").recurs, 2026)
    assert len(found) == number
    assert list(found[: len(first)]) == first


def test_a_rule_without_a_start_names_the_same_days_in_every_year():
    for year in (1, 1970, 2026, 9999):
        assert recurring_dates("FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=24", year) == (date(year, 12, 24),)


@pytest.mark.parametrize(
    ("rule", "fault"),
    [
        ("FREQ=HOURLY", "it needs FREQ=YEARLY, MONTHLY, WEEKLY or DAILY"),
        ("BYDAY=MO", "it needs FREQ"),
        ("FREQ=DAILY;BYHOUR=9", "'BYHOUR' is not allowed in it"),
        ("FREQ=MONTHLY", "it does not say which days"),
        ("FREQ=YEARLY;BYMONTH=12", "it does not say which days"),
        ("FREQ=WEEKLY;INTERVAL=2;BYDAY=MO", "INTERVAL and COUNT need a line 'DTSTART:20260105' to count from"),
        ("FREQ=DAILY;COUNT=3", "INTERVAL and COUNT need a line"),
        ("FREQ=DAILY;UNTIL=20261231T000000Z", "its UNTIL is a local date"),
        ("EXDATE:20260101\nRRULE:FREQ=DAILY", "only one line 'DTSTART:20260105' may stand before the rule"),
        ("DTSTART:20260101\nDTSTART:20260101\nRRULE:FREQ=DAILY", "only one line"),
        ("FREQ=MONTHLY;BYDAY=-1ZZ", "is no recurrence rule"),
        ("DTSTART:2026zz05\nRRULE:FREQ=DAILY", "is no recurrence rule"),
        ("FREQ=MONTHLY;BYMONTHDAY=x", "is no recurrence rule"),
        ("nonsense", "is no rule for dates"),
        ("", "is no rule for dates"),
    ],
)
def test_a_rule_that_is_none_is_refused(rule: str, fault: str):
    with pytest.raises(ConfigurationError) as error:
        DateOverride(recurs=rule, hours="closed")
    assert fault in str(error.value)
    assert error.value.faults[0][0] == "recurs"


def override(hours: str, *, rule: bool = False, reason: str = "") -> DateOverride:
    return DateOverride(
        date=None if rule else date(2026, 1, 1), recurs="FREQ=DAILY" if rule else None, hours=hours, reason=reason
    )


@pytest.mark.parametrize(
    ("several", "winner"),
    [
        ([override("09:00-12:00"), override("closed", rule=True)], 1),
        ([override("closed", rule=True), override("09:00-12:00")], 0),
        ([override("closed"), override("closed", rule=True)], 0),
        ([override("09:00-12:00"), override("10:00-12:00", rule=True)], 0),
        ([override("09:00-12:00", rule=True), override("10:00-12:00", rule=True)], 1),
        ([override("closed", rule=True, reason="a"), override("closed", rule=True, reason="b")], 1),
    ],
)
def test_closed_wins_then_an_explicit_date_then_the_later_one(several: list[DateOverride], winner: int):
    assert chosen(several) is several[winner]


def test_the_label_names_the_reason():
    assert override("closed", reason="Move").label == "override: Move"
    assert override("closed").label == "override"


def test_json_brings_an_override_back():
    for one in (override("09:00-12:00", reason="x"), override("closed", rule=True)):
        assert DateOverride.model_validate_json(one.model_dump_json()) == one
