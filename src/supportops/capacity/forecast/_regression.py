"""Lines by least squares: on drivers, on time, on time and the season."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt

from supportops._formulas import Duration, Floats, checked, whole
from supportops.capacity.forecast._dates import Start
from supportops.capacity.forecast._least_squares import Line, least_squares
from supportops.capacity.forecast._made import made, with_t
from supportops.capacity.forecast._options import Options, countable, history
from supportops.capacity.forecast._result import Forecast
from supportops.errors import DomainError, near, shortened

__all__ = ["linear_trend", "regression", "trend_season"]

_TAKEN = ("intercept", "sigma", "r_squared")


def regression(
    y: npt.ArrayLike,
    *,
    drivers: Mapping[str, npt.ArrayLike],
    future: Mapping[str, npt.ArrayLike],
    horizon: int | None = None,
    confidence: float | None = 0.8,
    floor: float | None = 0.0,
    start: Start = None,
    step: Duration = "1d",
    rng: np.random.Generator | None = None,
) -> Forecast:
    """Return the volume that drivers explain, by least squares: y = intercept + sum of effect * driver.

    Interval: mean -+ t sigma sqrt(1 + x' inverse(X'X) x), Student's t with n - 1 - drivers degrees of freedom.
    `parameters`: `intercept`, the effect of each driver by its name, `sigma`, `r_squared` (NaN when y never varies).

    A driver that in the history is a combination of those before it (0 all along, for instance) has the effect 0. That
    is exact as long as the future keeps to the same combination; otherwise its effect is not known: an error.

    Args:
        y: the series, one value more than there are drivers at least. Shape (n,).
        drivers: what the volume depends on, by name, for each value of `y`: 0/1 or numbers; a mapping, or a data frame.
            Shape (n,) each.
        future: the same drivers for the periods ahead. Shape (horizon,) each.
        horizon: that of `future`; may be left out.
        confidence: of the interval of each period on its own, more than 0 and less than 1; None for no interval.
        floor: mean and interval are cut off below it; None for no floor.
        start: the date or aware instant of the first value of `y`; a date is its midnight UTC.
        step: from one period to the next, a duration or "month".
        rng: where random draws come from, in methods that simulate; None draws the same every time.

    Raises:
        DomainError: an input outside its range; names or lengths that differ; too short a history; a future that asks
            for the effect of a driver which the history does not show.

    Source: Support Operations skill pack, Forecasting Methods (regression); Hyndman and Athanasopoulos,
        Forecasting: Principles and Practice, 3rd edition, sections 7.2, 7.6 and 7.9.

    Example:
        >>> found = regression([12, 22, 31, 42], drivers={"customers": [1, 2, 3, 4]}, future={"customers": [5, 6]})
        >>> found.mean.round(3), round(found.parameters["customers"], 3)
        (array([51.5, 61.4]), 9.9)
    """
    before, after = _by_name(drivers, "drivers"), _by_name(future, "future")
    names = _names(before, after)
    ahead = _table(after, names, "future")
    options = Options(len(ahead) if horizon is None else horizon, confidence, floor, start, step, rng)
    if options.horizon != len(ahead):
        raise DomainError(
            f"horizon is {horizon} and future has {len(ahead)} values; leave horizon out", field="horizon"
        )
    values = history(y, options, at_least=len(names) + 1, why="one more than there are drivers")
    past = _table(before, names, "drivers", length=len(values))
    line = least_squares(values, past, future=ahead, names=names)
    effects = dict(zip(names, line.slopes.tolist(), strict=True))
    rule = "intercept + sum of effect x driver, least squares"
    return _on_line(options, values, line, method="regression", rule=rule, effects=effects)


def linear_trend(
    y: npt.ArrayLike,
    *,
    horizon: int = 1,
    confidence: float | None = 0.8,
    floor: float | None = 0.0,
    start: Start = None,
    step: Duration = "1d",
    rng: np.random.Generator | None = None,
) -> Forecast:
    """Return the straight line through the history, by least squares: intercept + slope * t, t = 0 .. n - 1.

    Interval: mean -+ t sigma sqrt(1 + 1/n + (t - mean t) ** 2 / sum of (t - mean t) ** 2), Student's t with n - 2
    degrees of freedom. `parameters`: `intercept`, `slope`, `sigma`, `r_squared` (NaN when y never varies).

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

    Source: Hyndman and Athanasopoulos, Forecasting: Principles and Practice, 3rd edition, sections 7.4 and 7.9.

    Example:
        >>> found = linear_trend([10, 12, 14, 16], horizon=2)
        >>> found.mean.round(6), round(found.parameters["slope"], 6)
        (array([18., 20.]), 2.0)
    """
    options = Options(horizon, confidence, floor, start, step, rng)
    values = history(y, options, at_least=2, why="a line needs two")
    time = np.arange(len(values) + options.horizon, dtype=np.float64)[:, None]
    line = least_squares(values, time[: len(values)], future=time[len(values) :], names=("slope",))
    effects = {"slope": float(line.slopes[0])}
    return _on_line(options, values, line, method="linear_trend", rule="intercept + slope x t", effects=effects)


def trend_season(
    y: npt.ArrayLike,
    *,
    period: int,
    horizon: int = 1,
    confidence: float | None = 0.8,
    floor: float | None = 0.0,
    start: Start = None,
    step: Duration = "1d",
    rng: np.random.Generator | None = None,
) -> Forecast:
    """Return a straight line plus an effect for each place in the season, by least squares.

    intercept + slope * t + season, t = 0 .. n - 1; the effects of a season sum to 0. Interval: as in `regression`.
    `parameters`: `intercept`, `slope`, `season_1` (that of the first value of `y`) .. `season_<period>`, `sigma`,
    `r_squared`.

    Args:
        y: the series, at least two seasons: with fewer a season cannot be told from the trend. Shape (n,).
        period: how many periods make a season, >= 2.
        horizon: how many periods ahead, >= 1.
        confidence: of the interval of each period on its own, more than 0 and less than 1; None for no interval.
        floor: mean and interval are cut off below it; None for no floor.
        start: the date or aware instant of the first value of `y`; a date is its midnight UTC.
        step: from one period to the next, a duration or "month".
        rng: where random draws come from, in methods that simulate; None draws the same every time.

    Raises:
        DomainError: an input outside its range; a history shorter than two seasons.

    Source: Hyndman and Athanasopoulos, Forecasting: Principles and Practice, 3rd edition, section 7.4, with effects
        that sum to 0 in place of a base season.

    Example:
        >>> found = trend_season([10, 20, 12, 22, 14, 24], period=2, horizon=3)
        >>> found.mean.round(6), round(found.parameters["season_2"], 6)
        (array([16., 26., 18.]), 4.5)
    """
    options = Options(horizon, confidence, floor, start, step, rng)
    size = whole(period, "period", at_least=2)
    values = history(y, options, at_least=2 * size, why=f"two whole seasons of {size}")
    n = len(values)
    time = np.arange(n + options.horizon)
    places = np.vstack([np.eye(size - 1), -np.ones(size - 1)])
    columns = np.column_stack([time, places[time % size]])
    names = ("slope", *(f"season_{place + 1}" for place in range(size - 1)))
    line = least_squares(values, columns[:n], future=columns[n:], names=names)
    effects = dict(zip(names, line.slopes.tolist(), strict=True))
    effects[f"season_{size}"] = -float(line.slopes[1:].sum())
    rule = "intercept + slope x t + effect of the season"
    return _on_line(options, values, line, method="trend_season", rule=rule, effects=effects)


def _on_line(
    options: Options, values: Floats, line: Line, *, method: str, rule: str, effects: Mapping[str, float]
) -> Forecast:
    said = "sigma sqrt(1 + x' inverse(X'X) x)"
    return made(
        options, values, method=method, rule=rule, mean=line.mean, fitted=line.fitted,
        parameters={"intercept": line.intercept, **effects, "sigma": line.sigma, "r_squared": line.r_squared},
        interval=with_t(options, line.mean, line.spread, line.dof, said),
    )  # fmt: skip


def _by_name(given: Mapping[str, npt.ArrayLike], name: str) -> dict[str, npt.ArrayLike]:
    """Return a mapping, or what has keys as one has (a data frame), as a dictionary."""
    found = dict(given) if hasattr(given, "keys") else {}
    if not found:
        shown = shortened(repr(given))
        raise DomainError(f"{name} is {shown}; give a mapping of name -> values with one or more", field=name)
    return found


def _names(drivers: Mapping[str, object], future: Mapping[str, object]) -> tuple[str, ...]:
    taken = [name for name in drivers if name in _TAKEN]
    if taken:
        raise DomainError(
            f"a driver is called {taken[0]!r}, which is a parameter of its own; rename it", field="drivers"
        )
    for one, other, missing in ((drivers, future, "future"), (future, drivers, "drivers")):
        lacking = [name for name in one if name not in other]
        if lacking:
            hint = near(lacking[0], other)
            raise DomainError(f"{lacking[0]!r} is not in {missing}; {hint}", field=missing, value=lacking[0])
    return tuple(drivers)


def _table(
    given: Mapping[str, npt.ArrayLike], names: Sequence[str], where: str, *, length: int | None = None
) -> Floats:
    """Return the values by name as columns of one length: that of the series, or of the first of them."""
    columns = [countable(checked(given[name], f"{where}[{name!r}]"), f"{where}[{name!r}]") for name in names]
    wanted = (columns[0].size if length is None else length,)
    for name, column in zip(names, columns, strict=True):
        if column.shape != wanted or not column.size:
            needed = f"of {wanted[0]}" if wanted[0] else "of one or more"
            raise DomainError(f"{where}[{name!r}] has shape {column.shape}; give a row {needed}", field=where)
    return np.column_stack(columns)
