"""The four severities of the core frameworks: what they mean, who is told, and when."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

from supportops._frozen import FrozenMap
from supportops._model import Model
from supportops.presets._read import minutes, texts
from supportops.presets.table import Row, load

__all__ = ["CORE_SEVERITIES", "CoreSeverity"]


class CoreSeverity(Model):
    """One of SEV1 to SEV4.

    Attributes:
        severity: its label.
        definition: when it holds.
        escalation: "immediate", "timed" or "normal_queue".
        escalate_within: time to the escalation; None where it waits in the queue.
        escalate_to: who it goes to.
        communication: how customers hear of it.
    """

    severity: str
    definition: str
    escalation: str
    escalate_within: timedelta | None
    escalate_to: tuple[str, ...]
    communication: tuple[str, ...]


def _severity(row: Row) -> CoreSeverity:
    return CoreSeverity(
        severity=str(row["severity"]),
        definition=str(row["definition"]),
        escalation=str(row["escalation_path"]),
        escalate_within=minutes(row["escalate_within_minutes"]),
        escalate_to=texts(row["escalate_to"]),
        communication=texts(row["communication"]),
    )


CORE_SEVERITIES: Mapping[str, CoreSeverity] = FrozenMap(
    {str(row["severity"]): _severity(row) for row in load("severity_levels_core").rows}
)
"""SEV1 to SEV4 with their escalation. SEV5 is in `SEVERITY_DEFINITIONS` only.

Source: Support Operations skill pack, Severity Levels.

Example:
    >>> CORE_SEVERITIES["SEV2"].escalate_within, CORE_SEVERITIES["SEV2"].escalate_to
    (datetime.timedelta(seconds=3600), ('L3',))
"""
