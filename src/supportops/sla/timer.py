"""One metric's clock on one ticket, as it stands at an instant."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

__all__ = ["Timer", "TimerStatus", "Verdict"]


class TimerStatus(StrEnum):
    """What a timer is doing."""

    WAITING = "waiting"
    """Its start has not come."""
    RUNNING = "running"
    PAUSED = "paused"
    STOPPED = "stopped"
    CANCELLED = "cancelled"


class Verdict(StrEnum):
    """What became of a promise."""

    UNDECIDED = "undecided"
    MET = "met"
    BREACHED = "breached"
    NOT_APPLICABLE = "not_applicable"
    """Nothing was promised."""


@dataclass(frozen=True, slots=True)
class Timer:
    """One cycle of one metric at the instant of a report.

    Instants are aware datetimes in the zone of the instant asked about; amounts are open time on the timer's calendar.

    Attributes:
        metric: for example "resolution".
        cycle: 1 for the first.
        calendar_name: the calendar in force.
        target: the promised open time; for business days and dates set by hand, the open time up to the date.
        derivation: how the target came about.
        started: None while waiting.
        stopped: when it stopped or was cancelled, else None.
        first_stopped: the first resolution, when a reopen made it go on; else as `stopped`.
        elapsed: counted open time.
        remaining: target - elapsed, negative once overdue; None without a target.
        overdue: open time over the target.
        late_by: wall time since the breach, up to the stop.
        paused: open time of all pauses.
        paused_by: the same by reason.
        illegitimate: open time in which the status still said pending although the requester had answered.
        due: the deadline; None without a target, and while a pause has no end.
        breached_at: when the budget ran out, once that instant has passed.
        fraction: elapsed / target.
        state: what the timer is doing.
        verdict: what became of the promise.
        stage: the highest stage reached.
        stages: when each stage was or will be reached.
        next_change: the next instant at which anything of this timer changes if no event comes.
        reason: why it was cancelled, superseded, or has no target.
    """

    metric: str
    cycle: int
    calendar_name: str
    target: timedelta | None
    derivation: str
    started: datetime | None
    stopped: datetime | None
    first_stopped: datetime | None
    elapsed: timedelta
    remaining: timedelta | None
    overdue: timedelta
    late_by: timedelta
    paused: timedelta
    paused_by: Mapping[str, timedelta]
    illegitimate: timedelta
    due: datetime | None
    breached_at: datetime | None
    fraction: float | None
    state: TimerStatus
    verdict: Verdict
    stage: str | None
    stages: Mapping[str, datetime | None]
    next_change: datetime | None
    reason: str
    _what_if: Callable[[datetime], datetime | None] = field(repr=False, compare=False)

    def due_if_resumed(self, at: datetime) -> datetime | None:
        """Return the due instant of a paused timer if it resumed at an instant; of another timer, its due.

        Raises:
            DomainError: `at` lies before the report's instant.
        """
        return self._what_if(at)

    @property
    def is_live(self) -> bool:
        """Whether the timer is running or paused."""
        return self.state in (TimerStatus.RUNNING, TimerStatus.PAUSED)

    def __str__(self) -> str:
        due = f", due {self.due.isoformat()}" if self.due is not None else ""
        return f"{self.metric} #{self.cycle}: {self.state}, {self.verdict}{due}"
