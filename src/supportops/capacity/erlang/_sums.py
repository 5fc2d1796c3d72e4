"""Sums over the contacts that wait in a queue that they may leave, in units in which nothing overflows.

With k waiting, contacts leave at the rate of the agents and of k impatient ones. So the chances fall as the terms
r(k) = y^k / ((a + 1) ... (a + k)), with a the agents' rate and y the arrivals', both in patience times.
"""

from __future__ import annotations

from math import ceil, inf, lgamma, log, pi, sqrt
from typing import NamedTuple

import numpy as np

__all__ = ["Sums", "log_weight", "sums"]

_SMALL = 40.0
"""exp(-40) of the largest term is less than a float can tell."""


class Sums(NamedTuple):
    """Sums of r(k) over the largest r(k): of all terms, of all but the first, and of k times each."""

    total: float
    waiting: float
    queue: float
    peak: float
    """a + k of the largest term."""
    first: float
    """The first term, which is 1, over the largest."""


def sums(a: float, y: float) -> Sums:
    """Return the sums for the agents' rate and the arrivals', both >= 0, in patience times.

    Example:
        >>> round(sums(0.0, 1.0).total, 9), sums(5.0, 0.0).queue
        (2.718281828, 0.0)
    """
    if y == 0.0:
        return Sums(1.0, 0.0, 0.0, a, 1.0)
    top = max(0, int(y - a))
    reach = ceil(10.0 * sqrt(y)) + 40
    ratio = (a + top + 1.0) / y
    ahead = min(reach, ceil(_SMALL / log(ratio)) + 2 if ratio > 1.0 else reach)
    up = np.cumprod(y / (a + top + np.arange(1.0, ahead + 1.0)))
    down = np.cumprod((a + top - np.arange(0.0, min(top, reach))) / y)
    upwards = top + np.arange(1.0, ahead + 1.0)
    downwards = top - np.arange(1.0, down.size + 1.0)
    # The small terms first.
    total = float(up[::-1].sum()) + float(down[::-1].sum()) + 1.0
    queue = float((upwards * up)[::-1].sum()) + float((downwards * down)[::-1].sum()) + top
    first = 1.0 if top == 0 else float(down[-1]) if down.size == top else 0.0
    others = total - first if top else float(up[::-1].sum())
    return Sums(total, others, queue, a + top, first)


def log_weight(z: float, y: float) -> float:
    """Return the logarithm of the Poisson weight y^z exp(-y) / Gamma(z + 1), also for a z that is not whole.

    Source: Loader (2000), Fast and Accurate Computation of Binomial Probabilities.
    """
    if z == 0.0:
        return -y
    if y == 0.0:
        return -inf
    return -_deviance(z, y) - _stirling(z) - 0.5 * log(2.0 * pi * z)


def _deviance(z: float, y: float) -> float:
    """Return z ln(z / y) + y - z to the last digits, also where z is near y."""
    x = (z - y) / y
    if abs(x) > 0.1:
        return z * log(z / y) + y - z
    # (1 + x) ln(1 + x) - x by the series of ln in v = x / (2 + x): no difference of near numbers.
    v = x / (2.0 + x)
    total, term, k = (z - y) * v, 2.0 * z * v, 1
    while True:
        term *= v * v
        k += 2
        if total + term / k == total:
            return total
        total += term / k


def _stirling(z: float) -> float:
    """Return ln Gamma(z + 1) less Stirling's formula for it."""
    if z < 16.0:
        return lgamma(z + 1.0) - (z + 0.5) * log(z) + z - 0.5 * log(2.0 * pi)
    w = 1.0 / (z * z)
    return (1 / 12 - w * (1 / 360 - w * (1 / 1260 - w * (1 / 1680 - w / 1188)))) / z
