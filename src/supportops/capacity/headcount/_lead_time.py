"""When a role has to be open, so that somebody is at full work in time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

from supportops._formulas import whole
from supportops._frozen import FrozenMap
from supportops.capacity.headcount._dates import checked_date, months_after, weeks_before
from supportops.capacity.headcount._ramp import RAMP, shares_by_week
from supportops.errors import DomainError, near, shortened

__all__ = ["LEAD_TIMES", "HireDates", "hire_dates", "lead_time", "open_role_by"]

LEAD_TIMES: Mapping[str, tuple[float, float]] = FrozenMap(
    {"replacement": (2.0, 3.0), "growth_hire": (3.0, 4.0), "new_tier_or_specialty": (4.0, 6.0), "seasonal": (1.0, 2.0)}
)
"""Published months from opening a role to a trained agent, low and high, by scenario.

Source: Support Operations skill pack, Workforce Management & Capacity Planning > Hiring Planning.
"""


class HireDates(NamedTuple):
    """The first day of service, and the last day on which the role may be opened."""

    starts: date
    open_role_by: date


def open_role_by(
    full_on: date,
    *,
    scenario: str = "growth_hire",
    lead_time_months: int | None = None,
    lead_time_includes_training: bool = True,
    ramp: Sequence[float] = RAMP,
) -> date:
    """Return the last date on which a role can be opened for somebody to be at full work on a day.

    The first day of service is `len(ramp)` weeks before that day. With training inside the lead time the role opens
    the lead time before the day of full work, but not after the first day of service; otherwise the lead time before
    the first day of service. Months before a date keep its day, or take the month's last.

    Args:
        full_on: the day of full work.
        scenario: a key of `LEAD_TIMES`; its high end is taken.
        lead_time_months: whole months, >= 0, in place of the scenario's.
        lead_time_includes_training: the published lead times of a replacement, a growth hire (as a replacement) and a
            new tier count training; that of seasonal staff does not say, so decide for yourself.
        ramp: shares, 0..1, by week of service. Only its length counts here.

    Raises:
        DomainError: an unknown scenario, months that are negative or not whole, a share outside 0..1, no date.

    Source: Support Operations skill pack, Workforce Management & Capacity Planning > Hiring Planning.

    Example:
        >>> open_role_by(date(2026, 9, 1))
        datetime.date(2026, 5, 1)
        >>> open_role_by(date(2026, 9, 1), lead_time_includes_training=False)
        datetime.date(2026, 3, 7)
    """
    months = lead_time(scenario, lead_time_months)
    weeks = len(shares_by_week(ramp))
    day = checked_date(full_on, "full_on")
    return hire_dates(day, months=months, weeks=weeks, includes_training=lead_time_includes_training).open_role_by


def lead_time(scenario: object, months: int | None) -> int:
    """Return the whole months asked for, or the high end of a scenario."""
    if not isinstance(scenario, str) or scenario not in LEAD_TIMES:
        raise DomainError(
            f"{shortened(repr(scenario))} is no scenario of LEAD_TIMES; {near(str(scenario), LEAD_TIMES)}",
            field="scenario", value=scenario, allowed=LEAD_TIMES,
        )  # fmt: skip
    return int(LEAD_TIMES[scenario][1]) if months is None else whole(months, "lead_time_months")


def hire_dates(full_on: date, *, months: int, weeks: int, includes_training: bool) -> HireDates:
    """Return when somebody starts who is to be at full work on a day, and when the role opens at the latest."""
    starts = weeks_before(full_on, weeks, name="ramp")
    if includes_training:
        return HireDates(starts, min(starts, months_after(full_on, -months, name="lead_time_months")))
    return HireDates(starts, months_after(starts, -months, name="lead_time_months"))
