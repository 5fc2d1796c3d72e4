"""Erlang B: the share of calls that find every line busy, when none can wait."""

from __future__ import annotations

from typing import NamedTuple, overload

import numpy as np

from supportops._formulas import Floats, Number, as_given, broadcast, checked
from supportops.capacity.erlang._excess import excesses, log_inverse
from supportops.capacity.erlang._inputs import pair
from supportops.capacity.erlang._roots import falling_root

__all__ = ["ExtendedB", "blocked", "erlang_b", "extended_erlang_b", "log_erlang_b"]


class ExtendedB(NamedTuple):
    """Blocking when some of the blocked call again.

    Attributes:
        blocking: share of all attempts that find every line busy, 0..1.
        total_load: erlangs of all attempts, the repeated ones with them; infinite when they never get through.
    """

    blocking: Number
    total_load: Number


@overload
def erlang_b(load: float, agents: float) -> float: ...
@overload
def erlang_b(load: Floats, agents: Number) -> Floats: ...
@overload
def erlang_b(load: float, agents: Floats) -> Floats: ...
def erlang_b(load: Number, agents: Number) -> Number:
    """Return the share of calls that are blocked when none can wait.

    1/B = 1 + n/A + n(n-1)/A^2 + ..., for real n by its continuous extension A * integral of exp(-A t) (1 + t)^n.

    Args:
        load: offered work A, erlangs, 0..1e10. Shape (...).
        agents: servers or lines n, >= 0, whole or not. Shape broadcastable to load.

    Returns:
        Blocking, 0..1; 0 without load. Under 1e-308 it is 0: `log_erlang_b` goes on. Broadcast shape.

    Raises:
        DomainError: a negative or infinite input, shapes that do not broadcast.

    Source: Erlang (1917); Jagers and van Doorn (1986) for real n.

    Example:
        >>> erlang_b(10.0, 14)
        0.05681914338652085
    """
    return as_given(blocked(*pair(load, agents)))


@overload
def log_erlang_b(load: float, agents: float) -> float: ...
@overload
def log_erlang_b(load: Floats, agents: Number) -> Floats: ...
@overload
def log_erlang_b(load: float, agents: Floats) -> Floats: ...
def log_erlang_b(load: Number, agents: Number) -> Number:
    """Return the natural logarithm of Erlang's blocking, also where blocking itself is too small for a float.

    Args:
        load: offered work, erlangs, 0..1e10. Shape (...).
        agents: servers or lines, >= 0, whole or not. Shape broadcastable to load.

    Returns:
        The logarithm, <= 0; minus infinity without load. Broadcast shape.

    Raises:
        DomainError: a negative or infinite input, shapes that do not broadcast.

    Source: as `erlang_b`; far above the load the product n/A * (n-1)/A * ... by the logarithm of the gamma function.

    Example:
        >>> erlang_b(1.0, 1000), round(log_erlang_b(1.0, 1000), 3)
        (0.0, -5913.128)
    """
    offered, servers = pair(load, agents)
    found = np.full(offered.shape, -np.inf)
    for place in np.argwhere(offered > 0.0):
        at = tuple(place)
        found[at] = 0.0 - log_inverse(float(offered[at]), float(servers[at]))
    return as_given(found)


@overload
def extended_erlang_b(load: float, agents: float, *, retry: float) -> ExtendedB: ...
@overload
def extended_erlang_b(load: Number, agents: Number, *, retry: Number) -> ExtendedB: ...
def extended_erlang_b(load: Number, agents: Number, *, retry: Number) -> ExtendedB:
    """Return the blocking when a share of the blocked calls at once again.

    The total load T solves T (1 - retry * B(T, n)) = load.

    Args:
        load: offered work of first attempts, erlangs, 0..1e10. Shape (...).
        agents: servers or lines, >= 0, whole or not. Shape broadcastable to load.
        retry: share of the blocked that try again, each time, 0..1. Shape broadcastable to load.

    Returns:
        Blocking and total load. With everybody trying again (1) and a load of at least the agents nobody's second
        attempt helps: blocking 1, total load infinite. Broadcast shape.

    Raises:
        DomainError: a negative or infinite input, a share over 1, shapes that do not broadcast.

    Source: Jewett, Shrago and Yomtov (1980), Designing Optimal Voice Networks, "Extended Erlang B".

    Example:
        >>> found = extended_erlang_b(1500.0, 1000, retry=0.2)
        >>> round(found.blocking, 3), round(found.total_load, 1)
        (0.386, 1625.4)
    """
    offered, servers = pair(load, agents)
    offered, servers, again = broadcast(
        load=offered, agents=servers, retry=checked(retry, "retry", at_least=0, at_most=1)
    )
    is_idle = offered == 0.0
    is_lost = (again == 1.0) & (offered >= servers) & ~is_idle
    work = np.where(is_idle, 1.0, offered)

    def missing(total: Floats) -> Floats:
        with np.errstate(divide="ignore"):
            return np.log(work) - np.log(total * _kept(total, servers, again))

    total = falling_root(missing, work, _most(work, servers, np.where(is_lost, 0.0, again)))
    total = np.where(is_lost, np.inf, np.where(is_idle, 0.0, total))
    blocking = np.where(is_lost, 1.0, blocked(np.where(is_lost, 1.0, total), servers))
    return ExtendedB(as_given(blocking), as_given(total))


def blocked(load: Floats, agents: Floats) -> Floats:
    """Return Erlang's B of arrays of one shape; 0 without load."""
    is_idle = load == 0.0
    y = excesses(np.where(is_idle, 1.0, load), agents)
    return np.where(is_idle, 0.0, 1.0 / (1.0 + y))


def _most(offered: Floats, servers: Floats, again: Floats) -> Floats:
    """Return a total load at which more than is offered is lost for good or served."""
    most = 2.0 * offered
    while (is_short := (most * _kept(most, servers, again) < offered) & (most < 1e300)).any():
        most = np.where(is_short, 2.0 * most, most)
    return most


def _kept(total: Floats, servers: Floats, again: Floats) -> Floats:
    """Return 1 - again * B without taking near numbers from each other."""
    y = excesses(total, servers)
    is_far = np.isinf(y)
    y = np.where(is_far, 0.0, y)
    return np.where(is_far, 1.0, (y + (1.0 - again)) / (y + 1.0))
