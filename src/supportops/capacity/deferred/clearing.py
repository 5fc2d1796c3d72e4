"""How long a backlog takes to clear, and how many agents clear it in time."""

from __future__ import annotations

from typing import overload

import numpy as np

from supportops._formulas import Duration, Floats, Number, as_given, broadcast, checked, seconds
from supportops.capacity._exact import exact, nearest, staffed
from supportops.capacity.agents import Agents
from supportops.capacity.deferred._units import in_units, ratio
from supportops.capacity.steps import Step

__all__ = ["agents_to_clear", "days_to_clear"]


@overload
def days_to_clear(backlog: float, *, inflow: float, capacity: float) -> float: ...
@overload
def days_to_clear(backlog: Floats, *, inflow: Number, capacity: Number) -> Floats: ...
@overload
def days_to_clear(backlog: Number, *, inflow: Number, capacity: Number) -> Number: ...
def days_to_clear(backlog: Number, *, inflow: Number, capacity: Number) -> Number:
    """Return the days until a backlog is cleared: backlog / (capacity - inflow).

    Args:
        backlog: what waits, >= 0, tickets or hours of work.
        inflow: what comes a day, >= 0, in the same unit.
        capacity: what is handled a day, >= 0, in the same unit.

    Returns:
        Days; 0 without a backlog, infinity when it never clears. Broadcast shape. Decimals count as written.

    Raises:
        DomainError: a negative or no number, named by its index; arrays that do not broadcast.

    Example:
        >>> days_to_clear(120, inflow=50, capacity=80), days_to_clear(120, inflow=80, capacity=80)
        (4.0, inf)
    """
    given = broadcast(
        backlog=checked(backlog, "backlog", at_least=0),
        inflow=checked(inflow, "inflow", at_least=0),
        capacity=checked(capacity, "capacity", at_least=0),
    )
    _, units = in_units(*given)
    days = [
        0.0 if not waits else ratio(waits, can - comes) if can > comes else np.inf
        for waits, comes, can in zip(*units, strict=True)
    ]
    return as_given(np.array(days, dtype=np.float64).reshape(given[0].shape))


def agents_to_clear(
    *,
    backlog: Number,
    days: Number,
    inflow: Number,
    handle_time: Duration | None = None,
    handle_time_s: Number | None = None,
    hours: Duration | None = None,
    hours_s: Number | None = None,
) -> Agents:
    """Return the agents who handle a day's inflow and clear the backlog within so many days.

    (inflow + backlog / days) * handle time / hours. `days_to_clear` is the forward twin, with a capacity of
    agents * hours / handle time.

    Args:
        backlog: tickets that wait, >= 0.
        days: days to clear it in, > 0.
        inflow: tickets that come a day, >= 0.
        handle_time: work on one ticket; or `handle_time_s`, seconds, >= 0.
        handle_time_s: see `handle_time`.
        hours: time on tickets of one agent a day, more than none; or `hours_s`, seconds, > 0.
        hours_s: see `hours`.

    Returns:
        `Agents`, of the broadcast shape.

    Raises:
        DomainError: a negative or no number, named by its index; no days or hours; a duration without its unit.

    Example:
        >>> agents_to_clear(backlog=120, days=10, inflow=50, handle_time="30m", hours="6h").exact
        5.166666666666667
    """
    given = broadcast(
        backlog=checked(backlog, "backlog", at_least=0),
        days=checked(days, "days", more_than=0),
        inflow=checked(inflow, "inflow", at_least=0),
        handle_time=seconds("handle_time", handle_time, handle_time_s),
        hours=seconds("hours", hours, hours_s, more_than=0),
    )
    waits, within, comes, work, time = map(exact, given)
    a_day = comes + waits / within
    agents = a_day * work / time
    steps = (
        Step("tickets a day", "inflow + backlog / days", nearest(a_day)),
        Step("handle time", "of one ticket, minutes", as_given(given[3] / 60)),
        Step("hours", "of one agent a day", as_given(given[4] / 3600)),
        Step("exact", "tickets a day x handle time / hours", nearest(agents)),
    )
    return staffed(agents, steps=steps)
