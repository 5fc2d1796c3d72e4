"""Looking after a queue: its lanes, the limits of its health, and the review routines."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import timedelta
from typing import Literal, cast

from supportops._frozen import FrozenMap
from supportops._model import Model
from supportops.presets._read import by, number
from supportops.presets.table import Cell, load
from supportops.triage.health_limits import HealthBound, HealthLimit, HealthMetric

__all__ = ["AGED_OVER", "QUEUE_HEALTH", "QUEUE_LANES", "QUEUE_REVIEW", "QueueLane"]


class QueueLane(Model):
    """Where tickets of a priority wait, and who takes them."""

    name: str
    action: str


def _lanes() -> dict[str, QueueLane]:
    steps = load("triage_decision_tree").rows
    names = {str(row["if_yes_priority"]): str(row["if_yes_queue"]) for row in steps}
    # What is left after the last question is printed as text: "P4 low, low_priority_queue".
    label, name = str(steps[-1]["if_no"]).split(", ")
    names[label.split()[0]] = name
    actions = by("priority", load("prioritization_impact_urgency"))
    return {priority: QueueLane(name=names[priority], action=str(row["action"])) for priority, row in actions.items()}


def _bound(cell: Cell) -> HealthBound | None:
    """Return a printed bound; None where it is printed in words."""
    assert isinstance(cell, Mapping)  # each row has both columns
    if cell["op"] == "qualitative":
        return None
    values = [number(cell[key]) for key in ("value", "low", "high") if key in cell]
    return HealthBound.model_validate({"op": cell["op"], "values": values})


def _limits() -> Iterator[HealthLimit]:
    orange = number(by("level", load("sla_warning_levels"))["orange"]["elapsed_fraction"])
    for metric, row in by("metric", load("queue_health_metrics")).items():
        target, warning = row["target"], row["warning"]
        if metric == "priority_distribution":
            assert isinstance(target, Mapping)  # a bound for each priority
            assert isinstance(warning, Mapping)
            for label, cell in target.items():
                warns = _bound(warning[label]) if label in warning else None
                yield HealthLimit(metric="priority_distribution", label=label, target=_bound(cell), warning=warns)
        elif metric == "wait_time":
            yield HealthLimit(metric="wait_time", target=HealthBound("<", orange), warning=HealthBound(">=", orange))
        else:
            yield HealthLimit(metric=cast("HealthMetric", metric), target=_bound(target), warning=_bound(warning))


def _tasks(cadence: str) -> tuple[str, ...]:
    rows = [row for row in load("queue_review_checklists").rows if row["cadence"] == cadence]
    return tuple(str(row["task"]) for row in sorted(rows, key=lambda row: number(row["order"])))


QUEUE_LANES: Mapping[str, QueueLane] = FrozenMap(_lanes())
"""Priority to the lane in which its tickets wait.

Source: Support Operations skill pack, Triage Decision Tree (lanes) and The Ticket Prioritization Matrix (actions).

Example:
    >>> QUEUE_LANES["P2"]
    QueueLane(name='priority_queue', action='next_available_agent')
"""

QUEUE_HEALTH: tuple[HealthLimit, ...] = tuple(_limits())
"""The limits of the five figures of a queue, for `queue_health`.

A wait that approaches the SLA is printed in words only. It is read as 80 percent of the promise, at which the same
source alerts the assignee.

Source: Support Operations skill pack, Queue Health Metrics; the 80 percent: SLA Breach Prevention.

Example:
    >>> print(QUEUE_HEALTH[0].target, "and", QUEUE_HEALTH[0].warning)
    < 1 and > 3
"""

QUEUE_REVIEW: Mapping[Literal["daily", "weekly"], tuple[str, ...]] = FrozenMap(
    {"daily": _tasks("daily"), "weekly": _tasks("weekly")}
)
"""The tasks of each review, in order; `daily_review` and `weekly_review` compute what can be computed.

Source: Support Operations skill pack, Queue Management Checklist.
"""

AGED_OVER = timedelta(
    hours=number(by("task", load("queue_review_checklists"))["review aged tickets"]["threshold_hours"])
)
"""An unfinished ticket older than this is aged: 24 hours.

Source: Support Operations skill pack, Queue Management Checklist.
"""
