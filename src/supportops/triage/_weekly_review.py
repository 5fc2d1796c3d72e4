"""The weekly look at a queue: backlog, accuracy of priorities, stuck tickets, training, automation."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from supportops._instants import from_us, to_us, us_of
from supportops.calendar import AnyCalendar
from supportops.durations import format_duration, parse_elapsed
from supportops.errors import DomainError
from supportops.tickets import TicketHistory
from supportops.triage._as_of import unfinished
from supportops.triage.attention import idle_tickets
from supportops.triage.queue_review import QueueReview, ReviewItem, counted

__all__ = ["weekly_review"]

_WEEK_US = us_of(timedelta(weeks=1))


def weekly_review(
    histories: Iterable[TicketHistory],
    *,
    at: datetime,
    stuck_after: str | timedelta,
    weeks: int = 4,
    calendar: AnyCalendar | None = None,
) -> QueueReview:
    """Return the review of a week: backlog, accuracy of priorities, stuck tickets, training, automation.

    Args:
        histories: the tickets; those created after `at` are left out.
        at: the instant to look from.
        stuck_after: stuck is what the desk did nothing for in so long, > 0, waiting or not.
        weeks: how many weeks of backlog to show, >= 2.
        calendar: count open time of it for stuck tickets; None: all time.

    Raises:
        DomainError: fewer than 2 weeks, or an amount of no time or less.
        NaiveDatetimeError: `at` has no zone.

    Source: Support Operations skill pack, Queue Management Checklist.

    Example:
        >>> from datetime import UTC
        >>> from supportops.tickets import Created
        >>> monday = datetime(2026, 3, 2, 9, tzinfo=UTC)
        >>> ticket = TicketHistory(ticket_id="4711", events=(Created(at=monday, priority="P2"),))
        >>> review = weekly_review([ticket], at=monday + timedelta(days=5), stuck_after="72h", weeks=2)
        >>> print(review.items[0])
        backlog trend: open at the end of each of the last 2 weeks: 0, 1 (+1).
    """
    if weeks < 2:
        raise DomainError(f"weeks is {weeks!r}; a trend takes at least 2", field="weeks", value=weeks)
    known = tuple(histories)
    items = (
        _backlog(known, at, weeks),
        _accuracy(known, at),
        _stuck(known, at, stuck_after, calendar),
        ReviewItem(task="training needs", finding="look at what was escalated and reopened.", by_hand=True),
        ReviewItem(task="refresh automation rules", finding="look at what the rules got wrong.", by_hand=True),
    )
    return QueueReview(cadence="weekly", at=at, items=items)


def _backlog(histories: Sequence[TicketHistory], at: datetime, weeks: int) -> ReviewItem:
    ends = [from_us(to_us(at) - _WEEK_US * back) for back in reversed(range(weeks))]
    counts = [len(unfinished(histories, end)) for end in ends]
    return ReviewItem(
        task="backlog trend",
        finding=f"open at the end of each of the last {weeks} weeks: {', '.join(map(str, counts))} "
        f"({counts[-1] - counts[0]:+d}).",
    )


def _accuracy(histories: Sequence[TicketHistory], at: datetime) -> ReviewItem:
    """Return how many of the week's tickets have another priority by now: a sign, not a measure."""
    end = to_us(at)
    week = [history for history in histories if end - _WEEK_US < to_us(history.created.at) <= end]
    changed = [history.ticket_id for history in week if history.state(at=at).priority != history.created.priority]
    finding = f"{len(changed)} of {counted(len(week))} of the week came in with another priority than now."
    return ReviewItem(task="priority accuracy", finding=finding, tickets=tuple(changed))


def _stuck(
    histories: Sequence[TicketHistory], at: datetime, after: str | timedelta, calendar: AnyCalendar | None
) -> ReviewItem:
    stuck = idle_tickets(histories, at=at, after=after, waiting=True, calendar=calendar)
    return ReviewItem(
        task="stuck tickets",
        finding=f"{counted(len(stuck))} without any work for {format_duration(parse_elapsed(after))} or longer.",
        tickets=tuple(one.ticket_id for one in stuck),
    )
