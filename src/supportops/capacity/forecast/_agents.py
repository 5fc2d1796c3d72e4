"""From a forecast with its interval to agents with theirs."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from supportops._formulas import Duration, Floats, Number
from supportops._shown import Grid, InGrid
from supportops.capacity.agents import Agents
from supportops.capacity.forecast._result import Forecast, date_texts
from supportops.capacity.required import required_agents
from supportops.capacity.steps import Explanation, Step, shown
from supportops.errors import DomainError, shortened

__all__ = ["AgentsInterval", "agents_interval"]


@dataclass(frozen=True, slots=True)
class AgentsInterval(InGrid):
    """How many agents each period of a forecast takes.

    Attributes:
        agents: for the mean. Arrays of shape (horizon,).
        lower, upper: for the ends of the interval, each period on its own, not jointly; None without an interval.
        confidence: the share of periods that should need agents within them; None without an interval.

    To be covered with that chance in every period at once takes more than `upper`.
    """

    agents: Agents
    lower: Agents | None
    upper: Agents | None
    confidence: float | None
    dates: npt.NDArray[np.datetime64] | None = field(default=None, repr=False, compare=False)

    def explain(self) -> Explanation:
        """Return how the agents for the mean came about, and the rule of the interval."""
        rule = "the forecast has no interval"
        if self.confidence is not None:
            rule = f"the same steps for the ends of the {100 * self.confidence:g} % interval, each period on its own"
        return Explanation("Agents for a forecast", (*self.agents.explain(), Step("interval", rule, self.confidence)))

    def _grid(self) -> Grid:
        exact = np.asarray(self.agents.exact)
        names = [str(step + 1) for step in range(len(exact))] if self.dates is None else date_texts(self.dates)
        columns = [names, [shown(value) for value in exact.tolist()], _texts(self.agents)]
        head, said = ["step" if self.dates is None else "date", "exact", "agents"], ""
        if self.lower is not None and self.upper is not None and self.confidence is not None:
            head, columns = [*head, "lower", "upper"], [*columns, _texts(self.lower), _texts(self.upper)]
            said = f", {100 * self.confidence:g} % intervals"
        rows = list(zip(*columns, strict=True))
        return Grid(f"Agents for a forecast{said}", head, rows, right=tuple(range(1, len(head))))


def agents_interval(
    forecast: Forecast,
    *,
    handle_time: Duration | None = None,
    hours: Duration | None = None,
    utilisation: Number,
    buffer: Number = 0.0,
    shrinkage: Number = 0.0,
    handle_time_s: Number | None = None,
    hours_s: Number | None = None,
) -> AgentsInterval:
    """Return how many agents a forecast takes in each period, with the interval of the forecast.

    `required_agents` of the mean and of both ends. More tickets never take fewer agents, so the ends carry over as
    they are: the interval of agents holds as often as that of tickets, in each period on its own, not jointly.

    Args:
        forecast: tickets by period. A volume under 0, which only a forecast without a floor has, is no work.
        handle_time: work on one ticket, no time or more; or `handle_time_s`.
        hours: time of one agent in one period of the forecast, more than no time; or `hours_s`.
        utilisation: share of those hours spent on tickets, > 0 and at most 1.
        buffer: added for variability, >= 0.
        shrinkage: share of paid time that is not in `hours`, >= 0 and < 1.
        handle_time_s: seconds, >= 0. A number, or one for each period.
        hours_s: seconds, > 0. A number, or one for each period.

    Returns:
        `AgentsInterval` with arrays of shape (horizon,).

    Raises:
        DomainError: an input outside its range, or a forecast whose interval has no upper end.

    Source: Support Operations skill pack, The Capacity Planning Equation, for the agents.

    Example:
        >>> coming = Forecast.of([500, 560], lower=[430, 470], upper=[570, 650], confidence=0.8)
        >>> found = agents_interval(coming, handle_time="20m", hours="8h", utilisation=0.75)
        >>> found.lower.rounded, found.agents.rounded, found.upper.rounded
        (array([24, 27]), array([28, 32]), array([32, 37]))
    """
    if not isinstance(forecast, Forecast):
        raise DomainError(
            f"forecast is {shortened(repr(forecast))}; give a Forecast, Forecast.of(...) of numbers",
            field="forecast", value=forecast,
        )  # fmt: skip

    def agents(volume: Floats) -> Agents:
        found = required_agents(
            volume=np.maximum(volume, 0.0), handle_time=handle_time, hours=hours, utilisation=utilisation,
            buffer=buffer, shrinkage=shrinkage, handle_time_s=handle_time_s, hours_s=hours_s,
        )  # fmt: skip
        if np.shape(found.exact) != volume.shape:
            shape = np.shape(found.exact)
            raise DomainError(f"the inputs have the shape {shape}; give numbers, or one for each of {volume.size}")
        return found

    mean, low, high = agents(forecast.mean), forecast.lower, forecast.upper
    if low is None or high is None:
        return AgentsInterval(mean, None, None, None, forecast.dates)
    _check_bounded(high)
    return AgentsInterval(mean, agents(low), agents(high), forecast.confidence, forecast.dates)


def _check_bounded(upper: Floats) -> None:
    open_ended = np.flatnonzero(np.isinf(upper))
    if open_ended.size:
        index = int(open_ended[0])
        raise DomainError(
            f"the forecast has no upper end at index {index}, as its history has no errors to judge by; "
            "give a longer history, or confidence=None for agents without an interval",
            field="forecast", value=float(upper[index]), index=index,
        )  # fmt: skip


def _texts(agents: Agents) -> list[str]:
    return [f"{number:,}" for number in np.asarray(agents.rounded).tolist()]
