"""What is wrong with a log of events, fault by fault."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import Literal

from supportops.errors import HistoryError
from supportops.tickets.events import Created, Event, StatusChange
from supportops.tickets.status_map import StatusMap

__all__ = ["Fault", "FaultKind", "as_history_error", "faults_of", "status_of"]

FaultKind = Literal["before_creation", "second_creation", "out_of_order", "duplicate", "unknown_status"]
_SHOWN = 5
_REMEDY = "correct the log, or let TicketHistory.repair(ticket_id, events) do what can be done"


@dataclass(frozen=True, slots=True)
class Fault:
    """One event that cannot have happened so: its place in the log, and why."""

    index: int
    event: Event
    kind: FaultKind
    message: str

    def __str__(self) -> str:
        return f"events[{self.index}], {self.event}, {self.message}"


def faults_of(events: Sequence[Event], statuses: StatusMap) -> list[Fault]:
    """Return the faults of a log in log order; none for a valid one."""
    found = [*_misplaced(events), *_duplicates(events), *_unknown(events, statuses)]
    return sorted(found, key=attrgetter("index"))


def as_history_error(ticket_id: str, faults: Sequence[Fault]) -> HistoryError:
    """Return the error for these faults: the first is its event, the first five are its message."""
    first = faults[0]
    if len(faults) == 1:
        return HistoryError(f"{first} ({_REMEDY})", ticket_id=ticket_id, event=first.event)
    lines = [f"{len(faults)} faults in this history; {_REMEDY}:", *map(str, faults[:_SHOWN])]
    if len(faults) > _SHOWN:
        lines.append(f"and {len(faults) - _SHOWN} more")
    return HistoryError("\n  ".join(lines), ticket_id=ticket_id, event=first.event)


def status_of(event: Event) -> str | None:
    """Return the status an event sets, in the helpdesk's words, or None when it sets none."""
    if isinstance(event, StatusChange):
        return event.to
    return event.status if isinstance(event, Created) else None


def _misplaced(events: Sequence[Event]) -> Iterator[Fault]:
    position = next((i for i, event in enumerate(events) if isinstance(event, Created)), None)
    if position is None:
        yield Fault(0, events[0], "before_creation", "begins a log that has no Created event")
        return
    for index, event in enumerate(events[:position]):
        yield Fault(index, event, "before_creation", "stands in the log before the creation of the ticket")
    creation = latest = events[position]
    for index, event in enumerate(events[position + 1 :], start=position + 1):
        if isinstance(event, Created):
            yield Fault(index, event, "second_creation", "is a second creation; a ticket is created once")
        elif event.at_us < creation.at_us:
            yield Fault(index, event, "before_creation", f"is before {creation}")
        elif event.at_us < latest.at_us:
            yield Fault(index, event, "out_of_order", f"comes in the log after {latest}")
        else:
            latest = event


def _duplicates(events: Sequence[Event]) -> Iterator[Fault]:
    ids: set[str] = set()
    together: set[Event] = set()
    first = None
    for index, event in enumerate(events):
        if first is None or event.at_us != first.at_us:
            first, together = event, set()
            is_double = False
        else:
            # Hashed only where an instant has several events: nearly all have one.
            together.add(first)
            is_double = event in together
            together.add(event)
        if event.id is not None and event.id in ids:
            yield Fault(index, event, "duplicate", f"has the id {event.id!r} of an earlier event")
        elif is_double:
            message = "equals another event of its instant; if both happened, give each an id"
            yield Fault(index, event, "duplicate", message)
        if event.id is not None:
            ids.add(event.id)


def _unknown(events: Sequence[Event], statuses: StatusMap) -> Iterator[Fault]:
    for index, event in enumerate(events):
        status = status_of(event)
        if status is not None and status not in statuses:
            yield Fault(index, event, "unknown_status", f"cannot be read: {statuses.unknown(status)}")
