"""From histories to columns: each event in rows of text."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from typing import Any

import numpy as np

from supportops.errors import DomainError
from supportops.tickets.events import (
    Absorbed,
    Assignment,
    Cancelled,
    Created,
    DueSet,
    Escalated,
    Event,
    FieldChange,
    Merged,
    Message,
    Paused,
    Resumed,
    StatusChange,
)  # fmt: skip
from supportops.tickets.history import TicketHistory
from supportops.tickets.table import KINDS, EventTable
from supportops.tickets.text_column import TextColumn

__all__ = ["FOLLOWS_PAUSES", "table_of", "value_text"]

FOLLOWS_PAUSES = "follows_pauses"
Row = tuple[str | None, str | None, str | None, str | None]
"""by, value, field, reason."""


def table_of(histories: Iterable[TicketHistory]) -> EventTable:
    """Return the table of some histories."""
    names: dict[str, None] = {}
    statuses, status_map = None, None
    kinds: list[str] = []
    at: list[int] = []
    public: list[bool] = []
    rows: list[Row] = []
    offsets = [0]
    for history in histories:
        if not isinstance(history, TicketHistory):
            raise DomainError(f"a table is made of TicketHistory, got {type(history).__name__}")
        if statuses is None:
            statuses, status_map = history.statuses, history.status_map
        _check(history, statuses, names)
        names[history.ticket_id] = None
        for event in history.events:
            for row in _created(event) if isinstance(event, Created) else (_ROWS.get(type(event), _plain)(event),):
                rows.append(row)
                kinds.append(event.kind)
                at.append(event.at_us)
                public.append(event.public if isinstance(event, Message) else True)
        offsets.append(len(rows))
    by, value, field, reason = (TextColumn.of(row[place] for row in rows) for place in range(4))
    return EventTable(
        tuple(names), np.array(offsets, dtype=np.int64), np.array(at, dtype=np.int64).view("M8[us]"),
        kind_column(kinds), by, np.array(public, dtype=np.bool_), value, field, reason, status_map,
    )  # fmt: skip


def kind_column(kinds: Iterable[str]) -> TextColumn:
    """Return kinds as a column whose labels are `KINDS`."""
    codes = {kind: code for code, kind in enumerate(KINDS)}
    return TextColumn([codes[kind] for kind in kinds], KINDS)


def value_text(value: str | float | bool | None) -> str | None:
    """Return a field's value as the text it is in a table.

    Example:
        >>> value_text(40), value_text(True), value_text("EMEA"), value_text(None)
        ('40', 'true', 'EMEA', None)
    """
    if value is None or isinstance(value, str):
        return value
    return str(value).lower() if isinstance(value, bool) else repr(value)


def _check(history: TicketHistory, statuses: object, names: dict[str, None]) -> None:
    if history.ticket_id in names:
        raise DomainError(f"ticket {history.ticket_id!r} has two histories; a table holds each ticket once")
    if history.statuses != statuses:
        raise DomainError(
            f"ticket {history.ticket_id!r} has another status map than those before it; make a table for each map"
        )


def _created(event: Created) -> Iterator[Row]:
    yield str(event.by), event.status, "status", None
    for name in ("priority", "tier", "channel", "category"):
        value = getattr(event, name)
        if value is not None:
            yield None, value, name, None
    for name, value in event.fields.items():
        yield None, value_text(value), name, None


def _plain(_: Any) -> Row:  # noqa: ANN401 - an event without details
    return None, None, None, None


def _iso(at: datetime | None) -> str | None:
    return None if at is None else at.isoformat()


_ROWS: dict[type[Event], Callable[[Any], Row]] = {
    Message: lambda event: (str(event.by), None, None, None),
    StatusChange: lambda event: (None, event.to, None, event.reason),
    FieldChange: lambda event: (None, value_text(event.to), event.field, None),
    Assignment: lambda event: (None, event.agent, event.group, None),
    Escalated: lambda event: (None, event.level, None, None),
    Merged: lambda event: (None, event.into, None, None),
    Paused: lambda event: (None, _iso(event.until), None, event.reason),
    Resumed: lambda event: (None, None, None, event.reason),
    Cancelled: lambda event: (None, None, None, event.reason),
    Absorbed: lambda event: (None, _iso(event.started), event.ticket_id, None),
    DueSet: lambda event: (None, _iso(event.due), event.metric, FOLLOWS_PAUSES if event.follows_pauses else None),
}
