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

__all__ = ["Search"]


class Search:
    """A search with a budget of steps, so that no table can make it run away."""

    def __init__(self, partition: Partition, steps: int) -> None:
        self.partition = partition
        self.left = steps
        self.used = 0
        """The rules that covered something since this was last set to 0."""

    def uncovered(self, box: Box, rules: int) -> Iterator[Box]:
        """Yield parts of a box, sharing nothing, that make up what none of some rules covers.

        Raises:
            DomainError: the budget is spent.
        """
        stack: list[tuple[Box | None, Hashable, int]] = [(box, None, 0)]
        covered: set[Hashable] = set()
        found = 0
        while stack:
            part, key, before = stack.pop()
            if part is None:
                # Everything below has been looked at. What was covered whole need not be looked at again.
                if found == before:
                    covered.add(key)
                continue
            self._spend()
            alive, parts, key = self._cut(part, rules)
            if not alive:
                found += 1
                yield part
            elif parts and key not in covered:
                stack.append((None, key, found))
                stack += ((one, None, 0) for one in reversed(parts))

    def _spend(self) -> None:
        self.left -= 1
        if self.left < 0:
            raise DomainError("x")

    def _cut(self, box: Box, rules: int) -> tuple[int, list[Box], Hashable]:
        cells = self.partition.cells
        alive, inside = rules, []
        for one, extent in zip(cells, box, strict=True):
            some, every = one.rules(extent)
            alive &= some
            inside.append(every)
        if not alive:
            return 0, [], None
        once = twice = thrice = 0
        for every in inside:
            beyond = alive & ~every
            thrice |= twice & beyond
            twice |= once & beyond
            once |= beyond
        whole = alive & ~once
        if whole:
            self.used |= whole & -whole
            return alive, [], None
        chosen = alive & ~twice or alive & ~thrice or alive
        rule = (chosen & -chosen).bit_length() - 1
        bit = 1 << rule
        self.used |= bit
        parts, current = [], list(box)
        for place, one in enumerate(cells):
            if inside[place] & bit:
                continue
            for left in one.outside(current[place], rule):
                parts.append((*current[:place], left, *current[place + 1 :]))
            current[place] = one.inside(current[place], rule)
        key = (alive, *(None if not alive & ~every else extent for extent, every in zip(box, inside, strict=True)))
        return alive, parts, key
