"""From the last value on: as it is, with the mean change, or with a rate of growth."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from supportops._formulas import Duration, Floats, number
from supportops.capacity.forecast._dates import Start
from supportops.capacity.forecast._made import made, normal, seen, sigma
from supportops.capacity.forecast._options import Options, history
from supportops.capacity.forecast._result import Forecast

__all__ = ["drift", "growth", "naive"]

_FASTEST = 1e6


def naive(
    y: npt.ArrayLike,
    *,
    horizon: int = 1,
    confidence: float | None = 0.8,
    floor: float | None = 0.0,
    start: Start = None,
    step: Duration = "1d",
    rng: np.random.Generator | None = None,
) -> Forecast:
    """Return the last value: what any other method has to beat.

    Interval: mean -+ z sigma sqrt(h), h periods ahead.

    Args:
        y: the series, at least 1 value. Shape (n,).
        horizon: how many periods ahead, >= 1.
        confidence: of the interval of each period on its own, more than 0 and less than 1; None for no interval.
        floor: mean and interval are cut off below it; None for no floor.
        start: the date or aware instant of the first value of `y`; a date is its midnight UTC.
        step: from one period to the next, a duration or "month".
        rng: where random draws come from, in methods that simulate; None draws the same every time.

    Raises:
        DomainError: an input outside its range.

    Source: Hyndman and Athanasopoulos, Forecasting: Principles and Practice, 3rd edition, sections 5.2 and 5.5.

    Example:
        >>> naive([3, 5, 4], horizon=2).mean
        array([4., 4.])
    """
    options = Options(horizon, confidence, floor, start, step, rng)
    return _grown(options, history(y, options, at_least=1), rate=0.0, method="naive", rule="the last value")


def drift(
    y: npt.ArrayLike,
    *,
    horizon: int = 1,
    confidence: float | None = 0.8,
    floor: float | None = 0.0,
    start: Start = None,
    step: Duration = "1d",
    rng: np.random.Generator | None = None,
) -> Forecast:
    """Return the last value plus h times the mean change: the line through the first and the last value.

    Interval: mean -+ z sigma sqrt(h (1 + h / (n - 1))). `parameters["drift"]` is the mean change.

    Args:
        y: the series, at least 2 values. Shape (n,).
        horizon: how many periods ahead, >= 1.
        confidence: of the interval of each period on its own, more than 0 and less than 1; None for no interval.
        floor: mean and interval are cut off below it; None for no floor.
        start: the date or aware instant of the first value of `y`; a date is its midnight UTC.
        step: from one period to the next, a duration or "month".
        rng: where random draws come from, in methods that simulate; None draws the same every time.

    Raises:
        DomainError: an input outside its range; too short a history.

    Source: Hyndman and Athanasopoulos, Forecasting: Principles and Practice, 3rd edition, sections 5.2 and 5.5.

    Example:
        >>> drift([10, 14, 16], horizon=2).mean
        array([19., 22.])
    """
    options = Options(horizon, confidence, floor, start, step, rng)
    values = history(y, options, at_least=2, why="a change needs two")
    gaps = len(values) - 1
    change = float(values[-1] - values[0]) / gaps
    fitted = np.concatenate([[np.nan], values[:-1] + change])
    errors, ahead = seen(values, fitted), options.ahead
    mean = values[-1] + change * ahead
    spread = sigma(float(errors @ errors), gaps - 1) * np.sqrt(ahead * (1 + ahead / gaps))
    return made(
        options, values, method="drift", rule="last value + h x mean change", mean=mean, fitted=fitted,
        parameters={"drift": change},
        interval=normal(options, mean, spread, "sigma sqrt(h (1 + h / (n - 1)))"),
    )  # fmt: skip


def growth(
    y: npt.ArrayLike,
    *,
    rate: float,
    horizon: int = 1,
    confidence: float | None = 0.8,
    floor: float | None = 0.0,
    start: Start = None,
    step: Duration = "1d",
    rng: np.random.Generator | None = None,
) -> Forecast:
    """Return the last value grown at a rate: last * (1 + rate) ** h. For growing companies.

    Interval: mean -+ z sigma sqrt(sum of (1 + rate) ** (2 j) for j = 0 .. h - 1): an error grows as the volume does.
    At a rate of 0 all is as in `naive`.

    Args:
        y: the series, at least 1 value. Shape (n,).
        rate: growth for each period, -1 to 1e6; 0.05 is 5 %.
        horizon: how many periods ahead, >= 1.
        confidence: of the interval of each period on its own, more than 0 and less than 1; None for no interval.
        floor: mean and interval are cut off below it; None for no floor.
        start: the date or aware instant of the first value of `y`; a date is its midnight UTC.
        step: from one period to the next, a duration or "month".
        rng: where random draws come from, in methods that simulate; None draws the same every time.

    Raises:
        DomainError: an input outside its range; a volume beyond what a float holds.

    Source: Support Operations skill pack, Forecasting Methods (trend analysis).

    Example:
        >>> growth([100.0], rate=0.1, horizon=2).mean.round(6)
        array([110., 121.])
    """
    options = Options(horizon, confidence, floor, start, step, rng)
    values = history(y, options, at_least=1)
    each = number(rate, "rate", at_least=-1, at_most=_FASTEST)
    return _grown(options, values, rate=each, method="growth", rule="last value x (1 + rate) ** h")


def _grown(options: Options, values: Floats, *, rate: float, method: str, rule: str) -> Forecast:
    factor = 1 + rate
    fitted = np.concatenate([[np.nan], values[:-1] * factor])
    errors = seen(values, fitted)
    with np.errstate(over="ignore", invalid="ignore"):
        mean = values[-1] * factor**options.ahead
        spread = sigma(float(errors @ errors), len(errors)) * np.sqrt(np.cumsum(factor ** (2 * (options.ahead - 1))))
    said = "sigma sqrt(sum of (1 + rate) ** (2 j), j < h)" if rate else "sigma sqrt(h)"
    return made(
        options, values, method=method, rule=rule, mean=mean, fitted=fitted,
        parameters={"rate": rate} if method == "growth" else {}, interval=normal(options, mean, spread, said),
    )  # fmt: skip
