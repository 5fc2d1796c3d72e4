"""Printed values as the types that the models take."""

from __future__ import annotations

from datetime import timedelta

from supportops.durations import BusinessDays
from supportops.presets.table import Cell, PublishedTable, Row

__all__ = ["by", "days", "minutes", "number", "texts"]


def by(column: str, table: PublishedTable) -> dict[str, Row]:
    """Return the rows of a table by one of its columns."""
    return {str(row[column]): row for row in table.rows}


def number(cell: Cell) -> float:
    """Return a number that must be there."""
    if isinstance(cell, bool) or not isinstance(cell, int | float):
        raise TypeError(f"{cell!r} is no number; mend the table")
    return float(cell)


def minutes(cell: Cell) -> timedelta | None:
    """Return an amount printed in minutes; nothing stays nothing."""
    return None if cell is None else timedelta(minutes=number(cell))


def days(cell: Cell) -> BusinessDays | None:
    """Return a number of business days; nothing stays nothing."""
    return None if cell is None else BusinessDays(int(number(cell)))


def texts(cell: Cell) -> tuple[str, ...]:
    """Return one text or several as a tuple; nothing is an empty one."""
    return () if cell is None else tuple(map(str, cell)) if isinstance(cell, tuple) else (str(cell),)
