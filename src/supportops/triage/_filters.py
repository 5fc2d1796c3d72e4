"""Why an agent may not take a ticket: one function for each filter."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial

from supportops.durations import format_duration
from supportops.triage._desk import Desk
from supportops.triage.agents import Agent
from supportops.triage.assignment_state import AssignmentState, exact
from supportops.triage.queued import QueuedTicket
from supportops.triage.strategy import Filter, RateLimit

__all__ = ["Request", "Stopped", "number", "stopped_by"]

_FIRST = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Request:
    """A ticket at a desk, with what the agents have already."""

    ticket: QueuedTicket
    desk: Desk
    state: AssignmentState


@dataclass(frozen=True, slots=True)
class Stopped:
    """The filter that stopped an agent, by its place among the filters, and why."""

    place: int
    reason: str


Check = Callable[[Agent, Request], str | None]


def stopped_by(request: Request) -> dict[str, Stopped]:
    """Return the agents who may not take the ticket, each with the first filter that refuses."""
    # A ticket that asks for no skill and no level passes everybody there.
    idle = {name for name in ("skill", "level") if getattr(request.ticket, name) is None}
    filters = request.desk.strategy.filters
    checks = [(place, name_of(one), check_of(one)) for place, one in enumerate(filters) if one not in idle]
    stopped = {}
    for agent in request.desk.agents.values():
        for place, name, check in checks:
            reason = check(agent, request)
            if reason is not None:
                stopped[agent.id] = Stopped(place, f"{name}: {reason}")
                break
    return stopped


def name_of(one: Filter) -> str:
    """Return what a filter is called in results."""
    return "rate" if isinstance(one, RateLimit) else one


def check_of(one: Filter) -> Check:
    """Return the function of a filter: why it refuses, or None."""
    return partial(_rate, one) if isinstance(one, RateLimit) else _CHECKS[one]


def number(units: float) -> str:
    """Return units without needless decimals.

    Example:
        >>> number(2.0), number(0.5)
        ('2', '0.5')
    """
    return f"{units:.10g}"


def _skill(agent: Agent, request: Request) -> str | None:
    skill = request.ticket.skill
    if skill in agent.skills:
        return None
    return f"lacks {skill!r}, has {', '.join(map(repr, agent.skills)) or 'none'}"


def _level(agent: Agent, request: Request) -> str | None:
    level = request.ticket.level
    if level == agent.level:
        return None
    return f"is at {agent.level or 'no level'}, the ticket is for {level}"


def _status(agent: Agent, request: Request) -> str | None:
    if agent.status in request.desk.passing:
        return None
    return f"is {agent.status}" + (f", substitute {agent.substitute}" if agent.substitute else "")


def _hours(agent: Agent, request: Request) -> str | None:
    closed = None if agent.hours is None else request.desk.closed(agent)
    return None if closed is None else f"does not work on {closed}"


def _capacity(agent: Agent, request: Request) -> str | None:
    if agent.capacity is None:
        return None
    load, units = request.state.load.get(agent.id, 0.0), agent.units(request.ticket.channel)
    if exact(load + units) <= exact(agent.capacity):
        return None
    return f"has {number(load)} of {number(agent.capacity)} units, the ticket takes {number(units)}"


def _rate(limit: RateLimit, agent: Agent, request: Request) -> str | None:
    instants, at = request.state.assigned.get(agent.id, ()), request.desk.at
    if len(instants) < limit.limit:
        return None
    start = at - min(limit.per, at - _FIRST)
    given = bisect_right(instants, at) - bisect_left(instants, start)
    if given < limit.limit:
        return None
    return f"was given {given} in the last {format_duration(limit.per)}, {limit.limit} are allowed"


_CHECKS: Mapping[str, Check] = {
    "skill": _skill, "level": _level, "status": _status, "hours": _hours, "capacity": _capacity,
}  # fmt: skip
