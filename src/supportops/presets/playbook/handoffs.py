"""What a ticket must bring along when it goes from T1 to T2, and from T2 to T3."""

from __future__ import annotations

from collections.abc import Mapping

from supportops._frozen import FrozenMap
from supportops.presets._read import texts
from supportops.presets.playbook.support_levels import LEVELS
from supportops.presets.table import load
from supportops.triage import Handoff

__all__ = ["HANDOFFS"]

_REQUIRED = {
    str(row["tier"]): texts(row["required_items"])
    for row in load("tier_escalation_procedure").rows
    if row["kind"] == "handoff"
}
_WAYS = tuple(zip(LEVELS.labels, LEVELS.labels[1:], strict=False))

HANDOFFS: Mapping[tuple[str, str], Handoff] = FrozenMap(
    {(source, target): Handoff(source=source, target=target, required=_REQUIRED[target]) for source, target in _WAYS}
)
"""(from, to) -> handoff: ("T1", "T2") and ("T2", "T3"), with four required items each.

Nothing is printed for a ticket that goes from T1 straight to T3. What happens when an item is missing is not printed
either: `require` refuses it, and `when_incomplete="record"` lets it through.

Source: The Product Builder's Playbook, chapter 27, Escalation Procedures, steps 4 and 6.

Example:
    >>> HANDOFFS["T1", "T2"].missing({"reproduction_steps": "open the invoice of March"})
    ('steps_already_taken', 'customer_impact_summary', 'relevant_logs_or_screenshots')
"""
