"""The published ladders, a plain loop over them, and a few words to write alerts with."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from supportops.calendar import BusinessCalendar
from supportops.triage.escalation.events import Acknowledged, Resolved, SeverityChanged, Triggered
from supportops.triage.escalation.policy import EscalationPolicy
from supportops.triage.escalation.severities import EscalationSet
from supportops.triage.escalation.step import EscalationStep

MINUTES = (0, 30, 60, 120, 240)
# Support Operations skill pack, Escalation Paths by Severity.
PUBLISHED = {
    "SEV1": ("on_call_engineer", "vp_engineering", "cto", "ceo", "board_update"),
    "SEV2": ("l3_engineer", "engineering_manager", "vp_engineering", "cto"),
    "SEV3": ("l2_specialist", "l3_engineer", "engineering_manager"),
    "SEV4": ("l1_agent", "l2_specialist"),
    "SEV5": ("l1_agent",),
}
# 2026-03-01 is a Sunday.
SUNDAY = datetime(2026, 3, 1, 2, tzinfo=UTC)
DESK = BusinessCalendar(zone="UTC", hours="Mon-Fri 09:00-17:00", name="desk")
NEVER = BusinessCalendar(zone="UTC", hours="closed")


def ladder(*steps, **given):
    """Return a ladder of (minute, role) pairs."""
    return EscalationPolicy(steps=tuple(EscalationStep(f"{minute}m", role) for minute, role in steps), **given)


def published(severity, **given):
    return ladder(*zip(MINUTES, PUBLISHED[severity], strict=False), name=severity, **given)


def published_set(**given):
    return EscalationSet({severity: published(severity) for severity in PUBLISHED}, **given)


def minute(count, *, seconds=0):
    """Return the instant so long after Sunday 02:00 UTC."""
    return SUNDAY + timedelta(minutes=count, seconds=seconds)


def triggered(count=0, severity=None):
    return Triggered(minute(count), severity)


def acked(count, *, seconds=0):
    return Acknowledged(minute(count, seconds=seconds), by="ann")


def resolved(count):
    return Resolved(minute(count))


def changed(count, to):
    return SeverityChanged(minute(count), to)


def told(notifications):
    """Return minute and role of each."""
    return [((found.at - SUNDAY) / timedelta(minutes=1), found.role) for found in notifications]
