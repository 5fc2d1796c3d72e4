"""Which method forecasts best: each is tried on parts of the history whose future is known."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from supportops._formulas import Floats, checked, whole
from supportops._frozen import FrozenMap
from supportops._shown import Grid, InGrid, percent
from supportops.capacity.forecast._accuracy import Accuracy, accuracy
from supportops.capacity.forecast._result import Forecast
from supportops.capacity.steps import Explanation, Step, shown
from supportops.errors import DomainError, shortened

__all__ = ["Backtest", "backtest"]

Method: TypeAlias = Callable[..., Forecast]
"""Called as method(history, horizon=horizon)."""

_Parts: TypeAlias = list[tuple[Floats, Floats]]
_TIE = 1e-9
"""Errors that differ by less, as a share of the largest value, are equal: the rest is arithmetic."""


@dataclass(frozen=True, slots=True)
class Backtest(InGrid):
    """How the methods did on the history.

    Attributes:
        best: the name of the method with the least mean absolute error, which is that with the least `wape` and
            `mase` as well; of equals the one given first.
        accuracy: the name of each method to its errors over all windows and steps ahead together.
        coverage: to the share of actuals inside its intervals, None where it gave none; hold it beside the confidence.
        refused: the name of each method that refused a window, and is left out, to the reason.
    """

    best: str
    accuracy: Mapping[str, Accuracy]
    coverage: Mapping[str, float | None]
    refused: Mapping[str, str]
    steps: tuple[Step, ...] = field(default=(), repr=False, compare=False)

    def explain(self) -> Explanation:
        """Return the windows, each method's mean absolute error or why it is left out, and the choice."""
        return Explanation("Backtest", self.steps)

    def _grid(self) -> Grid:
        head: tuple[str, ...] = ("method", "wape", "mase", "bias", "mae", "inside")
        rows: list[tuple[str, ...]] = [
            (name, percent(found.wape), _short(found.mase), percent(found.bias), shown(found.mae),
             percent(self.coverage[name]))
            for name, found in sorted(self.accuracy.items(), key=lambda pair: (pair[0] != self.best, pair[1].mae))
        ]  # fmt: skip
        if self.refused:
            head = (*head, "left out")
            rows = [(*row, "") for row in rows]
            rows += [(name, *["-"] * 5, reason) for name, reason in self.refused.items()]
        return Grid(f"Backtest, best: {self.best}", head, rows, right=range(1, 6))


def backtest(y: npt.ArrayLike, *, methods: Mapping[str, Method], horizon: int, windows: int) -> Backtest:
    """Return which method forecasts the series best, with the errors of each.

    A rolling origin: with n values, window k of w has the first n - horizon - w + k of them as its history, and the
    `horizon` values after that are what comes. So the origins are one value apart, and the last window ends with the
    series. No method sees what it is to forecast.

    Args:
        y: the series. Shape (n,), n >= horizon + windows.
        methods: name to what is called as method(history, horizon=horizon) and gives a `Forecast`: a function of this
            package, with its options in a `functools.partial`, or one of your own. Put the simple ones first.
        horizon: how many periods ahead, >= 1: as many as you plan for.
        windows: how many histories, >= 1. Ten or more tell more than chance.

    Returns:
        `Backtest`. `mase` is scaled by the mean absolute step from value to value of the shortest history, for all
        windows alike; None when that has one value only. A method that refuses a window with a `DomainError` (too
        short a history, for instance) is left out, with the reason in `refused`.

    Raises:
        DomainError: a series shorter than horizon + windows, no methods, one that gives no `Forecast` of that
            horizon, or all of them refuse.

    Source: Hyndman and Athanasopoulos (2021), Forecasting: Principles and Practice, section 5.10; Tashman (2000),
        Out-of-sample tests of forecasting accuracy.

    Example:
        >>> from functools import partial
        >>> from supportops.capacity import forecast
        >>> week = [90, 80, 70, 70, 60, 20, 10]
        >>> methods = {"naive": forecast.naive, "season": partial(forecast.seasonal_naive, period=7)}
        >>> backtest(np.array(week * 4), methods=methods, horizon=1, windows=14).best
        'season'
    """
    series = checked(y, "y")
    if series.ndim != 1:
        raise DomainError(f"y has the shape {series.shape}; give one row of values", field="y", value=series.shape)
    ahead, count = whole(horizon, "horizon", at_least=1), whole(windows, "windows", at_least=1)
    shortest = series.size - ahead - count + 1
    if shortest < 1:
        raise DomainError(
            f"y has {series.size} values, too short a history; {count} windows of {ahead} ahead need "
            f"{ahead + count} or more",
            field="y", value=series.size,
        )  # fmt: skip
    _check_methods(methods)
    cuts = range(shortest, shortest + count)
    parts = [(series[:cut], series[cut : cut + ahead]) for cut in cuts]
    said, refused = _tried(methods, parts)
    if not said:
        reasons = "; ".join(f"{name}: {reason}" for name, reason in refused.items())
        raise DomainError(f"all methods refuse, so there is none to choose: {reasons}", field="methods")
    return _compared(said, refused, parts)


