"""The facts of many tickets after each of their events, as columns."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from supportops.sla._many import words as w
from supportops.vocabulary import Party

if TYPE_CHECKING:
    from supportops.sla._many.chosen import Chosen
    from supportops.sla._many.words import Words
    from supportops.tickets import EventTable

__all__ = ["Story", "carried"]

Ints = npt.NDArray[Any]
Mask = npt.NDArray[np.bool_]


class Story:
    """The events of some tickets up to an instant each, and the facts after every event.

    The creation stands for two events: the creation itself, and the entering of its status. Events of one instant
    are a group. All arrays but those of tickets have one element for each event.
    """

    def __init__(self, table: EventTable, at: npt.NDArray[np.int64], words: Words) -> None:
        self.words, self.size = words, len(table.tickets)
        ticket = table.ticket_rows
        instants = table.at.view(np.int64)
        is_created = table.kind.codes == w.KIND["created"]
        is_first = np.zeros(len(table), dtype=np.bool_)
        is_first[table.offsets[:-1]] = True
        kept = (is_first | ~is_created) & (instants <= at[ticket])
        row = np.repeat(np.flatnonzero(kept), 1 + is_first[kept])
        self.ticket, self.at = ticket[row], instants[row]
        self.kind, self.by, self.public = table.kind.codes[row], table.by.codes[row], table.public[row]
        self.value, self.field, self.reason = (
            table.value.codes[row], table.field.codes[row], table.reason.codes[row],
        )  # fmt: skip
        self._index = np.arange(len(row), dtype=np.int32)
        self.is_first = np.concatenate([[True], self.ticket[1:] != self.ticket[:-1]])
        self.first = np.flatnonzero(self.is_first)
        self.is_start = self.kind == w.KIND["created"]
        is_new = np.concatenate([[True], (self.at[1:] != self.at[:-1]) | self.is_first[1:]])
        self.group = np.cumsum(is_new) - 1
        self.ends = np.append(np.flatnonzero(is_new)[1:], len(row)) - 1
        """The last event of each group."""
        self.group_starts = np.flatnonzero(is_new)
        self.is_end = np.zeros(len(row), dtype=np.bool_)
        self.is_end[self.ends] = True
        self._creation(table, is_created, ticket)
        self._parties(table)
        self._facts()

    def _creation(self, table: EventTable, is_created: Mask, ticket: Ints) -> None:
        """Read what the created rows say of each ticket."""
        rows = np.flatnonzero(is_created)
        by = table.by.codes[rows]
        writer = np.full(self.size, -1, dtype=np.int32)
        said = rows[by >= 0][::-1]
        writer[ticket[said]] = table.by.codes[said]
        self.asked_first = writer != table.by.code(str(Party.AGENT))
        self.initial = {name: self._said(table, rows, ticket, name) for name in ("priority", "tier")}
        status = self._said(table, rows, ticket, "status")
        self.initial["status"] = np.where(status < 0, self.words.new, status)
        self._rows, self._row_ticket, self._table = rows, ticket, table

    def _said(self, table: EventTable, rows: Ints, ticket: Ints, name: str) -> npt.NDArray[np.int32]:
        found = np.full(self.size, -1, dtype=np.int32)
        is_it = table.field.codes[rows] == table.field.code(name)
        if name == "status":
            is_it |= table.field.codes[rows] < 0
        found[ticket[rows[is_it]]] = table.value.codes[rows[is_it]]
        return found

    def _parties(self, table: EventTable) -> None:
        code = {party: table.by.code(str(party)) for party in Party}
        is_message = self.kind == w.KIND["message"]
        self.is_requester = is_message & (self.by == code[Party.REQUESTER])
        by_agent, by_bot = is_message & (self.by == code[Party.AGENT]), is_message & (self.by == code[Party.BOT])
        self.by_agent, self.by_bot, self.is_note = by_agent & self.public, by_bot & self.public, by_agent & ~self.public

    def _facts(self) -> None:
        index, category = self._index, self.words.category
        is_status = self.is_start | (self.kind == w.KIND["status_change"])
        since = self._latest(is_status)
        self.status = np.where(self.is_start, self.initial["status"][self.ticket], self.value)[since]
        self.status_reason = np.where(self.is_start, -1, self.reason)[since]
        self.category = category[self.status]
        self.is_resolved = self.category >= w.RESOLVED_FROM
        last_word = np.maximum.accumulate(np.where(self.is_requester, index, -1))
        has_spoken = last_word >= self.first[self.ticket]
        self.asked = self.asked_first[self.ticket] | has_spoken
        self.answered = has_spoken & (last_word > since) & (self.category == w.PENDING)
        self.priority, self.tier = self.labelled("priority"), self.labelled("tier")
        self.signal = self._signals()

    def labelled(self, name: str) -> npt.NDArray[np.int32]:
        """Return the value of a field after each event, as codes of the table's values."""
        code = self._table.field.code(name)
        is_set = (self.kind == w.KIND["field_change"]) & (self.field == code)
        if name not in self.initial:
            self.initial[name] = self._said(self._table, self._rows, self._row_ticket, name)
        initial = self.initial[name]
        if not is_set.any():
            return initial[self.ticket]
        found: npt.NDArray[np.int32] = np.where(self.is_start, initial[self.ticket], self.value)[
            self._latest(is_set | self.is_start)
        ]
        return found

    def latest_of(self, column: Ints, kind: str) -> npt.NDArray[np.int32]:
        """Return for each ticket the last value of a column that an event of a kind gives; -1 when none does."""
        found = np.full(self.size, -1, dtype=np.int32)
        here = np.flatnonzero((self.kind == w.KIND[kind]) & (column >= 0))
        found[self.ticket[here]] = column[here]
        return found

    @cached_property
    def follow_ups(self) -> npt.NDArray[np.int32]:
        """The public messages of agents since the requester's last word."""
        count = np.cumsum(self.by_agent, dtype=np.int32)
        return count - count[self._latest(self.is_requester | self.is_start)]

    def has_come(self, is_it: Mask) -> Mask:
        """Return whether something has come for the ticket, at this event or before it."""
        last = np.maximum.accumulate(np.where(is_it, self._index, -1))
        return last >= self.first[self.ticket]

    def over(self, chosen: Chosen) -> Ints | None:
        """Return the event of each ticket that ended it, merged or out of scope; None when there are none."""
        is_merge = self.kind == w.KIND["merged"]
        cancels = np.array([plan.cancels_merged for plan in self.words.book.plans])
        ends = (self.kind == w.KIND["cancelled"]) | (is_merge & cancels[chosen.before])
        places = np.flatnonzero(ends)
        if not places.size:
            return None
        _, first = np.unique(self.ticket[places], return_index=True)
        found: Ints = places[first]
        return found

    def _signals(self) -> npt.NDArray[np.int32]:
        signal = np.zeros(len(self.kind), dtype=np.int32)
        signal[self.is_requester], signal[self.by_agent] = w.REQUESTER, w.AGENT
        signal[self.by_bot], signal[self.is_note] = w.BOT, w.NOTE
        signal[(self.kind == w.KIND["assignment"]) & (self.value >= 0)] = w.ASSIGNED
        signal[self.kind == w.KIND["acknowledged"]] = w.ACKNOWLEDGED
        changes = np.flatnonzero(self.kind == w.KIND["field_change"])
        signal[changes] = self.words.field_base + self.words.field_index[self.field[changes]]
        moves = np.flatnonzero(self.kind == w.KIND["status_change"])
        before = self.category[moves - 1]
        moves, before = np.append(moves, self.first + 1), np.append(before, np.full(self.size, w.NEW))
        signal[moves] = self.words.status_base + 6 * self.words.status_index[self.status[moves]] + before
        signal[self.first] = np.where(self.asked_first, w.CREATED_BY_REQUESTER, w.CREATED_BY_AGENT)
        return signal

    def _latest(self, is_set: Mask) -> npt.NDArray[np.int32]:
        """Return the last event at or before each for which something is so; it is so for every first event."""
        return np.maximum.accumulate(np.where(is_set, self._index, 0))


def carried(is_set: Mask) -> npt.NDArray[np.int64]:
    """Return the last place at or before each at which something is so, -1 before the first."""
    return np.maximum.accumulate(np.where(is_set, np.arange(len(is_set)), -1))
