"""One desk's opening hours in one zone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Literal, Self
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

from pydantic import field_validator

from supportops.calendar.base import Calendar
from supportops.calendar.days import DayBook, HolidayScope
from supportops.calendar.explain import Row, business_rows
from supportops.calendar.holidays import Holidays
from supportops.calendar.hours import WeekHours, parse_week
from supportops.calendar.html import business_html
from supportops.calendar.overrides import DateOverride
from supportops.calendar.seasons import Season, overlapping
from supportops.calendar.spans import FIRST_YEAR, LAST_YEAR, BusinessSource
from supportops.calendar.timeline import Source
from supportops.errors import near

__all__ = ["ALWAYS_OPEN", "BusinessCalendar"]


class BusinessCalendar(Calendar):
    """The opening hours of one desk: weekly hours in a zone, holidays, overrides of dates, and seasons.

    An overnight shift belongs, with its season and override, to the local date it starts on. An override wins
    over a holiday of the same date, unless `holidays_win`. A holiday closes its local calendar date, also the end
    of a shift that started the evening before, while the part after midnight of a shift that starts on it stays
    open; with `holiday_scope="shift_start"` it closes the whole shifts that start on it and no others.

    A wall time that the clocks skip is the instant of the change; one that comes twice is its first occurrence.

    Args:
        zone: an IANA name such as "America/New_York".
        hours: "Mon-Fri 09:00-12:00, 13:00-17:00; Sat 22:00-02:00", "24/7", "closed", or a mapping of days to
            windows; kept as text.
        name: what explanations and reports call it.
        holidays: dates on which it is closed.
        overrides: dates with hours of their own.
        seasons: stretches with weekly hours of their own; the first that holds a date wins. Two seasons of
            fixed dates may not overlap.
        holidays_win: a holiday wins over an override of its date; the override still says what the shift that
            starts on the date does after midnight.
        holiday_scope: "calendar_day" or "shift_start".

    Raises:
        ConfigurationError: all faults at once, each with its path.

    Example:
        >>> desk = BusinessCalendar(
        ...     zone="America/New_York", hours="mon-fri 9:00-17:00", holidays=Holidays(country="US")
        ... )
        >>> desk
        BusinessCalendar(zone='America/New_York', hours='Mon-Fri 09:00-17:00', holidays=Holidays(country='US'))
        >>> from datetime import datetime
        >>> start = datetime(2026, 11, 25, 15, tzinfo=ZoneInfo("America/New_York"))
        >>> desk.add(start, "8h").isoformat()
        '2026-11-27T15:00:00-05:00'
    """

    kind: Literal["business"] = "business"
    name: str = ""
    zone: str
    hours: WeekHours
    holidays: Holidays | None = None
    overrides: tuple[DateOverride, ...] = ()
    seasons: tuple[Season, ...] = ()
    holidays_win: bool = False
    holiday_scope: HolidayScope = "calendar_day"

    if TYPE_CHECKING:

        def __init__(
            self,
            *,
            zone: str,
            hours: str | Mapping[str, str | Sequence[str]],
            name: str = "",
            holidays: Holidays | None = None,
            overrides: Sequence[DateOverride] = (),
            seasons: Sequence[Season] = (),
            holidays_win: bool = False,
            holiday_scope: HolidayScope = "calendar_day",
            kind: Literal["business"] = "business",
        ) -> None: ...

    @field_validator("zone")
    @classmethod
    def _known_zone(cls, given: str) -> str:
        try:
            return ZoneInfo(given).key
        except (ZoneInfoNotFoundError, ValueError, OSError):
            hint = near(given, available_timezones())
            raise ValueError(f"{given!r} is no time zone; {hint}") from None

    @field_validator("overrides")
    @classmethod
    def _one_override_a_date(cls, given: tuple[DateOverride, ...]) -> tuple[DateOverride, ...]:
        dates = [override.date for override in given if override.date is not None]
        doubled = sorted({date for date in dates if dates.count(date) > 1})
        if doubled:
            raise ValueError(f"{', '.join(map(str, doubled))} has more than one override; keep one for each date")
        return given

    @field_validator("seasons")
    @classmethod
    def _apart(cls, given: tuple[Season, ...]) -> tuple[Season, ...]:
        faults = overlapping(given)
        if faults:
            raise ValueError("; ".join(faults))
        return given

    @property
    def time_zone(self) -> ZoneInfo:
        """The zone of the hours."""
        return ZoneInfo(self.zone)

    def pinned(self, first_year: int, last_year: int) -> Self:
        """Return the same calendar with its holiday dates of these years embedded and their source named.

        An upgrade of the holiday data then moves no promise. Years outside become a `HorizonError`. A calendar
        without imported holidays is returned as it is.

        Example:
            >>> desk = BusinessCalendar(zone="UTC", hours="24/7", holidays=Holidays(country="US"))
            >>> desk.pinned(2025, 2027).holidays.last_year
            2027
        """
        if self.holidays is None:
            return self
        return self.model_copy(update={"holidays": self.holidays.pinned(first_year, last_year)})

    def _repr_html_(self) -> str:
        return business_html(self)

    def _is_always_open(self) -> bool:
        return self.hours == "24/7" and not (self.holidays or self.overrides or self.seasons)

    def _is_never_open(self) -> bool:
        hours = (self.hours, *(o.hours for o in self.overrides), *(s.hours for s in self.seasons))
        return all(text == "closed" for text in hours)

    def _source(self) -> Source:
        return self._spans

    @cached_property
    def _spans(self) -> BusinessSource:
        days = DayBook(
            parse_week(self.hours),
            seasons=self.seasons,
            overrides=self.overrides,
            holidays=self.holidays,
            holidays_win=self.holidays_win,
            scope=self.holiday_scope,
        )
        years = (self.holidays.years if self.holidays else None) or (FIRST_YEAR, LAST_YEAR)
        origin = self.holidays.origin if self.holidays and self.holidays.years else "calendar dates are"
        return BusinessSource(self._clock, days, years, origin)

    def _rows_us(self, lo_us: int, hi_us: int) -> list[Row]:
        if self._is_always_open():
            return [(lo_us, hi_us, True, "hours")]
        source = self._spans
        if lo_us < source.floor or hi_us > source.ceiling:
            raise source.horizon(late=hi_us > source.ceiling)
        return business_rows(source, lo_us, hi_us)


ALWAYS_OPEN = BusinessCalendar(name="24/7", zone="UTC", hours="24/7")
"""The calendar that is always open: its open time is elapsed time."""
