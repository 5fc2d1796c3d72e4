"""From the customer's problem to the feedback for the product: self-service first, then a ticket."""

from __future__ import annotations

from collections.abc import Iterator

from supportops.presets._read import by
from supportops.presets.table import Row, load
from supportops.triage import StateMachine, Transition

__all__ = ["SUPPORT_FLOW"]

_NODES = by("node", load("support_flow_self_serve_first"))
_EVENTS = {"next": "next", "next_on_yes": "yes", "next_on_no": "no"}


def _named(kind: str) -> tuple[str, ...]:
    return tuple(node for node, row in _NODES.items() if row["kind"] == kind)


def _ways_on(node: str, row: Row) -> Iterator[Transition]:
    for column, event in _EVENTS.items():
        if row[column] is not None:
            yield Transition(event, node, str(row[column]))


SUPPORT_FLOW = StateMachine(
    name="self-serve-first support flow",
    states=tuple(_NODES),
    transitions=tuple(way for node, row in _NODES.items() for way in _ways_on(node, row)),
    initial=_named("start")[0],
    final=_named("end"),
)
"""The eight boxes of the drawing as states. A decision has the events "yes" and "no", every other box "next".

What self-service solves is deflected; only the rest becomes a ticket. The drawing has one box for the three tiers, and
no way back: `supportops.triage.LIFECYCLE` is what happens in it.

Source: The Product Builder's Playbook, chapter 27, Support Ticket Lifecycle Flow.

Example:
    >>> SUPPORT_FLOW.step("resolved_by_self_serve", "yes"), SUPPORT_FLOW.step("resolved_by_self_serve", "no")
    ('deflected', 'ticket_created')
    >>> SUPPORT_FLOW.final
    ('deflected', 'product_feedback_loop')
"""
