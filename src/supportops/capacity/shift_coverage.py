"""How many agents are there, step by step."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from supportops._formulas import Duration, number, seconds
from supportops.capacity.shift import Shift, Shifts, presence_us, shifts_of
from supportops.errors import DomainError
from supportops.triage._checked import instant_us

if TYPE_CHECKING:
    from supportops.calendar.spans import Span

__all__ = ["coverage", "least_in_steps", "step_us"]

_MOST = 10_000_000
_LONGEST_S = 1e12


def coverage(
    shifts: Shifts, *, start: datetime, end: datetime, step: Duration = "1h", step_s: float | None = None
) -> npt.NDArray[np.int64]:
    """Return the agents present in each step: the least number that is there at any instant of it.

    Steps are real elapsed time from `start` on, so a local day has 23 or 25 hours when the clocks change. The last
    step is shorter where `step` does not divide the time. Agents count as they are scheduled: `absence` takes nobody
    away, and agents are there from their day `hired` on.

    Args:
        shifts: in any order, or by name. A shift without a zone is in that of `start`.
        start: of the first step, an aware datetime.
        end: of the last one.
        step: more than no time; or `step_s`.
        step_s: seconds, > 0.

    Returns:
        Agents in each step, as int64, shape (steps,). No shifts: 0 everywhere. No time: no steps.

    Raises:
        DomainError: an end before the start, more than 10 million steps, something that is no shift, or a shift
            without a zone where `start` has none with a name, such as a fixed offset.
        NaiveDatetimeError: an instant has no zone.

    Example:
        >>> from zoneinfo import ZoneInfo
        >>> monday = datetime(2026, 3, 2, 6, tzinfo=ZoneInfo("America/New_York"))
        >>> week = [Shift("early", "Mon-Fri 06:00-14:00", 4), Shift("core", "Mon-Fri 09:00-17:00", 12)]
        >>> coverage(week, start=monday, end=monday.replace(hour=18)).tolist()
        [4, 4, 4, 16, 16, 16, 16, 16, 12, 12, 12, 0]
    """
    team, width = shifts_of(shifts), step_us(step, step_s)
    lo, hi = instant_us(start, "start"), instant_us(end, "end")
    if hi < lo:
        raise DomainError(f"end {end} is before start {start}; give a later end", field="end", value=end)
    steps = -((lo - hi) // width)
    if steps > _MOST:
        message = f"there are {steps:,} steps; at most {_MOST:,} are worked out, give a longer step or less time"
        raise DomainError(message, field="step", value=step if step_s is None else step_s)
    zone = _zone_of(start, team)
    present = ((shift.agents, presence_us(shift, lo, hi, zone=zone)) for shift in team)
    bounds = np.minimum(lo + width * np.arange(steps + 1, dtype=np.int64), hi)
    return least_in_steps(present, bounds)


def step_us(step: Duration, step_s: float | None = None) -> int:
    """Return a step in whole microseconds; a step in seconds stands in the place of one that is left at "1h".

    Raises:
        DomainError: both, a bare number, no time, less than a microsecond or more than any calendar holds.
    """
    given = None if step_s is not None and step == "1h" else step
    width = number(seconds("step", given, step_s, more_than=0), "step" if step_s is None else "step_s")
    if not 1e-6 <= width <= _LONGEST_S:
        message = f"step_s is {step_s!r}; give a microsecond or more, and at most {_LONGEST_S:g} seconds"
        raise DomainError(message, field="step_s", value=step_s)
    return round(width * 1_000_000)


def least_in_steps(present: Iterable[tuple[int, list[Span]]], bounds: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    """Return the least number present in each step.

    Args:
        present: agents, and the spans in which they are there.
        bounds: of the steps in order, one more than there are steps.

    Example:
        >>> least_in_steps([(2, [(0, 10)]), (1, [(5, 20)])], np.array([0, 10, 20]))
        array([2, 1])
    """
    edges, changes = [bounds], [np.zeros(bounds.size, dtype=np.int64)]
    for agents, spans in present:
        pairs = np.array(spans, dtype=np.int64).reshape(-1, 2)
        edges += [pairs[:, 0], pairs[:, 1]]
        changes += [np.full(len(pairs), agents), np.full(len(pairs), -agents)]
    instants, place = np.unique(np.concatenate(edges), return_inverse=True)
    change = np.zeros(instants.size, dtype=np.int64)
    np.add.at(change, place.reshape(-1), np.concatenate(changes))
    if bounds.size < 2:
        return np.zeros(0, dtype=np.int64)
    level = np.cumsum(change)
    starts, ends = np.searchsorted(instants, bounds[:-1]), int(np.searchsorted(instants, bounds[-1]))
    least: npt.NDArray[np.int64] = np.minimum.reduceat(level[:ends], starts)
    return least


def _zone_of(start: datetime, team: tuple[Shift, ...]) -> str:
    """Return the name of the zone of an instant, for the shifts that have none."""
    key = "UTC" if start.tzinfo == UTC else getattr(start.tzinfo, "key", None)
    bare = next((shift.name for shift in team if shift.zone is None), None)
    if bare is not None and key is None:
        message = f"shift {bare!r} has no zone, and that of start, {start.tzinfo}, has no name; give zone= in the shift"
        raise DomainError(f"{message}, or start in a ZoneInfo", field="start", value=start)
    return key or "UTC"
