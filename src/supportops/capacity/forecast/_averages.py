"""The mean of the history, or of its last periods."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from supportops._formulas import Duration, Floats, whole
from supportops.capacity.forecast._dates import Start
from supportops.capacity.forecast._made import made, normal, seen, sigma, simulated
from supportops.capacity.forecast._options import Options, history
from supportops.capacity.forecast._result import Forecast
from supportops.errors import DomainError

__all__ = ["historical_average", "moving_average"]


def historical_average(
    y: npt.ArrayLike,
    *,
    last: int | None = None,
    horizon: int = 1,
    confidence: float | None = 0.8,
    floor: float | None = 0.0,
    start: Start = None,
    step: Duration = "1d",
    rng: np.random.Generator | None = None,
) -> Forecast:
    """Return the mean of the history, or of its last periods: for stable volume.

    Interval: mean -+ z sigma sqrt(1 + 1 / n), n the number averaged, sigma with n - 1 degrees of freedom. `fitted` is
    that mean in the periods averaged.

    Args:
        y: the series, at least 1 value; not negative unless `floor` is None or negative. Shape (n,).
        last: average so many of the last periods, 1..n; None for all.
        horizon: how many periods ahead, >= 1.
        confidence: of the interval of each period on its own, more than 0 and less than 1; None for no interval.
        floor: mean and interval are cut off below it; None for no floor.
        start: the date or aware instant of the first value of `y`; a date is its midnight UTC.
        step: from one period to the next, a duration or "month".
        rng: where random draws come from, in methods that simulate; None draws the same every time.

    Raises:
        DomainError: an input outside its range; too short a history, with the length it needs.
        NaiveDatetimeError: a start without a zone.

    Source: Support Operations skill pack, Forecasting Methods; Hyndman and Athanasopoulos, Forecasting:
        Principles and Practice, 3rd edition, sections 5.2 and 5.5.

    Example:
        >>> found = historical_average([90, 110, 95, 105], last=2, horizon=3)
        >>> found.mean, found.parameters["last"]
        (array([100., 100., 100.]), 2.0)
    """
    options = Options(horizon, confidence, floor, start, step, rng)
    values = history(y, options, at_least=1)
    count = len(values) if last is None else _within(last, "last", values)
    level = float(values[-count:].mean())
    fitted = np.full(len(values), np.nan)
    fitted[-count:] = level
    errors = seen(values, fitted)
    mean = np.full(options.horizon, level)
    spread = np.full(options.horizon, sigma(float(errors @ errors), count - 1) * np.sqrt(1 + 1 / count))
    return made(
        options, values, method="historical_average", rule=f"mean of the last {count} values", mean=mean,
        fitted=fitted, parameters={"last": count}, interval=normal(options, mean, spread, "sigma sqrt(1 + 1 / n)"),
    )  # fmt: skip


def moving_average(
    y: npt.ArrayLike,
    *,
    window: int,
    horizon: int = 1,
    confidence: float | None = 0.8,
    floor: float | None = 0.0,
    start: Start = None,
    step: Duration = "1d",
    rng: np.random.Generator | None = None,
) -> Forecast:
    """Return the mean of the last `window` values, rolled through the history: to smooth noise.

    The forecast is the same for every period ahead. `fitted` is the mean of the `window` values before each. The
    interval is simulated: each future rolls on over its own values, with errors drawn from those of the history.

    Args:
        y: the series, at least `window` values. Shape (n,).
        window: how many values are averaged, 1..n.
        horizon: how many periods ahead, >= 1.
        confidence: of the interval of each period on its own, more than 0 and less than 1; None for no interval.
        floor: mean and interval are cut off below it; None for no floor.
        start: the date or aware instant of the first value of `y`; a date is its midnight UTC.
        step: from one period to the next, a duration or "month".
        rng: where random draws come from, in methods that simulate; None draws the same every time.

    Raises:
        DomainError: an input outside its range; a window longer than the history.

    Source: Support Operations skill pack, Forecasting Methods; interval as in Hyndman and Athanasopoulos,
        Forecasting: Principles and Practice, 3rd edition, section 5.5, bootstrapped residuals.

    Example:
        >>> found = moving_average([10, 20, 30, 40], window=2, horizon=2)
        >>> found.mean, found.fitted
        (array([35., 35.]), array([nan, nan, 15., 25.]))
    """
    options = Options(horizon, confidence, floor, start, step, rng)
    values = history(y, options, at_least=1)
    count = _within(window, "window", values)
    means: Floats = np.lib.stride_tricks.sliding_window_view(values, count).mean(axis=1)
    fitted = np.concatenate([np.full(count, np.nan), means[:-1]])
    mean = np.full(options.horizon, means[-1])
    recent: list[Floats] = []

    def future(_: int, errors: Floats) -> Floats:
        # How far off the flat line: what lies before the forecast is on it.
        recent.append(sum(recent[-count:], np.zeros(len(errors))) / count + errors)
        del recent[:-count]
        value: Floats = mean[0] + recent[-1]
        return value

    return made(
        options, values, method="moving_average", rule=f"mean of the last {count} values", mean=mean, fitted=fitted,
        parameters={"window": count}, interval=simulated(options, mean, seen(values, fitted), future),
    )  # fmt: skip


def _within(count: int, name: str, values: Floats) -> int:
    found = whole(count, name, at_least=1)
    if found > len(values):
        raise DomainError(
            f"{name} is {found} and y has {len(values)} values; give at most that, or a longer history",
            field=name, value=count,
        )  # fmt: skip
    return found
