"""The two quantities that come before any queue: the load offered, and how long customers wait before they leave."""

from __future__ import annotations

from typing import overload

import numpy as np

from supportops._formulas import Duration, Floats, Number, as_given, broadcast, checked, seconds
from supportops.capacity.erlang._inputs import erlangs

__all__ = ["load", "patience_s"]


@overload
def load(
    volume: float,
    *,
    interval: Duration | None = None,
    handle_time: Duration | None = None,
    interval_s: float | None = None,
    handle_time_s: float | None = None,
) -> float: ...
@overload
def load(
    volume: Number,
    *,
    interval: Duration | None = None,
    handle_time: Duration | None = None,
    interval_s: Number | None = None,
    handle_time_s: Number | None = None,
) -> Number: ...
def load(
    volume: Number, *, interval: Duration | None = None, handle_time: Duration | None = None,
    interval_s: Number | None = None, handle_time_s: Number | None = None,
) -> Number:  # fmt: skip
    """Return the work offered, in erlangs: how many agents it keeps busy on average.

    volume * handle_time / interval.

    Args:
        volume: contacts in the interval, >= 0. Shape (...).
        interval: in which they come, > 0; or `interval_s`, seconds.
        handle_time: mean time an agent is busy with one, >= 0; or `handle_time_s`, seconds.
        interval_s: seconds in place of `interval`. Shape broadcastable to volume.
        handle_time_s: seconds in place of `handle_time`. Shape broadcastable to volume.

    Returns:
        Erlangs. Broadcast shape.

    Raises:
        DomainError: a negative volume or time, no interval, a bare number for a duration, more than a float can be.

    Source: Erlang (1917).

    Example:
        >>> load(100, interval="30m", handle_time="3m")
        10.0
    """
    contacts, handle, span = broadcast(
        volume=checked(volume, "volume", at_least=0),
        handle_time_s=seconds("handle_time", handle_time, handle_time_s),
        interval_s=seconds("interval", interval, interval_s, more_than=0),
    )
    return as_given(erlangs(contacts, handle, span))


@overload
def patience_s(p_abandon: float, *, mean_wait: Duration | None = None, mean_wait_s: float | None = None) -> float: ...
@overload
def patience_s(
    p_abandon: Number, *, mean_wait: Duration | None = None, mean_wait_s: Number | None = None
) -> Number: ...
def patience_s(p_abandon: Number, *, mean_wait: Duration | None = None, mean_wait_s: Number | None = None) -> Number:
    """Return the mean patience of customers, estimated from how many abandon and how long all wait.

    mean_wait / p_abandon. Exact when patience is exponential, since each waiting second then loses the same share.

    Args:
        p_abandon: share of contacts that leave without an answer, 0..1. Shape (...).
        mean_wait: mean wait of all contacts, those that abandon too; or `mean_wait_s`, seconds.
        mean_wait_s: seconds in place of `mean_wait`. Shape broadcastable to p_abandon.

    Returns:
        Seconds; infinite when nobody abandons. Broadcast shape.

    Raises:
        DomainError: a share outside 0..1, a negative wait, a bare number for a duration.

    Source: Mandelbaum and Zeltyn (2007), section 4: P(abandon) = E[wait] / patience.

    Example:
        >>> patience_s(0.05, mean_wait="15s")
        300.0
    """
    share, wait = broadcast(
        p_abandon=checked(p_abandon, "p_abandon", at_least=0, at_most=1),
        mean_wait_s=seconds("mean_wait", mean_wait, mean_wait_s),
    )
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        found: Floats = np.where(share == 0.0, np.inf, wait / share)
    return as_given(found)
