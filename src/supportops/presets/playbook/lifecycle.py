"""The five statuses as a state machine, and what is due when a ticket is resolved."""

from __future__ import annotations

from supportops.presets._read import number
from supportops.presets.schemes import STATUS_SCHEMES
from supportops.presets.table import load
from supportops.triage import StateMachine, Transition

__all__ = ["BASIC_LIFECYCLE", "CLOSURE_ACTIONS"]

CLOSURE_ACTIONS: tuple[str, ...] = tuple(
    str(row["action"]) for row in sorted(load("ticket_closure_actions").rows, key=lambda row: number(row["order"]))
)
"""What is due when a ticket is resolved, in order; the effects of `resolve` in `supportops.triage.LIFECYCLE`.

Source: The Product Builder's Playbook, chapter 27, Support Ticket Lifecycle Flow (Resolution & Closure).

Example:
    >>> CLOSURE_ACTIONS[0], len(CLOSURE_ACTIONS)
    ('document_solution', 4)
"""

BASIC_LIFECYCLE = StateMachine(
    name="basic lifecycle",
    states=STATUS_SCHEMES["basic_five"],
    transitions=(
        Transition("start", "new", "open"),
        Transition("wait", "open", "pending"),
        Transition("customer_reply", "pending", "open"),
        Transition("resolve", "open", "resolved", effects=CLOSURE_ACTIONS),
        Transition("close", "resolved", "closed"),
        Transition("reopen", "resolved", "open"),
        Transition("reopen", "closed", "open"),
    ),
    initial="new",
    final="closed",
)
"""New, open, pending, resolved, closed. Only the statuses are printed: all transitions, and their names, are inferred.

A ticket is worked on while it is open, waits for the customer while it is pending, and may be reopened even when it
is closed. `supportops.triage.LIFECYCLE` has a state for each kind of work.

Source: The Product Builder's Playbook, chapter 27, Essential Ticket Fields, for the statuses.

Example:
    >>> BASIC_LIFECYCLE.allowed("open")
    ('wait', 'resolve')
    >>> BASIC_LIFECYCLE.check().ok
    True
"""
