"""Opening hours as text: "Mon-Fri 09:00-12:00, 13:00-17:00; Sat 10:00-14:00".

Days are `Mon` or `Monday`, a range `Mon-Fri` (it may wrap: `Fri-Mon`), a list `Mon,Wed`, or `daily`. Windows
are `HH:MM-HH:MM` or `HH:MM:SS-HH:MM:SS`; `24:00` is allowed as an end; an end before its start crosses
midnight and belongs to the day it starts on. `;` stands between groups. `24/7` and `closed` stand alone.
Windows of one day that overlap or touch are one window.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Annotated

from pydantic import BeforeValidator, WithJsonSchema

__all__ = [
    "DAY_NAMES",
    "FULL_DAY",
    "DayHours",
    "Week",
    "WeekHours",
    "Window",
    "parse_week",
    "parse_windows",
    "week_text",
    "windows_text",
]

Window = tuple[int, int]
"""Start and end in seconds after the local midnight of the day it starts on; the end may pass 86400."""

DAY_NAMES = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
FULL_DAY: tuple[Window, ...] = ((0, 86_400),)
_FULL_NAMES = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_DAYS = {name.lower(): i for names in (DAY_NAMES, _FULL_NAMES) for i, name in enumerate(names)}
_GROUP = re.compile(r"([^0-9]*?)\s*((?:[0-9].*|closed)?)", re.ASCII | re.DOTALL | re.IGNORECASE)
_TIME = r"([0-9]{1,2}):([0-9]{2})(?::([0-9]{2}))?"
_WINDOW = re.compile(rf"{_TIME}\s*-\s*{_TIME}", re.ASCII)
_DAY_S = 86_400

Week = tuple[tuple[Window, ...], ...]
"""The windows of the seven weekdays, Monday first."""


@lru_cache(maxsize=256)
def parse_week(text: str) -> Week:
    """Return the windows of each weekday, Monday first, of an hours text.

    Raises:
        ValueError: all faults of the text, each with the piece that is wrong.

    Example:
        >>> parse_week("Sat 22:00-02:00")[5]
        ((79200, 93600),)
    """
    text = text.strip().replace("–", "-")
    if text == "24/7":
        return (FULL_DAY,) * 7
    if text.lower() == "closed":
        return ((),) * 7
    groups = [_group(piece.strip()) for piece in text.split(";") if piece.strip()]
    if not groups:
        raise ValueError("there are no hours; write for example 'Mon-Fri 09:00-17:00', '24/7' or 'closed'")
    return _united(groups)


@lru_cache(maxsize=256)
def parse_windows(text: str) -> tuple[Window, ...]:
    """Return the windows of one day, merged and sorted; "closed" has none.

    Raises:
        ValueError: all faults of the text, each with the piece that is wrong.

    Example:
        >>> parse_windows("09:00-12:00, 11:00-17:00")
        ((32400, 61200),)
    """
    windows, faults = _windows(text.strip().replace("–", "-"))
    _refuse(faults)
    return _merged(windows)


def week_text(week: Week) -> str:
    """Return the one text of a week's hours, which `parse_week` reads back.

    Example:
        >>> week_text(parse_week("Friday 9:00-12:00; fri 11:00-17:00; mon-thu 09:00-17:00"))
        'Mon-Fri 09:00-17:00'
    """
    if all(windows == FULL_DAY for windows in week):
        return "24/7"
    days_of: dict[tuple[Window, ...], list[int]] = {}
    for day, windows in enumerate(week):
        if windows:
            days_of.setdefault(windows, []).append(day)
    groups = [f"{_days_text(days)} {windows_text(windows)}" for windows, days in days_of.items()]
    return "; ".join(groups) or "closed"


def windows_text(windows: Iterable[Window]) -> str:
    """Return the one text of a day's windows, or "closed".

    Example:
        >>> windows_text([(79_200, 108_000)])
        '22:00-06:00'
    """
    return ", ".join(f"{_time_text(start)}-{_time_text(end)}" for start, end in windows) or "closed"


def _group(piece: str) -> tuple[list[int], list[Window], list[str]]:
    match = _GROUP.fullmatch(piece)
    days, windows = (match[1], match[2]) if match else (piece, "")
    if not days:
        return [], [], [f"{piece!r} names no day; write for example 'Mon-Fri {piece}' or 'daily {piece}'"]
    if not windows:
        return [], [], [f"{piece!r} has no hours; write for example 'Mon-Fri 09:00-17:00'"]
    numbers, day_faults = _days(days)
    found, window_faults = _windows(windows)
    return numbers, found, day_faults + window_faults


def _days(text: str) -> tuple[list[int], list[str]]:
    days: list[int] = []
    faults: list[str] = []
    for piece in (p.strip() for p in text.strip(" ,:").split(",")):
        first, dash, last = (part.strip().lower() for part in piece.partition("-"))
        last = last if dash else first
        if first == last == "daily":
            days.extend(range(7))
        elif first in _DAYS and last in _DAYS:
            days.extend((_DAYS[first] + i) % 7 for i in range((_DAYS[last] - _DAYS[first]) % 7 + 1))
        else:
            faults.append(f"{piece!r} is no day; days are Mon, Tue, Wed, Thu, Fri, Sat, Sun, or daily")
    return days, faults


def _windows(text: str) -> tuple[list[Window], list[str]]:
    if text.lower() == "closed":
        return [], []
    windows: list[Window] = []
    faults: list[str] = []
    for piece in (p.strip() for p in text.split(",")):
        match = _WINDOW.fullmatch(piece)
        if match is None:
            faults.append(_no_window(piece))
            continue
        times = [int(part or 0) for part in match.groups()]
        start, end = _seconds(times[:3]), _seconds(times[3:])
        if start is None or end is None or start == _DAY_S:
            faults.append(f"{piece!r} has a time that is not on the clock: 00:00 to 23:59:59, or 24:00 as an end")
        elif start == end:
            faults.append(f"{piece!r} is an empty window; for a whole day write '00:00-24:00'")
        else:
            windows.append((start, end if end > start else end + _DAY_S))
    return windows, faults


def _no_window(piece: str) -> str:
    if piece[:3].lower() in _DAYS or piece.lower().startswith("daily"):
        return f"{piece!r} begins another group; put ';' before it"
    hint = "'00:00-24:00' is a whole day" if piece == "24/7" else "write for example '09:00-17:00'"
    return f"{piece!r} is no window; {hint}"


def _seconds(parts: list[int]) -> int | None:
    hour, minute, second = parts
    total = hour * 3600 + minute * 60 + second
    return total if minute < 60 and second < 60 and total <= _DAY_S else None


def _united(groups: list[tuple[list[int], list[Window], list[str]]]) -> Week:
    _refuse([fault for *_, faults in groups for fault in faults])
    week: list[list[Window]] = [[] for _ in range(7)]
    for days, windows, _ in groups:
        for day in days:
            week[day].extend(windows)
    return tuple(_merged(windows) for windows in week)


def _merged(windows: Iterable[Window]) -> tuple[Window, ...]:
    merged: list[Window] = []
    for start, end in sorted(windows):
        last_start, last_end = merged[-1] if merged else (0, -1)
        # A union of more than 24 hours has no spelling of its own, so its parts stay apart.
        if start <= last_end and (max(end, last_end) <= _DAY_S or max(end, last_end) - last_start < _DAY_S):
            merged[-1] = (last_start, max(end, last_end))
        else:
            merged.append((start, end))
    return tuple(merged)


def _refuse(faults: list[str]) -> None:
    if faults:
        raise ValueError("; ".join(faults))


def _days_text(days: list[int]) -> str:
    if len(days) == 7:
        return "daily"
    runs: list[list[int]] = []
    for day in days:
        if runs and runs[-1][-1] == day - 1:
            runs[-1].append(day)
        else:
            runs.append([day])
    return ",".join(DAY_NAMES[run[0]] + (f"-{DAY_NAMES[run[-1]]}" if len(run) > 1 else "") for run in runs)


def _time_text(seconds: int) -> str:
    minutes, second = divmod(seconds - _DAY_S if seconds > _DAY_S else seconds, 60)
    return f"{minutes // 60:02}:{minutes % 60:02}" + (f":{second:02}" if second else "")


def _read_week(given: str | Mapping[str, str | Sequence[str]]) -> str:
    if isinstance(given, Mapping):
        given = "; ".join(f"{day} {_joined(windows)}" for day, windows in given.items()) or "closed"
    if not isinstance(given, str):
        # Pydantic collects a ValueError with the other faults; a TypeError would escape.
        raise ValueError(  # noqa: TRY004
            f"{given!r} is no hours; give text such as 'Mon-Fri 09:00-17:00' or a mapping of days"
        )
    return week_text(parse_week(given))


def _read_day(given: str | Sequence[str]) -> str:
    text = _joined(given)
    if not isinstance(text, str):
        raise ValueError(  # noqa: TRY004
            f"{given!r} is no hours; give text such as '09:00-12:00', or 'closed'"
        )
    return windows_text(parse_windows(text))


def _joined(windows: object) -> str:
    if isinstance(windows, list | tuple):
        return ", ".join(map(str, windows)) or "closed"
    return windows  # type: ignore[return-value]  # text, or what the reader refuses


_TEXT = {"type": "string", "examples": ["Mon-Fri 09:00-17:00", "24/7", "closed"]}
_MANY = {"type": "array", "items": {"type": "string"}}
_BY_DAY = {"type": "object", "additionalProperties": {"anyOf": [{"type": "string"}, _MANY]}}
_DAY_TEXT = {"type": "string", "examples": ["09:00-12:00, 13:00-15:00", "closed"]}

WeekHours = Annotated[
    str,
    BeforeValidator(_read_week),
    WithJsonSchema({"anyOf": [_TEXT, _BY_DAY]}, mode="validation"),
    WithJsonSchema(_TEXT, mode="serialization"),
]
"""A pydantic field type: hours of a week, as text or by day; kept as the one text that says them."""

DayHours = Annotated[
    str,
    BeforeValidator(_read_day),
    WithJsonSchema({"anyOf": [_DAY_TEXT, _MANY]}, mode="validation"),
    WithJsonSchema(_DAY_TEXT, mode="serialization"),
]
"""A pydantic field type: hours of one date, as text or a list of windows."""
