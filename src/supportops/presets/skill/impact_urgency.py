"""Impact and urgency to priority and queue action: the five printed pairs, and a completed grid."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

from supportops.presets.table import load
from supportops.triage import DecisionTable, Rule
from supportops.vocabulary import P1_TO_P5, Scale

__all__ = ["IMPACT_URGENCY", "IMPACT_URGENCY_DERIVED"]

_ROWS = load("prioritization_impact_urgency").rows
_ACTIONS = {str(row["priority"]): str(row["action"]) for row in _ROWS}
_PRINTED = {(str(row["impact"]), str(row["urgency"])): str(row["priority"]) for row in _ROWS}
_IMPACT = Scale(*dict.fromkeys(impact for impact, _ in _PRINTED), name="impact")
_URGENCY = Scale(*dict.fromkeys(urgency for _, urgency in _PRINTED), name="urgency")


def _rule(impact: str, urgency: str, priority: str, note: str = "") -> Rule:
    answer = {"priority": priority, "action": _ACTIONS[priority]}
    return Rule(f"{impact}/{urgency}", {"impact": impact, "urgency": urgency}, answer, note)


def _completed() -> Iterator[Rule]:
    for pair in product(_IMPACT, _URGENCY):
        if pair in _PRINTED:
            yield _rule(*pair, _PRINTED[pair], "printed")
        else:
            milder = max(_IMPACT.rank(pair[0]), _URGENCY.rank(pair[1]))
            yield _rule(*pair, P1_TO_P5.label(milder), "derived")


IMPACT_URGENCY = DecisionTable(
    name="Prioritization matrix",
    hit_policy="unique",
    inputs={"impact": _IMPACT, "urgency": _URGENCY},
    rules=tuple(_rule(*pair, priority) for pair, priority in _PRINTED.items()),
)
"""Impact and urgency -> priority and action, as printed: 5 of the 20 pairs have an answer.

For the others `decide` raises NoMatchError. A single user who cannot work at all is one of them.

Source: Support Operations skill pack, The Ticket Prioritization Matrix.

Example:
    >>> answer = IMPACT_URGENCY.decide({"impact": "multiple_users", "urgency": "significant_block"}).output
    >>> answer["priority"], answer["action"]
    ('P2', 'next_available_agent')
"""

IMPACT_URGENCY_DERIVED = DecisionTable(
    name="Prioritization matrix, completed",
    hit_policy="unique",
    inputs={"impact": _IMPACT, "urgency": _URGENCY},
    rules=tuple(_completed()),
)
"""The same with an answer for all 20 pairs. No source prints 15 of them: they are derived, as each rule's note says.

The priority is the milder of what impact and urgency say alone: P1 for the worst of either, one rank less for each
step away from it. That gives all five printed pairs, a worse pair never has a milder priority, and a single user who
cannot work is a P3, as in the severity matrix and the decision tree. The sum of two ranks, which the severity matrix
follows, contradicts a printed pair.

Example:
    >>> decision = IMPACT_URGENCY_DERIVED.decide({"impact": "single_user", "urgency": "complete_block"})
    >>> decision.output["priority"]
    'P3'
"""
