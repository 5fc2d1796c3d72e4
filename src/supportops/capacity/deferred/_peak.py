"""The span of time in which most work per time comes and is due: what decides how much capacity deadlines take.

Work that may be divided and put off meets its deadlines at a rate exactly when no span asks for more: the work that
arrives and is due inside it is at most the rate times its length (Horn, 1974: earliest deadline first is optimal). The
span with the largest ratio is found by Newton's method (Dinkelbach, 1967): at the ratio of some span, look for the
span that lacks most time, take its ratio, and so on until none lacks any. All in whole numbers, so the answer is exact.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from heapq import heappop, heappush, heapreplace
from typing import NamedTuple

from supportops.capacity.deferred._units import ratio

__all__ = ["Job", "Peak", "peak"]


class Job(NamedTuple):
    """Work with the time it comes and the time it is due; whole numbers, due after it comes."""

    due: int
    comes: int
    work: int


class Peak(NamedTuple):
    """A span of time with the work that comes and is due inside it."""

    start: int
    end: int
    work: int

    @property
    def length(self) -> int:
        """How long the span is."""
        return self.end - self.start


def peak(jobs: Iterable[Job]) -> Peak | None:
    """Return the span from an arrival to a deadline with the largest work / length; None without work.

    Of equal ones it is the one with the earliest start, then the earliest end.
    """
    latest_first = sorted((job for job in jobs if job.work), reverse=True)
    if not latest_first:
        return None
    # Any span is a place to begin; those of single jobs are at hand.
    first = max(latest_first, key=lambda job: ratio(job.work, job.due - job.comes))
    found = Peak(first.comes, first.due, first.work)
    while True:
        start = _most_wanting(latest_first, found)
        better = _from(start, latest_first, found)
        if better.work * found.length == found.work * better.length:
            return better
        found = better


def _most_wanting(latest_first: Sequence[Job], pace: Peak) -> int:
    """Return the start of the span that lacks most time at a pace, the earliest of equals.

    Time runs backwards here, the latest arrival first: that is earliest deadline first seen in a mirror. The job that
    is "done" the longest before it came tells where the worst span starts. Amounts are time x pace.work.
    """
    rate, unit = pace.work, pace.length
    total = sum(job.work for job in latest_first)
    everything_done = Job(latest_first[-1].due - unit * total // rate - 1, 0, 0)
    waiting: list[tuple[int, int]] = []
    lacking: list[tuple[int, int]] = []
    clock = rate * latest_first[0].due
    for due, comes, work in (*latest_first, everything_done):
        here = rate * due
        room = clock - here
        while waiting and room > 0:
            mirrored, left = waiting[0]
            if left > room:
                heapreplace(waiting, (mirrored, left - room))
                break
            heappop(waiting)
            room -= left
            lacking.append((-rate * mirrored - here - room, mirrored))
        clock = here
        heappush(waiting, (-comes, unit * work))
    return -max(lacking)[1]


def _from(start: int, latest_first: Sequence[Job], pace: Peak) -> Peak:
    """Return the span from a start that lacks most time at a pace, the shortest of equals."""
    total, most, found = 0, None, pace
    for due, comes, work in reversed(latest_first):
        if comes >= start:
            total += work
            lacking = pace.length * total - pace.work * (due - start)
            if most is None or lacking > most:
                most, found = lacking, Peak(start, due, total)
    return found
