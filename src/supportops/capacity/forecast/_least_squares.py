"""Ordinary least squares with an intercept, for few columns, that knows which answers the history cannot give."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from supportops._formulas import Floats
from supportops.capacity.forecast._made import sigma
from supportops.errors import DomainError

__all__ = ["Line", "least_squares"]

_ALIASED = 1e-9
"""A column that keeps less than this share of its length apart from those before it says nothing of its own."""


@dataclass(frozen=True, slots=True)
class Line:
    """A fitted line.

    Attributes:
        intercept, slopes: the coefficients; 0 for a column that says nothing of its own.
        fitted: shape (n,).
        mean: at the future rows. Shape (horizon,).
        spread: the standard deviation of a new value there: sigma sqrt(1 + x' inverse(X'X) x). Shape (horizon,).
        dof: degrees of freedom left for the errors.
        sse: the sum of squared errors.
        r_squared: the share of the variation explained; NaN where there is none to explain.
    """

    intercept: float
    slopes: Floats
    fitted: Floats
    mean: Floats
    spread: Floats
    dof: int
    sse: float
    r_squared: float

    @property
    def sigma(self) -> float:
        """The standard deviation of the errors; NaN without degrees of freedom."""
        return sigma(self.sse, self.dof) if self.dof > 0 else math.nan


def least_squares(y: Floats, columns: Floats, *, future: Floats, names: Sequence[str]) -> Line:
    """Return the line through `y` with the least squared errors.

    Args:
        y: shape (n,).
        columns: the drivers, without one for the intercept. Shape (n, p).
        future: the drivers ahead. Shape (horizon, p).
        names: of the columns.

    Raises:
        DomainError: a future row that needs an effect that the history does not show.

    Source: Hyndman and Athanasopoulos, Forecasting: Principles and Practice, 3rd edition, sections 7.2 and 7.9.
    """
    middle, centred = columns.mean(axis=0), columns - columns.mean(axis=0)
    kept = _independent(columns, centred)
    ahead = future - middle
    _check_future(centred, ahead, kept=kept, names=names, given=future)
    q, r = np.linalg.qr(centred[:, kept])
    level = float(y.mean())
    slopes = np.zeros(len(middle))
    slopes[kept] = np.linalg.solve(r, q.T @ (y - level))
    fitted = level + centred @ slopes
    errors = y - fitted
    sse, total = float(errors @ errors), float((y - level) @ (y - level))
    dof = len(y) - 1 - len(kept)
    leverage = 1 / len(y) + (np.linalg.solve(r.T, ahead[:, kept].T) ** 2).sum(axis=0)
    spread = sigma(sse, dof) * np.sqrt(1 + leverage)
    explained = 1 - sse / total if total > 0 else math.nan
    return Line(level - float(middle @ slopes), slopes, fitted, level + ahead @ slopes, spread, dof, sse, explained)


def _independent(columns: Floats, centred: Floats) -> list[int]:
    """Return the columns that are no combination of the intercept and of those before them."""
    kept = list(range(columns.shape[1]))
    lengths = np.sqrt((columns**2).sum(axis=0))
    while kept:
        own = np.abs(np.diag(np.linalg.qr(centred[:, kept], mode="r")))
        poor = np.flatnonzero(own <= _ALIASED * lengths[kept])
        if not len(poor):
            break
        del kept[int(poor[0])]
    return kept


def _check_future(centred: Floats, ahead: Floats, *, kept: list[int], names: Sequence[str], given: Floats) -> None:
    for column in sorted(set(range(len(names))) - set(kept)):
        weights = np.linalg.lstsq(centred[:, kept], centred[:, column], rcond=None)[0]
        expected = ahead[:, kept] @ weights
        scale = np.abs(ahead[:, column]).max() + np.abs(expected).max() + np.abs(given[:, column]).max()
        bad = np.flatnonzero(np.abs(ahead[:, column] - expected) > 1e-6 * scale)
        if len(bad):
            name, at = names[column], int(bad[0])
            raise DomainError(
                f"future[{name!r}][{at}] is {given[at, column]:g}, but in the history {name!r} never varies on its own"
                ", so its effect is not known; leave that driver out, or give a history in which it varies",
                field=name, value=float(given[at, column]), index=at,
            )  # fmt: skip
