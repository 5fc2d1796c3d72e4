"""The least whole number of agents that keeps every bound of Erlang C: the recursion goes on until all are met."""

from __future__ import annotations

from collections.abc import Callable
from itertools import accumulate
from math import exp

import numpy as np
import numpy.typing as npt

from supportops._formulas import Floats
from supportops.capacity.erlang._exactly import EXCEEDED
from supportops.capacity.erlang._excess import excess, excesses

__all__ = ["least", "leasts"]

_CERTAIN = 2.0 - EXCEEDED
_SMALL = 80


def _sum_of(agents: int) -> tuple[float, ...]:
    """Return n!, n!/1!, n!/2! ... 1: 1/B is this polynomial in 1/A, the highest power first."""
    factors = accumulate(range(agents, 0, -1), lambda product, k: product * k, initial=1)
    return tuple(map(float, factors))[::-1]


_SUMS = tuple(map(_sum_of, range(_SMALL)))


def least(load: float, first: int, times: float, fade: float, late: float) -> tuple[int, float] | None:
    """Return the least number of agents with whom few enough contacts are late, and how near that is.

    Args:
        load: erlangs, > 0.
        first: the least whole number above the load.
        times: the time of the service level, in handle times.
        fade: exp(-times), by which each agent more makes late contacts fewer.
        late: 1 / the share that may be late.

    Returns:
        The agents, and the share that is late over the share that may be; None where a float cannot tell.
    """
    r, x = 1.0 / load, 0.0
    if first <= _SMALL:
        for term in _SUMS[first - 1]:
            x = x * r + term
    else:
        x = 1.0 + excess(load, first - 1.0)
    n, spare = first + 0.0, first - load
    faded = late * exp(-spare * times)
    while True:
        x = 1.0 + n * x * r
        if n * (faded - EXCEEDED) <= spare * (x - 1.0):
            gap = n * faded / (n + spare * (x - 1.0))
            return (int(n), gap) if gap < _CERTAIN else None
        n += 1.0
        spare += 1.0
        faded *= fade


def leasts(
    load: Floats, first: Floats, times: Floats, late: Floats, asa: Floats, wait: Floats,
    decide: Callable[[int, int], bool],
) -> tuple[npt.NDArray[np.int64], Floats]:  # fmt: skip
    """Return `least` of columns; `decide` is given the row, then the agents. Rows that are done are dropped."""
    agents, excess_there = np.zeros(load.shape, dtype=np.int64), np.zeros(load.shape)
    n, spare = first, first - load
    has_others = bool(asa.any() or wait.any())
    rows = np.arange(load.size)
    with np.errstate(over="ignore"):
        y = n * (1.0 + excesses(load, n - 1.0)) / load
        fade, faded = np.exp(-times), late * np.exp(-spare * times)
        while rows.size:
            gap = np.maximum(faded, np.maximum(asa / spare, wait)) if has_others else faded
            gap = gap * n / (n + spare * y)
            is_left = gap >= _CERTAIN
            for i in np.flatnonzero(is_left & (gap <= EXCEEDED)).tolist():
                is_left[i] = not decide(int(rows[i]), int(n[i]))
            if not is_left.all():
                done = rows[~is_left]
                agents[done], excess_there[done] = n[~is_left].astype(np.int64), y[~is_left]
                rows, n, spare, y, load = rows[is_left], n[is_left], spare[is_left], y[is_left], load[is_left]
                faded, fade, asa, wait = faded[is_left], fade[is_left], asa[is_left], wait[is_left]
            n, spare = n + 1.0, spare + 1.0
            y = n * (1.0 + y) / load
            faded = faded * fade
    return agents, excess_there
