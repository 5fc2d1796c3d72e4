"""What some rules leave uncovered of a box: a search that cuts out one rule after the other.

A rule that holds everywhere in a box but for one field leaves the part outside of it in that field, and nothing else.
Where there is no such rule, one rule is taken, and its box is cut out of the box: outside of it in the first field;
inside of it in the first field and outside in the second; and so on. These parts share nothing.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator

from supportops.errors import DomainError
from supportops.triage._cells import Box, bits
from supportops.triage._partition import Partition

__all__ = ["STEPS", "Search"]

STEPS = 2_000_000
"""How often a search may look at a field: some seconds of work."""


class Search:
    """A search with a budget, so that no table can make it run away.

    Attributes:
        used: the rules that covered something since this was last set to 0.
    """

    def __init__(self, partition: Partition, steps: int = STEPS) -> None:
        self._partition, self._left = partition, steps
        self._weight = 1 + sum(cells.weight for cells in partition.cells)
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

    def escapes(self, box: Box, rules: int) -> bool | None:
        """Return whether something in a box is covered by none of some rules; None when that cannot be told.

        Raises:
            DomainError: the budget is spent.
        """
        is_certain = self._partition.is_certain
        quick = self._quick_way_out(box, rules)
        if quick is not None and is_certain(quick):
            return True
        found = False
        for part in self.uncovered(box, rules):
            if is_certain(part):
                return True
            found = True
        return None if found else False

    def _quick_way_out(self, box: Box, rules: int) -> Box | None:
        """Return a part of a box that is outside of all rules, if one is found without ever turning back."""
        cells = self._partition.cells
        alive = self._alive(box, rules)[0]
        for rule in bits(alive):
            if self._partition.narrowed(box, rule) is None:
                continue
            for place, one in enumerate(cells):
                left = one.outside(box[place], rule)
                if left:
                    box = (*box[:place], left[0], *box[place + 1 :])
                    break
            else:
                return None
        return box

    def _spend(self) -> None:
        self._left -= self._weight
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
        return self._cut_one(box, alive, next(bits(chosen)), inside)

    def _cut_all(self, box: Box, rules: int, inside: list[int]) -> list[Box]:
        """Return what is outside of all of some rules, each of which is beside the box in one field only."""
        current = list(box)
        for place, every in enumerate(inside):
            for rule in bits(rules & ~every):
                self.used |= 1 << rule
                left = self._partition.cells[place].outside(current[place], rule)
                if len(left) != 1:
                    return [(*current[:place], extent, *current[place + 1 :]) for extent in left]
                current[place] = left[0]
        return [tuple(current)]

    def _cut_one(self, box: Box, alive: int, rule: int, inside: list[int]) -> list[Box]:
        """Return what is outside of a rule that holds somewhere in the box."""
        self.used |= 1 << rule
        parts, current = [], list(box)
        places = [place for place, every in enumerate(inside) if not every >> rule & 1]
        # The field that most rules ask for comes first: that settles most about the parts.
        for place in sorted(places, key=lambda place: -(alive & ~inside[place]).bit_count()):
            cells = self._partition.cells[place]
            left = cells.outside(current[place], rule)
            parts += [(*current[:place], extent, *current[place + 1 :]) for extent in left]
            current[place] = cells.inside(current[place], rule)
        return parts
