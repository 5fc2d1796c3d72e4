"""The other way round: lines for a blocking, and the load that so many agents can take."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import overload

import numpy as np
import numpy.typing as npt

from supportops._formulas import Duration, Floats, Number, as_given, broadcast, checked, decimal, seconds
from supportops.capacity.agents import Agents
from supportops.capacity.erlang._exactly import blocking_ratio, is_met
from supportops.capacity.erlang._inputs import LARGEST, first_of
from supportops.capacity.erlang._loss import blocked
from supportops.capacity.erlang._roots import falling_root
from supportops.capacity.erlang._waiting import must_wait
from supportops.capacity.steps import Step
from supportops.errors import DomainError

__all__ = ["agents_for_blocking", "load_for_asa", "load_for_blocking", "load_for_p_wait"]

_BELOW = 1.0 - 2.0**-52
_NEAR = 1e-9
_LEAST = 1e-300


def agents_for_blocking(load: Number, blocking: Number, *, retry: Number = 0.0) -> Agents:
    """Return the least number of lines that block no more than a share of the calls.

    The least n with B(n, T) <= blocking, where T = load / (1 - retry * blocking) counts the calls that try again.

    Args:
        load: offered work of first attempts, erlangs, 0..1e10. Shape (...).
        blocking: largest share blocked, 0 < blocking <= 1. Shape broadcastable to load.
        retry: share of the blocked that try again, 0..1. Shape broadcastable to load.

    Returns:
        Agents: `exact` the real n at which blocking is just that share, `rounded` the least whole one; a blocking that
        is met exactly on paper is met. 0 without load. Broadcast shape.

    Raises:
        DomainError: an input outside its range, shapes that do not broadcast.

    Source: Erlang (1917); Jagers and van Doorn (1986) for real n; Jewett, Shrago and Yomtov (1980) for `retry`.

    Example:
        >>> found = agents_for_blocking(10, 0.01)
        >>> round(found.exact, 3), found.rounded
        (17.445, 18)
    """
    offered, share, again = broadcast(
        load=checked(load, "load", at_least=0, at_most=LARGEST),
        blocking=checked(blocking, "blocking", more_than=0, at_most=1),
        retry=checked(retry, "retry", at_least=0, at_most=1),
    )
    total = _attempts(offered, share, again)

    def over(agents: Floats) -> Floats:
        with np.errstate(divide="ignore"):
            return np.where(total > 0.0, np.log(blocked(total, agents)) - np.log(share), -1.0)

    high = _doubled(over, np.ceil(total) + 1.0)
    exact = falling_root(over, np.zeros_like(total), high)
    rounded = np.asarray(np.ceil(exact), dtype=np.int64)
    for place in np.argwhere(np.abs(exact - np.rint(exact)) <= _NEAR * (1.0 + exact)):
        at = tuple(place)
        given = [float(x[at]) for x in (offered, share, again)]
        rounded[at] = _settled(*map(decimal, given), guess=int(np.rint(exact[at]))) if total[at] else 0
    steps = (Step("total load", "load / (1 - retry * blocking), erlangs", as_given(total)),
             Step("lines", "B(n, total load) = blocking, for real n", as_given(exact)))  # fmt: skip
    return Agents(as_given(exact), rounded if rounded.ndim else int(rounded), "blocking", (), steps)


@overload
def load_for_blocking(agents: float, blocking: float, *, retry: float = 0.0) -> float: ...
@overload
def load_for_blocking(agents: Number, blocking: Number, *, retry: Number = 0.0) -> Number: ...
def load_for_blocking(agents: Number, blocking: Number, *, retry: Number = 0.0) -> Number:
    """Return the largest load of which so many lines block no more than a share.

    T with B(n, T) = blocking, less the calls that try again: T (1 - retry * blocking).

    Args:
        agents: servers or lines n, 0..1e10, whole or not. Shape (...).
        blocking: share blocked, 0 <= blocking < 1. Shape broadcastable to agents.
        retry: share of the blocked that try again, 0..1. Shape broadcastable to agents.

    Returns:
        Erlangs of first attempts; 0 without lines. Broadcast shape.

    Raises:
        DomainError: an input outside its range, shapes that do not broadcast.

    Source: the inverse of `erlang_b` in the load.

    Example:
        >>> round(load_for_blocking(17, 0.01), 4)
        9.6516
    """
    servers, share, again = broadcast(
        agents=checked(agents, "agents", at_least=0, at_most=LARGEST),
        blocking=checked(blocking, "blocking", at_least=0, less_than=1),
        retry=checked(retry, "retry", at_least=0, at_most=1),
    )

    def spare(load: Floats) -> Floats:
        with np.errstate(divide="ignore"):
            return np.log(share) - np.log(blocked(load, servers))

    # B is at least 1 - n/A.
    total = _largest(spare, servers / (1.0 - share), is_none=(servers == 0.0) | (share == 0.0))
    return as_given(total * (1.0 - again * share))


@overload
def load_for_p_wait(agents: float, p_wait: float) -> float: ...
@overload
def load_for_p_wait(agents: Floats, p_wait: Number) -> Floats: ...
@overload
def load_for_p_wait(agents: float, p_wait: Floats) -> Floats: ...
def load_for_p_wait(agents: Number, p_wait: Number) -> Number:
    """Return the largest load of which no more than a share waits with so many agents.

    A with C(n, A) = p_wait.

    Args:
        agents: staffed agents n, 0..1e10, whole or not. Shape (...).
        p_wait: share that waits, 0 <= p_wait < 1. Shape broadcastable to agents.

    Returns:
        Erlangs, under `agents`; 0 without agents. Broadcast shape.

    Raises:
        DomainError: an input outside its range, shapes that do not broadcast.

    Source: the inverse of `erlang_c` in the load.

    Example:
        >>> round(load_for_p_wait(30, 0.15), 1)
        23.6
    """
    servers, share = broadcast(
        agents=checked(agents, "agents", at_least=0, at_most=LARGEST),
        p_wait=checked(p_wait, "p_wait", at_least=0, less_than=1),
    )

    def spare(load: Floats) -> Floats:
        with np.errstate(divide="ignore"):
            return np.log(share) - np.log(must_wait(load, servers))

    return as_given(_largest(spare, servers * _BELOW, is_none=(servers == 0.0) | (share == 0.0)))


@overload
def load_for_asa(
    agents: float,
    *,
    asa: Duration | None = None,
    handle_time: Duration | None = None,
    asa_s: float | None = None,
    handle_time_s: float | None = None,
) -> float: ...
@overload
def load_for_asa(
    agents: Number,
    *,
    asa: Duration | None = None,
    handle_time: Duration | None = None,
    asa_s: Number | None = None,
    handle_time_s: Number | None = None,
) -> Number: ...
def load_for_asa(
    agents: Number, *, asa: Duration | None = None, handle_time: Duration | None = None,
    asa_s: Number | None = None, handle_time_s: Number | None = None,
) -> Number:  # fmt: skip
    """Return the largest load of which the mean wait is no more than a time with so many agents.

    A with C(n, A) h / (n - A) = asa.

    Args:
        agents: staffed agents n, 0..1e10, whole or not. Shape (...).
        asa: mean wait of all contacts, >= 0; or `asa_s`, seconds.
        handle_time: mean handle time h, > 0; or `handle_time_s`, seconds.
        asa_s: seconds in place of `asa`. Shape broadcastable to agents.
        handle_time_s: seconds in place of `handle_time`. Shape broadcastable to agents.

    Returns:
        Erlangs, under `agents`; 0 without agents. Broadcast shape.

    Raises:
        DomainError: an input outside its range, a bare number for a duration, shapes that do not broadcast.

    Source: the inverse of `asa_s` in the load.

    Example:
        >>> round(load_for_asa(20, asa="5s", handle_time="5m"), 4)
        14.0895
    """
    servers, wait, handle = broadcast(
        agents=checked(agents, "agents", at_least=0, at_most=LARGEST),
        asa_s=seconds("asa", asa, asa_s),
        handle_time_s=seconds("handle_time", handle_time, handle_time_s, more_than=0),
    )

    def spare(load: Floats) -> Floats:
        with np.errstate(divide="ignore", invalid="ignore"):
            return np.log(wait) - np.log(handle) - np.log(must_wait(load, servers)) + np.log(servers - load)

    return as_given(_largest(spare, servers * _BELOW, is_none=(servers == 0.0) | (wait == 0.0)))


def _largest(spare: Callable[[Floats], Floats], high: Floats, *, is_none: npt.NDArray[np.bool_]) -> Floats:
    """Return the load at which nothing is spare any more, 0 where there is none; the search is among its logarithms."""
    top = np.where(is_none, 1.0, high)
    low = top / 2.0
    while (is_short := ~is_none & (spare(low) < 0.0) & (low > _LEAST)).any():
        low = np.where(is_short, np.maximum(low * low / top, _LEAST), low)
        top = np.where(is_short, np.maximum(top, _LEAST), top)

    def missing(log_load: Floats) -> Floats:
        return np.where(is_none, -1.0, spare(np.minimum(np.exp(log_load), top)))

    found = np.exp(falling_root(missing, np.log(low), np.log(top)))
    return np.where(is_none | (found <= _LEAST * (1.0 + _NEAR)), 0.0, np.minimum(found, high))


def _attempts(load: Floats, blocking: Floats, retry: Floats) -> Floats:
    """Return the load with the calls that try again; 0 where all may be blocked, as that takes no lines."""
    with np.errstate(divide="ignore", invalid="ignore"):
        total: Floats = np.where((load == 0.0) | (blocking == 1.0), 0.0, load / (1.0 - retry * blocking))
    if (is_over := total > LARGEST).any():
        place, where, index = first_of(is_over)
        raise DomainError(
            f"load{where} with those who try again is {total[place]:g} erlangs; give no more than {LARGEST:g}",
            field="load", value=float(load[place]), index=index,
        )  # fmt: skip
    return total


def _doubled(over: Callable[[Floats], Floats], high: Floats) -> Floats:
    while (is_over := over(high) > 0.0).any():
        high = np.where(is_over, 2.0 * high, high)
    return high


def _settled(load: Fraction, blocking: Fraction, retry: Fraction, *, guess: int) -> int:
    """Return the least whole number of lines near a guess, decided on paper."""
    total = load / (1 - retry * blocking)
    lines = max(guess - 1, 0)
    while not is_met(blocking_ratio(total, lines, blocking=blocking)):
        lines += 1
    return lines
