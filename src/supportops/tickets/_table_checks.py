"""What is wrong with the rows of a table, found column by column."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

import numpy as np
import numpy.typing as npt

from supportops._arrays import NAT
from supportops._instants import MAX_US, MIN_US, from_us, to_us
from supportops.errors import NaiveDatetimeError, near
from supportops.tickets._table_rows import FOLLOWS_PAUSES
from supportops.tickets.status_map import StatusMap, folded
from supportops.tickets.text_column import TextColumn
from supportops.vocabulary import Party

__all__ = ["RowFault", "Rows", "faults_in", "instant_labels"]

Mask = npt.NDArray[np.bool_]
(_CREATED, _MESSAGE, _STATUS, _FIELD, _ASSIGNMENT, _ESCALATED, _MERGED, _PAUSED, _RESUMED, _ACKNOWLEDGED, _CANCELLED,
 _ABSORBED, _DUE_SET) = range(13)  # fmt: skip
_DAYS = f"{from_us(MIN_US).date()} to {from_us(MAX_US - 1).date()}"
_LABELLED = ("priority", "tier", "channel", "category")
_DUE_REASONS = (FOLLOWS_PAUSES,)
_NEEDS = {
    "value": (_STATUS, _ESCALATED, _MERGED, _ABSORBED),
    "field": (_FIELD, _ABSORBED, _DUE_SET),
    "reason": (_PAUSED, _CANCELLED),
}
"""The kinds of events that cannot do without a column's text."""
_MAY_HAVE = {"value": (_ASSIGNMENT,), "field": (_CREATED, _ASSIGNMENT), "reason": (_STATUS, _RESUMED)}
"""The kinds of events that may have one, which is not blank then."""


@dataclass(frozen=True, slots=True)
class Rows:
    """Columns on their way into a table. `given` is the place of each row in the input."""

    names: tuple[str, ...]
    given: npt.NDArray[np.int64]
    ticket: npt.NDArray[np.int64]
    at: npt.NDArray[np.int64]
    kind: npt.NDArray[np.int8]
    kind_given: TextColumn
    by: TextColumn
    public: Mask
    value: TextColumn
    field: TextColumn
    reason: TextColumn

    def take(self, order: npt.NDArray[Any]) -> Rows:
        """Return the rows of an index array."""
        texts = ("kind_given", "by", "value", "field", "reason")
        columns: dict[str, Any] = {name: getattr(self, name).take(order) for name in texts}
        columns |= {name: getattr(self, name)[order] for name in ("given", "ticket", "at", "kind", "public")}
        return Rows(names=self.names, **columns)

    def with_kind(self, kind: npt.NDArray[np.int8]) -> Rows:
        """Return the rows with other kinds."""
        return replace(self, kind=kind)

    def renamed(self, names: tuple[str, ...], ticket: npt.NDArray[np.int64]) -> Rows:
        """Return the rows with other tickets."""
        return replace(self, names=names, ticket=ticket)

    def is_first(self) -> Mask:
        """Return which rows are the first of their ticket."""
        return np.concatenate([[True], self.ticket[1:] != self.ticket[:-1]])[: len(self.ticket)]

    def starts(self) -> npt.NDArray[np.int64]:
        """Return the first row of each ticket that has rows."""
        return np.flatnonzero(self.is_first())


@dataclass(frozen=True, slots=True)
class RowFault:
    """Rows with one kind of fault, and what to say of each."""

    rows: npt.NDArray[np.int64]
    tell: Callable[[int], str]


def faults_in(rows: Rows, statuses: StatusMap) -> list[RowFault]:
    """Return the faults of sorted rows; none when a table can be made of them."""
    found = [*_of_rows(rows), *_of_creation(rows), *_of_texts(rows, statuses), *_of_blanks(rows), *_of_dates(rows)]
    return [fault for fault in found if fault.rows.size]


