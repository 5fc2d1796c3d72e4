"""Where no rule of a table matches."""

from __future__ import annotations

from itertools import islice
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
    boxes, is_cut, certain = _some(partition, search, None if limit is None else _RAW * limit)
    merged_boxes = merged(partition, boxes)
    told = tuple(region(partition, box) for box in merged_boxes[:limit])
    return Gaps(told, is_cut or len(told) < len(merged_boxes), certain)


def _some(partition: Partition, search: Search, most: int | None) -> tuple[list[Box], bool, bool]:
    """Return some boxes, whether there are more, and whether there is something for certain in all of them."""
    boxes: list[Box] = []
    is_cut, certain = False, True
    try:
        for box in search.uncovered(partition.whole, partition.alive):
            certain = certain and partition.is_certain_throughout(box)
            if not is_cut:
                boxes += islice(split(partition, box), None if most is None else most + 1 - len(boxes))
                is_cut = most is not None and len(boxes) > most
            # Only a doubt that may still come makes the rest worth a glance.
            if is_cut and not (certain and partition.may_doubt):
                break
    except DomainError:
        if most is None or not boxes or partition.may_doubt:
            raise
        is_cut = True
    return boxes, is_cut, certain
