"""Fields with finitely many cells, and the first kind of them: labels, and yes or no."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Mapping, Sequence
from typing import Any

from supportops.triage._cells import Cells, Part
from supportops.triage._domains import Domain, Fact, holds
from supportops.triage.conditions import Condition, any_of, is_missing, is_present, none_of

__all__ = ["Finite", "Labels"]


class Finite(Cells[int]):
    """A field with finitely many cells. An extent has a bit for each, and the highest for a missing value."""

    def __init__(
        self, name: str, asked: Mapping[int, Sequence[Condition]], everything: int, present: int, *, may_miss: bool
    ) -> None:
        super().__init__(name, asked, everything)
        self.present = present
        self.missing = 1 << present.bit_length() if may_miss else 0
        self.start = self.present | self.missing
        self._bits = tuple(map(self._of, self.conditions))
        self._of_rule = {rule: self._all(places) for rule, places in self.asked.items()}
        whole = ((self._all(places), rules) for places, rules in self.groups)
        self._allowed = tuple((bits, ~bits, rules) for bits, rules in whole)

    def _all(self, places: Sequence[int]) -> int:
        bits = self.start
        for place in places:
            bits &= self._bits[place]
        return bits

    def _of(self, condition: Condition) -> int:
        if condition.op == "is_missing":
            return self.missing
        return self.present & (-1 if condition.op == "is_present" else self._holding(condition))

    @abstractmethod
    def _holding(self, condition: Condition) -> int:
        """Return the cells in which a condition on a fact that is there holds."""

    def _rules(self, extent: int) -> tuple[int, int]:
        some = every = self.others
        for within, without, rules in self._allowed:
            if extent & within:
                some |= rules
                if not extent & without:
                    every |= rules
        return some, every

    def inside(self, extent: int, rule: int) -> int | None:
        """Return where in an extent a rule holds."""
        return extent & self._of_rule.get(rule, -1) or None

    def outside(self, extent: int, rule: int) -> tuple[int, ...]:
        """Return where in an extent a rule does not hold."""
        left = extent & ~self._of_rule.get(rule, -1)
        return (left,) if left else ()

    def joined(self, extents: Sequence[int]) -> Sequence[int]:
        """Return all of them together, split anew."""
        return self.split(sum(extents)) if len(extents) > 1 else extents

    def order(self, extent: int) -> int:
        """Return the first cell."""
        return (extent & -extent).bit_length()

    def split(self, extent: int) -> tuple[int, ...]:
        """Return an extent as what one part of the conditions can say: a missing value stands alone."""
        if extent == self.start:
            return (extent,)
        present, missing = extent & self.present, extent & self.missing
        return (*(self._pieces(present) if present else ()), *((missing,) if missing else ()))

    def _pieces(self, cells: int) -> Sequence[int]:
        """Return cells as what one part of the conditions can say."""
        return (cells,)

    def _told(self, extent: int) -> Part:
        if extent == self.missing:
            return Part(((True, is_missing()),))
        told = [is_present()] if extent == self.present else self._conditions(extent)
        return Part(tuple((True, condition) for condition in told))

    @abstractmethod
    def _conditions(self, cells: int) -> Sequence[Condition]:
        """Return the conditions that say some of the cells, and not all."""


class Labels(Finite):
    """Labels, and yes or no: a cell for each."""

    def __init__(
        self, name: str, asked: Mapping[int, Sequence[Condition]], everything: int, domain: Domain, *, may_miss: bool
    ) -> None:
        self._domain = domain
        self._values: tuple[Fact, ...] = (True, False) if domain.kind == "boolean" else domain.labels
        super().__init__(name, asked, everything, (1 << len(self._values)) - 1, may_miss=may_miss)

    def _holding(self, condition: Condition) -> int:
        return sum(1 << place for place, value in enumerate(self._values) if holds(condition, value, self._domain))

    def _conditions(self, cells: int) -> Sequence[Condition]:
        chosen: list[Any] = [value for place, value in enumerate(self._values) if cells >> place & 1]
        others: list[Any] = [value for place, value in enumerate(self._values) if not cells >> place & 1]
        return [any_of(*chosen) if len(chosen) <= len(others) else none_of(*others)]
