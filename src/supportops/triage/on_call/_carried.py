"""How much of a rota's time falls on whom, and into nights, weekends and holidays."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping

from supportops._instants import MICROSECOND
from supportops.calendar import BusinessCalendar, Calendar, Holidays
from supportops.calendar.hours import parse_windows, windows_text
from supportops.errors import ConfigurationError, DomainError
from supportops.triage._checked import must_be
from supportops.triage.on_call._duty import Duty
from supportops.triage.on_call.share import Share, Shares

__all__ = ["HolidayDates", "shares"]

HolidayDates = Holidays | Mapping[dt.date, str] | Iterable[dt.date]
"""Local dates, with their names or without, or the holidays of a calendar."""


def shares(duty: Duty, lo: int, hi: int, *, holidays: HolidayDates, night: str) -> Shares:
    """Return the share of each of the people, in the order of the rota, then of those who stood in."""
    zone = duty.handovers.clock.zone.key
    nights = BusinessCalendar(zone=zone, hours=f"daily {_windows(night)}")
    weekends = BusinessCalendar(zone=zone, hours="Sat,Sun 00:00-24:00")
    working = BusinessCalendar(zone=zone, hours="24/7", holidays=_dates(holidays))
    totals = {person: [0, 0, 0, 0] for person in duty.people}
    for start, end, person in duty.pieces(lo, hi):
        time = end - start
        found = (time, _open(nights, start, end), _open(weekends, start, end), time - _open(working, start, end))
        counted = totals.setdefault(person, [0, 0, 0, 0])
        totals[person] = [before + more for before, more in zip(counted, found, strict=True)]
    return Shares({person: _share(*counted) for person, counted in totals.items()})


def _share(time: int, nights: int, weekends: int, holidays: int) -> Share:
    return Share(
        time=MICROSECOND * time,
        nights=MICROSECOND * nights,
        weekends=MICROSECOND * weekends,
        holidays=MICROSECOND * holidays,
    )


def _open(calendar: Calendar, start: int, end: int) -> int:
    return calendar.open_us(end) - calendar.open_us(start)


def _windows(night: str) -> str:
    must_be(str, night, "night", "a window, for example '22:00-06:00'")
    try:
        return windows_text(parse_windows(night))
    except ValueError as error:
        raise DomainError(f"night {night!r} is no window: {error}", field="night", value=night) from None


def _dates(given: HolidayDates) -> Holidays:
    if isinstance(given, Holidays):
        return given
    asked: object = given
    if isinstance(asked, str) or not isinstance(asked, Iterable):
        example = "local dates in a list, [date(2026, 3, 3)], or the Holidays of a calendar"
        raise DomainError(f"holidays is {given!r}; give {example}", field="holidays", value=given)
    try:
        return Holidays(extra=given)
    except ConfigurationError as error:
        _, message = error.faults[0]
        raise DomainError(f"holidays: {message}", field="holidays", value=given) from None
