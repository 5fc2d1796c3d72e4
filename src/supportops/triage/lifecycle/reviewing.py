"""Many tickets, each followed through a state machine, counted as one review."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from itertools import pairwise

from supportops._frozen import FrozenMap
from supportops.calendar import AnyCalendar
from supportops.tickets import TicketHistory
from supportops.triage._as_of import positive
from supportops.triage._checked import calendar_given, instant_us, several
from supportops.triage.lifecycle._stretches import history_given
from supportops.triage.lifecycle.definition import LIFECYCLE
from supportops.triage.lifecycle.following import SAME, States, followed
from supportops.triage.lifecycle.limbo import Limbo, limbo
from supportops.triage.lifecycle.review import LifecycleReview, MoveCount
from supportops.triage.machine.machine import StateMachine
from supportops.triage.machine.replay import Followed

__all__ = ["lifecycle_review"]

Move = tuple[str, str]


def lifecycle_review(
    histories: Iterable[TicketHistory],
    *,
    at: datetime,
    calendar: AnyCalendar,
    limbo_after: str | timedelta,
    machine: StateMachine = LIFECYCLE,
    states: Mapping[str, str] = SAME,
) -> LifecycleReview:
    """Return how many tickets went through a machine: moves, illegal ones, bounces and limbo.

    Each ticket is followed as `follow_history` does it; `states` are looked up once for all of them.

    Args:
        histories: the tickets, gone through once; those created after `at` are left out and counted.
        at: the instant to look from; later events are not read.
        calendar: whose open time makes a limbo.
        limbo_after: the open time without an event that makes a limbo, > 0; a day is 24 hours of it.
        machine: whose states the statuses are.
        states: status to state, where they differ.

    Raises:
        DomainError: a status that is no state and is not mapped to one, with its ticket; a `limbo_after` of no time or
            less; no histories, calendar or instant.
        NaiveDatetimeError: `at` has no zone.

    Example:
        >>> from datetime import UTC
        >>> from supportops.calendar import ALWAYS_OPEN
        >>> from supportops.tickets import Created, StatusChange
        >>> def hour(n):
        ...     return datetime(2026, 3, 2, n, tzinfo=UTC)
        >>> events = (Created(at=hour(9), priority="P3"), StatusChange(at=hour(10), to="open"))
        >>> tickets = [TicketHistory(ticket_id="4711", events=events)]
        >>> review = lifecycle_review(
        ...     tickets, at=hour(16), calendar=ALWAYS_OPEN, limbo_after="4h", states={"open": "in_progress"}
        ... )
        >>> print(review)
        1 ticket as of 2026-03-02T16:00:00+00:00: 1 move, 1 not in the machine 'lifecycle' (100.0 %)
        from  to           moves  tickets  for example  in the machine
        new   in_progress      1        1  4711         no
        Bounces: 0 in 0 tickets
        Limbo of 4h or more: 1 stretch in 1 ticket, 6h together; the most: 4711 (6h)
    """
    calendar_given(calendar)
    several(histories, "histories", "a list of TicketHistory")
    least, end, known = positive(limbo_after, "limbo_after"), instant_us(at, "at"), States(machine, states)
    tickets, later, tally = 0, 0, _Tally()
    for place, history in enumerate(histories):
        history_given(history, place)
        if history.created.at_us > end:
            later += 1
            continue
        tickets += 1
        tally.add(history.ticket_id, followed(history.until(at), machine, known))
        tally.add_limbo(history.ticket_id, limbo(history, at=at, calendar=calendar, after=least))
    return LifecycleReview(
        machine=machine.name,
        at=at,
        tickets=tickets,
        later=later,
        moves=tally.moves,
        bounced=FrozenMap(tally.bounced),
        limbo=FrozenMap(tally.limbo),
        limbo_after=least,
    )


class _Tally:
    """What is known of the tickets so far."""

    def __init__(self) -> None:
        self.bounced: dict[str, int] = {}
        self.limbo: dict[str, tuple[Limbo, ...]] = {}
        self._counts: Counter[Move] = Counter()
        self._illegal: set[Move] = set()
        self._tickets: dict[Move, dict[str, None]] = {}

    def add(self, ticket: str, found: Followed) -> None:
        """Count the moves and the bounces of one ticket."""
        for before, now in pairwise(found.replay.visits):
            move = before.state, now.state
            self._counts[move] += 1
            self._tickets.setdefault(move, {})[ticket] = None
        self._illegal.update((move.source, move.target) for move in found.illegal)
        if bounces := found.replay.bounces:
            self.bounced[ticket] = bounces

    def add_limbo(self, ticket: str, found: tuple[Limbo, ...]) -> None:
        """Keep the limbo of one ticket, if it has any."""
        if found:
            self.limbo[ticket] = found

    @property
    def moves(self) -> tuple[MoveCount, ...]:
        """All moves, the most frequent first, then by name."""
        return tuple(
            MoveCount(*move, count, move in self._illegal, tuple(self._tickets[move]))
            for move, count in sorted(self._counts.items(), key=lambda item: (-item[1], item[0]))
        )
