"""Open time the slow way: minute by minute, by what the clock on the wall shows.

It imports nothing of the library. Everything is in whole minutes; instants are minutes since 1970 UTC.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

Windows = tuple[tuple[int, int], ...]
DAY = 1440


@dataclass(frozen=True)
class Desk:
    """Windows are (start, end) minutes after local midnight; an end past 1440 is on the next date."""

    zone: str
    week: tuple[Windows, ...]
    holidays: frozenset[date] = frozenset()
    overrides: dict[date, Windows] = field(default_factory=dict)
    season: tuple[date, date, tuple[Windows, ...]] | None = None
    holidays_win: bool = False
    scope: str = "calendar_day"

    def is_holiday(self, day: date) -> bool:
        return day in self.holidays and (self.holidays_win or day not in self.overrides)

    def windows(self, day: date) -> Windows:
        """The windows that start on a local date."""
        if self.is_holiday(day) and self.scope == "shift_start":
            return ()
        if day in self.overrides:
            return self.overrides[day]
        if self.season and self.season[0] <= day < self.season[1]:
            return self.season[2][day.weekday()]
        return self.week[day.weekday()]

    def shows_open(self, wall: datetime) -> bool:
        """Whether a wall time lies in the hours."""
        day, minute = wall.date(), wall.hour * 60 + wall.minute
        if self.is_holiday(day) and self.scope == "calendar_day":
            return False
        today = any(start <= minute < end for start, end in self.windows(day))
        tail = any(start <= minute + DAY < end for start, end in self.windows(day - timedelta(days=1)))
        return today or tail

    def is_open(self, minute: int) -> bool:
        """Whether the minute that begins at this instant is open."""
        local = datetime.fromtimestamp(minute * 60, tz=UTC).astimezone(ZoneInfo(self.zone))
        wall = local.replace(tzinfo=None)
        if local.fold == 0:
            return self.shows_open(wall.replace(fold=0))
        # The second time round nothing starts or ends any more: it stays as it was when the first round ended.
        while _comes_twice(wall, ZoneInfo(self.zone)):
            wall += timedelta(minutes=1)
        return self.shows_open((wall - timedelta(minutes=1)).replace(fold=0))


def _comes_twice(wall: datetime, zone: ZoneInfo) -> bool:
    first, second = (wall.replace(tzinfo=zone, fold=fold).astimezone(UTC) for fold in (0, 1))
    back = first.astimezone(zone).replace(tzinfo=None, fold=0)
    return second > first and back == wall.replace(fold=0)


class Minutes:
    """The minutes of a stretch [start, end), each open or closed."""

    def __init__(self, desk: Desk, start: int, end: int) -> None:
        self.start, self.end = start, end
        self.flags = [desk.is_open(minute) for minute in range(start, end)]

    def is_open(self, minute: int) -> bool:
        return self.flags[minute - self.start]

    def between(self, a: int, b: int) -> int:
        """Open minutes from a to b, negative when b comes first."""
        if b < a:
            return -self.between(b, a)
        return sum(self.flags[a - self.start : b - self.start])

    def add(self, minute: int, amount: int) -> int | None:
        """The earliest instant with so many open minutes since; backward, the latest. None when outside."""
        step = 1 if amount > 0 else -1
        left = abs(amount)
        while left:
            passed = minute if step > 0 else minute - 1
            if not self.start <= passed < self.end:
                return None
            left -= self.is_open(passed)
            minute += step
        return minute

    def next_open(self, minute: int) -> int | None:
        return next((m for m in range(minute, self.end) if self.is_open(m)), None)

    def intervals(self, a: int, b: int) -> list[tuple[int, int]]:
        """The runs of open minutes."""
        runs: list[tuple[int, int]] = []
        for minute in range(a, b):
            if not self.is_open(minute):
                continue
            if runs and runs[-1][1] == minute:
                runs[-1] = (runs[-1][0], minute + 1)
            else:
                runs.append((minute, minute + 1))
        return runs
