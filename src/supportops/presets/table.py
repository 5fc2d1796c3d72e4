"""Published tables as data: rows as printed, their sources, and notes where a printed value contradicts another."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from html import escape
from importlib.resources import files
from typing import TypeAlias, cast

from supportops._frozen import FrozenMap
from supportops.errors import NoMatchError, near

__all__ = ["TABLES", "Cell", "PublishedTable", "Row", "Source", "load"]

Cell: TypeAlias = str | int | float | bool | tuple["Cell", ...] | Mapping[str, "Cell"] | None
"""A printed value: text, a number, yes or no, nothing, or several of them."""

Row: TypeAlias = Mapping[str, Cell]
"""Column to value, in the printed order."""

_DATA = files("supportops.presets").joinpath("data")

TABLES = tuple(sorted(entry.name.removesuffix(".json") for entry in _DATA.iterdir()))
"""The names that `load` knows."""


@dataclass(frozen=True, slots=True)
class Source:
    """Where a table was printed."""

    title: str
    section: str

    def __str__(self) -> str:
        return f"{self.title}: {self.section}"


@dataclass(frozen=True, slots=True)
class PublishedTable:
    """One table as it was printed; nothing in it is rounded, averaged or mended.

    Attributes:
        name: as in `TABLES`.
        id: of the catalogue of published support-operations material.
        title: what it is about.
        source: where it was printed.
        units: column to unit, where the column's name does not say enough.
        rows: column to value.
        notes: what contradicts what, and how an unclear value is read.
    """

    name: str
    id: str
    title: str
    source: tuple[Source, ...]
    units: Mapping[str, str]
    rows: tuple[Row, ...]
    notes: tuple[str, ...]

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns of all rows, in the order they first appear."""
        return tuple(dict.fromkeys(column for row in self.rows for column in row))

    def to_markdown(self) -> str:
        """Return the rows as a Markdown table, with sources, units and notes under it."""
        rows = [self.columns, *(_texts(row, self.columns) for row in self.rows)]
        head, *body = ("| " + " | ".join(text.replace("|", "\\|") for text in row) + " |" for row in rows)
        remarks = (f"- {line}" for line in self._remarks())
        return "\n".join([head, "|" + " --- |" * len(self.columns), *body, "", *remarks])

    def _remarks(self) -> tuple[str, ...]:
        units = (f"Unit of {column}: {unit}" for column, unit in self.units.items())
        return (*(f"Source: {source}" for source in self.source), *units, *self.notes)

    def __str__(self) -> str:
        return f"{self.title} ({self.id})\n\n{self.to_markdown()}"

    def _repr_html_(self) -> str:
        head = "".join(f"<th>{escape(column)}</th>" for column in self.columns)
        rows = "".join(
            "<tr>" + "".join(f"<td>{escape(text)}</td>" for text in _texts(row, self.columns)) + "</tr>"
            for row in self.rows
        )
        remarks = "".join(f"<li>{escape(line)}</li>" for line in self._remarks())
        caption = escape(f"{self.title} ({self.id})")
        table = f"<table><caption>{caption}</caption><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"
        return f"{table}<ul>{remarks}</ul>"


@cache
def load(name: str) -> PublishedTable:
    """Return a published table.

    Raises:
        NoMatchError: there is no table of this name; the message has the near matches.

    Example:
        >>> load("sla_targets_by_priority").rows[0]["first_response_minutes"]
        15
    """
    if name not in TABLES:
        raise NoMatchError(f"{name!r} is no published table; {near(name, TABLES)}")
    given = json.loads(_DATA.joinpath(f"{name}.json").read_text(encoding="utf-8"))
    return PublishedTable(
        name=name,
        id=given["id"],
        title=given["title"],
        source=tuple(Source(**source) for source in given["source"]),
        units=FrozenMap(given["units"]),
        rows=tuple(_frozen_row(row) for row in given["rows"]),
        notes=tuple(given["notes"]),
    )


def _frozen_row(row: dict[str, object]) -> Row:
    return FrozenMap({column: _frozen(value) for column, value in row.items()})


def _frozen(value: object) -> Cell:
    if isinstance(value, list):
        return tuple(_frozen(item) for item in value)
    if isinstance(value, dict):
        return _frozen_row(value)
    return cast("Cell", value)


def _texts(row: Row, columns: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(_text(row.get(column)) for column in columns)


def _text(cell: Cell) -> str:
    if cell is None:
        return "-"
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, tuple):
        return ", ".join(map(_text, cell))
    if isinstance(cell, Mapping):
        return ", ".join(f"{key} {_text(value)}" for key, value in cell.items())
    return str(cell)
