"""Which channel is for what."""

from __future__ import annotations

from supportops.triage import DecisionTable, Rule

__all__ = ["CHANNEL_CHOICE"]

_CHANNELS = {
    "high_intent_paying_user": "chat",
    "complex_issue": "email",
    "repeat_question": "knowledge_base",
    "creator_or_partner_issue": "intake_form",
}

CHANNEL_CHOICE = DecisionTable(
    name="Channel choice",
    hit_policy="collect",
    inputs=dict.fromkeys(_CHANNELS, "boolean"),
    rules=tuple(Rule(what, {what: True}, channel) for what, channel in _CHANNELS.items()),
)
"""Four yes-or-no facts -> the channels that fit. Several may, and the source does not say which goes first.

No channel without a staffing plan: see `unstaffed_channels`.

Source: SaaS support system design, Choose the right channels.

Example:
    >>> facts = dict.fromkeys(CHANNEL_CHOICE.inputs, False)
    >>> CHANNEL_CHOICE.decide({**facts, "high_intent_paying_user": True, "complex_issue": True}).output
    ('chat', 'email')
"""
