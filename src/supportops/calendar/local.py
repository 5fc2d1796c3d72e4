"""Wall time of one zone to UTC microseconds.

A wall time that the clocks skip (a gap) is the instant of the change; one that comes twice (a fold) is its
first occurrence.
"""

from __future__ import annotations

import datetime as dt
from functools import lru_cache
from zoneinfo import ZoneInfo

__all__ = ["DAY_US", "WallClock"]

DAY_US = 86_400_000_000
_DAY_S = 86_400
_EPOCH_ORDINAL = 719_163
_MAX_ORDINAL = 3_652_059
_EPOCH = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)


class WallClock:
    """The clock on the wall in one zone. Dates are proleptic ordinals, as in `date.toordinal`."""

    __slots__ = ("zone",)

    def __init__(self, zone: ZoneInfo) -> None:
        self.zone = zone

    def us(self, ordinal: int, second: int) -> int:
        """Return the instant of a wall time; `second` counts from the date's midnight and may pass 86400."""
        wall, before, after = self._read(ordinal, second)
        return (self._change(wall, before, after) if after > before else wall - before) * 1_000_000

    def gap(self, ordinal: int, second: int) -> int | None:
        """Return the instant of the change if the clocks skip this wall time, else None."""
        wall, before, after = self._read(ordinal, second)
        return self._change(wall, before, after) * 1_000_000 if after > before else None

    def at(self, ordinal: int, clock_us: int) -> int:
        """Return the instant of a wall time in microseconds; a skipped one is the change itself."""
        second, rest = divmod(clock_us, 1_000_000)
        wall, before, after = self._read(ordinal, second)
        return self._change(wall, before, after) * 1_000_000 if after > before else (wall - before) * 1_000_000 + rest

    def midnight(self, ordinal: int) -> int:
        """Return the instant at which a local date begins."""
        return self.us(ordinal, 0)

    def year_start(self, year: int) -> int:
        """Return the instant at which a local year begins; 10000 is the end of the last one."""
        return self.us(dt.date(year - 1, 12, 31).toordinal() + 1 if year > 1 else 1, 0)

    def date(self, us: int) -> int:
        """Return the local date of an instant, dates running from midnight to midnight.

        Where the clocks go back over midnight, the wall shows a date again after the next one has begun.
        """
        ordinal = self.read(us)[0]
        return ordinal + 1 if self.midnight(ordinal + 1) <= us else ordinal

    def read(self, us: int) -> tuple[int, int]:
        """Return the local date of an instant and the microseconds the clock shows since its midnight."""
        local = us + self._offset_at(us // 1_000_000) * 1_000_000
        days, rest = divmod(local, DAY_US)
        return days + _EPOCH_ORDINAL, rest

    def _read(self, ordinal: int, second: int) -> tuple[int, int, int]:
        days, second = divmod(second, _DAY_S)
        ordinal += days
        # The date after the last one, and the one before the first, read the offset beside them.
        date = dt.date.fromordinal(min(max(ordinal, 1), _MAX_ORDINAL))
        first, second_time = _times(self.zone, second)
        before = dt.datetime.combine(date, first).utcoffset()
        after = dt.datetime.combine(date, second_time).utcoffset()
        wall = (ordinal - _EPOCH_ORDINAL) * _DAY_S + second
        return wall, _seconds(before), _seconds(after)

    def _change(self, wall: int, before: int, after: int) -> int:
        """Return the second at which the offset moves from `before` to `after`, around a skipped wall time."""
        low, high = wall - after, wall - before
        while high - low > 1:
            middle = (low + high) // 2
            if self._offset_at(middle) == before:
                low = middle
            else:
                high = middle
        return high

    def _offset_at(self, second: int) -> int:
        try:
            return _seconds((_EPOCH + dt.timedelta(seconds=second)).astimezone(self.zone).utcoffset())
        except OverflowError:
            # Within a day of the years 1 and 9999 the local time does not exist; the offset beside holds.
            return self._offset_at(second + (_DAY_S if second < 0 else -_DAY_S))


@lru_cache(maxsize=8192)
def _times(zone: ZoneInfo, second: int) -> tuple[dt.time, dt.time]:
    minute, second = divmod(second, 60)
    hour, minute = divmod(minute, 60)
    first = dt.time(hour, minute, second, tzinfo=zone)
    return first, first.replace(fold=1)


def _seconds(offset: dt.timedelta | None) -> int:
    assert offset is not None
    return offset.days * _DAY_S + offset.seconds