def instant_labels(column: TextColumn) -> tuple[npt.NDArray[np.int64], dict[int, str]]:
    """Return the instant of each label of a column in microseconds, and for the labels that are none why not."""
    instants = np.full(len(column.labels) + 1, NAT, dtype=np.int64)
    faults: dict[int, str] = {}
    for code, label in enumerate(column.labels):
        try:
            instants[code] = to_us(datetime.fromisoformat(label))
        except NaiveDatetimeError:
            in_utc = datetime.fromisoformat(label).replace(tzinfo=UTC).isoformat()
            faults[code] = f"{label!r} has no offset; write for example {in_utc!r}"
        except ValueError:
            faults[code] = f"{label!r} is no instant; write ISO 8601 such as '2026-03-02T09:00+00:00'"
    return instants, faults


def _where(mask: Mask, tell: Callable[[int], str]) -> RowFault:
    return RowFault(np.flatnonzero(mask), tell)


def _of_rows(rows: Rows) -> Iterator[RowFault]:
    from supportops.tickets.table import KINDS

    yield _where(rows.ticket < 0, lambda _: "names no ticket")
    yield _where(rows.at == NAT, lambda _: "has no instant; every event happened at one")
    beyond = (rows.at != NAT) & ((rows.at < MIN_US) | (rows.at > MAX_US))
    yield _where(beyond, lambda _: f"lies outside {_DAYS}; check the unit of the instants")
    given = rows.kind_given
    yield _where(rows.kind < 0, lambda i: f"the kind {given[i]!r} is unknown; {near(str(given[i]), KINDS)}")
    parties = [str(party) for party in Party]
    has_author = (rows.kind == _MESSAGE) | (rows.kind == _CREATED)
    strange = np.array([label not in parties for label in rows.by.labels] + [False])[rows.by.codes]
    yield _where(has_author & strange, lambda i: f"by {rows.by[i]!r} is nobody known; {near(str(rows.by[i]), parties)}")
    yield _where((rows.kind == _MESSAGE) & (rows.by == None), lambda _: "a message needs an author in 'by'")  # noqa: E711 - row by row


def _of_creation(rows: Rows) -> Iterator[RowFault]:
    if not rows.at.size:
        return
    # Where a kind or an instant cannot be read, what comes first is not known, and that fault says enough.
    unread = np.ones(len(rows.names) + 1, dtype=np.bool_)
    unread[:-1] = False
    unread[rows.ticket[(rows.kind < 0) | (rows.at < MIN_US) | (rows.at > MAX_US)]] = True
    named, first, created = ~unread[rows.ticket], rows.is_first(), rows.kind == _CREATED
    yield _where(named & first & ~created, lambda _: "comes before the creation of the ticket, or there is none")
    creation = np.flatnonzero(named & created)
    tickets, begins = np.unique(rows.ticket[creation], return_index=True)
    began = np.full(len(rows.names) + 1, NAT)
    began[tickets] = rows.at[creation[begins]]
    again = named & created & (rows.at != began[rows.ticket])
    yield _where(again, lambda _: "is a second creation; a ticket is created once")
    known = creation[~again[creation]]
    yield from _of_known(rows, known, creation[begins])


def _of_known(rows: Rows, known: npt.NDArray[np.int64], begins: npt.NDArray[np.int64]) -> Iterator[RowFault]:
    """Check what the rows of the creations say; `begins` is the first of them for each ticket."""
    about = np.where(rows.field.codes < 0, rows.field.code("status"), rows.field.codes)[known]
    keys = rows.ticket[known] * (len(rows.field.labels) + 3) + about + 2
    _, once = np.unique(keys, return_index=True)
    double = np.delete(known, once)
    yield RowFault(double, lambda i: f"says the {rows.field[i] or 'status'} at creation a second time")
    has_priority = np.zeros(len(rows.names), dtype=np.bool_)
    has_priority[rows.ticket[known[(rows.field == "priority")[known]]]] = True
    alike = np.array([folded(label) == "priority" for label in (*rows.field.labels, "")])[rows.field.codes[known]]
    spelled = np.full(len(rows.names), -1)
    spelled[rows.ticket[known[alike]]] = rows.field.codes[known[alike]]
    nearly = spelled[rows.ticket[begins]] >= 0
    without = ~has_priority[rows.ticket[begins]]

    def misspelled(row: int) -> str:
        field = rows.field.labels[spelled[rows.ticket[row]]]
        return f"has no priority at creation; it has the field {field!r}, did you mean 'priority'?"

    yield RowFault(begins[without & nearly], misspelled)
    message = "has no priority at creation; add a created row with field 'priority'"
    yield RowFault(begins[without & ~nearly], lambda _: message)


