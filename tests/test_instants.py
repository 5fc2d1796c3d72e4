from datetime import UTC, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from supportops._instants import EPOCH, MAX_US, MIN_US, from_us, to_us, us_of
from supportops.errors import HorizonError, NaiveDatetimeError

LONDON = ZoneInfo("Europe/London")
AWARE = st.datetimes(
    min_value=datetime(1, 1, 5),
    max_value=datetime(9999, 12, 26),
    timezones=st.just(UTC) | st.sampled_from((LONDON, timezone(timedelta(hours=-14)))),
)


@pytest.mark.parametrize(
    ("instant", "expected"),
    [
        (EPOCH, 0),
        (datetime(1970, 1, 1, 0, 0, 1, 2, tzinfo=UTC), 1_000_002),
        (datetime(1969, 12, 31, 23, 59, 59, 999_999, tzinfo=UTC), -1),
        (datetime(2026, 3, 2, 10, tzinfo=timezone(timedelta(hours=1))), 1_772_442_000_000_000),
        (datetime(2026, 10, 25, 1, 30, tzinfo=LONDON), 1_792_888_200_000_000),
        (datetime(2026, 10, 25, 1, 30, tzinfo=LONDON, fold=1), 1_792_891_800_000_000),
    ],
)
def test_instants_are_microseconds_since_1970(instant, expected):
    assert to_us(instant) == expected


@given(AWARE)
def test_there_and_back_is_the_same_instant_and_zone(instant):
    us = to_us(instant)
    assert to_us(from_us(us, instant.tzinfo)) == us
    assert from_us(us, instant.tzinfo).tzinfo is instant.tzinfo
    assert from_us(us) == EPOCH + timedelta(microseconds=us)


@given(AWARE, st.timedeltas(min_value=timedelta(days=-1), max_value=timedelta(days=1)))
def test_microseconds_add_like_timedeltas(instant, amount):
    assert to_us(instant.astimezone(UTC) + amount) == to_us(instant) + us_of(amount)


def test_no_zone_given_means_utc():
    assert from_us(0, None) == EPOCH


@pytest.mark.parametrize("us", [MIN_US, MAX_US])
def test_the_ends_of_time_exist_in_every_zone(us):
    for hours in (-14, 14):
        assert to_us(from_us(us, timezone(timedelta(hours=hours)))) == us


@pytest.mark.parametrize("us", [MIN_US - 1, MAX_US + 1])
def test_past_the_ends_of_time_is_an_error(us):
    with pytest.raises(HorizonError, match="years 1 to 9999"):
        from_us(us)


@pytest.mark.parametrize("given_value", [datetime(2026, 3, 2), datetime(2026, 3, 2).date(), 5])
def test_what_names_no_instant_is_refused(given_value):
    with pytest.raises(NaiveDatetimeError) as caught:
        to_us(given_value)
    assert caught.value.given == given_value
