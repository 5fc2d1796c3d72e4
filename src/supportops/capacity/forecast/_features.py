"""Drivers from the calendar: what a date is, as columns of 0 and 1 for a regression."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from supportops._arrays import instants_us
from supportops._formulas import Floats
from supportops.calendar import Holidays
from supportops.errors import DomainError

__all__ = ["Dates", "calendar_features", "month_end", "released", "to_dates", "weekday"]

Dates: TypeAlias = Iterable[dt.date] | npt.NDArray[np.datetime64]
"""Local dates, as dates or as datetime64 without a time of day."""

_Days: TypeAlias = npt.NDArray[np.datetime64]
_Flags: TypeAlias = npt.NDArray[np.bool_]

_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat")
_DAY, _DAY_US = np.timedelta64(1, "D"), 86_400_000_000
_MONTH_END_DAYS = 3


def calendar_features(dates: Dates, *, holidays: Holidays | Dates, releases: Dates = ()) -> Mapping[str, Floats]:
    """Return what each date is, as drivers for `regression`: one array of 0 and 1 by name.

    `holiday`; `mon`, `tue`, `wed`, `thu`, `fri`, `sat` (a Sunday has none of them: it is what the others are compared
    with); `month_end`, the last 3 days of the month; `release`, the day of a release and the day after. A date may
    have several.

    Args:
        dates: local dates, as dates, datetime64 or a column of them; with a time of day they are refused. Shape (n,).
        holidays: the calendar's `Holidays`, or dates.
        releases: dates of releases.

    Returns:
        The name of each driver to its array, shape (n,). Take the same for the history and for the future.

    Raises:
        DomainError: what is no date, or has a time of day, with its index.
        HorizonError: a year for which the holidays are not known.

    Source: Support Operations skill pack, Seasonal Patterns to Watch, for the end of the month, Mondays and releases;
        Hyndman and Athanasopoulos (2021), Forecasting: Principles and Practice, section 7.4, for the coding.

    Example:
        >>> days = np.arange("2026-12-24", "2026-12-29", dtype="datetime64[D]")
        >>> found = calendar_features(days, holidays=[dt.date(2026, 12, 25)], releases=[dt.date(2026, 12, 27)])
        >>> list(found)
        ['holiday', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'month_end', 'release']
        >>> found["holiday"], found["mon"], found["release"]
        (array([0., 1., 0., 0., 0.]), array([0., 0., 0., 0., 1.]), array([0., 0., 0., 1., 1.]))
    """
    days = to_dates(dates, "dates")
    found = {"holiday": np.isin(days, _free(days, holidays))}
    found |= {name: weekday(days) == number for number, name in enumerate(_WEEKDAYS)}
    found |= {"month_end": month_end(days), "release": released(days, to_dates(releases, "releases"))}
    return {name: flags.astype(np.float64) for name, flags in found.items()}


def to_dates(values: object, name: str) -> _Days:
    """Return dates as datetime64[D]; an instant is refused, as its date depends on the zone."""
    if isinstance(values, str) or not isinstance(values, Iterable):
        raise DomainError(f"{name} is {values!r}; give a row of dates, for example [date(2026, 3, 2)]", field=name)
    # A column of a data frame is turned into an array by itself; its items are no dates.
    given = values if hasattr(values, "__array__") else list(values)
    array = np.asarray(given)
    if array.ndim != 1:
        raise DomainError(f"{name} has the shape {array.shape}; give one row of dates", field=name, value=values)
    if array.dtype.kind == "M":
        return _without_time(instants_us(array, name=name), name)
    for index, value in enumerate(array.tolist()):
        if not isinstance(value, dt.date) or isinstance(value, dt.datetime):
            message = f"{name}[{index}] is {value!r}; give a local date, for example date(2026, 3, 2)"
            raise DomainError(message, field=name, value=value, index=index)
    return array.astype("datetime64[D]")


def weekday(days: _Days) -> npt.NDArray[np.int64]:
    """Return the day of the week, 0 on Mondays."""
    # 1970-01-01 was a Thursday.
    return (days.astype(np.int64) + 3) % 7


def month_end(days: _Days) -> _Flags:
    """Return which dates are among the last three of their month."""
    is_last: _Flags = (days + _MONTH_END_DAYS * _DAY).astype("datetime64[M]") != days.astype("datetime64[M]")
    return is_last


def released(days: _Days, releases: _Days) -> _Flags:
    """Return which dates have a release, or follow one."""
    return np.isin(days, releases) | np.isin(days - _DAY, releases)


def _free(days: _Days, holidays: Holidays | Dates) -> _Days:
    if not isinstance(holidays, Holidays):
        return to_dates(holidays, "holidays")
    years = sorted({int(year) + 1970 for year in days.astype("datetime64[Y]").astype(np.int64)})
    return to_dates([date for year in years for date in holidays.in_year(year)], "holidays")


def _without_time(us: npt.NDArray[np.int64], name: str) -> _Days:
    timed = np.flatnonzero(us % _DAY_US)
    if timed.size:
        index = int(timed[0])
        value = us[index].astype("datetime64[us]")
        raise DomainError(
            f"{name}[{index}] is {value}, an instant; give local dates, .astype('datetime64[D]') if the dates of UTC",
            field=name, value=value, index=index,
        )  # fmt: skip
    return (us // _DAY_US).astype("datetime64[D]")
