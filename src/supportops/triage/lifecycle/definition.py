"""The lifecycle of a ticket: its states, what leads from one to the next, and what each state means for the clocks."""

from __future__ import annotations

from supportops.tickets import StatusMap
from supportops.triage.conditions import any_of, none_of
from supportops.triage.machine.machine import StateMachine
from supportops.triage.machine.transition import Transition
from supportops.vocabulary import ResolutionType, Status

__all__ = ["LIFECYCLE", "LIFECYCLE_STATUS"]

_CLOSURE_ACTIONS = (
    "document_solution",
    "create_or_update_kb_article",
    "send_csat_survey",
    "feed_ticket_data_to_analytics",
)
_WORKED_ON = ("in_progress", "pending", "waiting_customer", "escalated", "engineering")
_ENDINGS = tuple(ending.value for ending in ResolutionType)

_EVENTS = (
    # event, from, to
    ("triage", ("new",), "triaged"),
    ("assign", ("triaged",), "assigned"),
    ("start", ("assigned",), "in_progress"),
    ("hold", ("in_progress",), "pending"),
    ("resume", ("pending",), "in_progress"),
    ("wait", ("in_progress", "pending"), "waiting_customer"),
    ("customer_reply", ("waiting_customer",), "in_progress"),
    ("escalate", ("in_progress",), "escalated"),
    ("send_to_engineering", ("escalated",), "engineering"),
    ("hand_back", ("escalated", "engineering"), "in_progress"),
    ("resolve", _WORKED_ON, "resolved"),
    ("close", ("resolved",), "closed"),
    ("reopen", ("resolved", "closed"), "in_progress"),
    ("merge", ("new", "triaged", "assigned", *_WORKED_ON), "closed"),
)
_GUARDS = {"resolve": {"resolution": any_of(*_ENDINGS)}, "merge": {"into": none_of("")}}
_EFFECTS = {"resolve": _CLOSURE_ACTIONS}

LIFECYCLE = StateMachine(
    name="lifecycle",
    states=("new", "triaged", "assigned", *_WORKED_ON, "resolved", "closed"),
    transitions=tuple(
        Transition(event, source, target, when=_GUARDS.get(event, {}), effects=_EFFECTS.get(event, ()))
        for event, sources, target in _EVENTS
        for source in sources
    ),
    initial="new",
    final="closed",
    inputs={"resolution": _ENDINGS, "into": "text"},
)
"""The lifecycle of a ticket, from new to closed.

The published drawing, repaired where nothing could follow:

- Its branches end in `engineering` and `waiting_customer`. Here engineering hands back, a reply of the customer
  resumes the work, and both can resolve.
- It does not say what the two branches hang from. Here work in progress escalates, and work in progress or on hold
  waits for the customer.
- Its main line resolves from `pending` only. Here whatever is worked on can be resolved, and what is on hold can go on.
- It ends in `resolved`. Here a resolved ticket is closed, and either may be reopened: to `in_progress`, as "reopened"
  is an event and no place to stay.
- Merging is added. A duplicate is merged (`into` names the other ticket) or resolved as a duplicate.

`pending` waits for a third party, `waiting_customer` for the customer. To resolve takes a `resolution` (see
`ResolutionType`), and its effects are the four closure actions, in order.

Source: Support Operations skill pack, The Ticket Lifecycle, SLA Clock Rules; The Product Builder's Playbook,
chapter 27, Support Ticket Lifecycle Flow (Resolution & Closure).

Example:
    >>> LIFECYCLE.step("in_progress", "resolve", {"resolution": "workaround"})
    'resolved'
    >>> LIFECYCLE.allowed("triaged")
    ('assign', 'merge')
    >>> LIFECYCLE.transition("pending", "resolve", {"resolution": "solved"}).effects[0]
    'document_solution'
    >>> LIFECYCLE.check().ok
    True
"""

LIFECYCLE_STATUS = StatusMap(
    {
        "new": Status.NEW,
        "triaged": Status.OPEN,
        "assigned": Status.OPEN,
        "in_progress": Status.OPEN,
        "pending": Status.ON_HOLD,
        "waiting_customer": Status.PENDING,
        "escalated": Status.OPEN,
        "engineering": Status.OPEN,
        "resolved": Status.RESOLVED,
        "closed": Status.CLOSED,
    }
)
"""What the states of `LIFECYCLE` mean for the clocks.

Here `pending` is on hold, as it waits for a third party; in `EXTENDED_STATUSES`, which takes the published statuses
by their names alone, it waits for the requester.

Example:
    >>> LIFECYCLE_STATUS.category("pending").value, LIFECYCLE_STATUS.category("waiting_customer").value
    ('on_hold', 'pending')
"""
