"""The incidents with the largest breaches, each with the sum that leads to it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from supportops._instants import to_us
from supportops.report.amounts import hours, moment
from supportops.report.review_models import Breach
from supportops.report.standing import Standing
from supportops.sla import SlaPolicy, Timer

__all__ = ["largest_breaches"]


def largest_breaches(
    standings: Sequence[Standing], policy: SlaPolicy, *, at: datetime, count: int = 10
) -> tuple[Breach, ...]:
    """Return the incidents that are furthest over a target in open time, one metric each, the largest first."""
    over = [(_worst(standing), standing) for standing in standings]
    breached = [(overdue, standing) for overdue, standing in over if overdue > 0]
    breached.sort(key=lambda entry: (-entry[0], entry[1].course.ticket_id))
    return tuple(_explained(standing, policy, at) for _, standing in breached[:count])


def _worst(standing: Standing) -> int:
    return max((tally.overdue for tally in standing.tallies.values()), default=0)


def _explained(standing: Standing, policy: SlaPolicy, at: datetime) -> Breach:
    report = policy.evaluate(standing.history, at=at)
    timer = max(report.timers, key=lambda timer: timer.overdue)
    assert timer.target is not None
    assert timer.started is not None
    rows = [row for row in report.explain() if (row.metric, row.cycle) == (timer.metric, timer.cycle)]
    closed = timedelta(microseconds=sum(to_us(row.end) - to_us(row.start) for row in rows if row.kind == "closed"))
    return Breach(
        ticket_id=standing.course.ticket_id,
        priority=standing.course.priority,
        metric=timer.metric,
        target=timer.target,
        overdue=timer.overdue,
        counted=timer.elapsed,
        paused=timer.paused,
        closed=closed,
        opened=timer.started,
        due=timer.due,
        stopped=timer.stopped,
        explanation=_words(standing, timer, closed),
    )


def _words(standing: Standing, timer: Timer, closed: timedelta) -> str:
    course = standing.course
    reasons = ", ".join(f"{reason} {hours(amount)}" for reason, amount in timer.paused_by.items() if amount)
    parts = [
        f"{timer.derivation}: {hours(timer.elapsed)} counted, {hours(timer.overdue)} over",
        f"{hours(timer.paused)} paused ({reasons})" if reasons else "never paused",
        f"{hours(closed)} closed" if closed else "never closed",
    ]
    dates = [f"started {moment(timer.started)}", f"due {moment(timer.due)}"]
    dates.append("still running" if timer.stopped is None else f"stopped {moment(timer.stopped)}")
    if course.is_moved:
        dates.append(f"priority {course.first_priority} at first, {course.priority} at last")
    if course.reopened:
        dates.append(f"reopened {course.reopened} time{'s' if course.reopened > 1 else ''}")
    return "; ".join(parts) + ". " + "; ".join(dates).capitalize() + "."
