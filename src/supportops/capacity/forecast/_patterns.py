"""The published seasonal patterns: which of them are active on a date."""

from __future__ import annotations

import datetime as dt

import numpy as np

from supportops.capacity.forecast._features import Dates, month_end, released, to_dates, weekday
from supportops.errors import DomainError

__all__ = ["seasonal_patterns"]


def seasonal_patterns(day: dt.date | np.datetime64, *, releases: Dates = (), renewals: Dates = ()) -> tuple[str, ...]:
    """Return the names of the published seasonal patterns that are active on a date, in the published order.

    - `holiday_dip`: Dec 24 to Jan 1; reduced staffing is acceptable.
    - `end_of_month`: the last 3 days of the month; billing questions peak.
    - `monday_surge`: Mondays; full staffing in the morning.
    - `release_spike`: the day of a release and the day after; extra staffing.
    - `renewal_period`: a renewal date; more tickets for customer success and billing.
    - `tax_season`: April (US); financial software peaks.

    The source says how far volume moves for none of them, so nor does this: measure it with `calendar_features` and
    `regression`.

    Args:
        day: a local date.
        releases: dates of releases. "After deployments" is read as the day itself and the next.
        renewals: all dates of the renewal periods; "quarterly" is all the source says, so that they are yours.

    Raises:
        DomainError: what is no date.

    Source: Support Operations skill pack, Seasonal Patterns to Watch.

    Example:
        >>> seasonal_patterns(dt.date(2026, 8, 31))
        ('end_of_month', 'monday_surge')
        >>> seasonal_patterns(dt.date(2026, 4, 2), releases=[dt.date(2026, 4, 1)], renewals=[dt.date(2026, 4, 2)])
        ('release_spike', 'renewal_period', 'tax_season')
        >>> seasonal_patterns(dt.date(2026, 5, 6))
        ()
    """
    if isinstance(day, dt.datetime) or not isinstance(day, dt.date | np.datetime64):
        raise DomainError(f"day is {day!r}; give a local date, for example date(2026, 3, 2)", field="day", value=day)
    (date,) = days = to_dates(np.asarray([day]) if isinstance(day, np.datetime64) else [day], "day")
    on: dt.date = date.astype(object)
    patterns = {
        "holiday_dip": (on.month, on.day) >= (12, 24) or (on.month, on.day) == (1, 1),
        "end_of_month": month_end(days)[0],
        "monday_surge": weekday(days)[0] == 0,
        "release_spike": released(days, to_dates(releases, "releases"))[0],
        "renewal_period": date in to_dates(renewals, "renewals"),
        "tax_season": on.month == 4,
    }
    return tuple(name for name, is_active in patterns.items() if is_active)
