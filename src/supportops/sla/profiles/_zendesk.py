"""Zendesk Support."""

from __future__ import annotations

from supportops._frozen import FrozenMap
from supportops.sla.profiles.profile import Certainty, Profile, VendorChoice
from supportops.vocabulary import Party

__all__ = ["zendesk"]

_EVENTS = "Ticket metric event types reference (Zendesk developer documentation)"
_DEFINITIONS = "Metrics definitions (GitLab handbook, which repeats Zendesk's definitions)"


def zendesk() -> Profile:
    """Return the choices of Zendesk's SLA policies.

    Which statuses count is fixed by the metric there: promise `requester_wait` or `agent_work` for a clock that
    stands still while pending, and `resolution` for total resolution time, which never does.

    Example:
        >>> zendesk().options["on_target_change"]
        'carry'
    """
    return Profile("zendesk", _CHOICES, _METRICS, _LIMITS)


_CHOICES = (
    VendorChoice(
        "pauses",
        (),
        "Statuses belong to the metric: requester wait stands still while pending, agent work while pending or on "
        "hold, total resolution time never. No setting changes that.",
        _EVENTS,
        Certainty.DOCUMENTED,
    ),
    VendorChoice(
        "on_reply_while_paused",
        "keep",
        "The clock follows the status. A comment of the end user sets a pending ticket back to open.",
        "Defining SLA policies (Zendesk help, with the answers below it)",
        Certainty.DOCUMENTED,
    ),
    VendorChoice(
        "on_reopen",
        "resume",
        "A metric that was fulfilled can be activated again; the time goes on.",
        _EVENTS,
        Certainty.DOCUMENTED,
    ),
    VendorChoice(
        "on_target_change",
        "carry",
        "An update that changes the priority gives the ticket the new targets; the time so far stays counted.",
        "Defining and using SLA policies (Zendesk help) for the new targets; practitioners for the time so far",
        Certainty.GENERAL_KNOWLEDGE,
    ),
    VendorChoice(
        "update_cadence",
        "reset",
        "The periodic update is measured from one public agent reply to the next.",
        _DEFINITIONS,
        Certainty.DOCUMENTED,
    ),
    VendorChoice(
        "first_response_by",
        (Party.AGENT,),
        "The first reply is the first public reply of an agent.",
        _DEFINITIONS,
        Certainty.DOCUMENTED,
    ),
    VendorChoice(
        "landing",
        "open",
        "Zendesk's published schedule library puts a deadline that falls on closing time at the next opening. That "
        "the SLA policies do the same is not documented.",
        "zendesk/biz",
        Certainty.GENERAL_KNOWLEDGE,
    ),
)
_METRICS = FrozenMap(
    {
        "First reply time": "first_response",
        "Next reply time": "next_response",
        "Periodic update": "update",
        "Pausable update": "pausable_update",
        "Requester wait time": "requester_wait",
        "Agent work time": "agent_work",
        "Total resolution time": "resolution",
    }
)
_LIMITS = (
    "The advanced settings of the reply metrics (which messages start or fulfil them) are not part of the profile; "
    "a `MetricRule` can say them.",
    "Whether a ticket that is solved without a reply fulfils the first reply is not known here; "
    "`first_response_at_resolve` stays as the policy has it.",
    "After a breach the badge counts calendar time, whatever the target counts: compare it with `late_by`.",
    "A new or edited policy takes hold at the next update of a ticket, and a changed schedule leaves earlier events "
    "alone. Date the entries of a `PolicySet`, and use seasons.",
    "Native ticket metrics of the same names are not the SLA clocks: single-event ones use one schedule for the whole "
    "span.",
    "Group SLAs are not covered.",
)
