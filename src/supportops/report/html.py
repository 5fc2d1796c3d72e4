"""A review as one HTML page that needs nothing else: no script, no network."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from html import escape
from types import MappingProxyType

from supportops.report.amounts import percent
from supportops.report.review_models import IncidentReview
from supportops.report.section import Section, Table
from supportops.report.sections import head_of, sections_of
from supportops.report.svg import Bar, bars, columns, curve

__all__ = ["as_html", "body_of"]

_STYLE = """
:root { color-scheme: light dark; --ink: #1b1f24; --page: #ffffff; --bar: #2166ac; --rest: #e3e8ee; --soft: #6b7480; }
@media (prefers-color-scheme: dark) {
  :root { --ink: #e8eaed; --page: #16191d; --bar: #74a9d8; --rest: #2c333b; --soft: #9aa4b0; }
}
body { font: 16px/1.5 system-ui, sans-serif; color: var(--ink); background: var(--page); margin: 2rem auto;
  max-width: 62rem; padding: 0 1rem; }
h1 { font-size: 1.5rem; } h2 { font-size: 1.2rem; margin-top: 2.5rem; }
table { border-collapse: collapse; margin: 1rem 0; font-size: 0.9rem; display: block; overflow-x: auto; }
th, td { padding: 0.2rem 0.7rem; border-bottom: 1px solid var(--rest); text-align: left; vertical-align: top; }
.r { text-align: right; font-variant-numeric: tabular-nums; }
svg { width: 100%; max-width: 45rem; height: auto; margin: 1rem 0; }
svg text { font-size: 12px; fill: var(--ink); }
.bar { fill: var(--bar); } .rest { fill: var(--rest); } .axis { stroke: var(--soft); }
.curve, .faint { fill: none; stroke: var(--bar); stroke-width: 2; }
.faint { stroke: var(--soft); stroke-dasharray: 4 4; }
"""

_SAFE = "default-src 'none'; style-src 'unsafe-inline'"


def as_html(review: IncidentReview) -> str:
    """Return the whole page."""
    return (
        '<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{_SAFE}">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(head_of(review))}</title><style>{_STYLE}</style></head>\n"
        f"<body>{body_of(review)}</body></html>\n"
    )


def body_of(review: IncidentReview) -> str:
    """Return the review as an article, for a page that is there already."""
    sections = "\n".join(_section(section, review) for section in sections_of(review))
    return f"<article><h1>{escape(head_of(review))}</h1>\n{sections}</article>"


def _section(section: Section, review: IncidentReview) -> str:
    chart = _CHARTS[section.chart](review) if section.chart else ""
    return f"<section><h2>{escape(section.title)}</h2>{chart}{''.join(_body(section))}</section>"


def _body(section: Section) -> Iterator[str]:
    for lines, table in ((section.lines, section.table), (section.after, section.second), (section.closing, None)):
        yield from (f"<p>{escape(line)}</p>" for line in lines)
        if table is not None:
            yield _table(table)


def _table(table: Table) -> str:
    kinds = [' class="r"' if align == "r" else "" for align in table.align]
    head = "".join(f'<th scope="col"{kind}>{escape(cell)}</th>' for cell, kind in zip(table.head, kinds, strict=True))
    rows = "".join(
        "<tr>" + "".join(f"<td{kind}>{escape(cell)}</td>" for cell, kind in zip(row, kinds, strict=True)) + "</tr>"
        for row in table.rows
    )
    return f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"


def _attainment(review: IncidentReview) -> str:
    parts = [
        Bar(f"{row.priority}, {review.labels[row.metric]}", row.attainment, percent(row.attainment))
        for row in review.attainment
    ]
    return bars("Attainment by priority", parts)


def _resolve_times(review: IncidentReview) -> str:
    parts = [Bar(bucket.label, bucket.count, f"{bucket.count:,}") for bucket in review.resolve_times.distribution]
    return columns("Incidents by calendar time to resolve", parts)


def _backlog(review: IncidentReview) -> str:
    backlog = review.backlog
    parts = [Bar(str(week.start), week.open_at_end, f"{week.open_at_end:,}") for week in backlog.weeks]
    starts = [week.start for week in backlog.weeks]
    faint_from = None if backlog.thin_from is None else starts.index(backlog.thin_from)
    remark = "" if backlog.thin_from is None else f"From {backlog.thin_from} on it is an artefact: the log ends."
    return curve("Open incidents at the end of each week", parts, faint_from=faint_from, remark=remark)


_CHARTS: Mapping[str, Callable[[IncidentReview], str]] = MappingProxyType(
    {"attainment": _attainment, "resolve_times": _resolve_times, "backlog": _backlog}
)
