"""Counting business days: local dates that have open time."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from supportops.durations import BusinessDays

if TYPE_CHECKING:
    from supportops.calendar.local import WallClock
    from supportops.calendar.microseconds import MicrosecondCalendar
    from supportops.calendar.table import Table

__all__ = ["closing_us", "landing_us"]

# A table of more openings than this is read date by date: listing its dates would take longer.
_MAX_LISTED = 20_000


def landing_us(calendar: MicrosecondCalendar, t_us: int, days: BusinessDays) -> int:
    """Return the instant so many business days after another.

    A business day is a local date of the calendar's zone with open time in it. `until="same_time"` lands at the
    same local time on the nth later one, moved to the first open instant at or after it. `until="close"` lands
    on that date's last closing; a shift that runs past midnight ends it, unless the calendar stays open through
    the whole next date: then the midnight does.

    Raises:
        NeverOpenError: no such date comes.
    """
    clock = calendar._clock
    ordinal, clock_us = clock.read(t_us)
    ordinal = _nth_open_date(calendar, t_us, ordinal, days.n)
    if days.until == "close":
        return closing_us(calendar, ordinal)
    return calendar.next_open_us(clock.at(ordinal, clock_us))


def closing_us(calendar: MicrosecondCalendar, ordinal: int) -> int:
    """Return the instant at which a business day, given by its ordinal, ends."""
    clock = calendar._clock
    start, midnight, next_midnight = (clock.midnight(ordinal + i) for i in range(3))
    *_, (_, closing) = calendar.intervals_us(start, midnight)
    if closing < midnight or not calendar.is_open_us(midnight):
        return closing
    end = calendar.next_close_us(midnight)
    return midnight if end is None or end >= next_midnight else end


def _nth_open_date(calendar: MicrosecondCalendar, t_us: int, ordinal: int, n: int) -> int:
    """Return the nth date with open time after a date, which is that of an instant."""
    clock = calendar._clock
    table = calendar._timeline.at(t_us)
    if calendar._timeline.source is not None and len(table.openings) <= _MAX_LISTED:
        dates = table.dates = table.dates or _open_dates(table, clock)
        place = bisect_right(dates, ordinal) + n - 1
        if place < len(dates):
            return dates[place]
    for _ in range(n):
        # Straight to the next date that is open at all, so that a long closure costs one step.
        ordinal = clock.date(calendar.next_open_us(clock.midnight(ordinal + 1)))
    return ordinal


def _open_dates(table: Table, clock: WallClock) -> list[int]:
    """Return the dates with open time in a table, sorted."""
    dates: list[int] = []
    for opening, closing in zip(table.openings, table.closings, strict=True):
        first, last = clock.date(opening), clock.date(closing - 1)
        dates.extend(
            date
            for date in range(max(first, dates[-1] + 1) if dates else first, last + 1)
            # The clocks of Apia skipped a whole date, which has no time in it at all.
            if date in (first, last) or clock.midnight(date) < clock.midnight(date + 1)
        )
    return dates
