"""Fields whose facts cannot be listed, and the first kind of them: sets of tags."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from typing import Generic, NamedTuple, TypeVar

from supportops.triage._cells import Cells, Part
from supportops.triage.conditions import Condition, any_of, is_missing, is_present, none_of

__all__ = ["Clauses", "Open", "Tags"]

P = TypeVar("P", bound=Hashable)
Extent = tuple[bool, P | None]
"""Whether the fact may be missing, and what it may be when it is there."""


class Clauses(NamedTuple):
    """Sets of words, as bits: of each of these one is there, and of those none.

    Such a wish can be granted just when each of the former has a word that is not among the latter.
    """

    some: tuple[int, ...] = ()
    none: int = 0

    def having(self, words: int, implying: Callable[[int], int]) -> Clauses | None:
        """Return these with one of some words; `implying` are all words that cannot be there without one of these."""
        left = words & ~self.none
        if not left:
            return None
        if any(not clause & ~implying(left) for clause in self.some):
            return self
        kept = [clause for clause in self.some if left & ~implying(clause)]
        return Clauses((*kept, left), self.none)

    def lacking(self, words: int, implying: Callable[[int], int]) -> Clauses | None:
        """Return these without any of some words."""
        none = self.none | implying(words)
        found = Clauses((), none)
        for clause in self.some:
            narrower = found.having(clause, implying)
            if narrower is None:
                return None
            found = narrower
        return found


class Open(Cells["Extent[P]"], Generic[P]):
    """A field whose facts are described by conditions that hold and others that do not."""

    anything: P

    def __init__(
        self, name: str, asked: Mapping[int, Sequence[Condition]], everything: int, *, may_miss: bool
    ) -> None:
        super().__init__(name, asked, everything)
        self.start = (may_miss, self.anything)

    def meet(self, extent: Extent[P], place: int) -> Extent[P] | None:
        """Return where in an extent a condition holds."""
        op, (may_miss, present) = self.conditions[place].op, extent
        if op == "is_missing":
            return (True, None) if may_miss else None
        if op != "is_present" and present is not None:
            present = self.holding(present, place)
        return None if present is None else (False, present)

    def avoid(self, extent: Extent[P], place: int) -> Extent[P] | None:
        """Return where in an extent a condition does not hold."""
        op, (may_miss, present) = self.conditions[place].op, extent
        if op == "is_missing":
            return None if present is None else (False, present)
        if op == "is_present" or present is None:
            present = None
        else:
            present = self.failing(present, place)
        return (may_miss, present) if may_miss or present is not None else None

    @abstractmethod
    def holding(self, present: P, place: int) -> P | None:
        """Return which facts that are there meet a condition."""

    @abstractmethod
    def failing(self, present: P, place: int) -> P | None:
        """Return which facts that are there do not meet a condition."""

    def join(self, one: Extent[P], other: Extent[P]) -> Extent[P] | None:
        """Return both, if one of them is a missing fact."""
        if one[1] is None or other[1] is None:
            return one[0] or other[0], one[1] or other[1]
        return None

    def is_certain(self, extent: Extent[P]) -> bool:
        """Return whether there is such a fact for certain, or one may be missing."""
        may_miss, present = extent
        return may_miss or present is None or self.is_sure(present)

    def is_sure(self, present: P) -> bool:  # noqa: ARG002 - of tags it is always known
        """Return whether there is such a fact that is there."""
        return True

    def _told(self, extent: Extent[P]) -> tuple[Part, ...]:
        may_miss, present = extent
        parts: list[Part] = []
        if present is not None:
            parts.append(Part(tuple(self.words_of(present)) or ((True, is_present()),), self.is_sure(present)))
        if may_miss:
            parts.append(Part(((True, is_missing()),)))
        return tuple(parts)

    @abstractmethod
    def words_of(self, present: P) -> Iterator[tuple[bool, Condition]]:
        """Yield what holds and what does not hold for facts that are there; nothing for all of them."""


class Tags(Open[Clauses]):
    """Sets of tags. Tags that no rule names do not matter."""

    anything = Clauses()

    def __init__(
        self, name: str, asked: Mapping[int, Sequence[Condition]], everything: int, *, may_miss: bool
    ) -> None:
        super().__init__(name, asked, everything, may_miss=may_miss)
        self._tags = tuple(dict.fromkeys(str(tag) for condition in self.conditions for tag in condition.values))
        places = {tag: place for place, tag in enumerate(self._tags)}
        self._bits = [sum({1 << places[str(tag)] for tag in condition.values}) for condition in self.conditions]

    def holding(self, present: Clauses, place: int) -> Clauses | None:
        """Return which sets of tags meet a condition."""
        narrowed = present.having if self.conditions[place].op == "any_of" else present.lacking
        return narrowed(self._bits[place], _itself)

    def failing(self, present: Clauses, place: int) -> Clauses | None:
        """Return which sets of tags do not meet a condition."""
        narrowed = present.lacking if self.conditions[place].op == "any_of" else present.having
        return narrowed(self._bits[place], _itself)

    def words_of(self, present: Clauses) -> Iterator[tuple[bool, Condition]]:
        """Yield what the tags share, and what they do not share."""
        for clause in present.some:
            yield True, any_of(*self._named(clause))
        if present.none:
            yield True, none_of(*self._named(present.none))

    def _named(self, bits: int) -> list[str]:
        return [tag for place, tag in enumerate(self._tags) if bits >> place & 1]


def _itself(words: int) -> int:
    return words
