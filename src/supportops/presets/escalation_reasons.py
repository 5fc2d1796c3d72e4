"""When a ticket should go up at all, in general terms."""

from __future__ import annotations

from supportops.presets.table import load
from supportops.triage import DecisionTable, Rule, any_of

__all__ = ["ESCALATION_REASONS"]

_ROWS = load("escalation_reasons_general").rows
_KINDS = tuple(dict.fromkeys(str(row["kind"]) for row in _ROWS))

ESCALATION_REASONS = DecisionTable(
    name="Reasons to escalate",
    hit_policy="first",
    inputs={"reasons": "tags"},
    rules=tuple(
        Rule(kind, {"reasons": any_of(*(str(row["reason"]) for row in _ROWS if row["kind"] == kind))}, kind)
        for kind in _KINDS
    ),
    default="none",
)
"""Reasons -> how much they speak for an escalation: "strong" (do), "may" (consider it) or "none".

Strong are security_concern, potential_data_loss, widespread_outage and repeat_failure_of_known_defect; sla_risk_rising,
billing_or_compliance_impact and business_critical_account may. One strong reason outweighs any number of others. The
answer "none" is ours, for a ticket without a printed reason.

Source: How Customer Support Operations Are Structured and Delivered (SaaS glossary article), When Should You Escalate
A Support Ticket?

Example:
    >>> ESCALATION_REASONS.decide({"reasons": ["sla_risk_rising", "potential_data_loss"]}).output
    'strong'
    >>> ESCALATION_REASONS.decide({"reasons": ["sla_risk_rising"]}).output
    'may'
"""
