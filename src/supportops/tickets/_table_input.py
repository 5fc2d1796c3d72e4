"""Columns from outside: brought to one type, sorted, checked and cut to the tickets that can be read."""

from __future__ import annotations

from collections.abc import Mapping
from reprlib import repr as shortened
from types import UnionType
from typing import Any

import numpy as np
import numpy.typing as npt

from supportops._arrays import microseconds
from supportops.errors import ConfigurationError
from supportops.tickets._table_checks import Rows, faults_in
from supportops.tickets._table_faults import refuse, set_aside
from supportops.tickets.rejected import Rejected
from supportops.tickets.status_map import DEFAULT_STATUSES, StatusMap
from supportops.tickets.table import KINDS, EventTable
from supportops.tickets.text_column import TextColumn

__all__ = ["read_columns"]

_CREATED, _FIELD_CHANGE = KINDS.index("created"), KINDS.index("field_change")
_NEEDED = ("ticket", "at", "kind")
_TEXTS = ("ticket", "kind", "by", "value", "field", "reason")


def read_columns(given: Mapping[str, Any], *, status_map: StatusMap | None, strict: bool) -> EventTable:
    """Return the table of some columns."""
    columns = _typed(given)
    rows = _sorted(columns)
    faults = faults_in(rows, status_map or DEFAULT_STATUSES)
    if strict and faults:
        raise refuse(faults, rows)
    rejected = set_aside(faults, rows)
    return _table(rows, rejected, status_map)


def _typed(given: Mapping[str, Any]) -> dict[str, Any]:
    faults: list[tuple[str, str]] = []
    columns: dict[str, Any] = {}
    size = len(given["ticket"]) if _is_column(given["ticket"]) else None
    for name, column in given.items():
        try:
            columns[name] = _column(name, column, size)
        except ValueError as error:
            faults.append((name, str(error)))
    if faults:
        raise ConfigurationError(faults, what="EventTable")
    return columns


def _is_column(column: Any) -> bool:  # noqa: ANN401 - raw input
    return hasattr(column, "__len__") and not isinstance(column, str | bytes) and getattr(column, "ndim", 1) == 1


def _column(name: str, column: Any, size: int | None) -> Any:  # noqa: ANN401 - raw input
    if column is None and name not in _NEEDED:
        return TextColumn.filled(size or 0) if name in _TEXTS else None
    if not _is_column(column):
        shown = f"an array of shape {column.shape}" if isinstance(column, np.ndarray) else shortened(column)
        raise ValueError(f"is {shown}; give a list or an array of one dimension, with one value for each row")
    if size is not None and len(column) != size:
        raise ValueError(f"has {len(column)} rows, and ticket has {size}; give one value for each row")
    if name in _TEXTS:
        return _texts(column)
    if name == "at":
        return _instants(np.asarray(column))
    if name == "seq":
        return _whole(np.asarray(column))
    return _flags(column)


def _texts(column: Any) -> TextColumn:  # noqa: ANN401 - raw input
    if isinstance(column, TextColumn):
        return _sound(column)
    texts = _listed(column)
    try:
        coded = TextColumn.of(texts)
    except TypeError:
        # Something that cannot be a label, such as a list.
        raise _strange(texts, str, "a table holds text, or None") from None
    labels: tuple[object, ...] = coded.labels
    if not all(isinstance(label, str) for label in labels):
        raise _strange(texts, str, "a table holds text, or None")
    return coded


def _sound(column: TextColumn) -> TextColumn:
    codes, labels = column.codes, column.labels
    if codes.ndim != 1 or (codes.size and not -1 <= codes.min() <= codes.max() < len(labels)):
        raise ValueError(f"has codes outside -1 to {len(labels) - 1}; a code is the place of a label, or -1 for none")
    if len(set(labels)) < len(labels):
        raise ValueError("has a label twice; give each label once, or the texts themselves")
    return column


def _listed(column: Any) -> list[Any]:  # noqa: ANN401 - raw input
    return column.tolist() if isinstance(column, np.ndarray) else list(column)


def _strange(values: list[Any], allowed: type | UnionType, hint: str) -> ValueError:
    row, value = next((i, v) for i, v in enumerate(values) if v is not None and not isinstance(v, allowed))
    return ValueError(f"row {row} is {value!r}, of type {type(value).__name__}; {hint}")


def _instants(column: npt.NDArray[Any]) -> npt.NDArray[np.int64]:
    if column.dtype.kind != "M" and column.size:
        hint = "; bring aware datetimes to UTC and drop the zone" if column.dtype.kind == "O" else ""
        raise ValueError(f"has dtype {column.dtype}; instants are datetime64 in UTC, so that their unit is known{hint}")
    # A copy: what is given may be changed afterwards.
    return microseconds(column).copy() if column.size else np.zeros(0, dtype=np.int64)


