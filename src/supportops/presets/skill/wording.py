"""The words of the model SLA document: what a priority is, and what its terms mean."""

from __future__ import annotations

from collections.abc import Mapping

from supportops._frozen import FrozenMap
from supportops.presets.table import load

__all__ = ["DEFINITIONS", "PRIORITY_DESCRIPTIONS", "PRIORITY_NAMES"]

_ROWS = load("sla_document_template").rows

PRIORITY_NAMES: Mapping[str, str] = FrozenMap(
    {str(row["priority"]): str(row["name"]) for row in load("sla_targets_by_priority").rows}
)
"""Priority to its printed name: P1 is critical.

Source: Support Operations skill pack, SLA by Priority Level.
"""

PRIORITY_DESCRIPTIONS: Mapping[str, str] = FrozenMap(
    {
        priority: str(row["value"])
        for priority, name in PRIORITY_NAMES.items()
        for row in _ROWS
        if row["part"] == f"commitment_{name}" and row["key"] == "description"
    }
)
"""Priority to what it is about. P5 has none: the document leaves requests out.

Source: Support Operations skill pack, SLA Template.
"""

DEFINITIONS: Mapping[str, str] = FrozenMap(
    {str(row["key"]): str(row["value"]) for row in _ROWS if row["part"] == "definition"}
)
"""Term to its meaning: first_response, resolution and business_hours.

Source: Support Operations skill pack, SLA Template (Definitions).
"""
