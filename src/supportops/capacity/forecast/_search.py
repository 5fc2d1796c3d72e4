"""The lowest value of a function of a few numbers within bounds: a grid, then the simplex of Nelder and Mead."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import product

import numpy as np

from supportops._formulas import Floats

__all__ = ["lowest"]

_STARTS = 3
_SIDE = 0.08
_MOST = 400
_ROUGH, _FINE = 2e-3, 1e-7

Function = Callable[[Floats], float]


def lowest(function: Function, grids: Sequence[Sequence[float]]) -> Floats:
    """Return where a function is lowest, between the ends of each grid.

    All points of the grid are tried, a simplex walks roughly down from the best three, and finely from the lowest of
    their ends. No step is random: the same function gives the same answer.

    Source: Nelder and Mead (1965); points outside the bounds are moved to them.

    Example:
        >>> lowest(lambda x: (x[0] - 0.3) ** 2, [(0.0, 0.5, 1.0)]).round(4)
        array([0.3])
    """
    low, high = np.array([grid[0] for grid in grids]), np.array([grid[-1] for grid in grids])
    points = [np.array(point) for point in product(*grids)]
    # Points of one value differ in a number that changes nothing there: one of them is enough.
    values: dict[float, Floats] = {}
    for point in points:
        values.setdefault(function(point), point)
    ends = [_descend(function, values[value], low, high, _ROUGH) for value in sorted(values)[:_STARTS]]
    best = min(ends, key=lambda pair: pair[0])
    return min(best, _descend(function, best[1], low, high, _FINE), key=lambda pair: pair[0])[1]


def _descend(function: Function, start: Floats, low: Floats, high: Floats, size: float) -> tuple[float, Floats]:
    corners = [start]
    for axis, width in enumerate((high - low) * _SIDE):
        corner = start.copy()
        corner[axis] += width if start[axis] + width <= high[axis] else -width
        corners.append(corner)
    simplex = sorted(((function(corner), corner) for corner in corners), key=lambda pair: pair[0])
    rounds = 0
    while rounds < _MOST and max(float(np.abs(corner - simplex[0][1]).max()) for _, corner in simplex) > size:
        simplex = sorted(_moved(function, simplex, low, high), key=lambda pair: pair[0])
        rounds += 1
    return simplex[0]


def _moved(
    function: Function, simplex: list[tuple[float, Floats]], low: Floats, high: Floats
) -> list[tuple[float, Floats]]:
    """Return the simplex with its worst corner reflected, stretched or drawn in, or all drawn to the best."""
    middle = np.mean([corner for _, corner in simplex[:-1]], axis=0)
    worst = simplex[-1]

    def at(share: float) -> tuple[float, Floats]:
        point = np.clip(middle + share * (worst[1] - middle), low, high)
        return function(point), point

    reflected = at(-1.0)
    if reflected[0] < simplex[0][0]:
        return [*simplex[:-1], min(at(-2.0), reflected, key=lambda pair: pair[0])]
    if reflected[0] < simplex[-2][0]:
        return [*simplex[:-1], reflected]
    drawn = at(-0.5 if reflected[0] < worst[0] else 0.5)
    if drawn[0] < min(reflected[0], worst[0]):
        return [*simplex[:-1], drawn]
    best = simplex[0]
    shrunk = [(best[1] + corner) / 2 for _, corner in simplex[1:]]
    return [best, *((function(corner), corner) for corner in shrunk)]
