"""Amounts, shares and instants as a reader likes them."""

from __future__ import annotations

from datetime import datetime, timedelta

from supportops._instants import MICROSECOND, to_us, us_of

__all__ = ["between", "capital", "elapsed", "hours", "many", "moment", "percent"]

_MINUTE_US = 60_000_000
_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


def between(interval: tuple[float, float] | None) -> str:
    """Return an interval of shares in percent, without the sign; "-" for none.

    Example:
        >>> between((0.76665, 0.7770))
        '76.7 to 77.7'
    """
    return "-" if interval is None else f"{100 * interval[0]:.1f} to {100 * interval[1]:.1f}"


def capital(text: str) -> str:
    """Return a text with its first letter as a capital and all others as they are.

    Example:
        >>> capital("started Mon 2016-02-29")
        'Started Mon 2016-02-29'
    """
    return text[:1].upper() + text[1:]


def elapsed(start: datetime, end: datetime) -> timedelta:
    """Return the real time between two instants; Python subtracts two of one zone as wall times.

    Example:
        >>> from zoneinfo import ZoneInfo
        >>> zone = ZoneInfo("Europe/London")
        >>> elapsed(datetime(2026, 3, 29, tzinfo=zone), datetime(2026, 3, 29, 4, tzinfo=zone))
        datetime.timedelta(seconds=10800)
    """
    return MICROSECOND * (to_us(end) - to_us(start))


def hours(amount: timedelta | None) -> str:
    """Return an amount in hours and minutes, to the nearest minute; "-" for none.

    Example:
        >>> hours(timedelta(hours=1950, minutes=5)), hours(timedelta(minutes=23))
        ('1,950h05m', '23m')
    """
    if amount is None:
        return "-"
    minutes = round(us_of(abs(amount)) / _MINUTE_US)
    sign = "-" if amount < timedelta(0) and minutes else ""
    whole, rest = divmod(minutes, 60)
    if not whole:
        return f"{sign}{rest}m"
    return f"{sign}{whole:,}h{rest:02d}m" if rest else f"{sign}{whole:,}h"


def many(count: int, word: str) -> str:
    """Return how many there are of something that takes an s.

    Example:
        >>> many(1, "incident"), many(24918, "incident")
        ('1 incident', '24,918 incidents')
    """
    return f"{count:,} {word}" + ("" if count == 1 else "s")


def percent(share: float | None) -> str:
    """Return a share as a percentage with two decimals; "-" for none.

    Example:
        >>> percent(15803 / 24918)
        '63.42 %'
    """
    return "-" if share is None else f"{100 * share:.2f} %"


def moment(at: datetime | None) -> str:
    """Return an instant to the minute, in its own zone; "-" for none.

    Example:
        >>> from datetime import UTC
        >>> moment(datetime(2016, 2, 29, 11, 29, tzinfo=UTC))
        'Mon 2016-02-29 11:29'
    """
    # Not %a, which would be in the language of the environment.
    return "-" if at is None else f"{_DAYS[at.weekday()]} {at:%Y-%m-%d %H:%M}"
