"""The answers for many tickets: one row for each ticket, metric and cycle."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from supportops.tickets import Rejected, TextColumn

if TYPE_CHECKING:
    import pandas as pd
    import polars as pl
    import pyarrow as pa

__all__ = ["SlaTable", "TicketFacts"]

Instants = npt.NDArray[np.datetime64]
Amounts = npt.NDArray[np.timedelta64]

COLUMNS = (
    "ticket", "metric", "cycle", "target", "elapsed", "paused", "remaining", "overdue", "due", "breached_at",
    "started", "stopped", "stage", "state", "verdict", "reason",
)  # fmt: skip
"""The columns of an `SlaTable`, in the order in which frames show them."""


@dataclass(frozen=True, slots=True, eq=False)
class TicketFacts:
    """What each ticket was at the instant of evaluation, one row for each ticket. Instants are UTC.

    `status` is the category of the status. In frames `ticket` joins the facts to the rows of the `SlaTable`.

    Example:
        >>> clocks = table.to_pandas().merge(table.tickets.to_pandas(), on="ticket")  # doctest: +SKIP
    """

    ticket: TextColumn
    created: Instants
    priority: TextColumn
    tier: TextColumn
    channel: TextColumn
    category: TextColumn
    group: TextColumn
    status: TextColumn

    def to_dict(self) -> dict[str, npt.NDArray[Any]]:
        """Return the facts by name, as arrays; text as object arrays, None where there is none."""
        return {name: _array(column) for name, column in self._columns().items()}

    def to_arrow(self) -> pa.Table:
        """Return the facts as a pyarrow table: timestamps with zone UTC, text as dictionaries."""
        from supportops.tickets.frames import arrow_table

        return arrow_table(self._columns())

    def to_pandas(self) -> pd.DataFrame:
        """Return the facts as a pandas data frame."""
        from supportops.tickets.frames import pandas_frame

        return pandas_frame(self._columns())

    def to_polars(self) -> pl.DataFrame:
        """Return the facts as a polars data frame."""
        from supportops.tickets.frames import polars_frame

        return polars_frame(self._columns())

    def __len__(self) -> int:
        return len(self.ticket)

    def _columns(self) -> dict[str, Any]:
        return {field.name: getattr(self, field.name) for field in fields(self)}


@dataclass(frozen=True, slots=True, eq=False)
class SlaTable:
    """How the clocks of many tickets stand: the fields of a `Timer` as columns.

    Rows are sorted by ticket as in the event table, then by metric in the policy's order, then by cycle. Instants
    are datetime64[us] in UTC, amounts timedelta64[us] of open time; NaT where there is none.

    Attributes:
        ticket, metric, cycle: whose clock it is.
        target, elapsed, paused, remaining, overdue: amounts, as on `Timer`.
        due, breached_at, started, stopped: instants, as on `Timer`.
        stage, state, verdict, reason: texts; a stage that is None was not reached, a reason that is "" says nothing.
        tickets: the facts of each evaluated ticket.
        ticket_rows: for each row, the row of its ticket in `tickets`.
        at: the instant each ticket was evaluated at. Shape (tickets,).
        policy_name: the policy, or the policies of a set.
        rejected: the tickets without an answer, and why.
    """

    ticket: TextColumn
    metric: TextColumn
    cycle: npt.NDArray[np.int32]
    target: Amounts
    elapsed: Amounts
    paused: Amounts
    remaining: Amounts
    overdue: Amounts
    due: Instants
    breached_at: Instants
    started: Instants
    stopped: Instants
    stage: TextColumn
    state: TextColumn
    verdict: TextColumn
    reason: TextColumn
    tickets: TicketFacts
    ticket_rows: npt.NDArray[np.int32]
    at: Instants
    policy_name: str
    rejected: tuple[Rejected, ...] = ()

    def __len__(self) -> int:
        return len(self.cycle)

    def rows(self, chosen: npt.NDArray[Any]) -> SlaTable:
        """Return the table with only the rows of an index or mask array; `tickets` and `rejected` stay.

        Example:
            >>> late = table.rows(table.verdict == "breached")  # doctest: +SKIP
        """
        columns: dict[str, Any] = {name: _taken(getattr(self, name), chosen) for name in (*COLUMNS, "ticket_rows")}
        kept = {field.name: getattr(self, field.name) for field in fields(self) if field.name not in columns}
        return SlaTable(**columns, **kept)

    def to_dict(self) -> dict[str, npt.NDArray[Any]]:
        """Return the columns by name, as arrays; text as object arrays, None where there is none."""
        return {name: _array(getattr(self, name)) for name in COLUMNS}

    def to_arrow(self) -> pa.Table:
        """Return the columns as a pyarrow table: timestamps with zone UTC, text as dictionaries."""
        from supportops.tickets.frames import arrow_table

        return arrow_table({name: getattr(self, name) for name in COLUMNS})

    def to_pandas(self) -> pd.DataFrame:
        """Return the columns as a pandas data frame."""
        from supportops.tickets.frames import pandas_frame

        return pandas_frame({name: getattr(self, name) for name in COLUMNS})

    def to_polars(self) -> pl.DataFrame:
        """Return the columns as a polars data frame."""
        from supportops.tickets.frames import polars_frame

        return polars_frame({name: getattr(self, name) for name in COLUMNS})

    def __repr__(self) -> str:
        return f"SlaTable({len(self)} rows, {len(self.tickets)} tickets, {len(self.rejected)} rejected)"


def _taken(column: Any, chosen: npt.NDArray[Any]) -> Any:  # noqa: ANN401 - one of two kinds of column
    return column.take(chosen) if isinstance(column, TextColumn) else column[chosen]


def _array(column: Any) -> npt.NDArray[Any]:  # noqa: ANN401 - one of two kinds of column
    return column.to_numpy() if isinstance(column, TextColumn) else column
