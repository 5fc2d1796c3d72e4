"""A ladder by the minute: who is told until then, if it starts at minute 0."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from operator import index
from typing import TypeAlias

from supportops._instants import from_us
from supportops.errors import DomainError
from supportops.triage.escalation._story import Story
from supportops.triage.escalation._told import fired
from supportops.triage.escalation.events import Acknowledged, AnyEvent, Triggered

__all__ = ["simulated", "whole_minutes"]

Telling: TypeAlias = Callable[[Iterable[AnyEvent], int], Story]
"""What came of events up to an instant."""

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


def simulated(story: Telling, start: int, minutes: int, ack_at: int | None) -> tuple[tuple[int, str], ...]:
    """Return minute and role of all that fires up to and at a minute; a step within a minute counts at its end."""
    until = start + minutes * _MINUTE_US
    events: list[AnyEvent] = [Triggered(from_us(start))]
    if ack_at is not None:
        events.append(Acknowledged(from_us(start + ack_at * _MINUTE_US)))
    return tuple(
        (-((start - at) // _MINUTE_US), notify.role)
        for (at, _, _), told in fired(story(events, until).runs, until)
        for notify in told
    )
