"""Level, trend and season in which the latest values weigh most (Holt and Winters)."""

from __future__ import annotations

from typing import Literal

import numpy as np
import numpy.typing as npt

from supportops._formulas import Duration, Floats, checked, whole
from supportops.capacity.forecast._dates import Start
from supportops.capacity.forecast._decomposition import is_multiplicative, positive
from supportops.capacity.forecast._made import Interval, made, simulated
from supportops.capacity.forecast._multiplying import fitted, run
from supportops.capacity.forecast._options import Options, countable, history
from supportops.capacity.forecast._recursion import Constants, States, ahead
from supportops.capacity.forecast._result import Forecast
from supportops.capacity.forecast._smoothing import constant, parameters, smooth, state
from supportops.capacity.forecast._states import Given
from supportops.errors import DomainError

__all__ = ["holt_winters"]

_RULE = "level + h trend, with the season of that period"
_LEAST = 1e-9


def holt_winters(
    y: npt.ArrayLike,
    *,
    period: int,
    seasonal: Literal["add", "mul"] = "add",
    alpha: float | None = None,
    beta: float | None = None,
    gamma: float | None = None,
    initial_level: float | None = None,
    initial_trend: float | None = None,
    initial_seasonal: npt.ArrayLike | None = None,
    horizon: int = 1,
    confidence: float | None = 0.8,
    floor: float | None = 0.0,
    start: Start = None,
    step: Duration = "1d",
    rng: np.random.Generator | None = None,
) -> Forecast:
    """Return level, trend and season, in which the latest values weigh most (Holt and Winters).

    With `seasonal="add"`: new level = alpha (y - season) + (1 - alpha) (level + trend); new trend = beta (new level -
    level) + (1 - beta) trend; new season = gamma (y - level - trend) + (1 - gamma) season. The forecast is level +
    h trend + the latest season of that place. With "mul" the season divides and multiplies. `parameters`: `alpha`,
    `beta`, `gamma`, `initial_level`, `initial_trend`, `initial_seasonal_1` .. `initial_seasonal_<period>`.

    Interval with "add": mean -+ z sigma sqrt(1 + sum of c_j ** 2 for j = 1 .. h - 1), c_j = alpha + alpha beta j, and
    gamma more at whole seasons. With "mul": simulated, with errors in proportion to the forecast.

    Args:
        y: the series, at least two seasons; above 0 with "mul". Shape (n,).
        period: how many periods make a season, >= 2.
        seasonal: "add", or "mul" for a season that grows with the level.
        alpha: of the level, 0..1; None for that with the least squared errors.
        beta: of the trend, 0..1; None for that with the least squared errors.
        gamma: of the season, 0..1; None for that with the least squared errors, at most 1 - alpha.
        initial_level: before the first value; None for that with the least squared errors.
        initial_trend: before the first value; None for that with the least squared errors.
        initial_seasonal: of the first values, in their order; None for that with the least squared errors.
            Shape (period,).
        horizon: how many periods ahead, >= 1.
        confidence: of the interval of each period on its own, more than 0 and less than 1; None for no interval.
        floor: mean and interval are cut off below it; None for no floor.
        start: the date or aware instant of the first value of `y`; a date is its midnight UTC.
        step: from one period to the next, a duration or "month".
        rng: where random draws come from, in methods that simulate; None draws the same every time.

    Raises:
        DomainError: an input outside its range; a history shorter than two seasons; zeros in a multiplicative season.

    Source: Hyndman and Athanasopoulos, Forecasting: Principles and Practice, 3rd edition, sections 8.3 and 8.7.

    Example:
        >>> found = holt_winters([10, 20, 12, 22, 14, 24], period=2, horizon=5)
        >>> found.mean.round(6)
        array([16., 26., 18., 28., 20.])
    """
    options = Options(horizon, confidence, floor, start, step, rng)
    size = whole(period, "period", at_least=2)
    multiplies = is_multiplicative(seasonal, "seasonal")
    values = history(y, options, at_least=2 * size, why=f"two whole seasons of {size}")
    given = Given(
        state(initial_level, "initial_level"), state(initial_trend, "initial_trend"),
        None if initial_seasonal is None else _season(initial_seasonal, size, multiplies=multiplies), size,
    )  # fmt: skip
    constants = {"alpha": constant(alpha, "alpha"), "beta": constant(beta, "beta"), "gamma": constant(gamma, "gamma")}
    if not multiplies:
        return smooth(options, values, method="holt_winters", rule=_RULE, given=given, asked={**constants, "phi": 1.0})
    positive(values, "seasonal='add'")
    return _multiplied(options, values, fitted(values, list(constants.values()), given))


def _multiplied(options: Options, values: Floats, tried: Floats) -> Forecast:
    forecasts, ends = run(values, tried[:, None])
    said, last = forecasts[:, 0], _states(ends[:, 0])
    if not (said > 0).all():
        raise DomainError(
            "level + trend falls to 0 within the history, which a multiplicative season cannot follow; take "
            "seasonal='add', or other initial values", field="seasonal", value="mul",
        )  # fmt: skip
    constants = Constants(*tried[:3].tolist())
    level, season = ahead(last, 1.0, past=len(values), horizon=options.horizon)
    mean = level * season
    return made(
        options, values, method="holt_winters", rule=_RULE, mean=mean, fitted=said,
        parameters=parameters("holt_winters", constants, _states(tried)),
        interval=_futures(options, mean, values / said - 1, constants, last, past=len(values)),
    )  # fmt: skip


def _states(tried: Floats) -> States:
    return States(float(tried[3]), float(tried[4]), tuple(tried[5:].tolist()))


def _futures(
    options: Options, mean: Floats, errors: Floats, constants: Constants, last: States, *, past: int
) -> Interval | None:
    """Return the interval of futures that go on as the recursion does, each value off by a drawn share."""
    level, trend = np.array(last.level), np.array(last.trend)
    seasons = [np.array(share) for share in last.season]

    def future(step: int, shares: Floats) -> Floats:
        nonlocal level, trend
        place = (past + step) % len(seasons)
        # A volume is not negative: a level that a trend would take below 0 stays just above it.
        base, off = np.maximum(level + trend, _LEAST), np.maximum(shares, _LEAST - 1)
        value: Floats = base * seasons[place] * (1 + off)
        new = base * (1 + constants.alpha * off)
        trend = constants.beta * (new - level) + (1 - constants.beta) * trend
        seasons[place] = seasons[place] * (1 + constants.gamma * off)
        level = new
        return value

    return simulated(options, mean, errors, future)


def _season(given: npt.ArrayLike, size: int, *, multiplies: bool) -> tuple[float, ...]:
    season = countable(checked(given, "initial_seasonal", more_than=0 if multiplies else None), "initial_seasonal")
    if season.shape != (size,):
        raise DomainError(
            f"initial_seasonal has shape {season.shape}; give {size} numbers, one for each place in the season",
            field="initial_seasonal", value=given,
        )  # fmt: skip
    return tuple(season.tolist())
