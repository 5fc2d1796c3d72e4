"""Met and breached by priority and metric."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from supportops.report.review_models import AttainmentRow
from supportops.report.standing import OUTCOMES, Standing
from supportops.sla import SlaPolicy

__all__ = ["ALL", "attainment_rows", "priorities_of"]

ALL = "all"
"""The row that has every priority."""


def attainment_rows(standings: Sequence[Standing], policy: SlaPolicy) -> tuple[AttainmentRow, ...]:
    """Return a row for each metric and priority that occurs, and for each metric one of all priorities.

    A ticket counts once for each metric: of several cycles the worst one speaks for it. The share is that of
    the decided ones, met / (met + breached).
    """
    return tuple(_rows(standings, policy))


def priorities_of(standings: Sequence[Standing], policy: SlaPolicy) -> list[str]:
    """Return the priorities that occur, most urgent first."""
    found = {standing.course.priority for standing in standings}
    return [label for label in policy.scale if label in found]


def _rows(standings: Sequence[Standing], policy: SlaPolicy) -> Iterator[AttainmentRow]:
    priorities = priorities_of(standings, policy)
    for metric in policy.measured:
        counts: dict[str, Counter[str]] = {label: Counter() for label in [*priorities, ALL]}
        for standing in standings:
            outcome = standing.tallies[metric].outcome
            counts[standing.course.priority][outcome] += 1
            counts[ALL][outcome] += 1
        for label, count in counts.items():
            decided = count["met"] + count["breached"]
            yield AttainmentRow(
                priority=label,
                metric=metric,
                attainment=count["met"] / decided if decided else None,
                **{outcome: count[outcome] for outcome in OUTCOMES},
            )
