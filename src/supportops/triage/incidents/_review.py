"""The post-incident review as a document."""

from __future__ import annotations

from datetime import datetime, timedelta, tzinfo
from typing import TYPE_CHECKING

from supportops._shown import amount, markdown_table
from supportops.triage._markdown import cell, instant_text, lines_of
from supportops.triage.incidents._letter import gap, heading, listed, paragraph
from supportops.triage.incidents.timeline import MARKS

if TYPE_CHECKING:
    from supportops.triage.incidents.message import IncidentMessage

__all__ = ["review_document"]

_HEADER = ("severity", "incident_commander", "started", "ended", "duration")
_IMPACT = ("customers_affected", "duration_of_impact", "revenue_impact", "sla_impact")


def review_document(message: IncidentMessage, zone: tzinfo) -> str:
    """Return the review: header, summary, timeline, impact, analysis, actions."""
    impact = [field for field in _IMPACT if field in message.fields or field in message.required]
    parts = [
        heading(message), "\n".join(listed(message, _HEADER, zone)),
        "## Summary", paragraph(message, "summary", zone),
        "## Timeline", _timeline(message, zone),
        "## Impact", "\n".join(listed(message, impact, zone)),
        "## Root cause", paragraph(message, "root_cause", zone),
        "## What went well", _points(message, "went_well", zone),
        "## What could be improved", _points(message, "could_be_improved", zone),
        "## Actions", _actions(message, zone),
    ]  # fmt: skip
    return "\n\n".join(parts)


def _timeline(message: IncidentMessage, zone: tzinfo) -> str:
    marks = {mark: message.fields.get(mark) for mark in MARKS}
    first = marks[MARKS[0]]
    rows = [
        (mark.replace("_", " "), _shown(mark, instant, zone), amount(_between(first, instant)))
        for mark, instant in marks.items()
    ]
    return markdown_table(("mark", "at", "after the first report"), rows, right=(2,))


def _between(first: object, instant: object) -> timedelta | None:
    return instant - first if isinstance(first, datetime) and isinstance(instant, datetime) else None


def _shown(mark: str, instant: object, zone: tzinfo) -> str:
    if instant is None:
        return gap(mark)
    return instant_text(instant, zone) if isinstance(instant, datetime) else cell(str(instant))


def _points(message: IncidentMessage, field: str, zone: tzinfo) -> str:
    if field not in message.fields:
        return gap(field)
    return "\n".join(f"- {line}" for line in lines_of(message.fields[field], zone))


def _actions(message: IncidentMessage, zone: tzinfo) -> str:
    if not message.actions:
        return paragraph(message, "actions", zone)
    rows = [
        (cell(item.title), cell(item.owner), instant_text(item.due, zone), item.status(message.at))
        for item in sorted(message.actions, key=lambda item: item.due)
    ]
    return markdown_table(("action", "owner", "due", "status"), rows)
