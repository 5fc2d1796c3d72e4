from datetime import UTC, datetime, timedelta

import pytest
from tests.triage.on_call.rotas import local, utc

from supportops.errors import DomainError, HorizonError, NaiveDatetimeError
from supportops.triage.on_call.shift import Shift, stretch_us

NOON = utc(2026, 3, 2, 12)


def test_a_shift_is_a_plain_triple_with_a_length():
    shift = Shift(NOON, NOON + timedelta(hours=3), "ann")
    assert shift == (NOON, utc(2026, 3, 2, 15), "ann")
    assert shift.duration == timedelta(hours=3)


def test_a_stretch_is_read_in_any_zone_and_may_be_empty():
    assert stretch_us(NOON, local("Europe/Paris", 2026, 3, 2, 13)) == (1772452800000000, 1772452800000000)


def test_a_stretch_runs_forward_for_100000_days_at_most():
    assert stretch_us(NOON, NOON + timedelta(days=100_000))
    with pytest.raises(DomainError, match="more than 100000 days; ask for less"):
        stretch_us(NOON, NOON + timedelta(days=100_000, microseconds=1))
    with pytest.raises(DomainError, match="lies before start 2026-03-02T12:00:00") as caught:
        stretch_us(NOON, NOON - timedelta(microseconds=1))
    assert caught.value.field == "end"


def test_what_is_no_instant_is_refused():
    with pytest.raises(NaiveDatetimeError):
        stretch_us(NOON, datetime(2026, 3, 3))
    with pytest.raises(DomainError, match=r"start is '2026-03-02'; give an aware datetime"):
        stretch_us("2026-03-02", NOON)
    with pytest.raises(HorizonError):
        stretch_us(datetime(9999, 12, 30, tzinfo=UTC), datetime.max.replace(tzinfo=UTC))
