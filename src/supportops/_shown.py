"""Tables and figures of results as text, Markdown and HTML."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from html import escape

from supportops._instants import us_of
from supportops.durations import format_duration

__all__ = ["Grid", "InGrid", "amount", "html_table", "markdown_table", "percent", "text_table"]

_SECOND_US = 1_000_000


def amount(given: timedelta | None) -> str:
    """Return an amount to the nearest second; "-" for none.

    Example:
        >>> amount(timedelta(hours=2, microseconds=7)), amount(None)
        ('2h', '-')
    """
    return "-" if given is None else format_duration(timedelta(seconds=round(us_of(given) / _SECOND_US)))


def percent(share: float | None) -> str:
    """Return a share as a percentage with one decimal; "-" for none.

    Example:
        >>> percent(0.924), percent(None)
        ('92.4 %', '-')
    """
    return "-" if share is None else f"{100 * share:.1f} %"


def text_table(head: Sequence[str], rows: Iterable[Sequence[str]], *, right: Iterable[int] = ()) -> list[str]:
    """Return a table as aligned lines; the columns in `right` are set to the right.

    Example:
        >>> for line in text_table(("week", "n"), (("W09", "12"), ("W10", "7")), right=(1,)):
        ...     print(line)
        week   n
        W09   12
        W10    7
    """
    table, flush = [tuple(head), *map(tuple, rows)], set(right)
    widths = [max(map(len, column)) for column in zip(*table, strict=True)]
    return [
        "  ".join(
            cell.rjust(width) if index in flush else cell.ljust(width)
            for index, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in table
    ]


def markdown_table(head: Sequence[str], rows: Iterable[Sequence[str]], *, right: Iterable[int] = ()) -> str:
    r"""Return a table as Markdown; a bar or a line break in a cell stays in its cell.

    Example:
        >>> print(markdown_table(("ticket", "n"), [("A|1", "2")], right=(1,)))
        | ticket | n |
        | --- | ---: |
        | A\|1 | 2 |
    """
    flush = set(right)
    rule = " | ".join("---:" if index in flush else "---" for index in range(len(head)))
    lines = [_line(head), f"| {rule} |", *map(_line, rows)]
    return "\n".join(lines)


def html_table(caption: str, head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a plain HTML table for notebooks; all text is escaped."""
    body = "".join("<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in rows)
    titles = "".join(f'<th scope="col">{escape(cell)}</th>' for cell in head)
    return f"<table><caption>{escape(caption)}</caption><thead><tr>{titles}</tr></thead><tbody>{body}</tbody></table>"


@dataclass(frozen=True, slots=True)
class Grid:
    """Rows under a head and a headline; `right` are the columns set to the right. Without rows the headline says all.

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
        if not self.rows:
            return self.headline
        return "\n".join([self.headline, *text_table(self.head, self.rows, right=self.right)])

    def markdown(self) -> str:
        """Return the headline and the table as Markdown."""
        if not self.rows:
            return self.headline
        return f"{self.headline}\n\n{markdown_table(self.head, self.rows, right=self.right)}"

    def html(self) -> str:
        """Return the table as HTML, the headline as its caption; without rows the headline as a paragraph."""
        if not self.rows:
            return f"<p>{escape(self.headline)}</p>"
        return html_table(self.headline, self.head, self.rows)


class InGrid:
    """What is read as one table: a result says what is in it, and gets its text, its Markdown and its HTML."""

    __slots__ = ()

    def _grid(self) -> Grid:
        raise NotImplementedError

    def to_markdown(self) -> str:
        """Return the result as a Markdown table."""
        return self._grid().markdown()

    def __str__(self) -> str:
        return self._grid().text()

    def _repr_html_(self) -> str:
        return self._grid().html()


def _line(cells: Sequence[str]) -> str:
    return "| " + " | ".join(" ".join(cell.replace("|", "\\|").splitlines()) for cell in cells) + " |"
