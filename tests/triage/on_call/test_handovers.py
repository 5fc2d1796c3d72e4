from datetime import date
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.triage.on_call.rotas import utc

from supportops._instants import from_us, to_us
from supportops.calendar.local import WallClock
from supportops.triage.on_call._handovers import Handovers, local_text, read_handover

HOUR_US = 3_600_000_000
LONDON, LORD_HOWE = (WallClock(ZoneInfo(zone)) for zone in ("Europe/London", "Australia/Lord_Howe"))


@pytest.mark.parametrize(
    ("given_text", "kept"),
    [
        ("Mon 09:00", "Mon 09:00"),
        ("  sunday  9:05 ", "Sun 09:05"),
        ("23:59:59", "23:59:59"),
        ("0:00", "00:00"),
        ("daily 07:30", "07:30"),
    ],
)
def test_a_handover_is_kept_as_its_one_text(given_text, kept):
    assert read_handover(given_text) == read_handover(kept) == kept


@pytest.mark.parametrize(
    "text", ["", "Mon", "24:00", "Mon 24:00", "9", "9:60", "Mon-Fri 09:00", "Mo 09:00", "9:00-10:00", "closed", 900]
)  # fmt: skip
def test_what_is_no_handover_is_refused_with_an_example(text):
    with pytest.raises(ValueError, match="is no handover; write a weekday and a time, for example 'Mon 09:00'"):
        read_handover(text)


def test_the_first_is_the_first_weekday_at_or_after_the_start():
    week = 168 * HOUR_US
    for start, first in ((date(2026, 3, 2), utc(2026, 3, 2, 9)), (date(2026, 3, 3), utc(2026, 3, 9, 9))):
        assert from_us(Handovers.of(LONDON, start, "Mon 09:00", week).instant(0)) == first
    assert from_us(Handovers.of(LONDON, date(2026, 3, 3), "09:00", week).instant(0)) == utc(2026, 3, 3, 9)


def test_the_local_time_stays_when_the_clocks_change():
    handovers = Handovers.of(LONDON, date(2026, 3, 23), "Mon 09:00", 168 * HOUR_US)
    assert [from_us(handovers.instant(k)) for k in (0, 1)] == [utc(2026, 3, 23, 9), utc(2026, 3, 30, 8)]


def test_a_skipped_handover_is_the_change_and_a_doubled_one_the_first():
    spring = Handovers.of(LONDON, date(2026, 3, 29), "01:30", 24 * HOUR_US)
    autumn = Handovers.of(LONDON, date(2026, 10, 25), "01:30", 24 * HOUR_US)
    assert from_us(spring.instant(0)) == utc(2026, 3, 29, 1)
    assert from_us(autumn.instant(0)) == utc(2026, 10, 25, 0, 30)
    assert [spring.skipped(0), autumn.skipped(0), spring.skipped(1)] == [HOUR_US, -HOUR_US, 0]


def test_half_an_hour_is_skipped_on_lord_howe():
    handovers = Handovers.of(LORD_HOWE, date(2026, 10, 4), "02:15", 24 * HOUR_US)
    assert from_us(handovers.instant(0)) == utc(2026, 10, 3, 15, 30)
    assert handovers.skipped(0) == HOUR_US // 2
    assert handovers.wall(0) == "Sun 2026-10-04 02:15"


def test_handovers_in_one_gap_fall_on_one_instant_and_the_last_of_them_counts():
    handovers = Handovers.of(LONDON, date(2026, 3, 29), "01:00", HOUR_US)
    change = to_us(utc(2026, 3, 29, 1))
    assert [handovers.instant(k) for k in (0, 1, 2)] == [change, change, change + HOUR_US]
    assert [handovers.number(change + d) for d in (-1, 0, HOUR_US)] == [-1, 1, 2]


def test_in_an_hour_that_comes_twice_nothing_is_handed_over_twice():
    handovers = Handovers.of(LONDON, date(2026, 10, 25), "01:00", HOUR_US // 2)
    first = to_us(utc(2026, 10, 25, 0))
    assert [handovers.number(first + k * HOUR_US // 2) for k in range(5)] == [0, 1, 1, 1, 2]


@settings(max_examples=150, deadline=None)
@given(
    zone=st.sampled_from(("Europe/London", "Australia/Lord_Howe", "Africa/Cairo", "Pacific/Apia", "America/Havana")),
    start=st.dates(date(1990, 1, 1), date(2040, 1, 1)),
    every=st.integers(HOUR_US, 400 * HOUR_US),
    days=st.integers(0, 7300),
    rest=st.integers(0, 24 * HOUR_US),
)
def test_the_number_of_an_instant_is_that_of_the_last_handover(zone, start, every, days, rest):
    handovers = Handovers.of(WallClock(ZoneInfo(zone)), start, "01:30", every)
    us = handovers.instant(0) + days * 24 * HOUR_US + rest
    k = handovers.number(us)
    assert handovers.instant(k) <= us < handovers.instant(k + 1)


def test_a_local_time_is_told_to_the_minute_or_as_fine_as_it_is():
    assert local_text(LONDON, to_us(utc(2026, 7, 4, 11, 5))) == "Sat 2026-07-04 12:05"
    assert local_text(LONDON, to_us(utc(2026, 1, 4, 11, 5, 7))) == "Sun 2026-01-04 11:05:07"
    assert local_text(LONDON, to_us(utc(2026, 1, 4, 11, 5, 0, 250))) == "Sun 2026-01-04 11:05:00.000250"
