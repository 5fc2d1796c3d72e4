"""Exponential smoothing: of the level, and of level and trend (Holt)."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace

import numpy as np
import numpy.typing as npt

from supportops._formulas import Duration, Floats, number
from supportops.capacity.forecast._dates import Start
from supportops.capacity.forecast._made import made, normal, sigma
from supportops.capacity.forecast._options import Options, countable, history
from supportops.capacity.forecast._recursion import Constants, States, additive, ahead, spread
from supportops.capacity.forecast._result import Forecast
from supportops.capacity.forecast._search import lowest
from supportops.capacity.forecast._states import Given, best_states
from supportops.errors import DomainError

__all__ = ["constant", "exponential_smoothing", "fitted_constants", "holt", "parameters", "smooth", "state"]

Asked = Mapping[str, float | None]
GRIDS: Mapping[str, Sequence[float]] = {
    "alpha": (0.0, 0.1, 0.3, 0.7, 1.0),
    "beta": (0.0, 0.15, 1.0),
    "gamma": (0.0, 0.3, 1.0),
    "phi": (0.8, 0.9, 0.98),
}
"""Where the search for each constant starts, and its bounds. That of gamma is a share of 1 - alpha."""
_NAMES: Mapping[str, Sequence[str]] = {
    "exponential_smoothing": ("alpha",),
    "holt": ("alpha", "beta", "phi"),
    "holt_winters": ("alpha", "beta", "gamma"),
}


def exponential_smoothing(
    y: npt.ArrayLike,
    *,
    alpha: float | None = None,
    initial_level: float | None = None,
    horizon: int = 1,
    confidence: float | None = 0.8,
    floor: float | None = 0.0,
    start: Start = None,
    step: Duration = "1d",
    rng: np.random.Generator | None = None,
) -> Forecast:
    """Return the level of the series, in which the latest values weigh most.

    level = alpha y + (1 - alpha) level, from the initial level on; the forecast is the last level for every period
    ahead. Interval: mean -+ z sigma sqrt(1 + (h - 1) alpha ** 2), sigma with n less the numbers fitted as degrees of
    freedom. `parameters`: `alpha`, `initial_level`.

    Args:
        y: the series, at least 1 value. Shape (n,).
        alpha: 0..1; None for that with the least squared errors. 1 is `naive`.
        initial_level: the level before the first value; None for that with the least squared errors.
        horizon: how many periods ahead, >= 1.
        confidence: of the interval of each period on its own, more than 0 and less than 1; None for no interval.
        floor: mean and interval are cut off below it; None for no floor.
        start: the date or aware instant of the first value of `y`; a date is its midnight UTC.
        step: from one period to the next, a duration or "month".
        rng: where random draws come from, in methods that simulate; None draws the same every time.

    Raises:
        DomainError: an input outside its range.

    Source: Hyndman and Athanasopoulos, Forecasting: Principles and Practice, 3rd edition, sections 8.1 and 8.7.

    Example:
        >>> exponential_smoothing([10, 20], alpha=0.5, initial_level=10, horizon=2).mean
        array([15., 15.])
    """
    options = Options(horizon, confidence, floor, start, step, rng)
    values = history(y, options, at_least=1)
    given = Given(state(initial_level, "initial_level"))
    asked = {"alpha": constant(alpha, "alpha"), "beta": 0.0, "gamma": 0.0, "phi": 1.0}
    return smooth(options, values, method="exponential_smoothing", rule="the last level", given=given, asked=asked)


def holt(
    y: npt.ArrayLike,
    *,
    alpha: float | None = None,
    beta: float | None = None,
    phi: float | None = 1.0,
    initial_level: float | None = None,
    initial_trend: float | None = None,
    horizon: int = 1,
    confidence: float | None = 0.8,
    floor: float | None = 0.0,
    start: Start = None,
    step: Duration = "1d",
    rng: np.random.Generator | None = None,
) -> Forecast:
    """Return level and trend, in which the latest values weigh most (Holt); with `phi` under 1 the trend is damped.

    new level = alpha y + (1 - alpha) (level + phi trend); new trend = beta (new level - level) + (1 - beta) phi trend.
    The forecast is level + (phi + ... + phi ** h) trend. Interval: mean -+ z sigma sqrt(1 + sum of c_j ** 2 for
    j = 1 .. h - 1), c_j = alpha + alpha beta (phi + ... + phi ** j). `parameters`: `alpha`, `beta`, `phi`,
    `initial_level`, `initial_trend`.

    Args:
        y: the series, at least 2 values. Shape (n,).
        alpha: of the level, 0..1; None for that with the least squared errors.
        beta: of the trend, 0..1; None for that with the least squared errors.
        phi: 0..1; None for that with the least squared errors from 0.8 to 0.98.
        initial_level: before the first value; None for that with the least squared errors.
        initial_trend: before the first value; None for that with the least squared errors.
        horizon: how many periods ahead, >= 1.
        confidence: of the interval of each period on its own, more than 0 and less than 1; None for no interval.
        floor: mean and interval are cut off below it; None for no floor.
        start: the date or aware instant of the first value of `y`; a date is its midnight UTC.
        step: from one period to the next, a duration or "month".
        rng: where random draws come from, in methods that simulate; None draws the same every time.

    Raises:
        DomainError: an input outside its range; too short a history.

    Source: Hyndman and Athanasopoulos, Forecasting: Principles and Practice, 3rd edition, sections 8.2 and 8.7.

    Example:
        >>> found = holt([10, 12, 14], alpha=0.5, beta=0.5, initial_level=8, initial_trend=2, horizon=2)
        >>> found.mean
        array([16., 18.])
    """
    options = Options(horizon, confidence, floor, start, step, rng)
    values = history(y, options, at_least=2, why="a trend needs two")
    given = Given(state(initial_level, "initial_level"), state(initial_trend, "initial_trend"))
    constants = {"alpha": constant(alpha, "alpha"), "beta": constant(beta, "beta")}
    asked = {**constants, "gamma": 0.0, "phi": constant(phi, "phi")}
    rule = "level + (phi + ... + phi ** h) trend"
    return smooth(options, values, method="holt", rule=rule, given=given, asked=asked)


def smooth(options: Options, values: Floats, *, method: str, rule: str, given: Given, asked: Asked) -> Forecast:
    """Return the forecast of an additive form, with the constants and states that are not given fitted."""
    series = values.tolist()
    constants = fitted_constants(asked, lambda tried: best_states(series, tried, given, exact=False)[1])
    initial, least = best_states(series, constants, given, exact=True)
    if math.isinf(least):
        raise DomainError(
            "with these smoothing constants the errors grow without end; give smaller ones, gamma at most 1 - alpha",
            field="gamma" if given.period > 1 else "beta",
        )
    errors, last = additive(series, constants, initial)
    level, season = ahead(last, constants.phi, past=len(values), horizon=options.horizon)
    left, mean = np.array(errors), level + season
    dof = len(values) - given.free - sum(value is None for value in asked.values())
    width = spread(constants, sigma(float(left @ left), dof), period=given.period, horizon=options.horizon)
    said = "sigma sqrt(1 + sum of c_j ** 2, j < h), c_j the effect of an error j periods later"
    return made(
        options, values, method=method, rule=rule, mean=mean, fitted=values - left,
        parameters=parameters(method, constants, initial), interval=normal(options, mean, width, said),
    )  # fmt: skip


def fitted_constants(asked: Asked, sse: Callable[[Constants], float]) -> Constants:
    """Return the smoothing constants, those that are None being found where the squared errors are least."""
    free = [name for name, value in asked.items() if value is None]
    known = {name: value for name, value in asked.items() if value is not None}

    def at(point: Iterable[float]) -> Constants:
        found = Constants(**known, **dict(zip(free, point, strict=True)))
        return replace(found, gamma=found.gamma * (1 - found.alpha)) if "gamma" in free else found

    return at(lowest(lambda point: sse(at(point.tolist())), [GRIDS[name] for name in free]) if free else ())


def parameters(method: str, constants: Constants, initial: States) -> Mapping[str, float]:
    """Return the numbers of a method by the names of its arguments."""
    numbers = {name: getattr(constants, name) for name in _NAMES[method]} | {"initial_level": initial.level}
    if method != "exponential_smoothing":
        numbers["initial_trend"] = initial.trend
    season = initial.season if len(initial.season) > 1 else ()
    return numbers | {f"initial_seasonal_{place + 1}": effect for place, effect in enumerate(season)}


def constant(value: float | None, name: str) -> float | None:
    """Return a smoothing constant, checked; None stays None."""
    return None if value is None else number(value, name, at_least=0, at_most=1)


def state(value: float | None, name: str) -> float | None:
    """Return an initial state, checked; None stays None."""
    return None if value is None else float(countable(np.asarray(number(value, name)), name))
