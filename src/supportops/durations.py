"""Amounts of open time: "15m", "8h", "5 business days".

A bare day is refused, because nobody agrees what it is: 24 hours, or a working day?
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import timedelta
from typing import Annotated, Any, Literal

from pydantic import (
    BeforeValidator,
    Field,
    PlainSerializer,
    WithJsonSchema,
    model_serializer,
    model_validator,
)

from supportops._instants import us_of
from supportops._model import Model
from supportops.errors import DomainError

__all__ = [
    "Amount",
    "BusinessDays",
    "Duration",
    "Elapsed",
    "format_duration",
    "parse_amount",
    "parse_duration",
    "parse_elapsed",
]

_UNITS_US = {"w": None, "d": None, "h": 3_600_000_000, "m": 60_000_000, "s": 1_000_000, "ms": 1_000, "us": 1}
_ELAPSED_US = {**_UNITS_US, "d": 86_400_000_000, "w": 604_800_000_000}
_WORDS = {
    "hour": "h", "hours": "h", "hr": "h", "hrs": "h",
    "minute": "m", "minutes": "m", "min": "m", "mins": "m",
    "second": "s", "seconds": "s", "sec": "s", "secs": "s",
    "day": "d", "days": "d", "week": "w", "weeks": "w",
}  # fmt: skip
_PART = re.compile(r"\s*([0-9]+(?:\.[0-9]+)?)\s*([a-z]+)\s*", re.ASCII)
_BUSINESS_DAYS = re.compile(
    r"\s*([0-9]+)\s*business[ _-]?days?(\s*(?:until|till|by)\s*close)?\s*", re.ASCII | re.IGNORECASE
)
_MAX_TEXT = 100


class BusinessDays(Model):
    """So many days that have open hours.

    `until="same_time"` lands at the same local time on the nth later date with open hours, moved to the
    nearest open instant at or after it; `until="close"` at that date's closing.

    Example:
        >>> BusinessDays(5)
        BusinessDays(5)
        >>> str(BusinessDays(1, until="close"))
        '1 business day until close'
    """

    n: int = Field(strict=True)
    until: Literal["same_time", "close"] = "same_time"

    def __init__(self, n: int, *, until: Literal["same_time", "close"] = "same_time") -> None:
        super().__init__(n=n, until=until)

    __init__.__pydantic_base_init__ = True  # type: ignore[attr-defined]

    @model_validator(mode="before")
    @classmethod
    def _read(cls, given: Any) -> Any:  # noqa: ANN401 - raw input
        if isinstance(given, str):
            match = _BUSINESS_DAYS.fullmatch(given) if len(given) <= _MAX_TEXT else None
            if match is None:
                raise ValueError(
                    f"{given[:_MAX_TEXT]!r} is not an amount of business days; write for example '5 business days'"
                )
            return {"n": int(match[1]), "until": "close" if match[2] else "same_time"}
        return given

    @model_validator(mode="after")
    def _check(self) -> BusinessDays:
        if not 1 <= self.n <= 100_000:
            raise ValueError(f"a number of business days is at least 1 and at most 100000, got {self.n!r}")
        return self

    @model_serializer
    def _write(self) -> str:
        return str(self)

    @classmethod
    def __get_pydantic_json_schema__(cls, *_: Any) -> dict[str, Any]:  # noqa: ANN401 - pydantic's signature
        return {"type": "string", "examples": ["5 business days", "1 business day until close"]}

    def __str__(self) -> str:
        days = "business day" if self.n == 1 else "business days"
        return f"{self.n} {days}" + (" until close" if self.until == "close" else "")

    def __repr__(self) -> str:
        return f"BusinessDays({self.n})" if self.until == "same_time" else f"BusinessDays({self.n}, until='close')"


def parse_duration(text: str | timedelta) -> timedelta:
    """Return an amount of time written with its units: "15m", "8h", "1h30m", "90 seconds".

    Units are h, m, s, ms and us, or their English words. A sign may stand in front.

    Raises:
        DomainError: no unit, an unknown unit, a bare day or week, or text that is no amount.

    Example:
        >>> parse_duration("1h 30m")
        datetime.timedelta(seconds=5400)
    """
    return _parsed(text, _UNITS_US)


def parse_elapsed(text: str | timedelta) -> timedelta:
    """Return an amount of time as it passes on the wall: as `parse_duration`, and a day is 24 hours, a week 7 days.

    For ages, waits and rhythms, which no calendar counts.

    Raises:
        DomainError: no unit, an unknown unit, or text that is no amount.

    Example:
        >>> parse_elapsed("3 days"), parse_elapsed("1 week")
        (datetime.timedelta(days=3), datetime.timedelta(days=7))
    """
    return _parsed(text, _ELAPSED_US)


def parse_amount(value: str | timedelta | BusinessDays) -> timedelta | BusinessDays:
    """Return a duration or a number of business days, from text or as given.

    Raises:
        DomainError: text that is no amount of time.
        ConfigurationError: text that names business days, but no number of them from 1 to 100000.

    Example:
        >>> parse_amount("5 business days"), parse_amount("8h")
        (BusinessDays(5), datetime.timedelta(seconds=28800))
    """
    if isinstance(value, BusinessDays):
        return value
    if isinstance(value, str) and "business" in value.lower():
        return BusinessDays.model_validate(value)
    return parse_duration(value)


def format_duration(amount: timedelta) -> str:
    """Return a duration as text that `parse_duration` reads back.

    Example:
        >>> format_duration(timedelta(hours=1, minutes=30)), format_duration(timedelta(days=2))
        ('1h30m', '48h')
    """
    us = us_of(amount)
    sign, us = ("-", -us) if us < 0 else ("", us)
    parts = []
    for unit, size in (("h", 3_600_000_000), ("m", 60_000_000), ("s", 1_000_000), ("us", 1)):
        count, us = divmod(us, size)
        if count:
            parts.append(f"{count}{unit}")
    return sign + "".join(parts) if parts else "0m"


def _parsed(text: str | timedelta, sizes: Mapping[str, int | None]) -> timedelta:
    if isinstance(text, timedelta):
        return text if type(text) is timedelta else _plain(text)
    if not isinstance(text, str):
        raise DomainError(f"{text!r} is not an amount of time; write it with its unit, for example '15m'")
    body = text.strip().lower()
    if len(body) > _MAX_TEXT:
        raise DomainError(f"an amount of time of {len(body)} characters is too long; write for example '15m'")
    sign, body = (-1, body[1:]) if body.startswith("-") else (1, body)
    total, position = 0, 0
    while position < len(body):
        match = _PART.match(body, position)
        if match is None:
            raise DomainError(f"{text!r} is not an amount of time; write number and unit, for example '15m' or '1h30m'")
        total += _part_us(text, match[1], match[2], sizes)
        position = match.end()
    if not body:
        raise DomainError(f"{text!r} is not an amount of time; write for example '15m', '8h' or '5 business days'")
    try:
        return sign * timedelta(microseconds=total)
    except OverflowError:
        raise DomainError(f"{text!r} is more time than a timedelta can hold") from None


def _plain(amount: timedelta) -> timedelta:
    """Return the timedelta of another library as a plain one."""
    if getattr(amount, "nanoseconds", 0):
        raise DomainError(f"{amount!r} is finer than a microsecond; round it")
    return timedelta(days=amount.days, seconds=amount.seconds, microseconds=amount.microseconds)


def _part_us(text: str, number: str, word: str, sizes: Mapping[str, int | None]) -> int:
    unit = _WORDS.get(word, word)
    if unit == "business":
        raise DomainError(f"{text!r} counts business days, which are no fixed time; write hours here ('24h')")
    if unit not in _UNITS_US:
        others = "'business days'" if sizes["d"] is None else "days or weeks"
        raise DomainError(f"{text!r} has the unit {word!r}; allowed: h, m, s, ms, us or {others}")
    size = sizes[unit]
    if size is None:
        raise DomainError(
            f"{text!r} counts bare days or weeks, which mean different things to different people; "
            f"write hours ('24h') or business days ('1 business day')"
        )
    whole, _, fraction = number.partition(".")
    parts: int = 10 ** len(fraction)
    us, rest = divmod(int(fraction or "0") * size, parts)
    if rest:
        raise DomainError(f"{text!r} is finer than a microsecond; round it")
    return int(whole) * size + us


def _read_duration(value: object) -> timedelta:
    return parse_duration(value)  # type: ignore[arg-type]  # it refuses what is neither


Duration = Annotated[
    timedelta,
    BeforeValidator(_read_duration),
    PlainSerializer(format_duration, return_type=str, when_used="json"),
    WithJsonSchema({"type": "string", "examples": ["15m", "8h", "1h30m"]}),
]
"""A pydantic field type: a timedelta, or text such as "15m"; written to JSON as text."""


def _read_elapsed(value: object) -> timedelta:
    return parse_elapsed(value)  # type: ignore[arg-type]  # it refuses what is neither


Elapsed = Annotated[
    timedelta,
    BeforeValidator(_read_elapsed),
    PlainSerializer(format_duration, return_type=str, when_used="json"),
    WithJsonSchema({"type": "string", "examples": ["15m", "24h", "3 days"]}),
]
"""A pydantic field type: a timedelta, or text in which a day is 24 hours; written to JSON as text."""


def _write_amount(value: timedelta | BusinessDays) -> str:
    return str(value) if isinstance(value, BusinessDays) else format_duration(value)


Amount = Annotated[
    timedelta | BusinessDays,
    BeforeValidator(parse_amount),
    PlainSerializer(_write_amount, return_type=str, when_used="json"),
    WithJsonSchema({"type": "string", "examples": ["15m", "8h", "5 business days", "1 business day until close"]}),
]
"""A pydantic field type: a duration or `BusinessDays`, or either as text; written to JSON as text."""
