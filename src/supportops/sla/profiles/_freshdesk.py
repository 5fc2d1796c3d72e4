"""Freshdesk."""

from __future__ import annotations

from collections.abc import Sequence

from supportops._frozen import FrozenMap
from supportops.sla.profiles._pausing import by_status
from supportops.sla.profiles.profile import Certainty, Profile, VendorChoice

__all__ = ["freshdesk"]

_TIMER = "When a ticket is created, does the timer start right away? (Freshdesk help)"


def freshdesk(*, paused_statuses: str | Sequence[str] = ("pending", "on_hold")) -> Profile:
    """Return the choices of Freshdesk's SLA policies.

    Args:
        paused_statuses: the statuses whose SLA timer is switched off; by default those that wait for the customer
            or for a third party.

    Example:
        >>> freshdesk().options["pauses"][0].metrics
        ('first_response', 'next_response', 'resolution')
    """
    pauses = VendorChoice(
        "pauses",
        by_status(("first_response", "next_response", "resolution"), paused_statuses),
        "The SLA timer is switched off by status, for all clocks of the ticket.",
        _TIMER,
        Certainty.DOCUMENTED,
    )
    return Profile("freshdesk", (pauses, *_CHOICES), _METRICS, _LIMITS)


_CHOICES = (
    VendorChoice(
        "on_reply_while_paused",
        "keep",
        "The timer is on or off by the status alone.",
        _TIMER,
        Certainty.DOCUMENTED,
    ),
    VendorChoice(
        "on_target_change",
        "creation",
        "A new priority recalculates the due times, from the creation on; a due time set by hand stays.",
        "Freshdesk help, on changing the due date of a ticket; practitioners for the start",
        Certainty.GENERAL_KNOWLEDGE,
    ),
)
_METRICS = FrozenMap(
    {
        "First response time": "first_response",
        "Every response time": "next_response",
        "Resolution time": "resolution",
    }
)
_LIMITS = (
    "What a reopened ticket does to its due times is not known here; `on_reopen` stays as the policy has it.",
    "Where a deadline on closing time falls is not known here; `landing` stays as the policy has it.",
    "A due time set by hand has to lie after the first response's; a `DueSet` event may lie anywhere.",
    "Each priority chooses business or calendar hours: name those with calendar hours in `around_the_clock`.",
)
