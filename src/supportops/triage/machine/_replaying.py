"""Events and recorded states, one after the other, as visits."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any

from supportops.errors import DomainError, shortened
from supportops.triage._checked import must_be
from supportops.triage._names import plain
from supportops.triage.machine._finding import choice, exit_of
from supportops.triage.machine._refusals import unknown_state
from supportops.triage.machine._times import in_order
from supportops.triage.machine.replay import Followed, IllegalMove, Replay, Visit

if TYPE_CHECKING:
    from supportops.triage.machine._exits import Exit, Facts
    from supportops.triage.machine.machine import StateMachine

__all__ = ["follow", "replay"]

_ROW = {True: "(instant, event) or (instant, event, facts)", False: "(instant, state)"}
_OF_A_LOG = "of a Log, follow([(entry.at, entry.target) for entry in log.entries], start=...)"
_LISTED = {True: f"a list of {_ROW[True]}; {_OF_A_LOG}", False: f"a list of {_ROW[False]}; {_OF_A_LOG}"}


class _Visits:
    """Visits as they come about."""

    def __init__(self, initial: str, start: datetime) -> None:
        self._closed: list[Visit] = []
        self.state, self._entered = initial, start

    def move(self, state: str, at: datetime) -> None:
        if state != self.state:
            self._closed.append(Visit(self.state, self._entered, at))
            self.state, self._entered = state, at

    def all(self) -> Replay:
        # Built of parts that are sound, of which there may be thousands.
        return Replay.model_construct(visits=(*self._closed, Visit(self.state, self._entered, None)))


def replay(machine: StateMachine, events: Iterable[tuple[Any, ...]], start: datetime) -> Replay:
    """Return the visits that events lead to, from the initial state on."""
    must_be(Iterable, events, "events", _LISTED[True])
    last = in_order(start, None, "start")
    visits = _Visits(machine.initial, last)
    for index, row in enumerate(events):
        at, event, *more = _row(row, "events", index, with_facts=True)
        last = in_order(at, last, f"events[{index}].at", index=index)
        visits.move(_target(machine, visits.state, event, more[0] if more else None, index), last)
    return visits.all()


def _target(machine: StateMachine, state: str, event: object, facts: Facts | None, index: int) -> str:
    try:
        found = exit_of(machine, state, event, facts, index=index)
        if found.move is not None:
            return found.move[2]
        return found.moves[choice(machine, found, facts, index=index)][2]
    except DomainError as error:
        if error.index is None:
            # A wrong fact, of which the table of the guards does not know which event it came with.
            message = f"events[{index}]: {error}"
            raise DomainError(
                message, field=error.field, value=error.value, allowed=error.allowed, index=index
            ) from None
        raise


def follow(machine: StateMachine, states: Iterable[tuple[Any, ...]], start: datetime) -> Followed:
    """Return the visits that recorded states are, with the moves that no transition makes."""
    must_be(Iterable, states, "states", _LISTED[False])
    last = in_order(start, None, "start")
    visits, illegal = _Visits(machine.initial, last), list[IllegalMove]()
    exits = machine._exits
    for index, row in enumerate(states):
        at, given = _row(row, "states", index, with_facts=False)
        last, state = in_order(at, last, f"states[{index}].at", index=index), plain(given)
        if not isinstance(state, str) or state not in exits:
            raise unknown_state(machine, state, field="states", index=index)
        if state != visits.state and not _leads(exits[visits.state], state):
            move = IllegalMove.model_construct(index=index, at=last, source=visits.state, target=str.__str__(state))
            illegal.append(move)
        visits.move(str.__str__(state), last)
    return Followed.model_construct(replay=visits.all(), illegal=tuple(illegal))


def _leads(exits: Mapping[str, Exit], target: str) -> bool:
    """Return whether some event leads to a state, whatever its guards."""
    return any(move[2] == target for found in exits.values() for move in found.moves)


def _row(row: object, name: str, index: int, *, with_facts: bool) -> tuple[Any, ...]:
    lengths = (2, 3) if with_facts else (2,)
    if not isinstance(row, tuple | list) or len(row) not in lengths:
        message = f"{name}[{index}] is {shortened(repr(row))}; give {_ROW[with_facts]}"
        raise DomainError(message, field=name, value=row, index=index)
    return tuple(row)
