"""The events of many tickets as columns: what a year of tickets is read into."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from supportops.errors import NoMatchError, near
from supportops.tickets.rejected import Rejected
from supportops.tickets.status_map import DEFAULT_STATUSES, StatusMap
from supportops.tickets.text_column import TextColumn

if TYPE_CHECKING:
    import pandas as pd
    import polars as pl
    import pyarrow as pa

    from supportops.tickets.history import TicketHistory

__all__ = ["KINDS", "EventTable"]

KINDS = (
    "created", "message", "status_change", "field_change", "assignment", "escalated", "merged", "paused", "resumed",
    "acknowledged", "cancelled", "absorbed", "due_set",
)  # fmt: skip
"""The kinds of events, as their classes in snake case; a table's `kind` column has these labels."""

Texts = TextColumn | Sequence[str | None] | npt.NDArray[Any]
Column = TextColumn | npt.NDArray[Any]


@dataclasses.dataclass(frozen=True, slots=True, eq=False, repr=False)
class EventTable:
    """The events of many tickets, one row each; the rows of a ticket stand together, by instant and log order.

    | kind | value | field | reason | and |
    | --- | --- | --- | --- | --- |
    | created | the status, or what `field` names | "status", "priority", "tier", "channel", "category", others | | by |
    | message | | | | by, public |
    | status_change | the status | | why | |
    | field_change | the new value, or none | the field | | |
    | assignment | the agent, or none | the group, or none | | |
    | escalated | the level | | | |
    | merged | the other ticket | | | |
    | paused | until when, or none | | why | |
    | resumed | | | which pause, or none for all | |
    | acknowledged | | | | |
    | cancelled | | | why | |
    | absorbed | when the other ticket started | the other ticket | | |
    | due_set | the date, or none | the metric | "follows_pauses", or none | |

    A creation is one row for each thing that was known then; the status is "new" and `by` the requester when no row
    says otherwise, and the priority is needed: a change of it in the instant of creation will do. Dates inside `value`
    are ISO texts with an offset. Values are text, so 40 and "40" are the same value in a table. Two equal rows are two
    events.

    Attributes:
        tickets: the names, in the order of the table.
        offsets: the rows of ticket i are `offsets[i]:offsets[i + 1]`. Shape (tickets + 1,).
        at: datetime64[us], UTC. Shape (rows,), as of all columns.
        status_map: what the statuses mean; None when they are the six categories themselves.
        rejected: the tickets that could not be read, when they were not to stop the rest.

    Example:
        >>> table = EventTable.from_columns(
        ...     ticket=["4711", "4711", "4711"],
        ...     at=np.array(["2026-03-02T09:00", "2026-03-02T09:00", "2026-03-02T11:30"], dtype="M8[us]"),
        ...     kind=["created", "created", "status_change"],
        ...     field=["priority", "status", None],
        ...     value=["P2", "open", "resolved"],
        ... )
        >>> table
        EventTable(3 rows, 1 tickets, 0 rejected)
    """

    tickets: tuple[str, ...]
    offsets: npt.NDArray[np.int64]
    at: npt.NDArray[np.datetime64]
    kind: TextColumn
    by: TextColumn
    public: npt.NDArray[np.bool_]
    value: TextColumn
    field: TextColumn
    reason: TextColumn
    status_map: StatusMap | None = None
    rejected: tuple[Rejected, ...] = ()

    @classmethod
    def from_histories(cls, histories: Iterable[TicketHistory]) -> EventTable:
        """Return the table of some histories, which share one status map.

        What no clock reads is left out: the ids, actors and sources of events, and the context of an escalation.

        Raises:
            DomainError: two histories have the same ticket id, or different status maps.
        """
        from supportops.tickets._table_rows import table_of

        return table_of(histories)

    @classmethod
    def from_columns(
        cls,
        *,
        ticket: Texts,
        at: npt.NDArray[Any],
        kind: Texts,
        by: Texts | None = None,
        public: Sequence[bool | None] | npt.NDArray[Any] | None = None,
        value: Texts | None = None,
        field: Texts | None = None,
        reason: Texts | None = None,
        seq: Sequence[int] | npt.NDArray[Any] | None = None,
        status_map: StatusMap | None = None,
        strict: bool = True,
    ) -> EventTable:
        """Return the table of some columns, sorted by ticket, instant and log order, with every row checked.

        Tickets keep the order in which they first occur. Events of one instant keep the order of `seq`, or of the
        rows; a creation goes before them.

        Args:
            ticket: the ticket's name.
            at: datetime64 of any unit, UTC.
            kind: one of the kinds in the table above.
            by: who wrote a message or created the ticket: "requester", "agent", "bot", "system".
            public: whether a message is; True when left out.
            value: by kind, as in the table above.
            field: by kind as well.
            reason: by kind as well.
            seq: the order of events of one instant; the order of the rows when left out.
            status_map: what the statuses mean.
            strict: raise at faults; otherwise a ticket with a fault is set aside in `rejected`, and all others kept.

        Raises:
            ConfigurationError: columns of different lengths, or of a wrong type.
            HistoryError: with `strict`, rows that cannot be; it names ticket and row.
        """
        from supportops.tickets._table_input import read_columns

        given = {
            "ticket": ticket, "at": at, "kind": kind, "by": by, "public": public, "value": value, "field": field,
            "reason": reason, "seq": seq,
        }  # fmt: skip
        return read_columns(given, status_map=status_map, strict=strict)

    @classmethod
    def from_arrow(cls, table: pa.Table, *, status_map: StatusMap | None = None, strict: bool = True) -> EventTable:
        """Return the table of a pyarrow table with the columns of `from_columns`; needs the `frames` extra."""
        from supportops.tickets.frames import columns_of

        return cls.from_columns(**columns_of(table), status_map=status_map, strict=strict)

    @classmethod
    def from_pandas(
        cls, frame: pd.DataFrame, *, status_map: StatusMap | None = None, strict: bool = True
    ) -> EventTable:
        """Return the table of a pandas data frame with the columns of `from_columns`; needs the `frames` extra."""
        from supportops.tickets.frames import columns_of

        return cls.from_columns(**columns_of(frame), status_map=status_map, strict=strict)

    @classmethod
    def from_polars(
        cls, frame: pl.DataFrame, *, status_map: StatusMap | None = None, strict: bool = True
    ) -> EventTable:
        """Return the table of a polars data frame with the columns of `from_columns`; needs the `frames` extra."""
        from supportops.tickets.frames import columns_of

        return cls.from_columns(**columns_of(frame), status_map=status_map, strict=strict)

    @property
    def statuses(self) -> StatusMap:
        """The status map in force: the one given, or the six categories under their own names."""
        return DEFAULT_STATUSES if self.status_map is None else self.status_map

    @property
    def ticket_rows(self) -> npt.NDArray[np.int32]:
        """For each row, the number of its ticket."""
        return np.repeat(np.arange(len(self.tickets), dtype=np.int32), np.diff(self.offsets))

    @property
    def ticket(self) -> TextColumn:
        """The ticket of each row."""
        return TextColumn(self.ticket_rows, self.tickets)

    @property
    def seq(self) -> npt.NDArray[np.int64]:
        """The place of each row in the log of its ticket, from 0."""
        return np.arange(len(self), dtype=np.int64) - self.offsets[self.ticket_rows]

    def history(self, ticket: str) -> TicketHistory:
        """Return the history of one ticket, to be explained or asked for its state.

        Its events carry their row as id; fields of its own have values of text.

        Raises:
            NoMatchError: there is no such ticket in the table.
        """
        from supportops.tickets._table_history import history_of

        if ticket not in self.tickets:
            raise NoMatchError(f"the table has no ticket {ticket!r}; {near(ticket, self.tickets)}")
        return history_of(self, self.tickets.index(ticket))

    def part(self, first: int, end: int) -> EventTable:
        """Return the tickets from number `first` up to, and without, number `end`; columns are views."""
        rows = slice(int(self.offsets[first]), int(self.offsets[end]))
        return EventTable(
            self.tickets[first:end],
            self.offsets[first : end + 1] - self.offsets[first],
            self.at[rows], self.kind[rows], self.by[rows], self.public[rows], self.value[rows], self.field[rows],
            self.reason[rows], self.status_map,
        )  # fmt: skip

    def take(self, tickets: npt.NDArray[np.integer[Any]]) -> EventTable:
        """Return some tickets, given by their numbers, without those that were set aside."""
        if tickets.size and tickets[0] >= 0 and bool(np.all(np.diff(tickets) == 1)):
            return self.part(int(tickets[0]), int(tickets[-1]) + 1)
        count = np.diff(self.offsets)[tickets]
        offsets = np.concatenate([[0], np.cumsum(count)])
        rows = np.repeat(self.offsets[:-1][tickets] - offsets[:-1], count) + np.arange(offsets[-1])
        return EventTable(
            tuple(self.tickets[number] for number in tickets.tolist()), offsets, self.at[rows], self.kind.take(rows),
            self.by.take(rows), self.public[rows], self.value.take(rows), self.field.take(rows),
            self.reason.take(rows), self.status_map,
        )  # fmt: skip

    def to_columns(self) -> dict[str, Column]:
        """Return the columns by name, in the order ticket, at, seq, kind, by, public, value, field, reason."""
        return {
            "ticket": self.ticket, "at": self.at, "seq": self.seq, "kind": self.kind, "by": self.by,
            "public": self.public, "value": self.value, "field": self.field, "reason": self.reason,
        }  # fmt: skip

    def to_arrow(self) -> pa.Table:
        """Return the columns as a pyarrow table; needs the `frames` extra."""
        from supportops.tickets.frames import arrow_table

        return arrow_table(self.to_columns())

    def to_pandas(self) -> pd.DataFrame:
        """Return the columns as a pandas data frame; needs the `frames` extra."""
        from supportops.tickets.frames import pandas_frame

        return pandas_frame(self.to_columns())

    def to_polars(self) -> pl.DataFrame:
        """Return the columns as a polars data frame; needs the `frames` extra."""
        from supportops.tickets.frames import polars_frame

        return polars_frame(self.to_columns())

    def equals(self, other: EventTable) -> bool:
        """Return whether both have the same rows, in the same order, and the same status map."""
        if self.tickets != other.tickets or len(self) != len(other) or self.statuses != other.statuses:
            return False
        theirs = other.to_columns()
        return all(bool(np.all(column == theirs[name])) for name, column in self.to_columns().items())

    def __len__(self) -> int:
        return len(self.at)

    def __repr__(self) -> str:
        return f"EventTable({len(self)} rows, {len(self.tickets)} tickets, {len(self.rejected)} rejected)"
