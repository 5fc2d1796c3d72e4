"""Series of numbers as whole numbers of one unit: sums and comparisons of decimals are then exact."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import inf, lcm
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from supportops._formulas import Floats, checked, decimal
from supportops.errors import DomainError

__all__ = ["Series", "as_floats", "in_line", "in_units", "ratio", "series"]

Series: TypeAlias = Sequence[float] | npt.NDArray[np.floating] | npt.NDArray[np.integer]
"""One number for each slot."""

_MOST_DECIMALS = 9
_EXACT = 1e15
"""Decimals of up to 15 digits are told apart by a float, so the one that is found is the one that is written."""


def series(value: object, name: str) -> Floats:
    """Return one number for each slot, each finite and at least 0, as float64 of one dimension."""
    return in_line(checked(value, name, at_least=0), name)


def in_line(array: Floats, name: str) -> Floats:
    """Return an array of one dimension as it is; any other is refused."""
    if array.ndim != 1:
        what = "one number" if array.ndim == 0 else f"an array of shape {array.shape}"
        raise DomainError(f"{name} is {what}; give a series, one number for each slot", field=name, value=array)
    return array


def in_units(*arrays: Floats) -> tuple[int, list[list[int]]]:
    """Return how many units make one, and each array's numbers, read as their shortest decimal, in units.

    Example:
        >>> in_units(np.array([0.1, 2.0]), np.array([0.25]))
        (100, [[10, 200], [25]])
    """
    together = np.concatenate([array.ravel() for array in arrays])
    scale, units = _quickly(together) or _by_fractions(together)
    ends = np.cumsum([array.size for array in arrays]).tolist()
    return scale, [units[end - array.size : end] for array, end in zip(arrays, ends, strict=True)]


def ratio(units: int, per: int) -> float:
    """Return a quotient of whole numbers, rounded once; infinity when no float is as large."""
    try:
        return units / per
    except OverflowError:
        return inf


def as_floats(units: Iterable[int], scale: int) -> Floats:
    """Return whole numbers of units as float64, each rounded once."""
    return np.array([ratio(amount, scale) for amount in units], dtype=np.float64)


def _quickly(numbers: Floats) -> tuple[int, list[int]] | None:
    for places in range(_MOST_DECIMALS + 1):
        scaled = np.rint(numbers * 10.0**places)
        if (np.abs(scaled) >= _EXACT).any():
            return None
        if (scaled / 10.0**places == numbers).all():
            return 10**places, scaled.astype(np.int64).tolist()
    return None


def _by_fractions(numbers: Floats) -> tuple[int, list[int]]:
    exact = [decimal(value) for value in numbers.tolist()]
    scale = lcm(*(value.denominator for value in exact))
    return scale, [value.numerator * (scale // value.denominator) for value in exact]
