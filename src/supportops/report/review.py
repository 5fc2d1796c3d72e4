"""A whole log of incidents against a policy: how often it was kept, why not, and what rests on a choice."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from types import MappingProxyType

from supportops._instants import to_us
from supportops.adapters.servicenow import IncidentFacts, IncidentLog
from supportops.calendar import AnyCalendar, BusinessCalendar
from supportops.errors import DomainError, SupportOpsError
from supportops.report.agreement import agreement_of
from supportops.report.attainment import attainment_rows
from supportops.report.backlog import backlog_of
from supportops.report.breaches import largest_breaches
from supportops.report.course import Course, course_of
from supportops.report.progress import Track, silent
from supportops.report.resolve_times import paused_share, resolve_times
from supportops.report.review_models import IncidentReview, NoteCount, Reading, Reopened
from supportops.report.standing import Standing, standing_of
from supportops.sla import SlaPolicy
from supportops.tickets import TicketHistory

__all__ = ["last_event", "reading_of", "review_incidents"]

_NO_FACTS: Mapping[str, IncidentFacts] = MappingProxyType({})
_NO_PROXIES: Mapping[str, str] = MappingProxyType({})


def review_incidents(
    histories: Iterable[TicketHistory],
    *,
    policy: SlaPolicy,
    at: datetime,
    facts: Mapping[str, IncidentFacts] = _NO_FACTS,
    proxies: Mapping[str, str] = _NO_PROXIES,
    reading: Reading | None = None,
    track: Track = silent,
) -> IncidentReview:
    """Return the review of a log as of an instant; what happened later is not read.

    Args:
        histories: one for each incident.
        policy: what they are measured against.
        at: the instant; incidents opened after it are counted and left out.
        facts: the outcome that the log itself tells, by incident; without it there is nothing to compare with.
        proxies: metric -> what stands in for it, for the labels.
        reading: how the log was read, to stand at the top.
        track: shows how far it has come.

    Raises:
        DomainError: no incident was opened by `at`, or one cannot be measured: its priority is not on the policy's
            scale, or it reaches beyond the years of the calendar.

    Example:
        >>> from datetime import UTC, datetime
        >>> from supportops.calendar import ALWAYS_OPEN
        >>> from supportops.tickets import Created, StatusChange
        >>> from supportops.vocabulary import P1_TO_P5
        >>> policy = SlaPolicy(name="plain", calendar=ALWAYS_OPEN, scale=P1_TO_P5, targets={"P2": {"resolution": "8h"}})
        >>> history = TicketHistory(
        ...     ticket_id="INC1",
        ...     events=(
        ...         Created(at=datetime(2026, 3, 2, 9, tzinfo=UTC), priority="P2"),
        ...         StatusChange(at=datetime(2026, 3, 2, 20, tzinfo=UTC), to="resolved"),
        ...     ),
        ... )
        >>> review = review_incidents([history], policy=policy, at=datetime(2026, 3, 3, tzinfo=UTC))
        >>> review.attainment[-1].breached, review.breaches[0].overdue
        (1, datetime.timedelta(seconds=10800))
    """
    known = list(histories)
    opened = _opened_by(at, known)
    standings = [_standing(history, policy, at) for history in track(opened, "measuring")]
    courses = [standing.course for standing in standings]
    labels = {metric: _label(metric, proxies) for metric in policy.measured}
    return IncidentReview(
        at=at,
        policy_name=policy.name,
        calendar=_calendar_words(policy.calendar),
        incidents=len(opened),
        later=len(known) - len(opened),
        labels=labels,
        proxies={metric: text for metric, text in proxies.items() if metric in policy.measured},
        reading=reading,
        attainment=attainment_rows(standings, policy),
        agreement=agreement_of(standings, facts, policy, at=at, track=track),
        resolve_times=resolve_times(standings, policy),
        paused=paused_share(standings),
        breaches=largest_breaches(standings, policy, at=at, labels=labels),
        reopened=_reopened(courses, facts),
        backlog=backlog_of(courses, at=at, zone=policy.calendar.zone),
    )


def last_event(histories: Iterable[TicketHistory]) -> datetime:
    """Return the instant of the last event of all, as of which a finished log is reviewed.

    Raises:
        DomainError: there is no history.
    """
    last = max((history.events[-1] for history in histories), key=lambda event: event.at_us, default=None)
    if last is None:
        raise DomainError("there is no history, and so no last event")
    return last.at


def reading_of(log: IncidentLog) -> Reading:
    """Return how a log was read, once it is read."""
    notes = log.actions
    first = {(note.kind, note.code): note for note in reversed(notes)}
    counts = Counter((note.kind, note.code) for note in notes)
    return Reading(
        name=log.name,
        incidents=len(log.facts),
        rows_read=log.rows_read,
        rows_used=log.rows_used,
        rows_set_aside=log.rows_set_aside,
        set_aside=tuple(sorted(log.set_aside)),
        incomplete=tuple(sorted(log.incomplete)),
        counts=tuple(
            NoteCount(kind=kind, code=code, count=count, example=str(first[kind, code]))
            for (kind, code), count in sorted(counts.items())
        ),
        notes=notes,
    )


def _opened_by(at: datetime, known: Sequence[TicketHistory]) -> list[TicketHistory]:
    at_us = to_us(at)
    opened = [history for history in known if history.created.at_us <= at_us]
    if not opened:
        first = min((history.created.at for history in known), default=None)
        hint = "there are no incidents at all" if first is None else f"the first was opened at {first.isoformat()}"
        raise DomainError(f"no incident was opened by {at.isoformat()}; {hint}")
    return opened


def _standing(history: TicketHistory, policy: SlaPolicy, at: datetime) -> Standing:
    try:
        report = policy.evaluate(history, at=at)
    except SupportOpsError as error:
        where = "" if history.ticket_id in str(error) else f"ticket {history.ticket_id!r}: "
        raise DomainError(f"policy {policy.name!r} cannot measure an incident; {where}{error}") from None
    return standing_of(history, course_of(history, to_us(at)), report)


def _reopened(courses: Sequence[Course], facts: Mapping[str, IncidentFacts]) -> Reopened:
    times = Counter(course.reopened for course in courses if course.reopened)
    # Only of closed incidents does the log's count say no more than is known at the instant.
    told = [
        (course.reopened, fact.reopen_count)
        for course in courses
        if course.closed is not None and (fact := facts.get(course.ticket_id)) is not None
    ]
    return Reopened(
        incidents=times.total(),
        share=times.total() / len(courses),
        by_times=dict(sorted(times.items())),
        flagged=sum(count is not None for _, count in told),
        same_in_log=sum(seen == count for seen, count in told),
    )


def _label(metric: str, proxies: Mapping[str, str]) -> str:
    return metric.replace("_", " ") + (" (proxy)" if metric in proxies else "")


def _calendar_words(calendar: AnyCalendar) -> str:
    name = calendar.name or "the desk's calendar"
    if isinstance(calendar, BusinessCalendar):
        return f"{name}: {calendar.hours}, {calendar.zone}"
    return name
