"""From the updates of an incident to its history."""

from __future__ import annotations

from collections.abc import Iterator

from supportops.adapters.servicenow.notes import NoteBook
from supportops.adapters.servicenow.rows import Incident, Update
from supportops.adapters.servicenow.words import FIRST_RESPONSE_PROXY
from supportops.tickets import Assignment, Created, Event, FieldChange, Message, StatusChange, StatusMap, TicketHistory
from supportops.vocabulary import Party, Status

__all__ = ["INITIAL_STATE", "SOURCE", "history_of"]

SOURCE = "servicenow"
"""The source of every event that a row itself reports."""

INITIAL_STATE = "New"
"""The state of an incident from its opening to its first row."""

_FIELDS = ("priority", "category", "channel", "impact", "urgency")


def history_of(incident: Incident, statuses: StatusMap, notes: NoteBook) -> TicketHistory:
    """Return the history of an incident; rows in the wrong order are sorted by `TicketHistory.repair`.

    Until its first row an incident is New: what a row says holds from `sys_updated_at` on. Only a first row of
    the opening minute, or of an earlier one, says how the incident was created.
    """
    events = tuple(_Story(incident, statuses, notes).events())
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

    def __init__(self, incident: Incident, statuses: StatusMap, notes: NoteBook) -> None:
        self._incident = incident
        self._statuses = statuses
        self._notes = notes
        first = incident.updates[0]
        self._state = first.state if first.state is not None and first.at <= incident.opened else INITIAL_STATE
        self._agent: str | None = None
        self._group: str | None = None
        self._is_answered = False

    def events(self) -> Iterator[Event]:
        """Yield the events in the order of the rows."""
        before = self._incident.updates[0]
        yield self._created(before)
        for update in self._incident.updates:
            yield from self._fields(before, update)
            yield from self._assignment(update)
            yield from self._status(update)
            before = update

    def _created(self, first: Update) -> Created:
        fields = {"impact": first.impact, "urgency": first.urgency}
        return Created(
            at=self._incident.opened,
            priority=first.priority,
            status=self._state,
            channel=first.channel,
            category=first.category,
            fields={name: value for name, value in fields.items() if value is not None},
            id=f"line {first.line} created",
            source=SOURCE,
        )

    def _fields(self, before: Update, update: Update) -> Iterator[Event]:
        for name in _FIELDS:
            value = getattr(update, name)
            if value != getattr(before, name):
                yield FieldChange(
                    at=update.at, field=name, to=value, id=f"line {update.line} {name}", source=SOURCE
                )  # fmt: skip

    def _assignment(self, update: Update) -> Iterator[Event]:
        group = update.group
        if group is None and self._group is not None:
            message = f"column 'assignment_group' is blank after {self._group!r}; a blank is no group, so it is kept"
            self._notes.say(update.line, self._incident.number, "ignored", "blank_group", message)
            group = self._group
        if (update.agent, group) != (self._agent, self._group):
            self._agent, self._group = update.agent, group
            yield Assignment(
                at=update.at, agent=update.agent, group=group, id=f"line {update.line} assigned", source=SOURCE
            )

    def _status(self, update: Update) -> Iterator[Event]:
        state = self._state if update.state is None else update.state
        is_taken = update.agent is not None or self._statuses.category(state) is not Status.NEW
        if is_taken and not self._is_answered:
            self._is_answered = True
            yield Message(at=update.at, by=Party.AGENT, id=f"line {update.line} response", source=FIRST_RESPONSE_PROXY)
        if state != self._state:
            self._state = state
            yield StatusChange(at=update.at, to=state, id=f"line {update.line} state", source=SOURCE)
