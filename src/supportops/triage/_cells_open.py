"""Fields whose facts cannot be listed, and the first kind of them: sets of tags."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Hashable, Iterator, Mapping, Sequence
from typing import Generic, NamedTuple, TypeVar

from supportops.triage._cells import Cells, Part
from supportops.triage.conditions import Condition, any_of, is_missing, is_present, none_of

__all__ = ["Clauses", "Open", "Tags", "Words"]

P = TypeVar("P", bound=Hashable)
Extent = tuple[bool, P | None]
"""Whether the fact may be missing, and what it may be when it is there."""


class Words(NamedTuple):
    """Some words as bits, and with them every word that cannot be there without one of these."""

    words: int
    implying: int


class Clauses(NamedTuple):
    """A wish for a set of words: of each of some groups one, and none of some others.

    It can be granted just when each group has a word that is not among the others: of tags every set can be had, and
    of phrases every one that contains none of those that must not be there.
    """

    some: tuple[Words, ...] = ()
    none: int = 0

    def asks(self, words: Words) -> tuple[bool, bool]:
        """Return whether one of some words may be there, and whether one must."""
        return bool(words.words & ~self.none), any(not group.words & ~words.implying for group in self.some)

    def having(self, words: Words) -> Clauses | None:
        """Return this wish with one of some words; None when it cannot be granted."""
        left = Words(words.words & ~self.none, words.implying & ~self.none)
        if not left.words:
            return None
        if self.asks(left)[1]:
            return self
        kept = [group for group in self.some if left.words & ~group.implying]
        return Clauses((*kept, left), self.none)

    def lacking(self, words: Words) -> Clauses | None:
        """Return this wish without any of some words; None when it cannot be granted."""
        found: Clauses | None = Clauses((), self.none | words.implying)
        for group in self.some:
            found = None if found is None else found.having(group)
        return found


class Open(Cells["Extent[P]"], Generic[P]):
    """A field whose facts are described by conditions that hold and others that do not."""

    anything: P

    def __init__(self, name: str, asked: Mapping[int, Sequence[Condition]], everything: int, *, may_miss: bool) -> None:
        super().__init__(name, asked, everything)
        self.start = (may_miss, self.anything)
        self.weight = 1 + len(self.groups) // 4

    def inside(self, extent: Extent[P], rule: int) -> Extent[P] | None:
        """Return where in an extent a rule may hold."""
        return self._within(extent, self.asked.get(rule, ()))

    def outside(self, extent: Extent[P], rule: int) -> Sequence[Extent[P]]:
        """Return where in an extent a rule does not hold; more than one where it asks two things."""
        return self._without(extent, self.asked.get(rule, ()))

    def _within(self, extent: Extent[P] | None, places: Sequence[int]) -> Extent[P] | None:
        for place in places:
            extent = None if extent is None else self.meet(extent, place)
        return extent

    def _without(self, extent: Extent[P] | None, places: Sequence[int]) -> list[Extent[P]]:
        found = []
        for place in places:
            left = None if extent is None else self.avoid(extent, place)
            found += [] if left is None else [left]
            extent = None if extent is None else self.meet(extent, place)
        return found

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
        present = None if op == "is_present" or present is None else self.failing(present, place)
        return (may_miss, present) if may_miss or present is not None else None

    def _rules(self, extent: Extent[P]) -> tuple[int, int]:
        may_miss, present = extent
        some = every = self.others
        for places, rules in self.groups:
            asked = None if present is None or len(places) > 1 else self.asks(present, places[0])
            if asked is None:
                may, must = self._within(extent, places) is not None, not self._without(extent, places)
            else:
                may, must = asked[0], asked[1] and not may_miss
            some |= rules if may else 0
            every |= rules if must else 0
        return some, every

    @abstractmethod
    def asks(self, present: P, place: int) -> tuple[bool, bool] | None:
        """Return whether facts that are there may meet a condition and must meet it; None if that takes more work."""

    @abstractmethod
    def holding(self, present: P, place: int) -> P | None:
        """Return which facts that are there meet a condition."""

    @abstractmethod
    def failing(self, present: P, place: int) -> P | None:
        """Return which facts that are there do not meet a condition."""

    def joined(self, extents: Sequence[Extent[P]]) -> Sequence[Extent[P]]:
        """Return everything as one; nothing else that is apart can be told together."""
        everything = {(True, None), (False, self.anything)}
        return [self.start] if everything == set(extents) else extents

    def is_certain(self, extent: Extent[P]) -> bool:
        """Return whether there is such a fact for certain, or one may be missing."""
        may_miss, present = extent
        return may_miss or present is None or self.is_sure(present)

    def is_sure(self, present: P) -> bool:  # noqa: ARG002 - of tags it is always known
        """Return whether there is such a fact that is there."""
        return True

    def split(self, extent: Extent[P]) -> tuple[Extent[P], ...]:
        """Return an extent as what one part of the conditions can say: a missing value stands alone."""
        may_miss, present = extent
        if extent == self.start or not may_miss or present is None:
            return (extent,)
        return (False, present), (True, None)

    def _told(self, extent: Extent[P]) -> Part:
        present = extent[1]
        if present is None:
            return Part(((True, is_missing()),))
        return Part(tuple(self.words_of(present)) or ((True, is_present()),), self.is_sure(present))

    @abstractmethod
    def words_of(self, present: P) -> Iterator[tuple[bool, Condition]]:
        """Yield what holds and what does not hold for facts that are there; nothing for all of them."""


class Tags(Open[Clauses]):
    """Sets of tags. Tags that no rule names do not matter."""

    anything = Clauses()

    def __init__(self, name: str, asked: Mapping[int, Sequence[Condition]], everything: int, *, may_miss: bool) -> None:
        super().__init__(name, asked, everything, may_miss=may_miss)
        self._tags = tuple(dict.fromkeys(str(tag) for condition in self.conditions for tag in condition.values))
        places = {tag: place for place, tag in enumerate(self._tags)}
        bits = (sum({1 << places[str(tag)] for tag in condition.values}) for condition in self.conditions)
        self._words = [Words(tags, tags) for tags in bits]

    def asks(self, present: Clauses, place: int) -> tuple[bool, bool] | None:
        """Return whether sets of tags may meet a condition and must meet it."""
        op = self.conditions[place].op
        if op not in ("any_of", "none_of"):
            return None
        may, must = present.asks(self._words[place])
        return (may, must) if op == "any_of" else (not must, not may)

    def holding(self, present: Clauses, place: int) -> Clauses | None:
        """Return which sets of tags meet a condition."""
        narrowed = present.having if self.conditions[place].op == "any_of" else present.lacking
        return narrowed(self._words[place])

    def failing(self, present: Clauses, place: int) -> Clauses | None:
        """Return which sets of tags do not meet a condition."""
        narrowed = present.lacking if self.conditions[place].op == "any_of" else present.having
        return narrowed(self._words[place])

    def words_of(self, present: Clauses) -> Iterator[tuple[bool, Condition]]:
        """Yield what the tags share, and what they do not share."""
        for group in present.some:
            yield True, any_of(*self._named(group.words))
        if present.none:
            yield True, none_of(*self._named(present.none))

    def _named(self, bits: int) -> list[str]:
        return [tag for place, tag in enumerate(self._tags) if bits >> place & 1]
