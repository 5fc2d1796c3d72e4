"""The pause rule that helpdesks have in common: a set of statuses, and nothing else."""

from __future__ import annotations

from collections.abc import Sequence

from supportops.sla.pauses import PauseRule

__all__ = ["by_status", "listed"]


def listed(statuses: str | Sequence[str]) -> tuple[str, ...]:
    """Return statuses as a tuple; one may be given alone."""
    return (statuses,) if isinstance(statuses, str) else tuple(statuses)


def by_status(metrics: Sequence[str], statuses: str | Sequence[str]) -> tuple[PauseRule, ...]:
    """Return the rule that pauses metrics in some statuses; without statuses, no rule."""
    given = listed(statuses)
    return (PauseRule(metrics, statuses=given),) if given else ()
