"""The records of a CSV file, each with the line it begins on."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator

from supportops.errors import DomainError

__all__ = ["Record", "records_of"]

Record = tuple[int, list[str]]
"""The line a record begins on, from 1, and its cells. A blank line has none."""


def records_of(lines: Iterable[str], *, name: str) -> Iterator[Record]:
    """Yield the records of a CSV file, the header first.

    Raises:
        DomainError: a record that is no CSV, for example a quote that never ends; with its line.

    Example:
        >>> list(records_of(["number,note", 'INC1,"two', 'lines"'], name="the log"))
        [(1, ['number', 'note']), (2, ['INC1', 'twolines'])]
    """
    reader = csv.reader(lines)
    line = 1
    try:
        for cells in reader:
            yield line, cells
            line = reader.line_num + 1
    except csv.Error as error:
        raise DomainError(
            f"{name}, line {line}: this is no CSV record ({error}); look for a quote that is opened and not closed, "
            f"or for line ends that are neither \\n nor \\r\\n"
        ) from None
