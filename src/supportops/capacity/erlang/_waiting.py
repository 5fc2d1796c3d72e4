"""Erlang C: who waits and how long, when everybody waits until answered."""

from __future__ import annotations

from typing import overload

import numpy as np

from supportops._formulas import Duration, Floats, Number, as_given, broadcast, checked, seconds
from supportops.capacity.erlang._excess import excesses
from supportops.capacity.erlang._inputs import complements, pair, per

__all__ = [
    "answered",
    "asa_s",
    "erlang_c",
    "must_wait",
    "queue_length",
    "service_level",
    "wait_if_waiting_s",
    "wait_quantile_s",
    "waits",
]


@overload
def erlang_c(load: float, agents: float) -> float: ...
@overload
def erlang_c(load: Floats, agents: Number) -> Floats: ...
@overload
def erlang_c(load: float, agents: Floats) -> Floats: ...
def erlang_c(load: Number, agents: Number) -> Number:
    """Return the share of contacts that wait.

    C = n / (n + (n - A) y) with y = 1/B - 1: no difference of near numbers. For real n by the extension of `erlang_b`.

    Args:
        load: offered work A, erlangs, 0..1e10. Shape (...).
        agents: staffed agents n, >= 0, whole or not. Shape broadcastable to load.

    Returns:
        P(wait), 0..1: 1 with no more agents than load, 0 without load. Broadcast shape.

    Raises:
        DomainError: a negative or infinite input, shapes that do not broadcast.

    Source: Erlang (1917); Jagers and van Doorn (1986) for real n.

    Example:
        >>> round(erlang_c(10.0, 14), 6), erlang_c(10.0, 10)
        (0.174132, 1.0)
    """
    return as_given(must_wait(*pair(load, agents)))


@overload
def service_level(
    load: float,
    agents: float,
    *,
    handle_time: Duration | None = None,
    within: Duration | None = None,
    handle_time_s: float | None = None,
    within_s: float | None = None,
) -> float: ...
@overload
def service_level(
    load: Number,
    agents: Number,
    *,
    handle_time: Duration | None = None,
    within: Duration | None = None,
    handle_time_s: Number | None = None,
    within_s: Number | None = None,
) -> Number: ...
def service_level(
    load: Number, agents: Number, *, handle_time: Duration | None = None, within: Duration | None = None,
    handle_time_s: Number | None = None, within_s: Number | None = None,
) -> Number:  # fmt: skip
    """Return the share of contacts answered within a time.

    1 - C exp(-(n - A) t / h).

    Args:
        load: offered work A, erlangs, 0..1e10. Shape (...).
        agents: staffed agents n, >= 0, whole or not. Shape broadcastable to load.
        handle_time: mean handle time h, >= 0; or `handle_time_s`, seconds.
        within: the time t, >= 0; or `within_s`, seconds.
        handle_time_s: seconds in place of `handle_time`. Shape broadcastable to load.
        within_s: seconds in place of `within`. Shape broadcastable to load.

    Returns:
        P(wait <= t), 0..1: 0 with no more agents than load, 1 without load. Broadcast shape.

    Raises:
        DomainError: a negative or infinite input, a bare number for a duration, shapes that do not broadcast.

    Source: Gans, Koole and Mandelbaum (2003), section 2.

    Example:
        >>> round(service_level(10.0, 14, handle_time="3m", within="20s"), 5)
        0.88835
    """
    found = broadcast(
        **_queue(load, agents),
        handle_time_s=seconds("handle_time", handle_time, handle_time_s),
        within_s=seconds("within", within, within_s),
    )
    return as_given(answered(*found))


@overload
def asa_s(
    load: float, agents: float, *, handle_time: Duration | None = None, handle_time_s: float | None = None
) -> float: ...
@overload
def asa_s(
    load: Number, agents: Number, *, handle_time: Duration | None = None, handle_time_s: Number | None = None
) -> Number: ...
def asa_s(
    load: Number, agents: Number, *, handle_time: Duration | None = None, handle_time_s: Number | None = None
) -> Number:
    """Return the mean wait of all contacts, those answered at once too (average speed of answer).

    C h / (n - A).

    Args:
        load: offered work A, erlangs, 0..1e10. Shape (...).
        agents: staffed agents n, >= 0, whole or not. Shape broadcastable to load.
        handle_time: mean handle time h, >= 0; or `handle_time_s`, seconds.
        handle_time_s: seconds in place of `handle_time`. Shape broadcastable to load.

    Returns:
        Seconds: infinite with no more agents than load, 0 without load. Broadcast shape.

    Raises:
        DomainError: a negative or infinite input, a bare number for a duration, shapes that do not broadcast.

    Source: Gans, Koole and Mandelbaum (2003), section 2.

    Example:
        >>> round(asa_s(10.0, 14, handle_time="3m"), 3)
        7.836
    """
    offered, servers, handle = broadcast(
        **_queue(load, agents), handle_time_s=seconds("handle_time", handle_time, handle_time_s)
    )
    return as_given(must_wait(offered, servers) * waits(offered, servers, handle))


