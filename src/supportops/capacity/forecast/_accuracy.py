"""How far forecasts were off: errors of the mean, and scores of quantiles and intervals."""

from __future__ import annotations

from dataclasses import dataclass, field
from math import fsum, sqrt

import numpy as np
import numpy.typing as npt

from supportops._formulas import Floats, checked, decimal, number, whole
from supportops._shown import Grid, InGrid, percent
from supportops.capacity.forecast._options import countable
from supportops.capacity.forecast._result import Forecast
from supportops.capacity.steps import Explanation, Step, shown
from supportops.errors import DomainError

__all__ = ["Accuracy", "IntervalScore", "accuracy", "interval_score", "pinball_loss"]

_RULES = {
    "me": "mean of the errors; over 0: too little was forecast",
    "mae": "mean of the absolute errors",
    "mse": "mean of the squared errors",
    "rmse": "square root of mse",
    "mape": "mean of |error| / |actual|; none where an actual is 0",
    "mpe": "mean of error / actual; none where an actual is 0",
    "smape": "mean of 2 |error| / (|actual| + |forecast|); none where both are 0",
    "wape": "sum of |error| / sum of |actual|",
    "bias": "(sum of forecast - sum of actual) / sum of actual; over 0: too much was forecast",
    "mase": "mae / mean absolute step of train over a period",
    "rmsse": "rmse / root mean square step of train over a period",
}
_SHARES = frozenset({"mape", "mpe", "smape", "wape", "bias"})


@dataclass(frozen=True, slots=True)
class Accuracy(InGrid):
    """How far a forecast was off. An error is actual - forecast; what is undefined is None, never 0 or inf.

    Attributes:
        me: mean error, tickets; over 0 when too little was forecast.
        mae: mean absolute error, tickets.
        mse: mean squared error.
        rmse: its square root, tickets.
        mape: mean of |error| / |actual|, as a share (0.1 is 10 %). None when an actual is 0.
        mpe: mean of error / actual. None when an actual is 0.
        smape: mean of 2 |error| / (|actual| + |forecast|), 0 to 2. None when both are 0 somewhere.
        wape: sum of |error| / sum of |actual|. None when all actuals are 0.
        bias: (sum of forecast - sum of actual) / sum of actual; over 0 when too much was forecast. None when the
            actuals sum to 0.
        mase: mae / mean |step| of the training series over a period; under 1 is better than repeating the last season.
            None without one, or when it never moves.
        rmsse: rmse / root mean square step of the training series over a period. None as `mase`.
        n: how many values were compared.
        zeros: how many actuals are 0: what leaves `mape` and `mpe` undefined.

    Start with `wape`, `mase` and `bias`: they are there for series with zeros.
    """

    me: float
    mae: float
    mse: float
    rmse: float
    mape: float | None
    mpe: float | None
    smape: float | None
    wape: float | None
    bias: float | None
    mase: float | None
    rmsse: float | None
    n: int = field(default=0, repr=False)
    zeros: int = field(default=0, repr=False)

    def explain(self) -> Explanation:
        """Return each measure with its rule."""
        return Explanation("Accuracy", tuple(Step(name, rule, getattr(self, name)) for name, rule in _RULES.items()))

    def _grid(self) -> Grid:
        rows = [(name, _shown(name, getattr(self, name))) for name in _RULES]
        zeros = f", {self.zeros} of them 0" if self.zeros else ""
        values = f"{self.n} value{'' if self.n == 1 else 's'}"
        return Grid(f"Accuracy over {values}{zeros}", ("measure", "value"), rows, right=(1,))


@dataclass(frozen=True, slots=True)
class IntervalScore(InGrid):
    """How good intervals were.

    Attributes:
        score: the mean interval score, tickets; less is better.
        coverage: the share of actuals inside, ends included; hold it beside the confidence.
    """

    score: float
    coverage: float

    def _grid(self) -> Grid:
        rows = [("score", shown(self.score)), ("coverage", percent(self.coverage))]
        return Grid("Interval score", ("measure", "value"), rows, right=(1,))


def accuracy(
    actual: npt.ArrayLike,
    forecast: npt.ArrayLike | Forecast,
    *,
    train: npt.ArrayLike | None = None,
    period: int = 1,
) -> Accuracy:
    """Return how far a forecast was off.

    Args:
        actual: what came. Shape (n,), n >= 1.
        forecast: what was forecast: numbers, or a `Forecast`, of which the mean counts. Shape (n,), or one number.
        train: the series that the forecast was made from; `mase` and `rmsse` are scaled by how much it moves.
        period: the season of `train`: its steps are over so many values. 1: from each value to the next.

    Raises:
        DomainError: NaN or an infinity, lengths that differ, nothing to compare, a `train` no longer than `period`.

    Source: Hyndman and Koehler (2006), Another look at measures of forecast accuracy, for the errors and mase;
        Makridakis, Spiliotis and Assimakopoulos (2022), M5 accuracy competition, for rmsse; Makridakis (1993) for
        smape.

    Example:
        >>> found = accuracy([10, 12, 0], [9, 14, 1], train=[8, 12, 10, 12])
        >>> found.me, found.mae, found.mape, round(found.wape, 3), round(found.bias, 3), found.mase
        (-0.6666666666666666, 1.3333333333333333, None, 0.182, 0.091, 0.5)
    """
    given = forecast.mean if isinstance(forecast, Forecast) else forecast
    came, said = _paired(actual=checked(actual, "actual"), forecast=checked(given, "forecast"))
    error = came - said
    mae, mse = _mean(np.abs(error)), _mean(error**2)
    step, square = _steps(train, period)
    return Accuracy(
        me=_mean(error), mae=mae, mse=mse, rmse=sqrt(mse),
        mape=_mean_ratio(np.abs(error), np.abs(came)), mpe=_mean_ratio(error, came),
        smape=_mean_ratio(2 * np.abs(error), np.abs(came) + np.abs(said)),
        wape=_ratio(fsum(np.abs(error)), fsum(np.abs(came))), bias=_ratio(fsum([*said, *-came]), fsum(came)),
        mase=_ratio(mae, step), rmsse=_ratio(sqrt(mse), sqrt(square)),
        n=error.size, zeros=int(np.count_nonzero(came == 0)),
    )  # fmt: skip


