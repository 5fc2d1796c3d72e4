"""A whole log of incidents against a policy: how often it was kept, why not, and what rests on a choice."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from types import MappingProxyType

import numpy as np
import numpy.typing as npt

from supportops._instants import from_us, to_us
from supportops.adapters.servicenow import IncidentFacts, IncidentLog, IncidentTable
from supportops.calendar import AnyCalendar, BusinessCalendar
from supportops.errors import DomainError
from supportops.report.agreement import agreement_of
from supportops.report.attainment import attainment_rows
from supportops.report.backlog import backlog_of
from supportops.report.breaches import largest_breaches
from supportops.report.course import NEVER, Courses
from supportops.report.paused import paused_share
from supportops.report.progress import Track, silent
from supportops.report.resolve_times import resolve_times
from supportops.report.review_models import IncidentReview, NoteCount, Reading, Reopened
from supportops.report.standing import standings_of
from supportops.report.told import Told, told_of
from supportops.report.what_if_waiting import if_waiting_counted
from supportops.sla import SlaPolicy
from supportops.tickets import EventTable, TicketHistory

__all__ = ["last_event", "reading_of", "review_incidents"]

_NO_FACTS: Mapping[str, IncidentFacts] = MappingProxyType({})
_NO_PROXIES: Mapping[str, str] = MappingProxyType({})


def review_incidents(
    histories: Iterable[TicketHistory] | EventTable,
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
        histories: one for each incident, or the events of all of them as a table.
        policy: what they are measured against.
        at: the instant; incidents opened after it are counted and left out.
        facts: the outcome that the log itself tells, by incident; without it there is nothing to compare with.
        proxies: metric -> what stands in for it, for the labels.
        reading: how the log was read, to stand at the top.
        track: shows how far it has come.

    Raises:
        DomainError: no incident was opened by `at`, or one cannot be measured: its priority is not on the policy's
            scale, or it reaches beyond the years of the calendar. Or two histories are of one incident, or have
            different status maps.

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
    table, known = _table(histories, track)
    numbers = _opened_by(at, table)
    opened = table.take(numbers)
    standings = standings_of(opened, policy, at, None if known is None else [known[n] for n in numbers.tolist()])
    courses, told = standings.courses, told_of(facts, opened.tickets)
    labels = {metric: _label(metric, proxies) for metric in policy.measured}
    return IncidentReview(
        at=at,
        policy_name=policy.name,
        calendar=_calendar_words(policy.calendar),
        incidents=len(standings),
        later=len(table.tickets) - len(standings),
        labels=labels,
        proxies={metric: text for metric, text in proxies.items() if metric in policy.measured},
        reading=reading,
        attainment=attainment_rows(standings, policy),
        agreement=agreement_of(standings, told, policy, track=track),
        resolve_times=resolve_times(standings, policy),
        paused=paused_share(standings, policy),
        breaches=largest_breaches(standings, policy, labels=labels),
        reopened=_reopened(courses, told),
        backlog=backlog_of(courses, at=at, zone=policy.calendar.zone),
        what_if=if_waiting_counted(standings, policy),
    )


def last_event(histories: Iterable[TicketHistory] | EventTable) -> datetime:
    """Return the instant of the last event of all, as of which a finished log is reviewed.

    Raises:
        DomainError: there is no history.
    """
    if isinstance(histories, EventTable):
        last = from_us(int(histories.at.view(np.int64).max())) if len(histories) else None
    else:
        ends = (history.events[-1] for history in histories)
        last = max((event.at for event in ends), key=to_us, default=None)
    if last is None:
        raise DomainError("there is no history, and so no last event")
    return last


def reading_of(log: IncidentLog | IncidentTable) -> Reading:
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


def _table(
    histories: Iterable[TicketHistory] | EventTable, track: Track
) -> tuple[EventTable, Sequence[TicketHistory] | None]:
    if isinstance(histories, EventTable):
        return histories, None
    known = list(histories)
    return EventTable.from_histories(track(known, "measuring")), known


def _opened_by(at: datetime, table: EventTable) -> npt.NDArray[np.intp]:
    created = table.at.view(np.int64)[table.offsets[:-1]]
    opened = np.flatnonzero(created <= to_us(at))
    if not len(opened):
        hint = "there are no incidents at all"
        if len(created):
            hint = f"the first was opened at {from_us(int(created.min())).isoformat()}"
        raise DomainError(f"no incident was opened by {at.isoformat()}; {hint}")
    return opened


def _reopened(courses: Courses, told: Told) -> Reopened:
    times = Counter(courses.reopened[courses.reopened > 0].tolist())
    # Only of closed incidents does the log's count say no more than is known at the instant.
    is_told = (courses.closed != NEVER) & ~np.isnan(told.reopened)
    return Reopened(
        incidents=times.total(),
        share=times.total() / len(courses),
        by_times=dict(sorted(times.items())),
        flagged=int(is_told.sum()),
        same_in_log=int((courses.reopened == told.reopened)[is_told].sum()),
    )


def _label(metric: str, proxies: Mapping[str, str]) -> str:
    return metric.replace("_", " ") + (" (proxy)" if metric in proxies else "")


def _calendar_words(calendar: AnyCalendar) -> str:
    name = calendar.name or "the desk's calendar"
    if isinstance(calendar, BusinessCalendar):
        return f"{name}: {calendar.hours}, {calendar.zone}"
    return name
