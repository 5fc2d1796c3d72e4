"""Agents from volume: by handle time and hours, or by what one agent handles; with buffer and shrinkage."""

from __future__ import annotations

import numpy as np

from supportops._formulas import Duration, Floats, Number, broadcast, checked, seconds
from supportops.capacity._exact import Exact, exact, nearest, staffed
from supportops.capacity.agents import Agents
from supportops.capacity.steps import Step, shown

__all__ = ["required_agents", "required_agents_at_rate", "scheduled", "with_buffer"]

_TWICE = (
    "utilisation under 1 and shrinkage over 0 both take time off; where they mean the same hours, "
    "leave one out: utilisation=1 or shrinkage=0"
)


def required_agents(
    *,
    volume: Number,
    handle_time: Duration | None = None,
    hours: Duration | None = None,
    utilisation: Number,
    buffer: Number = 0.0,
    shrinkage: Number = 0.0,
    handle_time_s: Number | None = None,
    hours_s: Number | None = None,
) -> Agents:
    """Return how many agents a volume takes.

    volume * handle time / (hours * utilisation) * (1 + buffer) / (1 - shrinkage), rounded up once, at the end. Volume
    and hours are of the same period. The numbers are read as decimals, so what is whole on paper is whole here.

    Args:
        volume: tickets in the period, >= 0. Shape (...).
        handle_time: work on one ticket, no time or more; or `handle_time_s`.
        hours: time of one agent in the period, more than no time; or `hours_s`.
        utilisation: share of those hours spent on tickets, > 0 and at most 1.
        buffer: added for variability and escalations, >= 0; 0.15 to 0.25 is the published range.
        shrinkage: share of paid time that is not in `hours`, >= 0 and < 1.
        handle_time_s: seconds, >= 0.
        hours_s: seconds, > 0.

    Returns:
        `Agents`; arrays where an input is one. A warning names both where utilisation under 1 meets shrinkage.

    Raises:
        DomainError: an input outside its range, or arrays that do not broadcast.

    Source: Support Operations skill pack, Key Formulas and The Capacity Planning Equation; SaaS support system design,
        Set SLAs and staffing with simple formulas, for the buffer.

    Example:
        >>> required_agents(volume=500, handle_time="20m", hours="8h", utilisation=0.75)
        Agents(exact=27.77777777777778, rounded=28, binding='workload', warnings=())
    """
    tickets, each = checked(volume, "volume", at_least=0), seconds("handle_time", handle_time, handle_time_s)
    time, use = seconds("hours", hours, hours_s, more_than=0), _share(utilisation)
    extra, lost = checked(buffer, "buffer", at_least=0), _shrinkage(shrinkage)
    broadcast(volume=tickets, handle_time=each, hours=time, utilisation=use, buffer=extra, shrinkage=lost)
    work, productive = exact(tickets) * exact(each) / 3600, exact(time) * exact(use) / 3600
    steps = (
        Step("work, hours", f"volume {shown(tickets)} x handle time {shown(each)} s", nearest(work)),
        Step("productive hours of one agent", f"hours {shown(time / 3600)} x utilisation {shown(use)}",
             nearest(productive)),
        Step("agents for the work", "work / productive hours", nearest(work / productive)),
    )  # fmt: skip
    found, more = _enlarged(work / productive, extra, lost)
    is_twice = np.any(np.logical_and(*np.broadcast_arrays(use < 1, lost > 0)))
    return staffed(found, steps=steps + more, warnings=(_TWICE,) if is_twice else ())


