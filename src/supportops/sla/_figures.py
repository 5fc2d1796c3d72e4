"""The figures of some tickets under a policy: what two policies are compared by."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from supportops.sla.timer import Timer, TimerStatus, Verdict

if TYPE_CHECKING:
    from supportops.sla.policy import SlaPolicy
    from supportops.sla.selection import PolicySet
    from supportops.tickets import TicketHistory

__all__ = ["Key", "TimerFigures", "figures_of", "promised"]

Key = tuple[str, str, int]
"""Ticket, metric and cycle."""


@dataclass(frozen=True, slots=True)
class TimerFigures:
    """What one timer says at an instant.

    Attributes:
        target, elapsed, paused, remaining, overdue: amounts of open time, as on `Timer`.
        started, stopped, due, breached_at: instants, as on `Timer`.
        stage, state, verdict, reason: as on `Timer`.
    """

    target: timedelta | None
    elapsed: timedelta
    paused: timedelta
    remaining: timedelta | None
    overdue: timedelta
    started: datetime | None
    stopped: datetime | None
    due: datetime | None
    breached_at: datetime | None
    stage: str | None
    state: TimerStatus
    verdict: Verdict
    reason: str


def figures_of(policy: SlaPolicy | PolicySet, history: TicketHistory, at: datetime) -> dict[Key, TimerFigures]:
    """Return the figures of each timer of one ticket."""
    report = policy.evaluate(history, at=at)
    return {(history.ticket_id, timer.metric, timer.cycle): _figures(timer) for timer in report.timers}


def promised(figures: Mapping[Key, TimerFigures]) -> dict[Key, TimerFigures]:
    """Return the figures of the timers with a promise: without one, a timer says nothing about the service."""
    return {key: found for key, found in figures.items() if found.verdict is not Verdict.NOT_APPLICABLE}


def _figures(timer: Timer) -> TimerFigures:
    return TimerFigures(
        target=timer.target,
        elapsed=timer.elapsed,
        paused=timer.paused,
        remaining=timer.remaining,
        overdue=timer.overdue,
        started=timer.started,
        stopped=timer.stopped,
        due=timer.due,
        breached_at=timer.breached_at,
        stage=timer.stage,
        state=timer.state,
        verdict=timer.verdict,
        reason=timer.reason,
    )
