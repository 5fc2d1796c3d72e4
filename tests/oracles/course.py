"""The outline of one ticket up to an instant, event by event: the slow way to what `report.course` has in columns."""

from __future__ import annotations

from dataclasses import dataclass, field

from supportops.tickets import Cancelled, Created, Event, FieldChange, Merged, StatusChange, TicketHistory
from supportops.vocabulary import Status

__all__ = ["Course", "course_of"]

_OVER = (Status.RESOLVED, Status.CLOSED)


@dataclass(slots=True)
class Course:
    """What happened to a ticket, without its clocks.

    Attributes:
        ticket_id: the ticket.
        created: when.
        first_priority: the priority at the creation.
        priority: the one at the end.
        is_moved: whether priority or tier ever changed, and with it the target.
        resolved: when it was last resolved, or closed without; None while it is not over.
        closed: when it was last closed; None while it is not.
        reopened: how often it left resolved or closed.
        turns: when it came to the open tickets (+1) and left them (-1), in order of time.
    """

    ticket_id: str
    created: int
    first_priority: str
    priority: str
    is_moved: bool = False
    resolved: int | None = None
    closed: int | None = None
    reopened: int = 0
    turns: list[tuple[int, int]] = field(default_factory=list)
    is_open: bool = False
    is_dropped: bool = False

    def enter(self, status: Status | None, at: int) -> None:
        """Take up a change of the status; an unknown one changes nothing."""
        if status is None or self.is_dropped:
            return
        is_over = status in _OVER
        if is_over and self.is_open:
            self.resolved = at
            self._turn(at, -1)
        elif not is_over and not self.is_open:
            self.reopened += self.resolved is not None
            self.resolved = None
            self._turn(at, 1)
        if status is not Status.CLOSED:
            self.closed = None
        elif self.closed is None:
            self.closed = at

    def drop(self, at: int) -> None:
        """Take up that the ticket was merged or cancelled: it is no longer open, and never resolved."""
        self.is_dropped = True
        if self.is_open:
            self._turn(at, -1)

    def _turn(self, at: int, by: int) -> None:
        self.is_open = by > 0
        self.turns.append((at, by))


def course_of(history: TicketHistory, at: int) -> Course:
    """Return the outline of a ticket's history up to an instant, events at it included."""
    created = history.created
    course = Course(history.ticket_id, created.at_us, created.priority, created.priority)
    find = history.statuses.find
    for event in history.events:
        if event.at_us > at:
            break
        if isinstance(event, StatusChange):
            course.enter(find(event.to), event.at_us)
        elif isinstance(event, Created):
            _begin(course, find(event.status), event)
        elif isinstance(event, FieldChange):
            _move(course, event)
        elif isinstance(event, Merged | Cancelled):
            course.drop(event.at_us)
    return course


def _begin(course: Course, status: Status | None, created: Event) -> None:
    # A ticket that is created resolved came and went: it counts as opened, never as open.
    course.turns.append((created.at_us, 1))
    course.is_open = True
    course.enter(status, created.at_us)


def _move(course: Course, event: FieldChange) -> None:
    if event.field == "priority":
        course.priority = str(event.to)
    course.is_moved = course.is_moved or event.field in ("priority", "tier")
