"""A state machine as a table: a row for each event and where it leads."""

from __future__ import annotations

from typing import TYPE_CHECKING

from supportops._shown import Grid
from supportops.triage.decision import told

if TYPE_CHECKING:
    from supportops.triage.machine.machine import StateMachine
    from supportops.triage.machine.transition import Transition

__all__ = ["grid"]


def grid(machine: StateMachine) -> Grid:
    """Return the transitions as a table; those that differ in their source only share a row."""
    rows: dict[Transition, list[str]] = {}
    for one in machine.transitions:
        anywhere = one.model_copy(update={"source": machine.initial})
        rows.setdefault(anywhere, []).append(one.source)
    body = [
        (
            f"{one.event} (automatic)" if one.automatic else one.event,
            ", ".join(dict.fromkeys(sources)),
            one.target,
            one.guard or "-",
            ", ".join(map(told, one.effects)) or "-",
        )
        for one, sources in rows.items()
    ]
    end = f"; final: {', '.join(machine.final)}" if machine.final else ""
    headline = f"{machine.name or 'state machine'}: begins in {machine.initial}{end}"
    return Grid(headline, ("event", "from", "to", "requires", "effects"), body)
