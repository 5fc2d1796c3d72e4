"""Formulas over decimals: numbers are read as they are written, computed as fractions, and made floats once."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from supportops._formulas import Floats, Number, as_given
from supportops.capacity.agents import Agents
from supportops.capacity.steps import Step
from supportops.errors import DomainError

__all__ = ["Exact", "exact", "nearest", "staffed"]

_Integers: TypeAlias = int | npt.NDArray[np.object_]
"""A Python integer, or an object array of them: they never overflow."""


@dataclass(frozen=True, slots=True, eq=False)
class Exact:
    """A fraction, or an array of them. They are not reduced, which would take longer than all the rest."""

    above: _Integers
    below: _Integers

    # Numpy would take an array apart where one is on the left.
    __array_ufunc__ = None

    def __mul__(self, other: Exact | Fraction | int) -> Exact:
        other = _as_exact(other)
        return Exact(self.above * other.above, self.below * other.below)

    def __truediv__(self, other: Exact | Fraction | int) -> Exact:
        other = _as_exact(other)
        return Exact(self.above * other.below, self.below * other.above)

    def __add__(self, other: Exact | Fraction | int) -> Exact:
        other = _as_exact(other)
        return Exact(self.above * other.below + other.above * self.below, self.below * other.below)

    def __sub__(self, other: Exact) -> Exact:
        return self + other * -1

    __radd__ = __add__

    def __rsub__(self, other: int) -> Exact:
        return self * -1 + other


def exact(array: Floats) -> Exact:
    """Return each number as the fraction that its shortest decimal is; the shape is kept.

    Example:
        >>> nearest(exact(np.asarray(7.0)) / (1 - exact(np.asarray(0.3))))
        10.0
    """
    return Exact(*_RATIOS(array))


def nearest(value: Exact) -> Number:
    """Return fractions as the floats nearest to them; a float for the shape ().

    Raises:
        DomainError: larger than a float can be.
    """
    try:
        return as_given(np.asarray(value.above / value.below, dtype=np.float64))
    except OverflowError:
        raise DomainError("the answer is larger than any float; check the units of what is given") from None


def staffed(value: Exact, *, steps: tuple[Step, ...] = (), warnings: tuple[str, ...] = ()) -> Agents:
    """Return fractions as a number of agents, rounded up once.

    Raises:
        DomainError: too many to be counted.
    """
    return Agents.of(nearest(value), steps=steps, warnings=warnings)


def _as_exact(other: Exact | Fraction | int) -> Exact:
    return other if isinstance(other, Exact) else Exact(other.numerator, other.denominator)


def _ratio(number: float) -> tuple[int, int]:
    # Most volumes are whole. Beyond 2 ** 53 a whole float is not what is written any more.
    if number.is_integer() and abs(number) < _WHOLE:
        return int(number), 1
    return Decimal(repr(number)).as_integer_ratio()


_RATIOS = np.frompyfunc(lambda number: _ratio(float(number)), 1, 2)
_WHOLE = 2.0**53
