"""A log cut into blocks of rows, never through an incident."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice

from supportops.adapters.records import Record
from supportops.adapters.servicenow.columns import Columns
from supportops.adapters.servicenow.groups import number_of, say_blank
from supportops.adapters.servicenow.notes import NoteBook
from supportops.errors import SupportOpsError

__all__ = ["blocks_of"]

Block = list[Record]


def blocks_of(records: Iterator[Record], columns: Columns, notes: NoteBook, *, size: int = 1024) -> Iterator[Block]:
    """Yield the rows of a log in blocks of about `size`; blank lines are noted and left out.

    A block ends between two whole rows with different numbers, so that every broken row stands in the block of
    both its neighbours. Before an error of the file goes on, the incidents in front of it are yielded. Blocks are
    small enough for the processor's cache: larger ones are slower.
    """
    held: Block = []
    while True:
        end = len(held)
        try:
            held.extend(islice(records, size))
        except (SupportOpsError, OSError):
            held = _without_blanks(held, notes)
            yield held[: _last_border(held, columns)]
            raise
        if len(held) == end:
            break
        held = _without_blanks(held, notes)
        border = _last_border(held, columns)
        yield held[:border]
        held = held[border:]
    yield held


def _without_blanks(rows: Block, notes: NoteBook) -> Block:
    if all(cells for _, cells in rows):
        return rows
    for line, cells in rows:
        if not cells:
            say_blank(line, notes)
    return [row for row in rows if row[1]]


def _last_border(rows: Sequence[Record], columns: Columns) -> int:
    """Return where the last incident of some rows begins; 0 when that cannot be told."""
    following = ""
    for place in range(len(rows) - 1, -1, -1):
        cells = rows[place][1]
        number = number_of(cells, columns) if len(cells) == columns.width else ""
        if number and following and number != following:
            return place + 1
        following = number
    return 0
