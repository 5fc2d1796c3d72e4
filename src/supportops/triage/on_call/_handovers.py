"""The instants at which the duty passes on: a time on the wall, again and again."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

from supportops._instants import EPOCH, MICROSECOND, to_us
from supportops.calendar.hours import DAY_NAMES, Week, parse_week, windows_text
from supportops.calendar.local import DAY_US, WallClock

__all__ = ["Handovers", "local_text", "read_handover"]

_HANDOVER = re.compile(r"(?:([a-z]+)\s+)?([0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?)", re.ASCII | re.IGNORECASE)
_END = "-24:00"


def read_handover(given: object) -> str:
    """Return a handover as its one text.

    Raises:
        ValueError: no time, or no day.

    Example:
        >>> read_handover("monday 9:00"), read_handover("21:30")
        ('Mon 09:00', '21:30')
    """
    week = _week(given)
    days = [DAY_NAMES[day] for day, windows in enumerate(week) if windows]
    times = {windows_text(windows).removesuffix(_END) for windows in week if windows}
    return " ".join((days if len(days) == 1 else []) + list(times))


def _week(given: object) -> Week:
    """Return the hours of a week that open at the handover and stay open to the day's end."""
    match = _HANDOVER.fullmatch(given.strip()) if isinstance(given, str) else None
    try:
        if match is not None:
            return parse_week(f"{match[1] or 'daily'} {match[2]}{_END}")
    except ValueError:
        pass
    hint = "write a weekday and a time, for example 'Mon 09:00', or a time alone, '09:00'; 23:59:59 is the last"
    raise ValueError(f"{given!r} is no handover; {hint}")


@dataclass(frozen=True, slots=True)
class Handovers:
    """Handover k is at the first wall time plus k times the rhythm, as the clock of the zone shows it.

    A wall time that the clocks skip is the instant of the change, one that comes twice its first occurrence. So
    several may fall on one instant, and none comes before the one in front of it.

    Attributes:
        clock: of the zone.
        first: the first wall time, in microseconds; the date 0001-01-01 has the ordinal 1.
        every: the rhythm on the wall, in microseconds.
    """

    clock: WallClock
    first: int
    every: int

    @classmethod
    def of(cls, clock: WallClock, start: dt.date, handover: str, every_us: int) -> Handovers:
        """Return the handovers from the first date at or after `start` that fits."""
        week, ordinal = _week(handover), start.toordinal()
        # Ordinal 1 was a Monday.
        while not week[(ordinal - 1) % 7]:
            ordinal += 1
        ((second, _),) = week[(ordinal - 1) % 7]
        return cls(clock, ordinal * DAY_US + second * 1_000_000, every_us)

    def instant(self, k: int) -> int:
        """Return the instant of handover k in microseconds."""
        return self.clock.at(*divmod(self.first + k * self.every, DAY_US))

    def number(self, us: int) -> int:
        """Return the last handover at or before an instant, -1 before the first."""
        ordinal, shown = self.clock.read(us)
        k = max((ordinal * DAY_US + shown - self.first) // self.every, -1)
        # An hour that comes twice shows less than what has been handed over already.
        while self.instant(k + 1) <= us:
            k += 1
        return k

    def skipped(self, k: int) -> int:
        """Return by how many microseconds the clocks skip handover k; less than 0: how far apart it comes twice."""
        ordinal, shown = divmod(self.first + k * self.every, DAY_US)
        wall = dt.datetime.fromordinal(ordinal) + MICROSECOND * shown
        first = wall.replace(tzinfo=self.clock.zone)
        return to_us(first) - to_us(first.replace(fold=1))

    def wall(self, k: int) -> str:
        """Return the wall time of handover k as text."""
        return _text(*divmod(self.first + k * self.every, DAY_US))


def local_text(clock: WallClock, us: int) -> str:
    """Return an instant as the clock of a zone shows it, to the minute, or finer where it has to be.

    Example:
        >>> from zoneinfo import ZoneInfo
        >>> local_text(WallClock(ZoneInfo("Asia/Kolkata")), 1_772_444_700_000_000)
        'Mon 2026-03-02 15:15'
    """
    return _text(*clock.read(us))


def _text(ordinal: int, shown: int) -> str:
    date = dt.date.fromordinal(ordinal)
    time = (EPOCH + MICROSECOND * shown).time()
    precision = "auto" if time.second or time.microsecond else "minutes"
    # The names of days that strftime gives depend on the locale.
    return f"{DAY_NAMES[date.weekday()]} {date.isoformat()} {time.isoformat(precision)}"
