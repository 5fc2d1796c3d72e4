"""From the updates of an incident to its history."""

from __future__ import annotations

from collections.abc import Iterator

from supportops.adapters.servicenow.rows import FIELDS, Incident, Update
from supportops.adapters.servicenow.words import FIRST_RESPONSE_PROXY, INITIAL_STATE
from supportops.tickets import (
    AnyEvent,
    Assignment,
    Created,
    FieldChange,
    Message,
    StatusChange,
    StatusMap,
    TicketHistory,
)
from supportops.vocabulary import Party, Status

__all__ = ["SOURCE", "history_of"]

SOURCE = "servicenow"
"""The source of every event that a row itself reports."""


def history_of(incident: Incident, statuses: StatusMap) -> TicketHistory:
    """Return the history of an incident; rows in the wrong order are sorted by `TicketHistory.repair`.

    Until its first row an incident is New: what a row says holds from `sys_updated_at` on. Only a first row of
    the opening minute, or of an earlier one, says how the incident was created.
    """
    events = tuple(_Story(incident).events())
    if _is_in_order(incident):
        return TicketHistory(ticket_id=incident.number, events=events, status_map=statuses)
    return TicketHistory.repair(incident.number, events, status_map=statuses).history


def _is_in_order(incident: Incident) -> bool:
    latest = incident.opened
    for update in incident.updates:
        if update.at < latest:
            return False
        latest = update.at
    return True


class _Story:
    """The events of one incident, told update by update."""

    def __init__(self, incident: Incident) -> None:
        self._incident = incident
        first = incident.updates[0]
        self._state = first.state if first.state is not None and first.at <= incident.opened else INITIAL_STATE
        self._agent: str | None = None
        self._group: str | None = None
        self._is_answered = False

    def events(self) -> Iterator[AnyEvent]:
        """Yield the events in the order of the rows."""
        before = self._incident.updates[0]
        yield self._created(before)
        for update in self._incident.updates:
            if update.fields != before.fields:
                yield from _field_changes(before, update)
            if (update.agent, update.group) != (self._agent, self._group):
                yield from self._assignment(update)
            yield from self._status(update)
            before = update

    def _created(self, first: Update) -> Created:
        priority, category, impact, urgency, channel = first.fields
        topics = {"impact": impact, "urgency": urgency}
        return Created(
            at=self._incident.opened,
            priority=str(priority),
            status=self._state,
            channel=channel,
            category=category,
            fields={name: value for name, value in topics.items() if value is not None},
            id=f"line {first.line} created",
            source=SOURCE,
        )

    def _assignment(self, update: Update) -> Iterator[AnyEvent]:
        group = update.group or self._group
        if (update.agent, group) != (self._agent, self._group):
            self._agent, self._group = update.agent, group
            event_id = f"line {update.line} assigned"
            yield Assignment(at=update.at, agent=update.agent, group=group, id=event_id, source=SOURCE)

    def _status(self, update: Update) -> Iterator[AnyEvent]:
        is_taken = update.agent is not None or update.status not in (None, Status.NEW)
        if is_taken and not self._is_answered:
            self._is_answered = True
            event_id = f"line {update.line} response"
            yield Message(at=update.at, by=Party.AGENT, id=event_id, source=FIRST_RESPONSE_PROXY)
        if update.state is not None and update.state != self._state:
            self._state = update.state
            yield StatusChange(at=update.at, to=self._state, id=f"line {update.line} state", source=SOURCE)


def _field_changes(before: Update, update: Update) -> Iterator[AnyEvent]:
    for name, former, value in zip(FIELDS, before.fields, update.fields, strict=True):
        if value != former:
            event_id = f"line {update.line} {name}"
            yield FieldChange(at=update.at, field=name, to=value, id=event_id, source=SOURCE)
