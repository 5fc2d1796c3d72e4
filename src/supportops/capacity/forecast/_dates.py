"""The dates of a forecast: they go on where those of the history end."""

from __future__ import annotations

from calendar import monthrange
from datetime import UTC, date, datetime, time
from typing import TypeAlias

import numpy as np

from supportops._formulas import Duration
from supportops._instants import MAX_US, MIN_US, to_us, us_of
from supportops.capacity.forecast._result import Dates
from supportops.durations import parse_elapsed
from supportops.errors import DomainError, HorizonError, NaiveDatetimeError, shortened

__all__ = ["MONTH", "Start", "dates_after", "step_us"]

Start: TypeAlias = date | datetime | None
"""The first period of a series: a date (midnight UTC), an aware instant, or not known."""
MONTH = "month"
_LAST_YEAR = 9998


def dates_after(start: Start, step: Duration, *, past: int, horizon: int) -> Dates | None:
    """Return the dates of `horizon` periods that follow `past` of them, as datetime64[us] in UTC; None without a start.

    A step of "month" keeps the day of the start, or takes the month's last where there is no such day, and the time of
    day in the zone of the start.

    Raises:
        DomainError: a start that is no date or aware instant, or a step that is no duration over 0.
        HorizonError: a date after the year 9998.

    Example:
        >>> dates_after(date(2026, 1, 31), "month", past=1, horizon=2)
        array(['2026-02-28T00:00:00.000000', '2026-03-31T00:00:00.000000'],
              dtype='datetime64[us]')
    """
    width = step_us(step)
    if start is None:
        return None
    first = _instant(start)
    numbers = range(past, past + horizon)
    if width is None:
        found = [_months_later(first, number) for number in numbers]
    else:
        begin = to_us(first)
        if not MIN_US <= begin + (past + horizon) * width <= MAX_US:
            raise HorizonError("the forecast ends after the year 9998; give a shorter horizon or step")
        found = [begin + number * width for number in numbers]
    return np.array(found, dtype=np.int64).view("datetime64[us]")


def step_us(step: Duration) -> int | None:
    """Return a step in microseconds; None for a calendar month."""
    if step == MONTH:
        return None
    try:
        width = us_of(parse_elapsed(step))
    except DomainError:
        width = 0
    if width <= 0:
        given = shortened(repr(step))
        raise DomainError(
            f"step is {given}; give a duration such as '1d' or '30m', or 'month'", field="step", value=step
        )
    return width


def _instant(start: object) -> datetime:
    if isinstance(start, datetime):
        if start.utcoffset() is None:
            raise NaiveDatetimeError(start)
        return start
    if isinstance(start, date):
        return datetime.combine(start, time(), tzinfo=UTC)
    given = shortened(repr(start))
    raise DomainError(f"start is {given}; give a date or an aware datetime", field="start", value=start)


def _months_later(first: datetime, number: int) -> int:
    # Counted from the first period each time: after a February the 31st comes back.
    years, month = divmod(first.year * 12 + first.month - 1 + number, 12)
    if years > _LAST_YEAR:
        raise HorizonError("the forecast ends after the year 9998; give a shorter horizon")
    day = min(first.day, monthrange(years, month + 1)[1])
    return to_us(first.replace(year=years, month=month + 1, day=day))
