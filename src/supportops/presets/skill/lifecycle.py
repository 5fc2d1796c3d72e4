"""The ticket lifecycle as it is drawn, dead ends and all."""

from __future__ import annotations

from supportops.presets.schemes import STATUS_SCHEMES
from supportops.presets.table import load
from supportops.triage import LIFECYCLE, StateMachine, Transition

__all__ = ["LIFECYCLE_AS_DRAWN"]

# The drawing has arrows without names; these are the events that lead from one state to the other in the repaired one.
_EVENTS = {(one.source, one.target): one.event for one in LIFECYCLE.transitions}
_ARROWS = tuple((str(row["from_state"]), str(row["to_state"])) for row in load("ticket_lifecycle_transitions").rows)

LIFECYCLE_AS_DRAWN = StateMachine(
    name="lifecycle as drawn",
    states=STATUS_SCHEMES["extended_lifecycle"],
    transitions=tuple(Transition(_EVENTS[source, target], source, target) for source, target in _ARROWS),
    initial="new",
    final="resolved",
)
"""The published drawing: nine states, six arrows that can be read, and two that cannot.

The spacing of the drawing is lost, so that nobody can recover what its two branches hang from. That `escalated` hangs
from `in_progress` and `waiting_customer` from `pending` is a reading. The arrows have no names; the events are those
of `supportops.triage.LIFECYCLE`, which is the drawing repaired: nothing leads out of `engineering` and
`waiting_customer` here, only `pending` leads to `resolved`, and nothing is ever closed or reopened.

Source: Support Operations skill pack, The Ticket Lifecycle.

Example:
    >>> LIFECYCLE_AS_DRAWN.check().dead_ends
    ('engineering', 'waiting_customer')
"""
