"""A ladder by the minute: who is told until then, if it starts at minute 0."""

from __future__ import annotations

from collections.abc import Iterator
from operator import index

from supportops.errors import DomainError
from supportops.triage.escalation._ladder import Firing, Ladder

__all__ = ["simulated", "whole_minutes"]

_MINUTE_US = 60_000_000
_MOST_MINUTES = 10 * 366 * 24 * 60


def whole_minutes(given: int, name: str) -> int:
    """Return a number of whole minutes from 0 to ten years; anything else is refused."""
    message = f"{name} is {given!r}; give whole minutes from 0 to {_MOST_MINUTES:,}, which is ten years"
    try:
        minutes = index(given)
    except TypeError:
        raise DomainError(message, field=name, value=given) from None
    if isinstance(given, bool) or not 0 <= minutes <= _MOST_MINUTES:
        raise DomainError(message, field=name, value=given)
    return minutes


def simulated(ladder: Ladder, start: int, minutes: int, ack_at: int | None) -> tuple[tuple[int, str], ...]:
    """Return minute and role of all that fires up to and at a minute; a step within a minute counts at its end."""
    until = start + minutes * _MINUTE_US
    ack = None if ack_at is None or ack_at > minutes else start + ack_at * _MINUTE_US
    return tuple(
        (-((start - at) // _MINUTE_US), notify.role)
        for at, _, step in _firings(ladder, start, until, ack)
        for notify in ladder.steps[step].notify
    )


def _firings(ladder: Ladder, start: int, until: int, ack: int | None) -> Iterator[Firing]:
    yield from ladder.fired(start, after=None, until=until if ack is None else ack)
    if ack is not None and ladder.ack_timeout_us is not None:
        yield from ladder.fired(ack + ladder.ack_timeout_us, after=None, until=until)
