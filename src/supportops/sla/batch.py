"""A whole table of tickets evaluated at once: the same answers as one by one, as columns."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from supportops._arrays import instants_us
from supportops._instants import MAX_US, MIN_US, from_us, to_us
from supportops.errors import DomainError, SupportOpsError
from supportops.sla._many.answers import STATES, VERDICTS, StageNames
from supportops.sla._many.part import Part, evaluate_part
from supportops.sla._many.reasons import Reasons
from supportops.sla._many.words import CATEGORIES, Words
from supportops.sla.table import SlaTable, TicketFacts
from supportops.tickets import EventTable, Rejected, TextColumn

if TYPE_CHECKING:
    from supportops.sla.policy import SlaPolicy
    from supportops.sla.selection import PolicySet

__all__ = ["evaluate_many"]

Ints = npt.NDArray[Any]
_ROWS = 200_000
"""As many events are evaluated at once: enough for numpy to be at speed, few enough for the processor's cache."""


def evaluate_many(
    table: EventTable, policy: SlaPolicy | PolicySet, *, at: datetime | npt.NDArray[np.datetime64]
) -> SlaTable:
    """Return how the clocks of all tickets of a table stand at an instant; later events are not read.

    Every answer is the one that `policy.evaluate` gives for the ticket alone. A ticket that has none, because it was
    created after `at` or the policy does not know its priority or tier, is set aside in `rejected`; so are those that
    the table itself set aside. Tickets in and tickets out add up.

    Args:
        table: the events.
        policy: the policy, or the set of them.
        at: an aware datetime, or datetime64 (UTC) with one instant for each of `table.tickets`.

    Raises:
        NaiveDatetimeError: `at` has no zone.
        DomainError: instants that are not as many as the tickets, are NaT, or lie outside the years 1 to 9999.

    Example:
        >>> from datetime import UTC, datetime
        >>> from supportops.calendar import BusinessCalendar
        >>> from supportops.sla import SlaPolicy
        >>> from supportops.tickets import Created, StatusChange, TicketHistory
        >>> from supportops.vocabulary import P1_TO_P5
        >>> desk = BusinessCalendar(zone="UTC", hours="Mon-Fri 09:00-17:00")
        >>> policy = SlaPolicy(name="standard", calendar=desk, scale=P1_TO_P5, targets={"P2": {"resolution": "8h"}})
        >>> events = (
        ...     Created(at=datetime(2026, 3, 2, 15, tzinfo=UTC), priority="P2"),
        ...     StatusChange(at=datetime(2026, 3, 3, 11, tzinfo=UTC), to="resolved"),
        ... )
        >>> table = EventTable.from_histories([TicketHistory(ticket_id="4711", events=events)])
        >>> answers = evaluate_many(table, policy, at=datetime(2026, 3, 4, tzinfo=UTC))
        >>> answers.verdict[0], answers.elapsed[0]
        ('met', np.timedelta64(14400000000,'us'))
    """
    _check(table, policy)
    instants, book = _instants(table, at), policy._book
    work = _Work(table, instants, Words(table, book), StageNames(book.plans), Reasons(table.reason.labels))
    for first, end in _spots(table):
        work.evaluate(work.created(np.arange(first, end)))
    return work.told(policy.name)


def _check(table: object, policy: object) -> None:
    from supportops.sla.policy import SlaPolicy
    from supportops.sla.selection import PolicySet

    if not isinstance(table, EventTable):
        hint = "make one with EventTable.from_histories, .from_columns, .from_pandas, .from_polars or .from_arrow"
        raise DomainError(f"evaluate_many takes an EventTable, got {type(table).__name__}; {hint}")
    if not isinstance(policy, SlaPolicy | PolicySet):
        raise DomainError(f"evaluate_many takes an SlaPolicy or a PolicySet, got {type(policy).__name__}")


def _instants(table: EventTable, at: datetime | npt.NDArray[np.datetime64]) -> npt.NDArray[np.int64]:
    size = len(table.tickets)
    if isinstance(at, datetime):
        return np.full(size, to_us(at), dtype=np.int64)
    instants = instants_us(np.asarray(at), name="at")
    if instants.shape not in ((), (size,)):
        raise DomainError(f"at has the shape {instants.shape}; give one instant, or one for each of {size} tickets")
    beyond = np.flatnonzero((instants < MIN_US) | (instants > MAX_US))
    if beyond.size:
        raise DomainError(f"at[{beyond[0]}] lies outside the years 1 to 9999; check the unit of the instants")
    return np.ascontiguousarray(np.broadcast_to(instants, (size,)))


def _spots(table: EventTable) -> Iterator[tuple[int, int]]:
    """Yield parts of whole tickets with about as many rows as are evaluated at once."""
    first, tickets = 0, len(table.tickets)
    while first < tickets:
        wanted = int(table.offsets[first]) + _ROWS
        end = int(np.searchsorted(table.offsets, wanted, side="right")) - 1
        end = min(max(end, first + 1), tickets)
        yield first, end
        first = end


