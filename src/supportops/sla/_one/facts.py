"""The ticket's facts folded event by event, and the signal words that each event sets."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from supportops._instants import to_us
from supportops.sla._one.signals import WORD_BITS
from supportops.sla._one.state import ExplicitPause, Facts
from supportops.tickets import (
    Acknowledged,
    Assignment,
    Cancelled,
    Created,
    Event,
    FieldChange,
    Merged,
    Message,
    Paused,
    Resumed,
    StatusChange,
)  # fmt: skip
from supportops.vocabulary import Party, Status

if TYPE_CHECKING:
    from supportops.sla._one.plan import Plan

__all__ = ["FACT_FIELDS", "MESSAGE_BITS", "REOPENED", "first_facts", "initial_signals", "observe"]

FACT_FIELDS = frozenset({"priority", "tier", "channel", "category"})
REOPENED = WORD_BITS["reopened"]
_REQUESTER = WORD_BITS["requester_message"]
_AGENT = WORD_BITS["public_agent_message"]
_BOT = WORD_BITS["bot_message"]
_NOTE = WORD_BITS["internal_note"]
MESSAGE_BITS = _REQUESTER | _AGENT | _BOT | _NOTE

Category = Callable[[str], Status]


def first_facts(event: Created, category: Category, kept_fields: frozenset[str]) -> Facts:
    """Return the facts at creation."""
    return Facts(
        created_us=event.at_us,
        priority=event.priority,
        tier=event.tier,
        channel=event.channel,
        category=event.category,
        status=event.status,
        status_category=category(event.status).value,
        status_reason=None,
        fields={name: event.fields[name] for name in kept_fields if name in event.fields},
        asked=event.by is not Party.AGENT,
    )


def initial_signals(event: Created, facts: Facts, plan: Plan) -> tuple[int, int]:
    """Return the signals of the creation itself and those of the status the ticket was created in."""
    by = "created_by_agent" if event.by is Party.AGENT else "created_by_requester"
    created = WORD_BITS["created"] | WORD_BITS[by] | WORD_BITS["sla_assigned"]
    return created, _entered(facts, "new", plan)


def observe(facts: Facts, event: Event, plan: Plan, category: Category, kept_fields: frozenset[str]) -> int:
    """Change the facts by one event and return its signals."""
    if isinstance(event, Message):
        return _message(facts, event, plan)
    if isinstance(event, StatusChange):
        return _status(facts, event, plan, category(event.to).value)
    if isinstance(event, FieldChange):
        return _field(facts, event, plan, kept_fields)
    if isinstance(event, Assignment):
        return 0 if event.agent is None else WORD_BITS["assigned"]
    if isinstance(event, Acknowledged):
        return WORD_BITS["acknowledged"]
    if isinstance(event, Paused):
        _pause(facts, event)
    elif isinstance(event, Resumed):
        facts.explicit = [pause for pause in facts.explicit if event.reason not in (None, pause.reason)]
    elif isinstance(event, Cancelled):
        facts.ended = facts.ended or event.reason
    elif isinstance(event, Merged) and plan.cancels_merged:
        facts.ended = facts.ended or "merged"
    return 0


def _message(facts: Facts, event: Message, plan: Plan) -> int:
    if event.by is Party.REQUESTER:
        facts.asked = True
        facts.follow_ups = 0
        if facts.status_category == "pending":
            facts.answered = True
        return _REQUESTER
    if not event.public:
        return _NOTE if event.by is Party.AGENT else 0
    if facts.asked and event.by in plan.responders:
        facts.responded = True
    if event.by is Party.AGENT:
        facts.follow_ups += 1
        return _AGENT
    return _BOT if event.by is Party.BOT else 0


def _status(facts: Facts, event: StatusChange, plan: Plan, category: str) -> int:
    before, was_resolved = facts.status_category, facts.is_resolved
    facts.status, facts.status_category, facts.status_reason = event.to, category, event.reason
    facts.answered = False
    signals = _entered(facts, before, plan)
    return signals | REOPENED if was_resolved and not facts.is_resolved else signals


def _entered(facts: Facts, before: str, plan: Plan) -> int:
    """Return the signals of a status: its own name always, its category when that is new."""
    category = facts.status_category
    signals = plan.alphabet.status(facts.status, category if category != before else "")
    if category == "resolved" and before not in ("resolved", "closed"):
        signals |= WORD_BITS["resolved"]
    elif category == "closed" and before != "closed":
        signals |= WORD_BITS["closed"]
    return signals


def _field(facts: Facts, event: FieldChange, plan: Plan, kept_fields: frozenset[str]) -> int:
    if event.field in FACT_FIELDS:
        setattr(facts, event.field, event.to)
    elif event.field in kept_fields:
        facts.fields[event.field] = event.to
    return plan.alphabet.field(event.field)


def _pause(facts: Facts, event: Paused) -> None:
    until = None if event.until is None else to_us(event.until)
    for pause in facts.explicit:
        if pause.reason == event.reason:
            # Pausing twice is harmless: it is one pause, which ends with the later of the two.
            pause.until = None if until is None or pause.until is None else max(until, pause.until)
            return
    facts.explicit = [*facts.explicit, ExplicitPause(event.reason, event.at_us, until)]
