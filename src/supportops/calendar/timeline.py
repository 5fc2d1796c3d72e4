"""A calendar's table, compiled year by year as instants are asked for."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from threading import RLock
from typing import Protocol

from supportops.calendar.spans import Span, joined
from supportops.calendar.table import ENDLESS_US, Table
from supportops.calendar.timed import NOTHING, Timed, timed_of
from supportops.errors import HorizonError

__all__ = ["Source", "Timeline"]

# The Gregorian calendar repeats after 400 years: what has not come by then never comes.
_IDLE_YEARS = 400
_MAX_STEP = 64
_DAY_US = 86_400_000_000
_EPOCH_ORDINAL = 719_163


class Source(Protocol):
    """Where a timeline gets its spans from."""

    @property
    def years(self) -> tuple[int, int]:
        """The first and the last year that can be compiled."""

    @property
    def floor(self) -> int:
        """The first instant that is known."""

    @property
    def ceiling(self) -> int:
        """The first instant that is not known any more."""

    def boundary(self, year: int) -> int:
        """Return the instant at which a year begins, within floor and ceiling."""

    def spans(self, first_year: int, last_year: int) -> list[Span]:
        """Return the open spans of whole years, joined."""

    def horizon(self, *, late: bool) -> HorizonError:
        """Return the error for an instant before the floor, or at the ceiling and after."""


Look = Callable[[Table], int | None]


class Timeline:
    """The table of a calendar, and its growth. Reading takes no lock; growing does, and swaps one tuple."""

    __slots__ = ("_barren", "_first", "_last", "_lock", "_timed_table", "source", "state", "timed")

    def __init__(self, source: Source | None, spans: Sequence[Span] = ()) -> None:
        self.source = source
        self._lock = RLock()
        self._first = self._last = 0
        origin = -ENDLESS_US if spans else 0
        # Without a source the spans are all there is, and they hold for ever.
        table = Table(-ENDLESS_US, ENDLESS_US, spans, origin=origin) if source is None else Table(1, 0, (), origin=0)
        self.state = (table.lo, table.hi, table.edges, table.base, table)
        # The same in timedeltas; made when a call finds it too short.
        self.timed: Timed = NOTHING
        self._timed_table: Table | None = None
        # What was searched for in vain, and the table that the search left: asked again, it has the same answer.
        self._barren: dict[tuple[bool, Callable[[Table], object]], Table] = {}

    @property
    def table(self) -> Table:
        """The stretch compiled so far."""
        return self.state[4]

    def at(self, us: int, *, inclusive: bool = False) -> Table:
        """Return a table that holds an instant; `inclusive` takes the very end of what is known as well.

        Raises:
            HorizonError: the instant is outside what the calendar knows.
        """
        table = self.table
        if table.lo <= us < table.hi or self.source is None:
            return table
        if us < self.source.floor:
            raise self.source.horizon(late=False)
        if us >= self.source.ceiling:
            if us > self.source.ceiling or not inclusive:
                raise self.source.horizon(late=True)
            us -= 1
        with self._lock:
            year = self._year(self.source, us)
            if self.table.hi <= self.table.lo:
                return self._grow(year, year)
            return self._grow(min(year, self._first), max(year, self._last))

    def started(self) -> Table:
        """Return the table, with at least one year in it."""
        table = self.table
        if self.source is None or table.lo < table.hi:
            return table
        return self.at(min(max(0, self.source.floor), self.source.ceiling - 1))

    def refresh(self) -> None:
        """Bring `timed` up to the table."""
        if self._timed_table is not self.table:
            with self._lock:
                self._timed_table = self.table
                self.timed = timed_of(self.table)

    def check_reach(self, missing: int, *, late: bool) -> None:
        """Refuse an amount of open time that would not fit even if all the years to come were open.

        Raises:
            HorizonError: at once, before any of those years is compiled.
        """
        if self.source is None:
            return
        table = self.table
        left = self.source.ceiling - table.hi if late else table.lo - self.source.floor
        if missing > left:
            raise self.source.horizon(late=late)

    def later(self, table: Table, look: Look, mark: Callable[[Table], object]) -> int | None:
        """Return what `look` finds in a table that grows forward, or None once 400 years leave no mark.

        Raises:
            HorizonError: what the calendar knows ends before that.
        """
        return self._search(table, look, mark, late=True)

    def earlier(self, table: Table, look: Look, mark: Callable[[Table], object]) -> int | None:
        """Return what `look` finds in a table that grows backward; otherwise as `later`."""
        return self._search(table, look, mark, late=False)

    def _search(self, table: Table, look: Look, mark: Callable[[Table], object], *, late: bool) -> int | None:
        idle, step = 0, 1
        while (found := look(table)) is None:
            if self.source is None or self._barren.get((late, mark)) is self.table:
                return None
            if table.hi >= self.source.ceiling if late else table.lo <= self.source.floor:
                raise self.source.horizon(late=late)
            known = mark(table)
            with self._lock:
                ahead, back = (step, 0) if late else (0, step)
                table = self._grow(self._first - back, self._last + ahead)
            idle = idle + step if mark(table) == known else 0
            if idle >= _IDLE_YEARS:
                self._barren[late, mark] = table
                return None
            step = min(2 * step, _MAX_STEP)
        return found

    def _grow(self, first: int, last: int) -> Table:
        """Compile these years as well; the caller holds the lock."""
        source, table = self.source, self.table
        assert source is not None
        first, last = max(first, source.years[0]), min(last, source.years[1])
        if table.hi <= table.lo:
            spans, back = source.spans(first, last), []
        else:
            back = source.spans(first, self._first - 1) if first < self._first else []
            ahead = source.spans(self._last + 1, last) if last > self._last else []
            spans = joined([*back, *zip(table.openings, table.closings, strict=True), *ahead])
        origin = table.origin - sum(closing - opening for opening, closing in back)
        table = Table(source.boundary(first), source.boundary(last + 1), spans, origin=origin)
        self._first, self._last = first, last
        self.state = (table.lo, table.hi, table.edges, table.base, table)
        return table

    def _year(self, source: Source, us: int) -> int:
        day = us // _DAY_US + _EPOCH_ORDINAL
        year = dt.date.fromordinal(min(max(day, 1), dt.date.max.toordinal())).year
        if us < source.boundary(year):
            return year - 1
        return year + 1 if us >= source.boundary(year + 1) else year
