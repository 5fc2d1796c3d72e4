"""The clocks of many tickets after each instant of their logs, and what holds until the next one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from supportops._arrays import NAT
from supportops.sla.batch import evaluate_many
from supportops.sla.timer import TimerStatus, Verdict
from supportops.tickets import EventTable, TextColumn

if TYPE_CHECKING:
    from supportops.sla.policy import SlaPolicy
    from supportops.sla.selection import PolicySet
    from supportops.sla.table import SlaTable

__all__ = ["Clocks", "Moments", "clocks_of", "portions"]

Ints = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]
_NONE = NAT
_ROWS = 400_000
"""As many rows of repeated tickets are evaluated at once."""


def portions(rows: Ints, most: int) -> Iterator[tuple[int, int]]:
    """Yield the ends of portions of things with so many rows each: up to `most` in all, and at least one thing."""
    total, first = np.cumsum(rows), 0
    while first < len(rows):
        done = int(total[first - 1]) if first else 0
        end = max(int(np.searchsorted(total, done + most, side="right")), first + 1)
        yield first, end
        first = end


class Moments:
    """The instants of each ticket up to `at`: one row for each, after all events of that instant.

    Attributes:
        ticket: the number of the ticket in the table. Shape (moments,), as of all columns.
        at: the instant, microseconds.
        end: the table's row behind the last event up to then.
        until: the ticket's next instant, or the one asked about.
        is_first: whether it is the ticket's first.
    """

    def __init__(self, table: EventTable, at: int) -> None:
        self.table = table
        rows = np.flatnonzero(table.at.view(np.int64) <= at)
        ticket, instants = table.ticket_rows[rows].astype(np.int64), table.at.view(np.int64)[rows]
        is_last = np.ones(len(rows), dtype=np.bool_)
        is_last[:-1] = (ticket[1:] != ticket[:-1]) | (instants[1:] != instants[:-1])
        self.ticket, self.at, self.end = ticket[is_last], instants[is_last], rows[is_last] + 1
        self.is_first = np.ones(len(self.at), dtype=np.bool_)
        self.is_first[1:] = self.ticket[1:] != self.ticket[:-1]
        self.until = np.full(len(self.at), at, dtype=np.int64)
        self.until[:-1] = np.where(self.is_first[1:], at, self.at[1:])

    def __len__(self) -> int:
        return len(self.at)

    @cached_property
    def assignment(self) -> tuple[npt.NDArray[np.int32], npt.NDArray[np.int32]]:
        """The agent and the group that have the ticket then: codes of the table's values and fields, -1 for none."""
        table = self.table
        is_assigned = table.kind == "assignment"
        return (
            np.where((last := self._latest(is_assigned)) >= 0, table.value.codes[last], -1),
            np.where((last := self._latest(is_assigned & (table.field.codes >= 0))) >= 0, table.field.codes[last], -1),
        )

    def _latest(self, is_it: Mask) -> Ints:
        """Return the last row up to each moment for which something is so; -1 where there is none."""
        last = np.maximum.accumulate(np.where(is_it, np.arange(len(is_it)), -1))[self.end - 1]
        return np.where(last >= self.table.offsets[self.ticket], last, -1)

    def prefixes(self, chosen: Ints) -> EventTable:
        """Return a table with a ticket for each of some moments: the events up to then, under the moment's number."""
        table, start = self.table, self.table.offsets[self.ticket[chosen]]
        count = self.end[chosen] - start
        offsets = np.concatenate([[0], np.cumsum(count)])
        rows = np.repeat(start - offsets[:-1], count) + np.arange(offsets[-1])
        return EventTable(
            tuple(map(str, chosen.tolist())), offsets, table.at[rows], table.kind.take(rows), table.by.take(rows),
            table.public[rows], table.value.take(rows), table.field.take(rows), table.reason.take(rows),
            table.status_map,
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Clocks:
    """The last timer of one metric for each of some moments; a ticket without one has a timer that waits.

    Attributes:
        paused, stopped, live, met, undecided: what the timer is. Shape (moments,), as of all columns.
        cycle: 0 where there is no timer.
        target, remaining: microseconds; NaT's number where nothing is promised.
        elapsed: of all cycles together.
        is_over: whether the ticket is resolved or closed.
        refused: the moments that have no answer, and why.
    """

    paused: Mask
    stopped: Mask
    live: Mask
    met: Mask
    undecided: Mask
    cycle: Ints
    target: Ints
    remaining: Ints
    elapsed: Ints
    is_over: Mask
    refused: dict[int, str]


def clocks_of(moments: Moments, chosen: Ints, at: Ints, policy: SlaPolicy | PolicySet, metric: str) -> Clocks:
    """Return the clocks of some moments, each at an instant of its own at or after it, without later events."""
    size = len(chosen)
    columns: dict[str, npt.NDArray[Any]] = {name: np.zeros(size, dtype=np.bool_) for name in _FLAGS}
    columns |= {name: np.full(size, _NONE if name in _AMOUNTS else 0, dtype=np.int64) for name in _NUMBERS}
    refused: dict[int, str] = {}
    rows = moments.end[chosen] - moments.table.offsets[moments.ticket[chosen]]
    for first, end in portions(rows, _ROWS):
        found = evaluate_many(moments.prefixes(chosen[first:end]), policy, at=at[first:end].view("M8[us]"))
        refused |= {int(one.ticket): one.reason for one in found.rejected if one.ticket is not None}
        _read(found, metric, {name: column[first:end] for name, column in columns.items()})
    return Clocks(**columns, refused=refused)


def _read(found: SlaTable, metric: str, columns: dict[str, npt.NDArray[Any]]) -> None:
    """Write what a table says into the columns; its tickets are their elements, in order."""
    rows = np.flatnonzero(found.metric == metric)
    place = found.ticket.codes[rows]
    np.add.at(columns["elapsed"], place, found.elapsed.view(np.int64)[rows])
    is_last = np.ones(len(rows), dtype=np.bool_)
    is_last[:-1] = place[1:] != place[:-1]
    rows, place = rows[is_last], place[is_last]
    for name, source, words in _READ:
        texts: TextColumn = getattr(found, source)
        columns[name][place] = np.isin(texts.codes[rows], [texts.code(word) for word in words])
    for name in ("cycle", *_AMOUNTS):
        columns[name][place] = getattr(found, name)[rows].astype(np.int64)
    status = found.tickets.status
    over = np.isin(status.codes, [status.code("resolved"), status.code("closed")])
    columns["is_over"][found.tickets.ticket.codes] = over


_READ = (
    ("paused", "state", (TimerStatus.PAUSED,)),
    ("stopped", "state", (TimerStatus.STOPPED,)),
    ("live", "state", (TimerStatus.RUNNING, TimerStatus.PAUSED)),
    ("met", "verdict", (Verdict.MET,)),
    ("undecided", "verdict", (Verdict.UNDECIDED,)),
)
_FLAGS = (*(name for name, _, _ in _READ), "is_over")
_AMOUNTS = ("target", "remaining")
_NUMBERS = ("cycle", *_AMOUNTS, "elapsed")
