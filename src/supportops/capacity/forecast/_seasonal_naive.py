"""The same period of the season before, with or without the growth from season to season."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from supportops._formulas import Duration, Floats, whole
from supportops.capacity.forecast._dates import Start
from supportops.capacity.forecast._made import made, normal, seen, sigma
from supportops.capacity.forecast._options import Options, history
from supportops.capacity.forecast._result import Forecast
from supportops.errors import DomainError

__all__ = ["seasonal_naive"]


def seasonal_naive(
    y: npt.ArrayLike,
    *,
    period: int,
    growth: bool = False,
    horizon: int = 1,
    confidence: float | None = 0.8,
    floor: float | None = 0.0,
    start: Start = None,
    step: Duration = "1d",
    rng: np.random.Generator | None = None,
) -> Forecast:
    """Return the value of the same period one season before: for clear seasonality.

    With growth g, the total of the last season over that of the one before, it is the last season's value times
    g ** (k + 1), k the whole seasons between; `parameters["growth"]` is g. Interval: mean -+ z sigma
    sqrt(sum of g ** (2 j) for j = 0 .. k), without growth z sigma sqrt(k + 1).

    Args:
        y: the series, at least one season, two for growth. Shape (n,).
        period: how many periods make a season, >= 1: 7 for days of the week, 12 for months of the year.
        growth: whether to grow from season to season.
        horizon: how many periods ahead, >= 1.
        confidence: of the interval of each period on its own, more than 0 and less than 1; None for no interval.
        floor: mean and interval are cut off below it; None for no floor.
        start: the date or aware instant of the first value of `y`; a date is its midnight UTC.
        step: from one period to the next, a duration or "month".
        rng: where random draws come from, in methods that simulate; None draws the same every time.

    Raises:
        DomainError: an input outside its range; a history shorter than a season; growth from a season of zeros.

    Source: Support Operations skill pack, Forecasting Methods (seasonal adjustment); Hyndman and
        Athanasopoulos, Forecasting: Principles and Practice, 3rd edition, sections 5.2 and 5.5.

    Example:
        >>> week = [30, 20, 20, 20, 20, 5, 5, 33, 22, 22, 22, 22, 5.5, 5.5]
        >>> seasonal_naive(week, period=7, horizon=2).mean
        array([33., 22.])
        >>> seasonal_naive(week, period=7, growth=True, horizon=2).mean.round(6)
        array([36.3, 24.2])
    """
    options = Options(horizon, confidence, floor, start, step, rng)
    size = whole(period, "period", at_least=1)
    seasons = 2 if growth else 1
    why = f"{'two whole seasons' if growth else 'a whole season'} of {size}"
    values = history(y, options, at_least=seasons * size, why=why)
    factor = _growth(values, size) if growth else 1.0
    fitted = np.concatenate([np.full(size, np.nan), values[:-size] * factor])
    errors = seen(values, fitted)
    index = np.arange(options.horizon)
    with np.errstate(over="ignore", invalid="ignore"):
        mean = values[len(values) - size + index % size] * factor ** (index // size + 1)
        spread = np.sqrt(np.cumsum(factor ** (2.0 * np.arange(options.horizon // size + 1)))[index // size])
    spread *= sigma(float(errors @ errors), len(errors) - int(growth))
    said = "sigma sqrt(sum of growth ** (2 j), j <= k)" if growth else "sigma sqrt(k + 1)"
    return made(
        options, values, method="seasonal_naive", mean=mean, fitted=fitted,
        rule=f"value {size} periods before" + (" x growth for each season" if growth else ""),
        parameters={"growth": factor} if growth else {},
        interval=normal(options, mean, spread, said),
    )  # fmt: skip


def _growth(values: Floats, size: int) -> float:
    before = float(values[-2 * size : -size].sum())
    if before <= 0:
        last = len(values) - size
        raise DomainError(
            f"y[{last - size}:{last}] sums to {before:g}, so the last season has no growth over it; give growth=False",
            field="growth", value=True,
        )  # fmt: skip
    return float(values[-size:].sum()) / before
