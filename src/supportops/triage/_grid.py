"""A small table with a headline, as text, Markdown and HTML."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from html import escape

from supportops._instants import us_of
from supportops.durations import format_duration

__all__ = ["Grid", "amount"]

_SECOND_US = 1_000_000


def amount(given: timedelta | None) -> str:
    """Return an amount to the nearest second; "-" for none.

    Example:
        >>> amount(timedelta(hours=2, microseconds=7)), amount(None)
        ('2h', '-')
    """
    return "-" if given is None else format_duration(timedelta(seconds=round(us_of(given) / _SECOND_US)))


@dataclass(frozen=True, slots=True)
class Grid:
    """Rows under a head; `right` are the columns set to the right.

    Example:
        >>> print(Grid("Turns", ("agent", "n"), [("ann", "12"), ("bo|b", "7")], right=(1,)).text())
        Turns
        agent   n
        ann    12
        bo|b    7
    """

    headline: str
    head: Sequence[str]
    rows: Sequence[Sequence[str]]
    right: Sequence[int] = ()

    def text(self) -> str:
        """Return the headline and the aligned table."""
        table = [tuple(self.head), *map(tuple, self.rows)]
        widths = [max(map(len, column)) for column in zip(*table, strict=True)]
        lines = [
            "  ".join(
                cell.rjust(width) if place in self.right else cell.ljust(width)
                for place, (cell, width) in enumerate(zip(row, widths, strict=True))
            ).rstrip()
            for row in table
        ]
        return "\n".join([self.headline, *lines])

    def markdown(self) -> str:
        """Return the headline and the table as Markdown; a bar or a line break in a cell stays in its cell."""
        rule = " | ".join("---:" if place in self.right else "---" for place in range(len(self.head)))
        lines = [_line(self.head), f"| {rule} |", *map(_line, self.rows)]
        return "\n".join([self.headline, "", *lines])

    def html(self) -> str:
        """Return a plain HTML table for notebooks; all text is escaped."""
        titles = "".join(f'<th scope="col">{escape(cell)}</th>' for cell in self.head)
        body = "".join("<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in self.rows)
        caption = f"<caption>{escape(self.headline)}</caption>"
        return f"<table>{caption}<thead><tr>{titles}</tr></thead><tbody>{body}</tbody></table>"


def _line(cells: Sequence[str]) -> str:
    return "| " + " | ".join(" ".join(cell.replace("|", "\\|").splitlines()) for cell in cells) + " |"
