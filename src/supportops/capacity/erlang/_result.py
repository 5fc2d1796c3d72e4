"""What the results of the Erlang formulas have in common: equal by value, and one table."""

from __future__ import annotations

from dataclasses import fields
from typing import Any, ClassVar

import numpy as np

from supportops._shown import Grid, InGrid
from supportops.capacity.steps import shown

__all__ = ["Figures"]


class Figures(InGrid):
    """Figures of one queue or of many, in the order of the fields. None is what was not asked for."""

    __slots__ = ()
    __dataclass_fields__: ClassVar[dict[str, Any]]
    _title: ClassVar[str]

    def __eq__(self, other: object) -> bool:
        if type(other) is not type(self):
            return NotImplemented
        return all(same(getattr(self, f.name), getattr(other, f.name)) for f in fields(self) if f.compare)

    def __hash__(self) -> int:
        return hash(tuple(np.asarray(getattr(self, f.name)).tobytes() for f in fields(self) if f.compare))

    def _grid(self) -> Grid:
        rows = [(f.name, worded(getattr(self, f.name))) for f in fields(self) if f.repr]
        return Grid(self._title, ("figure", "value"), rows, right=(1,))


def same(one: object, other: object) -> bool:
    """Return whether two values or arrays are equal; what does not exist is equal to itself."""
    if one is None or other is None:
        return one is other
    ours, theirs = np.asarray(one), np.asarray(other)
    has_nan = ours.dtype.kind == "f" and theirs.dtype.kind == "f"
    return np.array_equal(ours, theirs, equal_nan=has_nan)


def worded(value: object) -> str:
    """Return a figure as text: yes and no for a question, the ends of an array."""
    array = np.asarray(value)
    if array.dtype.kind == "b":
        told = ["yes" if answer else "no" for answer in array.ravel().tolist()]
    elif array.dtype.kind == "U":
        told = array.ravel().tolist()
    else:
        return shown(value)  # type: ignore[arg-type]  # a number, an array of them or None
    if not told:
        return "no values"
    count = f" ({array.size} value{'' if array.size == 1 else 's'})"
    return told[0] if array.ndim == 0 else ", ".join(dict.fromkeys(told)) + count
