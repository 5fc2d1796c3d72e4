"""What each input's facts may be, which conditions fit it, and whether a condition holds for a fact that is there."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from functools import cached_property
from math import inf
from numbers import Real
from typing import Any, TypeAlias

from supportops._frozen import FrozenMap
from supportops.errors import DomainError, near, shortened
from supportops.triage.conditions import Condition, Value
from supportops.triage.inputs import OptionalInput
from supportops.triage.words import Folded, Phrase
from supportops.vocabulary import Scale

__all__ = ["Domain", "Fact", "before", "compares", "domain_of", "holds", "is_no_value", "plain"]

Fact: TypeAlias = object

_COMPARING = ("between", "at_least", "at_most", "more_than", "less_than")
_ALWAYS = ("any_of", "none_of", "is_missing", "is_present")
_FITTING: dict[str, tuple[str, ...]] = {
    "labels": (*_ALWAYS, "changed_to"),
    "scale": (*_ALWAYS, "changed_to", *_COMPARING[1:]),
    "number": (*_ALWAYS, "changed_to", *_COMPARING),
    "integer": (*_ALWAYS, "changed_to", *_COMPARING),
    "date": (*_ALWAYS, "changed_to", *_COMPARING),
    "text": (*_ALWAYS, "changed_to", "contains_words", "starts_with"),
    "boolean": (*_ALWAYS, "changed_to"),
    "tags": _ALWAYS,
}
_NAMES = {
    "labels": "labels without an order (a Scale has one)",
    "scale": "labels of a scale",
    "number": "a number",
    "integer": "a whole number",
    "date": "a date",
    "text": "a text",
    "boolean": "yes or no",
    "tags": "tags",
}
_WANTED = {
    "number": "a finite number",
    "integer": "a whole number (int)",
    "date": "a date without a time (datetime.date)",
    "text": "a text",
    "boolean": "True or False",
    "tags": "a set, list or tuple of texts",
}


@dataclass(frozen=True)
class Domain:
    """An input as the evaluation and the analysis see it."""

    kind: str
    """labels, scale, number, integer, date, text, boolean or tags."""
    labels: tuple[str, ...] = ()
    """Of labels and scales; of a scale with the top first."""
    bound: Condition | None = None
    """Of numbers: what they must satisfy."""
    is_optional: bool = False
    position: Mapping[str, int] = field(default_factory=FrozenMap)
    """Of a scale: larger towards the top."""

    def read(self, value: Fact, name: str) -> Fact:
        """Return a fact that is there, checked: the value of an enum's member, tags as a frozenset.

        Raises:
            DomainError: of a wrong type, or outside the domain.
        """
        read = self._readable(value)
        if read is None:
            raise DomainError(
                f"{name} is {shortened(repr(value))}; {self._hint(value)}", field=name, value=value, allowed=self.labels
            )
        if self.bound is not None and not holds(self.bound, read, self):
            raise DomainError(
                f"{name} is {shortened(repr(value))}; allowed: {name} {self.bound}", field=name, value=value
            )
        return read

    @cached_property
    def _known(self) -> frozenset[str]:
        return frozenset(self.labels)

    def _readable(self, value: Fact) -> Fact:
        given = plain(value)
        if self.kind in ("labels", "scale"):
            return str.__str__(given) if isinstance(given, str) and given in self._known else None
        return _READERS[self.kind](given)

    def _hint(self, value: Fact, near: Callable[[str, Iterable[str]], str] = near) -> str:
        if not self.labels:
            return f"give {_WANTED[self.kind]}" + (" or None" if is_no_value(value) else "")
        return near(value, self.labels) if isinstance(value, str) else f"write one of {', '.join(self.labels)}"

    def faults(self, condition: Condition, near: Callable[[str, Iterable[str]], str] = near) -> Iterator[str]:
        """Yield what keeps a condition from being asked of this input. Bounds do not: the analysis finds such rules."""
        if condition.op not in _FITTING[self.kind]:
            fitting = ", ".join(_FITTING[self.kind])
            yield f"{condition.op} cannot be asked of {_NAMES[self.kind]}; allowed: {fitting}"
        elif condition.op not in ("contains_words", "starts_with"):
            element = Domain("text") if self.kind == "tags" else self
            for value in condition.values:
                if value is not None and element._readable(value) is None:
                    yield f"{value!r} is not a value of this input; {element._hint(value, near)}"


def is_no_value(value: Any) -> bool:  # noqa: ANN401 - a fact of whatever type
    """Return whether a value is what data frames write for nothing: NaN, NaT, NA."""
    return type(value).__name__ in ("NAType", "NaTType") or (isinstance(value, float) and value != value)


def plain(value: Fact) -> Any:  # noqa: ANN401 - the fact itself, of whatever type
    """Return the value of an enum's member, the Python value of a numpy scalar, anything else as it is."""
    if isinstance(value, Enum):
        return value.value
    # A scalar of numpy becomes the Python value it stands for; an array, which can change, is no fact.
    is_scalar = type(value).__module__ == "numpy" and hasattr(value, "item") and not hasattr(value, "__setitem__")
    return value.item() if is_scalar else value  # type: ignore[attr-defined]


