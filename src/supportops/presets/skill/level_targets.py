"""What each level of support should achieve."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Literal

from supportops._frozen import FrozenMap
from supportops._model import Model
from supportops.presets._read import by, number
from supportops.presets.table import Cell, Row, load
from supportops.triage import HealthBound

__all__ = ["LEVEL_METRICS", "LevelTarget", "level_target"]

_LEVELS = ("L1", "L2", "L3")


class LevelTarget(Model):
    """A figure that a level of support should reach.

    Attributes:
        level: whose figure it is.
        metric: which figure.
        bound: what it should be, in `unit`; None where it is printed in words.
        unit: "fraction", "minutes" or "tickets"; None where it is printed in words.
        words: the printed words, or None.
        direction: which way is better; "context": that depends; None: not printed.

    Example:
        >>> target = LEVEL_METRICS["csat"]["L3"]
        >>> print(target)
        L3 csat: >= 0.85 fraction
        >>> target.bound.holds(0.85)
        True
    """

    level: str
    metric: str
    bound: HealthBound | None
    unit: Literal["fraction", "minutes", "tickets"] | None
    words: str | None
    direction: Literal["higher_better", "lower_better", "context"] | None

    def __str__(self) -> str:
        wanted = self.words if self.bound is None else f"{self.bound} {self.unit}"
        return f"{self.level} {self.metric}: {wanted}"


def level_target(level: str, metric: str, cell: Cell, direction: Cell = None) -> LevelTarget:
    """Return a printed target as a model."""
    assert isinstance(cell, Mapping)  # "op" and what it compares with
    values = [number(cell[key]) for key in ("value", "low", "high") if key in cell]
    return LevelTarget.model_validate(
        {
            "level": level,
            "metric": metric,
            "bound": {"op": cell["op"], "values": values} if values else None,
            "unit": cell.get("unit"),
            "words": cell.get("text"),
            "direction": direction,
        }
    )


def _by_level(metric: str, row: Row) -> Iterator[tuple[str, LevelTarget]]:
    for level in _LEVELS:
        if row[level] is not None:
            yield level, level_target(level, metric, row[level], row["direction"])


LEVEL_METRICS: Mapping[str, Mapping[str, LevelTarget]] = FrozenMap(
    {metric: FrozenMap(_by_level(metric, row)) for metric, row in by("metric", load("tier_metrics")).items()}
)
"""Metric -> level -> target, as printed: six metrics of L1 to L3; a level without a target is left out.

First contact resolution has a target for L1 alone, and another one in the levels' own table: see `LEVELS`.

Source: Support Operations skill pack, Tier Metrics by Level.

Example:
    >>> for metric, targets in LEVEL_METRICS.items():
    ...     print(metric, *(f"{level}: {target.bound or target.words}" for level, target in targets.items()), sep="; ")
    first_contact_resolution; L1: between 0.7 and 0.8
    avg_handle_time; L1: between 10 and 15; L2: between 30 and 60; L3: hours to days
    tickets_per_agent_per_day; L1: between 30 and 50; L2: between 10 and 20; L3: between 3 and 8
    escalation_rate; L1: between 0.15 and 0.25; L2: between 0.05 and 0.1
    csat; L1: >= 0.9; L2: >= 0.9; L3: >= 0.85
    technical_accuracy; L1: >= 0.95; L2: >= 0.98; L3: >= 0.99
"""
