"""What runs on each worker: a sorted stream of event batches in, the rows of whole tickets out.

Spark cuts its batches wherever they are full, also through a ticket. The rows of a ticket that may go on are kept
until the next batch.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

import pyarrow as pa
import pyarrow.compute as pc

from supportops._instants import from_us, to_us
from supportops.sla._spark_columns import RESULT_COLUMNS, ROWS
from supportops.sla.batch import evaluate_many
from supportops.sla.policy import SlaPolicy
from supportops.sla.selection import PolicySet
from supportops.sla.table import COLUMNS, SlaTable
from supportops.tickets import EventTable, StatusMap

__all__ = ["RESULT_ARROW", "Task", "result_rows", "whole_tickets"]

_BATCH_ROWS = 10_000
_ARROW = {
    "STRING": pa.string(),
    "INT": pa.int32(),
    "TIMESTAMP": pa.timestamp("us", "UTC"),
    "INTERVAL DAY TO SECOND": pa.duration("us"),
}
RESULT_ARROW = pa.schema([(name, _ARROW[kind]) for name, kind in RESULT_COLUMNS.items()])


@dataclass(frozen=True, slots=True)
class Task:
    """What to evaluate and when, as plain text: it goes to every worker."""

    policy: str
    is_set: bool
    status_map: str | None
    at_us: int
    rows: int = ROWS

    @classmethod
    def of(
        cls, policy: SlaPolicy | PolicySet, *, at: datetime, status_map: StatusMap | None = None, rows: int = ROWS
    ) -> Task:
        """Return the task of some models."""
        statuses = None if status_map is None else status_map.model_dump_json()
        return cls(policy.model_dump_json(), isinstance(policy, PolicySet), statuses, to_us(at), rows)

    def models(self) -> tuple[SlaPolicy | PolicySet, StatusMap | None]:
        """Return the policy and the status map again."""
        kind: type[SlaPolicy | PolicySet] = PolicySet if self.is_set else SlaPolicy
        statuses = None if self.status_map is None else StatusMap.model_validate_json(self.status_map)
        return kind.model_validate_json(self.policy), statuses

    def run(self, batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        """Evaluate a stream that is sorted by ticket; yield the rows of `RESULT_ARROW`."""
        policy, statuses = self.models()
        at = from_us(self.at_us)
        for events in whole_tickets(batches, rows=self.rows):
            table = EventTable.from_arrow(events, status_map=statuses, strict=False)
            yield from result_rows(evaluate_many(table, policy, at=at)).to_batches(max_chunksize=_BATCH_ROWS)


def whole_tickets(batches: Iterable[pa.RecordBatch], *, rows: int) -> Iterator[pa.Table]:
    """Yield tables of whole tickets, of at least so many rows each but for the last.

    A table is cut where the last ticket of a batch begins, so one is `rows`, a batch and a ticket long at most.

    Args:
        batches: rows sorted by ticket, cut anywhere.
        rows: how many to gather.
    """
    held: list[pa.RecordBatch] = []
    size, last = 0, None
    for batch in batches:
        if not batch.num_rows:
            continue
        ticket = batch.column("ticket")
        start = _last_ticket(ticket)
        is_boundary = start > 0 or ticket[0] != last
        if is_boundary and size + start >= rows:
            yield pa.Table.from_batches([*held, batch.slice(0, start)])
            held, size, batch = [], 0, batch.slice(start)
        held.append(batch)
        size += batch.num_rows
        last = ticket[-1]
    if size:
        yield pa.Table.from_batches(held)


def result_rows(table: SlaTable) -> pa.Table:
    """Return the rows of a result, and one row for each rejected ticket, with the reason and nothing else."""
    answers = table.to_arrow().select(COLUMNS)
    answers = answers.append_column("rejected", pa.nulls(len(table), pa.string())).cast(RESULT_ARROW)
    rejected = [{"ticket": row.ticket, "rejected": row.reason} for row in table.rejected]
    return pa.concat_tables([answers, pa.Table.from_pylist(rejected, schema=RESULT_ARROW)])


def _last_ticket(ticket: pa.Array) -> int:
    """Return the row at which the last ticket of a batch begins; a row that names none is whole by itself."""
    start: int = pc.index(ticket, ticket[-1]).as_py() if ticket[-1].is_valid else len(ticket)
    return start
