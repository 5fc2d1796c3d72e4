"""The instants of events: aware, kept in UTC, and in time order."""

from __future__ import annotations

from datetime import datetime

from supportops._instants import from_us
from supportops.errors import DomainError
from supportops.triage._checked import instant_us

__all__ = ["in_order"]


def in_order(at: object, last: datetime | None, name: str, *, index: int | None = None) -> datetime:
    """Return an instant in UTC.

    Args:
        at: the instant.
        last: the one before it, which it must not precede; None for none.
        name: what an error calls it: "at", or "events[3].at".
        index: of the error.

    Raises:
        DomainError: no datetime, or before the last one; `.field` is "at" in a sequence, otherwise the name.
        NaiveDatetimeError: it has no zone.
    """
    field = name if index is None else "at"
    found = from_us(instant_us(at, name, field=field, index=index))
    if last is not None and found < last:
        message = f"{name} is {found.isoformat()}, before {last.isoformat()}; give what happened in time order"
        raise DomainError(message, field=field, value=at, index=index)
    return found
