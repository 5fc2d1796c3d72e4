"""What an incident of each severity asks for, with the tasks of the war room."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

from supportops.presets._read import minutes, number
from supportops.presets.skill.incident_documents import INCIDENT_MESSAGES, INCIDENT_ROLES
from supportops.presets.skill.severities import SEVERITY_COMMUNICATION, SEVERITY_TARGETS
from supportops.presets.table import Row, load
from supportops.triage import ChecklistItem, IncidentPlan
from supportops.vocabulary import SEV1_TO_SEV5

__all__ = ["INCIDENTS"]

_ROWS = load("war_room_checklist").rows
_ACTIVE = "active"
"""The phase that follows the first one."""
_COMMANDED = ("SEV1", "SEV2")
_WAR_ROOM = ("SEV1",)
_REPORT = timedelta(hours=number(INCIDENT_MESSAGES["resolved"]["incident_report_within_hours"]))


def _begun_by() -> timedelta:
    """Return when the first phase is over: the end of its window, the only time that is printed."""
    [end] = {number(window["high"]) for row in _ROWS if isinstance(window := row["window_minutes"], Mapping)}
    return timedelta(minutes=end)


def _task(row: Row) -> ChecklistItem:
    return ChecklistItem(
        str(row["task"]),
        phase=str(row["phase"]),
        after=_begun_by() if row["phase"] == _ACTIVE else "0m",
        every=minutes(row["repeat_every_minutes"]),
        severities=_WAR_ROOM,
    )


INCIDENTS = IncidentPlan(
    scale=SEV1_TO_SEV5,
    roles=dict.fromkeys(_COMMANDED, tuple(INCIDENT_ROLES)),
    update_every={severity: targets["update"] for severity, targets in SEVERITY_TARGETS.items()},
    respond_within={
        severity: wait
        for severity, targets in SEVERITY_TARGETS.items()
        if (wait := targets["first_response"]) is not None
    },
    communication=SEVERITY_COMMUNICATION,
    war_room=_WAR_ROOM,
    review=dict.fromkeys(_COMMANDED, _REPORT),
    checklist=tuple(map(_task, _ROWS)),
)
"""The plan for SEV1 to SEV5: response, updates, channels, roles, tasks of the war room, and review.

- Response, rhythm of the updates and channels as in the table of response requirements. A SEV5 is updated when it is
  resolved.
- SEV1 and SEV2 have the five roles and a review. When the review is due is not printed: the last message to customers
  promises a report within 48 hours, and the review is held to it.
- SEV1 has a war room with 15 tasks. The five of the initiation are due from the start on: they are printed as the
  work of the first 15 minutes. Those of the active phase follow these, 15 minutes after the start, and the status page
  is refreshed every 15 minutes from then on. Those of the resolution are
  due when the incident ends.

The 15 minutes are for the status page and the updates of a SEV1. The first message to customers promises the next
update within 30, a P1 ticket is updated every 30, and another source updates every 60: see `INCIDENT_MESSAGES`,
`TARGETS` and `supportops.presets.lean.PROMISES`. Each is kept for its audience.

Source: Support Operations skill pack, Escalation Response Requirements; Incident Command Structure; War Room Protocol;
Customer Communication Templates; Good Escalation Practices.

Example:
    >>> from datetime import UTC, datetime, timedelta
    >>> from supportops.triage import Incident
    >>> start = datetime(2026, 3, 2, 9, tzinfo=UTC)
    >>> incident = Incident(id="INC-7", severity="SEV1", start=start, updates=(start + timedelta(minutes=14),))
    >>> [f"{due:%H:%M}" for due in INCIDENTS.missed_updates(incident, at=start + timedelta(minutes=45))]
    ['09:30', '09:45']
    >>> INCIDENTS.roles_for("SEV2")[0], INCIDENTS.has_war_room("SEV2"), INCIDENTS.needs_review("SEV2")
    ('incident_commander', False, True)
"""
