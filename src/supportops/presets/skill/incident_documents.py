"""Who does what in an incident, and what its messages and its review say."""

from __future__ import annotations

from collections.abc import Mapping

from supportops._frozen import FrozenMap
from supportops._model import Model
from supportops.presets._read import by, texts
from supportops.presets.table import Cell, load

__all__ = ["INCIDENT_MESSAGES", "INCIDENT_ROLES", "REVIEW_FIELDS", "IncidentRole"]

_MESSAGES = load("incident_customer_messages").rows
_REVIEW = load("post_incident_review_fields").rows


class IncidentRole(Model):
    """A role of incident command: what it answers for, with examples."""

    name: str
    responsibility: str
    examples: tuple[str, ...]

    def __str__(self) -> str:
        return f"{self.name}: {self.responsibility} ({', '.join(self.examples)})"


INCIDENT_ROLES: Mapping[str, IncidentRole] = FrozenMap(
    {
        role: IncidentRole(name=role, responsibility=str(row["responsibility"]), examples=texts(row["examples"]))
        for role, row in by("role", load("incident_roles")).items()
    }
)
"""The five roles of a SEV1 or SEV2, by name; `INCIDENTS` asks for them.

Source: Support Operations skill pack, Incident Command Structure (SEV1/SEV2).

Example:
    >>> print(INCIDENT_ROLES["scribe"])
    scribe: documentation (timeline, actions, decisions)
"""

INCIDENT_MESSAGES: Mapping[str, Mapping[str, Cell]] = FrozenMap(
    {
        message: FrozenMap({str(row["field"]): row["value"] for row in _MESSAGES if row["message"] == message})
        for message in dict.fromkeys(str(row["message"]) for row in _MESSAGES)
    }
)
"""The two messages to customers, "initial" and "resolved": field -> what it says.

The first promises the next update within 30 minutes, and the last the report of the incident within 48 hours.
`IncidentPlan.message` writes them.

Source: Support Operations skill pack, Customer Communication Templates.

Example:
    >>> INCIDENT_MESSAGES["initial"]["status"], INCIDENT_MESSAGES["resolved"]["incident_report_within_hours"]
    ('being investigated', 48)
"""

REVIEW_FIELDS: Mapping[str, tuple[str, ...]] = FrozenMap(
    {
        block: tuple(str(row["field"]) for row in _REVIEW if row["block"] == block)
        for block in dict.fromkeys(str(row["block"]) for row in _REVIEW)
    }
)
"""The blocks of the post-incident review with their fields: header, summary, timeline, impact, analysis, actions.

Source: Support Operations skill pack, Post-Incident Review Template.

Example:
    >>> REVIEW_FIELDS["timeline"][:3]
    ('first_customer_report', 'on_call_paged', 'incident_declared')
"""
