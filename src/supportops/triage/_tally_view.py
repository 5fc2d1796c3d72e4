"""Answers counted against each other, as a report."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

from supportops.triage._tally import Confusion
from supportops.triage.decision import told as shown

__all__ = ["html_of", "markdown_of", "percent"]

_SHOWN = 20
_CONTROLS = str.maketrans({"|": "\\|", "\n": " "})


def percent(share: float | None) -> str:
    """Return a share as a reader writes it."""
    return "no tickets" if share is None else f"{share:.1%}"


def markdown_of(summary: str, corner: str, answers: Sequence[object], confusion: Confusion, told: Iterable[str]) -> str:
    """Return the summary, the counts as a table, and what is told of the first disagreements."""
    head, *body = _matrix(corner, answers, confusion)
    lines = [head, ["---"] * len(head), *body]
    table = "\n".join("| " + " | ".join(cell.translate(_CONTROLS) for cell in line) + " |" for line in lines)
    return "\n\n".join([f"**{summary}**", *([table] if answers else []), *_first(told)])


def html_of(summary: str, corner: str, answers: Sequence[object], confusion: Confusion, told: Iterable[str]) -> str:
    """Return the summary, the counts as an HTML table, and what is told of the first disagreements."""
    head, *body = _matrix(corner, answers, confusion)
    heads = "".join(f"<th>{escape(cell)}</th>" for cell in head)
    rows = "".join("<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in body)
    items = "".join(f"<li>{escape(one)}</li>" for one in _first(told))
    caption = f"<caption>{escape(summary)}</caption>"
    table = f"<table>{caption}<thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>"
    return f"<div>{table}{f'<ul>{items}</ul>' if items else ''}</div>"


def _matrix(corner: str, answers: Sequence[object], confusion: Confusion) -> list[list[str]]:
    rows = [[shown(one), *(str(confusion.get((one, other), 0) or "-") for other in answers)] for one in answers]
    return [[corner, *map(shown, answers)], *rows]


def _first(told: Iterable[str]) -> list[str]:
    blocks = list(told)
    return blocks[:_SHOWN] + ([f"... and {len(blocks) - _SHOWN:,} more"] if len(blocks) > _SHOWN else [])
