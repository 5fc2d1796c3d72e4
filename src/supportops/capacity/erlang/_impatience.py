"""One queue that its customers may leave: Erlang A by sums of positive terms."""

from __future__ import annotations

from math import exp, expm1, inf, nan
from typing import NamedTuple

from supportops.capacity.erlang._excess import excess
from supportops.capacity.erlang._sums import Sums, log_weight, sums

__all__ = ["Impatient", "impatient"]


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
    a, y = agents * patience, load * patience
    found = sums(a, y)
    base = excess(load, agents)
    scale = base * found.first + found.total
    gone = found.queue / (y * scale)
    # At once, or after a wait: 1 - gone would lose the digits of few who are served.
    served = 1.0 if base == inf else (base * found.first + a / y * found.waiting) / scale
    occupancy = load / agents * served if agents else nan
    misses = (nan, nan, nan) if within is None else _missed(a, y, within / patience, found, (scale, gone, served))
    return Impatient(found.total / scale, gone, gone * patience, occupancy, *misses)


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
    return gone + served_later, later, later / staying if staying > 0.0 else 1.0
