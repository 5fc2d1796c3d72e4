"""What a message says, as a value that can be stored: facts, instants in UTC, amounts of time."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Annotated, Any, TypeAlias

from pydantic import PlainSerializer, PlainValidator, WithJsonSchema

from supportops._frozen import FrozenMap
from supportops._instants import from_us, to_us
from supportops.durations import format_duration, parse_duration
from supportops.errors import DomainError
from supportops.triage._blank import is_blank
from supportops.triage._facts import kept, written
from supportops.triage._names import plain

__all__ = ["Said", "said"]


def said(fact: object) -> object:
    """Return a fact as it is kept; None if it says nothing.

    Raises:
        ValueError: it is nothing that JSON can hold, or an instant without a zone.
    """
    fact = _read(plain(fact))
    if is_blank(fact):
        return None
    if isinstance(fact, datetime):
        return from_us(to_us(fact))
    return fact if isinstance(fact, timedelta) else kept(fact)


def _read(fact: object) -> object:
    """Return the instant or the amount of time that JSON wrote; anything else as it is."""
    if not isinstance(fact, Mapping) or len(fact) != 1:
        return fact
    try:
        match dict(fact):
            case {"instant": str(text)}:
                instant = datetime.fromisoformat(text)
                return fact if instant.tzinfo is None else instant
            case {"duration": str(text)}:
                return parse_duration(text)
    except (ValueError, DomainError):
        return fact
    return fact


def _read_said(given: object) -> FrozenMap[str, object]:
    if not isinstance(given, Mapping):
        raise ValueError(f"{given!r} is no mapping of field to what it says")  # noqa: TRY004 - for pydantic
    found = {str(plain(name)): said(fact) for name, fact in given.items()}
    return FrozenMap({name: fact for name, fact in found.items() if fact is not None})


def _write_said(facts: Mapping[str, object]) -> dict[str, object]:
    return {name: _written(fact) for name, fact in facts.items()}


def _written(fact: object) -> object:
    if isinstance(fact, datetime):
        return {"instant": fact.isoformat()}
    return {"duration": format_duration(fact)} if isinstance(fact, timedelta) else written(fact)


Said: TypeAlias = Annotated[
    Mapping[str, Any],
    PlainValidator(_read_said),
    PlainSerializer(_write_said, when_used="json"),
    WithJsonSchema({"type": "object"}),
]
"""A pydantic field type: field to what it says; fields that say nothing are left out."""