class _Work:
    """A table on its way to its answers."""

    def __init__(
        self, table: EventTable, at: npt.NDArray[np.int64], words: Words, names: StageNames, reasons: Reasons
    ) -> None:  # fmt: skip
        self.table, self.at, self.words, self.names, self.reasons = table, at, words, names, reasons
        self.parts: list[tuple[Ints, Part]] = []
        self.refused: dict[int, str] = {}

    def created(self, tickets: Ints) -> Ints:
        """Return those of some tickets that exist at their instant; the others are refused."""
        created = self.table.at.view(np.int64)[self.table.offsets[tickets]]
        for ticket in tickets[created > self.at[tickets]].tolist():
            began, asked = from_us(int(self.table.at.view(np.int64)[self.table.offsets[ticket]])), self.at[ticket]
            self.refused[ticket] = (
                f"at {from_us(int(asked)).isoformat()} the ticket did not exist; it was created at "
                f"{began.isoformat()}, so ask about that instant or a later one"
            )
        return tickets[created <= self.at[tickets]]

    def evaluate(self, tickets: Ints) -> None:
        """Evaluate some tickets at once; where one of them cannot be, it is found by halving."""
        if not tickets.size:
            return
        try:
            part = evaluate_part(
                self.table.take(tickets), self.at[tickets], self.words, self.names, self.reasons
            )  # fmt: skip
        except SupportOpsError as error:
            if len(tickets) == 1:
                self.refused[int(tickets[0])] = str(error)
                return
            half = len(tickets) // 2
            self.evaluate(tickets[:half])
            self.evaluate(tickets[half:])
            return
        self.refused |= {int(tickets[number]): reason for number, reason in part.refused.items()}
        self.parts.append((tickets, part))

    def told(self, policy_name: str) -> SlaTable:
        """Return the answers of all parts as one table."""
        size = len(self.table.tickets)
        is_told = np.ones(size, dtype=np.bool_)
        is_told[list(self.refused)] = False
        place = np.cumsum(is_told, dtype=np.int32) - 1
        ticket = _joined([tickets[part.answers.ticket] for tickets, part in self.parts])
        rows = is_told[ticket]
        ticket = ticket[rows]

        def column(name: str) -> Ints:
            return _joined([getattr(part.answers, name) for _, part in self.parts])[rows]

        def amounts(name: str) -> npt.NDArray[np.timedelta64]:
            return column(name).astype(np.int64).view("m8[us]")

        def instants(name: str) -> npt.NDArray[np.datetime64]:
            return column(name).astype(np.int64).view("M8[us]")

        metric = _joined([part.metric for _, part in self.parts])[rows]
        return SlaTable(
            ticket=TextColumn(ticket, self.table.tickets), metric=TextColumn(metric, self.words.names),
            cycle=column("cycle").astype(np.int32), target=amounts("target"), elapsed=amounts("elapsed"),
            paused=amounts("paused"), remaining=amounts("remaining"), overdue=amounts("overdue"), due=instants("due"),
            breached_at=instants("breached_at"), started=instants("started"), stopped=instants("stopped"),
            stage=TextColumn(column("stage"), self.names.names), state=TextColumn(column("state"), STATES),
            verdict=TextColumn(column("verdict"), VERDICTS), reason=TextColumn(column("reason"), self.reasons.words),
            tickets=self._facts(is_told), ticket_rows=place[ticket], at=self.at[is_told].view("M8[us]"),
            policy_name=policy_name, rejected=self._rejected(),
        )  # fmt: skip

    def _facts(self, is_told: Ints) -> TicketFacts:
        kept = np.flatnonzero(_joined([is_told[tickets] for tickets, _ in self.parts]).astype(np.bool_))

        def column(name: str) -> Ints:
            return _joined([part.facts[name] for _, part in self.parts])[kept]

        values, groups = self.words.values, self.table.field.labels
        texts = {name: TextColumn(column(name), values) for name in ("priority", "tier", "channel", "category")}
        return TicketFacts(
            ticket=TextColumn(np.flatnonzero(is_told), self.table.tickets),
            created=column("created").astype(np.int64).view("M8[us]"), group=TextColumn(column("group"), groups),
            status=TextColumn(column("status"), CATEGORIES), **texts,
        )  # fmt: skip

    def _rejected(self) -> tuple[Rejected, ...]:
        names = self.table.tickets
        found = [Rejected(names[number], None, reason) for number, reason in sorted(self.refused.items())]
        return (*self.table.rejected, *found)


def _joined(columns: list[Ints]) -> Ints:
    return np.concatenate(columns) if columns else np.zeros(0, dtype=np.int64)
