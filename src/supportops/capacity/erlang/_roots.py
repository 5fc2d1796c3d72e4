"""Where a falling function reaches zero, for many at once."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from supportops._formulas import Floats

__all__ = ["falling_root"]

_EPS = 2.0**-53
_STEEPEST = 1e3
_LEAST = 1e-100
"""A root nearer to 0 than this is 0: where a function jumps at 0, halving would never end."""


def falling_root(function: Callable[[Floats], Floats], low: Floats, high: Floats) -> Floats:
    """Return where each function passes zero between two bounds, to the last digits.

    The function falls (or is flat); it may be infinite at a bound. Where it is not over 0 at `low` the answer is `low`,
    and where it is not under 0 at `high` it is `high`.

    Source: Chandrupatla (1997), inverse quadratic interpolation that falls back on halving.

    Example:
        >>> falling_root(lambda x: 2.0 - x * x, np.array([0.0]), np.array([4.0]))
        array([1.41421356])
    """
    a, b = high.astype(np.float64), low.astype(np.float64)
    f_a, f_b = _clipped(function, a), _clipped(function, b)
    found = np.where(f_b <= 0.0, b, a)
    is_open = (f_b > 0.0) & (f_a < 0.0)
    share = np.full_like(a, 0.5)
    while is_open.any():
        x = a + share * (b - a)
        f_x = np.where(is_open, _clipped(function, x), f_a)
        same = np.sign(f_x) == np.sign(f_a)
        c, f_c = np.where(same, a, b), np.where(same, f_a, f_b)
        b, f_b = np.where(same, b, a), np.where(same, f_b, f_a)
        a, f_a = x, f_x
        best = np.where(np.abs(f_a) < np.abs(f_b), a, b)
        found = np.where(is_open, best, found)
        with np.errstate(divide="ignore", invalid="ignore"):
            least = (2.0 * _EPS * np.abs(best) + _LEAST) / np.abs(b - a)
        is_open &= (least <= 0.5) & (np.minimum(np.abs(f_a), np.abs(f_b)) > 0.0)
        margin = np.minimum(least, 0.5)
        share = np.clip(_next(a, b, c, f_a, f_b, f_c), margin, 1.0 - margin)
    return found


def _clipped(function: Callable[[Floats], Floats], x: Floats) -> Floats:
    return np.clip(function(x), -_STEEPEST, _STEEPEST)


def _next(a: Floats, b: Floats, c: Floats, f_a: Floats, f_b: Floats, f_c: Floats) -> Floats:
    """Return how far to go from a to b: by the parabola through the three points where it can be trusted, else half."""
    with np.errstate(all="ignore"):
        place, height = (a - b) / (c - b), (f_a - f_b) / (f_c - f_b)
        is_smooth = (height * height < place) & ((1.0 - height) ** 2 < 1.0 - place)
        share = f_a / (f_b - f_a) * f_c / (f_b - f_c) + (c - a) / (b - a) * f_a / (f_c - f_a) * f_b / (f_c - f_b)
    return np.where(is_smooth & np.isfinite(share), share, 0.5)
