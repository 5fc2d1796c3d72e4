"""Where each metric of a ticket stands under a policy, boiled down to what a review adds up."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from supportops._instants import us_of
from supportops.report.course import Course
from supportops.sla import SlaReport, Timer, TimerStatus, Verdict
from supportops.tickets import TicketHistory

__all__ = ["OUTCOMES", "Standing", "Tally", "standing_of", "tally_of"]

OUTCOMES = ("met", "breached", "undecided", "cancelled", "not_applicable")
"""What may have become of a metric: the verdicts, and a clock that ended before it was decided."""

# Of several cycles the worst one speaks for the ticket.
_WORST_FIRST = ("breached", "undecided", "met", "cancelled", "not_applicable")


@dataclass(frozen=True, slots=True)
class Tally:
    """One metric of one ticket over all its cycles; amounts in microseconds of open time."""

    outcome: str
    elapsed: int
    paused: int
    overdue: int
    paused_by: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Standing:
    """A ticket's history, its outline, and its metrics."""

    history: TicketHistory
    course: Course
    tallies: Mapping[str, Tally]


def standing_of(history: TicketHistory, course: Course, report: SlaReport) -> Standing:
    """Return where a ticket stands."""
    cycles: dict[str, list[Timer]] = {}
    for timer in report.timers:
        cycles.setdefault(timer.metric, []).append(timer)
    return Standing(history, course, {metric: tally_of(timers) for metric, timers in cycles.items()})


def tally_of(timers: Sequence[Timer]) -> Tally:
    """Return the cycles of one metric as one tally."""
    outcomes = [_outcome(timer) for timer in timers]
    paused_by: dict[str, int] = {}
    for timer in timers:
        for reason, amount in timer.paused_by.items():
            paused_by[reason] = paused_by.get(reason, 0) + us_of(amount)
    return Tally(
        outcome=min(outcomes, key=_WORST_FIRST.index),
        elapsed=sum(us_of(timer.elapsed) for timer in timers),
        paused=sum(us_of(timer.paused) for timer in timers),
        overdue=max(us_of(timer.overdue) for timer in timers),
        paused_by=paused_by,
    )


def _outcome(timer: Timer) -> str:
    if timer.state is TimerStatus.CANCELLED and timer.verdict is Verdict.UNDECIDED:
        return "cancelled"
    return str(timer.verdict)
