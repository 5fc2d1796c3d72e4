"""Why: the rows of a stretch of time, each open or closed for one reason."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from supportops._instants import to_us
from supportops.calendar.spans import BusinessSource

__all__ = ["Interval", "Row", "Segment", "business_rows", "joined_rows", "with_marks"]

Row = tuple[int, int, bool, str]
"""Start and end in UTC microseconds, whether it is open, and why."""

GAP = "daylight saving gap"


@dataclass(frozen=True, slots=True)
class Interval:
    """An open stretch [start, end)."""

    start: datetime
    end: datetime

    @property
    def duration(self) -> timedelta:
        """Its length in real elapsed time."""
        return _elapsed(self.start, self.end)


@dataclass(frozen=True, slots=True)
class Segment:
    """A row of an explanation: [start, end) is open or closed, for one reason."""

    start: datetime
    end: datetime
    is_open: bool
    reason: str

    @property
    def duration(self) -> timedelta:
        """Its length in real elapsed time; zero for a daylight saving gap."""
        return _elapsed(self.start, self.end)


def business_rows(source: BusinessSource, lo: int, hi: int) -> list[Row]:
    """Return the rows of a business calendar that tile [lo, hi)."""
    first, last = source.clock.date(lo) - 1, source.clock.date(hi) + 1
    gaps = {gap for gap in _gaps(source, first, last) if lo <= gap < hi}
    rows: list[Row] = []
    position = lo
    for opening, closing, reason in _opened(source, first, last):
        opening, closing = max(opening, position), min(closing, hi)
        if opening < closing:
            rows += [*_closed(source, position, opening), (opening, closing, True, reason)]
            position = closing
    rows += _closed(source, position, hi)
    return with_marks(joined_rows(rows), [(gap, gap, False, GAP) for gap in sorted(gaps)])


def joined_rows(rows: Iterable[Row]) -> list[Row]:
    """Return rows with neighbours that say the same made one."""
    result: list[Row] = []
    for row in rows:
        if result and result[-1][2:] == row[2:]:
            result[-1] = (result[-1][0], row[1], row[2], row[3])
        else:
            result.append(row)
    return result


def with_marks(rows: Iterable[Row], marks: Sequence[Row]) -> list[Row]:
    """Return rows that tile a stretch, with sorted rows of no length put in where they stand."""
    result: list[Row] = []
    waiting = list(reversed(marks))
    for start, end, is_open, reason in rows:
        while waiting and waiting[-1][0] < end:
            mark = waiting.pop()
            if start < mark[0]:
                result.append((start, mark[0], is_open, reason))
                start = mark[0]
            result.append(mark)
        result.append((start, end, is_open, reason))
    return result


def _opened(source: BusinessSource, first: int, last: int) -> Iterator[tuple[int, int, str]]:
    """Yield the open spans of these dates with their reasons; they may overlap, the earlier one owns the time."""
    for ordinal in range(first, last + 1):
        day = source.days.day(ordinal)
        for opening, closing in source.openings(ordinal, day, next_day=source.days.day(ordinal + 1)):
            yield opening, closing, day.open_reason


def _closed(source: BusinessSource, start: int, end: int) -> Iterator[Row]:
    """Yield closed rows that tile [start, end), one for each local date."""
    clock = source.clock
    ordinal = clock.date(start)
    while start < end:
        midnight = min(clock.midnight(ordinal + 1), end)
        if start < midnight:
            yield start, midnight, False, source.days.day(ordinal).closed_reason
        start, ordinal = midnight, ordinal + 1


def _gaps(source: BusinessSource, first: int, last: int) -> Iterator[int]:
    """Yield the changes of the clocks that clip or remove a window which starts on these dates."""
    clock = source.clock
    for ordinal in range(first, last + 1):
        day, next_day = source.days.day(ordinal), source.days.day(ordinal + 1)
        for start, end in day.windows:
            # An end at the very start of the gap loses nothing; a start there does.
            at_end = clock.gap(ordinal, end) if clock.gap(ordinal, end - 1) is not None else None
            for gap in (clock.gap(ordinal, start), at_end):
                if gap is not None and not (day if gap < clock.midnight(ordinal + 1) else next_day).is_shut:
                    yield gap


def _elapsed(start: datetime, end: datetime) -> timedelta:
    # Two datetimes of one zone would be subtracted as wall times.
    return timedelta(microseconds=to_us(end) - to_us(start))
