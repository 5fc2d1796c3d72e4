"""One person's duty from one instant to another, and the stretches of time that are asked about."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import NamedTuple

from supportops._instants import from_us
from supportops.errors import DomainError
from supportops.triage._checked import instant_us

__all__ = ["Shift", "stretch_us"]

_LONGEST = timedelta(days=100_000)


class Shift(NamedTuple):
    """One person is on duty in `[start, end)`. Instants are in UTC, so that a difference of two is elapsed time.

    Example:
        >>> from datetime import UTC
        >>> Shift(datetime(2026, 3, 2, 9, tzinfo=UTC), datetime(2026, 3, 2, 17, tzinfo=UTC), "ann").duration
        datetime.timedelta(seconds=28800)
    """

    start: datetime
    end: datetime
    person: str

    @property
    def duration(self) -> timedelta:
        """Its length in real elapsed time."""
        return self.end - self.start


def stretch_us(start: datetime, end: datetime) -> tuple[int, int]:
    """Return a stretch of time in microseconds.

    Raises:
        DomainError: no instants, an end before the start, or more than 100,000 days.
        NaiveDatetimeError: an instant without a zone.

    Example:
        >>> from datetime import UTC
        >>> stretch_us(datetime(1970, 1, 1, tzinfo=UTC), datetime(1970, 1, 1, 0, 0, 1, tzinfo=UTC))
        (0, 1000000)
    """
    lo, hi = instant_us(start, "start"), instant_us(end, "end")
    if hi < lo:
        message = f"end {end.isoformat()} lies before start {start.isoformat()}; swap them"
        raise DomainError(message, field="end", value=end)
    if from_us(hi) - from_us(lo) > _LONGEST:
        message = f"from {start.isoformat()} to {end.isoformat()} are more than {_LONGEST.days} days; ask for less"
        raise DomainError(message, field="end", value=end)
    return lo, hi
