"""What is counted once: a timer, or a ticket with all its cycles."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt

from supportops.errors import DomainError, near
from supportops.sla._columns import Rows, TimerColumns
from supportops.sla._outcomes import OUTCOMES, WORST_FIRST

__all__ = ["Unit", "Units", "runs_of", "units_of", "worst"]

Unit = Literal["ticket", "timer"]
"""A ticket counts once, by the worst of its cycles; a timer counts for itself."""

_RANK = np.array([WORST_FIRST.index(word) for word in OUTCOMES], dtype=np.int8)
_PLACE = np.array([OUTCOMES.index(word) for word in WORST_FIRST], dtype=np.int8)


@dataclass(frozen=True, slots=True)
class Units:
    """What is counted, one entry each: the first row of it, its ticket's number and its place in `OUTCOMES`."""

    row: Rows
    ticket: Rows
    outcome: npt.NDArray[np.int8]


def units_of(columns: TimerColumns, rows: Rows, unit: Unit) -> Units:
    """Return the timers of some rows, or their tickets in order.

    Raises:
        DomainError: an unknown unit.
    """
    if unit == "timer":
        return Units(rows, columns.ticket[rows], columns.outcome[rows])
    if unit != "ticket":
        raise DomainError(f"unit is {unit!r}; {near(str(unit), ('ticket', 'timer'))}")
    rows, starts = runs_of(columns, rows)
    first = rows[starts]
    return Units(first, columns.ticket[first], worst(columns.outcome[rows], starts))


def runs_of(columns: TimerColumns, rows: Rows) -> tuple[Rows, Rows]:
    """Return rows sorted by ticket, cycles in order, and where each ticket's run begins."""
    tickets = columns.ticket[rows]
    order = np.lexsort((columns.cycle[rows], tickets))
    tickets = tickets[order]
    starts = np.flatnonzero(np.concatenate([[True], tickets[1:] != tickets[:-1]])) if len(rows) else rows
    return rows[order], starts


def worst(outcome: npt.NDArray[np.int8], starts: Rows) -> npt.NDArray[np.int8]:
    """Return the worst outcome of each run, as its place in `OUTCOMES`."""
    if not len(starts):
        return outcome[:0]
    found: npt.NDArray[np.int8] = _PLACE[np.minimum.reduceat(_RANK[outcome], starts)]
    return found
