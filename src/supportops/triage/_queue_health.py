"""Whether a queue is healthy: five figures held against limits, each on target, to watch, or a warning."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from statistics import fmean
from typing import TypeAlias

from pydantic import AwareDatetime

from supportops._model import Model
from supportops._shown import Grid, InGrid
from supportops.errors import DomainError
from supportops.triage._as_of import Ticket, passed, unfinished
from supportops.triage._queue_columns import Column, column_of, each
from supportops.triage.health_limits import HealthLimit, HealthMetric, HealthVerdict
from supportops.vocabulary import Scale, Status

__all__ = ["HealthLine", "QueueHealth", "priority_distribution", "queue_health"]

Figure: TypeAlias = tuple[float | None, int | None, str]
"""A figure, how many tickets it rests on, and why there is none."""

_DAY = timedelta(days=1)
_WORST: tuple[HealthVerdict, ...] = ("warning", "watch", "on_target", "not_enough_data")


class HealthLine(Model):
    """One figure and what it is.

    Attributes:
        metric: its name; `label` is the priority of a share, else None.
        figure: days for backlog_age, times the normal depth for queue_depth, else a share; None where there is none.
        n: how many tickets it rests on; None where it rests on none.
        verdict: "on_target", "watch", "warning" or "not_enough_data".
        reason: why there is no figure, or the limits it was held against.
    """

    metric: HealthMetric
    label: str | None
    figure: float | None
    n: int | None
    verdict: HealthVerdict
    reason: str

    @property
    def _cells(self) -> tuple[str, ...]:
        name = self.metric if self.label is None else f"{self.metric} {self.label}"
        figure = "-" if self.figure is None else f"{self.figure:.3g}"
        return name, figure, "-" if self.n is None else str(self.n), self.verdict, self.reason


class QueueHealth(InGrid, Model):
    """The health of a queue at an instant: a line for each limit, in their order."""

    at: AwareDatetime
    lines: tuple[HealthLine, ...]

    @property
    def verdict(self) -> HealthVerdict:
        """The worst of all lines; what has not enough data counts only where nothing has."""
        return min((line.verdict for line in self.lines), key=_WORST.index, default="not_enough_data")

    def _grid(self) -> Grid:
        headline = f"Queue at {self.at.isoformat()}: {self.verdict}"
        return Grid(headline, _HEAD, [line._cells for line in self.lines], right=(1, 2))


def queue_health(
    tickets: Iterable[Ticket],
    *,
    at: datetime,
    scale: Scale,
    limits: Sequence[HealthLimit],
    normal_depth: float | None = None,
    promise_used: Column | None = None,
    utilisation: float | None = None,
) -> QueueHealth:
    """Return the health of a queue: each of five figures against its limits.

    In the queue are tickets that are new or open: those that wait for the desk. backlog_age is their mean age in days
    of 24 hours; queue_depth their number over the normal one; priority_distribution the share of a priority among
    them; wait_time the largest part of a first-response promise that is used up; agent_utilization as given.

    Args:
        tickets: histories, or states that were kept.
        at: the instant to look from.
        scale: of the priorities.
        limits: what to hold the figures against, for example `presets.skill.QUEUE_HEALTH`.
        normal_depth: how many tickets wait on a normal day, > 0.
        promise_used: for each ticket without a first response, elapsed / target, >= 0; None: not known.
        utilisation: time on tickets / available time, >= 0.

    Raises:
        DomainError: a priority or a limit's label that is not on the scale, or a number outside its range.
        NaiveDatetimeError: `at` has no zone.

    Source: Support Operations skill pack, Queue Health Metrics.

    Example:
        >>> from datetime import UTC
        >>> from supportops.tickets import Created, TicketHistory
        >>> from supportops.triage.health_limits import HealthBound
        >>> from supportops.vocabulary import P1_TO_P5
        >>> monday = datetime(2026, 3, 2, 9, tzinfo=UTC)
        >>> ticket = TicketHistory(ticket_id="4711", events=(Created(at=monday, priority="P2"),))
        >>> age = HealthLimit(metric="backlog_age", target=HealthBound("<", 1), warning=HealthBound(">", 3))
        >>> queue_health([ticket], at=monday + timedelta(days=2), scale=P1_TO_P5, limits=[age]).lines[0].verdict
        'watch'
    """
    states = [state for state in unfinished(tickets, at) if state.status_category in (Status.NEW, Status.OPEN)]
    ages = [passed(state.created_at, at, None) / _DAY for state in states]
    if normal_depth is not None and not 0 < normal_depth < math.inf:
        message = f"normal_depth is {normal_depth!r}; it is more than 0 and finite"
        raise DomainError(message, field="normal_depth", value=normal_depth)
    figures: dict[HealthMetric, Figure] = {
        "backlog_age": (fmean(ages) if ages else None, len(ages), "the queue is empty"),
        "queue_depth": (len(states) / normal_depth if normal_depth else None, len(states), "no normal depth is given"),
        "wait_time": _wait(promise_used),
        "agent_utilization": (utilisation, None, "no utilisation is given"),
    }
    shares = iter(priority_distribution([state.priority for state in states], scale=scale, limits=limits))
    lines = (
        next(shares) if limit.metric == "priority_distribution" else _line(limit, *figures[limit.metric])
        for limit in limits
    )
    return QueueHealth(at=at, lines=tuple(lines))


def priority_distribution(priorities: Column, *, scale: Scale, limits: Iterable[HealthLimit]) -> tuple[HealthLine, ...]:
    """Return the share of each priority that has a limit, and what it is: the guard against priority inflation.

    Args:
        priorities: of all tickets that are looked at, a month's or a queue's.
        scale: of the priorities.
        limits: those of "priority_distribution" count.

    Raises:
        DomainError: a priority or a limit's label that is not on the scale.

    Source: Support Operations skill pack, Queue Health Metrics: P1 under 5 % and P2 under 15 % are healthy, P1 above
        10 % is a warning. What lies between, which it leaves open, is to be watched.

    Example:
        >>> from supportops.triage.health_limits import HealthBound
        >>> from supportops.vocabulary import P1_TO_P5
        >>> limit = HealthLimit(
        ...     metric="priority_distribution", label="P1", target=HealthBound("<", 0.05), warning=HealthBound(">", 0.1)
        ... )
        >>> [line] = priority_distribution(["P1", "P3", "P3", "P4"], scale=P1_TO_P5, limits=[limit])
        >>> line.figure, line.verdict
        (0.25, 'warning')
    """
    ranks = each(column_of(priorities, "priorities"), "priorities", scale.rank)
    return tuple(_shares(ranks, scale, limits))


def _shares(ranks: Sequence[int], scale: Scale, limits: Iterable[HealthLimit]) -> Iterator[HealthLine]:
    for limit in limits:
        if limit.label is not None:
            count = ranks.count(scale.rank(limit.label))
            yield _line(limit, count / len(ranks) if ranks else None, len(ranks), "there is no ticket")


def _wait(promise_used: Column | None) -> Figure:
    if promise_used is None:
        return None, None, "no promises of waiting tickets are given"
    used = each(column_of(promise_used, "promise_used"), "promise_used", _share)
    return max(used, default=None), len(used), "no ticket waits for a first response"


def _share(used: float) -> float:
    if not 0 <= used < math.inf:
        raise DomainError(f"{used!r} is no part of a promise; it is elapsed / target, 0 or more", value=used)
    return used


def _line(limit: HealthLimit, figure: float | None, n: int | None, missing: str) -> HealthLine:
    verdict = limit.verdict(figure)
    asked = [f"target {limit.target}"] if limit.target is not None else []
    asked += [f"warning {limit.warning}"] if limit.warning is not None else []
    reason = missing if figure is None else ", ".join(asked)
    return HealthLine(metric=limit.metric, label=limit.label, figure=figure, n=n, verdict=verdict, reason=reason)


_HEAD = ("figure", "is", "n", "verdict", "limits")
