"""The states before the first value: given, or those that make the squared errors least."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from supportops._formulas import Floats
from supportops.capacity.forecast._recursion import Constants, States, additive

__all__ = ["Given", "best_states"]

_ENDLESS = 1e150
"""Errors of that size have squares that floats cannot add up."""


@dataclass(frozen=True, slots=True)
class Given:
    """The initial states as they were given, None where they are to be found."""

    level: float | None
    trend: float | None = 0.0
    season: tuple[float, ...] | None = (0.0,)
    period: int = 1

    @property
    def free(self) -> int:
        """How many numbers are to be found; those of a season sum to 0."""
        return (self.level is None) + (self.trend is None) + (self.period - 1 if self.season is None else 0)


def best_states(y: Sequence[float], constants: Constants, given: Given, *, exact: bool) -> tuple[States, float]:
    """Return the initial states with the least sum of squared errors for these constants, and that sum.

    The errors of the additive forms are a linear function of the initial states, so this is least squares: with all
    constants at 0 they are those of the mean, of the straight line, and of the line with seasons.

    The sum is inf for constants with which errors grow without end.

    Args:
        y: the series.
        constants: the smoothing constants.
        given: the states that are given stay as they are.
        exact: to full precision; otherwise by the normal equations, which are quicker and do for a search.
    """
    states = States(given.level or 0.0, given.trend or 0.0, given.season or (0.0,) * given.period)
    errors = np.array(additive(y, constants, states)[0])
    with np.errstate(over="ignore", invalid="ignore"):
        columns = _responses(len(y), constants, given) if given.free else np.empty((len(y), 0))
    if not all(np.abs(numbers).max(initial=0.0) < _ENDLESS for numbers in (errors, columns)):
        return states, math.inf
    if not given.free:
        return states, float(errors @ errors)
    lengths = np.sqrt((columns**2).sum(axis=0))
    columns = columns / np.where(lengths > 0, lengths, 1.0)
    if exact:
        found = np.linalg.lstsq(columns, errors, rcond=None)[0]
    else:
        found = np.linalg.lstsq(columns.T @ columns, columns.T @ errors, rcond=None)[0]
    left = errors - columns @ found
    return _with(states, given, (found / np.where(lengths > 0, lengths, 1.0)).tolist()), float(left @ left)


def _responses(n: int, constants: Constants, given: Given) -> Floats:
    """Return what one more in each free state does to the forecast of each value. Shape (n, free)."""
    # A model is a filter of the series, and one more in a state is as much less in all values that it is part of. So
    # the response to one more in the first value alone, summed up, is that to a level, a trend, a season.
    still = (0.0,) * given.period
    pulse = np.array(additive([1.0] + [0.0] * (n - 1), constants, States(0.0, 0.0, still))[0])
    columns, level = [], np.cumsum(pulse)
    if given.level is None:
        columns.append(level)
    if given.trend is None and constants.phi == 1:
        columns.append(np.cumsum(level))
    elif given.trend is None:
        columns.append(-np.array(additive([0.0] * n, constants, States(0.0, 1.0, still))[0]))
    if given.season is None:
        # A season's effect starts with its first value: the response to the first one, that much later.
        seasons = np.append(pulse, np.zeros(-n % given.period)).reshape(-1, given.period)
        first = np.cumsum(seasons, axis=0).ravel()[:n]
        later = [np.concatenate([np.zeros(place), first[: n - place]]) for place in range(given.period)]
        columns += [one - later[-1] for one in later[:-1]]
    return np.column_stack(columns)


def _with(states: States, given: Given, found: list[float]) -> States:
    level = states.level if given.level is not None else found.pop(0)
    trend = states.trend if given.trend is not None else found.pop(0)
    return States(level, trend, states.season if given.season is not None else (*found, -sum(found)))
