"""Seasons: other weekly hours for a stretch of dates, once or every year."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Self

from pydantic import model_validator

from supportops.calendar.hours import Week, WeekHours, parse_week
from supportops.calendar.values import CalendarValue, LocalDate

__all__ = ["Season", "overlapping"]


class Season(CalendarValue):
    """Weekly hours that hold from `start` up to, not including, `end`.

    `every_year=True` repeats them in all years, before and after: only month and day of the dates count, and a
    season may run over the new year. One that starts on 29 February starts on 1 March where there is none.

    Raises:
        ConfigurationError: the end is not after the start, or a yearly season is longer than a year.

    Example:
        >>> Season(start=dt.date(2026, 12, 20), end=dt.date(2027, 1, 7), hours="Mon-Fri 10:00-14:00", every_year=True)
        Season(start=date(2026, 12, 20), end=date(2027, 1, 7), hours='Mon-Fri 10:00-14:00', every_year=True)
    """

    start: LocalDate
    end: LocalDate
    hours: WeekHours
    name: str = ""
    every_year: bool = False

    if TYPE_CHECKING:

        def __init__(
            self,
            *,
            start: dt.date,
            end: dt.date,
            hours: str | Mapping[str, str | Sequence[str]],
            name: str = "",
            every_year: bool = False,
        ) -> None: ...

    @model_validator(mode="after")
    def _check(self) -> Self:
        if self.end <= self.start:
            raise ValueError(
                f"a season ends after it starts, got {self.start} to {self.end}; the end itself is not in it"
            )
        if self.every_year and (self.end.year - 1, self.end.month, self.end.day) > (
            self.start.year,
            self.start.month,
            self.start.day,
        ):
            raise ValueError(f"a season of every year is at most one year long, got {self.start} to {self.end}")
        return self

    def holds(self, date: dt.date) -> bool:
        """Return whether the date lies in the season."""
        if not self.every_year:
            return self.start <= date < self.end
        day = (date.month, date.day)
        start, end = (self.start.month, self.start.day), (self.end.month, self.end.day)
        return start <= day < end if start < end else day >= start or day < end

    @property
    def week(self) -> Week:
        """The hours of each weekday, Monday first, as seconds after the local midnight."""
        return parse_week(self.hours)

    @property
    def label(self) -> str:
        """What `explain` says."""
        return f"season: {self.name}" if self.name else "season"


def overlapping(seasons: Sequence[Season]) -> list[str]:
    """Return a fault for each two seasons of fixed dates that overlap; of yearly ones the first wins."""
    fixed = sorted((s for s in seasons if not s.every_year), key=lambda season: season.start)
    return [
        f"the seasons {earlier.start} to {earlier.end} and {later.start} to {later.end} overlap; end the first sooner"
        for earlier, later in pairwise(fixed)
        if later.start < earlier.end
    ]
