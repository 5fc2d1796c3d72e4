"""The instants of events: aware, kept in UTC, and in time order."""

from __future__ import annotations

from datetime import datetime

from supportops._instants import from_us, to_us
from supportops.errors import DomainError, NaiveDatetimeError, shortened

__all__ = ["in_order"]


def in_order(at: object, last: datetime | None, place: str, *, index: int | None = None) -> datetime:
    """Return an instant in UTC.

    Args:
        at: the instant.
        last: the one before it, which it must not precede; None for none.
        place: what an error calls it: "events[3]".
        index: of the error.

    Raises:
        DomainError: no datetime, or before the last one.
        NaiveDatetimeError: it has no zone.
    """
    if not isinstance(at, datetime) or at != at:
        message = f"{place} has {shortened(repr(at))} for its instant; give an aware datetime"
        raise DomainError(message, field="at", value=at, index=index)
    try:
        found = from_us(to_us(at))
    except NaiveDatetimeError as error:
        error.index = index
        raise
    if last is not None and found < last:
        message = f"{place} is at {found.isoformat()}, before {last.isoformat()}; give what happened in time order"
        raise DomainError(message, field="at", value=at, index=index)
    return found
