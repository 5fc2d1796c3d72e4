"""What is wrong with an event: no such state, no such event, a guard that refuses, a fact that is missing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from supportops.errors import (
    AmbiguousMatchError,
    DomainError,
    SupportOpsError,
    TransitionError,
    misspelt,
    near,
    shortened,
)
from supportops.triage._names import plain

if TYPE_CHECKING:
    from supportops.triage.machine._exits import Exit, Facts
    from supportops.triage.machine.machine import StateMachine

__all__ = ["no_exit", "refused", "unknown_state"]


def unknown_state(
    machine: StateMachine, state: object, *, field: str = "state", index: int | None = None
) -> DomainError:
    """Return that a state is none of the machine's."""
    place = "" if index is None else f"states[{index}]: "
    # What is no text is no misspelt one.
    hint = near(state if isinstance(state, str) else "", machine.states)
    return DomainError(
        f"{place}{shortened(repr(state))} is no state of this machine (migrate() renames one of an older definition); "
        f"{hint}",
        field=field,
        value=state,
        allowed=machine.states,
        index=index,
    )


def no_exit(
    machine: StateMachine, state: str, event: object, facts: Facts | None, *, index: int | None = None
) -> TransitionError:
    """Return that a state has no such event, with those that it has."""
    name, reason = str(plain(event)), ""
    if name not in machine.events:
        hint = near(name, machine.events)
        reason = "this machine has no such event" + (f"; {hint}" if hint.startswith("did you mean") else "")
    return TransitionError(state, shortened(name), _allowed(machine, state, facts), index=index, reason=reason)


def refused(machine: StateMachine, found: Exit, facts: Facts | None, *, index: int | None = None) -> SupportOpsError:
    """Return why no transition is taken for certain: a missing fact, two true guards, or none."""
    matched, undecided = found.hits(facts)
    engine, given = found.engine, {} if facts is None else dict(facts)
    if matched & (matched - 1):
        return _ambiguous(found, matched, index)
    if undecided:
        needs = [name for rule in engine.bits(undecided) for name in engine.trace.lacking(given, rule)]
        return DomainError(
            f"{_place(index)}{found.event!r} in state {found.source!r} depends on {', '.join(dict.fromkeys(needs))}, "
            f"which the facts do not tell; give it{misspelt(needs, given)}",
            field=needs[0],
            index=index,
        )
    told = engine.trace.refused(given, 0)
    several = len(found.transitions) > 1
    reasons = [
        f"to {one.target}: {told[rule]}" if several else str(told[rule])
        for rule, one in zip(engine.ids, found.transitions, strict=True)
    ]
    allowed = _allowed(machine, found.source, facts)
    return TransitionError(found.source, found.event, allowed, index=index, reason="; ".join(reasons))


def _ambiguous(found: Exit, matched: int, index: int | None) -> AmbiguousMatchError:
    engine = found.engine
    named = ", ".join(
        f"transitions[{found.places[rule]}] to {found.transitions[rule].target!r}" for rule in engine.bits(matched)
    )
    return AmbiguousMatchError(
        f"{_place(index)}{found.event!r} in state {found.source!r}: the guards of {shortened(named)} hold, "
        "and only one may; check() finds such events",
        engine.named(matched),
        index=index,
    )


def _allowed(machine: StateMachine, state: str, facts: Facts | None) -> tuple[str, ...]:
    """Return the events that are not refuted. A wrong fact refutes nothing here: it is not what is asked about."""
    return tuple(event for event, found in machine._exits[state].items() if _is_open(found, facts))


def _is_open(found: Exit, facts: Facts | None) -> bool:
    try:
        return found.is_open(facts)
    except DomainError:
        return True


def _place(index: int | None) -> str:
    return "" if index is None else f"events[{index}]: "
