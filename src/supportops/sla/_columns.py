"""The timers of many tickets as columns of numbers, from a table or from reports one by one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import numpy as np
import numpy.typing as npt

from supportops._arrays import NAT
from supportops._instants import to_us, us_of
from supportops.errors import DomainError, NoMatchError, near
from supportops.sla._outcomes import OUTCOMES, outcome_of
from supportops.sla.metrics import Metric
from supportops.sla.report import SlaReport
from supportops.sla.table import SlaTable, TicketFacts
from supportops.sla.timer import Timer
from supportops.tickets import TextColumn

__all__ = ["MISSING", "TimerColumns", "Timers", "columns_of"]

Numbers = npt.NDArray[np.int64]
Rows = npt.NDArray[np.intp]
Flags = npt.NDArray[np.bool_]
Timers = SlaTable | Iterable[SlaReport]
"""What the figures are taken from: `evaluate_many`'s table, or reports, one for each ticket."""

MISSING = NAT
"""What stands for no instant and no amount; numpy's NaT as a number."""

_CLOSED = ("resolved", "closed")
_WANTED = (
    "pass the SlaTable that evaluate_many(table, policy, at=...) gives, or a list of the reports that "
    "policy.evaluate(history, at=...) gives, one for each ticket"
)


@dataclass(frozen=True, slots=True)
class TimerColumns:
    """One row for each ticket, metric and cycle, cycles in order. Instants and amounts are microseconds or `MISSING`.

    Attributes:
        names: the ticket of each row.
        ticket: for each row, the number of its ticket.
        outcome: for each row, its place in `OUTCOMES`.
        used: the open time that is measured against the target: target - remaining.
        at: the instant each ticket was evaluated at, by the number of the ticket.
        facts: by the number of the ticket; None when the timers come from reports.
        rejected: how many tickets the table has no answer for.
    """

    names: TextColumn
    ticket: Rows
    metric: TextColumn
    cycle: npt.NDArray[np.int32]
    outcome: npt.NDArray[np.int8]
    is_stopped: Flags
    target: Numbers
    used: Numbers
    overdue: Numbers
    due: Numbers
    breached_at: Numbers
    started: Numbers
    stopped: Numbers
    reason: TextColumn
    at: Numbers
    facts: TicketFacts | None
    rejected: int = 0

    def rows_of(self, metric: str) -> Rows:
        """Return the rows of one metric.

        Raises:
            NoMatchError: there are timers, and none is of this metric.
        """
        rows = np.flatnonzero(self.metric == metric)
        if not len(rows) and len(self.cycle):
            measured = self.metric.counts()
            raise NoMatchError(f"{metric!r} is not measured in these timers; {near(metric, measured)}")
        return rows

    def is_closed(self) -> Flags:
        """Return for each ticket whether it is no longer open: by its status, or by its stopped resolution timer."""
        if self.facts is not None:
            known = [label in _CLOSED for label in self.facts.status.labels]
            by_status: Flags = np.array([*known, False])[self.facts.status.codes]
            return by_status
        # Later rows win, so that the last cycle speaks.
        last = np.full(len(self.at), -1)
        rows = np.flatnonzero(self.metric == Metric.RESOLUTION)
        last[self.ticket[rows]] = rows
        if (last < 0).any():
            raise DomainError(
                "some reports have no resolution timer, so nobody can tell whether their tickets are still open; "
                "pass an SlaTable, which knows the status, or choose another denominator"
            )
        by_timer: Flags = self.is_stopped[last]
        return by_timer


def columns_of(timers: Timers) -> TimerColumns:
    """Return the columns of a table or of reports.

    Raises:
        DomainError: neither a table nor reports, or two reports of one ticket.
    """
    if isinstance(timers, SlaTable):
        return _from_table(timers)
    if isinstance(timers, Mapping) or not isinstance(timers, Iterable):
        raise DomainError(f"timers is of type {type(timers).__name__}; {_WANTED}")
    return _from_reports(timers)


def _from_table(table: SlaTable) -> TimerColumns:
    target, remaining = _numbers(table.target), _numbers(table.remaining)
    return TimerColumns(
        names=table.ticket,
        ticket=table.ticket_rows.astype(np.intp),
        metric=table.metric,
        cycle=table.cycle,
        outcome=_outcomes(table.verdict, table.state),
        is_stopped=table.state == "stopped",
        target=target,
        used=np.where((target == MISSING) | (remaining == MISSING), MISSING, target - remaining),
        overdue=_numbers(table.overdue),
        due=_numbers(table.due),
        breached_at=_numbers(table.breached_at),
        started=_numbers(table.started),
        stopped=_numbers(table.stopped),
        reason=table.reason,
        at=_numbers(table.at),
        facts=table.tickets,
        rejected=len(table.rejected),
    )


def _outcomes(verdict: TextColumn, state: TextColumn) -> npt.NDArray[np.int8]:
    places = np.array([OUTCOMES.index(label) for label in verdict.labels], dtype=np.int8)
    outcome = places[verdict.codes]
    outcome[(state == "cancelled") & (verdict == "undecided")] = OUTCOMES.index("cancelled")
    return outcome


def _numbers(column: npt.NDArray[np.datetime64] | npt.NDArray[np.timedelta64]) -> Numbers:
    kind = "datetime64[us]" if column.dtype.kind == "M" else "timedelta64[us]"
    return column.astype(kind, copy=False).view(np.int64)


def _from_reports(given: Iterable[SlaReport]) -> TimerColumns:
    reports = tuple(given)
    _check(reports, type(given).__name__)
    rows = [(number, timer) for number, report in enumerate(reports) for timer in report.timers]
    timers = [timer for _, timer in rows]
    return TimerColumns(
        names=TextColumn([number for number, _ in rows], [report.ticket_id for report in reports]),
        ticket=np.array([number for number, _ in rows], dtype=np.intp),
        metric=TextColumn.of(timer.metric for timer in timers),
        cycle=np.array([timer.cycle for timer in timers], dtype=np.int32),
        outcome=np.array([OUTCOMES.index(outcome_of(timer)) for timer in timers], dtype=np.int8),
        is_stopped=np.array([timer.state == "stopped" for timer in timers], dtype=np.bool_),
        target=_amounts(timer.target for timer in timers),
        used=_amounts(map(_used, timers)),
        overdue=_amounts(timer.overdue for timer in timers),
        due=_instants(timer.due for timer in timers),
        breached_at=_instants(timer.breached_at for timer in timers),
        started=_instants(timer.started for timer in timers),
        stopped=_instants(timer.stopped for timer in timers),
        reason=TextColumn.of(timer.reason for timer in timers),
        at=_instants(report.at for report in reports),
        facts=None,
    )


def _check(reports: Sequence[object], kind: str) -> None:
    seen: set[str] = set()
    for report in reports:
        if not isinstance(report, SlaReport):
            raise DomainError(f"timers is of type {kind} and holds {type(report).__name__}; {_WANTED}")
        if report.ticket_id in seen:
            raise DomainError(f"ticket {report.ticket_id!r} has two reports; pass one report for each ticket")
        seen.add(report.ticket_id)


def _used(timer: Timer) -> timedelta | None:
    return None if timer.target is None or timer.remaining is None else timer.target - timer.remaining


def _amounts(amounts: Iterable[timedelta | None]) -> Numbers:
    return np.array([MISSING if amount is None else us_of(amount) for amount in amounts], dtype=np.int64)


def _instants(instants: Iterable[datetime | None]) -> Numbers:
    return np.array([MISSING if at is None else to_us(at) for at in instants], dtype=np.int64)
