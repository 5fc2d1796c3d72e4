"""The way of a ticket from T1 to T3: what T1 does next, and where it ends behind T3."""

from __future__ import annotations

from datetime import timedelta

from supportops.presets._read import by, number
from supportops.presets.table import load
from supportops.triage import DecisionTable, Rule, at_least, at_most, less_than
from supportops.vocabulary import P0_TO_P4

__all__ = ["LEVEL1_LIMIT", "LEVEL1_STEP", "LEVEL3_INTAKE"]

_STEPS = by("step", load("tier_escalation_procedure"))
_LIMIT_MINUTES = int(number(_STEPS["2"]["timebox_minutes"]))
_KNOWN, _SOLVED = str(_STEPS["1"]["on_yes"]), str(_STEPS["3"]["on_yes"])
_INCIDENT = str(_STEPS["7"]["on_yes"])
# Printed with the priorities behind it: "sprint_backlog (P2-P4)".
_BACKLOG = str(_STEPS["7"]["on_no"]).split()[0]

LEVEL1_LIMIT = timedelta(minutes=_LIMIT_MINUTES)
"""How long T1 tries to solve a ticket by itself: 15 minutes.

`supportops.triage.time_in_level` measures it in open time.

Source: The Product Builder's Playbook, chapter 27, Escalation Procedures.

Example:
    >>> print(LEVEL1_LIMIT)
    0:15:00
"""

LEVEL1_STEP = DecisionTable(
    name="What T1 does next",
    hit_policy="first",
    inputs={"known_solution": "boolean", "resolved": "boolean", "troubleshooting_minutes": at_least(0)},
    rules=(
        Rule("known solution", {"known_solution": True}, _KNOWN, "step 1"),
        Rule("solved", {"resolved": True}, _SOLVED, "step 3"),
        Rule("time is up", {"troubleshooting_minutes": at_least(_LIMIT_MINUTES)}, "escalate_T2", "step 3"),
        Rule(
            "time is left", {"troubleshooting_minutes": less_than(_LIMIT_MINUTES)}, "continue_troubleshooting", "step 2"
        ),
    ),
    outputs=(_KNOWN, _SOLVED, "escalate_T2", "continue_troubleshooting"),
)
"""Three facts -> resolve_document_close, document_close, continue_troubleshooting or escalate_T2.

A known solution, or an answer in the knowledge base, needs no troubleshooting. Otherwise T1 tries for up to 15
minutes: at the 15th the ticket goes up. What does not matter is not asked for. Say False for `resolved` while nobody
knows yet. What the escalation must hand over is in `HANDOFFS`.

Source: The Product Builder's Playbook, chapter 27, Escalation Procedures, steps 1 to 3.

Example:
    >>> LEVEL1_STEP.decide({"known_solution": True}).output
    'resolve_document_close'
    >>> tried = {"known_solution": False, "resolved": False}
    >>> [LEVEL1_STEP.decide({**tried, "troubleshooting_minutes": minutes}).output for minutes in (14.9, 15)]
    ['continue_troubleshooting', 'escalate_T2']
"""

LEVEL3_INTAKE = DecisionTable(
    name="What becomes of a ticket at T3",
    hit_policy="unique",
    inputs={"priority": P0_TO_P4},
    rules=(
        Rule(_INCIDENT, {"priority": at_least("P1")}, _INCIDENT, "step 7"),
        Rule(_BACKLOG, {"priority": at_most("P2")}, _BACKLOG, "step 7"),
    ),
    outputs=(_INCIDENT, _BACKLOG),
)
"""Priority -> path: P0 and P1 to incident_response, P2 to P4 to sprint_backlog.

The priorities are P0 to P4; `TO_P1_P5` says which these are on the other scale.

Source: The Product Builder's Playbook, chapter 27, Escalation Procedures, step 7.

Example:
    >>> [LEVEL3_INTAKE.decide({"priority": priority}).output for priority in ("P0", "P1", "P2")]
    ['incident_response', 'incident_response', 'sprint_backlog']
"""
