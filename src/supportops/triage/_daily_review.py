"""The daily look at a queue: the most urgent, the aged, trends, absent agents, workload."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from datetime import datetime, timedelta

from supportops.durations import format_duration, parse_elapsed
from supportops.tickets import TicketState
from supportops.triage._as_of import Ticket, unfinished
from supportops.triage.attention import aged_tickets
from supportops.triage.queue import queue_order
from supportops.triage.queue_review import QueueReview, ReviewItem, counted
from supportops.vocabulary import Scale

__all__ = ["daily_review"]


def daily_review(
    tickets: Iterable[Ticket],
    *,
    at: datetime,
    scale: Scale,
    agents: Collection[str] = (),
    absent: Collection[str] = (),
    trending: Collection[str] | None = None,
    aged_over: str | timedelta = "24h",
) -> QueueReview:
    """Return the review of a day: the most urgent, the aged, trends, absent agents, workload.

    Args:
        tickets: histories, or states that were kept; those that are over or created after `at` are left out.
        at: the instant to look from.
        scale: of the priorities; the two at its top are looked at first.
        agents: everyone who takes tickets, so that those without any are seen.
        absent: agents who are away.
        trending: the categories in which `surge` found more than usual; None: nobody has looked.
        aged_over: older than this is aged. All time.

    Raises:
        DomainError: a priority that is not on the scale, or an amount of no time or less.
        NaiveDatetimeError: `at` has no zone.

    Source: Support Operations skill pack, Queue Management Checklist.

    Example:
        >>> from datetime import UTC
        >>> from supportops.tickets import Created, TicketHistory
        >>> from supportops.vocabulary import P1_TO_P5
        >>> monday = datetime(2026, 3, 2, 9, tzinfo=UTC)
        >>> ticket = TicketHistory(ticket_id="4711", events=(Created(at=monday, priority="P2"),))
        >>> review = daily_review([ticket], at=monday + timedelta(days=2), scale=P1_TO_P5, trending=())
        >>> print(review.items[0])
        look at P1 and P2 first: 1 of 1 open ticket: 0 P1, 1 P2. Tickets: 4711.
    """
    states = _in_order(unfinished(tickets, at), scale)
    aged = aged_tickets(states, at=at, over=aged_over)
    items = (
        _urgent(states, scale),
        ReviewItem(
            task="review aged tickets",
            finding=f"{counted(len(aged))} older than {format_duration(parse_elapsed(aged_over))}.",
            tickets=tuple(one.ticket_id for one in aged),
        ),
        _trends(trending),
        _left_behind(states, absent),
        _workload(states, agents, absent),
    )
    return QueueReview(cadence="daily", at=at, items=items)


def _in_order(states: Sequence[TicketState], scale: Scale) -> tuple[TicketState, ...]:
    order = queue_order(
        priority=[state.priority for state in states],
        created=[state.created_at for state in states],
        id=[state.ticket_id for state in states],
        scale=scale,
    )
    return tuple(states[place] for place in order)


def _urgent(states: Sequence[TicketState], scale: Scale) -> ReviewItem:
    first = [scale.label(rank) for rank in range(1, min(2, len(scale)) + 1)]
    found = [state for state in states if state.priority in first]
    counts = Counter(state.priority for state in found)
    return ReviewItem(
        task=f"look at {' and '.join(first)} first",
        finding=f"{len(found)} of {counted(len(states), 'open ticket')}: "
        f"{', '.join(f'{counts[label]} {label}' for label in first)}.",
        tickets=tuple(state.ticket_id for state in found),
    )


def _trends(trending: Collection[str] | None) -> ReviewItem:
    task = "spot trending issues"
    if trending is None:
        return ReviewItem(task=task, finding="compare the categories with their history (`surge`).", by_hand=True)
    return ReviewItem(task=task, finding=f"more than usual: {', '.join(sorted(trending)) or 'no category'}.")


def _left_behind(states: Sequence[TicketState], absent: Collection[str]) -> ReviewItem:
    task = "move tickets away from absent agents"
    if not absent:
        return ReviewItem(task=task, finding="nobody is absent.")
    left = tuple(state.ticket_id for state in states if state.assignee in absent)
    return ReviewItem(task=task, finding=f"{counted(len(left))} with {', '.join(sorted(absent))}.", tickets=left)


def _workload(states: Sequence[TicketState], agents: Collection[str], absent: Collection[str]) -> ReviewItem:
    """Return how many open tickets each agent has who is there, and who nobody has."""
    counts = Counter(state.assignee for state in states)
    here = sorted({*agents, *(name for name in counts if name is not None)} - {*absent})
    each = ", ".join(f"{name} {counts[name]}" for name in here)
    spread = (
        f"{each}; from {min(counts[n] for n in here)} to {max(counts[n] for n in here)} each" if here else "no agents"
    )
    return ReviewItem(
        task="even out workload",
        finding=f"{spread}; {counts[None]} without an agent.",
        tickets=tuple(state.ticket_id for state in states if state.assignee is None),
    )
