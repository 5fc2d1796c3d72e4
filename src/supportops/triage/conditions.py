"""What a rule asks of one fact, as data: no regular expressions, nothing that can run away."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from enum import Enum
from math import isfinite
from typing import Annotated, Any, Literal, TypeAlias, get_args

from pydantic import BeforeValidator, WithJsonSchema, model_serializer, model_validator

from supportops._model import Model
from supportops.triage._condition_words import shown
from supportops.triage.words import Phrase

__all__ = [
    "OPERATORS",
    "Condition",
    "Value",
    "any_of",
    "at_least",
    "at_most",
    "between",
    "changed_to",
    "contains_words",
    "is_missing",
    "is_present",
    "less_than",
    "more_than",
    "none_of",
    "read_value",
    "starts_with",
]

Value: TypeAlias = str | bool | int | float | date
"""What a condition compares with: a label, a text, yes or no, a number, a date."""

Operator: TypeAlias = Literal[
    "any_of", "none_of", "between", "at_least", "at_most", "more_than", "less_than",
    "contains_words", "starts_with", "is_missing", "is_present", "changed_to",
]  # fmt: skip
Closed: TypeAlias = Literal["left", "right", "both", "neither"]

OPERATORS: tuple[str, ...] = get_args(Operator)
"""The names of all conditions."""

_SEVERAL = frozenset({"any_of", "none_of", "contains_words"})
_NOTHING = frozenset({"is_missing", "is_present"})
_TEXTS = frozenset({"contains_words", "starts_with"})
_BETWEEN = {
    "left": "between {} and {}",
    "right": "over {} and up to {}",
    "both": "from {} to {}",
    "neither": "over {} and under {}",
}
_SIGNS = {"at_least": ">=", "at_most": "<=", "more_than": ">", "less_than": "<"}


def read_value(given: object) -> Value | None:
    """Return a value of a condition as it is kept: the value of an enum's member, a date that JSON wrote."""
    if isinstance(given, Enum):
        given = given.value
    if type(given).__module__ == "numpy" and hasattr(given, "item") and not hasattr(given, "__setitem__"):
        given = given.item()
    if isinstance(given, Mapping) and set(given) == {"date"} and isinstance(given["date"], str):
        return date.fromisoformat(given["date"])
    if isinstance(given, datetime):
        raise ValueError(  # noqa: TRY004 - pydantic turns no TypeError into a fault
            f"{given!r} is an instant; a condition compares with dates, numbers, texts and labels"
        )
    if isinstance(given, float) and not isfinite(given):
        raise ValueError(f"{given!r} is no finite number; leave an end open with None")
    if given is None or isinstance(given, str | bool | int | float | date):
        # A member of a text enum is the text.
        return str.__str__(given) if isinstance(given, str) else given
    raise ValueError(f"{given!r} is no value to compare with; give a text, a number, a date, True or False")


def _written(value: Value | None) -> object:
    return {"date": value.isoformat()} if isinstance(value, date) else value


Kept = Annotated[Value | None, BeforeValidator(read_value), WithJsonSchema({})]


