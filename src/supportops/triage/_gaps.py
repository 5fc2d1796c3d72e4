"""Where no rule of a table matches."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain, islice
from typing import NamedTuple

from supportops.errors import DomainError
from supportops.triage._boxes import merged, region, split
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
        DomainError: the budget of the search is spent before it is known whether there is a gap.
    """
    found = search.uncovered(partition.whole, partition.alive)
    boxes, is_cut = _some(found, limit, may_stop=not partition.may_doubt)
    told = (region(partition, box) for box in merged(partition, boxes))
    kept, more = tuple(islice(told, limit)), next(told, None)
    certain, is_cut = all(one.certain for one in kept), is_cut or more is not None
    if is_cut and partition.may_doubt:
        others = (region(partition, part) for box in found for part in split(partition, box))
        certain = certain and all(one.certain for one in chain([] if more is None else [more], told, others))
    return Gaps(kept, is_cut, certain)


def _some(found: Iterator[Box], limit: int | None, *, may_stop: bool) -> tuple[list[Box], bool]:
    """Return as many boxes as are worth merging, and whether there are more."""
    boxes: list[Box] = []
    try:
        for box in found:
            boxes.append(box)
            if limit is not None and len(boxes) > _RAW * limit:
                return boxes, True
    except DomainError:
        if limit is None or not boxes or not may_stop:
            raise
        return boxes, True
    return boxes, False
