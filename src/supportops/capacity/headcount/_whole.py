"""Counts of weeks and months: numbers that have to be whole."""

from __future__ import annotations

import numpy as np

from supportops._formulas import Floats, checked, number
from supportops.errors import DomainError

__all__ = ["whole", "wholes"]


def wholes(value: object, name: str, *, at_least: float = 0) -> Floats:
    """Return a whole number, or an array of them, as floats.

    Raises:
        DomainError: what `checked` refuses, or a fraction; the first place.
    """
    array = checked(value, name, at_least=at_least)
    fractions = np.argwhere(array != np.floor(array))
    if not len(fractions):
        return array
    place = tuple(int(i) for i in fractions[0])
    where = f"[{', '.join(map(str, place))}]" if place else ""
    raise DomainError(
        f"{name}{where} is {float(array[place]):g}; give a whole number >= {at_least:g}",
        field=name, value=float(array[place]), index=place[0] if len(place) == 1 else None,
    )  # fmt: skip


def whole(value: object, name: str, *, at_least: float = 0, at_most: float | None = None) -> int:
    """Return one whole number."""
    return int(wholes(number(value, name, at_least=at_least, at_most=at_most), name, at_least=at_least))
