"""What must be handed over when a ticket goes up a level, and when it becomes an incident."""

from __future__ import annotations

from supportops.presets.table import load
from supportops.triage import Handoff

__all__ = ["INCIDENT_HANDOFF", "LEVEL_HANDOFF"]


def _fields(table: str) -> tuple[str, ...]:
    return tuple(str(row["field"]) for row in load(table).rows)


LEVEL_HANDOFF = Handoff(source="one level", target="the next", required=_fields("escalation_handoff_fields"))
"""The 15 fields of the escalation template, from ticket_id to suggested_next_steps.

Which of them must be filled is not printed: all are required. Where no screenshot exists, say so in its place, or
`LEVEL_HANDOFF.model_copy(update={"when_incomplete": "record"})` lets the ticket through and keeps what it lacks.
`supportops.presets.playbook.HANDOFFS` asks for four items a step.

Source: Support Operations skill pack, Support Tier Structure, Escalation Handoff Template.

Example:
    >>> check = LEVEL_HANDOFF.check({"ticket_id": "4711", "steps": ["restarted: no change"]})
    >>> check.accepted, len(check.missing)
    (False, 13)
"""

INCIDENT_HANDOFF = Handoff(source="support", target="incident response", required=_fields("internal_escalation_fields"))
"""The 14 fields of the internal escalation template, from severity to internal_channel.

All are required, as above. The template knows SEV1 to SEV4; a SEV5 is no incident to it.

Source: Support Operations skill pack, Escalation Procedures, Internal Escalation Template.

Example:
    >>> INCIDENT_HANDOFF.missing({"severity": "SEV1"})[:3]
    ('time_detected', 'escalated_by', 'escalated_to')
"""
