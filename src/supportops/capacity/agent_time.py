"""What time there is and what it holds: work, productive hours, tickets of one agent, and how busy they are."""

from __future__ import annotations

import warnings
from datetime import timedelta
from fractions import Fraction
from typing import overload

import numpy as np

from supportops._formulas import Duration, Number, broadcast, checked, number, seconds
from supportops.capacity._exact import Exact, exact, nearest
from supportops.errors import DomainError

__all__ = ["as_timedelta", "implied_utilisation", "productive_time", "throughput", "tickets_per_agent", "workload"]

_TWICE = (
    "meetings over 0 and utilisation under 1 both take time off; where they mean the same hours, "
    "leave one out: meetings='0m' or utilisation=1"
)


def workload(volume: float, handle_time: Duration | None = None, *, handle_time_s: float | None = None) -> timedelta:
    """Return the time that a volume takes: volume * handle time.

    Args:
        volume: tickets, >= 0.
        handle_time: work on one of them, no time or more; or `handle_time_s`.
        handle_time_s: seconds, >= 0.

    Returns:
        To the nearest microsecond.

    Raises:
        DomainError: an input outside its range, an array, or more time than a timedelta can hold.

    Example:
        >>> workload(500, "20m") == timedelta(minutes=10_000)
        True
    """
    tickets = number(volume, "volume", at_least=0)
    each = number(seconds("handle_time", handle_time, handle_time_s), "handle_time")
    return as_timedelta(exact(np.asarray(tickets)) * exact(np.asarray(each)))


def productive_time(
    hours: Duration | None = None, utilisation: float = 1.0, *, hours_s: float | None = None
) -> timedelta:
    """Return the time on tickets that hours hold: hours * utilisation.

    Args:
        hours: no time or more; or `hours_s`.
        utilisation: share of the hours spent on tickets, > 0 and at most 1.
        hours_s: seconds, >= 0.

    Returns:
        To the nearest microsecond.

    Raises:
        DomainError: an input outside its range, or an array.

    Example:
        >>> productive_time("8h", 0.75)
        datetime.timedelta(seconds=21600)
    """
    time = number(seconds("hours", hours, hours_s), "hours")
    use = number(utilisation, "utilisation", more_than=0, at_most=1)
    return as_timedelta(exact(np.asarray(time)) * exact(np.asarray(use)))


def tickets_per_agent(
    *,
    handle_time: Duration | None = None,
    hours: Duration | None = None,
    meetings: Duration | None = "0m",
    utilisation: float = 1.0,
    handle_time_s: float | None = None,
    hours_s: float | None = None,
    meetings_s: float | None = None,
) -> float:
    """Return how many tickets one agent handles: (hours - meetings) * utilisation / handle time.

    Args:
        handle_time: work on one ticket, more than no time; or `handle_time_s`.
        hours: of one agent, no time or more; or `hours_s`.
        meetings: out of these hours, at most all of them; or `meetings_s`.
        utilisation: share of the rest spent on tickets, > 0 and at most 1.
        handle_time_s: seconds, > 0.
        hours_s: seconds, >= 0.
        meetings_s: seconds, >= 0.

    Returns:
        Tickets in those hours.

    Raises:
        DomainError: an input outside its range, or an array.

    Warns:
        UserWarning: meetings and a utilisation under 1 together, since they often mean the same hours.

    Source: SaaS support system design, Set SLAs and staffing with simple formulas: 8 h less 1 h of meetings, 14 min a
        ticket, "about 30" a day.

    Example:
        >>> tickets_per_agent(handle_time="14m", hours="8h", meetings="1h")
        30.0
    """
    is_default = meetings_s is not None and meetings == "0m"
    each = number(seconds("handle_time", handle_time, handle_time_s, more_than=0), "handle_time")
    time = number(seconds("hours", hours, hours_s), "hours")
    away = number(seconds("meetings", None if is_default else meetings, meetings_s), "meetings")
    use = number(utilisation, "utilisation", more_than=0, at_most=1)
    if away > time:
        message = f"meetings take {away:g} s of {time:g} s in hours; give no more meetings than hours"
        raise DomainError(message, field="meetings", value=meetings if meetings_s is None else meetings_s)
    if away > 0 and use < 1:
        warnings.warn(_TWICE, UserWarning, stacklevel=2)
    left = exact(np.asarray(time)) - exact(np.asarray(away))
    return float(nearest(left * exact(np.asarray(use)) / exact(np.asarray(each))))


