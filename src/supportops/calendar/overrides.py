"""Date overrides: the hours of one date, or of the dates a recurrence rule names."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Self

from pydantic import field_validator, model_validator

from supportops.calendar.hours import DayHours, Window, parse_windows
from supportops.calendar.values import CalendarValue, LocalDate

__all__ = ["DateOverride", "chosen", "recurring_dates"]

_NAMES_DAYS = frozenset(["BYDAY", "BYMONTHDAY", "BYYEARDAY", "BYEASTER"])
_PARTS = _NAMES_DAYS | {"FREQ", "INTERVAL", "COUNT", "UNTIL", "WKST", "BYMONTH", "BYWEEKNO", "BYSETPOS"}


class DateOverride(CalendarValue):
    """The hours of a local date, in place of the weekly or seasonal ones.

    `date` is one date; `recurs` an RFC 5545 rule whose dates it stands for, such as
    "FREQ=MONTHLY;BYDAY=-1FR" for every last Friday. A rule with INTERVAL or COUNT, or one that does not name its
    days, depends on where it begins, so it needs a line "DTSTART:20260105" before "RRULE:...". `hours` are
    windows such as "09:00-12:00, 13:00-15:00", or "closed" (or an empty list). A window that crosses midnight
    belongs to this date.

    Of several overrides for one date a closed one wins, else an explicit date wins over a rule, else the
    later one wins.

    Raises:
        ConfigurationError: both or neither of date and recurs, a rule that is none, or hours that are none.

    Example:
        >>> DateOverride(date=dt.date(2026, 12, 24), hours=["9:00-12:00"], reason="Christmas Eve")
        DateOverride(date=date(2026, 12, 24), hours='09:00-12:00', reason='Christmas Eve')
    """

    date: LocalDate | None = None
    recurs: str | None = None
    hours: DayHours
    reason: str = ""

    if TYPE_CHECKING:

        def __init__(
            self,
            *,
            hours: str | Sequence[str],
            date: dt.date | None = None,
            recurs: str | None = None,
            reason: str = "",
        ) -> None: ...

    @field_validator("recurs")
    @classmethod
    def _readable(cls, given: str | None) -> str | None:
        if given is None:
            return None
        text = "\n".join(line.strip() for line in given.strip().splitlines())
        _check_rule(text)
        recurring_dates(text, 2000)
        return text

    @model_validator(mode="after")
    def _check(self) -> Self:
        if (self.date is None) == (self.recurs is None):
            raise ValueError("an override is for one date or for a rule; give exactly one of date= and recurs=")
        return self

    @property
    def windows(self) -> tuple[Window, ...]:
        """The hours as seconds after the local midnight."""
        return parse_windows(self.hours)

    @property
    def label(self) -> str:
        """What `explain` says."""
        return f"override: {self.reason}" if self.reason else "override"


def chosen(overrides: Sequence[DateOverride]) -> DateOverride:
    """Return the one that holds, of several overrides for one date in the order they were given."""
    return max(
        enumerate(overrides),
        key=lambda item: (not item[1].windows, item[1].date is not None, item[0]),
    )[1]


@lru_cache(maxsize=4096)
def recurring_dates(rule: str, year: int) -> tuple[dt.date, ...]:
    """Return the dates of a recurrence rule in one year.

    Raises:
        ValueError: python-dateutil cannot read the rule.
    """
    from dateutil.rrule import rrulestr

    # A rule that names its days does not depend on where it begins; a year ahead leaves whole weeks and sets.
    start = dt.datetime(max(year - 1, 1), 1, 1)  # noqa: DTZ001 - local dates
    try:
        dates = rrulestr(rule, dtstart=start).between(
            dt.datetime(year, 1, 1),  # noqa: DTZ001
            dt.datetime(year, 12, 31),  # noqa: DTZ001
            inc=True,
        )
    except (ValueError, TypeError, KeyError, AttributeError, IndexError) as error:
        hint = "write for example 'FREQ=MONTHLY;BYDAY=-1FR'"
        raise ValueError(f"{rule!r} is no recurrence rule ({error}); {hint}") from None
    return tuple(sorted({moment.date() for moment in dates}))


def _check_rule(text: str) -> None:
    *head, rule = text.split("\n")
    anchored = len(head) == 1 and head[0].upper().startswith("DTSTART:")
    pairs = [part.partition("=") for part in rule.upper().removeprefix("RRULE:").split(";")]
    parts = {key: value for key, _, value in pairs}
    faults = [f"{key!r} is not allowed in it" for key in parts if key not in _PARTS]
    if head and not anchored:
        faults.append("only one line 'DTSTART:20260105' may stand before the rule")
    if parts.get("FREQ") not in ("YEARLY", "MONTHLY", "WEEKLY", "DAILY"):
        faults.append("it needs FREQ=YEARLY, MONTHLY, WEEKLY or DAILY")
    if parts.get("UNTIL", "").endswith("Z"):
        faults.append("its UNTIL is a local date, for example UNTIL=20261231")
    if not anchored and (not _NAMES_DAYS & parts.keys() and parts.get("FREQ") != "DAILY"):
        faults.append("it does not say which days; add BYDAY or BYMONTHDAY, or a line 'DTSTART:20260105'")
    if not anchored and {"INTERVAL", "COUNT"} & parts.keys():
        faults.append("INTERVAL and COUNT need a line 'DTSTART:20260105' to count from")
    if faults:
        raise ValueError(f"{text!r} is no rule for dates: {'; '.join(faults)}")
