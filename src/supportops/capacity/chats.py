"""Chats: one agent works at several at once, but not at several times the speed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

import numpy as np

from supportops._formulas import Duration, Floats, Number, broadcast, checked, decimal, number, seconds
from supportops.capacity._exact import Exact, exact, nearest, staffed
from supportops.capacity.agent_time import as_timedelta
from supportops.capacity.agents import Agents
from supportops.capacity.steps import Step, shown
from supportops.errors import DomainError

__all__ = ["CHAT_EFFICIENCY", "chat_agents", "effective_handle_time"]

CHAT_EFFICIENCY: tuple[float, ...] = (1.0, 1.7, 2.5, 2.9, 3.5)
"""Chats worked at once in effect, with 1, 2, 3, 4, 5 open. Measure your own: handle time over engaged time."""

_NO_LOSS = (
    "concurrency over 1 without efficiency: handle time is divided by the concurrency itself, as if no time were lost "
    "between chats; give efficiency=CHAT_EFFICIENCY or what you measured"
)


def chat_agents(
    *,
    volume: Number,
    interval: Duration | None = None,
    handle_time: Duration | None = None,
    concurrency: Number,
    utilisation: Number = 1.0,
    efficiency: Sequence[float] | None = None,
    interval_s: Number | None = None,
    handle_time_s: Number | None = None,
) -> Agents:
    """Return how many agents an interval's chats take.

    volume * handle time / (interval * chats at once in effect * utilisation), rounded up once. It is the work that is
    counted, not the waiting: `erlang.required_agents` takes the effective handle time and a wait.

    Args:
        volume: chats in the interval, >= 0. Shape (...).
        interval: more than no time; or `interval_s`.
        handle_time: of one chat as the customer sees it, no time or more; or `handle_time_s`.
        concurrency: open chats of one agent, > 0; with an efficiency from 1 to its last.
        utilisation: share of the interval spent on chats, > 0 and at most 1.
        efficiency: chats worked at once in effect, for 1, 2, 3 ... open ones, each > 0; interpolated between. None: as
            many as are open, which is a warning when these are more than 1.
        interval_s: seconds, > 0.
        handle_time_s: seconds, >= 0.

    Raises:
        DomainError: an input outside its range, or arrays that do not broadcast.

    Source: the factor table is common among planners of chat desks; it stands for no desk in particular.

    Example:
        >>> chat_agents(volume=60, interval="30m", handle_time="10m", concurrency=3, efficiency=CHAT_EFFICIENCY)
        Agents(exact=8.0, rounded=8, binding='workload', warnings=())
    """
    chats, slot = checked(volume, "volume", at_least=0), seconds("interval", interval, interval_s, more_than=0)
    each = seconds("handle_time", handle_time, handle_time_s)
    use = checked(utilisation, "utilisation", more_than=0, at_most=1)
    is_open = checked(concurrency, "concurrency", more_than=0)
    broadcast(volume=chats, interval=slot, handle_time=each, concurrency=is_open, utilisation=use)
    at_once = _in_effect(is_open, efficiency)
    work = exact(chats) * exact(each) / exact(slot)
    steps = (
        Step("chats at a time", f"{shown(chats)} x {shown(each)} s / {shown(slot)} s", nearest(work)),
        Step("chats of one agent", f"in effect, with {shown(is_open)} open", nearest(at_once)),
    )
    warnings = (_NO_LOSS,) if efficiency is None and np.any(is_open > 1) else ()
    return staffed(work / (at_once * exact(use)), steps=steps, warnings=warnings)


def effective_handle_time(
    handle_time: Duration | None = None,
    concurrency: float = 1.0,
    *,
    efficiency: Sequence[float] | None = None,
    handle_time_s: float | None = None,
) -> timedelta:
    """Return the time of an agent that one chat takes up: handle time / chats at once in effect.

    Args:
        handle_time: of one chat as the customer sees it, no time or more; or `handle_time_s`.
        concurrency: open chats of one agent, > 0; with an efficiency from 1 to its last.
        efficiency: chats worked at once in effect, for 1, 2, 3 ... open ones; None: as many as are open.
        handle_time_s: seconds, >= 0.

    Returns:
        To the nearest microsecond.

    Raises:
        DomainError: an input outside its range, or an array.

    Example:
        >>> effective_handle_time("10m", 3, efficiency=CHAT_EFFICIENCY)
        datetime.timedelta(seconds=240)
    """
    each = number(seconds("handle_time", handle_time, handle_time_s), "handle_time")
    is_open = number(concurrency, "concurrency", more_than=0)
    return as_timedelta(exact(np.asarray(each)) / _in_effect(np.asarray(is_open), efficiency))


def _in_effect(concurrency: Floats, efficiency: Sequence[float] | None) -> Exact:
    """Return the chats worked at once in effect, interpolated in the table."""
    if efficiency is None:
        return exact(concurrency)
    table = checked(efficiency, "efficiency", more_than=0)
    if table.ndim != 1 or not table.size:
        message = "efficiency is a series: chats worked at once in effect, for 1, 2, 3 ... open ones; give one"
        raise DomainError(message, field="efficiency", value=efficiency)
    is_open = checked(concurrency, "concurrency", at_least=1, at_most=table.size)
    points = [decimal(point) for point in table]

    def between(chats: float) -> tuple[int, int]:
        low, rest = divmod(decimal(chats), 1)
        point = points[low - 1] + (rest * (points[low] - points[low - 1]) if rest else 0)
        return point.as_integer_ratio()

    found = np.frompyfunc(between, 1, 2)(is_open)
    return Exact(found[0], found[1])
