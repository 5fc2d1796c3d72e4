"""A titled part of a report: sentences, and at most one table."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Section", "Table"]


@dataclass(frozen=True, slots=True)
class Table:
    """Cells as text. `align` has a letter for each column: l or r."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    align: str


@dataclass(frozen=True, slots=True)
class Section:
    """Sentences, a table, sentences about the table, further tables, and the name of a chart that belongs to it."""

    title: str
    lines: tuple[str, ...]
    table: Table | None = None
    after: tuple[str, ...] = ()
    second: Table | None = None
    closing: tuple[str, ...] = ()
    chart: str = ""
