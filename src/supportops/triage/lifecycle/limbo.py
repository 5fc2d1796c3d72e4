"""Limbo: a ticket that is being worked on, as its status says, and nothing happens."""

from __future__ import annotations

from datetime import datetime, timedelta

from supportops._model import Model
from supportops.calendar import AnyCalendar
from supportops.durations import Elapsed, format_duration
from supportops.tickets import TicketHistory
from supportops.triage._as_of import positive
from supportops.triage._checked import calendar_given, instant_us
from supportops.triage._names import Instant
from supportops.triage.lifecycle._stretches import Stretch, history_given, stretches
from supportops.vocabulary import Status

__all__ = ["Limbo", "limbo"]


class Limbo(Model):
    """A stretch without any event in which the ticket's status was open.

    Attributes:
        start: the last event before it.
        end: the next event; None: there was none yet.
        open_time: how much time of the calendar lies in it, up to the instant that was asked about.

    Example:
        >>> from datetime import UTC
        >>> print(Limbo(start=datetime(2026, 3, 2, 9, tzinfo=UTC), end=None, open_time="8h"))
        no event for 8h: from 2026-03-02T09:00:00+00:00 to now
    """

    start: Instant
    end: Instant | None
    open_time: Elapsed

    def __str__(self) -> str:
        end = "now" if self.end is None else self.end.isoformat()
        return f"no event for {format_duration(self.open_time)}: from {self.start.isoformat()} to {end}"


def limbo(history: TicketHistory, *, at: datetime, calendar: AnyCalendar, after: str | timedelta) -> tuple[Limbo, ...]:
    """Return the stretches in which a ticket was open and nothing happened to it, in order of time.

    A stretch lies between two instants with events, and counts if the category of the status in it is open (not
    new, pending or on hold). Any event ends it, a note or a message of the requester too: limbo is a log that says
    nothing. `idle_tickets` asks who is idle now, and looks at the work of the desk only. There is no limbo once a
    ticket was resolved, closed, merged or cancelled.

    Args:
        history: the ticket. Its own status map says what its statuses mean.
        at: the instant to look from; later events are not read, and the last stretch ends here.
        calendar: whose open time counts.
        after: the least open time of a limbo, > 0; a day is 24 hours of it. The source takes the update interval of the
            ticket's priority.

    Raises:
        DomainError: `after` is no amount of time, or none or less; no history, calendar or instant.
        HistoryError: the ticket was not yet created.
        NaiveDatetimeError: `at` has no zone.

    Source: Support Operations skill pack, Ticket Management & Prioritization (status limbo).

    Example:
        >>> from datetime import UTC
        >>> from supportops.calendar import BusinessCalendar
        >>> from supportops.tickets import Created
        >>> desk = BusinessCalendar(zone="UTC", hours="Mon-Fri 09:00-17:00")
        >>> monday = datetime(2026, 3, 2, 9, tzinfo=UTC)
        >>> ticket = TicketHistory(ticket_id="4711", events=(Created(at=monday, priority="P3", status="open"),))
        >>> for found in limbo(ticket, at=monday + timedelta(days=1), calendar=desk, after="8h"):
        ...     print(found)
        no event for 8h: from 2026-03-02T09:00:00+00:00 to now
    """
    calendar_given(calendar)
    history_given(history)
    least = positive(after, "after")
    instant_us(at, "at")
    found = []
    for stretch in stretches(history.until(at)):
        if _is_open(stretch):
            lasting = calendar.between(stretch.start, at if stretch.end is None else stretch.end)
            if lasting >= least:
                found.append(Limbo(start=stretch.start, end=stretch.end, open_time=lasting))
    return tuple(found)


def _is_open(stretch: Stretch) -> bool:
    return stretch.category is Status.OPEN and not stretch.is_gone
