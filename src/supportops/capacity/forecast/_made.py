"""From a method's numbers to a `Forecast`: interval, floor, dates and the steps that explain it."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from typing import NamedTuple

import numpy as np

from supportops._formulas import Floats
from supportops._frozen import FrozenMap
from supportops.capacity.forecast._dates import dates_after
from supportops.capacity.forecast._options import Options
from supportops.capacity.forecast._result import Forecast
from supportops.capacity.forecast._student import deviate, student
from supportops.capacity.steps import Step
from supportops.errors import DomainError

__all__ = ["DRAWS", "Interval", "made", "normal", "seen", "sigma", "simulated", "with_t"]

DRAWS = 5000
"""Simulated futures behind an interval."""
_NO_BOUND = "no bound: the history is too short to judge errors by"
Future = Callable[[int, Floats], Floats]
"""Take one step of all simulated futures: the step (from 0), an error for each, to a value for each."""


class Interval(NamedTuple):
    """The ends of an interval before the floor, and its rule in words."""

    lower: Floats
    upper: Floats
    rule: str


def seen(y: Floats, fitted: Floats) -> Floats:
    """Return the errors of a method in the history, where it says something."""
    errors = y - fitted
    return errors[~np.isnan(errors)]


def sigma(sse: float, dof: int) -> float:
    """Return the standard deviation of errors: sqrt(sse / dof); inf when nothing is left to judge it by.

    dof is the number of errors less that of the parameters estimated.

    Source: Hyndman and Athanasopoulos, Forecasting: Principles and Practice, 3rd edition, section 5.4.
    """
    return math.sqrt(sse / dof) if dof > 0 else math.inf


def normal(options: Options, mean: Floats, spread: Floats, rule: str) -> Interval | None:
    """Return mean -+ z * spread; None when no interval is asked for."""
    _check_range(mean)
    if options.confidence is None:
        return None
    half = deviate(options.confidence) * spread
    said = f"mean -+ {deviate(options.confidence):.4g} x {rule}"
    return Interval(mean - half, mean + half, said if np.isfinite(half[0]) else _NO_BOUND)


def with_t(options: Options, mean: Floats, spread: Floats, dof: int, rule: str) -> Interval | None:
    """Return mean -+ t * spread with Student's t of `dof` degrees of freedom; None when no interval is asked for."""
    if options.confidence is None:
        return None
    if dof <= 0:
        return Interval(mean - math.inf, mean + math.inf, _NO_BOUND)
    quantile = student(options.confidence, dof)
    said = f"mean -+ {quantile:.4g} (Student's t, {dof} degrees of freedom) x {rule}"
    return Interval(mean - quantile * spread, mean + quantile * spread, said)


def simulated(options: Options, mean: Floats, errors: Floats, future: Future) -> Interval | None:
    """Return the quantiles of simulated futures whose errors are drawn from those of the history, centred.

    Only the quantiles of each step are kept, so that a long horizon needs no more memory than a short one. None when
    no interval is asked for; no bound with fewer than two errors.

    Source: Hyndman and Athanasopoulos, Forecasting: Principles and Practice, 3rd edition, section 5.5.
    """
    if options.confidence is None:
        return None
    if len(errors) < 2:
        return Interval(mean - math.inf, mean + math.inf, _NO_BOUND)
    rng, pool = options.draws(), errors - errors.mean()
    shares = [(1 - options.confidence) / 2, (1 + options.confidence) / 2]
    ends = [np.quantile(future(step, rng.choice(pool, DRAWS)), shares) for step in range(len(mean))]
    lower, upper = np.array(ends).T
    # The quantiles of a skewed future may leave its mean outside.
    rule = f"quantiles of {DRAWS} futures with errors drawn from the {len(errors)} of the history"
    return Interval(np.minimum(lower, mean), np.maximum(upper, mean), rule)


def made(
    options: Options,
    y: Floats,
    *,
    method: str,
    rule: str,
    mean: Floats,
    fitted: Floats,
    parameters: Mapping[str, float],
    interval: Interval | None,
) -> Forecast:
    """Return the forecast: cut off at the floor, with its dates.

    Raises:
        DomainError: the mean grows beyond what a float holds.
    """
    _check_range(mean)
    limit = -math.inf if options.floor is None else options.floor
    errors = seen(y, fitted)
    steps = [Step("method", rule, method)]
    if interval is not None:
        steps.append(Step("interval", interval.rule, f"{100 * (options.confidence or 0):g} %"))
    if options.floor is not None:
        steps.append(Step("floor", "mean and interval are cut off below it", options.floor))
    return Forecast(
        mean=np.maximum(mean, limit),
        lower=None if interval is None else np.maximum(interval.lower, limit),
        upper=None if interval is None else np.maximum(interval.upper, limit),
        confidence=options.confidence,
        fitted=fitted,
        sse=float(errors @ errors),
        parameters=FrozenMap({name: float(value) for name, value in parameters.items()}),
        method=method,
        dates=dates_after(options.start, options.step, past=len(y), horizon=len(mean)),
        steps=tuple(steps),
    )


def _check_range(mean: Floats) -> None:
    bad = np.flatnonzero(~np.isfinite(mean))
    if len(bad):
        message = f"the forecast is beyond all numbers from step {int(bad[0]) + 1} on; ask for less"
        raise DomainError(message, field="horizon", value=len(mean))
