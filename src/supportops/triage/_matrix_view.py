"""A matrix as a table to read, worst first."""

from __future__ import annotations

from html import escape

from supportops.triage._matrix_check import Ranks
from supportops.vocabulary import Scale

__all__ = ["html_of", "markdown_of"]


def markdown_of(axes: tuple[Scale, Scale], scale: Scale, ranks: Ranks) -> str:
    """Return a Markdown table with the names of both axes in its corner."""
    head, *rows = [[cell.replace("|", "\\|").replace("\n", " ") for cell in row] for row in _cells(axes, scale, ranks)]
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def html_of(name: str, axes: tuple[Scale, Scale], scale: Scale, ranks: Ranks) -> str:
    """Return an HTML table with headings for both axes."""
    head, *rows = [[escape(cell) for cell in row] for row in _cells(axes, scale, ranks)]
    heading = "".join(f'<th scope="col">{cell}</th>' for cell in head)
    body = "".join(
        f'<tr><th scope="row">{label}</th>' + "".join(f"<td>{cell}</td>" for cell in cells) + "</tr>"
        for label, *cells in rows
    )
    caption = f"<caption>{escape(name)}</caption>" if name else ""
    return f"<table>{caption}<thead><tr>{heading}</tr></thead><tbody>{body}</tbody></table>"


def _cells(axes: tuple[Scale, Scale], scale: Scale, ranks: Ranks) -> list[list[str]]:
    rows, columns = ([axis.label(rank) for rank in range(1, len(axis) + 1)] for axis in axes)
    answers = [["-" if rank == 0 else scale.label(rank) for rank in row] for row in ranks]
    return [
        [f"{axes[0].name} / {axes[1].name}", *columns],
        *([label, *row] for label, row in zip(rows, answers, strict=True)),
    ]
