"""Which windows a local date has, and why: weekly hours, then season, then override, then holiday."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from supportops.calendar.holidays import Holidays
from supportops.calendar.hours import Week, Window
from supportops.calendar.overrides import DateOverride, chosen, recurring_dates
from supportops.calendar.seasons import Season

__all__ = ["Day", "DayBook", "HolidayScope"]

HolidayScope = Literal["calendar_day", "shift_start"]


_MAX_ORDINAL = dt.date.max.toordinal()


@dataclass(frozen=True, slots=True)
class Day:
    """The windows that start on one date, why they are open, and why the rest of the date is closed."""

    windows: tuple[Window, ...]
    open_reason: str
    closed_reason: str = "closed"
    is_shut: bool = False
    """The calendar date is closed, whatever shift reaches into it."""


class DayBook:
    """The dates of one calendar, as proleptic ordinals. Years are local years."""

    __slots__ = ("_holidays", "_overrides", "_plain", "_scope", "_seasons", "_special", "_win", "is_overnight")

    def __init__(
        self,
        week: Week,
        *,
        seasons: Sequence[Season],
        overrides: Sequence[DateOverride],
        holidays: Holidays | None,
        holidays_win: bool,
        scope: HolidayScope,
    ) -> None:
        self._plain = tuple(Day(windows, "hours") for windows in week)
        self._seasons = [(s, tuple(Day(windows, s.label) for windows in s.week)) for s in seasons]
        self._overrides = overrides
        self._holidays = holidays
        self._win = holidays_win
        self._scope = scope
        self._special: dict[int, dict[int, Day]] = {}
        hours = [*week, *(windows for s in seasons for windows in s.week), *(o.windows for o in overrides)]
        self.is_overnight = any(end > 86_400 for windows in hours for _, end in windows)

    def day(self, ordinal: int) -> Day:
        """Return the rule of one date; a date beside the years 1 to 9999 is a plain weekday."""
        if not 1 <= ordinal <= _MAX_ORDINAL:
            return self._plain[(ordinal - 1) % 7]
        special = self.special(dt.date.fromordinal(ordinal).year)
        return special.get(ordinal) or self._plain[(ordinal - 1) % 7]

    def plain(self) -> tuple[Day, ...]:
        """Return the rule of each weekday, Monday first, that dates have which are not special."""
        return self._plain

    def special(self, year: int) -> dict[int, Day]:
        """Return the dates of a year that are not plain weekdays."""
        found = self._special.get(year)
        if found is None:
            found = self._special[year] = self._build(year)
        return found

    def _build(self, year: int) -> dict[int, Day]:
        days = self._seasonal(year)
        overrides = self._overridden(year)
        holidays = self._holidays.known_in(year) if self._holidays is not None else {}
        for date in overrides.keys() | holidays.keys():
            ordinal = date.toordinal()
            day = days.get(ordinal) or self._plain[date.weekday()]
            override = overrides.get(date)
            if override is not None:
                day = Day(override.windows, override.label, override.label)
            if date in holidays and (override is None or self._win):
                day = self._closed(day, holidays[date])
            days[ordinal] = day
        return days

    def _closed(self, day: Day, name: str) -> Day:
        """Return the date as a holiday: shut for the calendar day, or without the shifts that start on it."""
        label = f"holiday: {name}" if name else "holiday"
        if self._scope == "calendar_day":
            return Day(day.windows, day.open_reason, label, is_shut=True)
        return Day((), day.open_reason, label)

    def _seasonal(self, year: int) -> dict[int, Day]:
        if not self._seasons:
            return {}
        days = {}
        for ordinal in range(dt.date(year, 1, 1).toordinal(), dt.date(year, 12, 31).toordinal() + 1):
            date = dt.date.fromordinal(ordinal)
            for season, week in self._seasons:
                if season.holds(date):
                    days[ordinal] = week[date.weekday()]
                    break
        return days

    def _overridden(self, year: int) -> dict[dt.date, DateOverride]:
        found: dict[dt.date, list[DateOverride]] = {}
        for override in self._overrides:
            dates = (override.date,) if override.date else recurring_dates(override.recurs or "", year)
            for date in dates:
                if date.year == year:
                    found.setdefault(date, []).append(override)
        return {date: chosen(overrides) for date, overrides in found.items()}
