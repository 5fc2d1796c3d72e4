"""Zammad."""

from __future__ import annotations

from collections.abc import Sequence

from supportops._frozen import FrozenMap
from supportops.sla.metrics import MetricRule
from supportops.sla.profiles._pausing import by_status
from supportops.sla.profiles.profile import Certainty, Profile, VendorChoice

__all__ = ["zammad"]

_GUIDE = "How do SLAs work (Zammad admin documentation)"
_CODE = "zammad/zammad, escalation"
_CLOCKS = ("first_response", "next_response", "resolution")


def zammad(*, paused_statuses: str | Sequence[str] = ("pending",)) -> Profile:
    """Return the choices of Zammad's SLAs.

    Args:
        paused_statuses: the open states that are marked to ignore escalation; by default the pending ones.

    Example:
        >>> zammad().options["on_reopen"]
        'ignore'
    """
    pauses = VendorChoice(
        "pauses",
        by_status(_CLOCKS, paused_statuses),
        "A state that is marked to ignore escalation stops all clocks, that of the first response too.",
        f"{_CODE}; its default states",
        Certainty.READ_IN_CODE,
    )
    return Profile("zammad", (pauses, *_CHOICES), _METRICS, _LIMITS)


_CHOICES = (
    VendorChoice(
        "metrics.first_response",
        MetricRule(
            "first_response",
            starts_on=("created",),
            stops_on=("public_agent_message", "resolved", "closed"),
            reopens="never",
        ),
        "The first response is measured from the creation, also after a move to another group or SLA.",
        _GUIDE,
        Certainty.DOCUMENTED,
    ),
    VendorChoice(
        "metrics.next_response",
        MetricRule(
            "next_response",
            starts_on=("created_by_requester", "requester_message"),
            stops_on=("public_agent_message",),
            repeats=True,
            cancels_on=("resolved", "closed"),
            reopens="never",
        ),
        "The update time runs from the customer's oldest unanswered contact, the creation included, to the agent's "
        "answer; while the customer owes the word it does not run.",
        f"{_CODE}; zammad/zammad #3140",
        Certainty.READ_IN_CODE,
    ),
    VendorChoice(
        "on_reply_while_paused",
        "keep",
        "Breaks last from state change to state change.",
        _CODE,
        Certainty.READ_IN_CODE,
    ),
    VendorChoice(
        "on_reopen",
        "ignore",
        "The time of closing is set once; a ticket that has it gets no solution deadline again.",
        "zammad/zammad, ticket close time",
        Certainty.READ_IN_CODE,
    ),
    VendorChoice(
        "on_target_change",
        "creation",
        "Another SLA computes all deadlines again, from the creation on.",
        _GUIDE,
        Certainty.DOCUMENTED,
    ),
    VendorChoice(
        "first_response_at_resolve",
        "cancel",
        "A closed ticket has no deadlines, and without a response there is no response time.",
        _CODE,
        Certainty.READ_IN_CODE,
    ),
    VendorChoice(
        "on_merge",
        "cancel",
        "Merged is a state that ignores escalation.",
        "zammad/zammad #904; its default states",
        Certainty.READ_IN_CODE,
    ),
    VendorChoice(
        "landing",
        "open",
        "A deadline that falls on closing time is the next opening, as in the schedule library it uses.",
        "zammad/zammad, tests of the escalation; zendesk/biz",
        Certainty.READ_IN_CODE,
    ),
)
_METRICS = FrozenMap(
    {"First response time": "first_response", "Update time": "next_response", "Solution time": "resolution"}
)
_LIMITS = (
    "What counts as the first response to a ticket that an agent wrote is not known here; the next message does.",
    "It counts whole minutes, and cuts pauses to the minute.",
    "A reopened ticket without a response gets its response deadline back; here a cancelled timer stays cancelled.",
    "Its statistics keep the longest update time only; here each turn is a timer.",
    "After an SLA was changed, its statistics may mix the old targets with the new (noted in its code).",
    "A ticket has one next escalation, and a short update target comes before the first response's "
    "(zammad/zammad #5177); here each clock stands for itself.",
)
