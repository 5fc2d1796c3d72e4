"""The calls in datetimes: what they take, what they give, and what they refuse."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import numpy as np
import pytest

from supportops.calendar import ALWAYS_OPEN, BusinessCalendar, BusinessDays, Holidays, Interval
from supportops.errors import ConfigurationError, DomainError, NaiveDatetimeError

OFFICE = BusinessCalendar(zone="UTC", hours="Mon-Fri 09:00-17:00")


def utc(*when: int) -> datetime:
    return datetime(*when, tzinfo=UTC)


MONDAY = utc(2026, 1, 5, 10)


@pytest.mark.parametrize(
    ("amount", "due"),
    [
        (timedelta(hours=2), utc(2026, 1, 5, 12)),
        ("2h", utc(2026, 1, 5, 12)),
        ("90 minutes", utc(2026, 1, 5, 11, 30)),
        ("-1h", utc(2026, 1, 5, 9)),
        (BusinessDays(2), utc(2026, 1, 7, 10)),
        ("2 business days", utc(2026, 1, 7, 10)),
        ("1 business day until close", utc(2026, 1, 6, 17)),
    ],
)
def test_an_amount_is_time_or_business_days_or_text(amount, due: datetime):
    assert OFFICE.add(MONDAY, amount) == due


@pytest.mark.parametrize(
    ("amount", "error", "message"),
    [
        ("1 day", DomainError, "bare days"),
        ("soon", DomainError, "is not an amount of time"),
        (5, DomainError, "amount 5 is no amount of time; give a timedelta, or text such as '8h'"),
        (None, DomainError, "amount None is no amount of time"),
        ("0 business days", ConfigurationError, "at least 1"),
    ],
)
def test_what_is_no_amount_is_refused(amount, error: type[Exception], message: str):
    with pytest.raises(error, match=message):
        OFFICE.add(MONDAY, amount)


@pytest.mark.parametrize("given", ["2026-01-05", 5, date(2026, 1, 5), None])
def test_what_is_no_instant_is_refused_by_every_call(given):
    for call in (
        lambda: OFFICE.between(given, MONDAY),
        lambda: OFFICE.between(MONDAY, given),
        lambda: OFFICE.add(given, "1h"),
        lambda: OFFICE.is_open(given),
        lambda: OFFICE.next_open(given),
        lambda: OFFICE.next_close(given),
        lambda: OFFICE.previous_open(given),
        lambda: OFFICE.previous_close(given),
        lambda: OFFICE.intervals(given, MONDAY),
        lambda: OFFICE.explain(MONDAY, given),
    ):
        with pytest.raises(DomainError, match="is no instant; give"):
            call()


def test_a_naive_datetime_beside_an_array_is_refused():
    with pytest.raises(NaiveDatetimeError):
        OFFICE.between(datetime(2026, 1, 5), np.array(["2026-01-05"], "M8[D]"))


def test_years_far_apart_are_one_difference():
    assert OFFICE.between(utc(2020, 1, 1), utc(2026, 1, 1)) == timedelta(hours=8 * 1566)
    assert OFFICE.between(utc(2026, 1, 1), utc(2020, 1, 1)) == timedelta(hours=-8 * 1566)


def test_is_open_reaches_years_that_are_not_compiled_yet():
    desk = BusinessCalendar(name="fresh", zone="UTC", hours="Mon-Fri 09:00-17:00")
    assert desk.is_open(utc(2031, 1, 6, 9))
    assert not desk.is_open(utc(2019, 1, 6, 9))


def test_intervals_carry_their_length():
    (one,) = OFFICE.intervals(MONDAY, MONDAY + timedelta(hours=12))
    assert one == Interval(MONDAY, utc(2026, 1, 5, 17))
    assert one.duration == timedelta(hours=7)
    assert OFFICE.intervals(MONDAY, MONDAY) == ()


def test_a_duration_is_elapsed_time_also_over_a_change_of_the_clocks():
    paris = ZoneInfo("Europe/Paris")
    night = Interval(datetime(2026, 3, 28, 22, tzinfo=paris), datetime(2026, 3, 29, 6, tzinfo=paris))
    assert night.duration == timedelta(hours=7)


def test_an_empty_span_has_no_rows():
    assert OFFICE.explain(MONDAY, MONDAY) == ()
    assert OFFICE.explain(MONDAY, utc(2026, 1, 1)) == ()


def test_equal_calendars_have_equal_fingerprints_and_others_do_not():
    same = BusinessCalendar(zone="UTC", hours={"mon-fri": "9:00-17:00"})
    assert same.fingerprint == OFFICE.fingerprint
    assert len(OFFICE.fingerprint) == 32
    others = [
        ALWAYS_OPEN,
        OFFICE.model_copy(update={"name": "x"}),
        OFFICE.model_copy(update={"zone": "Europe/London"}),
        OFFICE.model_copy(update={"holidays": Holidays(country="US")}),
        OFFICE.model_copy(update={"holidays": Holidays(country="US")}).pinned(2026, 2027),
        OFFICE.model_copy(update={"holidays": Holidays(country="US")}).pinned(2026, 2028),
        OFFICE | ALWAYS_OPEN,
        OFFICE & ALWAYS_OPEN,
        OFFICE - ALWAYS_OPEN,
        ~OFFICE,
    ]
    assert len({one.fingerprint for one in (OFFICE, *others)}) == len(others) + 1


def test_the_fingerprint_is_the_same_in_every_version_until_told_otherwise():
    assert OFFICE.fingerprint == BusinessCalendar.model_validate_json(OFFICE.model_dump_json()).fingerprint
    assert OFFICE.fingerprint == "bb7c18abf70db0e12a689ed697cfa4e2"


def test_only_calendars_combine():
    for operation in (lambda: OFFICE | 5, lambda: OFFICE & None, lambda: OFFICE - "x"):
        with pytest.raises(TypeError, match="unsupported operand"):
            operation()


@pytest.mark.parametrize("instant", [utc(1, 1, 1), utc(9999, 12, 31, 23, 59)], ids=["first", "last"])
def test_the_first_and_last_days_that_datetime_can_say_are_answered(instant: datetime):
    holidays = Holidays(extra=[date(2026, 1, 1)])
    # A name for each year: one timeline from the one to the other would hold ten thousand years.
    desk = BusinessCalendar(name=f"year {instant.year}", zone="UTC", hours="daily 00:00-24:00", holidays=holidays)
    assert desk.is_open(instant)
