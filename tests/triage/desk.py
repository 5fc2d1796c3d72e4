"""A Monday in March 2026 and a few words to write tickets with."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from supportops.tickets import Assignment, Created, FieldChange, Message, Paused, StatusChange, TicketHistory
from supportops.vocabulary import Party

MONDAY = datetime(2026, 3, 2, 9, tzinfo=UTC)


def after(hours=0, *, days=0):
    """Return the instant so long after Monday 09:00 UTC."""
    return MONDAY + timedelta(days=days, hours=hours)


def ticket(name, *events, at=MONDAY, priority="P3", agent=None, **given):
    """Return a ticket that came in at an instant, assigned at once to an agent if one is named."""
    assigned = () if agent is None else (Assignment(at=at, agent=agent),)
    created = Created(at=at, priority=priority, **given)
    return TicketHistory(ticket_id=name, events=(created, *assigned, *events))


def said(hours, by=Party.AGENT, *, public=True, days=0):
    return Message(at=after(hours, days=days), by=by, public=public)


def status(hours, to, *, days=0):
    return StatusChange(at=after(hours, days=days), to=to)


def changed(hours, field, to, *, days=0):
    return FieldChange(at=after(hours, days=days), field=field, to=to)


def paused(hours, *, until=None, days=0):
    return Paused(at=after(hours, days=days), reason="vendor", until=until)
