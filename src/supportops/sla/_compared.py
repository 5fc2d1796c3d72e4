"""The answers of two policies for one table, row against row."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta, tzinfo
from typing import Any

import numpy as np
import numpy.typing as npt

from supportops._instants import MICROSECOND, from_us
from supportops.sla._contrast import KINDS, NO_TIMER, OTHER, TimerChange
from supportops.sla._figures import TimerFigures
from supportops.sla.table import SlaTable
from supportops.sla.timer import TimerStatus, Verdict
from supportops.tickets.text_column import TextColumn

__all__ = ["Compared"]

Ints = npt.NDArray[Any]
_NUMBERS = ("target", "elapsed", "paused", "remaining", "overdue", "started", "stopped", "due", "breached_at")
_TEXTS = ("stage", "state", "verdict", "reason")


class Compared:
    """Two tables of answers for the same tickets. A timer without a promise is as good as none.

    Attributes:
        unchanged: how many timers with a promise are the same.
        rows: for each timer that is not the same, its row in the first table and in the second, -1 where there is
            none; in the order of the tickets, and of the first table. Shape (changed, 2).
    """

    def __init__(self, before: SlaTable, after: SlaTable) -> None:
        self.before, self.after = before, after
        mine, theirs = _keys(before, after)
        both = np.intersect1d(mine, theirs, return_indices=True)
        differs = _differs(before, after, both[1], both[2])
        alone, other = np.ones(len(mine), dtype=np.bool_), np.ones(len(theirs), dtype=np.bool_)
        alone[both[1]] = other[both[2]] = False
        gone = np.flatnonzero(alone & _is_promised(before) & _is_told(before, after))
        new = np.flatnonzero(other & _is_promised(after) & _is_told(after, before))
        pairs = [np.stack([both[1][differs], both[2][differs]], axis=1)]
        pairs += [np.stack([gone, np.full(len(gone), -1)], axis=1), np.stack([np.full(len(new), -1), new], axis=1)]
        rows = np.concatenate(pairs)
        ticket = np.where(rows[:, 0] >= 0, before.ticket.codes[rows[:, 0]], after.ticket.codes[rows[:, 1]])
        place = np.where(rows[:, 0] >= 0, rows[:, 0], len(before) + rows[:, 1])
        self.rows: npt.NDArray[np.int64] = rows[np.lexsort((place, ticket))]
        self._tickets = np.unique(ticket)
        self.unchanged = int(np.count_nonzero(~differs & _is_promised(before)[both[1]]))

    def __len__(self) -> int:
        return len(self.rows)

    def tickets(self) -> tuple[str, ...]:
        """Return the names of the tickets with a timer that is not the same, in order."""
        labels = self.before.ticket.labels
        return tuple(labels[code] for code in self._tickets.tolist())

    def reasons(self) -> dict[str, int]:
        """Return how many timers changed in which way, the most frequent first; as `TimerChange.reason`."""
        before, after = _verdicts(self.before, self.rows[:, 0]), _verdicts(self.after, self.rows[:, 1])
        words = (*self.before.verdict.labels, NO_TIMER)
        kinds = [f"{one} -> {other}" for one in words for other in words]
        code = before * len(words) + after
        left = np.flatnonzero(before == after)
        for name in KINDS:
            code[left] = len(kinds) + len(KINDS)
            differs = _column_differs(self.before, self.after, name, *self.rows[left].T)
            code[left[differs]] = len(kinds) + list(KINDS).index(name)
            left = left[~differs]
        found, first, count = np.unique(code, return_index=True, return_counts=True)
        order = np.lexsort((first, -count))
        names = (*kinds, *KINDS.values(), OTHER)
        return {names[found[place]]: int(count[place]) for place in order.tolist()}

    def changes(self, zone: tzinfo | None) -> Iterator[TimerChange]:
        """Yield the timers that are not the same, their instants in a zone."""
        for mine, theirs in self.rows.tolist():
            table, row = (self.before, mine) if mine >= 0 else (self.after, theirs)
            yield TimerChange(
                str(table.ticket[row]), str(table.metric[row]), int(table.cycle[row]),
                before=_figures(self.before, mine, zone), after=_figures(self.after, theirs, zone),
            )  # fmt: skip

    def first_ticket(self) -> int | None:
        """Return the first ticket of the event table with a timer that is not the same, by its number."""
        return int(self._tickets[0]) if self._tickets.size else None


def _keys(before: SlaTable, after: SlaTable) -> tuple[Ints, Ints]:
    """Return ticket, metric and cycle of each row as one number."""
    metrics = tuple(dict.fromkeys((*before.metric.labels, *after.metric.labels)))
    cycles = 1 + max(int(table.cycle.max(initial=0)) for table in (before, after))

    def keys(table: SlaTable) -> Ints:
        number = np.array([metrics.index(label) for label in table.metric.labels], dtype=np.int64)
        found: Ints = (
            table.ticket.codes.astype(np.int64) * len(metrics) + number[table.metric.codes]
        ) * cycles + table.cycle
        return found

    return keys(before), keys(after)


def _differs(before: SlaTable, after: SlaTable, mine: Ints, theirs: Ints) -> npt.NDArray[np.bool_]:
    differs = np.zeros(len(mine), dtype=np.bool_)
    for name in (*_NUMBERS, *_TEXTS):
        differs |= _column_differs(before, after, name, mine, theirs)
    return differs & (_is_promised(before)[mine] | _is_promised(after)[theirs])


def _column_differs(before: SlaTable, after: SlaTable, name: str, mine: Ints, theirs: Ints) -> npt.NDArray[np.bool_]:
    one, other = getattr(before, name), getattr(after, name)
    differs: npt.NDArray[np.bool_]
    if name in _TEXTS:
        differs = one.codes[mine] != _recoded(other, one.labels)[theirs]
    else:
        differs = one.view(np.int64)[mine] != other.view(np.int64)[theirs]
    return differs


def _verdicts(table: SlaTable, rows: Ints) -> Ints:
    """Return the verdicts of some rows; past the last one where there is no row."""
    found: Ints = np.where(rows >= 0, table.verdict.codes[rows], len(table.verdict.labels)).astype(np.int64)
    return found


def _recoded(column: TextColumn, labels: tuple[str, ...]) -> Ints:
    """Return a column's codes in another column's labels; past them for a label it does not have."""
    codes = {label: code for code, label in enumerate(labels)}
    number = np.array([*(codes.get(label, len(labels)) for label in column.labels), -1])
    found: Ints = number[column.codes]
    return found


def _is_promised(table: SlaTable) -> npt.NDArray[np.bool_]:
    promised: npt.NDArray[np.bool_] = table.verdict.codes != table.verdict.code(str(Verdict.NOT_APPLICABLE))
    return promised


def _is_told(table: SlaTable, other: SlaTable) -> npt.NDArray[np.bool_]:
    """Return which rows are of tickets that the other table has an answer for too."""
    told = np.zeros(len(other.ticket.labels), dtype=np.bool_)
    told[other.tickets.ticket.codes] = True
    found: npt.NDArray[np.bool_] = told[table.ticket.codes]
    return found


def _figures(table: SlaTable, row: int, zone: tzinfo | None) -> TimerFigures | None:
    if row < 0:
        return None

    def amount(name: str) -> timedelta | None:
        value = getattr(table, name)[row]
        return None if np.isnat(value) else MICROSECOND * int(value.astype(np.int64))

    def instant(name: str) -> datetime | None:
        value = getattr(table, name)[row]
        return None if np.isnat(value) else from_us(int(value.astype(np.int64)), zone)

    zero = timedelta(0)
    return TimerFigures(
        target=amount("target"), elapsed=amount("elapsed") or zero, paused=amount("paused") or zero,
        remaining=amount("remaining"), overdue=amount("overdue") or zero, started=instant("started"),
        stopped=instant("stopped"), due=instant("due"), breached_at=instant("breached_at"), stage=table.stage[row],
        state=TimerStatus(str(table.state[row])), verdict=Verdict(str(table.verdict[row])),
        reason=table.reason[row] or "",
    )  # fmt: skip
