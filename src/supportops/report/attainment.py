"""Met and breached by priority and metric."""

from __future__ import annotations

from collections.abc import Iterator

from supportops.report.review_models import AttainmentRow
from supportops.report.standing import Standings
from supportops.sla import Compliance, SlaPolicy, compliance
from supportops.tickets import TextColumn

__all__ = ["ALL", "attainment_rows", "priorities_of"]

ALL = "all"
"""The row that has every priority."""


def attainment_rows(standings: Standings, policy: SlaPolicy) -> tuple[AttainmentRow, ...]:
    """Return a row for each metric and priority that occurs, and for each metric one of all priorities.

    A ticket counts once for each metric: of several cycles the worst one speaks for it. The share is that of
    the decided ones, met / (met + breached), with its Wilson interval.
    """
    return tuple(_rows(standings, policy))


def priorities_of(priority: TextColumn, policy: SlaPolicy) -> list[str]:
    """Return the priorities that occur, most urgent first."""
    found = priority.counts()
    return [label for label in policy.scale if label in found]


def _rows(standings: Standings, policy: SlaPolicy) -> Iterator[AttainmentRow]:
    priorities = priorities_of(standings.courses.priority, policy)
    for metric in policy.measured:
        whole = compliance(standings.sla, metric=metric, by="priority")
        for label, part in [*((label, whole.parts[label]) for label in priorities), (ALL, whole)]:
            yield _row(label, metric, part)


def _row(priority: str, metric: str, found: Compliance) -> AttainmentRow:
    return AttainmentRow(
        priority=priority, metric=metric, attainment=found.value, interval=found.interval, **found.counts
    )