def _of_texts(rows: Rows, statuses: StatusMap) -> Iterator[RowFault]:
    kind, value, field = rows.kind, rows.value, rows.field
    nothing, blank = value.codes < 0, _is_blank(value)
    is_created, is_change = kind == _CREATED, kind == _FIELD
    of_status = (is_created & ((field.codes < 0) | (field == "status"))) | (kind == _STATUS)
    unknown = np.array([label not in statuses for label in value.labels] + [False])[value.codes]
    yield _where(of_status & unknown & ~blank, lambda i: statuses.unknown(str(value[i])))
    yield _where(of_status & is_created & ~nothing & blank, lambda _: "needs a text in 'value'")
    labelled = np.array([label in _LABELLED for label in field.labels] + [False])[field.codes]
    no_label = (is_change | is_created) & labelled & blank & (~nothing | (field == "priority"))
    yield _where(no_label, lambda i: f"a {field[i]} is a label such as 'P2', not {value[i]!r}")
    hint = "a change of status is an event of its own; write the kind 'status_change'"
    yield _where(is_change & (field == "status"), lambda _: hint)
    reason = rows.reason
    strange = (kind == _DUE_SET) & (reason.codes >= 0) & (reason != FOLLOWS_PAUSES)
    yield _where(strange, lambda i: f"the reason {reason[i]!r} says nothing here; {near(str(reason[i]), _DUE_REASONS)}")


def _of_blanks(rows: Rows) -> Iterator[RowFault]:
    for name in ("value", "field", "reason"):
        column: TextColumn = getattr(rows, name)
        blank = _is_blank(column)
        needs = blank & np.isin(rows.kind, _NEEDS[name])
        yield _where(needs, _always(f"needs a text in {name!r}"))
        has = blank & (column.codes >= 0) & np.isin(rows.kind, _MAY_HAVE[name])
        yield _where(has, _always(f"has a blank text in {name!r}; leave it out where there is none"))


def _always(message: str) -> Callable[[int], str]:
    return lambda _: message


def _is_blank(column: TextColumn) -> Mask:
    return np.array([not label.strip() for label in column.labels] + [True])[column.codes]


def _of_dates(rows: Rows) -> Iterator[RowFault]:
    kind, value = rows.kind, rows.value
    dated = (kind == _PAUSED) | (kind == _ABSORBED) | (kind == _DUE_SET)
    if not dated.any():
        return
    # Only the labels that stand for dates are read: others are no dates and need not be.
    used = np.unique(value.codes[dated & (value.codes >= 0)])
    instants, faults = instant_labels(TextColumn([], [value.labels[code] for code in used]))
    place = np.full(len(value.labels) + 1, len(used), dtype=np.int64)
    place[used] = np.arange(len(used))
    when = instants[place[value.codes]]
    strange = np.zeros(len(used) + 1, dtype=np.bool_)
    strange[list(faults)] = True
    yield _where(dated & strange[place[value.codes]], lambda i: faults[int(place[value.codes[i]])])
    known = dated & (when != NAT)
    yield _where(known & (kind == _PAUSED) & (when <= rows.at), lambda i: f"until {value[i]} is not after the pause")
    late = known & (kind == _ABSORBED) & (when > rows.at)
    yield _where(late, lambda i: f"started {value[i]} is after the ticket was absorbed")
