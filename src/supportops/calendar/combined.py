"""Open spans and reasons of several calendars put together."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from supportops.calendar.explain import Row, joined_rows, with_marks
from supportops.calendar.local import WallClock
from supportops.calendar.spans import FIRST_YEAR, LAST_YEAR, Span, joined
from supportops.errors import HorizonError

if TYPE_CHECKING:
    from supportops.calendar.microseconds import MicrosecondCalendar

__all__ = ["CombinedSource", "combined_rows", "common", "inverted", "united"]

Combine = Callable[[Sequence[list[Span]], int, int], list[Span]]


@dataclass(frozen=True, slots=True)
class CombinedSource:
    """What a timeline asks of a combined calendar; years are those of the first operand's zone."""

    clock: WallClock
    operands: Sequence[MicrosecondCalendar]
    combine: Combine

    @property
    def floor(self) -> int:
        """The first instant that all operands know."""
        return max(self.clock.year_start(FIRST_YEAR), *(operand._bounds()[0] for operand in self.operands))

    @property
    def ceiling(self) -> int:
        """The first instant that one operand does not know any more."""
        return min(self.clock.year_start(LAST_YEAR + 1), *(operand._bounds()[1] for operand in self.operands))

    @property
    def years(self) -> tuple[int, int]:
        """The years, whole or in part, that all operands know."""
        return self._year(self.floor), self._year(self.ceiling - 1)

    def boundary(self, year: int) -> int:
        """Return the instant at which a year begins, within floor and ceiling."""
        start = self.clock.year_start(min(max(year, FIRST_YEAR), LAST_YEAR + 1))
        return min(max(start, self.floor), self.ceiling)

    def spans(self, first_year: int, last_year: int) -> list[Span]:
        """Return the open spans of whole years."""
        lo, hi = self.boundary(first_year), self.boundary(last_year + 1)
        return self.combine([operand.intervals_us(lo, hi) for operand in self.operands], lo, hi)

    def horizon(self, *, late: bool) -> HorizonError:
        """Return the error of the operand that knows least."""
        limit = self.ceiling if late else self.floor
        for operand in self.operands:
            source = operand._timeline.source
            if source is not None and operand._bounds()[late] == limit:
                return source.horizon(late=late)
        return HorizonError(f"calendar dates are known for {FIRST_YEAR} to {LAST_YEAR} only")

    def _year(self, us: int) -> int:
        ordinal = min(max(self.clock.date(us), 1), dt.date.max.toordinal())
        return dt.date.fromordinal(ordinal).year


def united(spans: Iterable[list[Span]]) -> list[Span]:
    """Return the stretches in any of the span lists."""
    return joined(sorted(span for one in spans for span in one))


def common(left: list[Span], right: list[Span]) -> list[Span]:
    """Return the stretches in both span lists."""
    result: list[Span] = []
    i = j = 0
    while i < len(left) and j < len(right):
        opening, closing = max(left[i][0], right[j][0]), min(left[i][1], right[j][1])
        if opening < closing:
            result.append((opening, closing))
        if left[i][1] < right[j][1]:
            i += 1
        else:
            j += 1
    return result


def inverted(spans: list[Span], lo: int, hi: int) -> list[Span]:
    """Return the stretches of [lo, hi) outside the spans."""
    edges = [lo, *(edge for span in spans for edge in span), hi]
    return [(a, b) for a, b in zip(edges[::2], edges[1::2], strict=True) if a < b]


def combined_rows(
    operands: Sequence[list[Row]], decide: Callable[[Sequence[tuple[bool, str]]], tuple[bool, str]]
) -> list[Row]:
    """Return the rows of the combination of operands whose rows tile the same stretch."""
    marks = sorted({row for rows in operands for row in rows if row[0] == row[1]})
    lists = [[row for row in rows if row[0] < row[1]] for rows in operands]
    at = [0] * len(lists)
    result: list[Row] = []
    while at[0] < len(lists[0]):
        current = [rows[i] for rows, i in zip(lists, at, strict=True)]
        start, end = max(row[0] for row in current), min(row[1] for row in current)
        result.append((start, end, *decide([(row[2], row[3]) for row in current])))
        at = [i + (row[1] == end) for row, i in zip(current, at, strict=True)]
    return with_marks(joined_rows(result), marks)
