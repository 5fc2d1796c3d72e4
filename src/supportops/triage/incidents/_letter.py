"""Messages to customers as text."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import tzinfo
from typing import TYPE_CHECKING

from supportops.triage._markdown import cell, lines_of
from supportops.triage.incidents._layout import LAYOUTS

if TYPE_CHECKING:
    from supportops.triage.incidents.message import IncidentMessage

__all__ = ["gap", "heading", "letter", "listed", "paragraph", "subject"]

_HEADS = {
    "first_notice": "service disruption",
    "update": "update",
    "resolved": "resolved",
}
_TITLES = {
    "known": "What we know",
    "doing": "What we are doing",
    "report_by": "Incident report by",
}
_SORRY = "We are sorry for the disruption."


def subject(message: IncidentMessage) -> str:
    """Return the headline as plain text, in one line."""
    return _headline(message, str)


def heading(message: IncidentMessage) -> str:
    """Return the headline as Markdown."""
    line = _headline(message, cell)
    # Number signs at the end of a heading belong to its mark.
    return f"# {line[:-1]}\\#" if line.endswith("#") else f"# {line}"


def letter(message: IncidentMessage, zone: tzinfo) -> str:
    """Return a message to customers: the headline, what happened, the facts as a list, an apology."""
    fields = [field for field in LAYOUTS[message.kind].fields if field in message.fields or field in message.required]
    listed_fields = [field for field in fields if field not in ("service", "description", "apology")]
    parts = [heading(message)]
    if "description" in fields:
        parts.append(paragraph(message, "description", zone))
    parts.append("\n".join(listed(message, listed_fields, zone)))
    if message.fields.get("apology", False) is not False:
        parts.append(_SORRY if message.fields["apology"] is True else paragraph(message, "apology", zone))
    return "\n\n".join(parts)


def listed(message: IncidentMessage, fields: Sequence[str], zone: tzinfo) -> list[str]:
    """Return fields as a list of title and text."""
    return [f"- **{_title(field)}**: {'; '.join(_lines(message, field, zone))}" for field in fields]


def paragraph(message: IncidentMessage, field: str, zone: tzinfo) -> str:
    """Return a field as a paragraph, line by line."""
    return "  \n".join(_lines(message, field, zone))


def gap(field: str) -> str:
    """Return what stands in the place of a field that is not known."""
    return f"**[missing: {field.replace('_', ' ')}]**"


def _lines(message: IncidentMessage, field: str, zone: tzinfo) -> list[str]:
    return lines_of(message.fields[field], zone) if field in message.fields else [gap(field)]


def _headline(message: IncidentMessage, write: Callable[[str], str]) -> str:
    named = "title" if message.kind == "review" else "service"
    fact = message.fields.get(named)
    name = f"[missing: {named}]" if fact is None else write(" ".join(str(fact).split()))
    if message.kind == "review":
        return f"Post-incident review: {name}"
    # An update may do without the service; the customer then knows the incident by its name.
    if fact is None and named not in message.required:
        name = f"Incident {write(message.incident)}"
    return f"{name}: {_HEADS[message.kind]}"


def _title(field: str) -> str:
    return _TITLES.get(field, field.replace("_", " ").capitalize())
