"""What is odd about an incident that can be read: said, so that no figure rests on it unseen."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import pairwise

from supportops.adapters.records import Record
from supportops.adapters.servicenow.columns import Columns
from supportops.adapters.servicenow.facts import IncidentFacts, count_of
from supportops.adapters.servicenow.groups import Group
from supportops.adapters.servicenow.notes import NoteBook
from supportops.adapters.servicenow.rows import Incident
from supportops.vocabulary import Status

__all__ = ["check_groups", "check_order", "check_outcome", "check_rows"]

_OVER = (Status.RESOLVED, Status.CLOSED)


def check_rows(group: Group, columns: Columns, notes: NoteBook) -> None:
    """Note rows that stand twice, a changing `opened_at`, and a `sys_mod_count` that does not rise."""
    opened = group.rows[0][1][columns.opened_at]
    former: list[str] | None = None
    for line, cells in group.rows:
        if cells == former:
            notes.say(line, group.number, "ignored", "duplicate_row", "the row is the same as the one above it")
        if cells[columns.opened_at] != opened:
            message = f"column 'opened_at': {cells[columns.opened_at]!r} after {opened!r}; the first row's is used"
            notes.fault(line, group.number, "ambiguous", "opened_at_changes", message)
        former = cells
    if columns.has("sys_mod_count"):
        _check_counts(group.rows, columns.sys_mod_count, group.number, notes)


def check_order(group: Group, incident: Incident, notes: NoteBook) -> None:
    """Note the rows that were written before the opening, or before the row above them."""
    latest = incident.opened
    for (line, _), at in zip(group.rows, incident.times, strict=True):
        if at < incident.opened:
            message = f"sys_updated_at {_text(at)} is before opened_at {_text(incident.opened)}; moved to the opening"
            notes.fault(line, group.number, "repaired", "before_opening", message)
        elif at < latest:
            message = f"sys_updated_at {_text(at)} is before {_text(latest)} of a row above; sorted by time"
            notes.fault(line, group.number, "repaired", "out_of_order", message)
        else:
            latest = at


def check_groups(incident: Incident, notes: NoteBook) -> None:
    """Note the rows that name no group any more."""
    for before, update in pairwise(incident.updates):
        if update.group is None and before.group is not None:
            message = f"column 'assignment_group' is blank after {before.group!r}; a blank is no group, so it is kept"
            notes.say(update.line, incident.number, "ignored", "blank_group", message)


def check_outcome(incident: Incident, facts: IncidentFacts, notes: NoteBook) -> None:
    """Note an incident that nobody had, one resolved at once or never, and outcome columns that differ."""
    entered = list(_entered(incident))
    number, line = incident.number, facts.line
    if all(update.agent is None for update in incident.updates):
        message = "no row names an assignee; the first response (proxy) is the first state other than New"
        notes.say(line, number, "ambiguous", "never_assigned", message)
    over = [(status, at) for status, at in entered if status in _OVER]
    if over and over[0][1] <= incident.opened:
        message = "resolved in the minute of its opening; its time to resolve is 0"
        notes.say(line, number, "ambiguous", "resolved_at_opening", message)
    if over and all(status is Status.CLOSED for status, _ in over):
        message = "closed without being resolved; the closing stops the resolution"
        notes.say(line, number, "ambiguous", "closed_unresolved", message)
    for column, status in (("resolved_at", Status.RESOLVED), ("closed_at", Status.CLOSED)):
        told = getattr(facts, column)
        seen = next((at for entry, at in reversed(entered) if entry is status), None)
        if told is not None and seen is not None and told != seen:
            message = f"column {column!r} says {_text(told)}, the state became so at {_text(seen)}; the state counts"
            notes.say(line, number, "ignored", f"{column}_differs", message)


def _check_counts(rows: Sequence[Record], place: int, number: str, notes: NoteBook) -> None:
    latest = -1
    for line, cells in rows:
        text = cells[place]
        try:
            count = count_of(text)
            fault = "" if count > latest else f"{text} after {latest}"
            latest = max(count, latest)
        except ValueError as error:
            fault = str(error)
        if fault:
            message = f"column 'sys_mod_count': {fault}; the order of the file is kept"
            notes.say(line, number, "ambiguous", "mod_count", message)


def _entered(incident: Incident) -> Iterator[tuple[Status, datetime]]:
    """Yield each change of the status category with its instant."""
    former: Status | None = Status.NEW
    for update in incident.updates:
        if update.status not in (None, former):
            former = update.status
            yield former, max(update.at, incident.opened)


def _text(at: datetime) -> str:
    return at.strftime("%Y-%m-%d %H:%M")
