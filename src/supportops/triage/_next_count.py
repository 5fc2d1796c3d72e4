"""The interval of the next count of a Poisson process, when its mean is known from its history only."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import accumulate

__all__ = ["next_count"]

# Far below any share that is asked for.
_NEGLIGIBLE = 1e-20
# A sum of many terms misses a share that it should meet by less than this part of it.
_ROUNDING = 1e-9


def next_count(total: int, periods: int, *, confidence: float) -> tuple[int, int]:
    """Return the lowest and the highest next count that go with a history.

    Of total + y events in periods + 1 alike periods, the number in the last one is binomial(total + y,
    1 / (periods + 1)), whatever the mean is. A count y is in the interval when neither P(last >= y) nor P(last <= y)
    is (1 - confidence) / 2 or less. The interval holds the next count at least as often as it says.

    At least y successes in total + y trials means at least y successes before failure number total + 1. So the high
    end is a quantile of the negative binomial of total + 1 failures, and likewise the low end of that of `total`.

    Args:
        total: events in the history, >= 0.
        periods: how many periods it has, >= 1.
        confidence: between 0 and 1.

    Source: Nelson (1982), Applied Life Data Analysis, pages 200 to 204, for the binomial. The ends are exact sums of
        its tails, where he takes quantiles of F and rounds them.

    Example:
        >>> next_count(48, 4, confidence=0.95)
        (5, 21)
    """
    share = (1 - confidence) / 2
    low, weights = _successes(total, periods, negligible=share * _NEGLIGIBLE)
    low += _steps(weights, share * sum(weights))
    high, weights = _successes(total + 1, periods, negligible=share * _NEGLIGIBLE)
    high += len(weights) - 1 - _steps(reversed(weights), share * sum(weights))
    return low, high


def _successes(failures: int, periods: int, *, negligible: float) -> tuple[int, list[float]]:
    """Return how likely each number of successes before a failure is, relative to the likeliest, and the first number.

    A success has the probability 1 / (periods + 1). Each weight follows from the one beside it, so nothing overflows.
    """
    if not failures:
        return 0, [1.0]
    mode = (failures - 1) // periods
    above, at = [1.0], mode
    while above[-1] > negligible:
        above.append(above[-1] * (at + failures) / ((at + 1) * (periods + 1)))
        at += 1
    below, at = [1.0], mode
    while at and below[-1] > negligible:
        below.append(below[-1] * at * (periods + 1) / (at - 1 + failures))
        at -= 1
    return at, [*reversed(below[1:]), *above]


def _steps(weights: Iterable[float], share: float) -> int:
    """Return how many weights may be dropped before those dropped and the next one are more than a share."""
    return next(step for step, gone in enumerate(accumulate(weights)) if gone > share * (1 + _ROUNDING))
