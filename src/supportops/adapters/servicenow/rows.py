"""From cells to the updates of one incident."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from operator import itemgetter

from supportops.adapters.records import Record
from supportops.adapters.servicenow.columns import Columns
from supportops.adapters.servicenow.groups import BrokenRow, Group
from supportops.adapters.servicenow.notes import NoteBook
from supportops.adapters.servicenow.options import Options
from supportops.errors import near
from supportops.vocabulary import Status

__all__ = ["FIELDS", "Incident", "RowReader", "Update", "value_of"]

_MISSING = ("", "?")
"""A blank cell, and the mark of the log as it was first published."""


FIELDS = ("priority", "category", "impact", "urgency", "channel")
"""The fields of a ticket that an update carries, in this order."""


@dataclass(slots=True)
class Update:
    """What one row left behind. State and status are None where the status map does not know the state."""

    line: int
    at: datetime
    state: str | None
    status: Status | None
    agent: str | None
    group: str | None
    fields: tuple[str | None, ...]


@dataclass(frozen=True, slots=True)
class Incident:
    """One incident: when it was opened, when each row was written, and the rows that change something."""

    number: str
    opened: datetime
    times: tuple[datetime, ...]
    updates: tuple[Update, ...]


class RowReader:
    """Reads the rows of a group. What cannot be read goes to the group's broken rows, doubts to the notes."""

    def __init__(self, columns: Columns, options: Options, notes: NoteBook) -> None:
        self._columns = columns
        self._notes = notes
        self._times = options.times
        self._statuses = options.statuses
        self._labels = tuple(options.priorities)
        self._priorities = {_folded(label): name for label, name in options.priorities.items()}
        self._found: dict[str, Status | None] = {}
        self._watched = itemgetter(
            columns.incident_state, columns.priority, columns.assigned_to, columns.assignment_group,
            columns.category, columns.impact, columns.urgency, columns.contact_type,
        )  # fmt: skip

    def read(self, group: Group) -> Incident | None:
        """Return the incident; None when a row of it is broken, since the others tell another story without it."""
        if not group.rows:
            return None
        opened = self._time(group, group.rows[0], "opened_at")
        times = [self._time(group, record, "sys_updated_at") for record in group.rows]
        updates = []
        before: tuple[str, ...] | None = None
        for record, at in zip(group.rows, times, strict=True):
            watched = self._watched(record[1])
            status = self._status(group, record[0], watched[0])
            if watched != before:
                before = watched
                priority = self._priority(group, record[0], watched[1])
                if at is not None and priority is not None:
                    state = None if status is None else watched[0].strip()
                    agent, team, *topics = map(value_of, watched[2:])
                    updates.append(Update(record[0], at, state, status, agent, team, (priority, *topics)))
        if group.broken or opened is None:
            return None
        return Incident(group.number, opened, tuple(at for at in times if at is not None), tuple(updates))

    def status_of(self, state: str) -> Status | None:
        """Return what a state means, or None when the status map does not know it."""
        if state not in self._found:
            self._found[state] = self._statuses.find(state)
        return self._found[state]

    def priority_of(self, cell: str) -> str | None:
        """Return the label of a priority, or None when it is not known."""
        return self._priorities.get(_folded(cell))

    def _time(self, group: Group, record: Record, column: str) -> datetime | None:
        line, cells = record
        try:
            return self._times(cells[getattr(self._columns, column)])
        except ValueError as error:
            group.broken.append(BrokenRow(line, group.number, "unreadable_time", f"column {column!r}: {error}"))
            return None

    def _priority(self, group: Group, line: int, text: str) -> str | None:
        found = self.priority_of(text)
        if found is None:
            message = f"column 'priority': {text!r:.60} is no known priority; {near(text, self._labels)}"
            group.broken.append(BrokenRow(line, group.number, "unknown_priority", message))
        return found

    def _status(self, group: Group, line: int, state: str) -> Status | None:
        status = self.status_of(state)
        if status is None:
            known = self._statuses.unknown(state)
            message = f"column 'incident_state': {known}; the state is left as it was in the row above"
            self._notes.fault(line, group.number, "ambiguous", "unknown_state", message)
        return status


def value_of(cell: str) -> str | None:
    """Return a cell's text, or None when the cell is blank."""
    text = cell.strip()
    return None if text in _MISSING else text


def _folded(label: str) -> str:
    return "".join(label.casefold().split())
