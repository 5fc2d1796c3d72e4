"""The check of a state machine, slowly: every way is walked, every guard is asked of every set of facts."""

from collections.abc import Sequence
from itertools import combinations

from supportops.triage import StateMachine, Transition


def holds(one: Transition, facts: dict[str, bool]) -> bool:
    return all(facts[name] is asked for name, asked in one.when.items())


def reached(machine: StateMachine, start: str) -> set[str]:
    """All states that a way of at most as many moves as there are states leads to."""
    found = {start}
    for _ in machine.states:
        found |= {one.target for one in machine.transitions if one.source in found}
    return found


def unreachable(machine: StateMachine) -> tuple[str, ...]:
    return tuple(state for state in machine.states if state not in reached(machine, machine.initial))


def no_way_to_final(machine: StateMachine) -> tuple[str, ...]:
    return tuple(s for s in machine.states if machine.final and not reached(machine, s) & set(machine.final))


def dead_ends(machine: StateMachine) -> tuple[str, ...]:
    return tuple(s for s in machine.states if s not in machine.final and reached(machine, s) == {s})


def ambiguous(machine: StateMachine, all_facts: Sequence[dict[str, bool]]) -> set[tuple[str, str]]:
    return {
        (a.source, a.event)
        for a, b in combinations(machine.transitions, 2)
        if (a.source, a.event) == (b.source, b.event) and any(holds(a, f) and holds(b, f) for f in all_facts)
    }


def cycles(machine: StateMachine) -> set[tuple[str, ...]]:
    """All cycles of automatic transitions, each from its first state in the order of the states."""
    edges = {(one.source, one.target) for one in machine.transitions if one.automatic}
    order = {state: place for place, state in enumerate(machine.states)}
    found = set()

    def walk(path: tuple[str, ...]) -> None:
        for state in machine.states:
            if (path[-1], state) in edges:
                if state == path[0]:
                    found.add(path)
                elif state not in path and order[state] > order[path[0]]:
                    walk((*path, state))

    for state in machine.states:
        walk((state,))
    return found