def _whole(column: npt.NDArray[Any]) -> npt.NDArray[np.int64]:
    if column.dtype.kind not in "iu" and column.size:
        raise ValueError(f"has dtype {column.dtype}; the log order is a whole number in each row")
    return column.astype(np.int64)


def _flags(column: Any) -> npt.NDArray[np.bool_]:  # noqa: ANN401 - raw input
    if isinstance(column, np.ndarray) and column.dtype.kind == "b":
        return column
    flags = _listed(column)
    if not all(flag is None or isinstance(flag, bool | np.bool_) for flag in flags):
        raise _strange(flags, bool | np.bool_, "it is True, False or None")
    return np.array([flag is None or bool(flag) for flag in flags], dtype=np.bool_)


def _sorted(columns: dict[str, Any]) -> Rows:
    ticket: TextColumn = columns["ticket"]
    size = len(ticket)
    numbers, names = _by_first_row(ticket)
    known = np.array([KINDS.index(label) if label in KINDS else -2 for label in (*columns["kind"].labels, "")])
    kind = known[columns["kind"].codes].astype(np.int8)
    public = columns["public"] if columns["public"] is not None else np.ones(size, dtype=np.bool_)
    rows = Rows(
        names=names, given=np.arange(size), ticket=numbers, at=columns["at"], kind=kind, kind_given=columns["kind"],
        by=columns["by"], public=public, value=columns["value"], field=columns["field"], reason=columns["reason"],
    )  # fmt: skip
    created = kind != 0
    keys = (created, rows.at, rows.ticket)
    rows = _in_order(rows, keys if columns["seq"] is None else (columns["seq"], *keys))
    filled = _fill_creation(rows)
    return _in_order(filled, (filled.kind != 0, filled.at, filled.ticket))


def _by_first_row(ticket: TextColumn) -> tuple[npt.NDArray[np.int64], tuple[str, ...]]:
    """Return the number of each row's ticket, by first occurrence; -1 where a row names none."""
    blank = np.array([not label.strip() for label in ticket.labels] + [True])
    codes = np.where(blank[ticket.codes], -1, ticket.codes)
    found, first = np.unique(codes, return_index=True)
    first, found = first[found >= 0], found[found >= 0]
    order = found[np.argsort(first, kind="stable")]
    numbers = np.full(len(ticket.labels) + 1, -1, dtype=np.int64)
    numbers[order] = np.arange(len(order))
    return numbers[codes], tuple(ticket.labels[code] for code in order)


def _in_order(rows: Rows, keys: tuple[npt.NDArray[Any], ...]) -> Rows:
    """Return the rows sorted by the keys, the last of which counts most; as they are when they are sorted."""
    is_sorted, is_tied = True, np.ones(max(len(rows.at) - 1, 0), dtype=np.bool_)
    for key in reversed(keys):
        is_sorted = is_sorted and not bool(np.any(is_tied & (key[1:] < key[:-1])))
        is_tied &= key[1:] == key[:-1]
    return rows if is_sorted else rows.take(np.lexsort(keys))


def _fill_creation(rows: Rows) -> Rows:
    """Turn the first change of the priority in the instant of creation into the priority that it was created with.

    Only where no created row says the priority: a table made by hand need not tell the two apart.
    """
    if not rows.at.size:
        return rows
    begins = rows.at[rows.starts()][np.cumsum(rows.is_first()) - 1]
    here = (rows.at == begins) & (rows.field == "priority")
    said = np.zeros(len(rows.names) + 1, dtype=np.bool_)
    said[rows.ticket[here & (rows.kind == _CREATED)]] = True
    change = np.flatnonzero(here & (rows.kind == _FIELD_CHANGE) & ~said[rows.ticket])
    if not change.size:
        return rows
    _, first = np.unique(rows.ticket[change], return_index=True)
    kind = rows.kind.copy()
    kind[change[first]] = _CREATED
    return rows.with_kind(kind)


def _table(rows: Rows, rejected: tuple[Rejected, ...], status_map: StatusMap | None) -> EventTable:
    if rejected:
        broken = np.ones(len(rows.names) + 1, dtype=np.bool_)
        broken[:-1] = False
        places = {name: place for place, name in enumerate(rows.names)}
        broken[[places[r.ticket] for r in rejected if r.ticket is not None]] = True
        kept = ~broken[:-1]
        names = tuple(name for name, keep in zip(rows.names, kept.tolist(), strict=True) if keep)
        numbers = np.append(np.cumsum(kept) - 1, -1)
        rows = rows.take(np.flatnonzero(~broken[rows.ticket]))
        rows = rows.renamed(names, numbers[rows.ticket])
    offsets = np.concatenate([[0], np.cumsum(np.bincount(rows.ticket, minlength=len(rows.names)))]).astype(np.int64)
    return EventTable(
        rows.names, offsets, rows.at.view("M8[us]"), TextColumn(rows.kind, KINDS), rows.by, rows.public, rows.value,
        rows.field, rows.reason, status_map, rejected,
    )  # fmt: skip
