"""What some rules leave uncovered of a box: a search that cuts out one rule after the other.

A rule that holds everywhere in a box but for one field leaves the part outside of it in that field, and nothing else.
Where there is no such rule, one rule is taken, and its box is cut out of the box: outside of it in the first field;
inside of it in the first field and outside in the second; and so on. These parts share nothing.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator

from supportops.errors import DomainError
from supportops.triage._cells import Box
from supportops.triage._partition import Partition

__all__ = ["STEPS", "Search"]

STEPS = 4_000_000
"""How often a search may look at a field; some seconds of work."""


class Search:
    """A search with a budget, so that no table can make it run away.

    Attributes:
        used: the rules that covered something since this was last set to 0.
    """

    def __init__(self, partition: Partition, steps: int = STEPS) -> None:
        self._partition, self._left = partition, steps
        self.used = 0

    def uncovered(self, box: Box, rules: int) -> Iterator[Box]:
        """Yield the parts of a box that none of some rules covers; they share nothing.

        Raises:
            DomainError: the budget is spent.
        """
        stack: list[tuple[Box | None, Hashable, int]] = [(box, None, 0)]
        covered: set[Hashable] = set()
        found = 0
        while stack:
            part, key, before = stack.pop()
            if part is None:
                # All below has been looked at. What is covered as a whole need not be looked at again.
                if found == before:
                    covered.add(key)
                continue
            self._spend()
            alive, inside = self._alive(part, rules)
            if not alive:
                found += 1
                yield part
                continue
            key = (alive, *(extent if alive & ~every else None for extent, every in zip(part, inside, strict=True)))
            if key not in covered:
                stack.append((None, key, found))
                stack += ((left, None, 0) for left in reversed(self._cut(part, alive, inside)))

    def _spend(self) -> None:
        self._left -= len(self._partition.cells) + 1
        if self._left < 0:
            raise DomainError(
                "the rules of this table are too entangled to be analysed exactly; split the table, for example by the "
                "field that most rules ask for"
            )

    def _alive(self, box: Box, rules: int) -> tuple[int, list[int]]:
        """Return which of the rules may hold in a box, and for each field those that hold throughout."""
        inside = []
        for cells, extent in zip(self._partition.cells, box, strict=True):
            some, every = cells.rules(extent)
            rules &= some
            inside.append(every)
        return rules, inside

    def _cut(self, box: Box, alive: int, inside: list[int]) -> list[Box]:
        """Return the parts of a box outside of one or more of the rules alive in it."""
        once = twice = thrice = 0
        for every in inside:
            beyond = alive & ~every
            thrice |= twice & beyond
            twice |= once & beyond
            once |= beyond
        whole, single = alive & ~once, alive & ~twice
        if whole:
            # One that has been used already, if possible: few rules say more to a reader than many.
            whole = whole & self.used or whole
            self.used |= whole & -whole
            return []
        if single:
            return self._cut_all(box, single, inside)
        chosen = alive & ~thrice or alive
        return self._cut_one(box, (chosen & -chosen).bit_length() - 1, inside)

    def _cut_all(self, box: Box, rules: int, inside: list[int]) -> list[Box]:
        """Return what is outside of all of some rules, each of which is beside the box in one field only."""
