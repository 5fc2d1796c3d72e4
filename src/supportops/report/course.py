"""The outlines of tickets up to an instant, as columns: opened, over, reopened, which priority."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from supportops._arrays import NAT
from supportops.tickets import EventTable, TextColumn
from supportops.vocabulary import Status

__all__ = ["NEVER", "Courses", "courses_of"]

Numbers = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]

NEVER = NAT
"""What stands for an instant that has not come."""

_OVER = (Status.RESOLVED, Status.CLOSED)


@dataclass(frozen=True, slots=True)
class Courses:
    """What happened to each ticket, without its clocks; instants in microseconds, `NEVER` for none. Shape (tickets,).

    Attributes:
        tickets: their names.
        created: when.
        first_priority: the priority at the creation.
        priority: the one at the end.
        is_moved: whether priority or tier ever changed, and with it the target.
        resolved: when it was last resolved, or closed without; `NEVER` while it is not over.
        closed: when it was last closed; `NEVER` while it is not.
        reopened: how often it left resolved or closed.
        is_open: whether it is neither over nor merged nor cancelled.
        turn_at, turn_by: when a ticket came to the open ones (+1) or left them (-1); first the creations, in the order
            of the tickets. Shape (turns,).
    """

    tickets: tuple[str, ...]
    created: Numbers
    first_priority: TextColumn
    priority: TextColumn
    is_moved: Flags
    resolved: Numbers
    closed: Numbers
    reopened: Numbers
    is_open: Flags
    turn_at: Numbers
    turn_by: Numbers

    def __len__(self) -> int:
        return len(self.tickets)


def courses_of(table: EventTable, at: int) -> Courses:
    """Return the outlines of a table's tickets up to an instant in microseconds, events at it included."""
    story = _Story(table, at)
    size = len(table.tickets)
    first, last = story.priorities()
    over = story.statuses()
    created = table.at.view(np.int64)[table.offsets[:-1]]
    # A ticket that is created resolved came and went: it counts as opened, never as open.
    left = story.dropped[over.is_open[story.dropped]]
    when = np.concatenate([created, over.at[over.turns], story.dropped_at[left]])
    by = np.concatenate([np.ones(size), np.where(over.is_over[over.turns], -1, 1), np.full(len(left), -1)])
    is_open = over.is_open.copy()
    is_open[left] = False
    return Courses(
        table.tickets, created, first, last, story.is_moved(), over.resolved, over.closed, over.reopened,
        is_open, when, by.astype(np.int64),
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Statuses:
    """The changes of the status: their rows' tickets, instants and kind; and what they leave each ticket as."""

    ticket: Numbers
    at: Numbers
    is_over: Flags
    turns: Numbers
    resolved: Numbers
    closed: Numbers
    reopened: Numbers
    is_open: Flags


class _Story:
    """A table's rows up to an instant."""

    def __init__(self, table: EventTable, at: int) -> None:
        self.table, self.size = table, len(table.tickets)
        self.ticket = table.ticket_rows.astype(np.int64)
        self.at = table.at.view(np.int64)
        self.known = self.at <= at
        self.is_created = table.kind == "created"
        ends = np.flatnonzero(self.known & ((table.kind == "merged") | (table.kind == "cancelled")))
        self.dropped, place = np.unique(self.ticket[ends], return_index=True)
        self.dropped_row = np.full(self.size, len(table), dtype=np.int64)
        self.dropped_row[self.dropped] = ends[place]
        self.dropped_at = np.zeros(self.size, dtype=np.int64)
        self.dropped_at[self.dropped] = self.at[ends[place]]

    def priorities(self) -> tuple[TextColumn, TextColumn]:
        """Return the priority at the creation and the last one."""
        value, about = self.table.value, self.table.field == "priority"
        changes = np.flatnonzero(self.known & about & (self.is_created | (self.table.kind == "field_change")))
        created = np.flatnonzero(about & self.is_created)
        first, last = (np.full(self.size, -1, dtype=np.int32) for _ in range(2))
        first[self.ticket[created]] = value.codes[created]
        # Of several rows of a ticket the last one is kept.
        last[self.ticket[changes]] = value.codes[changes]
        return TextColumn(first, value.labels), TextColumn(last, value.labels)

    def is_moved(self) -> Flags:
        """Return whether priority or tier changed after the creation."""
        field = self.table.field
        moves = self.known & (self.table.kind == "field_change") & ((field == "priority") | (field == "tier"))
        found = np.zeros(self.size, dtype=np.bool_)
        found[self.ticket[moves]] = True
        return found

    def statuses(self) -> _Statuses:
        """Return the changes of the status; an unknown one changes nothing, and nothing does once it is dropped."""
        table = self.table
        is_status = (table.kind == "status_change") | (self.is_created & (table.field == "status"))
        found = [table.statuses.find(label) for label in table.value.labels]
        is_known = np.array([*(status is not None for status in found), False])[table.value.codes]
        rows = np.flatnonzero(is_status & is_known & self.known)
        rows = rows[rows < self.dropped_row[self.ticket[rows]]]
        ticket, at, code = self.ticket[rows], self.at[rows], table.value.codes[rows]
        is_over = np.array([status in _OVER for status in found], dtype=np.bool_)[code]
        is_closed = np.array([status is Status.CLOSED for status in found], dtype=np.bool_)[code]
        is_first = np.concatenate([[True], ticket[1:] != ticket[:-1]])[: len(ticket)]
        turns = np.flatnonzero(is_over != np.where(is_first, False, _before(is_over)))
        enters = np.flatnonzero(is_closed & (is_first | ~_before(is_closed)))
        is_open = np.ones(self.size, dtype=np.bool_)
        is_open[ticket] = ~is_over
        stays_closed = np.zeros(self.size, dtype=np.bool_)
        stays_closed[ticket] = is_closed
        return _Statuses(
            ticket, at, is_over, turns,
            resolved=np.where(is_open, NEVER, self._last(ticket, at, turns)),
            closed=np.where(stays_closed, self._last(ticket, at, enters), NEVER),
            reopened=np.bincount(ticket[turns[~is_over[turns]]], minlength=self.size),
            is_open=is_open,
        )  # fmt: skip

    def _last(self, ticket: Numbers, at: Numbers, rows: Numbers) -> Numbers:
        found = np.full(self.size, NEVER, dtype=np.int64)
        found[ticket[rows]] = at[rows]
        return found


def _before(flags: Flags) -> Flags:
    return np.concatenate([[False], flags[:-1]])[: len(flags)]
