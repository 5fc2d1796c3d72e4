"""What the log says of an incident's end. It is no event: it stands on every row and knows the future."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from supportops.adapters.servicenow.columns import Columns
from supportops.adapters.servicenow.groups import Group
from supportops.adapters.servicenow.notes import NoteBook
from supportops.adapters.servicenow.rows import value_of
from supportops.adapters.times import TimeReader

__all__ = ["IncidentFacts", "count_of", "facts_of", "flag_of"]

T = TypeVar("T")

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
    line, cells = group.rows[-1]

    def read(column: str, meaning: Callable[[str], T]) -> T | None:
        text = value_of(cells[getattr(columns, column)])
        try:
            return None if text is None else meaning(text)
        except ValueError as error:
            message = f"column {column!r}: {error}; the cell is taken as blank"
            notes.fault(line, group.number, "ambiguous", "unreadable_outcome", message)
            return None

    return IncidentFacts(
        ticket_id=group.number,
        line=line,
        rows=group.size,
        made_sla=read("made_sla", flag_of),
        resolved_at=read("resolved_at", times),
        closed_at=read("closed_at", times),
        reopen_count=read("reopen_count", count_of),
    )


def flag_of(text: str) -> bool:
    """Return what a cell says; ValueError when it is neither true nor false."""
    flag = _FLAGS.get(text.casefold())
    if flag is None:
        raise ValueError(f"{text!r:.60} is neither true nor false")
    return flag


def count_of(text: str) -> int:
    """Return the number in a cell; ValueError when it is none of up to nine digits."""
    if not _COUNT.fullmatch(text):
        raise ValueError(f"{text!r:.60} is no whole number")
    return int(text)
