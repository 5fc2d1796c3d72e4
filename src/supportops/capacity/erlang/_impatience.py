"""One queue that its customers may leave: Erlang A by sums of positive terms.

With k waiting, contacts leave at the rate of the agents and of k impatient ones. So the chances fall as the terms
r(k) = y^k / ((a + 1) ... (a + k)), with a the agents' rate and y the arrivals', both in patience times. The sums are in
units in which nothing overflows.
"""

from __future__ import annotations

from math import ceil, exp, expm1, inf, lgamma, log, nan, pi, sqrt
from typing import NamedTuple

import numpy as np

from supportops.capacity.erlang._excess import excess
from supportops.errors import DomainError

__all__ = ["Impatient", "Sums", "impatient", "log_weight", "sums"]


class Impatient(NamedTuple):
    """The figures of one queue; the misses are 1 - service level in each convention, NaN without a time."""

    p_wait: float
    p_abandon: float
    mean_wait: float
    occupancy: float
    missed_offered: float
    missed_wait: float
    missed_net: float


def impatient(load: float, agents: float, *, patience: float, within: float | None = None) -> Impatient:
    """Return the figures for times in handle times.

    Args:
        load: erlangs, >= 0.
        agents: >= 0, whole or not.
        patience: mean of an exponential, in handle times, > 0.
        within: the time of the service level, in handle times.

    Source: Mandelbaum and Zeltyn (2007), section 3, with its integrals as sums over the number waiting.

    Example:
        >>> round(impatient(10.0, 14.0, patience=300 / 180).p_abandon, 6)
        0.013984
    """
    if load == 0.0:
        missed = nan if within is None else 0.0
        return Impatient(0.0, 0.0, 0.0, 0.0 if agents else nan, missed, missed, missed)
    a, y = agents * patience, max(load * patience, _LEAST)
    found = sums(a, y)
    base = excess(load, agents)
    scale = base * found.first + found.total
    gone = found.queue / (y * scale)
    # At once, or after a wait: 1 - gone would lose the digits of few who are served.
    served = 1.0 if base == inf else (base * found.first + a / y * found.waiting) / scale
    # A share is not over 1, and without agents all leave, whatever the last digit of a sum.
    p_wait, gone, served = min(found.total / scale, 1.0), min(gone, 1.0) if agents else 1.0, min(served, 1.0)
    occupancy = load / agents * served if agents else nan
    misses = (nan, nan, nan) if within is None else _missed(a, y, within / patience, found, (scale, gone, served))
    return Impatient(p_wait, gone, gone * patience, occupancy, *misses)


def _missed(
    a: float, y: float, time: float, now: Sums, shares: tuple[float, float, float]
) -> tuple[float, float, float]:
    """Return what misses a time, in patience times, of the offered, of all waits, and of those not gone by then."""
    scale, gone, served = shares
    kept = exp(-time)
    then = sums(a, y * kept)
    peaks = log_weight(then.peak, y * kept) - log_weight(now.peak, y) if now.peak > a else None
    factor = exp(-y * expm1(-time) - a * time if peaks is None else peaks) / scale
    later = kept * then.total * factor
    served_later, gone_later = a / y * then.waiting * factor, then.queue * factor / y
    staying = served + gone_later
    return min(gone + served_later, 1.0), min(later, 1.0), min(later / staying, 1.0) if staying > 0.0 else 1.0


_LEAST = 1e-300
_MOST = 10_000_000
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
    if ahead + min(top, reach) > _MOST:
        raise DomainError(
            f"load * patience / handle_time is {y:g}, too much to add up; give a shorter patience, or none: "
            "with so long a patience hardly anybody leaves", field="patience",
        )  # fmt: skip
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
