"""Tables from and to data frames: pandas, polars and pyarrow, and whatever else narwhals reads.

Nothing here is imported before a frame is read or asked for.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from importlib import import_module
from typing import TYPE_CHECKING, Any

import numpy.typing as npt

from supportops.errors import ConfigurationError, DomainError, MissingExtraError, near
from supportops.tickets.text_column import TextColumn

if TYPE_CHECKING:
    from types import ModuleType

    import narwhals as nw
    import pandas as pd
    import polars as pl
    import pyarrow as pa

__all__ = ["NEEDED", "OPTIONAL", "arrow_table", "columns_of", "missing_columns", "pandas_frame", "polars_frame"]

NEEDED = ("ticket", "at", "kind")
"""The columns without which there is no table of events."""
OPTIONAL = ("seq", "by", "public", "value", "field", "reason")
"""The columns that a table of events may have."""

Column = TextColumn | npt.NDArray[Any]


def columns_of(frame: object) -> dict[str, Any]:
    """Return the columns of a data frame as `EventTable.from_columns` takes them; other columns are left.

    Timestamps of any unit become microseconds, in UTC; those without a zone are UTC, and parts of a microsecond are
    cut off. Text is coded by the frame's own library, without a loop over its rows.

    Args:
        frame: a pandas, polars or pyarrow table, or another eager frame that narwhals reads or that gives Arrow data.

    Raises:
        ConfigurationError: columns that are missing or of a wrong type, all of them at once.
        DomainError: no data frame, or a lazy one.
        MissingExtraError: narwhals is not installed.

    Example:
        >>> import pyarrow as pa
        >>> columns = columns_of(
        ...     pa.table({"ticket": ["4711"], "at": pa.array([0], pa.timestamp("s")), "kind": ["merged"]})
        ... )
        >>> columns["at"], columns["kind"]
        (array(['1970-01-01T00:00:00.000000'], dtype='datetime64[us]'), TextColumn(['merged'], 1 rows, 1 labels))
    """
    eager = _eager(frame)
    from supportops.tickets._frame_columns import READERS

    faults = missing_columns(eager.columns, index=_index_names(eager))
    columns: dict[str, Any] = {}
    for name in (*NEEDED, *OPTIONAL):
        if name in eager.columns:
            try:
                columns[name] = READERS[name](eager.get_column(name))
            except ValueError as error:
                faults.append((name, str(error)))
    if faults:
        raise ConfigurationError(faults, what="data frame")
    return columns


def missing_columns(
    names: Iterable[str], *, needed: Iterable[str] = NEEDED, index: Iterable[str] = ()
) -> list[tuple[str, str]]:
    """Return a fault for each column that is missing, and for each that is there in another spelling only.

    Args:
        names: the columns that are there.
        needed: those that have to be.
        index: the names of the frame's index, which pandas does not count among the columns.

    Example:
        >>> missing_columns(["ticket", "At", "kind"])[0][1]
        "the column is missing; needed: ticket, at, kind; did you mean 'At'?"
    """
    present, needed, index = tuple(str(name) for name in names), tuple(needed), tuple(index)
    others = [name for name in present if name not in (*NEEDED, *OPTIONAL)]
    spelled = {_folded(name): name for name in reversed(others)}
    faults = []
    for name in (*NEEDED, *OPTIONAL):
        if name in present:
            continue
        found = spelled.get(name)
        if name in index:
            faults.append((name, "it is the index of the frame; make it a column with reset_index()"))
        elif name in needed:
            hint = _hint(name, others) if found is None else f"did you mean {found!r}?"
            faults.append((name, f"the column is missing; needed: {', '.join(needed)}; {hint}"))
        elif found is not None:
            faults.append((name, f"there is a column {found!r}; rename it to {name!r}, or leave it out"))
    return faults


def arrow_table(columns: Mapping[str, Column]) -> pa.Table:
    """Return columns as a pyarrow table.

    Text becomes dictionaries, instants timestamps[us] with the zone UTC, amounts durations[us]; NaT becomes null.

    Raises:
        MissingExtraError: pyarrow is not installed.

    Example:
        >>> arrow_table({"stage": TextColumn.of(["red", None])})["stage"].to_pylist()
        ['red', None]
    """
    arrow = _imported("pyarrow")
    return arrow.table({name: _arrow(arrow, column) for name, column in columns.items()})


def pandas_frame(columns: Mapping[str, Column]) -> pd.DataFrame:
    """Return columns as a pandas data frame.

    Text becomes categories, instants datetime64[us, UTC], amounts timedelta64[us].

    Raises:
        MissingExtraError: pandas is not installed.
    """
    pandas = _imported("pandas")
    frame: pd.DataFrame = pandas.DataFrame({name: _pandas(pandas, column) for name, column in columns.items()})
    return frame


def polars_frame(columns: Mapping[str, Column]) -> pl.DataFrame:
    """Return columns as a polars data frame.

    Text becomes Categorical, instants Datetime("us", "UTC"), amounts Duration("us"); NaT becomes null.

    Raises:
        MissingExtraError: polars is not installed.
    """
    polars = _imported("polars")
    frame: pl.DataFrame = polars.DataFrame({name: _polars(polars, column) for name, column in columns.items()})
    return frame


def _eager(frame: object) -> nw.DataFrame[Any]:
    try:
        import narwhals
    except ImportError:
        raise MissingExtraError("narwhals", "frames") from None
    try:
        return narwhals.from_native(frame, eager_only=True)
    except narwhals.exceptions.DuplicateError as error:
        doubled = str(error).partition("- ")[2].replace("\n- ", ", ")
        raise ConfigurationError(f"the frame has the column {doubled}; each needs a name of its own") from None
    except TypeError:
        pass
    if hasattr(frame, "collect"):
        raise DomainError(f"{type(frame).__name__} is lazy; give what its collect() returns")
    if hasattr(frame, "__arrow_c_stream__") or hasattr(frame, "__arrow_c_array__"):
        return narwhals.from_native(_imported("pyarrow").table(frame), eager_only=True)
    raise DomainError(f"{type(frame).__name__} is no data frame; for arrays and lists there is EventTable.from_columns")


def _index_names(frame: nw.DataFrame[Any]) -> tuple[str, ...]:
    """Return the names of the index of a pandas frame; no other frame has one."""
    native = frame.to_native()
    return tuple(str(name) for name in native.index.names) if frame.implementation.is_pandas_like() else ()


def _hint(name: str, others: Iterable[str]) -> str:
    return near(name, others).replace("allowed:", "there are:").replace("there are none", "there are no others")


def _imported(name: str) -> ModuleType:
    try:
        return import_module(name)
    except ImportError:
        raise MissingExtraError(name, None) from None


def _folded(name: str) -> str:
    return name.strip().lower().replace(" ", "_")


def _arrow(arrow: ModuleType, column: Column) -> pa.Array:
    if isinstance(column, TextColumn):
        codes = arrow.array(column.codes, mask=column.codes < 0)
        return arrow.DictionaryArray.from_arrays(codes, arrow.array(column.labels, arrow.string()))
    if column.dtype.kind == "M":
        return arrow.array(column.astype("M8[us]"), arrow.timestamp("us", "UTC"))
    return arrow.array(column)


def _pandas(pandas: ModuleType, column: Column) -> pd.Series[Any]:
    if isinstance(column, TextColumn):
        # No labels are text as well: without a type Arrow makes nulls of them, which pandas cannot read back.
        categories = pandas.Index(column.labels, dtype="str" if column.labels else _text_type(pandas))
        codes = pandas.Categorical.from_codes(column.codes, categories=categories)
        labelled: pd.Series[Any] = pandas.Series(codes)
        return labelled
    series: pd.Series[Any] = pandas.Series(column)
    return series.dt.tz_localize("UTC") if column.dtype.kind == "M" else series


def _text_type(pandas: ModuleType) -> str:
    """Return the type of text that holds nothing else; before pandas 3 "str" stands for any object."""
    return "str" if pandas.Index([""]).dtype == "str" else "string"


def _polars(polars: ModuleType, column: Column) -> pl.Series:
    if isinstance(column, TextColumn):
        labels: pl.Series = polars.Series(column.labels, dtype=polars.Categorical)
        codes = polars.Series(column.codes)
        return labels.gather(codes.set(codes < 0, None))
    series: pl.Series = polars.Series(column)
    return series.dt.replace_time_zone("UTC") if column.dtype.kind == "M" else series
