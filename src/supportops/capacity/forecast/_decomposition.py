"""A series taken apart into trend, season and the rest."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt

from supportops._formulas import Floats, checked, whole
from supportops._shown import Grid, InGrid
from supportops.capacity.forecast._options import countable
from supportops.errors import DomainError, near, shortened

__all__ = ["Decomposition", "centred_average", "decompose", "is_multiplicative", "positive", "season_of"]

_WORDS = {"add": False, "additive": False, "mul": True, "multiplicative": True}


@dataclass(frozen=True, slots=True, eq=False)
class Decomposition(InGrid):
    """The parts of a series; together they are the series.

    Attributes:
        trend: the centred moving average over a season; NaN in the first and last half season. Shape (n,).
        seasonal: the effect of each place in the season, repeated: sums to 0 over a season, or averages 1 in the
            multiplicative model. Shape (n,).
        residual: what is left; NaN where the trend is. Shape (n,).
    """

    trend: Floats
    seasonal: Floats
    residual: Floats

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Decomposition):
            return NotImplemented
        pairs = ((self.trend, other.trend), (self.seasonal, other.seasonal), (self.residual, other.residual))
        return all(np.array_equal(one, two, equal_nan=True) for one, two in pairs)

    def __hash__(self) -> int:
        return hash((self.seasonal + 0.0).tobytes())

    def _grid(self) -> Grid:
        columns = (self.trend.tolist(), self.seasonal.tolist(), self.residual.tolist())
        rows = [
            (str(step + 1), *("-" if math.isnan(value) else f"{value:,.4g}" for value in values))
            for step, values in enumerate(zip(*columns, strict=True))
        ]
        return Grid("Decomposition", ("step", "trend", "seasonal", "residual"), rows, right=(0, 1, 2, 3))


def decompose(
    y: npt.ArrayLike,
    *,
    period: int,
    model: Literal["additive", "multiplicative"] = "additive",
) -> Decomposition:
    """Return trend, season and residual: their sum is the series, or their product in the multiplicative model.

    The classical decomposition: the trend is the centred moving average over a season (with half weights at both ends
    for an even period); the season is the mean of what is left by place, shifted to sum 0, or scaled to average 1.

    Args:
        y: the series, at least two seasons; above 0 for the multiplicative model. Shape (n,).
        period: how many periods make a season, >= 2.
        model: "additive" or "multiplicative".

    Raises:
        DomainError: an input outside its range; a history shorter than two seasons; zeros in the multiplicative model.

    Source: Hyndman and Athanasopoulos, Forecasting: Principles and Practice, 3rd edition, sections 3.3 and 3.4.

    Example:
        >>> parts = decompose([1, 5, 3, 7, 5, 9], period=2)
        >>> parts.trend, parts.seasonal[:2], parts.residual[1:5]
        (array([nan, 3.5, 4.5, 5.5, 6.5, nan]), array([-1.5,  1.5]), array([0., 0., 0., 0.]))
    """
    size = whole(period, "period", at_least=2)
    values = countable(checked(y, "y"), "y")
    if values.ndim != 1 or len(values) < 2 * size:
        raise DomainError(
            f"y has shape {values.shape}, too short a history; give a row of {2 * size} values or more: two whole "
            f"seasons of {size}", field="y", value=y,
        )  # fmt: skip
    multiplies = is_multiplicative(model, "model")
    if multiplies:
        positive(values, "model='additive'")
    trend = centred_average(values, size)
    seasonal = np.resize(season_of(values, trend, size, multiplies=multiplies), len(values))
    residual = values / (trend * seasonal) if multiplies else values - trend - seasonal
    return Decomposition(trend, seasonal, residual)


def centred_average(values: Floats, size: int) -> Floats:
    """Return the centred moving average over a season, NaN where it does not reach."""
    weights = np.ones(size + 1 - size % 2)
    if size % 2 == 0:
        weights[[0, -1]] = 0.5
    half = size // 2
    trend = np.full(len(values), np.nan)
    # Weighed sums of views, so that whole numbers stay exact.
    windows = np.lib.stride_tricks.sliding_window_view(values, len(weights))
    trend[half : len(values) - half] = windows @ weights / size
    return trend


def season_of(values: Floats, trend: Floats, size: int, *, multiplies: bool) -> Floats:
    """Return the effect of each place in the season: the mean of what the trend leaves, summing to 0 or averaging 1."""
    left = values / trend if multiplies else values - trend
    effects: Floats = np.array([np.nanmean(left[place::size]) for place in range(size)])
    shifted: Floats = effects / effects.mean() if multiplies else effects - effects.mean()
    return shifted


def is_multiplicative(word: object, name: str) -> bool:
    """Return whether a word asks for a season that multiplies; "add" and "mul" do for the long words."""
    if not isinstance(word, str) or word not in _WORDS:
        hint = near(word, _WORDS) if isinstance(word, str) else "allowed: " + ", ".join(_WORDS)
        raise DomainError(f"{name} is {shortened(repr(word))}; {hint}", field=name, value=word, allowed=tuple(_WORDS))
    return _WORDS[word]


def positive(values: Floats, instead: str) -> None:
    """Refuse values at or below 0, of which a multiplicative season makes no sense."""
    bad = np.flatnonzero(values <= 0)
    if len(bad):
        at = int(bad[0])
        raise DomainError(
            f"y[{at}] is {values[at]:g}; a multiplicative season needs values above 0. Take {instead}",
            field="y", value=float(values[at]), index=at,
        )  # fmt: skip