class Condition(Model):
    """One question to one fact. Written by the functions of this module; in JSON `{"any_of": ["billing", "api"]}`.

    Attributes:
        op: which question.
        values: what the fact is compared with; two of them, None for an open end, for `between`.
        closed: which ends belong to `between`.

    Raises:
        ConfigurationError: no values, values of a wrong kind, or ends with nothing between them.
    """

    op: Operator
    values: tuple[Kept, ...] = ()
    closed: Closed = "left"

    @model_validator(mode="before")
    @classmethod
    def _read(cls, given: Any) -> Any:  # noqa: ANN401 - raw input
        if not isinstance(given, Mapping) or "op" in given:
            return given
        named = [key for key in given if key in OPERATORS]
        if len(named) != 1 or not set(given) <= {*named, "closed"}:
            raise ValueError(f"{dict(given)!r} is no condition; write one of {', '.join(OPERATORS)} with its values")
        op, values = named[0], given[named[0]]
        if op in _NOTHING:
            values = () if values is True else (values,)
        elif not isinstance(values, list | tuple):
            values = (values,)
        return {"op": op, "values": values, **({"closed": given["closed"]} if "closed" in given else {})}

    @model_validator(mode="after")
    def _check(self) -> Condition:
        wanted = {"between": 2}.get(self.op, 0 if self.op in _NOTHING else 1)
        if self.op in _SEVERAL:
            if not self.values:
                raise ValueError(f"{self.op}() needs at least one value; without any it could never hold")
        elif len(self.values) != wanted:
            raise ValueError(f"{self.op} takes {wanted} value{'' if wanted == 1 else 's'}, got {self.values!r}")
        if self.op == "between":
            self._check_ends()
        elif self.closed != "left":
            raise ValueError(f"closed says which ends belong to between, and {self.op} has none; leave it out")
        elif None in self.values:
            raise ValueError(f"{self.op} cannot compare with None; is_missing() asks for a missing fact")
        if self.op in _TEXTS:
            self._check_texts()
        return self

    def _check_ends(self) -> None:
        low, high = self.values
        if low is None and high is None:
            raise ValueError("between(None, None) holds for everything; leave the field out, or write is_present()")
        if any(isinstance(end, str | bool) for end in self.values):
            raise ValueError(f"between takes numbers or dates, got {low!r} and {high!r}; for labels write any_of(...)")
        if low is None or high is None:
            return
        if isinstance(low, date) != isinstance(high, date):
            raise ValueError(f"between takes two numbers or two dates, got {low!r} and {high!r}")
        if low > high or (low == high and self.closed != "both"):  # type: ignore[operator]  # of one kind
            raise ValueError(f"nothing is between {low!r} and {high!r}" + (
                "; give the lower end first" if low > high else "; closed='both' holds for that value"  # type: ignore[operator]
            ))  # fmt: skip

    def _check_texts(self) -> None:
        for value in self.values:
            if not isinstance(value, str) or not value:
                raise ValueError(f"{self.op} looks for text, got {value!r}")
            if self.op == "contains_words":
                Phrase(value)

    @model_serializer
    def _write(self) -> dict[str, object]:
        written = [_written(value) for value in self.values]
        if self.op == "between":
            return {"between": written, "closed": self.closed}
        return {self.op: written if self.op in _SEVERAL else written[0] if written else True}

    @classmethod
    def __get_pydantic_json_schema__(cls, *_: Any) -> dict[str, Any]:  # noqa: ANN401 - pydantic's signature
        properties = {**{op: {} for op in OPERATORS}, "closed": {"enum": list(get_args(Closed))}}
        return {"type": "object", "properties": properties, "minProperties": 1, "additionalProperties": False}

    def __repr__(self) -> str:
        closed = f", closed={self.closed!r}" if self.op == "between" and self.closed != "left" else ""
        return f"{self.op}({', '.join(map(repr, self.values))}{closed})"

    def __str__(self) -> str:
        """Return what stands behind the field's name: "= billing or api", "between 10,000 and 50,000"."""
        if self.op in _NOTHING:
            return self.op.replace("_", " ")
        if self.op == "between":
            return _between(self)
        if self.op in _TEXTS:
            verb = "contains" if self.op == "contains_words" else "starts with"
            return f"{verb} {' or '.join(map(repr, self.values))}"
        if self.op == "any_of":
            return "= " + " or ".join(map(shown, self.values))
        if self.op == "none_of":
            return "is not " + " or ".join(map(shown, self.values))
        return f"{_SIGNS.get(self.op, 'changed to')} {shown(self.values[0])}"


def _between(condition: Condition) -> str:
    low, high = condition.values
    if high is None:
        return f"{'>=' if condition.closed in ('left', 'both') else '>'} {shown(low)}"
    if low is None:
        return f"{'<=' if condition.closed in ('right', 'both') else '<'} {shown(high)}"
    return _BETWEEN[condition.closed].format(shown(low), shown(high))


def any_of(*values: Value) -> Condition:
    """Return the condition that the fact is one of these; of tags, that they share one.

    Example:
        >>> print("category", any_of("billing", "api"))
        category = billing or api
    """
    return Condition(op="any_of", values=values)


def none_of(*values: Value) -> Condition:
    """Return the condition that the fact is none of these; of tags, that they share none."""
    return Condition(op="none_of", values=values)


def between(low: float | date | None, high: float | date | None, *, closed: Closed = "left") -> Condition:
    """Return the condition that a number or date lies between two ends; None leaves an end open.

    Args:
        low: the lower end.
        high: the upper end.
        closed: which ends belong to it: "left" (low <= x < high), "right", "both" or "neither".

    Example:
        >>> print("arr", between(10_000, 50_000))
        arr between 10,000 and 50,000
    """
    return Condition(op="between", values=(low, high), closed=closed)


def at_least(x: Value) -> Condition:
    """Return the condition >= x: of numbers and dates as they are, of a scale's labels towards its top.

    Example:
        >>> at_least("P2")  # P2 or P1
        at_least('P2')
    """
    return Condition(op="at_least", values=(x,))


def at_most(x: Value) -> Condition:
    """Return the condition <= x; of a scale's labels, this one or further from the top."""
    return Condition(op="at_most", values=(x,))


def more_than(x: Value) -> Condition:
    """Return the condition > x; of a scale's labels, nearer the top."""
    return Condition(op="more_than", values=(x,))


def less_than(x: Value) -> Condition:
    """Return the condition < x; of a scale's labels, further from the top."""
    return Condition(op="less_than", values=(x,))


def contains_words(*phrases: str) -> Condition:
    """Return the condition that a text contains one of the phrases, as whole words in a row.

    Example:
        >>> print("subject", contains_words("refund", "charged twice"))
        subject contains 'refund' or 'charged twice'
    """
    return Condition(op="contains_words", values=phrases)


def starts_with(text: str) -> Condition:
    """Return the condition that a text begins with exactly this, letter by letter."""
    return Condition(op="starts_with", values=(text,))


def is_missing() -> Condition:
    """Return the condition that the fact is not there, or None. It is never open."""
    return Condition(op="is_missing")


def is_present() -> Condition:
    """Return the condition that the fact is there. It is never open."""
    return Condition(op="is_present")


def changed_to(x: Value) -> Condition:
    """Return the condition that the fact is this now and was another before: `facts[field + "_before"]`."""
    return Condition(op="changed_to", values=(x,))
