"""A review as plain text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from textwrap import wrap

from supportops.report.review_models import IncidentReview
from supportops.report.section import Section, Table
from supportops.report.sections import head_of, sections_of

__all__ = ["as_text", "table_lines"]

_WIDTH = 110
_NUMBERED = re.compile(r" ?[0-9]+\. ")


def as_text(review: IncidentReview) -> str:
    """Return the review as text of at most 110 columns, without an end of line at its end."""
    lines = wrap(head_of(review), _WIDTH)
    for section in sections_of(review):
        lines += ["", section.title, "-" * len(section.title), *_body(section)]
    return "\n".join(map(_visible, lines))


def _body(section: Section) -> Iterator[str]:
    for lines, table in ((section.lines, section.table), (section.after, section.second), (section.closing, None)):
        for line in lines:
            yield from wrap(line, _WIDTH, subsequent_indent="    " if _NUMBERED.match(line) else "")
        if table is not None:
            yield from table_lines(table)


def table_lines(table: Table, *, width: int = _WIDTH) -> list[str]:
    """Return a table as lines; the last column is cut where the line is full.

    Example:
        >>> for line in table_lines(Table(("day", "n"), (("Mon", "12"), ("Tue", "7")), "lr")):
        ...     print(line)
        day   n
        Mon  12
        Tue   7
    """
    rows = [table.head, *table.rows]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return [_cut("  ".join(map(_aligned, row, widths, table.align)).rstrip(), width) for row in rows]


def _visible(line: str) -> str:
    """Return a line without signs that would steer a terminal: a log may hold anything."""
    return line if line.isprintable() else "".join(c if c.isprintable() else ascii(c)[1:-1] for c in line)


def _aligned(cell: str, width: int, align: str) -> str:
    return cell.rjust(width) if align == "r" else cell.ljust(width)


def _cut(line: str, width: int) -> str:
    return line if len(line) <= width else line[: width - 3] + "..."