@overload
def wait_if_waiting_s(
    load: float, agents: float, *, handle_time: Duration | None = None, handle_time_s: float | None = None
) -> float: ...
@overload
def wait_if_waiting_s(
    load: Number, agents: Number, *, handle_time: Duration | None = None, handle_time_s: Number | None = None
) -> Number: ...
def wait_if_waiting_s(
    load: Number, agents: Number, *, handle_time: Duration | None = None, handle_time_s: Number | None = None
) -> Number:
    """Return the mean wait of those contacts that wait.

    h / (n - A).

    Args:
        load: offered work A, erlangs, 0..1e10. Shape (...).
        agents: staffed agents n, >= 0, whole or not. Shape broadcastable to load.
        handle_time: mean handle time h, >= 0; or `handle_time_s`, seconds.
        handle_time_s: seconds in place of `handle_time`. Shape broadcastable to load.

    Returns:
        Seconds: infinite with no more agents than load, 0 without load. Broadcast shape.

    Raises:
        DomainError: a negative or infinite input, a bare number for a duration, shapes that do not broadcast.

    Source: Gans, Koole and Mandelbaum (2003), section 2.

    Example:
        >>> wait_if_waiting_s(10.0, 14, handle_time="3m")
        45.0
    """
    offered, servers, handle = broadcast(
        **_queue(load, agents), handle_time_s=seconds("handle_time", handle_time, handle_time_s)
    )
    return as_given(waits(offered, servers, handle))


@overload
def wait_quantile_s(
    load: float, agents: float, *, q: float, handle_time: Duration | None = None, handle_time_s: float | None = None
) -> float: ...
@overload
def wait_quantile_s(
    load: Number, agents: Number, *, q: Number, handle_time: Duration | None = None, handle_time_s: Number | None = None
) -> Number: ...
def wait_quantile_s(
    load: Number, agents: Number, *, q: Number, handle_time: Duration | None = None, handle_time_s: Number | None = None
) -> Number:
    """Return the wait that a share of the contacts does not pass.

    0 when C <= 1 - q, otherwise h / (n - A) * ln(C / (1 - q)).

    Args:
        load: offered work A, erlangs, 0..1e10. Shape (...).
        agents: staffed agents n, >= 0, whole or not. Shape broadcastable to load.
        q: the share, 0 <= q < 1. Shape broadcastable to load.
        handle_time: mean handle time h, >= 0; or `handle_time_s`, seconds.
        handle_time_s: seconds in place of `handle_time`. Shape broadcastable to load.

    Returns:
        Seconds: infinite with no more agents than load and a share over 0, 0 without load. Broadcast shape.

    Raises:
        DomainError: a share outside its range, a negative or infinite input, a bare number for a duration.

    Source: the inverse of `service_level` in t.

    Example:
        >>> round(wait_quantile_s(10.0, 14, q=0.95, handle_time="3m"), 2)
        56.15
    """
    offered, servers, share, handle = broadcast(
        **_queue(load, agents),
        q=checked(q, "q", at_least=0, less_than=1),
        handle_time_s=seconds("handle_time", handle_time, handle_time_s),
    )
    late, wait = complements(share), waits(offered, servers, handle)
    ratio = np.maximum(must_wait(offered, servers) / late, 1.0)
    with np.errstate(invalid="ignore"):
        return as_given(
            np.where(ratio == 1.0, np.where((share > 0.0) & np.isinf(wait), wait, 0.0), wait * np.log(ratio))
        )


@overload
def queue_length(load: float, agents: float) -> float: ...
@overload
def queue_length(load: Floats, agents: Number) -> Floats: ...
@overload
def queue_length(load: float, agents: Floats) -> Floats: ...
def queue_length(load: Number, agents: Number) -> Number:
    """Return how many contacts wait, on average.

    C A / (n - A).

    Args:
        load: offered work A, erlangs, 0..1e10. Shape (...).
        agents: staffed agents n, >= 0, whole or not. Shape broadcastable to load.

    Returns:
        Contacts: infinite with no more agents than load, 0 without load. Broadcast shape.

    Raises:
        DomainError: a negative or infinite input, shapes that do not broadcast.

    Source: Little's law on `asa_s`.

    Example:
        >>> round(queue_length(8.0, 10), 5)
        1.63672
    """
    offered, servers = pair(load, agents)
    return as_given(must_wait(offered, servers) * waits(offered, servers, offered))


def must_wait(load: Floats, agents: Floats) -> Floats:
    """Return Erlang's C of arrays of one shape; 0 without load, 1 in overload."""
    is_stable = (agents > load) & (load > 0.0)
    y = excesses(np.where(is_stable, load, 1.0), np.where(is_stable, agents, 0.0))
    spare = np.where(is_stable, agents - load, 0.0)
    servers = np.where(is_stable, agents, 1.0)
    with np.errstate(over="ignore"):
        return np.where(load == 0.0, 0.0, servers / (servers + spare * y))


def waits(load: Floats, agents: Floats, handle_s: Floats) -> Floats:
    """Return the mean wait of those that wait; 0 without load, infinite in overload."""
    is_stable = agents > load
    with np.errstate(over="ignore"):
        wait = np.where(is_stable, handle_s / np.where(is_stable, agents - load, 1.0), np.inf)
    return np.where(load == 0.0, 0.0, wait)


def answered(load: Floats, agents: Floats, handle_s: Floats, within_s: Floats) -> Floats:
    """Return the service level of arrays of one shape; 1 without load, 0 in overload."""
    spare = np.maximum(agents - load, 0.0)
    with np.errstate(invalid="ignore"):
        faded = np.where(spare > 0.0, np.exp(-spare * per(within_s, handle_s)), 1.0)
    return 1.0 - must_wait(load, agents) * faded


def _queue(load: Number, agents: Number) -> dict[str, Floats]:
    offered, servers = pair(load, agents)
    return {"load": offered, "agents": servers}