def _check_methods(methods: object) -> None:
    wanted = "give a mapping of name -> method, for example {'naive': forecast.naive}"
    if not isinstance(methods, Mapping) or not methods:
        raise DomainError(f"methods is {shortened(repr(methods))}; {wanted}", field="methods", value=methods)
    for name, method in methods.items():
        if not callable(method):
            message = f"methods[{name!r}] is {shortened(repr(method))}, which cannot be called; {wanted}"
            raise DomainError(message, field="methods", value=name)


def _tried(methods: Mapping[str, Method], parts: _Parts) -> tuple[dict[str, list[Forecast]], dict[str, str]]:
    """Return the forecasts of each method in each window, and why others have none."""
    said: dict[str, list[Forecast]] = {}
    refused: dict[str, str] = {}
    for name, method in methods.items():
        try:
            # Copies, so that no method changes what the next one gets.
            found = [method(past.copy(), horizon=len(coming)) for past, coming in parts]
        except DomainError as error:
            refused[name] = str(error)
            continue
        for forecast, (_, coming) in zip(found, parts, strict=True):
            _check(name, forecast, len(coming))
        said[name] = found
    return said, refused


def _check(name: str, given: object, horizon: int) -> None:
    what = f"{len(given.mean)} values" if isinstance(given, Forecast) else f"a {type(given).__name__}"
    if what != f"{horizon} values":
        raise DomainError(
            f"method {name!r} gave {what} for horizon={horizon}; it is to give a Forecast of that horizon, "
            "for example with Forecast.of",
            field="methods", value=name,
        )  # fmt: skip


def _compared(said: Mapping[str, list[Forecast]], refused: Mapping[str, str], parts: _Parts) -> Backtest:
    shortest, actual = parts[0][0], np.concatenate([coming for _, coming in parts])
    train = shortest if shortest.size > 1 else None
    found = {
        name: accuracy(actual, np.concatenate([forecast.mean for forecast in forecasts]), train=train)
        for name, forecasts in said.items()
    }
    enough = min(measures.mae for measures in found.values()) + _TIE * float(np.abs(actual).max())
    best = next(name for name, measures in found.items() if measures.mae <= enough)
    inside = {name: _inside(actual, forecasts) for name, forecasts in said.items()}
    longest, ahead = parts[-1][0].size, parts[0][1].size
    how = f"histories of {shortest.size} to {longest} values, {ahead} ahead of each"
    steps = (
        Step("windows", how, float(len(parts))), Step("compared", "windows x steps ahead", float(actual.size)),
        *(Step(name, "mean absolute error", measures.mae) for name, measures in found.items()),
        *(Step(name, reason, "left out") for name, reason in refused.items()),
        Step("best", "least mean absolute error, of equals the first", best),
    )  # fmt: skip
    return Backtest(best, FrozenMap(found), FrozenMap(inside), FrozenMap(refused), steps)


def _inside(actual: Floats, forecasts: list[Forecast]) -> float | None:
    low = [forecast.lower for forecast in forecasts if forecast.lower is not None]
    high = [forecast.upper for forecast in forecasts if forecast.upper is not None]
    if min(len(low), len(high)) < len(forecasts):
        return None
    return float(np.mean((np.concatenate(low) <= actual) & (actual <= np.concatenate(high))))


def _short(ratio: float | None) -> str:
    return "-" if ratio is None else f"{ratio:.2f}"
