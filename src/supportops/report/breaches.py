"""The incidents with the largest breaches, each with the sum that leads to it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from supportops.report.amounts import capital, elapsed, hours, moment
from supportops.report.review_models import Breach
from supportops.report.standing import Standing
from supportops.sla import SlaPolicy, Timer

__all__ = ["largest_breaches"]


def largest_breaches(
    standings: Sequence[Standing], policy: SlaPolicy, *, at: datetime, labels: Mapping[str, str], count: int = 10
) -> tuple[Breach, ...]:
    """Return the incidents that are furthest over a target in open time, one metric each, the largest first.

    `labels` says how to call the metrics in the explanations.
    """
    over = [(_worst(standing), standing) for standing in standings]
    breached = [(overdue, standing) for overdue, standing in over if overdue > 0]
    breached.sort(key=lambda entry: (-entry[0], entry[1].course.ticket_id))
    return tuple(_explained(standing, policy, at, labels) for _, standing in breached[:count])


def _worst(standing: Standing) -> int:
    return max((tally.overdue for tally in standing.tallies.values()), default=0)


def _explained(standing: Standing, policy: SlaPolicy, at: datetime, labels: Mapping[str, str]) -> Breach:
    report = policy.evaluate(standing.history, at=at)
    timer = max(report.timers, key=lambda timer: timer.overdue)
    assert timer.target is not None
    assert timer.started is not None
    rows = [row for row in report.explain() if (row.metric, row.cycle) == (timer.metric, timer.cycle)]
    closed = sum((elapsed(row.start, row.end) for row in rows if row.kind == "closed"), timedelta(0))
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
        explanation=_words(standing, timer, closed, labels.get(timer.metric, timer.metric)),
    )


def _words(standing: Standing, timer: Timer, closed: timedelta, label: str) -> str:
    course = standing.course
    promise = timer.derivation.replace(timer.metric, label)
    reasons = ", ".join(f"{reason} {hours(amount)}" for reason, amount in timer.paused_by.items() if amount)
    parts = [
        f"{promise}: {hours(timer.elapsed)} counted, {hours(timer.overdue)} over",
        f"{hours(timer.paused)} paused ({reasons})" if reasons else "never paused",
        f"{hours(closed)} closed" if closed else "never closed",
    ]
    dates = [f"started {moment(timer.started)}", f"due {moment(timer.due)}"]
    dates.append("still running" if timer.stopped is None else f"stopped {moment(timer.stopped)}")
    if course.is_moved:
        dates.append(f"priority {course.first_priority} at first, {course.priority} at last")
    if course.reopened:
        dates.append(f"reopened {course.reopened} time{'s' if course.reopened > 1 else ''}")
    return "; ".join(parts) + ". " + capital("; ".join(dates)) + "."
