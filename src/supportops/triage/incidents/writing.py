"""What the incident and the plan say of themselves, put into a message with what people say."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from supportops._instants import from_us, to_us, us_of
from supportops.durations import parse_elapsed
from supportops.errors import DomainError, NaiveDatetimeError, near, shortened
from supportops.triage._checked import instant_us, must_be
from supportops.triage._names import plain
from supportops.triage.incidents._layout import LAYOUTS, Layout
from supportops.triage.incidents._said import said
from supportops.triage.incidents.incident import Incident
from supportops.triage.incidents.message import IncidentMessage, MessageKind
from supportops.triage.incidents.timeline import MARKS

if TYPE_CHECKING:
    from supportops.triage.incidents.plan import IncidentPlan

__all__ = ["write_message"]

_STATUS = "We are investigating."
_AT_THE_END = "when it is resolved"


def write_message(
    plan: IncidentPlan, incident: Incident, kind: MessageKind, *, at: datetime, facts: Mapping[str, object]
) -> IncidentMessage:
    """Return a message; `IncidentPlan.message` says how."""
    must_be(Mapping, facts, "facts", "a mapping of field to what it says, for example {'impact': 'nobody can pay'}")
    found, layout = _layout(kind)
    moment, is_review = from_us(instant_us(at, "at")), found == "review"
    # The channels are those of the updates; a review is read inside the house.
    channels = plan.channels_for(incident.severity)
    known = _known(plan, incident, moment)
    told = _told(facts, layout)
    fields = {field: known.get(field) if told.get(field) is None else told[field] for field in layout.fields}
    fields["next_update"] = _promised("next_update", fields.get("next_update"), moment)
    fields["report_by"] = _promised("report_by", fields.get("report_by"), known.get("ended", moment))
    is_reported = plan.needs_review(incident.severity)
    return IncidentMessage(
        incident=incident.id, kind=found, severity=incident.severity, at=moment,
        channels=() if is_review else channels,
        fields={field: fields[field] for field in layout.fields},
        required=[field for field in layout.required if field != "report_by" or is_reported],
        actions=incident.actions if is_review else (),
    )  # fmt: skip


def _layout(kind: object) -> tuple[MessageKind, Layout]:
    name = plain(kind)
    for known, layout in LAYOUTS.items():
        if known == name:
            return known, layout
    message = f"{shortened(repr(name))} is no kind of message; {near(shortened(str(name)), LAYOUTS)}"
    raise DomainError(message, field="kind", value=kind, allowed=LAYOUTS)


def _told(facts: Mapping[str, object], layout: Layout) -> dict[str, object]:
    by_name = {plain(name): fact for name, fact in facts.items()}
    return {field: _checked(field, by_name[field]) for field in layout.fields if field in by_name}


def _checked(field: str, fact: object) -> object:
    try:
        return said(fact)
    except NaiveDatetimeError:
        raise
    except ValueError as error:
        raise DomainError(f"{field}: {error}", field=field, value=fact) from None


def _known(plan: IncidentPlan, incident: Incident, at: datetime) -> dict[str, Any]:
    """Return what follows from the incident and the plan at an instant; later events are not read."""
    incident.duration(at)
    known: dict[str, Any] = {
        "status": _STATUS, "apology": True, "severity": incident.severity, "started": incident.start,
        **_marks(incident, at),
    }  # fmt: skip
    if incident.resolved is not None and incident.resolved <= at:
        ended = incident.resolved
        return {**known, "ended": ended, "duration": ended - incident.start, "report_by": plan.review_due(incident)}
    if incident.severity not in plan.update_every:
        return known
    every = plan.update_every[incident.severity]
    return {**known, "next_update": _AT_THE_END if every is None else every}


def _marks(incident: Incident, at: datetime) -> dict[str, datetime | timedelta]:
    marks = {} if incident.timeline is None else incident.timeline.marks
    past: dict[str, datetime | timedelta] = {name: instant for name, instant in marks.items() if instant <= at}
    first, last = past.get(MARKS[0]), past.get(MARKS[-1])
    if isinstance(first, datetime) and isinstance(last, datetime) and first <= last:
        past["duration_of_impact"] = last - first
    return past


def _promised(field: str, fact: object, since: datetime) -> object:
    """Return a promise as an instant where it was given as an amount of time."""
    if isinstance(fact, bool | int | float):
        example = "an amount of time with its unit, '30m', or an aware datetime"
        raise DomainError(f"{field} is {fact!r}; give {example}", field=field, value=fact)
    fact = _read_promise(field, fact) if isinstance(fact, str) else fact
    if isinstance(fact, timedelta):
        fact = from_us(to_us(since) + us_of(fact))
    if isinstance(fact, datetime) and fact <= since:
        told = f"{field} {fact.isoformat()} is not after {since.isoformat()}"
        raise DomainError(f"{told}; give a later instant, or an amount of time such as '30m'", field=field, value=fact)
    return fact


def _read_promise(field: str, text: str) -> object:
    """Return an amount of time or an instant that is written as text; other words stay as they are."""
    try:
        return parse_elapsed(text)
    except DomainError:
        pass
    try:
        instant = datetime.fromisoformat(text)
    except ValueError:
        return text
    if ":" not in text:
        # A date names no instant; to a reader it says something.
        return text
    return from_us(instant_us(instant, field))
