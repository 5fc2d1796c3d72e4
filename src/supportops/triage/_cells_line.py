"""Numbers and dates: the line, cut at every value that a rule or a bound names."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from math import inf
from typing import Any, NamedTuple

from supportops.triage._cells import bits
from supportops.triage._cells_finite import Finite
from supportops.triage._domains import Domain
from supportops.triage.conditions import (
    Closed,
    Condition,
    any_of,
    at_least,
    at_most,
    between,
    less_than,
    more_than,
    none_of,
)

__all__ = ["Line"]

_DAYS = date.min.toordinal(), date.max.toordinal()
_CLOSED: dict[tuple[bool, bool], Closed] = {
    (True, True): "both", (True, False): "left", (False, True): "right", (False, False): "neither",
}  # fmt: skip
_FEW = 2
"""So many whole numbers or days in a row are still told one by one."""


class _Stretch(NamedTuple):
    """Cells that follow each other, and the named values within that do not belong to them."""

    cells: list[int]
    holes: list[int]


class Line(Finite):
    """Numbers and dates.

    With named values v0 < v1 < ..., cell 2 i + 1 is v_i itself and cell 2 i what lies before it. A cell with nothing in
    it is left out: between 3 and 4 there is no whole number.
    """

    def __init__(
        self, name: str, asked: Mapping[int, Sequence[Condition]], everything: int, domain: Domain, *, may_miss: bool
    ) -> None:
        self._domain = domain
        bounds = [] if domain.bound is None else [domain.bound]
        conditions = [*bounds, *(condition for several in asked.values() for condition in several)]
        self._values: list[Any] = sorted({_at(end) for one in conditions for end in one.values if end is not None})
        self._cells = [cell for cell in range(2 * len(self._values) + 1) if self._is_any(cell)]
        present = sum(1 << cell for cell in self._cells)
        for bound in bounds:
            present &= self._run(bound)
        self._cells = [cell for cell in self._cells if present >> cell & 1]
        super().__init__(name, asked, everything, present, may_miss=may_miss)

    def _is_any(self, cell: int) -> bool:
        """Return whether there is anything in a cell."""
        if cell % 2 or self._domain.kind == "number":
            return True
        is_date = self._domain.kind == "date"
        fence = [_DAYS[0] - 1, *self._values, _DAYS[1] + 1] if is_date else [-inf, *self._values, inf]
        return bool(fence[cell // 2 + 1] - fence[cell // 2] > 1)

    def _holding(self, condition: Condition) -> int:
        if condition.op not in ("any_of", "none_of"):
            return self._run(condition)
        named = 0
        for value in condition.values:
            named |= 2 << 2 * bisect_left(self._values, _at(value))
        return named if condition.op == "any_of" else ~named

    def _run(self, condition: Condition) -> int:
        """Return the cells in which a comparison holds."""
        op, ends = condition.op, [None if end is None else self._cell(end) for end in condition.values]
        low = ends[0] if op in ("between", "at_least", "more_than") else None
        high = ends[-1] if op in ("between", "at_most", "less_than") else None
        closed = {"between": condition.closed, "at_least": "both", "at_most": "both"}.get(op, "neither")
        first = 0 if low is None else low + (closed not in ("left", "both"))
        behind = 2 * len(self._values) + 1 if high is None else high + (closed in ("right", "both"))
        return (1 << behind) - (1 << first)

    def _cell(self, end: Any) -> int:  # noqa: ANN401 - a number or a date
        return 2 * bisect_left(self._values, _at(end)) + 1

    def _pieces(self, cells: int) -> Sequence[int]:
        """Return cells as stretches, and all values that stand alone as one piece."""
        pieces, alone = [], 0
        for found, holes in self._stretches(cells):
            piece = sum(1 << cell for cell in found)
            if _is_points(found) and (holes or len(found) <= _FEW):
                alone |= piece
            else:
                pieces.append(piece)
        return [*pieces, alone] if alone else pieces

    def _conditions(self, cells: int) -> Sequence[Condition]:
        [*several, (found, holes)] = self._stretches(cells)
        if several or (_is_points(found) and (holes or len(found) <= _FEW)):
            return [any_of(*(self._value(cell // 2) for cell in bits(cells)))]
        left_out = [none_of(*(self._value(cell // 2) for cell in holes))] if holes else []
        return [*self._between(found[0], found[-1]), *left_out]

    def _stretches(self, cells: int) -> list[_Stretch]:
        """Return some cells as stretches; named values left out between two of them are holes in one."""
        found: list[_Stretch] = []
        left_out: list[int] = []
        for cell in self._cells:
            if not cells >> cell & 1:
                left_out.append(cell)
                continue
            if not found or not all(hole % 2 for hole in left_out):
                found.append(_Stretch([], []))
            elif left_out:
                found[-1].holes.extend(left_out)
            found[-1].cells.append(cell)
            left_out = []
        return found

    def _between(self, first: int, last: int) -> Iterator[Condition]:
        """Yield the condition to lie in two cells or between them; none from edge to edge of what may be."""
        low = None if first == self._cells[0] else self._value((first - 1) // 2)
        high = None if last == self._cells[-1] else self._value(last // 2)
        has_low, has_high = first % 2 == 1, last % 2 == 1
        if low is not None and high is not None:
            yield self._inner(low, high, _CLOSED[has_low, has_high])
        elif low is not None:
            yield at_least(low) if has_low else more_than(low)
        elif high is not None:
            yield at_most(high) if has_high else less_than(high)

    def _inner(self, low: Any, high: Any, closed: Closed) -> Condition:  # noqa: ANN401 - numbers or dates
        if self._domain.kind == "number" or closed == "left":
            return between(low, high, closed=closed)
        # Of days and whole numbers the first and the last one are what a reader wants.
        one = timedelta(1) if self._domain.kind == "date" else 1
        first = low if closed == "both" else low + one
        last = high - one if closed == "neither" else high
        return any_of(first) if first == last else between(first, last, closed="both")

    def _value(self, place: int) -> Any:  # noqa: ANN401 - a number or a date
        value = self._values[place]
        return date.fromordinal(value) if self._domain.kind == "date" else value


def _at(value: Any) -> Any:  # noqa: ANN401 - a number, or a date as its number
    return value.toordinal() if isinstance(value, date) else value


def _is_points(cells: Sequence[int]) -> bool:
    """Return whether cells are named values, with nothing between them."""
    return all(cell % 2 for cell in cells)
