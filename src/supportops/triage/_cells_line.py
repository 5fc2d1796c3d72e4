"""Numbers and dates: the line, cut at every value that a rule or a bound names."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
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

_FIRST_DAY, _LAST_DAY = date.min.toordinal(), date.max.toordinal()
_CLOSED: dict[tuple[bool, bool], Closed] = {
    (True, True): "both", (True, False): "left", (False, True): "right", (False, False): "neither",
}  # fmt: skip
_FEW = 2
"""So many whole numbers or days in a row are still told one by one."""


class _Stretch(NamedTuple):
    """Cells from the first to the last one, but for the named values among them that are left out."""

    first: int
    last: int
    holes: int

    @property
    def cells(self) -> int:
        return (2 << self.last) - (1 << self.first) & ~self.holes


class Line(Finite):
    """Numbers and dates.

    With named values v0 < v1 < ..., place 2 i + 1 is v_i itself and place 2 i what lies before it. The places that the
    input allows are the cells; where nothing lies there is none: between 3 and 4 there is no whole number.
    """

    def __init__(
        self, name: str, asked: Mapping[int, Sequence[Condition]], everything: int, domain: Domain, *, may_miss: bool
    ) -> None:
        self._domain = domain
        bounds = [] if domain.bound is None else [domain.bound]
        conditions = [*bounds, *(condition for several in asked.values() for condition in several)]
        self._values: list[Any] = sorted({_at(end) for one in conditions for end in one.values if end is not None})
        runs = [self._run(bound) for bound in bounds] or [range(2 * len(self._values) + 1)]
        self._places = self._with_something(runs[0])
        self._points = sum(1 << cell for cell, place in enumerate(self._places) if place % 2)
        super().__init__(name, asked, everything, (1 << len(self._places)) - 1, may_miss=may_miss)

    def _with_something(self, places: range) -> list[int]:
        """Return the places at which something lies."""
        if self._domain.kind == "number":
            return [*places]
        edges = (_FIRST_DAY - 1, _LAST_DAY + 1) if self._domain.kind == "date" else (None, None)
        fence = [edges[0], *self._values, edges[1]]
        return [place for place in places if place % 2 or _has_room(fence[place // 2], fence[place // 2 + 1])]

    def _holding(self, condition: Condition) -> int:
        if condition.op not in ("any_of", "none_of"):
            run = self._run(condition)
            return (1 << bisect_left(self._places, run.stop)) - (1 << bisect_left(self._places, run.start))
        wanted = {self._place(value) for value in condition.values}
        named = sum(1 << cell for cell, place in enumerate(self._places) if place in wanted)
        return named if condition.op == "any_of" else self.present & ~named

    def _run(self, condition: Condition) -> range:
        """Return the places at which a comparison holds."""
        op, ends = condition.op, [None if end is None else self._place(end) for end in condition.values]
        low = ends[0] if op in ("between", "at_least", "more_than") else None
        high = ends[-1] if op in ("between", "at_most", "less_than") else None
        closed = {"between": condition.closed, "at_least": "both", "at_most": "both"}.get(op, "neither")
        first = 0 if low is None else low + (closed not in ("left", "both"))
        behind = 2 * len(self._values) + 1 if high is None else high + (closed in ("right", "both"))
        return range(first, behind)

    def _place(self, end: Any) -> int:  # noqa: ANN401 - a number or a date
        return 2 * bisect_left(self._values, _at(end)) + 1

    def _pieces(self, cells: int) -> Sequence[int]:
        """Return cells as stretches, and all values that stand alone as one piece."""
        found = self._stretches(cells)
        alone = sum(one.cells for one in found if self._is_alone(one))
        return [*(one.cells for one in found if not self._is_alone(one)), *([alone] if alone else [])]

    def _conditions(self, cells: int) -> Sequence[Condition]:
        [*several, stretch] = self._stretches(cells)
        if several or self._is_alone(stretch):
            return [any_of(*map(self._value, bits(cells)))]
        left_out = [none_of(*map(self._value, bits(stretch.holes)))] if stretch.holes else []
        return [*self._between(stretch.first, stretch.last), *left_out]

    def _stretches(self, cells: int) -> list[_Stretch]:
        """Return some cells as stretches; named values left out between two of them are holes in one."""
        found: list[_Stretch] = []
        for first, last in _runs(cells):
            between = (1 << first) - (2 << found[-1].last) if found else ~self._points
            if between & ~self._points:
                found.append(_Stretch(first, last, 0))
            else:
                found[-1] = _Stretch(found[-1].first, last, found[-1].holes | between)
        return found

    def _is_alone(self, stretch: _Stretch) -> bool:
        """Return whether a stretch is but a few named values, which are told one by one."""
        has_more = stretch.cells & ~self._points
        return not has_more and bool(stretch.holes or stretch.last - stretch.first < _FEW)

    def _between(self, first: int, last: int) -> Iterator[Condition]:
        """Yield the condition to lie in two cells or between them; none from edge to edge of what may be."""
        begin, end = self._places[first], self._places[last]
        low = None if first == 0 else self._named((begin - 1) // 2)
        high = None if last == len(self._places) - 1 else self._named(end // 2)
        has_low, has_high = begin % 2 == 1, end % 2 == 1
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

    def _value(self, cell: int) -> Any:  # noqa: ANN401 - a number or a date
        """Return the named value that a cell is."""
        return self._named(self._places[cell] // 2)

    def _named(self, index: int) -> Any:  # noqa: ANN401 - a number or a date
        value = self._values[index]
        return date.fromordinal(value) if self._domain.kind == "date" else value


def _at(value: Any) -> Any:  # noqa: ANN401 - a number, or a date as its number
    return value.toordinal() if isinstance(value, date) else value


def _runs(cells: int) -> Iterator[tuple[int, int]]:
    """Yield the first and the last of cells that follow each other."""
    while cells:
        first = (cells & -cells).bit_length() - 1
        behind = cells + (1 << first)
        last = (behind & -behind).bit_length() - 2
        yield first, last
        cells &= behind


def _has_room(low: int | None, high: int | None) -> bool:
    """Return whether a whole number lies between two others; None is unbounded."""
    return low is None or high is None or high - low > 1
