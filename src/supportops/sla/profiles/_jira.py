"""Jira Service Management."""

from __future__ import annotations

from collections.abc import Sequence

from supportops._frozen import FrozenMap
from supportops.sla.metrics import MetricRule
from supportops.sla.profiles._pausing import by_status
from supportops.sla.profiles.profile import Certainty, Profile, VendorChoice

__all__ = ["jira"]

_PAUSED = "Understanding why an SLA is paused in a Jira Service Management ticket (Atlassian knowledge base)"


def jira(*, paused_statuses: str | Sequence[str] = ("pending",)) -> Profile:
    """Return the choices of Jira Service Management's two default SLAs.

    Args:
        paused_statuses: the statuses of "pause on" of Time to resolution; by default waiting for the customer.

    Example:
        >>> jira().options["on_reopen"]
        'new_cycle'
    """
    pauses = VendorChoice(
        "pauses",
        by_status(("resolution",), paused_statuses),
        "Time is not counted while the work item matches the SLA's pause condition, as a rule its status.",
        _PAUSED,
        Certainty.DOCUMENTED,
    )
    return Profile("jira", (pauses, *_CHOICES), _METRICS, _LIMITS)


_CHOICES = (
    VendorChoice(
        "metrics.first_response",
        MetricRule(
            "first_response",
            starts_on=("created",),
            stops_on=("public_agent_message", "resolved", "closed"),
            reopens="never",
        ),
        "Time to first response starts when the work item is created, whoever created it, and stops at the first "
        "comment for customers or at the resolution.",
        "Practitioners, of the default SLAs of a service project",
        Certainty.GENERAL_KNOWLEDGE,
    ),
    VendorChoice(
        "on_reply_while_paused",
        "keep",
        "The pause condition is looked at, not the conversation: a comment alone resumes nothing.",
        _PAUSED,
        Certainty.DOCUMENTED,
    ),
    VendorChoice(
        "on_reopen",
        "new_cycle",
        "When a start condition is met again after the stop, the SLA is reset and a new cycle starts.",
        "Can SLA's have multiple cycles? (Atlassian knowledge base)",
        Certainty.DOCUMENTED,
    ),
    VendorChoice(
        "reopen_metrics",
        ("resolution",),
        "Clearing the resolution is a start condition of Time to resolution, and not of Time to first response.",
        "Practitioners, of the default SLAs of a service project",
        Certainty.GENERAL_KNOWLEDGE,
    ),
    VendorChoice(
        "on_target_change",
        "carry",
        "When another goal matches, the running cycle gets it and keeps the time so far.",
        "Practitioners",
        Certainty.GENERAL_KNOWLEDGE,
    ),
    VendorChoice(
        "first_response_at_resolve",
        "stop",
        "A resolution stops Time to first response.",
        "Practitioners, of the default SLAs of a service project",
        Certainty.GENERAL_KNOWLEDGE,
    ),
)
_METRICS = FrozenMap({"Time to first response": "first_response", "Time to resolution": "resolution"})
_LIMITS = (
    "Start, pause and stop conditions are free there; other SLAs than the two default ones are `MetricRule`s to write.",
    "`breached()` looks at the last cycle, `everBreached()` at all of them: compare the last timer, or any of them.",
    "Outside the calendar's hours an SLA is shown as paused; here that time is closed, and in no pause.",
    "A changed SLA is applied to running cycles only; here the whole history is evaluated anew.",
    "Where a deadline on closing time falls is not known here; `landing` stays as the policy has it.",
)
