"""The incidents with the largest breaches, each with the sum that leads to it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

import numpy as np

from supportops.report.amounts import capital, elapsed, hours, moment
from supportops.report.course import Courses
from supportops.report.review_models import Breach
from supportops.report.standing import Standings
from supportops.sla import SlaPolicy, Timer

__all__ = ["largest_breaches"]


def largest_breaches(
    standings: Standings, policy: SlaPolicy, *, labels: Mapping[str, str], count: int = 10
) -> tuple[Breach, ...]:
    """Return the incidents that are furthest over a target in open time, one metric each, the largest first.

    `labels` says how to call the metrics in the explanations.
    """
    worst = np.zeros(len(standings), dtype=np.int64)
    for tallies in standings.tallies.values():
        worst = np.maximum(worst, tallies.overdue)
    numbers, tickets = np.flatnonzero(worst > 0), standings.courses.tickets
    if len(numbers) > count:
        # All that are as far over as the last one to be named: ties go by name.
        numbers = numbers[worst[numbers] >= np.partition(worst[numbers], -count)[-count]]
    order = sorted(numbers.tolist(), key=lambda number: (-int(worst[number]), tickets[number]))
    return tuple(_explained(standings, number, policy, labels) for number in order[:count])


def _explained(standings: Standings, number: int, policy: SlaPolicy, labels: Mapping[str, str]) -> Breach:
    report = policy.evaluate(standings.history(number), at=standings.at)
    timer = max(report.timers, key=lambda timer: timer.overdue)
    assert timer.target is not None
    assert timer.started is not None
    rows = [row for row in report.explain() if (row.metric, row.cycle) == (timer.metric, timer.cycle)]
    closed = sum((elapsed(row.start, row.end) for row in rows if row.kind == "closed"), timedelta(0))
    return Breach(
        ticket_id=report.ticket_id,
        priority=str(standings.courses.priority[number]),
        metric=timer.metric,
        target=timer.target,
        overdue=timer.overdue,
        counted=timer.elapsed,
        paused=timer.paused,
        closed=closed,
        opened=timer.started,
        due=timer.due,
        stopped=timer.stopped,
        explanation=_words(standings.courses, number, timer, closed, labels.get(timer.metric, timer.metric)),
    )


def _words(courses: Courses, number: int, timer: Timer, closed: timedelta, label: str) -> str:
    promise = timer.derivation.replace(timer.metric, label)
    reasons = ", ".join(f"{reason} {hours(amount)}" for reason, amount in timer.paused_by.items() if amount)
    parts = [
        f"{promise}: {hours(timer.elapsed)} counted, {hours(timer.overdue)} over",
        f"{hours(timer.paused)} paused ({reasons})" if reasons else "never paused",
        f"{hours(closed)} closed" if closed else "never closed",
    ]
    dates = [f"started {moment(timer.started)}", f"due {moment(timer.due)}"]
    dates.append("still running" if timer.stopped is None else f"stopped {moment(timer.stopped)}")
    if courses.is_moved[number]:
        dates.append(f"priority {courses.first_priority[number]} at first, {courses.priority[number]} at last")
    if reopened := int(courses.reopened[number]):
        dates.append(f"reopened {reopened} time{'s' if reopened > 1 else ''}")
    return "; ".join(parts) + ". " + capital("; ".join(dates)) + "."
