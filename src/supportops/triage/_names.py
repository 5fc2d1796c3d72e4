"""The field types of people, skills and instants: names as text, sets of names as tuples, instants in UTC."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime
from enum import Enum
from typing import Annotated, TypeAlias

from pydantic import AfterValidator, AwareDatetime, BeforeValidator

from supportops._instants import from_us, to_us
from supportops.vocabulary import Scale

__all__ = ["AnyScale", "Instant", "Label", "Name", "Names", "plain"]

Label: TypeAlias = str | Enum
"""A name as it is given: text, or a member of an enum whose value is text."""


def plain(given: object) -> object:
    """Return the value of an enum's member, and anything else as it is."""
    return given.value if isinstance(given, Enum) else given


def _read_name(given: object) -> str:
    text = plain(given)
    if not isinstance(text, str) or not text.strip():
        raise ValueError(f"{given!r} is no name; write text that is not blank")
    return str.__str__(text)


def _read_names(given: object) -> object:
    if isinstance(given, str | Enum):
        return (given,)
    if isinstance(given, Mapping) or not isinstance(given, Collection):
        message = f"{given!r} is no collection of names; give for example ('api', 'billing')"
        raise ValueError(message)  # noqa: TRY004 - pydantic makes a fault of a ValueError only
    # The order of a set of text differs from run to run.
    return tuple(sorted(given, key=_read_name) if isinstance(given, set | frozenset) else given)


def _distinct(given: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(given))


def _read_instant(given: object) -> object:
    # A number is no instant: nobody can see whether it counts seconds, or from when.
    is_number = isinstance(given, str) and given.strip().replace(".", "").lstrip("+-").isdigit()
    if is_number or not isinstance(given, datetime | str) or given != given:
        raise ValueError(f"{given!r} is no instant; give an aware datetime")
    return given


def _read_scale(given: object) -> object:
    if isinstance(given, str) or not isinstance(given, Scale | Mapping | Collection | type):
        message = f"{given!r} is no scale; write for example Scale('SEV1', 'SEV2'), or give an enum class"
        raise ValueError(message)  # noqa: TRY004 - pydantic makes a fault of a ValueError only
    return given


def _in_utc(given: datetime) -> datetime:
    return from_us(to_us(given))


Name = Annotated[str, BeforeValidator(_read_name)]
"""Text that is not blank; the member of an enum is read as its value."""

Names = Annotated[tuple[Name, ...], BeforeValidator(_read_names), AfterValidator(_distinct)]
"""Several names, each once: one alone may stand by itself, a set is sorted."""

AnyScale = Annotated[Scale, BeforeValidator(_read_scale)]
"""A scale, also as an enum class or as plain data."""

Instant = Annotated[AwareDatetime, BeforeValidator(_read_instant), AfterValidator(_in_utc)]
"""An aware datetime, kept in UTC, so that equal instants are equal values."""
