"""How long resolving took, by the clock on the wall and by the desk's."""

from __future__ import annotations

from datetime import timedelta

import numpy as np
import numpy.typing as npt

from supportops._instants import MICROSECOND
from supportops.report.attainment import priorities_of
from supportops.report.course import NEVER, Courses
from supportops.report.review_models import Bucket, Percentiles, ResolveTimes
from supportops.report.standing import Standings
from supportops.sla import SlaPolicy

__all__ = ["percentiles", "resolve_times"]

Amounts = npt.NDArray[np.int64]

_HOUR = 3_600_000_000
_BUCKETS = (
    ("up to 15m", _HOUR // 4), ("1h", _HOUR), ("4h", 4 * _HOUR), ("8h", 8 * _HOUR), ("24h", 24 * _HOUR),
    ("48h", 48 * _HOUR), ("5 x 24h", 120 * _HOUR), ("10 x 24h", 240 * _HOUR), ("20 x 24h", 480 * _HOUR),
    ("longer", None),
)  # fmt: skip


def resolve_times(standings: Standings, policy: SlaPolicy) -> ResolveTimes:
    """Return the percentiles of the time to resolve, of the tickets that are resolved.

    The open ones are in none of the figures, which makes these too low while many are open.
    """
    courses, tallies = standings.courses, standings.tallies.get("resolution")
    is_resolved = courses.resolved != NEVER
    wall = (courses.resolved - courses.created)[is_resolved]
    return ResolveTimes(
        unresolved=int(courses.is_open.sum()),
        calendar_time=percentiles(wall),
        open_time=percentiles(_open_times(courses, np.flatnonzero(is_resolved), policy)),
        counted=None if tallies is None else percentiles(tallies.elapsed[is_resolved & tallies.is_decided]),
        distribution=_distribution(wall),
    )


def percentiles(amounts: Amounts) -> Percentiles:
    """Return the nearest-rank percentiles of amounts in microseconds: each is one of the amounts.

    Example:
        >>> percentiles(np.array([60_000_000, 120_000_000])).p50
        datetime.timedelta(seconds=60)
    """
    ordered = np.sort(amounts)
    return Percentiles(n=len(ordered), p50=_rank(ordered, 50), p90=_rank(ordered, 90), p95=_rank(ordered, 95))


def _rank(ordered: Amounts, percent: int) -> timedelta | None:
    if not len(ordered):
        return None
    return MICROSECOND * int(ordered[-(-percent * len(ordered) // 100) - 1])


def _open_times(courses: Courses, resolved: Amounts, policy: SlaPolicy) -> Amounts:
    parts = [np.empty(0, dtype=np.int64)]
    priority = courses.priority.take(resolved)
    for label in priorities_of(priority, policy):
        of_it = resolved[priority == label]
        calendar = policy.calendar_for(priority=label, metric="resolution")
        starts, ends = courses.created[of_it].view("M8[us]"), courses.resolved[of_it].view("M8[us]")
        parts.append(calendar.between(starts, ends).astype(np.int64))
    return np.concatenate(parts)


def _distribution(wall: Amounts) -> tuple[Bucket, ...]:
    ends = [end for _, end in _BUCKETS if end is not None]
    counts = np.bincount(np.searchsorted(ends, wall, side="left"), minlength=len(_BUCKETS))
    return tuple(
        Bucket(label=label, upto=None if end is None else MICROSECOND * end, count=int(count))
        for (label, end), count in zip(_BUCKETS, counts, strict=True)
    )
