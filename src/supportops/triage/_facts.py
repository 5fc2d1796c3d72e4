"""The facts of a ticket as a value that can be stored: the same again after JSON."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Annotated, Any, TypeAlias

from pydantic import PlainSerializer, PlainValidator, WithJsonSchema

from supportops._frozen import FrozenMap
from supportops.triage._domains import plain
from supportops.triage.conditions import read_value
from supportops.triage.outputs import Record, read_output

__all__ = ["Facts", "kept", "written"]


def kept(value: object) -> object:
    """Return a fact as JSON can hold it: a set in order, an exact number as text."""
    value = plain(value)
    if isinstance(value, Mapping) and set(value) == {"date"}:
        return read_value(value)
    if isinstance(value, date):
        return value
    if isinstance(value, set | frozenset):
        return _encodable(tuple(sorted(str(plain(item)) for item in value)))
    if isinstance(value, Decimal | Fraction):
        return str(value)
    return None if value is None else _encodable(read_output(value))


def _encodable(value: object) -> object:
    """Return a fact without half characters, as broken mail subjects have them: no JSON can hold these."""
    if isinstance(value, str):
        return value.encode("utf-8", "backslashreplace").decode("utf-8")
    if isinstance(value, tuple):
        return tuple(map(_encodable, value))
    if isinstance(value, Record):
        return Record({str(_encodable(name)): _encodable(part) for name, part in value.items()})
    return value


def written(value: object) -> object:
    """Return a kept fact as JSON has it."""
    return {"date": value.isoformat()} if isinstance(value, date) else value


def _read_facts(given: object) -> FrozenMap[str, object]:
    if not isinstance(given, Mapping):
        raise ValueError(f"{given!r} is no mapping of input to fact")  # noqa: TRY004 - for pydantic
    return FrozenMap({name: kept(value) for name, value in given.items()})


def _write_facts(facts: Mapping[str, object]) -> dict[str, object]:
    return {name: written(value) for name, value in facts.items()}


Facts: TypeAlias = Annotated[
    Mapping[str, Any],
    PlainValidator(_read_facts),
    PlainSerializer(_write_facts, when_used="json"),
    WithJsonSchema({"type": "object"}),
]
"""A pydantic field type: name to fact."""
