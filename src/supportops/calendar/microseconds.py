"""A calendar in whole UTC microseconds: what the datetime calls and the SLA clock are built on."""

from __future__ import annotations

from abc import abstractmethod
from bisect import bisect_left, bisect_right
from functools import cached_property, lru_cache
from threading import RLock
from typing import TYPE_CHECKING, Any, Literal, Self
from zoneinfo import ZoneInfo

from supportops.calendar.local import WallClock
from supportops.calendar.table import ENDLESS_US, Table
from supportops.calendar.timeline import Source, Timeline
from supportops.calendar.values import CalendarValue
from supportops.durations import BusinessDays
from supportops.errors import DomainError, HorizonError, NeverOpenError

__all__ = ["Landing", "MicrosecondCalendar"]

Landing = Literal["close", "open"]

# One thread at a time looks up a timeline, so that equal calendars share one and its totals never shift.
_LOCK = RLock()


class MicrosecondCalendar(CalendarValue):
    """Open time as integers. Instants are microseconds since 1970-01-01 UTC.

    Subclasses say where the spans come from, and what their structure alone tells.
    """

    if TYPE_CHECKING:

        @property
        def name(self) -> str:
            """What explanations and reports call it."""

    @property
    @abstractmethod
    def time_zone(self) -> ZoneInfo:
        """The zone whose local dates count for business days."""

    @abstractmethod
    def _is_always_open(self) -> bool:
        """Return whether the fields alone say that it never closes."""

    @abstractmethod
    def _is_never_open(self) -> bool:
        """Return whether the fields alone say that it never opens."""

    @abstractmethod
    def _source(self) -> Source:
        """Return where the timeline gets its spans."""

    def open_us(self, t_us: int) -> int:
        """Return the running open total at an instant, microseconds.

        Only differences mean something; for one calendar object a total never changes.
        """
        lo, hi, edges, base, _ = self._timeline.state
        if not lo <= t_us < hi:
            table = self._timeline.at(t_us, inclusive=True)
            edges, base = table.edges, table.base
        i = bisect_right(edges, t_us)
        return base[i] + t_us if i & 1 else base[i]

    def at_open_us(self, total: int) -> int:
        """Return the earliest instant with this open total: a total reached at a closing lands on it.

        Raises:
            NeverOpenError: the calendar has less open time than that, in this direction.
        """
        table = self._timeline.table
        i = bisect_left(table.after, total)
        if table.origin < total and i < len(table.after):
            return table.openings[i] + total - table.before[i]
        return self._earliest(total)

    def add_us(self, t_us: int, amount_us: int, *, landing: Landing = "close") -> int:
        """Return the instant so much open time away; an amount of 0 is the instant itself.

        Forward it is the earliest such instant, or with `landing="open"` the next opening if that is a
        closing. A negative amount walks back to the latest one; landing has no effect on it.
        """
        if landing != "close" and landing != "open":
            raise DomainError(f"landing {landing!r} is unknown; allowed: 'close', 'open'")
        if amount_us > 0:
            landed = self.at_open_us(self.open_us(t_us) + amount_us)
            return landed if landing == "close" else self.next_open_us(landed)
        return self._latest(self.open_us(t_us) + amount_us) if amount_us else t_us

    def next_open_us(self, t_us: int) -> int:
        """Return the first open instant at or after this one.

        Raises:
            NeverOpenError: none comes.
            HorizonError: none comes before what the calendar knows ends.
        """
        table = self._timeline.at(t_us, inclusive=True)
        i = bisect_right(table.edges, t_us)
        if i & 1:
            return t_us
        if i < len(table.edges):
            return table.edges[i]
        found = self._timeline.later(table, lambda grown: _after(grown.openings, t_us - 1), _total)
        if found is None:
            raise self._never_open("after")
        return found

    def next_close_us(self, t_us: int) -> int | None:
        """Return the first closing after an instant, or None when it never closes again."""

        def look(table: Table) -> int | None:
            found = _after(table.closings, t_us)
            return None if found == table.hi else found

        return self._timeline.later(self._timeline.at(t_us), look, _closings)

    def previous_open_us(self, t_us: int) -> int | None:
        """Return the last opening at or before an instant, or None when there was none."""

        def look(table: Table) -> int | None:
            found = _before(table.openings, t_us)
            return None if found == table.lo else found

        return self._timeline.earlier(self._timeline.at(t_us), look, _openings)

    def previous_close_us(self, t_us: int) -> int | None:
        """Return the last closing at or before an instant, or None when there was none."""
        return self._timeline.earlier(self._timeline.at(t_us), lambda table: _before(table.closings, t_us), _openings)

    def is_open_us(self, t_us: int) -> bool:
        """Return whether an instant is open: an opening is, a closing is not."""
        lo, hi, edges, _, _ = self._timeline.state
        if not lo <= t_us < hi:
            edges = self._timeline.at(t_us).edges
        return bisect_right(edges, t_us) & 1 == 1

    def intervals_us(self, lo_us: int, hi_us: int) -> list[tuple[int, int]]:
        """Return the open intervals inside [lo, hi), clipped, touching ones joined."""
        if hi_us <= lo_us:
            return []
        self._timeline.at(lo_us)
        table = self._timeline.at(hi_us, inclusive=True)
        first, last = bisect_right(table.closings, lo_us), bisect_left(table.openings, hi_us)
        return [
            (max(opening, lo_us), min(closing, hi_us))
            for opening, closing in zip(table.openings[first:last], table.closings[first:last], strict=True)
        ]

    def business_days_us(self, t_us: int, days: BusinessDays) -> int:
        """Return the instant so many business days later; see `BusinessDays`."""
        from supportops.calendar.business_days import landing_us

        return landing_us(self, t_us, days)

    @cached_property
    def _timeline(self) -> Timeline:
        with _LOCK:
            # A second thread that waited here takes what the first one stored.
            return self.__dict__.get("_timeline") or _timeline_of(self)

    def _bounds(self) -> tuple[int, int]:
        """Return the first instant that is known, and the first that is not any more."""
        source = self._timeline.source
        return (-ENDLESS_US, ENDLESS_US) if source is None else (source.floor, source.ceiling)

    @cached_property
    def _clock(self) -> WallClock:
        return WallClock(self.time_zone)

    def _earliest(self, total: int) -> int:
        """Return the earliest instant with this total, compiling more years as needed."""
        timeline = self._timeline
        table = timeline.started()
        if total > table.origin:
            timeline.check_reach(total - table.total, late=True)
            found = timeline.later(table, lambda grown: _at_total(grown, total), _total)
        else:
            found = timeline.earlier(table, lambda grown: _at_total(grown, total), _origin)
        if found is None:
            raise self._never_open("after" if total > table.origin else "before")
        return found

    def _latest(self, total: int) -> int:
        """Return the latest instant with this total, compiling more years as needed."""

        def look(table: Table) -> int | None:
            i = bisect_right(table.before, total) - 1
            return table.openings[i] + total - table.before[i] if i >= 0 else None

        table = self._timeline.started()
        self._timeline.check_reach(table.origin - total, late=False)
        found = self._timeline.earlier(table, look, _origin)
        if found is None:
            raise self._never_open("before")
        return found

    def _never_open(self, side: str) -> NeverOpenError | HorizonError:
        name = f"calendar {self.name!r}" if self.name else "this calendar"
        if self._is_always_open():
            return HorizonError(f"{name} is always open, but the answer is outside the years 1 to 9999")
        if self._is_never_open():
            return NeverOpenError(f"{name} never opens; give it hours, or an override or season with hours")
        return NeverOpenError(
            f"{name} has no such open time {side} the instant given; the search stopped after 400 years that bring none"
        )

    def __getstate__(self) -> dict[Any, Any]:
        # Only the fields travel: a compiled table is cheaper to build again than to send.
        state = super().__getstate__()
        fields = type(self).model_fields
        return {**state, "__dict__": {k: v for k, v in state["__dict__"].items() if k in fields}}

    def __deepcopy__(self, memo: dict[int, Any] | None = None) -> Self:
        return self


@lru_cache(maxsize=256)
def _timeline_of(calendar: MicrosecondCalendar) -> Timeline:
    if calendar._is_never_open():
        return Timeline(None)
    if calendar._is_always_open():
        return Timeline(None, [(-ENDLESS_US, ENDLESS_US)])
    return Timeline(calendar._source())


def _at_total(table: Table, total: int) -> int | None:
    i = bisect_left(table.after, total)
    found = table.origin < total and i < len(table.after)
    return table.openings[i] + total - table.before[i] if found else None


def _after(edges: list[int], us: int) -> int | None:
    i = bisect_right(edges, us)
    return edges[i] if i < len(edges) else None


def _before(edges: list[int], us: int) -> int | None:
    i = bisect_right(edges, us)
    return edges[i - 1] if i else None


def _total(table: Table) -> object:
    return table.total


def _origin(table: Table) -> object:
    return table.origin


def _closings(table: Table) -> object:
    return len(table.closings), table.closings[-1:] == [table.hi]


def _openings(table: Table) -> object:
    return len(table.openings), table.openings[:1] == [table.lo]
