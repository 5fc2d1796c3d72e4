"""Which fields each kind of message has, and which of them it must have.

Source: Support Operations skill pack, Escalation Procedures & Severity Definitions (the customer communication
templates and the post-incident review).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

from supportops.triage.incidents.timeline import MARKS

__all__ = ["LAYOUTS", "Layout", "MessageKind"]

MessageKind: TypeAlias = Literal["first_notice", "update", "resolved", "review"]
"""What is told: that something is wrong, how it stands, that it is over, what was learnt."""


@dataclass(frozen=True, slots=True)
class Layout:
    """The fields of a message in the order in which they are read; the optional ones may be left out."""

    fields: tuple[str, ...]
    optional: frozenset[str] = frozenset()

    @property
    def required(self) -> tuple[str, ...]:
        """The fields without which the message is not complete."""
        return tuple(field for field in self.fields if field not in self.optional)


LAYOUTS: dict[MessageKind, Layout] = {
    "first_notice": Layout(
        ("service", "description", "impact", "status", "next_update", "apology", "status_page"),
    ),
    "update": Layout(
        ("service", "known", "doing", "impact", "next_update", "status_page"),
        frozenset({"service", "impact", "status_page"}),
    ),
    "resolved": Layout(
        (
            "service", "description", "impact", "resolution", "started", "ended", "duration", "report_by", "apology",
            "status_page",
        ),
    ),
    "review": Layout(
        (
            "title", "severity", "incident_commander", "started", "ended", "duration", "summary", *MARKS,
            "customers_affected", "duration_of_impact", "revenue_impact", "sla_impact",
            "root_cause", "went_well", "could_be_improved", "actions",
        ),
        frozenset({"revenue_impact", "sla_impact"}),
    ),
}  # fmt: skip
