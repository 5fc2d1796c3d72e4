"""The unusual ways of a step: members of an enum for names, and what is wrong with an event."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from supportops.triage._checked import must_be
from supportops.triage._names import plain
from supportops.triage.machine._refusals import no_exit, refused, unknown_state

if TYPE_CHECKING:
    from supportops.triage.machine._exits import Exit, Facts
    from supportops.triage.machine.machine import StateMachine

__all__ = ["choice", "exit_of", "known", "migrated", "sound"]


def sound(facts: object) -> None:
    """Refuse facts that are no mapping, whether or not a guard asks for any.

    Raises:
        DomainError: they are none.
    """
    if facts is not None:
        must_be(Mapping, facts, "facts", "a mapping of input to fact, for example {'resolution': 'solved'}")


def known(machine: StateMachine, state: object, *, field: str = "state") -> str:
    """Return the name of a state.

    Raises:
        DomainError: no state of the machine.
    """
    name = plain(state)
    if not isinstance(name, str) or name not in machine._exits:
        raise unknown_state(machine, name, field=field)
    return str.__str__(name)


def migrated(machine: StateMachine, state: object, mapping: Mapping[str, str]) -> str:
    """Return the state of this machine that a stored state is now; see `StateMachine.migrate`."""
    must_be(Mapping, mapping, "mapping", "old state to new one, for example {'open': 'in_progress'}")
    name, renamed = plain(state), {plain(old): plain(new) for old, new in mapping.items()}
    if isinstance(name, str) and name in renamed:
        return known(machine, renamed[name], field="mapping")
    return known(machine, name)


def exit_of(
    machine: StateMachine, state: object, event: object, facts: Facts | None, *, index: int | None = None
) -> Exit:
    """Return what an event can do in a state.

    Raises:
        DomainError: no state of the machine.
        TransitionError: the state has no such event.
    """
    sound(facts)
    source, name = known(machine, state), plain(event)
    found = machine._exits[source]
    if not isinstance(name, str) or name not in found:
        raise no_exit(machine, source, name, facts, index=index)
    return found[name]


def choice(machine: StateMachine, found: Exit, facts: Facts | None, *, index: int | None = None) -> int:
    """Return the place of the transition that the guards choose.

    Raises:
        TransitionError: none holds.
        DomainError: a missing fact decides; a fact of a wrong type or outside its input.
        AmbiguousMatchError: two of them hold.
    """
    place = found.chosen(facts)
    if place is None:
        raise refused(machine, found, facts, index=index)
    return place
