"""What the priorities stand for."""

from __future__ import annotations

from collections.abc import Mapping

from supportops._frozen import FrozenMap
from supportops.presets.definitions import LabelDefinition
from supportops.presets.table import load

__all__ = ["PRIORITY_DEFINITIONS"]

PRIORITY_DEFINITIONS: Mapping[str, LabelDefinition] = FrozenMap(
    {
        str(row["priority"]): LabelDefinition(
            label=str(row["priority"]),
            name=str(row["name"]),
            definition=str(row["definition"]),
            examples=tuple(str(row["example"]).split(", ")),
        )
        for row in load("priority_matrix_p0_p4").rows
    }
)
"""P0 to P4 with their definitions and examples.

Source: The Product Builder's Playbook, chapter 27, Priority Classification Matrix.

Example:
    >>> PRIORITY_DEFINITIONS["P1"].definition, PRIORITY_DEFINITIONS["P1"].examples
    ('major feature broken and no workaround', ('payments failing',))
"""
