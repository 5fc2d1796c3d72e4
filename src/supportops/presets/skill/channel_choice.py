"""Which channel a contact belongs to."""

from __future__ import annotations

from supportops.presets.channels import CHANNEL_STRATEGY, ChannelStrategy
from supportops.triage import DecisionTable, Rule

__all__ = ["CHANNEL_CHOICE"]


def _rule(need: str, row: ChannelStrategy) -> Rule:
    answer = {
        "channel": row.channel.value,
        "cost": row.cost,
        "scalability": row.scalability,
        "personal_touch": row.personal_touch,
    }
    return Rule(row.name, {"need": need}, answer)


_NEEDS = {row.best_for.replace(" ", "_"): row for row in CHANNEL_STRATEGY.values()}

CHANNEL_CHOICE = DecisionTable(
    name="Channel strategy matrix",
    hit_policy="unique",
    inputs={"need": tuple(_NEEDS)},
    rules=tuple(_rule(need, row) for need, row in _NEEDS.items()),
)
"""What a contact needs -> channel, cost, scalability and personal touch; the ratings are those of `RATINGS`.

Source: Support Operations skill pack, Channel Strategy Matrix.

Example:
    >>> CHANNEL_CHOICE.decide({"need": "urgent_or_sensitive"}).output["channel"]
    'phone'
"""
