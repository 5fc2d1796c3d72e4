"""A slow, obvious oracle of a ticket's life: minute by minute. It imports nothing of the library.

A log is a list of (minute, kind, word), in order; the first is ("created", the status's category). Kinds are "status"
(a category), "level" (a level), "merged", "cancelled" and "note". `is_open` says whether a minute is open.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import Any

Log = Sequence[tuple[int, str, str]]
_OVER = ("resolved", "closed")
_FAR = 50_000


def category(log: Log, minute: int) -> str:
    """Return the category of the status in a minute, "over" once the ticket was merged or cancelled."""
    found = ""
    for when, kind, word in log:
        if when <= minute and kind in ("created", "status") and found != "over":
            found = word
        elif when <= minute and kind in ("merged", "cancelled"):
            found = "over"
    return found


def is_over(log: Log, minute: int) -> bool:
    return category(log, minute) in (*_OVER, "over")


def limbo(log: Log, at: int, is_open: Callable[[int], bool], after: int) -> list[tuple[int, int | None, int]]:
    """Return (start, end, open minutes) of each stretch without an event that is long enough."""
    known = [event for event in log if event[0] <= at]
    found = []
    start = known[0][0]
    for minute in range(start + 1, at + 1):
        is_event = any(when == minute for when, _, _ in known)
        if is_event or minute == at:
            quiet = sum(is_open(m) for m in range(start, minute) if category(known, m) == "open")
            if quiet >= after:
                found.append((start, minute if is_event else None, quiet))
        if is_event:
            start = minute
    return found


def level_moves(levels: Sequence[str], scale: Sequence[str]) -> dict[str, Any]:
    """Return the moves of interest; the scale's last level is the highest."""
    path = [level for place, level in enumerate(levels) if place == 0 or levels[place - 1] != level]
    skipped, downs = [], 0
    for here, there in pairwise(path):
        downs += scale.index(there) < scale.index(here)
        skipped += [level for level in scale if scale.index(here) < scale.index(level) < scale.index(there)]
    bounces = sum(path[i] == path[i + 2] for i in range(len(path) - 2))
    return {"bounces": bounces, "deescalations": downs, "skipped": skipped}


def time_in_level(
    log: Log, limits: dict[str, int], at: int, is_open: Callable[[int], bool], initial: str
) -> dict[str, Any]:
    """Return the level, since when, the open minutes there, the limit, when it is reached, and whether it is."""
    known = [event for event in log if event[0] <= at]
    level, entered = initial, known[0][0]
    for when, kind, word in known:
        if kind == "level" and word != level:
            level, entered = word, when
    spent = sum(is_open(minute) and not is_over(known, minute) for minute in range(entered, at))
    limit = limits.get(level)
    return {
        "level": level,
        "entered": entered,
        "open_time": spent,
        "limit": limit,
        "due": None if limit is None else _due(known, entered, at, is_open, limit),
        "exceeded": limit is not None and spent >= limit,
    }


def _due(known: Log, entered: int, at: int, is_open: Callable[[int], bool], limit: int) -> int:
    """Return when the limit is reached, or would have been if the ticket had gone on."""
    ended = at + 1
    while ended > entered and is_over(known, ended - 1):
        ended -= 1
    spent = 0
    for minute in range(entered, entered + _FAR):
        if spent >= limit:
            return minute
        if is_open(minute) and (minute >= ended or not is_over(known, minute)):
            spent += 1
    raise AssertionError(limit)
