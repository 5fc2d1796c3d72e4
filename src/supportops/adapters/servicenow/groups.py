"""The rows of one incident together, with those that are broken and still belong to it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from supportops.adapters.records import Record
from supportops.adapters.servicenow.columns import Columns
from supportops.adapters.servicenow.notes import NoteBook

__all__ = ["BrokenRow", "Group", "grouped", "number_of", "say_blank"]


@dataclass(frozen=True, slots=True)
class BrokenRow:
    """A row that cannot be read: its line, the number it seems to have, and what is wrong."""

    line: int
    number: str
    code: str
    message: str


@dataclass(slots=True)
class Group:
    """Rows that stand together and have one number; blank when a broken row stands alone and names none."""

    number: str
    rows: list[Record] = field(default_factory=list)
    broken: list[BrokenRow] = field(default_factory=list)

    @property
    def size(self) -> int:
        """How many rows there are, broken ones too; a row with several faults is one."""
        return len({line for line, _ in self.rows} | {row.line for row in self.broken})


def grouped(records: Iterable[Record], columns: Columns, notes: NoteBook) -> Iterator[Group]:
    """Yield the groups in the order of the file; blank lines are noted and are no rows.

    A broken row belongs to the neighbour whose number it has, or else to the incident in whose midst it stands.
    """
    current: Group | None = None
    held: list[BrokenRow] = []
    for line, cells in records:
        if not cells:
            say_blank(line, notes)
            continue
        number = number_of(cells, columns)
        fault = _fault(line, cells, number, columns)
        if fault is not None:
            held.append(fault)
            continue
        if current is not None and number == current.number:
            current.broken += held
        else:
            yield from _parted(current, held, number)
            current = Group(number, broken=[row for row in held if row.number == number])
        held = []
        # What the file lacks is read from behind the last cell.
        cells.append("")
        current.rows.append((line, cells))
    yield from _parted(current, held, None)


def say_blank(line: int, notes: NoteBook) -> None:
    """Note a blank line."""
    notes.say(line, "", "ignored", "blank_line", "the line is blank and is no row")


def number_of(cells: Sequence[str], columns: Columns) -> str:
    """Return the incident that a row names; blank when it names none."""
    return cells[columns.number].strip() if columns.number < len(cells) else ""


def _parted(current: Group | None, held: list[BrokenRow], following: str | None) -> Iterator[Group]:
    """Yield the group that has ended, with its broken rows, and then the broken rows that stand alone."""
    alone = [row for row in held if row.number != following]
    if current is not None:
        current.broken += [row for row in alone if row.number == current.number]
        alone = [row for row in alone if row.number != current.number]
        yield current
    for row in alone:
        yield Group(row.number, broken=[row])


def _fault(line: int, cells: list[str], number: str, columns: Columns) -> BrokenRow | None:
    if len(cells) != columns.width:
        message = f"the row has {len(cells)} cells and the header {columns.width}; look for a comma or a quote too many"
        return BrokenRow(line, number, "wrong_width", message)
    if not number:
        return BrokenRow(line, "", "no_number", "column 'number' is blank, so the row names no incident")
    return None
