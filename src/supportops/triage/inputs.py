"""What a decision table knows about each fact it reads: its labels, its kind, its bounds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from enum import Enum
from typing import Any, Literal, TypeAlias, TypeGuard, get_args

from pydantic import model_serializer, model_validator

from supportops._model import Model
from supportops.errors import ConfigurationError, near
from supportops.triage.conditions import OPERATORS, Condition
from supportops.vocabulary import Scale

__all__ = ["KINDS", "Input", "Kind", "OptionalInput", "optional", "read_input", "write_input"]

Kind: TypeAlias = Literal["number", "integer", "text", "boolean", "date", "tags"]
"""The kinds of facts that are no labels."""

KINDS: tuple[str, ...] = get_args(Kind)
_BOUNDS = frozenset({"between", "at_least", "at_most", "more_than", "less_than"})


class OptionalInput(Model):
    """An input whose missing value is an answer: true for `is_missing()` only, and never asked for."""

    input: Any

    def __init__(self, input: Input) -> None:  # noqa: A002 - the design's word
        super().__init__(input=input)

    __init__.__pydantic_base_init__ = True  # type: ignore[attr-defined]

    @model_validator(mode="before")
    @classmethod
    def _read(cls, given: Any) -> Any:  # noqa: ANN401 - raw input
        if isinstance(given, Mapping) and set(given) in ({"optional"}, {"input"}):
            [inner] = given.values()
            # Optional once is optional; a loop, as JSON from outside may nest deeper than calls can go.
            while isinstance(inner, Mapping) and set(inner) == {"optional"}:
                inner = inner["optional"]
            return {"input": inner.input if isinstance(inner, OptionalInput) else read_input(inner)}
        return given

    @model_serializer
    def _write(self) -> dict[str, object]:
        return {"optional": write_input(self.input)}

    def __repr__(self) -> str:
        return f"optional({self.input!r})"


Input: TypeAlias = "type[Enum] | Scale | Sequence[str] | Kind | Condition | OptionalInput"
"""An enum class or a `Scale` (ordered labels), a tuple of labels, a kind, a number's bounds, or `optional(...)`."""


def optional(input: Input) -> OptionalInput:  # noqa: A002 - the design's word
    """Return an input that a ticket need not have.

    Example:
        >>> optional("number")
        optional('number')
    """
    return OptionalInput(input)


def read_input(given: object) -> Scale | tuple[str, ...] | str | Condition | OptionalInput:
    """Return an input as it is kept.

    Raises:
        ConfigurationError: it is none.
    """
    if isinstance(given, OptionalInput | Scale):
        return given
    if isinstance(given, type) and issubclass(given, Enum):
        return Scale.of(given)
    if isinstance(given, str):
        if given in KINDS:
            return given
        raise ConfigurationError(
            f"{given!r} is no kind of input; {near(given, KINDS)} Or give a Scale, an enum class, a tuple of labels"
        )
    if isinstance(given, Mapping):
        return _read_object(given)
    if isinstance(given, Condition):
        return _bounds(given)
    if isinstance(given, Sequence):
        return _labels(given)
    raise ConfigurationError(f"{given!r} is no input; give a Scale, an enum class, a tuple of labels, a kind or bounds")


def write_input(given: Scale | tuple[str, ...] | str | Condition | OptionalInput) -> object:
    """Return an input as JSON has it."""
    if isinstance(given, Scale):
        return {"scale": given.model_dump(mode="json")}
    if isinstance(given, Condition | OptionalInput):
        return given.model_dump(mode="json")
    return list(given) if isinstance(given, tuple) else given


def _read_object(given: Mapping[Any, Any]) -> Scale | Condition | OptionalInput:
    if set(given) == {"scale"}:
        return Scale.model_validate(given["scale"])
    if set(given) == {"optional"}:
        return OptionalInput.model_validate(given)
    if set(given) & {*OPERATORS, "op"}:
        return _bounds(Condition.model_validate(given))
    raise ConfigurationError(f"{dict(given)!r} is no input; an object has 'scale', 'optional' or a number's bounds")


def _bounds(condition: Condition) -> Condition:
    is_number = all(end is None or type(end) in (int, float) for end in condition.values)
    if condition.op not in _BOUNDS or not is_number:
        raise ConfigurationError(
            f"{condition!r} does not bound a number; write at_least(0) or between(0, 100), for example"
        )
    return condition


def _labels(given: Sequence[object]) -> tuple[str, ...]:
    labels = [label.value if isinstance(label, Enum) else label for label in given]
    texts = tuple(str.__str__(label) for label in labels if _is_label(label))
    faults = [("", f"{label!r} is no label; write it as text") for label in labels if not _is_label(label)]
    doubled = sorted(label for label, count in Counter(texts).items() if count > 1)
    faults += [("", f"each label may stand once; {label!r} stands more often") for label in doubled]
    if not given:
        faults.append(("", "an input needs at least one label"))
    if faults:
        raise ConfigurationError(faults)
    return texts


def _is_label(given: object) -> TypeGuard[str]:
    return isinstance(given, str) and bool(given.strip())
