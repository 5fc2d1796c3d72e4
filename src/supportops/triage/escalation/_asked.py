"""What a policy is asked, checked: an instant, and events that are in order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import TypeAlias

from supportops._instants import to_us
from supportops.errors import DomainError, shortened
from supportops.triage._checked import must_be
from supportops.triage.escalation.events import Acknowledged, Resolved, SeverityChanged, Triggered

__all__ = ["AnyEvent", "asked_us", "in_order"]

AnyEvent: TypeAlias = Triggered | Acknowledged | Resolved | SeverityChanged


def asked_us(given: datetime, name: str) -> int:
    """Return an instant as microseconds; what is no instant is refused by the name of its argument."""
    must_be(datetime, given, name, "an aware datetime")
    if given != given:  # the missing datetime of pandas is a datetime too
        raise DomainError(f"{name} is {given!r}, which is no instant; give an aware datetime", field=name, value=given)
    return to_us(given)


def in_order(events: Iterable[AnyEvent], at_us: int) -> Iterator[tuple[int, int, AnyEvent]]:
    """Yield place, instant and event of all that happened by then; what comes after is not read.

    Raises:
        DomainError: something is no event, comes before the one ahead of it, or before the first trigger.
    """
    before: int | None = None
    for index, event in enumerate(events):
        if not isinstance(event, AnyEvent):
            raise _fault(index, event, "is no event; give Triggered, Acknowledged, Resolved or SeverityChanged")
        us = to_us(event.at)
        if us > at_us:
            continue
        if before is None and not isinstance(event, Triggered):
            raise _fault(index, event, "comes before the first Triggered; put the event that starts the ladder first")
        if before is not None and us < before:
            raise _fault(index, event, "is earlier than the event before it; put the events in the order of time")
        before = us
        yield index, us, event


def _fault(index: int, event: object, what: str) -> DomainError:
    message = f"events[{index}], {shortened(repr(event))}, {what}"
    return DomainError(message, field="events", value=event, index=index)
