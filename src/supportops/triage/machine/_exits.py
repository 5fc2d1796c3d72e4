"""The ways out of a state, made ready: one look-up for an event, and the guards as decision tables."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import TYPE_CHECKING, TypeAlias

from supportops.triage._call import copied
from supportops.triage._domains import before
from supportops.triage.machine.log import Move
from supportops.triage.rules import Rule
from supportops.triage.table import DecisionTable

if TYPE_CHECKING:
    from supportops.triage._engine import Engine
    from supportops.triage.machine.machine import StateMachine

__all__ = ["Exit", "Facts", "exits_of"]

Facts: TypeAlias = Mapping[str, object]
"""Input to fact, for the guards."""

_NO_FACTS: Facts = {}


class Exit:
    """What one event can do in one state: one transition, or several of which the guards choose one.

    The guards are the rules of a decision table under "unique", so that they mean what they mean there.
    """

    def __init__(self, machine: StateMachine, places: tuple[int, ...]) -> None:
        self.places = places
        self.transitions = tuple(machine.transitions[place] for place in places)
        self.moves = tuple[Move, ...]((one.event, one.source, one.target) for one in self.transitions)
        first = self.transitions[0]
        self.event, self.source = first.event, first.source
        self.move: Move | None = self.moves[0] if len(places) == 1 and not first.when else None
        """What happens in any case; None where guards have a say."""
        self._machine = machine

    @cached_property
    def table(self) -> DecisionTable:
        """The guards as a table that reads only what they ask for."""
        asked = {field for one in self.transitions for field in one.when}
        asked |= {before(field) for field in asked}
        return DecisionTable(
            name=f"{self.event} in {self.source}",
            hit_policy="unique",
            inputs={field: given for field, given in self._machine.inputs.items() if field in asked},
            rules=[
                Rule(f"transitions[{place}]", one.when, one.target)
                for place, one in zip(self.places, self.transitions, strict=True)
            ],
        )

    @cached_property
    def engine(self) -> Engine:
        """What the table runs on."""
        return self.table._engine

    def hits(self, facts: Facts | None) -> tuple[int, int]:
        """Return the transitions whose guards hold, and those that a missing fact leaves open, as sets of bits.

        Raises:
            DomainError: a fact of a wrong type or outside its input; no mapping.
        """
        return self.engine.hits(_NO_FACTS if facts is None else copied(facts))

    @cached_property
    def _by_label(self) -> tuple[str, dict[object, int]] | None:
        """Of guards that ask for one label: the input, and label to the place of the transition that it chooses."""
        columns = self.engine.columns
        if len(columns) != 1 or not columns[0].domain.labels or self.engine.changes:
            return None
        [column] = columns
        chosen = {label: _only(column.of(label)) for label in column.domain.labels}
        return column.name, {label: place for label, place in chosen.items() if place is not None}

    def chosen(self, facts: Facts | None) -> int | None:
        """Return the place of the one transition that the guards leave for certain, if there is one."""
        if facts.__class__ is dict:
            # The usual kinds of facts, all there. Other mappings are copied: a look-up may change them.
            by_label = self._by_label
            try:
                if by_label is not None:
                    return by_label[1][facts[by_label[0]]]
                matched, undecided = self.engine.quick(facts)
            except (KeyError, TypeError, IndexError):
                matched, undecided = self.hits(facts)
        else:
            matched, undecided = self.hits(facts)
        return None if undecided else _only(matched)

    def is_open(self, facts: Facts | None) -> bool:
        """Return whether the facts do not refute all of its guards."""
        return self.move is not None or any(self.hits(facts))


def _only(matched: int) -> int | None:
    """Return the place of the only bit that is set, if there is one only."""
    return matched.bit_length() - 1 if matched and not matched & (matched - 1) else None


def exits_of(machine: StateMachine) -> dict[str, dict[str, Exit]]:
    """Return state to event to what it can do there, in the order of the definition."""
    places: dict[str, dict[str, list[int]]] = {state: {} for state in machine.states}
    for place, transition in enumerate(machine.transitions):
        places[transition.source].setdefault(transition.event, []).append(place)
    return {
        state: {event: Exit(machine, tuple(found)) for event, found in events.items()}
        for state, events in places.items()
    }
