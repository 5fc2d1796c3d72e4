"""Where no rule of a table matches."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain, islice
from typing import NamedTuple

from supportops.triage._boxes import merged, regions
from supportops.triage._cells import Box
from supportops.triage._partition import Partition
from supportops.triage._search import Search
from supportops.triage.region import Region

__all__ = ["Gaps", "gaps"]

_RAW = 4
"""How many boxes are looked at for each region that is asked for; merging makes them fewer."""


class Gaps(NamedTuple):
    """Regions that share nothing, whether there are more, and whether all of them, listed or not, are certain."""

    regions: tuple[Region, ...] = ()
    truncated: bool = False
    certain: bool = True


def gaps(partition: Partition, search: Search, limit: int | None) -> Gaps:
    """Return where no rule matches, as few regions.

    Raises:
        DomainError: the budget of the search is spent.
    """
    found = search.uncovered(partition.whole, partition.alive)
    boxes = list(islice(found, None if limit is None else _RAW * limit))
    told = _told(partition, merged(partition, boxes))
    kept = tuple(islice(told, limit))
    # Only a doubt makes the rest worth more than a glance.
    certain, rest = all(region.certain for region in kept), chain(told, _told(partition, found))
    next_one = next(rest, None)
    if partition.may_doubt and next_one is not None:
        certain = certain and next_one.certain and all(region.certain for region in rest)
    return Gaps(kept, next_one is not None, certain)


def _told(partition: Partition, boxes: Iterable[Box]) -> Iterator[Region]:
    return (region for box in boxes for region in regions(partition, box))
