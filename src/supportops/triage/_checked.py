"""One error for an argument that is something else altogether, instead of whatever Python says of it later."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

from pydantic import BaseModel

from supportops._instants import to_us
from supportops.calendar import Calendar
from supportops.errors import DomainError, NaiveDatetimeError, shortened

__all__ = ["calendar_given", "instant_us", "must_be", "several"]


def must_be(kind: type | tuple[type, ...], given: object, name: str, example: str) -> None:
    """Refuse an argument of another kind.

    Example:
        >>> must_be(int, "x", "size", "a number, for example 3")
        Traceback (most recent call last):
        supportops.errors.DomainError: size is 'x'; give a number, for example 3
    """
    if not isinstance(given, kind):
        raise DomainError(f"{name} is {shortened(repr(given))}; give {example}", field=name, value=given)


def several(given: object, name: str, example: str) -> None:
    """Refuse one alone where several are asked for, and what cannot be gone through.

    Example:
        >>> several(None, "events", "a list of events")
        Traceback (most recent call last):
        supportops.errors.DomainError: events is None; give a list of events
    """
    if isinstance(given, BaseModel):
        one = f"one {type(given).__name__}; give several, or this one in a list, [...]"
        raise DomainError(f"{name} is {one}", field=name, value=given)
    if isinstance(given, str | Mapping) or not isinstance(given, Iterable):
        raise DomainError(f"{name} is {shortened(repr(given))}; give {example}", field=name, value=given)


def instant_us(given: object, name: str, *, field: str = "", index: int | None = None) -> int:
    """Return an instant as microseconds since 1970-01-01 UTC.

    Args:
        given: an aware datetime.
        name: of the argument, for the error.
        field: of the error, where it is not the name.
        index: its place in a sequence, for the error; None: it stands by itself.

    Raises:
        DomainError: no datetime, or one that is missing; `.field` says which.
        NaiveDatetimeError: it has no zone.

    Example:
        >>> instant_us("2026-03-02", "at")
        Traceback (most recent call last):
        supportops.errors.DomainError: at is '2026-03-02'; give an aware datetime
    """
    # The missing datetime of pandas is a datetime too, and not equal to itself.
    if not isinstance(given, datetime) or given != given:
        message = f"{name} is {shortened(repr(given))}; give an aware datetime"
        raise DomainError(message, field=field or name, value=given, index=index)
    try:
        return to_us(given)
    except NaiveDatetimeError:
        place = "" if index is None else f"{name.removesuffix('.at')}: "
        raise NaiveDatetimeError(given, field=field or name, place=place, index=index) from None


def calendar_given(given: object) -> None:
    """Refuse what is no calendar.

    Example:
        >>> calendar_given("24/7")
        Traceback (most recent call last):
        supportops.errors.DomainError: calendar is '24/7'; give a calendar, for example ALWAYS_OPEN or BusinessCalendar(zone=..., hours='Mon-Fri 09:00-17:00')
    """  # noqa: E501 - the message as it is printed
    example = "a calendar, for example ALWAYS_OPEN or BusinessCalendar(zone=..., hours='Mon-Fri 09:00-17:00')"
    must_be(Calendar, given, "calendar", example)
