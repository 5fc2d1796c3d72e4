"""Which rules never decide, lie inside another one, or stand twice."""

from __future__ import annotations

from collections.abc import Iterator
from functools import reduce
from operator import or_
from typing import TYPE_CHECKING, NamedTuple

from supportops.triage._cells import Box, bits
from supportops.triage._partition import Partition
from supportops.triage._search import Search

if TYPE_CHECKING:
    from supportops.triage.table import DecisionTable

__all__ = ["Covered", "duplicates", "hidden", "subsumed"]


class Covered(NamedTuple):
    """A rule, the rules that cover it, and whether they do so for certain."""

    rule: int
    by: tuple[int, ...]
    certain: bool


def hidden(table: DecisionTable, partition: Partition, search: Search) -> Iterator[Covered]:
    """Yield the rules that match something and never decide, because others decide before them.

    Raises:
        DomainError: the budget of the search is spent.
    """
    for rule in bits(partition.alive):
        before, box = _deciding_before(table, rule) & partition.alive, partition.box(rule)
        single = partition.around(rule) & before
        if single:
            yield Covered(rule, (next(bits(single)),), certain=True)
            continue
        search.used = 0
        escapes = search.escapes(box, before)
        if escapes is not True:
            yield Covered(rule, tuple(bits(_fewest(search, box, search.used, escapes))), certain=escapes is False)


def _deciding_before(table: DecisionTable, rule: int) -> int:
    """Return the rules that decide before a rule when both match."""
    earlier, answers = (1 << rule) - 1, table._engine.answers
    if table.hit_policy == "priority":
        rank = next(rank for rank, rules in enumerate(answers.ranked) if rules >> rule & 1)
        better = reduce(or_, answers.ranked[:rank], 0)
        return better | (answers.ranked[rank] & earlier)
    return earlier if table.hit_policy in ("first", "any") else 0


def _fewest(search: Search, box: Box, rules: int, wanted: bool | None) -> int:
    """Return some of the rules that cover a box, none of which can be spared; later ones are spared first."""
    for rule in reversed(tuple(bits(rules))):
        if rules >> rule & 1:
            search.used = 0
            if search.escapes(box, rules & ~(1 << rule)) is wanted:
                rules = search.used
    return rules


def subsumed(table: DecisionTable, partition: Partition) -> Iterator[Covered]:
    """Yield the rules that lie inside another one with the same output."""
    same = table._engine.answers.same
    for rule in bits(partition.alive):
        around = partition.around(rule) & same[rule]
        if around:
            yield Covered(rule, (next(bits(around)),), certain=True)


def duplicates(partition: Partition) -> Iterator[tuple[int, ...]]:
    """Yield the rules that match the very same facts."""
    left = partition.alive
    for rule in bits(partition.alive):
        if left >> rule & 1:
            twins = [other for other in bits(partition.around(rule) & left) if partition.around(other) >> rule & 1]
            left &= ~sum(1 << twin for twin in twins)
            if twins:
                yield (rule, *twins)
