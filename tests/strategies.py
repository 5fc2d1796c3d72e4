"""Random but possible ticket logs, for the laws that hold of all of them.

Instants are whole minutes, as many helpdesks write them, so that several events often share one. Every event
has an id, so that two messages of one minute are two messages.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime, timedelta

from hypothesis import strategies as st

from supportops.tickets import (
    Absorbed,
    Acknowledged,
    Assignment,
    Cancelled,
    Created,
    DueSet,
    Escalated,
    Event,
    FieldChange,
    Merged,
    Message,
    Paused,
    Resumed,
    StatusChange,
    StatusMap,
    TicketHistory,
)
from supportops.vocabulary import Party, Status

START = datetime(2026, 3, 2, 9, tzinfo=UTC)
"""A Monday, 09:00 UTC: no random log begins before it."""

STATUSES = tuple(status.value for status in Status)
PRIORITIES = ("P1", "P2", "P3", "P4", "P5")
TIERS = (None, "Free", "Business", "Enterprise")
REASONS = ("customer", "vendor", "evidence")
METRICS = ("first_response", "update", "resolution")

Draw = Callable[[st.DrawFn, datetime, str], Event]


def instants(*, days: int = 14) -> st.SearchStrategy[datetime]:
    """Whole minutes in UTC from `START` on."""
    return st.integers(0, days * 24 * 60).map(lambda minutes: START + timedelta(minutes=minutes))


def _message(draw: st.DrawFn, at: datetime, name: str) -> Event:
    return Message(at=at, id=name, by=draw(st.sampled_from(Party)), public=draw(st.booleans()))


def _status(draw: st.DrawFn, at: datetime, name: str) -> Event:
    reason = draw(st.none() | st.sampled_from(REASONS))
    return StatusChange(at=at, id=name, to=draw(st.sampled_from(STATUSES)), reason=reason)


def _field(draw: st.DrawFn, at: datetime, name: str) -> Event:
    choices: Mapping[str, Sequence[str | int | None]] = {
        "priority": PRIORITIES,
        "tier": TIERS,
        "seats": (1, 2, None),
    }
    field = draw(st.sampled_from(sorted(choices)))
    return FieldChange(at=at, id=name, field=field, to=draw(st.sampled_from(choices[field])))


def _assignment(draw: st.DrawFn, at: datetime, name: str) -> Event:
    agent = draw(st.sampled_from((None, "ann", "bob")))
    return Assignment(at=at, id=name, agent=agent, group=draw(st.sampled_from((None, "billing", "api"))))


def _paused(draw: st.DrawFn, at: datetime, name: str) -> Event:
    minutes = draw(st.none() | st.integers(1, 3000))
    until = None if minutes is None else at + timedelta(minutes=minutes)
    return Paused(at=at, id=name, reason=draw(st.sampled_from(REASONS)), until=until)


def _resumed(draw: st.DrawFn, at: datetime, name: str) -> Event:
    return Resumed(at=at, id=name, reason=draw(st.none() | st.sampled_from(REASONS)))


def _due_set(draw: st.DrawFn, at: datetime, name: str) -> Event:
    due = draw(st.none() | instants())
    metric = draw(st.sampled_from(METRICS))
    return DueSet(at=at, id=name, metric=metric, due=due, follows_pauses=draw(st.booleans()))


def _absorbed(draw: st.DrawFn, at: datetime, name: str) -> Event:
    started = at - timedelta(minutes=draw(st.integers(0, 3000)))
    return Absorbed(at=at, id=name, ticket_id="other", started=started)


def _escalated(draw: st.DrawFn, at: datetime, name: str) -> Event:
    return Escalated(at=at, id=name, level=draw(st.sampled_from(("L1", "L2", "L3"))), context={"steps": 3})


KINDS: Mapping[str, Draw] = {
    "message": _message,
    "status_change": _status,
    "field_change": _field,
    "assignment": _assignment,
    "escalated": _escalated,
    "merged": lambda _, at, name: Merged(at=at, id=name, into="other"),
    "paused": _paused,
    "resumed": _resumed,
    "acknowledged": lambda _, at, name: Acknowledged(at=at, id=name),
    "cancelled": lambda _, at, name: Cancelled(at=at, id=name, reason="spam"),
    "absorbed": _absorbed,
    "due_set": _due_set,
}
"""Every kind of event but the creation, and how one is drawn at an instant."""

COMMON = ("message", "message", "message", "status_change", "status_change", "status_change", *KINDS)
"""The kinds as often as a log has them: mostly messages and changes of status."""


@st.composite
def creations(draw: st.DrawFn) -> Created:
    """The first event of a ticket."""
    return Created(
        at=draw(instants(days=1)),
        id="created",
        by=draw(st.sampled_from(Party)),
        priority=draw(st.sampled_from(PRIORITIES)),
        status=draw(st.sampled_from(("new", "new", "open", "pending", "on_hold"))),
        tier=draw(st.sampled_from(TIERS)),
        channel=draw(st.sampled_from((None, "email", "chat"))),
        category=draw(st.sampled_from((None, "api", "billing"))),
        fields=draw(st.sampled_from(({}, {"seats": 40}))),
    )


@st.composite
def events_after(
    draw: st.DrawFn, at: datetime, *, max_events: int = 12, kinds: Sequence[str] = COMMON, first: int = 0
) -> tuple[Event, ...]:
    """Events of these kinds in order, none before `at`; their ids count from `first`."""
    # Steps of nothing are common, so that an instant often has several events.
    steps = draw(st.lists(st.just(0) | st.integers(0, 90) | st.integers(0, 3000), max_size=max_events))
    log = []
    for number, minutes in enumerate(steps, start=first):
        at += timedelta(minutes=minutes)
        log.append(KINDS[draw(st.sampled_from(kinds))](draw, at, f"e{number}"))
    return tuple(log)


@st.composite
def histories(
    draw: st.DrawFn,
    *,
    max_events: int = 12,
    kinds: Sequence[str] = COMMON,
    status_map: StatusMap | None = None,
    ticket_id: str = "4711",
) -> TicketHistory:
    """A valid history of whole minutes: a creation and up to `max_events` events of these kinds."""
    created = draw(creations())
    later = draw(events_after(created.at, max_events=max_events, kinds=kinds))
    return TicketHistory(ticket_id=ticket_id, events=(created, *later), status_map=status_map)


@st.composite
def histories_and_instants(
    draw: st.DrawFn, *, max_events: int = 12, kinds: Sequence[str] = COMMON
) -> tuple[TicketHistory, datetime]:
    """A history and an instant at or after its creation: often that of an event, or a minute beside it."""
    history = draw(histories(max_events=max_events, kinds=kinds))
    event = draw(st.sampled_from(history.events))
    at = event.at + timedelta(minutes=draw(st.sampled_from((-1, 0, 0, 1, 600))))
    return history, max(at, history.created.at)
