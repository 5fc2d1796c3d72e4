"""Small tickets and one policy for the review's tests: a desk that is open Mon-Fri 08:00-18:00 UTC."""

from datetime import UTC, datetime

from supportops._instants import to_us
from supportops.calendar import BusinessCalendar
from supportops.report.course import Courses, courses_of
from supportops.report.standing import Standings, standings_of
from supportops.sla import SlaPolicy
from supportops.tickets import AnyEvent, Created, EventTable, Message, StatusChange, TicketHistory
from supportops.vocabulary import P1_TO_P5, Party

AT = datetime(2026, 3, 31, 12, tzinfo=UTC)

POLICY = SlaPolicy(
    name="test",
    calendar=BusinessCalendar(name="desk", zone="UTC", hours="Mon-Fri 08:00-18:00"),
    scale=P1_TO_P5,
    targets={
        "P1": {"first_response": "15m", "resolution": "4h"},
        "P2": {"first_response": "1h", "resolution": "8h"},
        "P3": {"first_response": "4h", "resolution": "24h"},
    },
    around_the_clock=("P1",),
    pauses={"resolution": ("pending", "on_hold")},
)


def march(day: int, hour: int = 9, minute: int = 0) -> datetime:
    """Return an instant in March 2026; the 2nd is a Monday."""
    return datetime(2026, 3, day, hour, minute, tzinfo=UTC)


def ticket(
    ticket_id: str, opened: datetime, *events: AnyEvent, priority: str = "P2", status: str = "new"
) -> TicketHistory:
    """Return a history of a creation and further events."""
    return TicketHistory(ticket_id=ticket_id, events=(Created(at=opened, priority=priority, status=status), *events))


def moves(*steps: tuple[datetime, str]) -> tuple[StatusChange, ...]:
    """Return changes of the status."""
    return tuple(StatusChange(at=at, to=status) for at, status in steps)


def answer(at: datetime) -> Message:
    """Return a public message of an agent."""
    return Message(at=at, by=Party.AGENT)


def standings(*histories: TicketHistory, policy: SlaPolicy = POLICY, at: datetime = AT) -> Standings:
    """Return where tickets stand under the policy."""
    return standings_of(EventTable.from_histories(histories), policy, at)


def courses(*histories: TicketHistory, at: datetime = AT) -> Courses:
    """Return the outlines of tickets."""
    return courses_of(EventTable.from_histories(histories), to_us(at))


# Opened Monday 09:00, waits from 10:00 to Tuesday 10:00, resolved Tuesday 12:00: 1h + 2h counted, 10h paused.
PAUSED = ticket(
    "PAUSED",
    march(2),
    answer(march(2, 9, 30)),
    *moves((march(2, 9, 30), "open"), (march(2, 10), "pending"), (march(3, 10), "open"), (march(3, 12), "resolved")),
    *moves((march(5, 12), "closed")),
)
# Opened Friday 16:00, resolved Tuesday 10:00: 2h + 10h + 2h counted, 6h over 8h.
LATE = ticket("LATE", march(6, 16), answer(march(9)), *moves((march(10, 10), "resolved"), (march(15), "closed")))
# Opened Monday 09:00, resolved, reopened on Wednesday, resolved on Thursday.
REOPENED = ticket(
    "REOPENED",
    march(9),
    answer(march(9, 9, 10)),
    *moves((march(9, 10), "resolved"), (march(11), "open"), (march(12), "resolved"), (march(17), "closed")),
)
OPEN = ticket("OPEN", march(31, 11), priority="P3")
HISTORIES = (PAUSED, LATE, REOPENED, OPEN)
