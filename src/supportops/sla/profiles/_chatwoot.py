"""Chatwoot."""

from __future__ import annotations

from supportops._frozen import FrozenMap
from supportops.sla.profiles.profile import Certainty, Profile, VendorChoice
from supportops.vocabulary import Party

__all__ = ["chatwoot"]

_CHECK = "chatwoot/chatwoot, evaluation of applied SLAs"


def chatwoot() -> Profile:
    """Return the choices of Chatwoot's SLA policies.

    Example:
        >>> chatwoot().options["pauses"]
        ()
    """
    return Profile("chatwoot", _CHOICES, _METRICS, _LIMITS)


_CHOICES = (
    VendorChoice(
        "pauses",
        (),
        "No status stops a clock; a snoozed or pending conversation runs on.",
        _CHECK,
        Certainty.READ_IN_CODE,
    ),
    VendorChoice(
        "on_reopen",
        "ignore",
        "A resolved conversation ends its SLA as hit or missed, and that stays when it is opened again.",
        _CHECK,
        Certainty.READ_IN_CODE,
    ),
    VendorChoice(
        "first_response_by",
        (Party.AGENT,),
        "Answers of bots are no first response.",
        "chatwoot/chatwoot pull request #6409",
        Certainty.DOCUMENTED,
    ),
    VendorChoice(
        "first_response_at_resolve",
        "stop",
        "A conversation that is resolved in time without a reply is a hit.",
        _CHECK,
        Certainty.READ_IN_CODE,
    ),
    VendorChoice(
        "landing",
        "close",
        "A deadline that falls on closing time is closing time.",
        "chatwoot/chatwoot, SLA business hours",
        Certainty.READ_IN_CODE,
    ),
)
_METRICS = FrozenMap(
    {
        "First response time": "first_response",
        "Next response time": "next_response",
        "Resolution time": "resolution",
    }
)
_LIMITS = (
    "It looks at its clocks every few minutes, and at the resolution only while the conversation is not resolved: one "
    "that is resolved late, between two looks, is a hit. Here it is breached.",
    "A look exactly at the deadline is a miss there; here a promise is kept up to its deadline.",
    "An SLA is attached by a rule and never changes, and has no targets by priority: write one row for each priority, "
    "all the same, and leave priority changes out of the history.",
    "Its hit rate takes conversations that are not decided for hits: that is the share of all that are not breached.",
)
