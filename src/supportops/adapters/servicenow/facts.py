"""What the log says of an incident's end. It is no event: it stands on every row and knows the future."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime

from supportops.adapters.servicenow.columns import Columns
from supportops.adapters.servicenow.groups import Group
from supportops.adapters.servicenow.notes import NoteBook
from supportops.adapters.servicenow.rows import value_of
from supportops.adapters.times import TimeReader

__all__ = ["IncidentFacts", "facts_of"]

_COUNT = re.compile(r"[0-9]{1,9}")
_FLAGS = {"true": True, "false": False, "1": True, "0": False, "yes": True, "no": False}


@dataclass(frozen=True, slots=True)
class IncidentFacts:
    """The outcome columns of an incident's last row; None is a blank cell or a column that is not there.

    Attributes:
        ticket_id: its number.
        line: the line of the last row.
        rows: how many rows it has.
        made_sla: whether the helpdesk itself says that the promise was kept.
        resolved_at: as the column says; the history has the row in which the state became Resolved.
        closed_at: as the column says.
        reopen_count: as the column says.
    """

    ticket_id: str
    line: int
    rows: int
    made_sla: bool | None = None
    resolved_at: datetime | None = None
    closed_at: datetime | None = None
    reopen_count: int | None = None


def facts_of(group: Group, columns: Columns, times: TimeReader, notes: NoteBook) -> IncidentFacts:
    """Return the outcome of an incident; a cell that cannot be read is noted and taken as blank."""
    reader = _Cells(group, columns, times, notes)
    return IncidentFacts(
        ticket_id=group.number,
        line=reader.line,
        rows=group.size,
        made_sla=reader.flag("made_sla"),
        resolved_at=reader.time("resolved_at"),
        closed_at=reader.time("closed_at"),
        reopen_count=reader.count("reopen_count"),
    )


class _Cells:
    def __init__(self, group: Group, columns: Columns, times: TimeReader, notes: NoteBook) -> None:
        self.line, self._cells = group.rows[-1]
        self._number = group.number
        self._columns = columns
        self._times = times
        self._notes = notes

    def flag(self, column: str) -> bool | None:
        text = self._text(column)
        if text is None:
            return None
        if (flag := _FLAGS.get(text.casefold())) is None:
            self._refuse(column, f"{text!r:.60} is neither true nor false")
        return flag

    def time(self, column: str) -> datetime | None:
        text = self._text(column)
        try:
            return None if text is None else self._times(text)
        except ValueError as error:
            self._refuse(column, str(error))
            return None

    def count(self, column: str) -> int | None:
        text = self._text(column)
        if text is None:
            return None
        if not _COUNT.fullmatch(text):
            self._refuse(column, f"{text!r:.60} is no whole number")
            return None
        return int(text)

    def _text(self, column: str) -> str | None:
        return value_of(self._cells[getattr(self._columns, column)])

    def _refuse(self, column: str, message: str) -> None:
        message = f"column {column!r}: {message}; the cell is taken as blank"
        self._notes.fault(self.line, self._number, "ambiguous", "unreadable_outcome", message)
