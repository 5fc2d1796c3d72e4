"""Which part of a breakdown each row belongs to."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence, Set, Sized
from dataclasses import dataclass
from datetime import date
from typing import Literal, get_args

import numpy as np
import numpy.typing as npt

from supportops._frozen import FrozenMap
from supportops.errors import DomainError, near
from supportops.sla._columns import MISSING, Numbers, Rows, TimerColumns
from supportops.tickets import TextColumn

__all__ = ["NO_LABEL", "By", "ByName", "Parts", "parts_of"]

ByName = Literal["priority", "tier", "channel", "category", "group", "week", "month"]
By = ByName | Mapping[str, str | None] | Sequence[str | None]
"""A fact of the ticket, the week or month, a label for each ticket id, or a label for each row."""

NO_LABEL = "(none)"
"""The part of what has no label."""

_DAY_US = 86_400_000_000
_EPOCH_DAY = date(1970, 1, 1).toordinal()
_EPOCH_YEAR = 1970
# 1970-01-01 was a Thursday: three days after a Monday.
_THURSDAY = 3


@dataclass(frozen=True, slots=True)
class Parts:
    """A label for each of some rows: `labels[codes[i]]`, sorted as text, `NO_LABEL` last."""

    codes: npt.NDArray[np.intp]
    labels: tuple[str, ...]


def parts_of(columns: TimerColumns, rows: Rows, by: By) -> Parts:
    """Return the part of each of some rows.

    Raises:
        DomainError: an unknown word, a fact that reports do not carry, a mapping that names none of the tickets, a
            sequence of another length than the rows, or a label that is no text.
    """
    if isinstance(by, str):
        told = _TIMES.get(by)
        found = _fact(columns, rows, by) if told is None else told(columns.started[rows])
    elif isinstance(by, Mapping):
        found = _mapped(columns, rows, by)
    else:
        found = _listed(columns, rows, by)
    return _sorted(found)


def _fact(columns: TimerColumns, rows: Rows, by: str) -> TextColumn:
    names = get_args(ByName)
    if by not in names:
        raise DomainError(f"by is {by!r}; {near(by, names)} (or give labels by ticket id, or one for each row)")
    if columns.facts is None:
        raise DomainError(
            f"a report does not carry its ticket's {by}; pass an SlaTable, or a mapping of ticket ids to labels as by"
        )
    column: TextColumn = getattr(columns.facts, by)
    return column.take(columns.ticket[rows])


def _weeks(started: Numbers) -> TextColumn:
    """Return ISO weeks in UTC."""
    return _named(started, (started // _DAY_US + _THURSDAY) // 7, _week)


def _months(started: Numbers) -> TextColumn:
    """Return months in UTC, as ISO 8601 writes them."""
    return _named(started, started.view("M8[us]").astype("M8[M]").view(np.int64), _month)


_TIMES: Mapping[str, Callable[[Numbers], TextColumn]] = FrozenMap({"week": _weeks, "month": _months})


def _named(started: Numbers, numbers: Numbers, name: Callable[[int], str]) -> TextColumn:
    """Return the names of numbered spans of time; what has not started has none."""
    is_known = started != MISSING
    found, places = np.unique(numbers[is_known], return_inverse=True)
    codes = np.full(len(started), -1, dtype=np.intp)
    codes[is_known] = places
    return TextColumn(codes, [name(number) for number in found.tolist()])


def _week(week: int) -> str:
    year, number, _ = date.fromordinal(week * 7 - _THURSDAY + _EPOCH_DAY).isocalendar()
    return f"{year:04d}-W{number:02d}"


def _month(month: int) -> str:
    return f"{_EPOCH_YEAR + month // 12:04d}-{month % 12 + 1:02d}"


def _mapped(columns: TimerColumns, rows: Rows, by: Mapping[str, str | None]) -> TextColumn:
    _check_keys(tuple(by), columns.names.labels)
    labels = TextColumn.of([_label(by.get(name), f"by[{name!r}]") for name in columns.names.labels])
    return labels.take(columns.names.codes[rows])


def _check_keys(keys: Sequence[object], tickets: Sequence[str]) -> None:
    """Refuse a mapping whose keys cannot be ticket ids of these timers; an empty one says that nothing has a label."""
    for key in keys:
        if not isinstance(key, str):
            raise DomainError(
                f"by has the key {key!r}, of type {type(key).__name__}; its keys are ticket ids, which are text, "
                f"for example {tickets[0] if tickets else str(key)!r}"
            )
    if keys and tickets and set(keys).isdisjoint(tickets):
        raise DomainError(
            f"by names none of these tickets: a key of it is {keys[0]!r}, a ticket is {tickets[0]!r}; "
            "give labels by ticket id"
        )


def _listed(columns: TimerColumns, rows: Rows, by: object) -> TextColumn:
    is_table = columns.facts is not None
    expected, each = (len(columns.cycle), "row of the table") if is_table else (len(columns.at), "report")
    labels = by if isinstance(by, TextColumn) else _labels(by, each)
    if len(labels) != expected:
        raise DomainError(f"by has {len(labels)} labels; {expected} are needed, one for each {each}")
    return labels.take(rows if is_table else columns.ticket[rows])


def _labels(by: object, each: str) -> TextColumn:
    # A set has no order, and what has no length may never end.
    if not (isinstance(by, Iterable) and isinstance(by, Sized)) or isinstance(by, Set):
        raise DomainError(
            f"by is of type {type(by).__name__}; give one of {', '.join(get_args(ByName))}, a mapping of ticket ids to "
            f"labels, or a list with a label for each {each}"
        )
    return TextColumn.of([_label(label, f"by[{i}]") for i, label in enumerate(by)])


def _label(label: object, where: str) -> str | None:
    if label is not None and not isinstance(label, str):
        raise DomainError(f"{where} is {label!r}; a label is text, or None where there is none")
    return label


def _sorted(column: TextColumn) -> Parts:
    """Number the labels anew: those that occur, in the order of the text, what has none at the end."""
    used = np.unique(column.codes)
    names = {code: column.labels[code] if code >= 0 else NO_LABEL for code in used.tolist()}
    labels = sorted({*names.values()} - {NO_LABEL}) + [NO_LABEL] * (NO_LABEL in names.values())
    numbers = {label: number for number, label in enumerate(labels)}
    places = np.array([numbers[names[code]] for code in used.tolist()], dtype=np.intp)
    return Parts(places[np.searchsorted(used, column.codes)], tuple(labels))
