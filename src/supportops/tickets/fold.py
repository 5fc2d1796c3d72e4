"""From events to a ticket's state: the first event starts it, each later one is a step.

These two functions are the source of truth. A history's state is nothing but their repetition.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from pydantic import BaseModel

from supportops._frozen import FrozenMap
from supportops._instants import to_us
from supportops.errors import HistoryError
from supportops.tickets.events import (
    Acknowledged,
    Assignment,
    Cancelled,
    Created,
    Escalated,
    Event,
    FieldChange,
    Merged,
    Message,
    Paused,
    Resumed,
    StatusChange,
)
from supportops.tickets.state import OVER, OpenPause, TicketState
from supportops.tickets.status_map import DEFAULT_STATUSES, StatusMap, folded
from supportops.vocabulary import Party, Status

__all__ = ["replay", "start", "step"]

Changes = dict[str, object]
_OWN_FIELDS = frozenset({"priority", "tier", "channel", "category"})


def start(created: Created, *, ticket_id: str, status_map: StatusMap | None = None) -> TicketState:
    """Return the state of a ticket that was just created.

    Raises:
        HistoryError: the status map does not know the initial status.
    """
    category = (status_map or DEFAULT_STATUSES).category(created.status)
    is_over = category in OVER
    return TicketState(
        ticket_id=ticket_id,
        at=created.at,
        created_at=created.at,
        created_by=created.by,
        status=created.status,
        status_category=category,
        since=created.at,
        priority=created.priority,
        tier=created.tier,
        channel=created.channel,
        category=created.category,
        fields=created.fields,
        last_word=created.by,
        requester_wrote_at=created.at if created.by is Party.REQUESTER else None,
        owes=None if is_over else Party.REQUESTER if created.by is Party.AGENT else Party.AGENT,
        owes_since=None if is_over else created.at,
        resolved_at=created.at if is_over else None,
        closed_at=created.at if category is Status.CLOSED else None,
    )


def step(state: TicketState, event: Event, *, status_map: StatusMap | None = None) -> TicketState:
    """Return the state after one more event; the state given stays as it is.

    Args:
        state: the state so far.
        event: what happened next, at `state.at` or later.
        status_map: what the helpdesk's statuses mean; None when they are the six categories themselves.

    Raises:
        HistoryError: a second creation, an event before `state.at`, or a status the map does not know.

    Example:
        >>> from datetime import UTC, datetime
        >>> from supportops.tickets import Created, Message
        >>> at = datetime(2026, 3, 2, 9, tzinfo=UTC)
        >>> state = start(Created(at=at, priority="P2"), ticket_id="4711")
        >>> step(state, Message(at=at, by="agent")).owes
        <Party.REQUESTER: 'requester'>
    """
    if isinstance(event, Created):
        raise HistoryError(
            f"{event} is a second creation; a ticket is created once", ticket_id=state.ticket_id, event=event
        )
    if event.at_us < to_us(state.at):
        raise HistoryError(
            f"{event} comes after the state of {state.at.isoformat()} was reached; fold the events in order",
            ticket_id=state.ticket_id,
            event=event,
        )
    statuses = status_map or DEFAULT_STATUSES
    if isinstance(event, StatusChange) and event.to not in statuses:
        raise HistoryError(
            f"{event} cannot be read: {statuses.unknown(event.to)}", ticket_id=state.ticket_id, event=event
        )
    return _stepped(state, event, statuses)


def replay(events: Iterable[Event], *, ticket_id: str, statuses: StatusMap, at: datetime) -> TicketState:
    """Return the state that valid events, none of them after `at`, lead to."""
    log = iter(events)
    created = next(log)
    assert isinstance(created, Created)
    state = start(created, ticket_id=ticket_id, status_map=statuses)
    for event in log:
        state = _stepped(state, event, statuses)
    return _changed(state, {"at": at, "pauses": _holding(state.pauses, at)})


def _stepped(state: TicketState, event: Event, statuses: StatusMap) -> TicketState:
    changes: Changes = {"at": event.at}
    if state.pauses:
        changes["pauses"] = _holding(state.pauses, event.at)
    match event:
        case Message(public=True):
            changes |= _after_message(state, event)
        case StatusChange():
            changes |= _after_status(state, event, statuses)
        case FieldChange():
            changes |= _after_field(state, event)
        case Assignment():
            changes |= {"assignee": event.agent, "group": event.group or state.group}
        case Escalated():
            changes["level"] = event.level
        case Merged():
            changes |= {"merged_into": event.into, "owes": None, "owes_since": None}
        case Cancelled():
            changes |= {"cancelled": event.reason, "owes": None, "owes_since": None}
        case Paused() | Resumed():
            changes["pauses"] = _after_pause(_holding(state.pauses, event.at), event)
        case Acknowledged():
            changes["acknowledged_at"] = state.acknowledged_at or event.at
        case _:
            pass  # An internal note, an absorbed ticket or a due date: the state does not show them.
    return _changed(state, changes)


def _after_message(state: TicketState, event: Message) -> Changes:
    changes: Changes = {"last_word": event.by}
    if event.by is Party.REQUESTER:
        changes |= {"requester_wrote_at": event.at, "follow_ups": 0, **_debt(state, Party.AGENT, event)}
    elif event.by is Party.AGENT:
        changes |= {"follow_ups": state.follow_ups + 1, **_debt(state, Party.REQUESTER, event)}
        awaited = state.created_by is not Party.AGENT or state.requester_wrote_at is not None
        if awaited and state.first_response_at is None:
            changes["first_response_at"] = event.at
    return changes


def _debt(state: TicketState, party: Party, event: Event) -> Changes:
    if state.is_over or state.owes is party:
        return {}
    return {"owes": party, "owes_since": event.at}


def _after_status(state: TicketState, event: StatusChange, statuses: StatusMap) -> Changes:
    if folded(event.to) == folded(state.status):
        return {}
    category = statuses.category(event.to)
    changes: Changes = {"status": event.to, "status_category": category, "since": event.at}
    was_over, is_over = state.status_category in OVER, category in OVER
    if category is Status.CLOSED:
        changes["closed_at"] = state.closed_at or event.at
    else:
        changes["closed_at"] = None
    if is_over and not was_over:
        changes |= {"resolved_at": event.at, "owes": None, "owes_since": None}
    if was_over and not is_over:
        changes |= {"resolved_at": None, "reopened": state.reopened + 1}
        if state.merged_into is None and state.cancelled is None:
            changes |= {"owes": Party.AGENT, "owes_since": event.at}
    return changes


def _after_field(state: TicketState, event: FieldChange) -> Changes:
    if event.field in _OWN_FIELDS:
        return {event.field: event.to}
    return {"fields": FrozenMap({**state.fields, event.field: event.to})}


def _after_pause(pauses: tuple[OpenPause, ...], event: Paused | Resumed) -> tuple[OpenPause, ...]:
    if isinstance(event, Resumed):
        return tuple(pause for pause in pauses if event.reason not in (None, pause.reason))
    held = next((pause for pause in pauses if pause.reason == event.reason), None)
    if held is None:
        return (*pauses, OpenPause(reason=event.reason, since=event.at, until=event.until))
    # Pausing twice for one reason is one pause: it ends with the later of the two.
    if held.until is None or (event.until is not None and to_us(event.until) <= to_us(held.until)):
        return pauses
    longer = OpenPause(reason=held.reason, since=held.since, until=event.until)
    return tuple(longer if pause is held else pause for pause in pauses)


def _holding(pauses: tuple[OpenPause, ...], at: datetime) -> tuple[OpenPause, ...]:
    return tuple(pause for pause in pauses if pause.until is None or to_us(at) < to_us(pause.until))


def _changed(state: TicketState, changes: Changes) -> TicketState:
    # The values come from validated events; Model.model_copy would validate every field again.
    return BaseModel.model_copy(state, update=changes)
