"""One input of a table as an index: from a fact straight to the rules that it does not refute.

A set of rules is an integer with a bit for each. What a fact allows is looked up by its label, or by the stretch of the
number line it lies in, so that a decision costs one look-up and one "and" for each input, however many rules there are.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from bisect import bisect_left
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from itertools import accumulate
from math import inf
from operator import xor
from typing import Any

from supportops.triage._domains import Domain, Fact, before, compares
from supportops.triage.conditions import Condition
from supportops.triage.words import PhraseIndex

__all__ = ["EXACT", "Change", "Column", "Days", "Labels", "Line", "Tags", "Texts", "column"]

Asked = Sequence[tuple[int, Condition]]

EXACT = 2**53
"""Up to here every whole number is a float."""


class Column(ABC):
    """The conditions that the rules put to one input, but for `changed_to`."""

    def __init__(self, name: str, domain: Domain, asked: Asked, everything: int) -> None:
        self.name, self.domain, self.asked = name, domain, asked
        self.others = everything & ~_bits(index for index, _ in asked)
        """The rules that ask nothing of it."""
        certain = self.others | _bits(index for index, condition in asked if condition.op == "is_missing")
        never = everything if domain.is_optional else _bits(i for i, condition in asked if condition.op == "is_present")
        self.missing = (certain, certain | (everything & ~never))
        """What holds without the fact, and what may hold."""

    def allowed(self, value: Fact) -> int:
        """Return the rules that a fact which is there does not refute, after checking the fact."""
        return self.of(self.domain.read(value, self.name))

    @abstractmethod
    def of(self, value: Any) -> int:  # noqa: ANN401 - a fact of the domain
        """Return the rules that a checked fact does not refute."""


class Labels(Column):
    """Labels, and yes or no: a table of all there are."""

    def __init__(self, name: str, domain: Domain, asked: Asked, everything: int) -> None:
        super().__init__(name, domain, asked, everything)
        # The top of a scale stands last, as the larger of two numbers does.
        values: tuple[Fact, ...] = (False, True) if domain.kind == "boolean" else domain.labels[::-1]
        places = {value: place for place, value in enumerate(values)}
        masks = _held(len(values), asked, places.__getitem__)
        self.masks = {value: self.others | mask for value, mask in zip(values, masks, strict=True)}

    def of(self, value: Any) -> int:  # noqa: ANN401
        return self.masks[value]


class Line(Column):
    """Numbers and dates: the line is cut at every value that a rule or a bound names.

    With points p0 < p1 < ..., cell 2 i + 1 is the point p_i itself and cell 2 i what lies before it. The first and the
    last point are the infinities, which no fact may be.
    """

    def __init__(self, name: str, domain: Domain, asked: Asked, everything: int) -> None:
        super().__init__(name, domain, asked, everything)
        bounds = () if domain.bound is None else domain.bound.values
        ends = (*bounds, *(end for _, condition in asked for end in condition.values))
        named = sorted({self.at(end) for end in ends if end is not None})
        if domain.kind == "number" and all(isinstance(point, float) or abs(point) <= EXACT for point in named):
            # Facts are mostly floats, and these compare several times faster with each other.
            named = list(map(float, named))
        self.points: list[float] = [-inf, *named, inf]
        held = [self.others | mask for mask in _held(2 * len(self.points) - 1, asked, self._place)]
        within = [mask if self._is_within(cell) else None for cell, mask in enumerate(held)]
        self.masks = [None, None, *within[2:]]

    def _is_within(self, cell: int) -> bool:
        return self.domain.bound is None or compares(self.domain.bound, cell, self._place)

    def _place(self, end: Any) -> int:  # noqa: ANN401 - a number or a date
        return 2 * bisect_left(self.points, self.at(end)) + 1

    @staticmethod
    def at(value: Any) -> Any:  # noqa: ANN401 - a number or a date
        """Return where a value lies on the line."""
        return value

    def of(self, value: Any) -> int:  # noqa: ANN401
        points = self.points
        place = bisect_left(points, value)
        mask = self.masks[2 * place + 1 if points[place] == value else 2 * place]
        assert mask is not None, "a checked fact is within the bounds"
        return mask


class Days(Line):
    """Dates, as the numbers of their days."""

    @staticmethod
    def at(value: Any) -> int:  # noqa: ANN401 - a date
        """Return the number of a day."""
        return int(value.toordinal())

    def of(self, value: Any) -> int:  # noqa: ANN401
        return super().of(self.at(value))


class Tags(Column):
    """Sets of tags: the rules that share one, and those that must share none."""

    def __init__(self, name: str, domain: Domain, asked: Asked, everything: int) -> None:
        super().__init__(name, domain, asked, everything)
        self.hit = _by_value(asked, "any_of")
        self.spoilt = _by_value(asked, "none_of")
        self.base = self.others | _bits(i for i, condition in asked if condition.op in ("none_of", "is_present"))

    def of(self, value: Any) -> int:  # noqa: ANN401
        hit = spoilt = 0
        for tag in value:
            hit |= self.hit.get(tag, 0)
            spoilt |= self.spoilt.get(tag, 0)
        return (self.base & ~spoilt) | hit


class Texts(Tags):
    """Free text: whole texts as tags of which there is one, beginnings, and phrases, which are found in one pass."""

    def __init__(self, name: str, domain: Domain, asked: Asked, everything: int) -> None:
        super().__init__(name, domain, asked, everything)
        by_phrase = _by_value(asked, "contains_words")
        self.beginnings = [(str(start), mask) for start, mask in _by_value(asked, "starts_with").items()]
        self.phrases = PhraseIndex(tuple(map(str, by_phrase))) if by_phrase else None
        self.by_phrase = tuple(by_phrase.values())

    def of(self, value: Any) -> int:  # noqa: ANN401
        allowed = super().of((value,))
        for start, mask in self.beginnings:
            if value.startswith(start):
                allowed |= mask
        if self.phrases is not None:
            for index in self.phrases.found(value):
                allowed |= self.by_phrase[index]
        return allowed


class Change:
    """The rules that ask whether a fact has just become a value."""

    def __init__(self, name: str, domain: Domain, earlier: Domain, asked: Asked, everything: int) -> None:
        self.name, self.before, self.domain, self.earlier = name, before(name), domain, earlier
        self.others = everything & ~_bits(index for index, _ in asked)
        self.masks = _by_value(asked, "changed_to")

    def allowed(self, facts: Mapping[str, Fact]) -> tuple[int, int]:
        """Return the rules that hold and those that may hold, given the fact and what it was before."""
        now, earlier = facts.get(self.name), facts.get(self.before)
        now = None if now is None else self.domain.read(now, self.name)
        earlier = None if earlier is None else self.earlier.read(earlier, self.before)
        certain = possible = self.others
        for value, mask in self.masks.items():
            if now is None:
                is_open = not self.domain.is_optional and (earlier is None or earlier != value)
            else:
                is_open = now == value and earlier is None
            is_open &= earlier is not None or not self.earlier.is_optional
            if is_open or (now == value and earlier is not None and earlier != value):
                possible |= mask
                certain |= 0 if is_open else mask
        return certain, possible

    def missing(self, facts: Mapping[str, Fact]) -> tuple[str, ...]:
        """Return which of the two facts are not there."""
        return tuple(name for name in (self.name, self.before) if facts.get(name) is None)


_KINDS: dict[str, type[Column]] = {
    "labels": Labels, "scale": Labels, "boolean": Labels, "number": Line, "integer": Line, "date": Days,
    "text": Texts, "tags": Tags,
}  # fmt: skip


def column(name: str, domain: Domain, asked: Asked, everything: int) -> Column:
    """Return the index of an input."""
    return _KINDS[domain.kind](name, domain, asked, everything)


def _held(cells: int, asked: Asked, place: Callable[[Any], int]) -> list[int]:
    """Return the rules whose condition holds in each cell of an order, where `place` finds the cell of a value.

    A condition changes only at the values that it names: a table of many rules takes no time for each pair of them.
    """
    flips = [0] * (cells + 1)
    for index, condition in asked:
        named = {place(value) for value in condition.values if value is not None}
        was = False
        for cell in sorted({0, *named, *(at + 1 for at in named)}):
            if _holds_at(cell, condition, named, place) != was:
                was = not was
                flips[cell] |= 1 << index
    return list(accumulate(flips[:cells], xor))


def _holds_at(cell: int, condition: Condition, named: Collection[int], place: Callable[[Any], int]) -> bool:
    if condition.op in ("any_of", "none_of"):
        return (cell in named) == (condition.op == "any_of")
    return compares(condition, cell, place) if named else condition.op == "is_present"


def _bits(indices: Iterable[int]) -> int:
    mask = 0
    for index in indices:
        mask |= 1 << index
    return mask


def _by_value(asked: Asked, op: str) -> dict[Any, int]:
    masks: dict[Any, int] = {}
    for index, condition in asked:
        for value in condition.values if condition.op == op else ():
            masks[value] = masks.get(value, 0) | 1 << index
    return masks