def pinball_loss(actual: npt.ArrayLike, forecast: npt.ArrayLike, *, q: float) -> float:
    """Return the mean pinball loss of quantile forecasts.

    q * (actual - forecast) where the actual is over the forecast, (1 - q) * (forecast - actual) where it is under.
    The true quantile has the least mean loss; q = 0.5 is half the mean absolute error.

    Args:
        actual: what came. Shape (n,), n >= 1.
        forecast: the quantile that was forecast. Shape (n,), or one number.
        q: which quantile, more than 0 and less than 1.

    Raises:
        DomainError: an input outside its range, lengths that differ, nothing to compare.

    Source: Koenker and Bassett (1978), Regression quantiles; Gneiting and Raftery (2007), section 6.1.

    Example:
        >>> pinball_loss([10, 20], [12, 16], q=0.75)
        1.75
    """
    which = number(q, "q", more_than=0, less_than=1)
    came, said = _paired(actual=checked(actual, "actual"), forecast=checked(forecast, "forecast"))
    over, under = float(which), float(1 - decimal(which))
    return _mean(np.where(came >= said, over * (came - said), under * (said - came)))


def interval_score(
    actual: npt.ArrayLike, lower: npt.ArrayLike, *, upper: npt.ArrayLike, confidence: float
) -> IntervalScore:
    """Return how good intervals were: their mean score and their coverage.

    The score of one interval is its width, and 2 / (1 - confidence) times what the actual is outside it. Narrow is
    good, and to miss costs the more, the more sure the interval was.

    Args:
        actual: what came. Shape (n,), n >= 1.
        lower: the lower ends. Shape (n,), or one number.
        upper: the upper ends, at least the lower ones.
        confidence: the share of periods that were to lie inside, more than 0 and less than 1.

    Raises:
        DomainError: an input outside its range, ends in the wrong order, lengths that differ, nothing to compare.

    Source: Gneiting and Raftery (2007), Strictly proper scoring rules, prediction, and estimation, equation 43.

    Example:
        >>> interval_score([10, 20], [8, 9], upper=[12, 19], confidence=0.8)
        IntervalScore(score=12.0, coverage=0.5)
    """
    sure = number(confidence, "confidence", more_than=0, less_than=1)
    came, low, high = _paired(
        actual=checked(actual, "actual"), lower=checked(lower, "lower"), upper=checked(upper, "upper")
    )
    wrong = np.flatnonzero(low > high)
    if wrong.size:
        index = int(wrong[0])
        ends = f"lower[{index}] is {low[index]:g} and upper[{index}] is {high[index]:g}"
        raise DomainError(f"{ends}; the lower end comes first", field="lower", value=float(low[index]), index=index)
    outside = np.maximum(low - came, 0) + np.maximum(came - high, 0)
    score = high - low + float(2 / (1 - decimal(sure))) * outside
    return IntervalScore(_mean(score), float(np.mean(outside == 0)))


def _paired(**named: Floats) -> tuple[Floats, ...]:
    for name, array in named.items():
        countable(array, name)
        if array.ndim > 1 or not array.size:
            message = f"{name} has the shape {array.shape}; give one row of values, one or more"
            raise DomainError(message, field=name, value=array.shape)
    sizes = {name: array.size for name, array in named.items() if array.ndim}
    # A row of one is a row too: spread over all the others it would hide that values are missing.
    if len(set(sizes.values())) > 1:
        lengths = ", ".join(f"{name} {size}" for name, size in sizes.items())
        raise DomainError(f"these rows differ in length: {lengths}; give rows of one length, or a number")
    return tuple(np.atleast_1d(*np.broadcast_arrays(*named.values())))


def _steps(train: npt.ArrayLike | None, period: int) -> tuple[float, float]:
    """Return the mean absolute and the mean square step over a period; 0 without a series."""
    lag = whole(period, "period", at_least=1)
    if train is None:
        return 0.0, 0.0
    past = countable(checked(train, "train"), "train")
    if past.ndim != 1 or past.size <= lag:
        raise DomainError(
            f"train has the shape {past.shape}, too short a history; give one row of {lag + 1} values or more, "
            f"for one step over a period of {lag}",
            field="train", value=past.shape,
        )  # fmt: skip
    step = past[lag:] - past[:-lag]
    return _mean(np.abs(step)), _mean(step**2)


def _mean(values: Floats) -> float:
    return fsum(values) / values.size


def _ratio(above: float, below: float) -> float | None:
    return above / below if below else None


def _mean_ratio(above: Floats, below: Floats) -> float | None:
    return _mean(above / below) if below.all() else None


def _shown(name: str, value: float | None) -> str:
    return percent(value) if name in _SHARES else shown(value)
