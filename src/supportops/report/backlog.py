"""How many incidents were open, week by week."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import numpy as np
import numpy.typing as npt

from supportops._instants import from_us, to_us
from supportops.report.course import Course
from supportops.report.review_models import Backlog, Week

__all__ = ["backlog_of"]

_THIN = 10
"""A week is thin when it brings less than this part of the busiest week's incidents."""


def backlog_of(courses: Sequence[Course], *, at: datetime, zone: str) -> Backlog:
    """Return the backlog at the end of each week, local Mondays of a zone, up to an instant.

    The log begins with nothing open, since incidents opened before it are not in it.
    """
    if not courses:
        return Backlog(weeks=(), thin_from=None)
    created = [course.created for course in courses]
    starts, edges = _mondays(min(created), to_us(at), ZoneInfo(zone))
    turns = [turn for course in courses for turn in course.turns]
    # Every second turn of a ticket after its first is a return to the open ones.
    returns = [at_us for course in courses for at_us, by in course.turns[1:] if by > 0]
    resolved = [course.resolved for course in courses if course.resolved is not None]
    opened, closed, back = (_by_week(edges, values) for values in (created, resolved, returns))
    open_at_end = np.cumsum(_by_week(edges, [t for t, _ in turns], [by for _, by in turns]))
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


def _by_week(edges: npt.NDArray[np.int64], instants: Sequence[int], weights: Sequence[int] | None = None) -> Counts:
    weeks = np.searchsorted(edges, np.array(instants, dtype=np.int64), side="right") - 1
    return np.bincount(weeks, weights=weights, minlength=len(edges)).astype(np.int64)


def _thin_from(weeks: Sequence[Week]) -> date | None:
    busiest = max(week.opened for week in weeks)
    last = max(index for index, week in enumerate(weeks) if week.opened * _THIN >= busiest)
    return weeks[last + 1].start if last + 1 < len(weeks) else None


Counts = npt.NDArray[np.int64]
