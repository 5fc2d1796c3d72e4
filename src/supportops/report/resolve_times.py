"""How long resolving took, by the clock on the wall and by the desk's, and how much of it was paused."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

import numpy as np
import numpy.typing as npt

from supportops._instants import MICROSECOND
from supportops.report.attainment import priorities_of
from supportops.report.review_models import Bucket, PausedShare, Percentiles, ResolveTimes
from supportops.report.standing import Standing
from supportops.sla import SlaPolicy

__all__ = ["paused_share", "percentiles", "resolve_times"]

Amounts = npt.NDArray[np.int64]

_HOUR = 3_600_000_000
_BUCKETS = (
    ("up to 15m", _HOUR // 4), ("1h", _HOUR), ("4h", 4 * _HOUR), ("8h", 8 * _HOUR), ("24h", 24 * _HOUR),
    ("48h", 48 * _HOUR), ("5 x 24h", 120 * _HOUR), ("10 x 24h", 240 * _HOUR), ("20 x 24h", 480 * _HOUR),
    ("longer", None),
)  # fmt: skip


def resolve_times(standings: Sequence[Standing], policy: SlaPolicy) -> ResolveTimes:
    """Return the percentiles of the time to resolve, of the tickets that are resolved.

    The open ones are in none of the figures, which makes these too low while many are open.
    """
    resolved = [standing for standing in standings if standing.course.resolved is not None]
    wall = _us([_resolved_us(standing) - standing.course.created for standing in resolved])
    counted = [
        tally.elapsed
        for standing in resolved
        if (tally := standing.tallies.get("resolution")) is not None and tally.outcome in ("met", "breached")
    ]
    return ResolveTimes(
        unresolved=sum(standing.course.is_open for standing in standings),
        calendar_time=percentiles(wall),
        open_time=percentiles(_open_times(resolved, policy)),
        counted=percentiles(_us(counted)) if "resolution" in policy.measured else None,
        distribution=_distribution(wall),
    )


def paused_share(standings: Sequence[Standing]) -> PausedShare | None:
    """Return how much of the resolution clocks' open time was paused; None when the policy has no such clock."""
    tallies = [tally for standing in standings if (tally := standing.tallies.get("resolution")) is not None]
    if not tallies:
        return None
    counted = sum(tally.elapsed for tally in tallies)
    paused = sum(tally.paused for tally in tallies)
    by_reason: dict[str, int] = {}
    for tally in tallies:
        for reason, amount in tally.paused_by.items():
            by_reason[reason] = by_reason.get(reason, 0) + amount
    return PausedShare(
        incidents=sum(tally.paused > 0 for tally in tallies),
        counted=MICROSECOND * counted,
        paused=MICROSECOND * paused,
        share=paused / (counted + paused) if counted + paused else None,
        by_reason={reason: MICROSECOND * amount for reason, amount in sorted(by_reason.items()) if amount},
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


def _open_times(resolved: Sequence[Standing], policy: SlaPolicy) -> Amounts:
    parts = [np.empty(0, dtype=np.int64)]
    for priority in priorities_of(resolved, policy):
        of_it = [standing for standing in resolved if standing.course.priority == priority]
        calendar = policy.calendar_for(priority=priority, metric="resolution")
        starts = _us([standing.course.created for standing in of_it]).view("datetime64[us]")
        ends = _us([_resolved_us(standing) for standing in of_it]).view("datetime64[us]")
        parts.append(calendar.between(starts, ends).astype(np.int64))
    return np.concatenate(parts)


def _distribution(wall: Amounts) -> tuple[Bucket, ...]:
    ends = [end for _, end in _BUCKETS if end is not None]
    counts = np.bincount(np.searchsorted(ends, wall, side="left"), minlength=len(_BUCKETS))
    return tuple(
        Bucket(label=label, upto=None if end is None else MICROSECOND * end, count=int(count))
        for (label, end), count in zip(_BUCKETS, counts, strict=True)
    )


def _resolved_us(standing: Standing) -> int:
    assert standing.course.resolved is not None
    return standing.course.resolved


def _us(values: Sequence[int]) -> Amounts:
    return np.array(values, dtype=np.int64)
