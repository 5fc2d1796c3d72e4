"""Boxes made few, and told as regions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import product
from typing import Any

from supportops._frozen import FrozenMap
from supportops.triage._cells import Box, Cells
from supportops.triage._partition import Partition
from supportops.triage.conditions import Condition
from supportops.triage.region import Region

__all__ = ["merged", "region", "split"]


def split(partition: Partition, box: Box) -> Iterator[Box]:
    """Yield a box as boxes that share nothing, each of which a region can say."""
    yield from product(*(cells.split(extent) for cells, extent in zip(partition.cells, box, strict=True)))


def merged(partition: Partition, boxes: Sequence[Box]) -> list[Box]:
    """Return boxes that share nothing, each of which a region can say, as fewer such; in the order of fields and cells.

    Two that differ in one field only become one, if a region can say that.
    """
    found, size = list(boxes), len(boxes) + 1
    while len(found) < size:
        size = len(found)
        for place, cells in enumerate(partition.cells):
            found = _merged_in(place, cells, found)
    return sorted(found, key=lambda box: [cells.order(e) for cells, e in zip(partition.cells, box, strict=True)])


def _merged_in(place: int, cells: Cells[Any], boxes: Sequence[Box]) -> list[Box]:
    groups: dict[Box, list[Any]] = {}
    for box in boxes:
        groups.setdefault(box[:place] + box[place + 1 :], []).append(box[place])
    together = ((rest, cells.joined(extents)) for rest, extents in groups.items())
    return [(*rest[:place], extent, *rest[place:]) for rest, extents in together for extent in extents]


def region(partition: Partition, box: Box) -> Region:
    """Return a box that a region can say as one."""
    where: dict[str, Condition] = {}
    also: dict[str, tuple[Condition, ...]] = {}
    unless: dict[str, tuple[Condition, ...]] = {}
    certain = True
    for cells, extent in zip(partition.cells, box, strict=True):
        part = cells.part(extent)
        certain = certain and part.certain
        for is_met, condition in part.conditions:
            if is_met and cells.name not in where:
                where[cells.name] = condition
            else:
                others = also if is_met else unless
                others[cells.name] = (*others.get(cells.name, ()), condition)
    named = {field: given for field, given in partition.inputs.items() if field in where or field in unless}
    # Sound by construction, and there may be thousands of them.
    return Region.model_construct(
        where=FrozenMap(where),
        also=FrozenMap(also),
        unless=FrozenMap(unless),
        inputs=FrozenMap(named),
        certain=certain,
    )
