"""The first event of a log, and those whose instants or names need a second look."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from supportops.triage._checked import must_be
from supportops.triage.machine._finding import choice, exit_of
from supportops.triage.machine._times import in_order
from supportops.triage.machine.log import Log, made

if TYPE_CHECKING:
    from supportops.triage.machine._exits import Facts
    from supportops.triage.machine.machine import StateMachine

__all__ = ["recorded"]


def recorded(machine: StateMachine, log: Log | None, event: object, at: datetime, facts: Facts | None) -> Log:
    """Return the log with one event more; see `StateMachine.record`."""
    must_be((Log, type(None)), log, "log", "what record() returned, or None for a new instance")
    found = exit_of(machine, machine.initial if log is None else log.state, event, facts)
    instant = in_order(at, None if log is None else log.at, "at")
    if log is not None:
        return machine.record(log, found.event, at=instant, facts=None if facts is None else dict(facts))
    move = found.move or found.moves[choice(machine, found, facts)]
    return made([instant, move], instant, move)
