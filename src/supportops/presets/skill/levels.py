"""What the priorities and the severities stand for."""

from __future__ import annotations

from collections.abc import Mapping

from supportops._frozen import FrozenMap
from supportops.presets._read import texts
from supportops.presets.definitions import LabelDefinition
from supportops.presets.table import Row, load

__all__ = ["PRIORITY_DEFINITIONS", "SEVERITY_DEFINITIONS"]


def _definition(row: Row, *, label: str, definition: str) -> LabelDefinition:
    return LabelDefinition(
        label=str(row[label]),
        name=str(row["name"]),
        definition=str(row[definition]),
        examples=texts(row["examples"]),
    )


PRIORITY_DEFINITIONS: Mapping[str, LabelDefinition] = FrozenMap(
    {
        str(row["priority"]): _definition(row, label="priority", definition="business_impact")
        for row in load("priority_matrix_p1_p5").rows
    }
)
"""P1 to P5 with their business impact. A priority orders the work; how bad an incident is, is its severity.

Source: Support Operations skill pack, Ticket Priority Matrix.

Example:
    >>> PRIORITY_DEFINITIONS["P2"].definition
    'major feature broken'
"""

SEVERITY_DEFINITIONS: Mapping[str, LabelDefinition] = FrozenMap(
    {
        str(row["severity"]): _definition(row, label="severity", definition="definition")
        for row in load("severity_definitions_sev1_sev5").rows
    }
)
"""SEV1 to SEV5. The core frameworks of the same source have four of them: `CORE_SEVERITIES`.

Source: Support Operations skill pack, Severity Level Definitions.

Example:
    >>> SEVERITY_DEFINITIONS["SEV1"].name, SEVERITY_DEFINITIONS["SEV1"].examples[1]
    ('critical', 'data breach')
"""
