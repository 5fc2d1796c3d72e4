"""Frappe Helpdesk."""

from __future__ import annotations

from collections.abc import Sequence

from supportops._frozen import FrozenMap
from supportops.sla.metrics import MetricRule
from supportops.sla.profiles._pausing import by_status, listed
from supportops.sla.profiles.profile import Certainty, Profile, VendorChoice

__all__ = ["frappe"]

_AGREEMENT = "frappe/helpdesk, HD Service Level Agreement"
_TICKET = "frappe/helpdesk, HD Ticket"


def frappe(*, paused_statuses: str | Sequence[str] = ("pending",)) -> Profile:
    """Return the choices of Frappe Helpdesk's service level agreements.

    Args:
        paused_statuses: the statuses of its category "Paused"; by default Replied, which waits for the customer.

    Example:
        >>> frappe().options["on_target_change"]
        'creation'
    """
    pauses = VendorChoice(
        "pauses",
        by_status(("resolution",), paused_statuses),
        "The resolution timer stands still in the paused statuses, by default Replied; the open time is added to it.",
        "Service Level Agreement (Frappe Helpdesk documentation)",
        Certainty.DOCUMENTED,
    )
    answered = VendorChoice(
        "metrics.first_response",
        MetricRule(
            "first_response",
            starts_on=("created",),
            stops_on=(*(f"status:{status}" for status in listed(paused_statuses)), "resolved", "closed"),
            reopens="never",
        ),
        "The first response is the first change to a paused status, or from open to resolved; messages are not "
        "looked at. It is measured from the creation.",
        _TICKET,
        Certainty.READ_IN_CODE,
    )
    return Profile("frappe", (pauses, answered, *_CHOICES), _METRICS, _LIMITS)


_CHOICES = (
    VendorChoice(
        "on_reply_while_paused",
        "keep",
        "Hold time lasts from status change to status change.",
        _AGREEMENT,
        Certainty.READ_IN_CODE,
    ),
    VendorChoice(
        "on_reopen",
        "resume",
        "The stretch between a resolution and the next status is added to the hold time.",
        _AGREEMENT,
        Certainty.READ_IN_CODE,
    ),
    VendorChoice(
        "on_target_change",
        "creation",
        "Both due times are computed again from the creation, with the new priority and the hold time so far.",
        _AGREEMENT,
        Certainty.READ_IN_CODE,
    ),
    VendorChoice(
        "first_response_at_resolve",
        "stop",
        "Resolving an open ticket is a response.",
        _TICKET,
        Certainty.READ_IN_CODE,
    ),
    VendorChoice(
        "landing",
        "close",
        "A deadline that falls on closing time is closing time.",
        _AGREEMENT,
        Certainty.READ_IN_CODE,
    ),
)
_METRICS = FrozenMap({"First Response Time": "first_response", "Resolution Time": "resolution"})
_LIMITS = (
    "Hold time is a stored counter: a ticket that was changed several times in one save may have lost some of it "
    "(frappe/helpdesk pull request #3776). Here it follows from the events.",
    "Its instants have no zone and are those of the site.",
    "It has one agreement status for both clocks; a failed response fails the ticket.",
    "A day has one window there; lunch breaks cannot be told (frappe/helpdesk #2212).",
)
