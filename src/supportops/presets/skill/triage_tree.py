"""Four questions in order; the first yes decides."""

from __future__ import annotations

from collections.abc import Iterator

from supportops.presets.table import load
from supportops.triage import DecisionTable, Rule

__all__ = ["TRIAGE_TREE"]

_STEPS = load("triage_decision_tree").rows
_QUESTIONS = tuple(str(row["question"]) for row in _STEPS)


def _rules() -> Iterator[Rule]:
    for question, row in zip(_QUESTIONS, _STEPS, strict=True):
        answer = {
            "priority": str(row["if_yes_priority"]),
            "label": str(row["if_yes_name"]),
            "action": str(row["if_yes_queue"]),
        }
        yield Rule(question, {question: True}, answer, f"step {row['step']}")
    # What is left after the last question is printed as text: "P4 low, low_priority_queue".
    named, action = str(_STEPS[-1]["if_no"]).split(", ")
    priority, label = named.split()
    yield Rule("no_to_all", dict.fromkeys(_QUESTIONS, False), {"priority": priority, "label": label, "action": action})


TRIAGE_TREE = DecisionTable(
    name="Triage decision tree",
    hit_policy="first",
    inputs=dict.fromkeys(_QUESTIONS, "boolean"),
    rules=tuple(_rules()),
)
"""Four yes-or-no facts -> priority, label and action; the action is the queue of `QUEUE_LANES`.

What is not known is asked for in order: `decide({}).needs[0]` is the first question. Lost or leaked data is more than
data at risk: the priority matrix of the same source has it as a P1, so answer the first question with yes for it.

Source: Support Operations skill pack, Triage Decision Tree.

Example:
    >>> TRIAGE_TREE.decide({"system_wide_outage": False}).needs[0]
    'revenue_or_data_at_risk'
    >>> facts = {"system_wide_outage": False, "revenue_or_data_at_risk": False, "core_functionality_blocked": True}
    >>> decision = TRIAGE_TREE.decide(facts)
    >>> decision.rule, decision.output["priority"], decision.output["action"]
    ('core_functionality_blocked', 'P3', 'standard_queue')
"""
