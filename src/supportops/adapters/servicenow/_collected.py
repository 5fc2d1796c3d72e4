"""What the blocks of a log give, collected and brought into the order of the file."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, tzinfo

import numpy as np
import numpy.typing as npt

from supportops._instants import to_us
from supportops.adapters.servicenow._cells import Outcomes
from supportops.adapters.servicenow._labels import NONE, Labels, Numbers
from supportops.adapters.servicenow._story import AUTHORS, EventRows
from supportops.adapters.servicenow.facts import IncidentFacts
from supportops.adapters.servicenow.outcomes import IncidentOutcomes
from supportops.tickets import EventTable, Rejected, StatusMap, TextColumn, TicketHistory
from supportops.tickets.table import KINDS

__all__ = ["Collected", "Ends"]


@dataclass(frozen=True, slots=True)
class Ends:
    """Incidents with their outcomes: the first line, the last one, and how many rows there are. Shape (incidents,)."""

    numbers: Sequence[str]
    first: Numbers
    last: Numbers
    rows: Numbers
    outcomes: Outcomes


@dataclass(slots=True)
class Collected:
    """Events and ends of plain incidents by the block, and the histories of the others one by one."""

    values: Labels
    groups: Labels
    events: list[EventRows] = field(default_factory=list)
    ends: list[Ends] = field(default_factory=list)
    histories: list[TicketHistory] = field(default_factory=list)
    first_lines: list[int] = field(default_factory=list)
    facts: list[IncidentFacts] = field(default_factory=list)

    def add(self, first_line: int, history: TicketHistory, facts: IncidentFacts) -> None:
        """Take up an incident that was read row by row."""
        self.first_lines.append(first_line)
        self.histories.append(history)
        self.facts.append(facts)

    def tables(
        self, status_map: StatusMap, rejected: tuple[Rejected, ...], zone: tzinfo
    ) -> tuple[EventTable, IncidentOutcomes]:
        """Return the events and the outcomes, incidents in the order of their first lines."""
        ends = [*self.ends, self._ends()]
        first = np.concatenate([end.first for end in ends])
        order = np.argsort(first)
        names = [number for end in ends for number in end.numbers]
        tickets = tuple(names[place] for place in order.tolist())
        return self._events(tickets, first[order], status_map, rejected), _outcomes(tickets, ends, order, zone)

    def _events(
        self, tickets: tuple[str, ...], first: Numbers, status_map: StatusMap, rejected: tuple[Rejected, ...]
    ) -> EventTable:
        parts = [*self.events, self._rows()]
        order = np.argsort(np.concatenate([part.line for part in parts]), kind="stable")
        line, at, kind, by, value, group = (
            np.concatenate([getattr(part, name) for part in parts])[order]
            for name in ("line", "at", "kind", "by", "value", "field")
        )
        return EventTable(
            tickets,
            np.append(np.searchsorted(line, first), len(line)),
            at.view("M8[us]"),
            TextColumn(kind, KINDS),
            TextColumn(by, AUTHORS),
            np.ones(len(line), dtype=np.bool_),
            TextColumn(value, self.values),
            TextColumn(group, self.groups),
            TextColumn.filled(len(line)),
            status_map,
            rejected,
        )

    def _rows(self) -> EventRows:
        """Return the events of the histories, in the numbers of the plain ones."""
        table = EventTable.from_histories(self.histories)
        return EventRows(
            line=np.array(self.first_lines, dtype=np.int64)[table.ticket_rows],
            at=table.at.view(np.int64),
            kind=table.kind.codes,
            by=_renumbered(table.by, Labels(AUTHORS)),
            value=_renumbered(table.value, self.values),
            field=_renumbered(table.field, self.groups),
        )

    def _ends(self) -> Ends:
        facts = self.facts
        outcomes = Outcomes(
            made_sla=_numbers(fact.made_sla for fact in facts),
            resolved_at=_numbers(_us(fact.resolved_at) for fact in facts),
            closed_at=_numbers(_us(fact.closed_at) for fact in facts),
            reopen_count=_numbers(fact.reopen_count for fact in facts),
        )
        return Ends(
            numbers=[fact.ticket_id for fact in facts],
            first=_numbers(self.first_lines),
            last=_numbers(fact.line for fact in facts),
            rows=_numbers(fact.rows for fact in facts),
            outcomes=outcomes,
        )


def _outcomes(
    tickets: tuple[str, ...], ends: Sequence[Ends], order: npt.NDArray[np.intp], zone: tzinfo
) -> IncidentOutcomes:
    made, resolved, closed, count = (
        np.concatenate([getattr(end.outcomes, name) for end in ends])[order]
        for name in ("made_sla", "resolved_at", "closed_at", "reopen_count")
    )
    return IncidentOutcomes(
        tickets=tickets,
        line=np.concatenate([end.last for end in ends])[order],
        rows=np.concatenate([end.rows for end in ends])[order],
        made_sla=TextColumn(np.maximum(made, -1), ("false", "true")),
        resolved_at=resolved.view("M8[us]"),
        closed_at=closed.view("M8[us]"),
        reopen_count=np.where(count == NONE, np.nan, count),
        zone=zone,
    )


def _renumbered(column: TextColumn, labels: Labels) -> npt.NDArray[np.int32]:
    numbers = np.array([*(labels[label] for label in column.labels), -1], dtype=np.int32)
    return numbers[column.codes]


def _numbers(values: Iterable[int | None]) -> Numbers:
    return np.array([NONE if value is None else value for value in values], dtype=np.int64)


def _us(at: datetime | None) -> int | None:
    return None if at is None else to_us(at)
