"""One small desk and its tickets, so that a test of a clock reads as a story.

The desk is open Monday to Friday, 09:00-17:00 UTC. 2 March 2026 is a Monday.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from tests.sla.both_ways import check

from supportops.calendar import BusinessCalendar
from supportops.sla import SlaPolicy, SlaReport, Timer
from supportops.tickets import (
    Absorbed,
    Acknowledged,
    AnyEvent,
    Assignment,
    Cancelled,
    Created,
    DueSet,
    FieldChange,
    Merged,
    Message,
    Paused,
    Resumed,
    StatusChange,
    StatusMap,
    TicketHistory,
)
from supportops.vocabulary import P1_TO_P5, Party

DESK = BusinessCalendar(name="desk", zone="UTC", hours="Mon-Fri 09:00-17:00")
RESOLUTIONS = {"P1": {"resolution": "4h"}, "P2": {"resolution": "8h"}, "P3": {"resolution": "24h"}}
H = timedelta(hours=1)
M = timedelta(minutes=1)
US = timedelta(microseconds=1)
ZERO = timedelta(0)


def at(text: str) -> datetime:
    """Return an instant; without an offset it is UTC."""
    when = datetime.fromisoformat(text)
    return when if when.tzinfo is not None else when.replace(tzinfo=UTC)


def created(when: str, priority: str = "P2", **more) -> Created:
    return Created(at=at(when), priority=priority, **more)


def agent(when: str, **more) -> Message:
    return Message(at=at(when), by=Party.AGENT, **more)


def note(when: str, **more) -> Message:
    return Message(at=at(when), by=Party.AGENT, public=False, **more)


def requester(when: str, **more) -> Message:
    return Message(at=at(when), by=Party.REQUESTER, **more)


def bot(when: str, **more) -> Message:
    return Message(at=at(when), by=Party.BOT, **more)


def status(when: str, to: str, reason: str | None = None, **more) -> StatusChange:
    return StatusChange(at=at(when), to=to, reason=reason, **more)


def change(when: str, field: str, to: str | float | None, **more) -> FieldChange:
    return FieldChange(at=at(when), field=field, to=to, **more)


def assigned(when: str, agent: str | None = "ann", group: str | None = None) -> Assignment:
    return Assignment(at=at(when), agent=agent, group=group)


def acknowledged(when: str) -> Acknowledged:
    return Acknowledged(at=at(when))


def paused(when: str, reason: str, until: str | None = None) -> Paused:
    return Paused(at=at(when), reason=reason, until=None if until is None else at(until))


def resumed(when: str, reason: str | None = None) -> Resumed:
    return Resumed(at=at(when), reason=reason)


def merged(when: str, into: str = "4712") -> Merged:
    return Merged(at=at(when), into=into)


def absorbed(when: str, started: str, ticket_id: str = "4700") -> Absorbed:
    return Absorbed(at=at(when), ticket_id=ticket_id, started=at(started))


def cancelled(when: str, reason: str = "spam") -> Cancelled:
    return Cancelled(at=at(when), reason=reason)


def due_set(when: str, due: str | None, metric: str = "resolution", *, follows_pauses: bool = False) -> DueSet:
    found = None if due is None else at(due)
    return DueSet(at=at(when), metric=metric, due=found, follows_pauses=follows_pauses)


def ticket(*events: AnyEvent, status_map: StatusMap | None = None) -> TicketHistory:
    return TicketHistory(ticket_id="4711", events=events, status_map=status_map)


def policy(**options) -> SlaPolicy:
    """Return the desk's policy, with some of its choices made otherwise."""
    given = {"name": "standard", "calendar": DESK, "scale": P1_TO_P5, "targets": RESOLUTIONS}
    return SlaPolicy(**{**given, **options})


def report_of(history: TicketHistory, when: str, **options) -> SlaReport:
    """Return the report of a ticket; a table that holds just this ticket has to say the same."""
    check(policy(**options), [history], at(when))
    return policy(**options).evaluate(history, at=at(when))


def timer_of(
    history: TicketHistory, when: str, metric: str = "resolution", *, cycle: int | None = None, **options
) -> Timer:
    return report_of(history, when, **options).timer(metric, cycle=cycle)
