"""The check of a state machine: its states as a graph, its guards as decision tables."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, TypeAlias

from supportops.triage._overlaps import conflicts
from supportops.triage._partition import Partition
from supportops.triage.machine._knots import knots
from supportops.triage.machine.check import MachineCheck

if TYPE_CHECKING:
    from supportops.triage.machine.machine import StateMachine

__all__ = ["check"]

Graph: TypeAlias = Mapping[str, Iterable[str]]

_MOST = 100
"""How many cycles of one knot are listed."""


def check(machine: StateMachine) -> MachineCheck:
    """Return what is wrong with a machine."""
    impossible, ambiguous = _guards(machine)
    possible = [one for place, one in enumerate(machine.transitions) if place not in impossible]
    ahead: dict[str, dict[str, None]] = {state: {} for state in machine.states}
    back: dict[str, dict[str, None]] = {state: {} for state in machine.states}
    alone: dict[str, dict[str, None]] = {state: {} for state in machine.states}
    for one in possible:
        ahead[one.source][one.target] = None
        back[one.target][one.source] = None
        if one.automatic:
            alone[one.source][one.target] = None
    reached, saved = _reached([machine.initial], ahead), _reached(machine.final, back)
    return MachineCheck.model_construct(
        name=machine.name,
        initial=machine.initial,
        unreachable=tuple(state for state in machine.states if state not in reached),
        dead_ends=tuple(s for s in machine.states if s not in machine.final and not set(ahead[s]) - {s}),
        no_way_to_final=tuple(state for state in machine.states if machine.final and state not in saved),
        ambiguous=tuple(ambiguous),
        livelocks=tuple(_cycles(alone)),
        impossible=tuple(machine.transitions[place] for place in sorted(impossible)),
    )


def _guards(machine: StateMachine) -> tuple[set[int], list[tuple[str, str]]]:
    """Return the places of the transitions that can never be, and the events of which two can be at once."""
    impossible: set[int] = set()
    ambiguous = []
    for state, exits in machine._exits.items():
        for event, found in exits.items():
            if found.move is None:
                partition = Partition(found.table)
                impossible |= {place for rule, place in enumerate(found.places) if not partition.alive >> rule & 1}
                if next(conflicts(found.table, partition), None) is not None:
                    ambiguous.append((state, event))
    return impossible, ambiguous


def _reached(start: Iterable[str], graph: Graph) -> set[str]:
    """Return the states that ways lead to."""
    found = set(start)
    left = list(found)
    while left:
        for state in graph[left.pop()]:
            if state not in found:
                found.add(state)
                left.append(state)
    return found


def _cycles(graph: Graph) -> Iterator[tuple[str, ...]]:
    """Yield cycles, so that every edge on one is on one of these, up to a limit for each knot."""
    order = {state: place for place, state in enumerate(graph)}
    for knot in knots(graph):
        found: dict[tuple[str, ...], None] = {}
        covered: set[tuple[str, str]] = set()
        for source in sorted(knot, key=order.__getitem__):
            for target in graph[source]:
                if len(found) < _MOST and target in knot and (source, target) not in covered:
                    cycle = _back(target, source, graph, knot)
                    covered.update(zip(cycle, (*cycle[1:], cycle[0]), strict=True))
                    found[_from_first(cycle, order)] = None
        yield from found


def _back(start: str, end: str, graph: Graph, knot: set[str]) -> tuple[str, ...]:
    """Return the states of a shortest way within a knot."""
    came: dict[str, str] = {start: start}
    left = deque([start])
    while end not in came:
        state = left.popleft()
        for further in graph[state]:
            if further in knot and further not in came:
                came[further] = state
                left.append(further)
    way = [end]
    while way[-1] != start:
        way.append(came[way[-1]])
    return tuple(reversed(way))


def _from_first(cycle: tuple[str, ...], order: Mapping[str, int]) -> tuple[str, ...]:
    place = cycle.index(min(cycle, key=order.__getitem__))
    return cycle[place:] + cycle[:place]
