"""Aware datetimes to whole UTC microseconds and back.

Integers are what the arithmetic runs on: exact, ordered and the same in Python and numpy.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, tzinfo

from supportops.errors import HorizonError, NaiveDatetimeError

__all__ = ["EPOCH", "MAX_US", "MICROSECOND", "MIN_US", "from_us", "to_us", "us_of"]

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
# Multiplied, it makes a timedelta in less than half the time that the constructor takes.
MICROSECOND = timedelta(microseconds=1)
_DAY_US = 86_400_000_000
# Two days inside what datetime can hold, so that every zone's local time exists as well.
MIN_US = -719_162 * _DAY_US + 2 * _DAY_US
MAX_US = 2_932_897 * _DAY_US - 2 * _DAY_US


def to_us(instant: datetime) -> int:
    """Return microseconds since 1970-01-01 UTC of an aware datetime; naive ones are refused."""
    try:
        delta = instant - EPOCH
    except TypeError:
        raise NaiveDatetimeError(instant) from None
    return delta.days * _DAY_US + delta.seconds * 1_000_000 + delta.microseconds


def from_us(us: int, zone: tzinfo | None = UTC) -> datetime:
    """Return the aware datetime at so many microseconds since 1970-01-01 UTC, in the given zone."""
    if not MIN_US <= us <= MAX_US:
        raise HorizonError("the answer lies outside the years 1 to 9999 that a datetime can hold")
    instant = EPOCH + MICROSECOND * us
    return instant if zone is UTC or zone is None else instant.astimezone(zone)


def us_of(amount: timedelta) -> int:
    """Return a timedelta as whole microseconds."""
    return amount.days * _DAY_US + amount.seconds * 1_000_000 + amount.microseconds
