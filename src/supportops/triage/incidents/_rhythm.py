"""When updates of an incident fall due, and which of them nobody gave. All in microseconds."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from supportops.errors import DomainError

__all__ = ["due_instants", "missed"]

_MOST = 1_000_000


def due_instants(start: int, every: int, until: int) -> range:
    """Return `start + k * every` for k = 1, 2, ..., up to and at `until`.

    Raises:
        DomainError: these are more than a million.
    """
    count = max(0, until - start) // every
    if count > _MOST:
        raise DomainError(
            f"{count} updates would have been due, {_MOST} at most are listed; "
            f"say when the incident was resolved, or ask for an earlier instant",
            field="at",
        )
    return range(start + every, start + count * every + 1, every)


def missed(due: range, told: Sequence[int]) -> list[int]:
    """Return the instants by which nobody was told anything since the one before.

    An update at the very instant counts for it; one at the instant before counts for that.

    Args:
        due: the instants, evenly apart.
        told: when updates were given, in order.
    """
    return [instant for instant in due if bisect_right(told, instant) == bisect_right(told, instant - due.step)]
