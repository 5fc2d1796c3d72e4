"""A waiting queue, given out in its order before anything new is taken."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from supportops._model import Model
from supportops._shown import Grid, InGrid
from supportops.durations import format_duration, parse_elapsed
from supportops.errors import ConfigurationError, DomainError
from supportops.triage._checked import must_be
from supportops.triage._desk import Desk, desk_of
from supportops.triage._names import Instant
from supportops.triage._shares import fairness_of
from supportops.triage.agents import Agent
from supportops.triage.assigning import assigned_at, unassigned
from supportops.triage.assignment import Assignment
from supportops.triage.assignment_state import AssignmentState
from supportops.triage.fairness import Fairness
from supportops.triage.queue import QueueKey, queue_key
from supportops.triage.queued import QueuedTicket
from supportops.triage.strategy import Strategy
from supportops.vocabulary import Scale

__all__ = ["Drain", "drain"]


class Drain(InGrid, Model):
    """What became of a queue.

    Every assignment carries the state after it, so a large drain is long as JSON; `state` alone is what the next
    call needs.

    Attributes:
        strategy: the strategy's name.
        at: when; in UTC.
        assignments: those with an agent, in the order of the queue.
        waiting: those without, in the order of the queue.
        state: after the last ticket.
        report: as `fairness()` returns it.
    """

    strategy: str
    at: Instant
    assignments: tuple[Assignment, ...]
    waiting: tuple[Assignment, ...]
    state: AssignmentState
    report: Fairness

    def fairness(self) -> Fairness:
        """Return how evenly the tickets were given out, and who waited longest."""
        return self.report

    def _grid(self) -> Grid:
        headline = f"{self.strategy} at {self.at.isoformat()}: {self.report.headline}"
        rows = [(one.ticket, ", ".join(one.agents) or "-", one.reason) for one in (*self.assignments, *self.waiting)]
        return Grid(headline, ("ticket", "agent", "why"), rows)


def drain(
    tickets: Iterable[QueuedTicket],
    agents: Sequence[Agent],
    strategy: Strategy,
    state: AssignmentState,
    *,
    at: datetime,
    scale: Scale,
    max_idle: str | timedelta | None = None,
) -> Drain:
    """Return what becomes of a waiting queue: one ticket after the other by `assign`, each with the state before.

    The order is that of `queue_key`: effective priority, then the least slack, then the oldest, then the id. A ticket
    that nobody may take waits, and the next one is tried. Give out the queue before you assign what comes in new.

    Args:
        tickets: the queue, in any order, each ticket once.
        agents: as in `assign`.
        strategy: as in `assign`.
        state: as in `assign`.
        at: the instant of all the assignments.
        scale: of the priorities.
        max_idle: tickets whose last activity is longer ago than this are stale, and left waiting; more than 0. Exactly
            this long ago is not stale, nor is a ticket whose last activity is not known. None: no ticket is stale.

    Raises:
        ConfigurationError: a ticket given twice, and as `assign`.
        DomainError: a priority that is not on the scale (`.index` is the place of the ticket), or `max_idle` is no
            amount above 0.

    Source: Support Operations skill pack, Good Ticket Prioritization and Queue Management Checklist.

    Example:
        >>> from datetime import UTC
        >>> from supportops.triage.strategy import round_robin
        >>> from supportops.vocabulary import P1_TO_P5
        >>> noon = datetime(2026, 3, 2, 12, tzinfo=UTC)
        >>> queue = [QueuedTicket(name, priority=name[:2], created=noon) for name in ("P3-a", "P1-b", "P2-c")]
        >>> found = drain(
        ...     queue, [Agent("ann"), Agent("bob")], round_robin(), AssignmentState(), at=noon, scale=P1_TO_P5
        ... )
        >>> [(one.ticket, one.agent) for one in found.assignments]
        [('P1-b', 'ann'), ('P2-c', 'bob'), ('P3-a', 'ann')]
        >>> found.fairness().spread
        1
    """
    must_be(AssignmentState, state, "state", "an AssignmentState, to begin with AssignmentState()")
    must_be(Scale, scale, "scale", "the Scale of the priorities")
    desk, limit, before = desk_of(agents, strategy, at), _limit(max_idle), state
    queue = _in_order(tuple(tickets), scale)
    made, waiting = list[Assignment](), list[Assignment]()
    for ticket in queue:
        idle = _idle_words(ticket, desk.at, limit)
        found = assigned_at(desk, ticket, state) if idle is None else _stale(desk, ticket, state, idle)
        (made if found.agents else waiting).append(found)
        state = found.state
    created = {ticket.id: ticket.created for ticket in queue}
    report = fairness_of(desk, made, waiting, created, before=before, after=state)
    return Drain.model_construct(
        strategy=strategy.name, at=desk.at, assignments=tuple(made), waiting=tuple(waiting), state=state, report=report
    )


def _limit(max_idle: str | timedelta | None) -> timedelta | None:
    limit = None if max_idle is None else parse_elapsed(max_idle)
    if limit is not None and limit <= timedelta(0):
        raise DomainError(
            f"max_idle is more than 0, got {max_idle!r}; leave it out to keep every ticket",
            field="max_idle",
            value=max_idle,
        )
    return limit


def _in_order(tickets: Sequence[QueuedTicket], scale: Scale) -> list[QueuedTicket]:
    first: dict[str, int] = {}
    faults, keys = list[tuple[str, str]](), list[QueueKey]()
    for place, ticket in enumerate(tickets):
        other = first.setdefault(ticket.id, place)
        if other != place:
            faults.append((f"tickets[{place}].id", f"{ticket.id!r} is also tickets[{other}]; give each ticket once"))
        keys.append(_key(ticket, place, scale))
    if faults:
        raise ConfigurationError(faults, what="queue")
    return [tickets[place] for place in sorted(range(len(tickets)), key=keys.__getitem__)]


def _key(ticket: QueuedTicket, place: int, scale: Scale) -> QueueKey:
    try:
        return queue_key(
            priority=ticket.queue_priority, created=ticket.created, id=ticket.id, scale=scale, slack=ticket.slack
        )
    except DomainError as error:
        field = "priority" if ticket.effective_priority is None else "effective_priority"
        raise DomainError(
            f"ticket {ticket.id!r}: {error}", field=field, value=error.value, allowed=error.allowed, index=place
        ) from None


def _idle_words(ticket: QueuedTicket, at: datetime, limit: timedelta | None) -> str | None:
    """Return why a ticket is stale, or None if it is not."""
    if limit is None or ticket.last_activity is None or at - ticket.last_activity <= limit:
        return None
    idle = format_duration(at - ticket.last_activity)
    return f"the last activity is {idle} ago, {format_duration(limit)} at most are allowed"


def _stale(desk: Desk, ticket: QueuedTicket, state: AssignmentState, idle: str) -> Assignment:
    why = dict.fromkeys(desk.agents, f"stale: {idle}")
    return unassigned(desk, ticket, state, blocked_by="stale", reason=f"left waiting, as stale: {idle}", why=why)
