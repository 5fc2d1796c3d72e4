"""What a desk is told to automate, and which name of the library does it."""

from __future__ import annotations

from collections.abc import Mapping

from supportops._frozen import FrozenMap
from supportops._model import Model
from supportops.presets._read import by
from supportops.presets.table import load

__all__ = ["AUTOMATION_TRIGGERS", "TOOL_AUTOMATIONS", "Automation"]


class Automation(Model):
    """Something that happens without anybody's doing.

    Attributes:
        name: as printed.
        trigger: when.
        action: what happens then.
        benefit: what it is good for.
        done_by: the public names that decide it; sending, linking and changing tickets is left to the helpdesk.
    """

    name: str
    trigger: str
    action: str
    benefit: str
    done_by: tuple[str, ...]


_TICKETS = {
    "subject_keyword": ("supportops.triage.categorise", "supportops.presets.skill.KEYWORDS"),
    "customer_tier_lookup": ("supportops.triage.Modifier",),
    "similar_recent_ticket": ("supportops.triage.similar",),
    "idle_for_x_hours": ("supportops.triage.idle_tickets",),
    "angry_sentiment": ("supportops.triage.supervisor_flag",),
    "known_issue_match": ("supportops.triage.similar", "supportops.tickets.Merged"),
}
_TOOLS = {
    "auto_routing": ("supportops.triage.route", "supportops.triage.assign"),
    "auto_response": ("supportops.triage.similar",),
    "sla_alerts": ("supportops.sla.Stage",),
    "escalation": ("supportops.triage.EscalationPolicy", "supportops.presets.skill.escalation_by_fraction"),
    "csat_survey": ("supportops.presets.skill.AUTOMATION",),
    "duplicate_detection": ("supportops.triage.similar",),
    "vip_detection": ("supportops.triage.Modifier", "supportops.triage.Route"),
}

AUTOMATION_TRIGGERS: Mapping[str, Automation] = FrozenMap(
    {
        trigger: Automation(
            name=trigger,
            trigger=trigger,
            action=str(row["action"]),
            benefit=str(row["benefit"]),
            done_by=_TICKETS[trigger],
        )
        for trigger, row in by("trigger", load("ticket_automation_triggers")).items()
    }
)
"""The six automations of ticket handling, by trigger. After how long a ticket is idle is not printed.

The customer's tier changes the SLA, and the priority only by a modifier that you ask for. A mood flags a ticket for a
supervisor and changes nothing else.

Source: Support Operations skill pack, Ticket Management & Prioritization, Automation Opportunities.

Example:
    >>> AUTOMATION_TRIGGERS["idle_for_x_hours"].action, AUTOMATION_TRIGGERS["idle_for_x_hours"].done_by
    ('alert_or_reassign', ('supportops.triage.idle_tickets',))
"""

TOOL_AUTOMATIONS: Mapping[str, Automation] = FrozenMap(
    {
        name: Automation(
            name=name,
            trigger=str(row["trigger"]),
            action=str(row["action"]),
            benefit=str(row["impact"]),
            done_by=_TOOLS[name],
        )
        for name, row in by("automation", load("tool_automation_catalogue")).items()
    }
)
"""The seven automations expected of the tools, by name.

Source: Support Operations skill pack, Support Tool Stack Optimization, Automation Opportunities.

Example:
    >>> TOOL_AUTOMATIONS["sla_alerts"].action
    'notify assignee and manager'
"""
