"""The instants at which a calendar month of a zone begins and ends."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, datetime

from supportops._instants import from_us
from supportops.calendar import ALWAYS_OPEN
from supportops.calendar.local import WallClock
from supportops.errors import DomainError

__all__ = ["month_of"]

_YEARS = range(1, 10_000)
_MONTHS = range(1, 13)


def month_of(year: int, month: int, zone: str) -> tuple[datetime, datetime]:
    """Return the first instant of a month and the first one after it, in UTC.

    Example:
        >>> [str(instant) for instant in month_of(2026, 12, "America/New_York")]
        ['2026-12-01 05:00:00+00:00', '2027-01-01 05:00:00+00:00']
    """
    for name, given, allowed in (("year", year, _YEARS), ("month", month, _MONTHS)):
        if given not in allowed:
            raise DomainError(f"{name} is {given!r}; it is a whole number from {allowed[0]} to {allowed[-1]}")
    # A calendar knows which zones there are, and what to say of one that is not.
    clock = WallClock(ALWAYS_OPEN.model_copy(update={"zone": zone}).time_zone)
    first, days = date(year, month, 1).toordinal(), monthrange(year, month)[1]
    return from_us(clock.midnight(first)), from_us(clock.midnight(first + days))
