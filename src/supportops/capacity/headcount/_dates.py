"""Dates a number of weeks or months away."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, datetime, timedelta

from supportops.errors import DomainError

__all__ = ["checked_date", "months_after", "weeks_before"]


def checked_date(value: object, name: str) -> date:
    """Return a date as it is; a datetime is refused, as its date depends on a zone."""
    if isinstance(value, datetime) or not isinstance(value, date):
        raise DomainError(f"{name} is {value!r}; give a date, for example date(2026, 1, 1)", field=name, value=value)
    return value


def months_after(day: date, months: int, *, name: str) -> date:
    """Return the date so many months later, or earlier: the same day of the month, or the month's last.

    Raises:
        DomainError: outside the years 1 to 9999; `name` is the input that is to blame.

    Example:
        >>> months_after(date(2026, 3, 31), -1, name="lead_time_months")
        datetime.date(2026, 2, 28)
    """
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if not 1 <= year <= 9999:
        raise _too_far(name)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def weeks_before(day: date, weeks: int, *, name: str) -> date:
    """Return the date so many weeks earlier; `name` is the input to blame for a date before the year 1."""
    if day.toordinal() <= 7 * weeks:
        raise _too_far(name)
    return day - timedelta(weeks=weeks)


def _too_far(name: str) -> DomainError:
    return DomainError(f"{name} leads to a date outside the years 1 to 9999; give less of it", field=name)
