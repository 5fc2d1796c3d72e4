"""Which rules of a table match the same facts."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from supportops.triage._boxes import region, split
from supportops.triage._cells import Box, bits
from supportops.triage._partition import Partition
from supportops.triage.analysis import Overlap

if TYPE_CHECKING:
    from supportops.triage.table import DecisionTable

__all__ = ["Pair", "conflicts", "overlaps", "pairs"]


class Pair(NamedTuple):
    """Two rules that may match the same facts."""

    first: int
    second: int
    differs: bool


def pairs(table: DecisionTable, partition: Partition) -> Iterator[Pair]:
    """Yield all pairs of rules that overlap, in rule order."""
    same = table._engine.answers.same
    for first in bits(partition.alive):
        for second in bits(partition.beside(first) >> first << first):
            yield Pair(first, second, differs=not same[first] >> second & 1)


def conflicts(table: DecisionTable, partition: Partition) -> Iterator[Pair]:
    """Yield the pairs that contradict the hit policy."""
    if table.hit_policy in ("unique", "any"):
        yield from (pair for pair in pairs(table, partition) if pair.differs or table.hit_policy == "unique")


def overlaps(
    table: DecisionTable, partition: Partition, found: Iterator[Pair], limit: int | None
) -> tuple[tuple[Overlap, ...], bool]:
    """Return pairs of rules with the regions they share, and whether there are more than the limit."""
    ids = [rule.id for rule in table.rules]
    told = (
        Overlap.model_construct(
            rules=(ids[pair.first], ids[pair.second]), region=region(partition, box), differs=pair.differs
        )
        for pair in found
        for box in split(partition, _both(partition, pair))
    )
    kept = tuple(islice(told, limit))
    return kept, next(told, None) is not None


def _both(partition: Partition, pair: Pair) -> Box:
    """Return where both rules of a pair match."""
    found = partition.narrowed(partition.box(pair.first), pair.second)
    assert found is not None, "rules that may match the same facts share some"
    return found
