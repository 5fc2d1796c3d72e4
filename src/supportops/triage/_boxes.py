"""Boxes made few, and told as regions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import product
from typing import Any

from supportops._frozen import FrozenMap
from supportops.triage._cells import Box, Cells, Part
from supportops.triage._partition import Partition
from supportops.triage.conditions import Condition
from supportops.triage.region import Region

__all__ = ["merged", "regions"]


def merged(partition: Partition, boxes: Sequence[Box]) -> list[Box]:
    """Return boxes that share nothing as fewer boxes, in the order of the fields and of their cells.

    Two that differ in one field only become one, if they are no more parts together than apart.
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
        extents = groups.setdefault(box[:place] + box[place + 1 :], [])
        extent = box[place]
        for index, other in enumerate(extents):
            joined = cells.join(other, extent)
            if joined is not None and len(cells.parts(joined)) < len(cells.parts(other)) + len(cells.parts(extent)):
                extents[index] = joined
                break
        else:
            extents.append(extent)
    return [(*rest[:place], extent, *rest[place:]) for rest, extents in groups.items() for extent in extents]


def regions(partition: Partition, box: Box) -> Iterator[Region]:
    """Yield a box as regions that share nothing; more than one where conditions cannot say it all at once."""
    told = (cells.parts(extent) for cells, extent in zip(partition.cells, box, strict=True))
    for parts in product(*told):
        yield _region(partition, parts)


def _region(partition: Partition, parts: Sequence[Part]) -> Region:
    where: dict[str, Condition] = {}
    also: dict[str, tuple[Condition, ...]] = {}
    unless: dict[str, tuple[Condition, ...]] = {}
    for cells, part in zip(partition.cells, parts, strict=True):
        for is_met, condition in part.conditions:
            if is_met and cells.name not in where:
                where[cells.name] = condition
            else:
                others = also if is_met else unless
                others[cells.name] = (*others.get(cells.name, ()), condition)
    named = {field: partition.inputs[field] for field in partition.inputs if field in where or field in unless}
    # Sound by construction, and there may be thousands of them.
    return Region.model_construct(
        where=FrozenMap(where),
        also=FrozenMap(also),
        unless=FrozenMap(unless),
        inputs=FrozenMap(named),
        certain=all(part.certain for part in parts),
    )
