"""Quantiles of Student's t, for intervals around a fitted line."""

from __future__ import annotations

import math
from statistics import NormalDist

import numpy as np

__all__ = ["deviate", "student"]

_MANY = 1000
_HALVINGS = 60


def deviate(confidence: float) -> float:
    """Return how many standard deviations of a normal distribution on each side hold that share.

    Example:
        >>> round(deviate(0.8), 4)
        1.2816
    """
    return NormalDist().inv_cdf((1 + confidence) / 2)


def student(confidence: float, dof: int) -> float:
    """Return how many standard errors on each side hold that share, with so many degrees of freedom (>= 1).

    Source: Abramowitz and Stegun (1964), equations 26.7.3 and 26.7.4; above 1,000 degrees 26.7.5.

    Example:
        >>> round(student(0.95, 10), 4)
        2.2281
    """
    if dof > _MANY:
        return _expanded(deviate(confidence), dof)
    low, high = 0.0, math.pi / 2
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        low, high = (middle, high) if _share(middle, dof) < confidence else (low, middle)
    return math.sqrt(dof) * math.tan((low + high) / 2)


def _share(angle: float, dof: int) -> float:
    """Return the share within t = sqrt(dof) tan(angle) on both sides: a finite sum for whole degrees of freedom."""
    sine, cosine = math.sin(angle), math.cos(angle)
    is_odd = dof % 2
    k = np.arange(1, (dof - 1) // 2 + (1 - is_odd))
    ratios = cosine * cosine * (2 * k / (2 * k + 1) if is_odd else (2 * k - 1) / (2 * k))
    total = float(1 + np.cumprod(ratios).sum())
    if not is_odd:
        return sine * total
    return 2 / math.pi * (angle + (sine * cosine * total if dof > 1 else 0.0))


def _expanded(z: float, dof: int) -> float:
    g1 = (z**3 + z) / 4
    g2 = (5 * z**5 + 16 * z**3 + 3 * z) / 96
    g3 = (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / 384
    g4 = (79 * z**9 + 776 * z**7 + 1482 * z**5 - 1920 * z**3 - 945 * z) / 92160
    return z + g1 / dof + g2 / dof**2 + g3 / dof**3 + g4 / dof**4
