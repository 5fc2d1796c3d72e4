"""Slow and obvious: who is there, quarter-hour by quarter-hour, and the cheapest cover by trying them all."""

from datetime import date, datetime, timedelta
from itertools import product
from zoneinfo import ZoneInfo

DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


def is_there(windows, at: datetime, zone: str, hired: date | None = None) -> bool:
    """Whether an agent works at an instant; windows are (weekday, first minute, end minute), which may pass midnight.

    The local time is read off the wall, so windows are not to begin or end inside an hour that the clocks change.
    """
    local = at.astimezone(ZoneInfo(zone))
    if hired is not None and local.date() < hired:
        return False
    minute = local.hour * 60 + local.minute
    today, yesterday = local.weekday(), (local - timedelta(days=1)).weekday()
    return any(
        (day == today and first <= minute < end) or (day == yesterday and first <= minute + 1440 < end)
        for day, first, end in windows
    )


def hours_text(windows) -> str:
    """The same windows in the words of a calendar."""
    return "; ".join(f"{DAYS[day]} {_clock(first)}-{_clock(end % 1440)}" for day, first, end in windows)


def _clock(minute: int) -> str:
    return f"{minute // 60:02}:{minute % 60:02}"


def least_hours(covers, required, costs):
    """The least cost of agents that are enough in every row; tries every number up to the largest requirement."""
    best = None
    for agents in product(range(max(required) + 1), repeat=len(costs)):
        enough = all(sum(n for n, there in zip(agents, row, strict=True) if there) >= need
                     for row, need in zip(covers, required, strict=True))  # fmt: skip
        cost = sum(n * each for n, each in zip(agents, costs, strict=True))
        if enough and (best is None or cost < best):
            best = cost
    return best
