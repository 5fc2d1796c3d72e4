"""Mending a log that cannot have happened so, with every change named.

Nothing is made up: an event is moved or left out. A log without a creation, or whose creation has an unknown
status, cannot be mended.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from operator import attrgetter, itemgetter

from supportops._instants import to_us
from supportops._model import Model
from supportops.errors import HistoryError
from supportops.tickets._faults import FaultKind, status_of
from supportops.tickets.events import Created, Event, Paused
from supportops.tickets.status_map import StatusMap

__all__ = ["RepairAction", "mend"]

Numbered = tuple[int, Event]


class RepairAction(Model):
    """One thing that a repair did.

    Attributes:
        kind: the fault that it answers.
        event_index: the event's place in the log as it was given, from 0.
        message: what was done and why.
        dropped: whether the event was left out; otherwise it was moved.
    """

    kind: FaultKind
    event_index: int
    message: str
    dropped: bool

    def __str__(self) -> str:
        return f"events[{self.event_index}]: {self.message}"


def mend(events: Sequence[Event], statuses: StatusMap) -> tuple[tuple[Event, ...], tuple[RepairAction, ...]]:
    """Return the mended log and what was done to it, both in log order.

    Raises:
        HistoryError: no creation, or one with an unknown status.
    """
    chosen = _creation(events, statuses)
    actions: list[RepairAction] = []
    kept = list(_after_creation(events, chosen, statuses, actions))
    # Moved events all stand at the creation now; among them the earlier one still comes first.
    kept.sort(key=lambda entry: (entry[1].at_us, events[entry[0]].at_us))
    log = list(_told_apart([(chosen, events[chosen]), *kept], actions))
    actions += _moved(sorted(log, key=itemgetter(0)), chosen, events)
    return tuple(event for _, event in log), tuple(sorted(actions, key=attrgetter("event_index")))


def _creation(events: Sequence[Event], statuses: StatusMap) -> int:
    creations = [(event.at_us, index) for index, event in enumerate(events) if isinstance(event, Created)]
    if not creations:
        raise HistoryError("the log has no Created event, and a repair makes none up; add the creation")
    index = min(creations)[1]
    status = status_of(events[index])
    if status is not None and status not in statuses:
        raise HistoryError(
            f"{events[index]} has an unknown status, and a repair makes none up; {statuses.unknown(status)}",
            event=events[index],
        )
    return index


def _after_creation(
    events: Sequence[Event], chosen: int, statuses: StatusMap, actions: list[RepairAction]
) -> Iterator[Numbered]:
    creation = events[chosen]
    for index, event in enumerate(events):
        status = status_of(event)
        if index == chosen:
            continue
        if isinstance(event, Created):
            is_copy = event == creation or (event.id is not None and event.id == creation.id)
            kind: FaultKind = "duplicate" if is_copy else "second_creation"
            actions.append(_dropped(kind, index, f"{event} was left out; the ticket was {creation}"))
        elif status is not None and status not in statuses:
            message = f"{event} was left out; {statuses.unknown(status)}"
            actions.append(_dropped("unknown_status", index, message))
        elif event.at_us >= creation.at_us:
            yield index, event
        elif _ended_by(event, creation):
            message = f"{event} was left out; it ended before the ticket was {creation}"
            actions.append(_dropped("before_creation", index, message))
        else:
            yield index, event.model_copy(update={"at": creation.at})


def _ended_by(event: Event, creation: Event) -> bool:
    return isinstance(event, Paused) and event.until is not None and to_us(event.until) <= creation.at_us


def _told_apart(log: Sequence[Numbered], actions: list[RepairAction]) -> Iterator[Numbered]:
    ids: dict[str, int] = {}
    seen: dict[Event, int] = {}
    for index, event in log:
        if event.id is not None and event.id in ids:
            message = f"{event} was left out; events[{ids[event.id]}] has its id {event.id!r}"
            actions.append(_dropped("duplicate", index, message))
        elif event in seen:
            message = f"{event} was left out; events[{seen[event]}] is the same"
            actions.append(_dropped("duplicate", index, message))
        else:
            seen[event] = index
            if event.id is not None:
                ids[event.id] = index
            yield index, event


def _moved(log: Sequence[Numbered], chosen: int, events: Sequence[Event]) -> Iterator[RepairAction]:
    creation = latest = events[chosen]
    if log[0][0] < chosen:
        message = f"{creation} was moved to the front of the log"
        yield RepairAction(kind="out_of_order", event_index=chosen, message=message, dropped=False)
    for index, event in log:
        given = events[index]
        if event is not given:
            message = f"{given} was moved to the creation of the ticket at {creation.at.isoformat()}"
            yield RepairAction(kind="before_creation", event_index=index, message=message, dropped=False)
        elif index != chosen and event.at_us < latest.at_us:
            message = f"{event} was moved before {latest}"
            yield RepairAction(kind="out_of_order", event_index=index, message=message, dropped=False)
        else:
            latest = max(latest, event, key=attrgetter("at_us"))


def _dropped(kind: FaultKind, index: int, message: str) -> RepairAction:
    return RepairAction(kind=kind, event_index=index, message=message, dropped=True)
