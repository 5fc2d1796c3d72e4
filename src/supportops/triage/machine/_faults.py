"""What is wrong with the definition of a state machine as a whole: all of it, each fault with its path."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence, Set
from contextlib import suppress
from enum import Enum
from typing import TYPE_CHECKING, Any

from supportops.triage._names import plain
from supportops.triage._table_faults import Fault, Hint, hints, of_conditions, readable
from supportops.triage.inputs import read_input
from supportops.triage.machine.transition import Transition

if TYPE_CHECKING:
    from supportops.triage.machine.machine import StateMachine

__all__ = ["faults", "faults_beside", "listed", "some"]


def listed(given: object) -> object:
    """Return states as they are listed: an enum class as the values of its members."""
    if isinstance(given, type) and issubclass(given, Enum):
        return tuple(member.value for member in given)
    if isinstance(given, str) or not isinstance(given, Sequence):
        message = f"{given!r} is no list of states; give a list of names or an enum class"
        raise ValueError(message)  # noqa: TRY004 - for pydantic
    return tuple(given)


def some(states: tuple[str, ...]) -> tuple[str, ...]:
    """Refuse a machine without states."""
    if not states:
        raise ValueError("a machine needs at least one state: states=('new', 'closed')")
    return states


def faults(machine: StateMachine) -> Iterator[Fault]:
    """Yield the faults of a machine whose parts are sound."""
    yield from _doubled(machine.states)
    transitions, hint = list(enumerate(machine.transitions)), hints()
    yield from _of_states(machine.states, transitions, (machine.initial,), machine.final, hint)
    yield from _of_guards(transitions, machine.inputs, machine.inputs, hint)


def faults_beside(data: Mapping[str, Any]) -> Iterator[Fault]:
    """Yield what the sound parts of faulty data have wrong with each other."""
    hint, items = hints(), data.get("transitions")
    sequence = items if isinstance(items, Sequence) and not isinstance(items, str | bytes) else ()
    transitions = list(readable(enumerate(sequence), _transition))
    with suppress(ValueError):
        states = [plain(state) for state in listed(data.get("states"))]  # type: ignore[attr-defined]  # a tuple
        named = [state for state in states if isinstance(state, str) and state.strip()]
        yield from _doubled(named)
        yield from _of_states(named, transitions, _names(data.get("initial")), _names(data.get("final")), hint)
    given = data.get("inputs", {})
    if isinstance(given, Mapping) and all(isinstance(name, str) for name in given):
        yield from _of_guards(transitions, dict(readable(given.items(), read_input)), given, hint)


def _transition(given: object) -> Transition:
    return given if isinstance(given, Transition) else Transition.model_validate(given)


def _names(given: object) -> tuple[str, ...]:
    several = given if isinstance(given, Sequence | Set) and not isinstance(given, str) else (given,)
    return tuple(name for name in map(plain, several) if isinstance(name, str) and name.strip())


def _doubled(states: Iterable[str]) -> Iterator[Fault]:
    known: set[str] = set()
    for place, state in enumerate(states):
        if state in known:
            yield f"states[{place}]", f"{state!r} stands further up already; list each state once"
        known.add(state)


def _of_states(
    states: Collection[str],
    transitions: Iterable[tuple[int, Transition]],
    initial: Iterable[str],
    final: Iterable[str],
    hint: Hint,
) -> Iterator[Fault]:
    """Yield what names a state that is not listed."""
    named = [("initial", state) for state in initial]
    named += [("final", state) for state in final]
    for place, one in transitions:
        named += [(f"transitions[{place}].source", one.source), (f"transitions[{place}].target", one.target)]
    known = frozenset(states)
    for path, state in named:
        if state not in known:
            yield path, f"{state!r} is no state of this machine; {hint(state, known)}"


def _of_guards(
    transitions: Iterable[tuple[int, Transition]], inputs: Mapping[str, Any], named: Collection[str], hint: Hint
) -> Iterator[Fault]:
    asked = ((f"transitions[{place}].when", one.conditions) for place, one in transitions)
    return of_conditions(asked, inputs, named, hint, what="machine")
