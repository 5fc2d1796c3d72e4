"""Business impact to priority."""

from __future__ import annotations

from supportops.presets.definitions import LabelDefinition
from supportops.presets.skill.levels import PRIORITY_DEFINITIONS
from supportops.triage import DecisionTable, Rule
from supportops.vocabulary import P1_TO_P5, Scale

__all__ = ["PRIORITIES"]

_LABELS = (
    "outage_or_data_lost",
    "major_feature_broken",
    "feature_impaired",
    "minor_or_cosmetic",
    "feature_request_or_how_to",
)
_DEFINED: dict[str, LabelDefinition] = dict(zip(_LABELS, PRIORITY_DEFINITIONS.values(), strict=True))

PRIORITIES = DecisionTable(
    name="Ticket priority matrix",
    hit_policy="unique",
    inputs={
        "business_impact": Scale(
            *_LABELS, name="business_impact", titles={label: one.definition for label, one in _DEFINED.items()}
        )
    },
    rules=tuple(
        Rule(label, {"business_impact": label}, one.label, ", ".join(one.examples)) for label, one in _DEFINED.items()
    ),
    outputs=P1_TO_P5,
)
"""Business impact -> P1 to P5. The input's titles are the printed definitions, the rules' notes the examples.

Lost data is a P1 here; data at risk is a P2 in `TRIAGE_TREE`.

Source: Support Operations skill pack, Ticket Priority Matrix.

Example:
    >>> PRIORITIES.decide({"business_impact": "major_feature_broken"}).output
    'P2'
"""
