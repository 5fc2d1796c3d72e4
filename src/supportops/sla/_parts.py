"""Which part of a breakdown each row belongs to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal, get_args

import numpy as np
import numpy.typing as npt

from supportops.errors import DomainError, near
from supportops.sla._columns import MISSING, Rows, TimerColumns
from supportops.tickets import TextColumn

__all__ = ["NO_LABEL", "By", "ByName", "Parts", "parts_of"]

ByName = Literal["priority", "tier", "channel", "category", "group", "week"]
By = ByName | Mapping[str, str | None] | Sequence[str | None]
"""A fact of the ticket, the week, a label for each ticket id, or a label for each row."""

NO_LABEL = "(none)"
"""The part of what has no label."""

_DAY_US = 86_400_000_000
_EPOCH_DAY = date(1970, 1, 1).toordinal()
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
        DomainError: an unknown word, a fact that reports do not carry, a sequence of another length than the rows,
            or a label that is no text.
    """
    if isinstance(by, str):
        found = _weeks(columns.started[rows]) if by == "week" else _fact(columns, rows, by)
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


def _weeks(started: npt.NDArray[np.int64]) -> TextColumn:
    """Return ISO weeks in UTC."""
    weeks = (started // _DAY_US + _THURSDAY) // 7
    found, codes = np.unique(weeks, return_inverse=True)
    codes = np.where(started == MISSING, -1, codes)
    return TextColumn(codes, [_week(int(week)) for week in found])


def _week(week: int) -> str:
    ordinal = week * 7 - _THURSDAY + _EPOCH_DAY
    if ordinal < 1:
        return NO_LABEL
    year, number, _ = date.fromordinal(ordinal).isocalendar()
    return f"{year:04d}-W{number:02d}"


def _mapped(columns: TimerColumns, rows: Rows, by: Mapping[str, str | None]) -> TextColumn:
    labels = TextColumn.of([_label(by.get(name), f"by[{name!r}]") for name in columns.names.labels])
    return labels.take(columns.names.codes[rows])


def _listed(columns: TimerColumns, rows: Rows, by: Sequence[str | None]) -> TextColumn:
    is_table = columns.facts is not None
    expected, each = (len(columns.cycle), "row of the table") if is_table else (len(columns.at), "report")
    if len(by) != expected:
        raise DomainError(f"by has {len(by)} labels; {expected} are needed, one for each {each}")
    column = by if isinstance(by, TextColumn) else TextColumn.of([_label(x, f"by[{i}]") for i, x in enumerate(by)])
    return column.take(rows if is_table else columns.ticket[rows])


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
