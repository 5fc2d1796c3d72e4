"""One worked ticket over a weekend and a pause: its timeline, its three clocks, and why each minute counted."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from supportops.calendar import BusinessCalendar
from supportops.report.amounts import capital, elapsed, hours, moment
from supportops.report.section import Table
from supportops.report.text import table_lines
from supportops.sla import ClockRow, SlaPolicy, SlaReport, Timer
from supportops.tickets import AnyEvent, Assignment, Created, Message, StatusChange, TicketHistory
from supportops.vocabulary import P1_TO_P5, Party

__all__ = ["DEMO_AT", "demo_policy", "demo_ticket", "event_words", "worked_ticket"]

_ZONE = ZoneInfo("Europe/London")
DEMO_AT = datetime(2026, 3, 10, 12, 15, tzinfo=_ZONE)
"""The instant as of which the demo looks: a Tuesday, after the weekend and the pause."""


def demo_policy() -> SlaPolicy:
    """Return the policy of the demo: office hours in London, and the published P2 targets."""
    return SlaPolicy(
        name="demo",
        calendar=BusinessCalendar(name="London desk", zone="Europe/London", hours="Mon-Fri 09:00-17:00"),
        scale=P1_TO_P5,
        targets={"P2": {"first_response": "1h", "next_response": "2h", "resolution": "8h"}},
    )


def demo_ticket() -> TicketHistory:
    """Return the ticket of the demo: created on a Friday afternoon, waiting for the customer from Monday on."""
    return TicketHistory(
        ticket_id="4711",
        events=(
            Created(at=_at(6, 15, 0), priority="P2"),
            Assignment(at=_at(6, 15, 20), agent="Robin", group="Desk"),
            Message(at=_at(6, 15, 40), by=Party.AGENT),
            StatusChange(at=_at(6, 15, 40), to="open"),
            Message(at=_at(9, 10, 0), by=Party.AGENT),
            StatusChange(at=_at(9, 10, 0), to="pending"),
            Message(at=_at(10, 11, 0), by=Party.REQUESTER),
            StatusChange(at=_at(10, 11, 0), to="open"),
        ),
    )


def worked_ticket() -> str:
    """Return the whole demo as text; the same every time.

    Example:
        >>> print(worked_ticket().splitlines()[0])
        Ticket 4711, a P2, as of Tue 2026-03-10 12:15 GMT
    """
    ticket, policy = demo_ticket(), demo_policy()
    report = policy.evaluate(ticket, at=DEMO_AT)
    lines = [
        f"Ticket {ticket.ticket_id}, a {ticket.created.priority}, as of {moment(DEMO_AT)} {DEMO_AT.tzname()}",
        "The London desk is open Mon-Fri 09:00-17:00. While the ticket is pending, resolution is paused.",
        *_titled("What happened"),
        *table_lines(Table(("when", "what"), tuple(map(_event_row, ticket.events)), "ll")),
        *_titled("Its clocks"),
        *table_lines(Table(_HEAD, tuple(map(_timer_row, report.timers)), "lrrrrlll")),
        *_titled("Why each minute counted, or did not"),
        *(line for timer in report.timers for line in _explained(timer, report)),
        *_titled("What is due when"),
        *_due(report),
    ]
    return "\n".join(lines)


def event_words(event: AnyEvent) -> str:
    """Return what happened in a few words.

    Example:
        >>> event_words(Message(at=DEMO_AT, by=Party.REQUESTER))
        'the requester writes'
    """
    match event:
        case Created():
            return f"the {event.by} creates it: {event.priority}, {event.status}"
        case Assignment():
            return f"assigned to {event.agent}, {event.group}"
        case Message():
            return f"the {event.by} writes"
        case StatusChange():
            return f"its status is {event.to}"
        case _:
            return event.kind.replace("_", " ")


_HEAD = ("clock", "promised", "counted", "paused", "left", "due", "state", "verdict")


def _at(day: int, hour: int, minute: int) -> datetime:
    return datetime(2026, 3, day, hour, minute, tzinfo=_ZONE)


def _titled(title: str) -> tuple[str, str, str]:
    return "", title, "-" * len(title)


def _event_row(event: AnyEvent) -> tuple[str, str]:
    return moment(event.at), event_words(event)


def _timer_row(timer: Timer) -> tuple[str, ...]:
    return (
        _name(timer), hours(timer.target), hours(timer.elapsed), hours(timer.paused),
        hours(timer.remaining), moment(timer.due), str(timer.state), str(timer.verdict),
    )  # fmt: skip


def _explained(timer: Timer, report: SlaReport) -> Iterator[str]:
    rows = [row for row in report.explain() if (row.metric, row.cycle) == (timer.metric, timer.cycle)]
    lengths = [elapsed(row.start, row.end) for row in rows]
    cells = [
        (moment(row.start), moment(row.end), hours(length), hours(row.counted), _why(row))
        for row, length in zip(rows, lengths, strict=True)
    ]
    nothing = timedelta(0)
    cells.append(("in all", "", hours(sum(lengths, nothing)), hours(sum((r.counted for r in rows), nothing)), ""))
    yield ""
    yield capital(f"{_name(timer)}, {hours(timer.target)} promised:")
    yield from table_lines(Table(("from", "to", "length", "counted", "why"), tuple(cells), "llrrl"))


def _why(row: ClockRow) -> str:
    if row.kind == "counted":
        return "counted: the desk is open"
    return "the desk is closed" if row.kind == "closed" else f"{row.kind}: {row.reason}"


def _due(report: SlaReport) -> Iterator[str]:
    live = [timer for timer in report.timers if timer.is_live]
    ahead = [
        (_name(timer), stage, moment(at))
        for timer in live
        for stage, at in timer.stages.items()
        if at is not None and at > report.at
    ]
    yield from table_lines(Table(("clock", "reaches", "when"), tuple(ahead), "lll"))
    yield ""
    yield f"Nothing changes before {moment(report.next_check)}: until then a service that keeps this ticket may sleep."


def _name(timer: Timer) -> str:
    return timer.metric.replace("_", " ")
