"""What is wrong to priority."""

from __future__ import annotations

from supportops.presets.definitions import LabelDefinition
from supportops.presets.playbook.definitions import PRIORITY_DEFINITIONS
from supportops.triage import DecisionTable, Rule
from supportops.vocabulary import P0_TO_P4, Scale

__all__ = ["PRIORITIES"]

_LABELS = ("service_down", "major_feature_broken", "feature_impaired", "minor_or_how_to", "request")
_DEFINED: dict[str, LabelDefinition] = dict(zip(_LABELS, PRIORITY_DEFINITIONS.values(), strict=True))

PRIORITIES = DecisionTable(
    name="Priority classification matrix",
    hit_policy="unique",
    inputs={
        "definition": Scale(
            *_LABELS, name="definition", titles={label: one.definition for label, one in _DEFINED.items()}
        )
    },
    rules=tuple(
        Rule(label, {"definition": label}, one.label, ", ".join(one.examples)) for label, one in _DEFINED.items()
    ),
    outputs=P0_TO_P4,
)
"""What is wrong -> P0 to P4. The input's titles are the printed definitions, the rules' notes the examples.

A broken feature with a way around it is only impaired. Lost data is a P0.

Source: The Product Builder's Playbook, chapter 27, Priority Classification Matrix.

Example:
    >>> PRIORITIES.decide({"definition": "major_feature_broken"}).output
    'P1'
"""
