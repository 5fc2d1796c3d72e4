"""The backlog slot by slot: how large it is, how old, and for how long it has grown."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from supportops._formulas import Floats, broadcast, checked, number
from supportops.capacity.deferred._by_slot import BySlot
from supportops.capacity.deferred._units import Series, as_floats, in_line, in_units, ratio
from supportops.capacity.steps import Step

__all__ = ["BacklogPath", "backlog_path", "growth_streak", "oldest_age"]


@dataclass(frozen=True, slots=True, eq=False)
class BacklogPath(BySlot):
    """A backlog over the slots.

    Attributes:
        closing: what waits at the end of each slot.
        handled: what is done in each slot.

    Example:
        >>> print(backlog_path(10, [6, 0, 9], capacity=8))
        BacklogPath: 3 slots, closing at 1
        slot  closing  handled
           0        8        8
           1        0        8
           2        1        8
    """

    closing: Floats
    handled: Floats

    def _headline(self) -> str:
        count = self.closing.size
        end = f", closing at {self.closing[-1]:,.6g}" if count else ""
        return f"BacklogPath: {count} slot{'' if count == 1 else 's'}{end}"


def backlog_path(opening: float, inflow: float | Series, *, capacity: float | Series) -> BacklogPath:
    """Return the backlog at the end of each slot and what is handled in it.

    Backlog and inflow of a slot are handled up to its capacity: closing = opening + inflow - handled, and handled is
    the smaller of opening + inflow and capacity. The closing of a slot is the opening of the next.

    Args:
        opening: what waits at the start, >= 0, tickets or hours of work.
        inflow: what comes in each slot, >= 0, in the same unit. A number holds for each slot of `capacity`.
        capacity: what can be handled in each slot, >= 0. A number holds for each slot of `inflow`.

    Returns:
        A `BacklogPath`, arrays by slot. Decimals count as written, so a backlog that is cleared on paper is 0.

    Raises:
        DomainError: a negative or no number, named by its index; two numbers, or series of different lengths.

    Example:
        >>> path = backlog_path(10, [6, 0, 9], capacity=8)
        >>> path.closing.tolist(), path.handled.tolist()
        ([8.0, 0.0, 1.0], [8.0, 8.0, 8.0])
    """
    scale, waits, comes, can = _flows(opening, inflow, capacity)
    closing, handled = [], []
    backlog = waits
    for new, most in zip(comes, can, strict=True):
        handled.append(min(backlog + new, most))
        backlog += new - handled[-1]
        closing.append(backlog)
    steps = (
        Step("opening", "what waits at the start", ratio(waits, scale)),
        Step("inflow", "what comes, summed", ratio(sum(comes), scale)),
        Step("capacity", "what can be handled, summed", ratio(sum(can), scale)),
        Step(
            "handled", "in each slot the smaller of backlog + inflow and capacity, summed", ratio(sum(handled), scale)
        ),
        Step("closing", "opening + inflow - handled", ratio(backlog, scale)),
    )
    return BacklogPath(as_floats(closing, scale), as_floats(handled, scale), steps=steps)


def oldest_age(opening: float, inflow: float | Series, *, capacity: float | Series) -> npt.NDArray[np.int64]:
    """Return how many slots the oldest work has waited at the end of each slot, first come, first done.

    Work that comes in a slot has waited one slot at its end; 0 when nothing waits. The opening backlog counts from the
    start of the first slot: add the age that it had then.

    Args:
        opening: as in `backlog_path`.
        inflow: as in `backlog_path`.
        capacity: as in `backlog_path`.

    Returns:
        Ages in slots, int64, by slot.

    Raises:
        DomainError: as `backlog_path`.

    Example:
        >>> oldest_age(10, [6, 0, 9], capacity=8).tolist()
        [1, 0, 1]
        >>> oldest_age(10, [6, 0, 9], capacity=3).tolist()
        [1, 2, 3]
    """
    _, waits, comes, can = _flows(opening, inflow, capacity)
    ages, first = [], 0
    # What came in each slot and is not done; the opening backlog comes with the first.
    left = [new + (waits if slot == 0 else 0) for slot, new in enumerate(comes)]
    for slot, most in enumerate(can):
        over = most
        while first <= slot and left[first] <= over:
            over -= left[first]
            first += 1
        if first <= slot:
            left[first] -= over
        ages.append(slot + 1 - first)
    return np.array(ages, dtype=np.int64)


def growth_streak(series: Series) -> int:
    """Return how many steps in a row, up to the last, a series has grown; 0 when the last step did not.

    Args:
        series: a backlog at the end of each week, for instance; finite numbers.

    Returns:
        The number of steps; three mean that the last four values rise.

    Raises:
        DomainError: no number, named by its index; no series.

    Source: The Product Builder's Playbook, chapter 27, Hiring triggers: the backlog grows week over week, for three
        weeks or more.

    Example:
        >>> growth_streak([50, 40, 44, 45, 60]), growth_streak([50, 60, 60])
        (3, 0)
    """
    values: Sequence[float] = in_line(checked(series, "series"), "series").tolist()
    streak = 0
    for before, after in pairwise(values):
        streak = streak + 1 if after > before else 0
    return streak


def _flows(opening: float, inflow: object, capacity: object) -> tuple[int, int, list[int], list[int]]:
    """Return units in one, and the opening, the inflow and the capacity of each slot in units."""
    waits = checked([number(opening, "opening", at_least=0)], "opening")
    came, can = broadcast(
        inflow=checked(inflow, "inflow", at_least=0), capacity=checked(capacity, "capacity", at_least=0)
    )
    scale, ((start,), comes, most) = in_units(waits, in_line(came, "inflow"), can)
    return scale, start, comes, most
