"""A ticket's history from the rows of a table, for the few tickets that are explained one by one."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import numpy as np

from supportops._instants import from_us
from supportops.tickets._table_rows import FOLLOWS_PAUSES
from supportops.tickets.events import (
    Absorbed,
    Acknowledged,
    AnyEvent,
    Assignment,
    Cancelled,
    Created,
    DueSet,
    Escalated,
    FieldChange,
    Merged,
    Message,
    Paused,
    Resumed,
    StatusChange,
)
from supportops.tickets.history import TicketHistory
from supportops.tickets.table import EventTable
from supportops.vocabulary import Party

__all__ = ["history_of"]

_KNOWN = ("status", "priority", "tier", "channel", "category")


def history_of(table: EventTable, number: int) -> TicketHistory:
    """Return the history of a table's ticket, given by its number; fields of its own have values of text."""
    return TicketHistory(
        ticket_id=table.tickets[number], events=tuple(_events(_rows(table, number))), status_map=table.status_map
    )


@dataclass(frozen=True, slots=True)
class _Row:
    id: str
    at: datetime
    kind: str
    by: str | None
    public: bool
    value: str | None
    field: str | None
    reason: str | None


def _rows(table: EventTable, number: int) -> Iterator[_Row]:
    first, end = int(table.offsets[number]), int(table.offsets[number + 1])
    instants = table.at[first:end].view(np.int64).tolist()
    for row, at in zip(range(first, end), instants, strict=True):
        # Two equal rows are two events, which their ids tell apart.
        yield _Row(
            f"row {row - first}", from_us(at), str(table.kind[row]), table.by[row], bool(table.public[row]),
            table.value[row], table.field[row], table.reason[row],
        )  # fmt: skip


def _events(rows: Iterator[_Row]) -> Iterator[AnyEvent]:
    creation: list[_Row] = []
    for row in rows:
        if row.kind == "created":
            creation.append(row)
            continue
        if creation:
            yield _created(creation)
            creation = []
        yield _EVENTS[row.kind](row)
    if creation:
        yield _created(creation)


def _created(rows: list[_Row]) -> Created:
    said = {row.field or "status": row.value for row in rows}
    known = {name: said.pop(name) for name in _KNOWN if said.get(name) is not None}
    by = next((row.by for row in rows if row.by is not None), Party.REQUESTER)
    return Created.model_validate({"at": rows[0].at, "by": by, "id": rows[0].id, **known, "fields": said})


def _told(kind: Callable[..., AnyEvent], **columns: str) -> Callable[[_Row], AnyEvent]:
    """Return what makes an event of a row: each field from a column."""

    def event(row: _Row) -> AnyEvent:
        return kind(at=row.at, id=row.id, **{name: getattr(row, column) for name, column in columns.items()})

    return event


def _instant(text: str | None) -> datetime | None:
    return None if text is None else datetime.fromisoformat(text)


_EVENTS: Mapping[str, Callable[[Any], AnyEvent]] = {
    "message": _told(Message, by="by", public="public"),
    "status_change": _told(StatusChange, to="value", reason="reason"),
    "field_change": _told(FieldChange, field="field", to="value"),
    "assignment": _told(Assignment, agent="value", group="field"),
    "escalated": _told(Escalated, level="value"),
    "merged": _told(Merged, into="value"),
    "resumed": _told(Resumed, reason="reason"),
    "acknowledged": _told(Acknowledged),
    "cancelled": _told(Cancelled, reason="reason"),
    "paused": lambda row: Paused(at=row.at, id=row.id, reason=row.reason, until=_instant(row.value)),
    "absorbed": lambda row: Absorbed(at=row.at, id=row.id, ticket_id=row.field, started=_instant(row.value)),
    "due_set": lambda row: DueSet(
        at=row.at, id=row.id, metric=row.field, due=_instant(row.value), follows_pauses=row.reason == FOLLOWS_PAUSES
    ),
}
