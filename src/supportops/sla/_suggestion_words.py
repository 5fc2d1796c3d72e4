"""Suggested targets as text, Markdown and HTML."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from html import escape
from typing import TYPE_CHECKING

from supportops.durations import format_duration

if TYPE_CHECKING:
    from supportops.sla.suggested import Attained, SuggestedTarget, TargetSuggestion

__all__ = ["as_html", "as_markdown", "as_text"]

_HOUR = timedelta(hours=1)
_MINUTE, _SECOND = timedelta(minutes=1), timedelta(seconds=1)
_TEXTS = 2
"""The first columns are words, the others are numbers."""


def as_text(suggestion: TargetSuggestion) -> str:
    """Return the suggestion as text."""
    rows = [_head(suggestion), *(_cells(row) for row in suggestion.rows)]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    lines = ["  ".join(map(_aligned, row, widths, range(len(row)))).rstrip() for row in rows]
    return "\n".join([_title(suggestion), "", *lines, *_notes(suggestion)])


def as_markdown(suggestion: TargetSuggestion) -> str:
    """Return the suggestion as a Markdown table between its title and its notes."""
    head, *body = (_row(cells) for cells in (_head(suggestion), *(_cells(row) for row in suggestion.rows)))
    rule = "|" + " --- |" * _TEXTS + " ---: |" * (len(_head(suggestion)) - _TEXTS)
    notes = [f"- {_escaped(note)}" for note in _notes(suggestion)]
    return "\n".join([_title(suggestion), "", head, rule, *body, *([""] if notes else []), *notes])


def as_html(suggestion: TargetSuggestion) -> str:
    """Return the suggestion as an HTML table, with its notes as a list."""
    head = "".join(f"<th>{escape(name)}</th>" for name in _head(suggestion))
    rows = "".join(
        "<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in _cells(row)) + "</tr>" for row in suggestion.rows
    )
    notes = "".join(f"<li>{escape(note)}</li>" for note in _notes(suggestion))
    caption = f"<caption>{escape(_title(suggestion))}</caption>"
    table = f"<table>{caption}<thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"
    return table + (f"<ul>{notes}</ul>" if notes else "")


def _title(suggestion: TargetSuggestion) -> str:
    tickets = f"{suggestion.tickets:,} ticket" + ("" if suggestion.tickets == 1 else "s")
    read = f"{tickets} at {suggestion.at.isoformat(sep=' ')}"
    later = f"; {suggestion.later:,} created later are left out" if suggestion.later else ""
    return f"Targets met for {_share(suggestion.attainment)}, plus {_share(suggestion.buffer)}: {read}{later}"


def _head(suggestion: TargetSuggestion) -> tuple[str, ...]:
    share, sure = _share(suggestion.attainment), _share(suggestion.confidence)
    return ("metric", "priority", "tickets", "open", f"{share} within", f"{sure} interval", "target", "would be met")


def _cells(row: SuggestedTarget) -> tuple[str, ...]:
    return (
        row.metric,
        row.priority,
        f"{row.n:,}",
        f"{row.open:,}",
        _shown(row.quantile),
        _range(*row.interval),
        "-" if row.target is None else format_duration(row.target),
        _expected(row.expected),
    )


def _notes(suggestion: TargetSuggestion) -> Iterator[str]:
    for row in suggestion.rows:
        name = f"{row.priority} {row.metric}"
        if row.reason is not None:
            yield f"{name}: {row.reason}"
        if row.left_out:
            yield f"{name}: {row.left_out:,} cancelled or not started, left out"


def _expected(expected: Attained | None) -> str:
    if expected is None or expected.value is None or expected.interval is None:
        return "-"
    low, high = expected.interval
    return f"{100 * expected.value:.1f} % ({100 * low:.1f} to {100 * high:.1f})"


def _range(low: timedelta | None, high: timedelta | None) -> str:
    if low is None:
        return "-"
    return f"{_shown(low)} or more" if high is None else f"{_shown(low)} to {_shown(high)}"


def _shown(amount: timedelta | None) -> str:
    """Return an amount to the second, from an hour on to the minute."""
    if amount is None:
        return "-"
    unit = _SECOND if amount < _HOUR else _MINUTE
    return format_duration(round(amount / unit) * unit)


def _share(share: float) -> str:
    return f"{100 * share:g} %"


def _aligned(cell: str, width: int, column: int) -> str:
    return cell.ljust(width) if column < _TEXTS else cell.rjust(width)


def _row(cells: tuple[str, ...]) -> str:
    return "| " + " | ".join(map(_escaped, cells)) + " |"


def _escaped(text: str) -> str:
    return text.replace("|", "\\|")
