"""Holt and Winters with a season that multiplies: the recursion for many tries at once, and the fit.

A try is a column: alpha, beta, gamma, level, trend, and the season by place. Shape (5 + period,).
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

import numpy as np
import numpy.typing as npt

from supportops._formulas import Floats
from supportops.capacity.forecast._decomposition import centred_average, season_of
from supportops.capacity.forecast._states import Given

__all__ = ["fitted", "run"]

_SEASONS, _FIRST = 5, 10
_STARTS, _ROUNDS = 3, 60
_NUDGE, _LEAST = 1e-6, 1e-9
_ENOUGH = 1e-10
_GRID = np.stack(np.meshgrid((0.05, 0.2, 0.5, 0.8), (0.0, 0.05, 0.3), (0.05, 0.3, 0.7)), axis=-1).reshape(-1, 3)
"""Where the search begins: alpha, beta, and gamma as a share of 1 - alpha."""

Errors = Callable[[Floats], Floats]


def run(y: Floats, tries: Floats) -> tuple[Floats, Floats]:
    """Return the one-step forecasts, (level + trend) * season, and the tries after the last value.

    Args:
        y: shape (n,).
        tries: in columns. Shape (5 + period, count).

    Returns:
        Shape (n, count), NaN from where a level falls to 0; shape (5 + period, count).

    Source: Hyndman and Athanasopoulos, Forecasting: Principles and Practice, 3rd edition, section 8.3.
    """
    alpha, beta, gamma, level, trend = tries[:5]
    seasons = tries[5:].copy()
    said = np.empty((len(y), tries.shape[1]))
    # A season that is rounded to 0 ends a try as a level of 0 does.
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        for index, value in enumerate(y.tolist()):
            season = seasons[index % len(seasons)]
            base = level + trend
            base = np.where(base > 0, base, np.nan)
            said[index] = base * season
            error = value - said[index]
            rise = alpha * error / season
            level, trend = base + rise, trend + beta * rise
            season += gamma * error / base
    return said, np.vstack([alpha, beta, gamma, level, trend, seasons])


def fitted(y: Floats, constants: Sequence[float | None], given: Given) -> Floats:
    """Return the try with the least sum of squared errors; what is given stays as it is.

    From the best points of a grid of constants, with states by decomposition, damped Gauss-Newton steps move all that
    is not given together. No step is random.

    Source: Hyndman, Koehler, Ord and Snyder (2008), Forecasting with Exponential Smoothing, sections 2.6.1 (the start)
        and 5.1; Marquardt (1963).
    """
    season = given.season
    asked = np.array([*constants, given.level, given.trend, *(season or (None,) * given.period)], dtype=np.float64)
    is_free = np.isnan(asked)
    shares_alpha = bool(is_free[2])

    def actual(tries: Floats) -> Floats:
        tries = tries.copy()
        if shares_alpha:
            tries[2] *= 1 - tries[0]
        return tries

    def errors(tries: Floats) -> Floats:
        return y[:, None] - run(y, actual(tries))[0]

    tries = np.hstack([np.vstack([_GRID.T, np.tile(start[:, None], len(_GRID))]) for start in _starts(y, given)])
    tries = np.where(is_free[:, None], tries, asked[:, None])
    order = np.argsort(_sums(errors(tries)), kind="stable")[:_STARTS]
    ends = [_descend(errors, tries[:, index], np.flatnonzero(is_free)) for index in order]
    best = actual(min(ends, key=lambda end: float(_sums(errors(end[:, None]))[0]))[:, None])[:, 0]
    if is_free[3:].all():
        # Level and season share a factor: let the season average 1.
        factor = best[5:].mean()
        best[3:5] *= factor
        best[5:] /= factor
    return best


def _descend(errors: Errors, start: Floats, free: npt.NDArray[np.int64]) -> Floats:
    """Return where damped Gauss-Newton steps in the free rows lead to, from one try."""
    place, left = start.copy(), errors(start[:, None])[:, 0]
    index = np.arange(len(start))
    low = np.where(index < 3, 0.0, np.where(index == 4, -math.inf, _LEAST))[free]
    high = np.where(index < 3, 1.0, math.inf)[free]
    typical = np.where((index == 3) | (index == 4), abs(start[3]), 1.0)[free]
    damping = 1e-2
    for _ in range(_ROUNDS if len(free) and np.isfinite(left).all() else 0):
        slopes = _slopes(errors, place, left, free, np.where(place[free] < high, 1, -1) * typical * _NUDGE)
        moves = ~((place[free] <= low) & (slopes.T @ left > 0)) & ~((place[free] >= high) & (slopes.T @ left < 0))
        before = float(left @ left)
        while damping < 1e10:
            step = _step(slopes[:, moves], left, damping)
            there = place.copy()
            there[free[moves]] = np.clip(place[free[moves]] + step, low[moves], high[moves])
            found = errors(there[:, None])[:, 0]
            if float(_sums(found[:, None])[0]) < before:
                place, left, damping = there, found, damping / 5
                break
            damping *= 4
        if before - float(left @ left) <= _ENOUGH * before:
            break
    return place


def _slopes(errors: Errors, place: Floats, left: Floats, free: npt.NDArray[np.int64], nudges: Floats) -> Floats:
    tries = np.tile(place[:, None], len(free))
    tries[free, np.arange(len(free))] += nudges
    slopes: Floats = (errors(tries) - left[:, None]) / nudges
    return np.where(np.isnan(slopes), 0.0, slopes)


def _step(slopes: Floats, left: Floats, damping: float) -> Floats:
    square = slopes.T @ slopes
    own = np.diag(square)
    # A row without any effect on the errors stays where it is.
    damped = square + np.diag(damping * own + np.where(own > 0, 0.0, 1.0))
    return np.asarray(np.linalg.solve(damped, -(slopes.T @ left)), dtype=np.float64)


def _sums(errors: Floats) -> Floats:
    with np.errstate(over="ignore"):
        sums: Floats = (errors**2).sum(axis=0)
    return np.where(np.isnan(sums), math.inf, sums)


def _starts(y: Floats, given: Given) -> tuple[Floats, Floats]:
    """Return level, trend and season by decomposition: the line through the first values without their season.

    The second is their mean without a trend: a level that the line may take to 0 stays above it.
    """
    size = given.period
    begin = y[: _SEASONS * size]
    season = np.array(given.season or season_of(begin, centred_average(begin, size), size, multiplies=True))
    plain = (y / np.resize(season, len(y)))[:_FIRST]
    time = np.arange(1.0, len(plain) + 1) - (len(plain) + 1) / 2
    slope = float(time @ plain / (time @ time))
    level = float(plain.mean()) - slope * (len(plain) + 1) / 2
    return np.array([level, slope, *season]), np.array([plain.mean(), 0.0, *season])
