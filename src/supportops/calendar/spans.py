"""From local dates to open spans in UTC microseconds."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from supportops.calendar.days import Day, DayBook
from supportops.calendar.local import WallClock
from supportops.errors import HorizonError

__all__ = ["FIRST_YEAR", "LAST_YEAR", "BusinessSource", "Span", "joined"]

Span = tuple[int, int]
"""An open stretch [opening, closing) in microseconds since 1970 UTC."""

FIRST_YEAR, LAST_YEAR = 1, 9999


@dataclass(frozen=True, slots=True)
class BusinessSource:
    """What a timeline asks of a business calendar: the spans of local years, and where knowledge ends."""

    clock: WallClock
    days: DayBook
    years: tuple[int, int]
    origin: str

    @property
    def floor(self) -> int:
        """The first instant that is known."""
        return self.clock.year_start(self.years[0])

    @property
    def ceiling(self) -> int:
        """The first instant that is not known any more."""
        return self.clock.year_start(self.years[1] + 1)

    def boundary(self, year: int) -> int:
        """Return the instant at which a local year begins."""
        return self.clock.year_start(min(max(year, self.years[0]), self.years[1] + 1))

    def horizon(self, *, late: bool) -> HorizonError:
        """Return the error for an instant before the floor, or after the ceiling."""
        year = self.years[1] + 1 if late else self.years[0] - 1
        return HorizonError(
            f"the year {year} is needed, but {self.origin} known for {self.years[0]} to {self.years[1]} only"
        )

    def spans(self, first_year: int, last_year: int) -> list[Span]:
        """Return the open spans of whole local years, joined, clipped at the years' ends."""
        return joined(span for year in range(first_year, last_year + 1) for span in self._clipped(year))

    def _clipped(self, year: int) -> Iterator[Span]:
        """Yield the spans of one year; what runs past its end is left to the next, which knows its own holidays."""
        low, high = self.boundary(year), self.boundary(year + 1)
        for opening, closing in self._year(year):
            yield max(opening, low), min(closing, high)

    def _year(self, year: int) -> Iterator[Span]:
        first, last = dt.date(year, 1, 1).toordinal(), dt.date(year, 12, 31).toordinal()
        # A shift that starts on 31 December reaches into the year.
        if first > 1 and self.days.is_overnight:
            yield from self.openings(first - 1, self.days.day(first - 1), next_day=self.days.day(first))
        plain, special = self.days.plain(), self.days.special(year)
        day = special.get(first) or plain[(first - 1) % 7]
        for ordinal in range(first, last + 1):
            next_day = special.get(ordinal + 1) or plain[ordinal % 7]
            if day.windows:
                yield from self.openings(ordinal, day, next_day=next_day)
            day = next_day

    def openings(self, ordinal: int, day: Day, *, next_day: Day) -> Iterator[Span]:
        """Yield the open spans of the windows that start on a date."""
        clock = self.clock
        low = clock.midnight(ordinal + 1) if day.is_shut else None
        high = clock.midnight(ordinal + 1) if next_day.is_shut else None
        for start, end in day.windows:
            opening, closing = clock.us(ordinal, start), clock.us(ordinal, end)
            if low is not None and opening < low:
                opening = low
            if high is not None and closing > high:
                closing = high
            if opening < closing:
                yield opening, closing


def joined(spans: Iterable[Span]) -> list[Span]:
    """Return spans that come sorted by opening with overlapping and touching ones made one; empty ones go."""
    result: list[Span] = []
    for opening, closing in spans:
        if opening >= closing:
            continue
        if result and opening <= result[-1][1]:
            if closing > result[-1][1]:
                result[-1] = (result[-1][0], closing)
        else:
            result.append((opening, closing))
    return result