@overload
def throughput(*, agents: float, tickets_per_agent_day: float, days: float) -> float: ...
@overload
def throughput(*, agents: Number, tickets_per_agent_day: Number, days: Number) -> Number: ...
def throughput(*, agents: Number, tickets_per_agent_day: Number, days: Number) -> Number:
    """Return how many tickets a team handles: agents * tickets a day of one agent * days.

    The forward twin of `required_agents_at_rate`.

    Args:
        agents: at work, >= 0. Shape (...).
        tickets_per_agent_day: >= 0.
        days: of work, >= 0.

    Returns:
        Tickets in those days. Broadcast shape.

    Raises:
        DomainError: a negative input, or arrays that do not broadcast.

    Source: SaaS support system design, Set SLAs and staffing with simple formulas.

    Example:
        >>> throughput(agents=6, tickets_per_agent_day=30, days=5)
        900.0
    """
    named = {
        "agents": checked(agents, "agents", at_least=0),
        "tickets_per_agent_day": checked(tickets_per_agent_day, "tickets_per_agent_day", at_least=0),
        "days": checked(days, "days", at_least=0),
    }
    broadcast(**named)
    people, rate, time = map(exact, named.values())
    return nearest(people * rate * time)


def implied_utilisation(
    *,
    volume: Number,
    handle_time: Duration | None = None,
    hours: Duration | None = None,
    agents: Number,
    handle_time_s: Number | None = None,
    hours_s: Number | None = None,
) -> Number | None:
    """Return the share of their hours that so many agents need for a volume: the forward twin of `required_agents`.

    volume * handle time / (hours * agents).

    Args:
        volume: tickets in the period, >= 0. Shape (...).
        handle_time: work on one ticket, no time or more; or `handle_time_s`.
        hours: of one agent in the period, more than no time; or `hours_s`.
        agents: >= 0.
        handle_time_s: seconds, >= 0.
        hours_s: seconds, > 0.

    Returns:
        Over 1 when overloaded, infinite for work without agents. Neither work nor agents have no utilisation: None, NaN
        in arrays. Broadcast shape.

    Raises:
        DomainError: an input outside its range, or arrays that do not broadcast.

    Source: Support Operations skill pack, The Capacity Planning Equation, solved for the utilisation.

    Example:
        >>> implied_utilisation(volume=540, handle_time="20m", hours="8h", agents=25)
        0.9
    """
    named = {
        "volume": checked(volume, "volume", at_least=0),
        "handle_time": seconds("handle_time", handle_time, handle_time_s),
        "hours": seconds("hours", hours, hours_s, more_than=0),
        "agents": checked(agents, "agents", at_least=0),
    }
    broadcast(**named)
    tickets, each, time, people = named.values()
    without = people == 0
    shares = exact(tickets) * exact(each) / (exact(time) * exact(np.where(without, 1.0, people)))
    # A work of zero hours is no work, whether tickets or handle time are zero.
    is_idle = (tickets == 0) | (each == 0)
    found = np.where(without, np.where(is_idle, np.nan, np.inf), nearest(shares))
    if found.ndim:
        return found
    return None if np.isnan(found) else float(found)


def as_timedelta(amount: Exact) -> timedelta:
    """Return seconds, one number of them, to the nearest microsecond.

    Raises:
        DomainError: more time than a timedelta can hold.
    """
    try:
        return timedelta(microseconds=round(Fraction(int(amount.above), int(amount.below)) * 1_000_000))
    except OverflowError:
        raise DomainError("the answer is more time than a timedelta can hold; check the units") from None
