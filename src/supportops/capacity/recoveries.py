"""A scenario day by day: the agents that its worst day takes, the backlog without them, and the days to recover."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from math import inf
from typing import Protocol

import numpy as np

from supportops._formulas import Floats, Number, checked, decimal, number, whole
from supportops._shown import Grid, InGrid
from supportops.capacity._exact import Exact, nearest, staffed
from supportops.capacity.agents import Agents
from supportops.capacity.scenarios import Scenario
from supportops.capacity.steps import Explanation, Step, shown
from supportops.errors import DomainError, shortened

__all__ = ["HasMean", "Recovery", "recovery"]


class HasMean(Protocol):
    """What has a mean for each day, such as a `Forecast`."""

    @property
    def mean(self) -> Floats:
        """Tickets a day."""
        ...


@dataclass(frozen=True, slots=True, eq=False)
class Recovery(InGrid):
    """What a scenario does to a team.

    Attributes:
        agents: those that close the largest day on the day.
        backlog: tickets left at the end of each day.
        days: after the last changed day until the backlog is at most what it was at the start; 0 if it never is more,
            infinite when not within the forecast.
    """

    agents: Agents
    backlog: Floats
    days: float
    steps: tuple[Step, ...] = field(default=(), repr=False)

    def explain(self) -> Explanation:
        """Return how the figures came about."""
        return Explanation("Recovery", (*self.steps, *self.agents.explain()))

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Recovery):
            return NotImplemented
        same = np.array_equal(self.backlog, other.backlog)
        return same and (self.agents, self.days) == (other.agents, other.days)

    def __hash__(self) -> int:
        return hash((self.agents, self.days, self.backlog.tobytes()))

    def _grid(self) -> Grid:
        rows = [
            ("agents for the largest day", shown(np.asarray(self.agents.rounded, dtype=np.float64))),
            ("largest backlog", shown(float(self.backlog.max()))),
            ("days to recover", shown(self.days)),
        ]
        return Grid("Recovery", ("what", "value"), rows, right=(1,))


def recovery(
    scenario: Scenario,
    forecast: HasMean | Floats | Sequence[float],
    *,
    capacity: Number,
    tickets_per_agent: float,
    lasting: int | None = None,
    opening: float = 0.0,
) -> Recovery:
    """Return the agents, the backlog and the days to recover when a scenario meets a forecast.

    A day's backlog is the one before, and what comes in, less what the capacity closes; never under 0.

    Args:
        scenario: its change holds for the first `lasting` days.
        forecast: tickets a day, each >= 0; an array, or what has one as `mean`.
        capacity: tickets that the team closes a day, >= 0; one number, or one a day.
        tickets_per_agent: that one agent closes a day, > 0.
        lasting: days, >= 0; None: all of them.
        opening: backlog at the start, >= 0.

    Raises:
        DomainError: no scenario, an input outside its range, or capacities of another length than the forecast.

    Source: Support Operations skill pack, Scenario Planning, for the changes.

    Example:
        >>> outage = Scenario("product_outage", 3.0)
        >>> found = recovery(outage, [100] * 7, capacity=150, tickets_per_agent=20, lasting=1)
        >>> found.agents.rounded, found.backlog.tolist(), found.days
        (20, [250.0, 200.0, 150.0, 100.0, 50.0, 0.0, 0.0], 5.0)
    """
    if not isinstance(scenario, Scenario):
        message = f"scenario is {shortened(repr(scenario))}; give a Scenario, for example SCENARIOS['holiday']"
        raise DomainError(message, field="scenario", value=scenario)
    usual = _days(forecast)
    limit = checked(capacity, "capacity", at_least=0)
    if limit.ndim and limit.shape != usual.shape:
        message = (
            f"capacity has the shape {limit.shape} for {usual.size} days of forecast; give one number, or one a day"
        )
        raise DomainError(message, field="capacity", value=capacity)
    closed = [decimal(day) for day in np.broadcast_to(limit, usual.shape)]
    rate, start = number(tickets_per_agent, "tickets_per_agent", more_than=0), number(opening, "opening", at_least=0)
    changed = _changed(lasting, usual.size)
    factors = [1 + decimal(scenario.change)] * changed + [Fraction(1)] * (usual.size - changed)
    volume = [decimal(day) * factor for day, factor in zip(usual, factors, strict=True)]
    backlog = _backlog(volume, closed, decimal(start))
    most, left = max(volume), np.array([_float(day) for day in backlog])
    steps = (
        Step("largest day, tickets", f"of the forecast, x {1 + scenario.change:g} on {_first(changed)}", _float(most)),
        Step("largest backlog, tickets", "before + in - capacity, never under 0", float(left.max())),
    )
    agents = Exact(*most.as_integer_ratio()) / decimal(rate)
    how = f"{shown(_float(most))} tickets / {rate:g} a day of one agent"
    needed = staffed(agents, steps=(Step("agents for the largest day", how, nearest(agents)),))
    return Recovery(needed, left, _until(backlog, changed, decimal(start)), steps)


def _days(forecast: HasMean | Floats | Sequence[float]) -> Floats:
    # An array has a mean too: a method, and of all days.
    mean = getattr(forecast, "mean", None)
    days = checked(forecast if mean is None or callable(mean) else mean, "forecast", at_least=0)
    if days.ndim != 1 or not days.size:
        message = f"forecast has the shape {days.shape}; give one number a day, of at least one day"
        raise DomainError(message, field="forecast")
    return days


def _changed(lasting: int | None, days: int) -> int:
    if lasting is None:
        return days
    return min(whole(lasting, "lasting"), days)


def _first(days: int) -> str:
    return "the first day" if days == 1 else f"the first {days} days"


def _backlog(volume: list[Fraction], closed: list[Fraction], start: Fraction) -> list[Fraction]:
    backlog, left = [], start
    for came, done in zip(volume, closed, strict=True):
        left = max(left + came - done, Fraction(0))
        backlog.append(left)
    return backlog


def _float(tickets: Fraction) -> float:
    return float(nearest(Exact(*tickets.as_integer_ratio())))


def _until(backlog: list[Fraction], changed: int, start: Fraction) -> float:
    """Return the days after the last changed one until the backlog is at most that of the start."""
    from_last = [start, *backlog][changed:]
    return float(next((day for day, left in enumerate(from_last) if left <= start), inf))
