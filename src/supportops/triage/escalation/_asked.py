"""The events that a policy is asked about, checked: they are in order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import get_args

from supportops._instants import to_us
from supportops.errors import DomainError, shortened
from supportops.tickets.events import Event
from supportops.triage._checked import several
from supportops.triage.escalation.events import AnyEvent, Triggered

__all__ = ["in_order"]

_OWN = frozenset(kind.__name__ for kind in get_args(AnyEvent))


def in_order(events: Iterable[AnyEvent], at_us: int) -> Iterator[tuple[int, int, AnyEvent]]:
    """Yield place, instant and event of all that happened by then; what comes after is not read.

    Raises:
        DomainError: something is no event, comes before the one ahead of it, or before the first trigger.
    """
    several(events, "events", "a list of events, Triggered first")
    before: int | None = None
    for index, event in enumerate(events):
        if not isinstance(event, AnyEvent):
            raise _no_event(index, event)
        us = to_us(event.at)
        if us > at_us:
            continue
        if before is None and not isinstance(event, Triggered):
            raise _fault(index, event, "comes before the first Triggered; put the event that starts the ladder first")
        if before is not None and us < before:
            raise _fault(index, event, "is earlier than the event before it; put the events in the order of time")
        before = us
        yield index, us, event


def _no_event(index: int, given: object) -> DomainError:
    if not isinstance(given, Event):
        return _fault(index, given, "is no event; give Triggered, Acknowledged, Resolved or SeverityChanged")
    name = type(given).__name__
    wanted = name if name in _OWN else ", ".join(sorted(_OWN))
    return _fault(
        index, given, f"is supportops.tickets.{name}, an event of a ticket; give supportops.triage.{wanted}"
        if name in _OWN else f"is supportops.tickets.{name}, an event of a ticket; give one of {wanted}"
    )  # fmt: skip


def _fault(index: int, event: object, what: str) -> DomainError:
    message = f"events[{index}], {shortened(repr(event))}, {what}"
    return DomainError(message, field="events", value=event, index=index)