def required_agents_at_rate(*, volume: Number, tickets_per_agent: Number, buffer: Number = 0.0) -> Agents:
    """Return how many agents a volume takes when each of them handles so many tickets in the period.

    volume / tickets per agent * (1 + buffer), rounded up once. `tickets_per_agent` (the function) gives the rate.

    Args:
        volume: tickets in the period, >= 0.
        tickets_per_agent: what one agent handles in the same period, > 0.
        buffer: added for variability and escalations, >= 0.

    Raises:
        DomainError: an input outside its range, or arrays that do not broadcast.

    Source: SaaS support system design, Set SLAs and staffing with simple formulas: 900 a week, 150 a week each.

    Example:
        >>> required_agents_at_rate(volume=900, tickets_per_agent=150).rounded
        6
        >>> required_agents_at_rate(volume=900, tickets_per_agent=150, buffer=0.25)
        Agents(exact=7.5, rounded=8, binding='workload', warnings=())
    """
    tickets, rate = checked(volume, "volume", at_least=0), checked(tickets_per_agent, "tickets_per_agent", more_than=0)
    extra = checked(buffer, "buffer", at_least=0)
    broadcast(volume=tickets, tickets_per_agent=rate, buffer=extra)
    agents = exact(tickets) / exact(rate)
    how = f"volume {shown(tickets)} / tickets of one agent {shown(rate)}"
    found, more = _enlarged(agents, extra, np.asarray(0.0))
    return staffed(found, steps=(Step("agents for the work", how, nearest(agents)), *more))


def with_buffer(agents: Number | Agents, buffer: Number) -> Agents:
    """Return agents * (1 + buffer), for variability and escalations.

    Args:
        agents: >= 0; of an `Agents` the exact number counts, so that there is one rounding.
        buffer: >= 0; 0.15 to 0.25 is the published range.

    Raises:
        DomainError: an input outside its range, or arrays that do not broadcast.

    Source: SaaS support system design, Set SLAs and staffing with simple formulas.

    Example:
        >>> with_buffer(6, 0.15)
        Agents(exact=6.9, rounded=7, binding='workload', warnings=())
    """
    return _changed(agents, checked(buffer, "buffer", at_least=0), np.asarray(0.0))


def scheduled(agents: Number | Agents, shrinkage: Number) -> Agents:
    """Return agents / (1 - shrinkage): how many to schedule so that so many are there.

    Args:
        agents: >= 0; of an `Agents` the exact number counts, so that there is one rounding.
        shrinkage: share of paid time away from tickets, >= 0 and < 1.

    Raises:
        DomainError: an input outside its range, or arrays that do not broadcast.

    Source: Support Operations skill pack, Utilization Breakdown.

    Example:
        >>> scheduled(7, 0.3)
        Agents(exact=10.0, rounded=10, binding='workload', warnings=())
    """
    return _changed(agents, np.asarray(0.0), _shrinkage(shrinkage))


def _changed(agents: Number | Agents, buffer: Floats, shrinkage: Floats) -> Agents:
    before = agents if isinstance(agents, Agents) else None
    number = checked(agents if before is None else before.exact, "agents", at_least=0)
    broadcast(agents=number, buffer=buffer, shrinkage=shrinkage)
    found, more = _enlarged(exact(number), buffer, shrinkage)
    if before is None:
        return staffed(found, steps=(Step("agents", "given", nearest(exact(number))), *more))
    return staffed(found, steps=before.steps + more, warnings=before.warnings)


def _enlarged(agents: Exact, buffer: Floats, shrinkage: Floats) -> tuple[Exact, tuple[Step, ...]]:
    """Return agents with buffer and shrinkage, and the steps of those that are not zero."""
    steps: list[Step] = []
    if np.any(buffer > 0):
        agents = agents * (1 + exact(buffer))
        steps.append(Step("with the buffer", f"x (1 + {shown(buffer)})", nearest(agents)))
    if np.any(shrinkage > 0):
        agents = agents / (1 - exact(shrinkage))
        steps.append(Step("with the shrinkage", f"/ (1 - {shown(shrinkage)})", nearest(agents)))
    return agents, tuple(steps)


def _share(utilisation: Number) -> Floats:
    return checked(utilisation, "utilisation", more_than=0, at_most=1)


def _shrinkage(shrinkage: Number) -> Floats:
    return checked(shrinkage, "shrinkage", at_least=0, less_than=1)
