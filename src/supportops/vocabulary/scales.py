"""The published scales of priority, severity and level of support."""

from __future__ import annotations

from supportops.vocabulary.scale import Scale

__all__ = ["L0_TO_L3", "P0_TO_P4", "P1_TO_P5", "SEV1_TO_SEV5"]

P1_TO_P5 = Scale(
    "P1", "P2", "P3", "P4", "P5",
    name="priority", titles={"P1": "Critical", "P2": "High", "P3": "Medium", "P4": "Low", "P5": "Request"},
)  # fmt: skip
"""Priorities, P1 the most urgent. Source: Support Operations skill pack."""

P0_TO_P4 = Scale(
    "P0", "P1", "P2", "P3", "P4",
    name="priority", titles={"P0": "Critical", "P1": "High", "P2": "Medium", "P3": "Low", "P4": "Request"},
)  # fmt: skip
"""Priorities, P0 the most urgent. Source: The Product Builder's Playbook, chapter 27."""

SEV1_TO_SEV5 = Scale(
    "SEV1", "SEV2", "SEV3", "SEV4", "SEV5",
    name="severity",
    titles={"SEV1": "Critical", "SEV2": "High", "SEV3": "Medium", "SEV4": "Low", "SEV5": "Minimal"},
)  # fmt: skip
"""Severities, SEV1 the most severe. Source: Support Operations skill pack."""

L0_TO_L3 = Scale("L0", "L1", "L2", "L3", name="level", top="last")
"""Levels of support, from self-service to engineering; L3 is the top. Source: Support Operations skill pack."""
