"""Business days from arrays of instants: whole tables of dates at once, the odd ones one by one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from supportops.calendar.batch import totals_us
from supportops.calendar.business_days import closing_us
from supportops.calendar.local import DAY_US
from supportops.calendar.lookup import Int64, lookup_of
from supportops.durations import BusinessDays

if TYPE_CHECKING:
    from supportops.calendar.microseconds import MicrosecondCalendar

__all__ = ["landings_us"]


def landings_us(calendar: MicrosecondCalendar, starts: Int64, days: BusinessDays) -> Int64:
    """Return the instants so many business days later; as `business_days_us`, for an array."""
    if not starts.size:
        return starts.copy()
    clock, last = calendar._clock, int(starts.max())
    # The last start lands on the last date that is needed.
    end = clock.date(calendar.business_days_us(last, days)) + 1
    dates = np.arange(clock.date(int(starts.min())), end + 1)
    midnights = np.array([clock.midnight(int(date)) for date in dates], dtype=np.int64)
    begun = np.searchsorted(midnights, starts, side="right") - 1
    has_open_time = np.diff(totals_us(calendar, np.clip(midnights, *calendar._bounds()))) > 0
    open_dates = np.flatnonzero(has_open_time)
    # A wall that shows yesterday again may count one date more than `end` allows for; it is among the odd ones.
    target = open_dates.take(np.searchsorted(open_dates, begun, side="right") + days.n - 1, mode="clip")
    # On dates on which the clocks change the time since midnight is not what the wall shows.
    is_plain = np.diff(midnights) == DAY_US
    if days.until == "close":
        odd = ~is_plain[begun]
        closings = {int(i): closing_us(calendar, int(dates[i])) for i in np.unique(target)}
        landed = np.array([closings[int(i)] for i in target.reshape(-1)], dtype=np.int64).reshape(starts.shape)
    else:
        odd = ~(is_plain[begun] & is_plain[target])
        landed = midnights[target] + (starts - midnights[begun])
        calendar.next_open_us(int(landed.max()))
        landed = lookup_of(calendar._timeline.table).next_open(landed)
    for place in map(tuple, np.argwhere(odd)):
        landed[place] = calendar.business_days_us(int(starts[place]), days)
    return landed
