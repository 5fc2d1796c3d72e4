"""One rule: when it matches, and what it answers then."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any, TypeAlias

from pydantic import AfterValidator, PlainSerializer, PlainValidator, WithJsonSchema

from supportops._frozen import FrozenMap
from supportops._model import Model
from supportops.errors import ConfigurationError, near
from supportops.triage.conditions import OPERATORS, Condition, Value, read_value
from supportops.triage.outputs import Output, read_output

__all__ = ["Rule", "When", "as_condition"]


def _read_when(given: object) -> FrozenMap[str, Condition | Value]:
    if not isinstance(given, Mapping):
        raise ValueError(f"{given!r} is no mapping of a field to a condition or a value")  # noqa: TRY004 - for pydantic
    found: dict[str, Condition | Value] = {}
    faults: list[tuple[str, str]] = []
    for field, asked in given.items():
        if not isinstance(field, str) or not field.strip():
            faults.append((str(field), f"{field!r} is no name of a field"))
            continue
        try:
            found[str.__str__(field)] = _read_asked(asked)
        except ConfigurationError as error:
            faults += [(".".join(filter(None, (field, path))), text) for path, text in error.faults]
        except ValueError as error:
            faults.append((field, str(error)))
    if faults:
        raise ConfigurationError(faults)
    return FrozenMap(found)


def _read_asked(asked: object) -> Condition | Value:
    if isinstance(asked, Condition):
        return asked
    if isinstance(asked, Mapping) and set(asked) & {*OPERATORS, "op"}:
        return Condition.model_validate(asked)
    if isinstance(asked, list | tuple | set | frozenset):
        raise ValueError(  # noqa: TRY004 - for pydantic
            f"{asked!r} are several values; write any_of({', '.join(map(repr, asked))})"
        )
    if isinstance(asked, Mapping) and set(asked) != {"date"}:
        hint = near(next(map(str, asked), ""), OPERATORS)
        raise ValueError(f"{dict(asked)!r} is no value to compare with and no condition; {hint}")
    value = read_value(asked)
    if value is None:
        raise ValueError("None is no value to compare with; is_missing() asks for a missing fact")
    return value


def _write_when(when: Mapping[str, Condition | Value]) -> dict[str, object]:
    return {field: _write_asked(asked) for field, asked in when.items()}


def _write_asked(asked: Condition | Value) -> object:
    if isinstance(asked, Condition):
        return asked.model_dump(mode="json")
    return {"date": asked.isoformat()} if isinstance(asked, date) else asked


When: TypeAlias = Annotated[
    Mapping[str, Condition | Value],
    PlainValidator(_read_when),
    PlainSerializer(_write_when, when_used="json"),
    WithJsonSchema({"type": "object"}),
]
"""A pydantic field type: field to condition, or to the value it must have."""

Kept: TypeAlias = Annotated[Any, AfterValidator(read_output), WithJsonSchema({"not": {"type": "null"}})]


class Rule(Model):
    """One row of a decision table.

    Attributes:
        id: names the rule in every answer.
        when: field to condition; a plain value means equality, a field left out any value. All must hold.
        then: the answer.
        note: why the rule is there, for readers.

    Raises:
        ConfigurationError: a condition or value of a wrong kind, a null output. Ids are checked by the table.

    Example:
        >>> rule = Rule("money", {"category": "billing"}, "P3", note="The customer cannot pay.")
        >>> rule.then
        'P3'
    """

    id: str
    when: When
    then: Kept
    note: str = ""

    def __init__(self, id: str, when: Mapping[str, Condition | object], then: Output, note: str = "") -> None:  # noqa: A002
        super().__init__(id=id, when=when, then=then, note=note)

    __init__.__pydantic_base_init__ = True  # type: ignore[attr-defined]

    @property
    def conditions(self) -> dict[str, Condition]:
        """What it asks, field by field, plain values as conditions."""
        return {field: as_condition(asked) for field, asked in self.when.items()}


def as_condition(asked: Condition | Value) -> Condition:
    """Return a condition as it is, a plain value as the condition to be it."""
    return asked if isinstance(asked, Condition) else Condition(op="any_of", values=(asked,))
