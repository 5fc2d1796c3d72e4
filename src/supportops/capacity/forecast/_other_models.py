"""Models of other libraries as methods like those here."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

import numpy as np
import numpy.typing as npt

from supportops._formulas import Duration, Floats, checked, number
from supportops.capacity.forecast._dates import Start
from supportops.capacity.forecast._made import Interval, made
from supportops.capacity.forecast._options import Options, history
from supportops.capacity.forecast._result import Forecast
from supportops.errors import DomainError, shortened

__all__ = ["Method", "wrap"]

Predict = Callable[[Floats, int], npt.ArrayLike]


class Method(Protocol):
    """A method made by `wrap`: it is called as the methods of this package are."""

    def __call__(
        self,
        y: npt.ArrayLike,
        *,
        horizon: int = 1,
        floor: float | None = 0.0,
        start: Start = None,
        step: Duration = "1d",
    ) -> Forecast:
        """Return the forecast of a series."""


def wrap(predict: Predict, *, method: str, confidence: float = 0.8) -> Method:
    """Return a model of another library, or a function of your own, as a method of this package.

    So `backtest` compares it with the methods here, and `agents_interval` reads its forecast. Its `fitted` is NaN, as
    the model does not say.

    Args:
        predict: called with the series (float64, shape (n,)) and the horizon. It returns the mean, shape (horizon,);
            or mean, lower and upper, shape (3, horizon).
        method: a name for it.
        confidence: that of the interval which `predict` returns, more than 0 and less than 1.

    Returns:
        A callable (y, horizon=1, floor=0.0, start=None, step="1d") -> Forecast.

    Raises:
        DomainError: now, a confidence outside its range; when called, an input outside its range, or a prediction of
            another shape, not finite, or with a mean outside its interval.

    Example:
        >>> def last_week(y, horizon):
        ...     return np.resize(y[-7:], horizon)
        >>> weekly = wrap(last_week, method="last week")
        >>> weekly([30, 20, 20, 20, 20, 5, 5], horizon=3).mean
        array([30., 20., 20.])

        With statsforecast: `wrap(lambda y, h: AutoETS(season_length=7).forecast(y=y, h=h)["mean"], method="ets")`.
        With statsmodels: `wrap(lambda y, h: ExponentialSmoothing(y).fit().forecast(h), method="smoothing")`.
    """
    number(confidence, "confidence", more_than=0, less_than=1)
    if not callable(predict):
        raise DomainError(
            f"predict is {shortened(repr(predict))}; give a function of series and horizon", field="predict"
        )

    def forecast(
        y: npt.ArrayLike,
        *,
        horizon: int = 1,
        floor: float | None = 0.0,
        start: Start = None,
        step: Duration = "1d",
    ) -> Forecast:
        asked = Options(horizon, confidence, floor, start, step, None)
        values = history(y, asked, at_least=1)
        found = checked(predict(values.copy(), asked.horizon), f"the prediction of {method!r}")
        rows = np.atleast_2d(found)
        if rows.shape not in ((1, asked.horizon), (3, asked.horizon)) or found.ndim == 0:
            wanted = f"({asked.horizon},), or (3, {asked.horizon}) for mean, lower and upper"
            raise DomainError(f"the prediction of {method!r} has shape {found.shape}; return {wanted}", field="predict")
        options = Options(horizon, confidence if len(rows) == 3 else None, floor, start, step, None)
        return _checked(options, values, rows, method)

    return forecast


def _checked(options: Options, values: Floats, rows: Floats, method: str) -> Forecast:
    if len(rows) == 3:
        # Forecast.of refuses a mean outside its interval.
        Forecast.of(rows[0], lower=rows[1], upper=rows[2], confidence=options.confidence)
    interval = Interval(rows[1], rows[2], "as the model says") if len(rows) == 3 else None
    return made(
        options, values, method=method, rule="a model of another library", mean=rows[0],
        fitted=np.full(len(values), np.nan), parameters={}, interval=interval,
    )  # fmt: skip
