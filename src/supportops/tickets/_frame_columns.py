"""One column of a data frame, brought to the type it has in a table. Faults are `ValueError`s."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

import narwhals as nw
import numpy as np
import numpy.typing as npt

from supportops._arrays import NAT, microseconds
from supportops._instants import to_us
from supportops.errors import NaiveDatetimeError
from supportops.tickets.text_column import TextColumn

__all__ = ["READERS", "flags", "instants", "texts", "whole_numbers"]

Column = nw.Series[Any]
_MISSING = -1


def texts(column: Column) -> TextColumn:
    """Return a column of text; each label is read once, however many rows say it."""
    if column.null_count() == len(column):
        return TextColumn.filled(len(column))
    if column.dtype == nw.Object:
        row, value = next((row, value) for row, value in _filled(column) if not isinstance(value, str))
        raise ValueError(f"row {row} is {value!r}, a {type(value).__name__}; it holds text, or nothing")
    if column.dtype not in (nw.String, nw.Categorical, nw.Enum):
        raise ValueError(f"has the type {column.dtype}; it holds text, so turn it into text first")
    codes, labels = _coded(column)
    strange = next((label for label in labels if not isinstance(label, str)), None)
    if strange is not None:
        raise ValueError(f"has categories such as {strange!r}, a {type(strange).__name__}; it holds text")
    return TextColumn(codes, labels)


def instants(column: Column) -> npt.NDArray[np.datetime64]:
    """Return a column of instants as datetime64[us], UTC; parts of a microsecond are cut off towards the past."""
    if column.null_count() == len(column):
        return np.full(len(column), "NaT", dtype="M8[us]")
    if column.dtype == nw.Object:
        return _of_datetimes(column)
    unit = getattr(column.dtype, "time_unit", None)
    if unit is None or column.dtype == nw.Duration:
        raise ValueError(f"has the type {column.dtype}; {_instant_hint(column.dtype)}")
    given: npt.NDArray[np.datetime64] = column.to_numpy()
    return microseconds(given).view("M8[us]")


def flags(column: Column) -> npt.NDArray[np.bool_]:
    """Return a column of True and False; what is missing is True, as in `Message`."""
    if column.null_count() == len(column):
        return np.ones(len(column), dtype=np.bool_)
    if column.dtype == nw.Object:
        # A pandas column of True, False and None has no type of its own.
        strange = next((item for item in _filled(column) if not isinstance(item[1], bool | np.bool_)), None)
        if strange is not None:
            raise ValueError(f"row {strange[0]} is {strange[1]!r}; it is True, False or nothing in each row")
        return np.where(column.is_null().to_numpy(), True, column.to_numpy()).astype(np.bool_)
    if column.dtype != nw.Boolean:
        raise ValueError(f"has the type {column.dtype}; it is True, False or nothing in each row")
    return column.fill_null(value=True).to_numpy().astype(np.bool_)


def whole_numbers(column: Column) -> npt.NDArray[np.int64]:
    """Return a column of whole numbers, one in each row."""
    if not len(column):
        return np.zeros(0, dtype=np.int64)
    if not column.dtype.is_integer():
        raise ValueError(f"has the type {column.dtype}; the log order is a whole number in each row")
    if column.null_count():
        row = int(np.flatnonzero(column.is_null().to_numpy())[0])
        raise ValueError(f"row {row} has none; number all rows, or leave the column out")
    return column.to_numpy().astype(np.int64)


READERS: dict[str, Callable[[Column], TextColumn | npt.NDArray[Any]]] = {
    "ticket": texts, "at": instants, "kind": texts, "by": texts, "public": flags, "value": texts, "field": texts,
    "reason": texts, "seq": whole_numbers,
}  # fmt: skip
"""What reads each column of an `EventTable`."""


def _coded(column: Column) -> tuple[npt.NDArray[Any], list[Any]]:
    if column.implementation.is_pandas_like():
        codes, found = column.to_native().factorize()
        return codes, found.tolist()
    column = column.cast(nw.String)
    labels = column.drop_nulls().unique().to_list()
    codes = column.replace_strict(labels, list(range(len(labels))), return_dtype=nw.Int32)
    return codes.fill_null(_MISSING).to_numpy(), labels


def _of_datetimes(column: Column) -> npt.NDArray[np.datetime64]:
    """Return the instants of Python's aware datetimes."""
    rows = _filled(column)
    strange = next((item for item in rows if not isinstance(item[1], datetime)), None)
    if strange is not None:
        row, value = strange
        raise ValueError(f"row {row} is {value!r}, a {type(value).__name__}; {_instant_hint(None)}")
    naive = next((item for item in rows if item[1].tzinfo is None), None)
    aware = next((item for item in rows if item[1].tzinfo is not None), None)
    if naive is not None and aware is not None:
        mixed = f"row {aware[0]} has a time zone ({aware[1]}) and row {naive[0]} has none ({naive[1]})"
        raise ValueError(f"{mixed}; give every row its zone")
    if naive is not None:
        raise ValueError(f"row {naive[0]}: {NaiveDatetimeError(naive[1])}")
    us = np.full(len(column), NAT, dtype=np.int64)
    us[[row for row, _ in rows]] = [to_us(value) for _, value in rows]
    return us.view("M8[us]")


def _instant_hint(dtype: nw.dtypes.DType | None) -> str:
    if dtype is not None and dtype.is_numeric():
        return (
            "a number does not say its unit; convert it, for example with pandas.to_datetime(..., unit='s', utc=True)"
        )
    if dtype == nw.Date:
        return "a date is no instant; say which time of the day, and in which zone"
    return "it holds timestamps; parse text first, for example with pandas.to_datetime(..., utc=True)"


def _filled(column: Column) -> list[tuple[int, Any]]:
    """Return the rows that are not missing, with their numbers."""
    rows = np.flatnonzero(~column.is_null().to_numpy()).tolist()
    values = column.to_numpy()
    return [(row, values[row]) for row in rows]