def _number(value: Any) -> Fact:  # noqa: ANN401 - it may be anything
    if isinstance(value, bool) or not isinstance(value, Real | Decimal):
        return None
    # A Decimal that is no number refuses to be compared.
    is_number: bool = value.is_finite() if isinstance(value, Decimal) else -inf < value < inf  # type: ignore[operator]
    return value if is_number else None


def _integer(value: Fact) -> Fact:
    return None if isinstance(value, bool) or not isinstance(value, int) else value


def _date(value: Fact) -> Fact:
    return value if isinstance(value, date) and not isinstance(value, datetime) else None


def _text(value: Fact) -> Fact:
    return str.__str__(value) if isinstance(value, str) else None


def _boolean(value: Fact) -> Fact:
    return value if isinstance(value, bool) else None


def _tags(value: Fact) -> Fact:
    if not isinstance(value, set | frozenset | list | tuple):
        return None
    tags = [plain(tag) for tag in value]
    return frozenset(tags) if all(isinstance(tag, str) for tag in tags) else None


_READERS: dict[str, Callable[[Fact], Fact]] = {
    "number": _number, "integer": _integer, "date": _date, "text": _text, "boolean": _boolean, "tags": _tags,
}  # fmt: skip


def domain_of(given: Scale | tuple[str, ...] | str | Condition | OptionalInput) -> Domain:
    """Return what an input says of its facts."""
    if isinstance(given, OptionalInput):
        inner = domain_of(given.input)
        return Domain(inner.kind, inner.labels, inner.bound, is_optional=True, position=inner.position)
    if isinstance(given, Scale):
        ordered = [given.label(rank) for rank in range(1, len(given) + 1)]
        return Domain("scale", tuple(ordered), position=FrozenMap({label: -rank for rank, label in enumerate(ordered)}))
    if isinstance(given, Condition):
        return Domain("number", bound=given)
    return Domain(given) if isinstance(given, str) else Domain("labels", given)


def before(name: str) -> str:
    """Return the name of the fact that says what another one was before."""
    return f"{name}_before"


def holds(condition: Condition, value: Fact, domain: Domain) -> bool:
    """Return whether a condition holds for a fact that is there and has been read; not for `changed_to`.

    The one place that says what a condition means: the index and the analysis are built on it.
    """
    op, values = condition.op, condition.values
    if op in ("is_missing", "is_present"):
        return op == "is_present"
    if op in ("any_of", "none_of"):
        shared = any(tag in values for tag in value) if isinstance(value, frozenset) else value in values
        return shared == (op == "any_of")
    if op == "contains_words":
        folded = Folded(str(value))
        return any(Phrase(str(phrase)) in folded for phrase in values)
    if op == "starts_with":
        return str(value).startswith(str(values[0]))
    if domain.position:
        return compares(condition, domain.position[str(value)], lambda end: domain.position[str(end)])
    return compares(condition, value, lambda end: end)


def compares(condition: Condition, at: Any, place: Callable[[Value], Any]) -> bool:  # noqa: ANN401 - of one order
    """Return whether a comparison holds at a place of an order; `place` says where its ends are."""
    ends = [None if end is None else place(end) for end in condition.values]
    low, high, closed = None, None, "both"
    if condition.op == "between":
        (low, high), closed = ends, condition.closed
    elif condition.op in ("at_least", "more_than"):
        low, closed = ends[0], "left" if condition.op == "at_least" else "neither"
    else:
        high, closed = ends[0], "right" if condition.op == "at_most" else "neither"
    above = low is None or (low <= at if closed in ("left", "both") else low < at)
    below = high is None or (at <= high if closed in ("right", "both") else at < high)
    return above and below
