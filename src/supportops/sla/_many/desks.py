"""The calendars of a book, for arrays of instants of which each has a calendar of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from supportops.calendar.batch import at_open_us, next_open_us, totals_us
from supportops.calendar.batch_days import landings_us
from supportops.durations import BusinessDays
from supportops.errors import HorizonError, NeverOpenError

if TYPE_CHECKING:
    from supportops.calendar import AnyCalendar

__all__ = ["Desks"]

Ints = npt.NDArray[Any]


class Desks:
    """Open totals and instants by number of the calendar; arrays of one shape (k,)."""

    def __init__(self, calendars: tuple[AnyCalendar, ...]) -> None:
        self.calendars = calendars

    def all_totals(self, at: Ints) -> Ints:
        """Return the open total of every calendar at some instants. Shape (calendars, k)."""
        return np.stack([totals_us(calendar, at) for calendar in self.calendars])

    def totals(self, number: Ints, at: Ints) -> Ints:
        """Return the open totals at some instants."""
        return self._by_calendar(number, at, totals_us)

    def at_open(self, number: Ints, totals: Ints) -> Ints:
        """Return the earliest instants with some open totals."""
        return self._by_calendar(number, totals, at_open_us)

    def at_open_or(self, number: Ints, totals: Ints, never: int) -> Ints:
        """Return the earliest instants with some open totals, `never` where the calendar has no such instant."""
        try:
            return self.at_open(number, totals)
        except (NeverOpenError, HorizonError):
            if len(totals) == 1:
                return np.full(1, never)
        half = len(totals) // 2
        parts = (slice(half), slice(half, None))
        return np.concatenate([self.at_open_or(number[part], totals[part], never) for part in parts])

    def later(self, number: Ints, at: Ints, amount: Ints) -> Ints:
        """Return the earliest instants so much open time later; an amount of 0 is the instant itself."""
        moved = np.flatnonzero(amount > 0)
        landed = at.copy()
        landed[moved] = self.at_open(number[moved], self.totals(number[moved], at[moved]) + amount[moved])
        return landed

    def next_open(self, number: Ints, at: Ints) -> Ints:
        """Return the first open instants at or after some."""
        return self._by_calendar(number, at, next_open_us)

    def business_days(self, number: Ints, at: Ints, days: BusinessDays) -> Ints:
        """Return the instants so many business days later."""
        return self._by_calendar(number, at, lambda calendar, starts: landings_us(calendar, starts, days))

    def _by_calendar(self, number: Ints, values: Ints, of: Callable[[Any, Ints], Ints]) -> Ints:
        if len(self.calendars) == 1:
            return of(self.calendars[0], values)
        found = np.empty_like(values)
        for calendar, mine in self._parted(number):
            found[mine] = of(calendar, values[mine])
        return found

    def _parted(self, number: Ints) -> Iterator[tuple[AnyCalendar, Ints]]:
        for code, calendar in enumerate(self.calendars):
            mine = np.flatnonzero(number == code)
            if mine.size:
                yield calendar, mine
