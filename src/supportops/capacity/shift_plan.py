"""How many agents work which shift, and what that leaves over or open."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import pairwise
from typing import Literal

import numpy as np
import numpy.typing as npt

from supportops._instants import us_of
from supportops._shown import Grid
from supportops.calendar.hours import DAY_NAMES
from supportops.capacity.shift import Shift
from supportops.capacity.steps import Explanation, Step

__all__ = ["ShiftPlan"]

_DAY_US = 86_400_000_000


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class ShiftPlan:
    """How many agents work which shift.

    Attributes:
        agents: on each shift, in the order of the shifts. Shape (shifts,).
        unmet: agents that lack in each step. Shape (steps,).
        binding: indexes of the steps that hold the plan up: agents are required, and nobody is to spare. Every shift
            with agents is in one of them. With fewer required elsewhere, the plan stays what it is.
        required: agents required in each step, in whole agents.
        present: agents there in each step, the least number at any instant of it.
        shifts: the shifts with these agents, for `coverage` or a simulation.
        step: how long a step is.
        agent_hours: that the plan takes in a week.
        least_agent_hours: that no plan for this is below; the optimum is there or above.
        method: "greedy", or "milp" where HiGHS found a better one than the greedy cover.
        at_most_times: the greedy cover never takes more agent-hours than so many times the least.
    """

    agents: npt.NDArray[np.int64]
    unmet: npt.NDArray[np.int64]
    binding: npt.NDArray[np.intp]
    required: npt.NDArray[np.int64] = field(repr=False)
    present: npt.NDArray[np.int64] = field(repr=False)
    shifts: tuple[Shift, ...] = field(repr=False)
    step: timedelta = field(repr=False)
    agent_hours: float = field(repr=False)
    least_agent_hours: float = field(repr=False)
    method: Literal["greedy", "milp"] = field(repr=False)
    at_most_times: float = field(repr=False)

    @property
    def is_optimal(self) -> bool:
        """Whether no plan with as little unmet takes fewer agent-hours. A plan may be so unproven."""
        return self.agent_hours == self.least_agent_hours

    @property
    def over(self) -> npt.NDArray[np.int64]:
        """Agents in each step over what is required."""
        over: npt.NDArray[np.int64] = np.maximum(self.present - self.required, 0)
        return over

    @property
    def under_half(self) -> npt.NDArray[np.intp]:
        """Indexes of the steps with less than half of what is required."""
        return np.flatnonzero(2 * self.present < self.required)

    def explain(self) -> Explanation:
        """Return what was asked, what cannot be had, how the plan came about, and how good it is."""
        hours = us_of(self.step) / 3_600_000_000
        how = "greedy cover" if self.method == "greedy" else "HiGHS, mixed-integer linear program"
        steps = (
            Step("required", "agents times the length of each step, in hours", float(self.required.sum()) * hours),
            Step("unmet", "of it, in steps that no shift covers whole", float(self.unmet.sum()) * hours),
            Step("agent-hours", f"agents times the hours of a week of each shift, by {how}", self.agent_hours),
            Step("least", "agent-hours that no plan is below", self.least_agent_hours),
            Step("bound", "the greedy cover is at most so many times the least", self.at_most_times),
        )
        return Explanation("Shift plan", steps)

    def to_markdown(self) -> str:
        """Return the shifts and the steps as two Markdown tables."""
        return "\n\n".join(grid.markdown() for grid in self._grids())

    def __str__(self) -> str:
        return "\n\n".join(grid.text() for grid in self._grids())

    def _repr_html_(self) -> str:
        return "".join(grid.html() for grid in self._grids())

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, ShiftPlan):
            return NotImplemented
        pairs = zip(self._arrays(), other._arrays(), strict=True)
        return self._values() == other._values() and all(np.array_equal(mine, others) for mine, others in pairs)

    def __hash__(self) -> int:
        return hash((self._values(), *(array.tobytes() for array in self._arrays())))

    def _arrays(self) -> tuple[npt.NDArray[np.generic], ...]:
        return self.agents, self.unmet, self.binding, self.required, self.present

    def _values(self) -> tuple[object, ...]:
        return self.shifts, self.step, self.agent_hours, self.least_agent_hours, self.method, self.at_most_times

    def _grids(self) -> tuple[Grid, Grid]:
        people, hours = int(self.agents.sum()), f"{self.agent_hours:,.6g} agent-hours a week"
        headline = f"Shift plan: {people:,} agent{'' if people == 1 else 's'}, {hours}, {self._quality()}"
        rows = [(shift.name, shift.hours, f"{shift.agents:,}") for shift in self.shifts]
        steps = tuple(self._steps())
        open_steps = np.count_nonzero(self.unmet)
        what = f"Steps: {open_steps:,} of {self.unmet.size:,} short, {self.under_half.size:,} under half"
        return (
            Grid(headline, ("shift", "hours", "agents"), rows, right=(2,)),
            Grid(what, ("from", "to", "required", "present", "over", "short", "note"), steps, right=(2, 3, 4, 5)),
        )

    def _quality(self) -> str:
        if self.is_optimal:
            return "the least there is"
        more = self.agent_hours / self.least_agent_hours - 1
        return f"{self.method}: at most {100 * more:.1f} % over the least"

    def _steps(self) -> Iterator[tuple[str, ...]]:
        """Yield a row for each run of equal steps."""
        pair = np.stack([self.required, self.present])
        changes = np.flatnonzero((pair[:, 1:] != pair[:, :-1]).any(axis=0)) + 1
        bounds = [0, *changes.tolist(), self.required.size] if self.required.size else []
        width, binding, low = us_of(self.step), set(self.binding.tolist()), set(self.under_half.tolist())
        for first, end in pairwise(bounds):
            numbers = (self.required[first], self.present[first], self.over[first], self.unmet[first])
            note = "under half" if first in low else "binding" if first in binding else ""
            yield (_wall(first * width), _wall(end * width), *(f"{n:,}" for n in numbers), note)


def _wall(us: int) -> str:
    day, rest = divmod(us, _DAY_US)
    minutes, left = divmod(rest, 60_000_000)
    week = f"week {day // 7 + 1} " if day >= 7 else ""
    seconds = f":{left / 1_000_000:02g}" if left else ""
    return f"{week}{DAY_NAMES[day % 7]} {minutes // 60:02}:{minutes % 60:02}{seconds}"
