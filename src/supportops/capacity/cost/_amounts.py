"""Amounts of money and shares, read as the decimals they are written as, so that a sum is rounded once, at its end."""

from __future__ import annotations

from fractions import Fraction

from supportops._formulas import decimal, number
from supportops.capacity._exact import Exact, nearest
from supportops.errors import DomainError, shortened

__all__ = ["amount", "amounts", "as_float", "named_numbers", "share"]


def amount(value: object, name: str) -> Fraction:
    """Return a number, >= 0, as its shortest decimal."""
    return decimal(number(value, name, at_least=0))


def share(value: object, name: str) -> Fraction:
    """Return a number, 0..1, as its shortest decimal."""
    return decimal(number(value, name, at_least=0, at_most=1))


def as_float(value: Fraction) -> float:
    """Return a sum as the float nearest to it.

    Raises:
        DomainError: larger than a float can be.
    """
    return float(nearest(Exact(value.numerator, value.denominator)))


def amounts(given: object, name: str) -> dict[str, Fraction]:
    """Return the numbers of a mapping, each >= 0, as their shortest decimals."""
    return {key: decimal(value) for key, value in named_numbers(given, name, at_least=0).items()}


def named_numbers(given: object, name: str, *, at_least: float | None = None) -> dict[str, float]:
    """Return the numbers of a mapping, or of what has keys as one has (a column of a data frame), by their names.

    Raises:
        DomainError: no mapping, or a value that is no such number; `field` is `name`.
    """
    if not hasattr(given, "keys"):
        raise DomainError(f"{name} is {shortened(given)}; give a mapping of names to numbers", field=name, value=given)
    found = {}
    for key, value in dict(given).items():  # type: ignore[call-overload]  # it has keys
        try:
            found[key] = number(value, f"{name}[{key!r}]", at_least=at_least)
        except DomainError as error:
            raise DomainError(str(error), field=name, value=value) from None
    return found
