"""How many incidents were open, week by week."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import numpy as np
import numpy.typing as npt

from supportops._instants import from_us, to_us
from supportops.report.course import NEVER, Courses
from supportops.report.review_models import Backlog, Week

__all__ = ["backlog_of"]

_THIN = 10
"""A week is thin when it brings less than this part of the busiest week's incidents."""


def backlog_of(courses: Courses, *, at: datetime, zone: str) -> Backlog:
    """Return the backlog at the end of each week, local Mondays of a zone, up to an instant.

    The log begins with nothing open, since incidents opened before it are not in it.
    """
    if not len(courses):
        return Backlog(weeks=(), thin_from=None)
    starts, edges = _mondays(int(courses.created.min()), to_us(at), ZoneInfo(zone))
    # The first turns are the creations; every later one to the open tickets is a return.
    later, by = courses.turn_at[len(courses) :], courses.turn_by[len(courses) :]
    resolved = courses.resolved[courses.resolved != NEVER]
    opened, closed, back = (_by_week(edges, values) for values in (courses.created, resolved, later[by > 0]))
    open_at_end = np.cumsum(_by_week(edges, courses.turn_at, courses.turn_by))
    weeks = tuple(
        Week(start=start, opened=int(o), resolved=int(c), reopened=int(b), open_at_end=int(n))
        for start, o, c, b, n in zip(starts, opened, closed, back, open_at_end, strict=True)
    )
    return Backlog(weeks=weeks, thin_from=_thin_from(weeks))


def _mondays(first_us: int, last_us: int, zone: ZoneInfo) -> tuple[list[date], npt.NDArray[np.int64]]:
    day = from_us(first_us, zone).date()
    monday = day - timedelta(days=day.weekday())
    starts, edges = [], []
    while (edge := to_us(datetime.combine(monday, time(), zone).astimezone(UTC))) <= last_us:
        starts.append(monday)
        edges.append(edge)
        monday += timedelta(days=7)
    return starts, np.array(edges, dtype=np.int64)


def _by_week(edges: Counts, instants: Counts, weights: Counts | None = None) -> Counts:
    weeks = np.searchsorted(edges, instants, side="right") - 1
    return np.bincount(weeks, weights=weights, minlength=len(edges)).astype(np.int64)


def _thin_from(weeks: Sequence[Week]) -> date | None:
    busiest = max(week.opened for week in weeks)
    last = max(index for index, week in enumerate(weeks) if week.opened * _THIN >= busiest)
    return weeks[last + 1].start if last + 1 < len(weeks) else None


Counts = npt.NDArray[np.int64]
