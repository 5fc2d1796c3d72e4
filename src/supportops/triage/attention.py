"""Tickets that somebody should look at: idle ones and aged ones."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Literal

from pydantic import AwareDatetime

from supportops._instants import to_us
from supportops._model import Model
from supportops.calendar import AnyCalendar
from supportops.durations import Elapsed, format_duration
from supportops.errors import DomainError
from supportops.tickets import Created, Event, Message, TicketHistory, TicketState
from supportops.triage._as_of import Ticket, passed, positive, unfinished
from supportops.vocabulary import Party, Status

__all__ = ["Attention", "aged_tickets", "idle_tickets"]

_DESKS_TURN = (Status.NEW, Status.OPEN)


class Attention(Model):
    """A ticket to look at, and what to do about it.

    Attributes:
        ticket_id: which one.
        kind: "idle": the desk did nothing for it; "aged": it came in long ago.
        since: from when that counts.
        lasting: how long, in open time where a calendar was given.
        priority, assignee: as they are.
        suggestion: "alert" whoever has it, "reassign" it, or "review" it.
    """

    ticket_id: str
    kind: Literal["idle", "aged"]
    since: AwareDatetime
    lasting: Elapsed
    priority: str
    assignee: str | None
    suggestion: Literal["alert", "reassign", "review"]

    def __str__(self) -> str:
        who = self.assignee or "nobody"
        return (
            f"{self.suggestion} {self.ticket_id} ({self.priority}, {who}): {self.kind} for "
            f"{format_duration(self.lasting)}"
        )


def idle_tickets(
    histories: Iterable[TicketHistory],
    *,
    at: datetime,
    after: str | timedelta,
    reassign_after: str | timedelta | None = None,
    waiting: bool = False,
    calendar: AnyCalendar | None = None,
) -> tuple[Attention, ...]:
    """Return the tickets for which the desk did nothing, the longest first.

    A ticket is idle since the last event of its log that is neither a message of the requester nor one of a bot or a
    system; and not before the desk owed an answer, where it owes one. Tickets that wait for somebody else (pending,
    on hold, paused by hand) are not idle.

    Args:
        histories: the tickets; those created after `at` are left out.
        at: the instant to look from; later events are not read.
        after: idle for so long or longer, > 0. The source leaves the number to you.
        reassign_after: from so long on the suggestion is to reassign what somebody has, not to alert them.
        waiting: take also the tickets that wait for somebody else, which makes the list of stuck tickets.
        calendar: count open time of it; None: all time.

    Raises:
        DomainError: an amount of no time or less, or `reassign_after` less than `after`.
        NaiveDatetimeError: `at` has no zone.

    Source: Support Operations skill pack, Automation Opportunities (idle for X hours: alert or reassign).

    Example:
        >>> from datetime import UTC
        >>> monday = datetime(2026, 3, 2, 9, tzinfo=UTC)
        >>> ticket = TicketHistory(ticket_id="4711", events=(Created(at=monday, priority="P3"),))
        >>> for found in idle_tickets([ticket], at=monday + timedelta(hours=5), after="4h"):
        ...     print(found)
        alert 4711 (P3, nobody): idle for 5h
    """
    least = positive(after, "after")
    most = None if reassign_after is None else positive(reassign_after, "reassign_after")
    if most is not None and most < least:
        raise DomainError(f"reassign_after {reassign_after!r} is less than after {after!r}", field="reassign_after")
    found = []
    for history in histories:
        for state in unfinished([history], at):
            if not waiting and (state.status_category not in _DESKS_TURN or state.pauses):
                continue
            since = _last_work(history, state, at)
            lasting = passed(since, at, calendar)
            if lasting >= least:
                is_theirs = most is not None and lasting >= most and state.assignee is not None
                found.append(_attention(state, "idle", since, lasting, "reassign" if is_theirs else "alert"))
    return _longest_first(found)


def aged_tickets(
    tickets: Iterable[Ticket], *, at: datetime, over: str | timedelta = "24h", calendar: AnyCalendar | None = None
) -> tuple[Attention, ...]:
    """Return the unfinished tickets that came in long ago, the oldest first. Their number is the aged backlog.

    Args:
        tickets: histories, or states that were kept; those created after `at` are left out.
        at: the instant to look from.
        over: older than this, > 0; at exactly this age a ticket is not aged.
        calendar: count open time of it; None: all time.

    Raises:
        DomainError: `over` is no time or less.
        NaiveDatetimeError: `at` has no zone.

    Source: Support Operations skill pack, Queue Management Checklist (over 24 hours).

    Example:
        >>> from datetime import UTC
        >>> monday = datetime(2026, 3, 2, 9, tzinfo=UTC)
        >>> ticket = TicketHistory(ticket_id="4711", events=(Created(at=monday, priority="P3"),))
        >>> [found.ticket_id for found in aged_tickets([ticket], at=monday + timedelta(hours=25))]
        ['4711']
    """
    most = positive(over, "over")
    ages = [(state, passed(state.created_at, at, calendar)) for state in unfinished(tickets, at)]
    return _longest_first(
        [_attention(state, "aged", state.created_at, age, "review") for state, age in ages if age > most]
    )


def _last_work(history: TicketHistory, state: TicketState, at: datetime) -> datetime:
    """Return when the desk last did something, or was first owed an answer that it still owes."""
    events = reversed(history.until(at).events)
    last = next((event.at for event in events if _is_work(event)), state.created_at)
    return max(last, state.owes_since, key=to_us) if state.owes is Party.AGENT and state.owes_since else last


def _is_work(event: Event) -> bool:
    return event.by is Party.AGENT if isinstance(event, Message | Created) else True


def _attention(
    state: TicketState,
    kind: Literal["idle", "aged"],
    since: datetime,
    lasting: timedelta,
    suggestion: Literal["alert", "reassign", "review"],
) -> Attention:
    return Attention(
        ticket_id=state.ticket_id, kind=kind, since=since, lasting=lasting, priority=state.priority,
        assignee=state.assignee, suggestion=suggestion,
    )  # fmt: skip


def _longest_first(found: Iterable[Attention]) -> tuple[Attention, ...]:
    return tuple(sorted(found, key=lambda one: (-one.lasting, one.ticket_id)))
