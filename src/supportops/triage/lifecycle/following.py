"""What a ticket's recorded statuses were as moves of a state machine, allowed and not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from datetime import datetime

from supportops._frozen import FrozenMap
from supportops.errors import DomainError, misspelt, near
from supportops.tickets import Created, StatusChange, TicketHistory
from supportops.tickets.status_map import folded
from supportops.triage._checked import instant_us, must_be
from supportops.triage._names import plain
from supportops.triage.lifecycle._stretches import history_given
from supportops.triage.lifecycle.definition import LIFECYCLE
from supportops.triage.machine.machine import StateMachine
from supportops.triage.machine.replay import Followed, IllegalMove

__all__ = ["SAME", "States", "follow_history", "followed"]

SAME: Mapping[str, str] = FrozenMap()
"""No status has another name than its state."""


def follow_history(
    history: TicketHistory,
    *,
    at: datetime,
    machine: StateMachine = LIFECYCLE,
    states: Mapping[str, str] = SAME,
) -> Followed:
    """Return a ticket's way through a state machine as it was recorded, with the moves that the machine lacks.

    Only statuses are read: the one at creation, then each `StatusChange` up to and at `at`. What else happened
    (`Escalated`, `Merged`, a message) moves nothing: where a ticket is, its log says by a status. Guards are not asked.

    Args:
        history: the ticket.
        at: the instant up to which it is read.
        machine: whose states the statuses are.
        states: status to state, where they differ. Other statuses are states in any spelling: "In Progress" is
            "in_progress".

    Returns:
        The visits and the illegal moves. The `index` of a move is the place of its event in `history.events`.

    Raises:
        DomainError: a status that is no state and is not mapped to one (`.index` is the place of its event in
            `history.events`), or a mapping to what is no state.
        HistoryError: the ticket was not yet created.
        NaiveDatetimeError: `at` has no zone.

    Example:
        >>> from datetime import UTC
        >>> def hour(n):
        ...     return datetime(2026, 3, 2, n, tzinfo=UTC)
        >>> ticket = TicketHistory(
        ...     ticket_id="4711",
        ...     events=(
        ...         Created(at=hour(9), priority="P3"),
        ...         StatusChange(at=hour(10), to="open"),
        ...         StatusChange(at=hour(12), to="resolved"),
        ...     ),
        ... )
        >>> found = follow_history(ticket, at=hour(12), states={"open": "in_progress"})
        >>> found.replay.state, [(move.source, move.target) for move in found.illegal]
        ('resolved', [('new', 'in_progress')])
    """
    history_given(history)
    instant_us(at, "at")
    return followed(history.until(at), machine, States(machine, states))


def followed(known: TicketHistory, machine: StateMachine, states: States) -> Followed:
    """Return the way of a whole history, its statuses read by a map that serves many tickets."""
    places, rows = list[int](), list[tuple[datetime, str]]()
    for place, event, status in _recorded(known):
        try:
            rows.append((event.at, states[status]))
        except DomainError as error:
            text = f"ticket {known.ticket_id!r}: events[{place}]: {error}"
            raise DomainError(text, field="status", value=status, allowed=error.allowed, index=place) from None
        places.append(place)
    found = machine.follow(rows, start=known.created.at)
    illegal = tuple(
        IllegalMove.model_construct(index=places[move.index], at=move.at, source=move.source, target=move.target)
        for move in found.illegal
    )
    return Followed.model_construct(replay=found.replay, illegal=illegal)


def _recorded(known: TicketHistory) -> Iterable[tuple[int, Created | StatusChange, str]]:
    for place, event in enumerate(known.events):
        if isinstance(event, Created):
            yield place, event, event.status
        elif isinstance(event, StatusChange):
            yield place, event, event.to


class States(dict[str, str]):
    """Status to state of a machine, each found out when it first comes up.

    Raises:
        DomainError: a status is mapped to what is no state, or one in two spellings to two states.
    """

    def __init__(self, machine: StateMachine, given: Mapping[str, str]) -> None:
        must_be(StateMachine, machine, "machine", "a StateMachine, for example LIFECYCLE")
        must_be(Mapping, given, "states", "a mapping of status to state, for example {'open': 'in_progress'}")
        self._known, self._given = machine.states, _read(given, machine.states)
        self._given_names = tuple(given)
        spellings = Counter(map(folded, machine.states))
        # Two states of one spelling are told apart by their exact names only.
        self._own = {folded(state): state for state in machine.states if spellings[folded(state)] == 1}

    def __missing__(self, status: str) -> str:
        spelling = folded(status)
        exact = status if status in self._known else None
        state = self._given.get(spelling) or exact or self._own.get(spelling)
        if state is None:
            raise DomainError(
                f"the status {status!r} is no state of the machine; map it (states={{{status!r}: ...}}) or correct it"
                f"{misspelt([status], map(plain, self._given_names))}; {near(status, self._known)}",
                field="status",
                value=status,
                allowed=self._known,
            )
        self[status] = state
        return state


def _read(given: Mapping[str, str], known: Collection[str]) -> dict[str, str]:
    read: dict[str, str] = {}
    for status, state in ((str(plain(status)), str(plain(state))) for status, state in given.items()):
        if state not in known:
            message = f"states maps {status!r} to {state!r}, which is no state of the machine; {near(state, known)}"
            raise DomainError(message, field="states", value=state, allowed=known)
        if read.setdefault(folded(status), state) != state:
            message = f"states maps {status!r} to {state!r} and, in another spelling, to {read[folded(status)]!r}"
            raise DomainError(f"{message}; a status is one state", field="states", value=status)
    return read
