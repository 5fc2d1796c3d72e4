"""Where each metric of each ticket stands under a policy, boiled down to the columns that a review adds up."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

import numpy as np
import numpy.typing as npt

from supportops._instants import to_us
from supportops.errors import DomainError
from supportops.report.course import Courses, courses_of
from supportops.sla import SlaPolicy, SlaTable, evaluate_many
from supportops.sla._columns import columns_of
from supportops.sla._outcomes import OUTCOMES
from supportops.sla._units import runs_of, worst
from supportops.tickets import EventTable, TicketHistory
from supportops.tickets._table_history import history_of

__all__ = ["OUTCOMES", "Standings", "Tallies", "measured", "standings_of", "tallies_of"]

Amounts = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Tallies:
    """One metric over all cycles of each ticket; amounts in microseconds of open time. Shape (tickets,).

    Attributes:
        outcome: the place in `OUTCOMES` of the worst cycle's.
        cycles: how many there are.
        elapsed, paused: of all cycles together.
        overdue: of the one that is furthest over.
    """

    outcome: npt.NDArray[np.int8]
    cycles: npt.NDArray[np.int64]
    elapsed: Amounts
    paused: Amounts
    overdue: Amounts

    def ended(self, outcome: str) -> Flags:
        """Return which tickets have an outcome."""
        found: Flags = self.outcome == OUTCOMES.index(outcome)
        return found

    @property
    def is_decided(self) -> Flags:
        """Which tickets were met or breached."""
        return self.ended("met") | self.ended("breached")


@dataclass(frozen=True, slots=True)
class Standings:
    """Tickets as of an instant: their events, their outlines, their clocks, and these added up by metric."""

    table: EventTable
    courses: Courses
    sla: SlaTable
    tallies: Mapping[str, Tallies]
    at: datetime
    histories: Sequence[TicketHistory] | None = None

    def __len__(self) -> int:
        return len(self.courses)

    def history(self, number: int) -> TicketHistory:
        """Return a ticket's history: the one that was given, or else the one that its rows tell."""
        return history_of(self.table, number) if self.histories is None else self.histories[number]


def standings_of(
    table: EventTable, policy: SlaPolicy, at: datetime, histories: Sequence[TicketHistory] | None = None
) -> Standings:
    """Return where tickets stand that were all created by an instant.

    Args:
        table: their events.
        policy: what they are measured against.
        at: the instant.
        histories: the same tickets, when there are histories of them.

    Raises:
        DomainError: the policy cannot measure one of them.
    """
    sla = measured(table, policy, at)
    tallies = {metric: tallies_of(sla, metric) for metric in policy.measured} if len(table.tickets) else {}
    return Standings(table, courses_of(table, to_us(at)), sla, tallies, at, histories)


def measured(table: EventTable, policy: SlaPolicy, at: datetime) -> SlaTable:
    """Return the clocks of tickets that were all created by an instant.

    Raises:
        DomainError: the policy cannot measure one of them.
    """
    sla = evaluate_many(table, policy, at=at)
    refused = sla.rejected[len(table.rejected) :]
    if refused:
        first = refused[0]
        where = "" if str(first.ticket) in first.reason else f"ticket {first.ticket!r}: "
        raise DomainError(f"policy {policy.name!r} cannot measure an incident; {where}{first.reason}")
    return sla


def tallies_of(sla: SlaTable, metric: str) -> Tallies:
    """Return the cycles of one metric as one tally for each ticket, in the order of `sla.tickets`.

    A policy has a timer, or one that waits, for each metric that it measures and each ticket.
    """
    columns = columns_of(sla)
    rows, starts = runs_of(columns, columns.rows_of(metric))

    def of(column: npt.NDArray[np.timedelta64], add: np.ufunc) -> Amounts:
        found: Amounts = add.reduceat(column[rows].astype(np.int64), starts)
        return found

    return Tallies(
        outcome=worst(columns.outcome[rows], starts),
        cycles=np.diff(np.append(starts, len(rows))),
        elapsed=of(sla.elapsed, np.add),
        paused=of(sla.paused, np.add),
        overdue=of(sla.overdue, np.maximum),
    )
