"""The least whole number of agents that keeps every bound, for one queue or many."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from itertools import accumulate
from math import ceil, exp

import numpy as np
import numpy.typing as npt

from supportops._formulas import Floats, decimal
from supportops.capacity.erlang._answer import ErlangAgents
from supportops.capacity.erlang._asked import Asked, distinct, load_on_paper
from supportops.capacity.erlang._bounds import Columns, ratios
from supportops.capacity.erlang._exactly import EXCEEDED, asa_ratio, is_met, late_ratio
from supportops.capacity.erlang._excess import excess, excesses
from supportops.capacity.erlang._inputs import per

__all__ = ["answered", "least", "leasts"]

_NEAR = 1e-9
_LARGEST = 1e300
_WHOLE = 2.0**53


def answered(given: Asked) -> ErlangAgents:
    """Return the answer to what is asked; equal queues are worked out once."""
    columns, places = distinct(given)
    if given.patience_s is None:
        agents, excess_there = _patient(columns)
    else:
        agents, excess_there = _impatient(columns, given.convention), np.zeros(places.max(initial=-1) + 1)
    shape = np.shape(given.load)
    rounded = agents[places].reshape(shape)
    return ErlangAgents(given, rounded if shape else int(rounded), excess_there[places].reshape(shape))


def _patient(columns: Columns) -> tuple[npt.NDArray[np.int64], Floats]:
    agents, excess_there = np.zeros(columns["load"].size, dtype=np.int64), np.zeros(columns["load"].size)
    at_work = np.flatnonzero(columns["load"] > 0.0)
    if not at_work.size:
        return agents, excess_there
    busy = {name: column[at_work] for name, column in columns.items()}
    load, first = busy["load"], _first(busy)
    none = np.zeros_like(load)
    if not busy.keys() & {"allowed", "max_asa_s", "max_p_wait"}:
        agents[at_work], excess_there[at_work] = first.astype(np.int64), excesses(load, first)
        return agents, excess_there
    is_promised = "allowed" in busy
    times = per(busy["within_s"], busy["handle_s"]) if is_promised else none
    late = 1.0 / busy["allowed"] if is_promised else none
    with np.errstate(over="ignore"):
        asa = np.minimum(busy["handle_s"] / busy["max_asa_s"], _LARGEST) if "max_asa_s" in busy else none
        wait = np.minimum(1.0 / busy["max_p_wait"], _LARGEST) if "max_p_wait" in busy else none
    agents[at_work], excess_there[at_work] = leasts(load, first, times, late, asa, wait, _on_paper(busy))
    return agents, excess_there


def _first(columns: Columns) -> Floats:
    """Return the least whole number above the load that keeps the occupancy."""
    load = columns["load"]
    first = np.floor(load) + 1.0
    if "volume" in columns:
        for i in np.flatnonzero(_is_unclear(load) & ~_is_exact(columns)).tolist():
            first[i] = load_on_paper(_row(columns, i)) // 1 + 1
    if "max_occupancy" in columns:
        wanted = load / columns["max_occupancy"]
        least = np.ceil(wanted)
        for i in np.flatnonzero(_is_unclear(wanted)).tolist():
            row = _row(columns, i)
            least[i] = ceil(load_on_paper(row) / decimal(row["max_occupancy"]))
        first = np.maximum(first, least)
    return first


def _is_unclear(value: Floats) -> npt.NDArray[np.bool_]:
    found: npt.NDArray[np.bool_] = np.abs(value - np.rint(value)) <= _NEAR * value
    return found


def _is_exact(columns: Columns) -> npt.NDArray[np.bool_]:
    """Return where a load is the float nearest to a quotient of whole numbers: it is whole only if that is."""
    volume, handle, span = (columns[name] for name in ("volume", "handle_s", "interval_s"))
    work = volume * handle
    found: npt.NDArray[np.bool_] = work < _WHOLE
    for column in (volume, handle, span):
        found &= column % 1.0 == 0.0
    return found


def _on_paper(columns: Columns) -> Callable[[int, int], bool]:
    def decide(i: int, agents: int) -> bool:
        row = _row(columns, i)
        exact = {name: decimal(value) for name, value in row.items()}
        return all(is_met(ratio) for ratio in _paper_ratios(load_on_paper(row), agents, exact))

    return decide


def _paper_ratios(load: Fraction, agents: int, row: dict[str, Fraction]) -> list[Decimal]:
    found = []
    handle = row.get("handle_s")
    # Without any handle time a wait is over at once.
    if "allowed" in row and handle:
        found.append(late_ratio(load, agents, times=row["within_s"] / handle, allowed=row["allowed"]))
    if "allowed" in row and not handle and not row["within_s"]:
        found.append(late_ratio(load, agents, times=Fraction(0), allowed=row["allowed"]))
    if "max_asa_s" in row and handle:
        found.append(asa_ratio(load, agents, asa=row["max_asa_s"] / handle))
    if "max_p_wait" in row:
        found.append(late_ratio(load, agents, times=Fraction(0), allowed=row["max_p_wait"]))
    return found


def _row(columns: Columns, i: int) -> dict[str, float]:
    return {name: float(column[i]) for name, column in columns.items()}


def _impatient(columns: Columns, convention: str) -> npt.NDArray[np.int64]:
    """Return the least number by halving between one that is too few and one that is enough."""
    load = columns["load"]

    def keeps(agents: Floats) -> npt.NDArray[np.bool_]:
        reached = ratios(columns, np.maximum(agents, 0.0), convention)
        kept: npt.NDArray[np.bool_] = np.ones(load.shape, dtype=np.bool_)
        for ratio in reached.values():
            kept &= (ratio <= 1.0) | (load == 0.0)
        return kept

    enough, few = np.ceil(load + 2.0 * np.sqrt(load)), np.full_like(load, -1.0)
    while (is_short := ~keeps(enough)).any():
        few = np.where(is_short, enough, few)
        enough = np.where(is_short, np.ceil(1.25 * enough + 4.0), enough)
    while (enough - few > 1.0).any():
        middle = np.where(enough - few > 1.0, np.floor((enough + few) / 2.0), enough)
        kept = keeps(middle)
        enough, few = np.where(kept, middle, enough), np.where(kept, few, middle)
    return enough.astype(np.int64)


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
        # 1 / B - 1 itself: nothing is subtracted from it again.
        over = n * x * r
        if n * (faded - EXCEEDED) <= spare * over:
            gap = n * faded / (n + spare * over)
            return (int(n), gap) if gap < _CERTAIN else None
        x = 1.0 + over
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
