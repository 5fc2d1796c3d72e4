"""State machines: a definition as data, and pure functions from a state and an event to the next state."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from enum import Enum
from functools import cached_property
from typing import TYPE_CHECKING, Annotated, Any, Self

from pydantic import AfterValidator, BeforeValidator, Field, model_validator

from supportops._frozen import FrozenMap
from supportops._model import Model
from supportops._shown import Grid, InGrid
from supportops.errors import ConfigurationError
from supportops.triage._names import Label, Name, Names, plain
from supportops.triage._table_fields import Inputs
from supportops.triage.inputs import Input
from supportops.triage.machine._exits import Exit, Facts, exits_of
from supportops.triage.machine._faults import faults, faults_beside, listed, some
from supportops.triage.machine._finding import choice, exit_of, known, migrated, sound
from supportops.triage.machine._recording import recorded
from supportops.triage.machine.log import Log
from supportops.triage.machine.transition import Transition

if TYPE_CHECKING:
    from supportops.triage.machine.check import MachineCheck
    from supportops.triage.machine.replay import Followed, Replay

__all__ = ["StateMachine"]

_new = object.__new__
States = Annotated[tuple[Name, ...], BeforeValidator(listed), AfterValidator(some)]


class StateMachine(InGrid, Model):
    """States and what leads from one to the next, as data.

    The machine holds no state. An instance is the name of its state, kept wherever the ticket is kept; `step` says what
    follows. With an audit trail an instance is a `Log`, and `record` says what follows.

    A guard's conditions are those of a decision table. A missing fact (absent or None) leaves a condition open.

    Attributes:
        name: shown in diagrams and reports.
        states: in the order in which they are shown: names, or an enum class whose values are names.
        transitions: in order. An event may have several in one state, as long as the guards let one of them hold.
        initial: the state an instance begins in.
        final: the states in which the work is over; they may still be left, as by a reopening. Empty: nothing is said
            about the end.
        inputs: fact to what it may be, as in a `DecisionTable`: all that guards ask for.

    Raises:
        ConfigurationError: every fault at once: a state twice, one that is not listed, a blank name, a guard's field
            that is no input, a condition that does not fit its input.

    Example:
        >>> from supportops.triage import any_of
        >>> machine = StateMachine(
        ...     name="ticket",
        ...     states=("new", "open", "closed"),
        ...     transitions=(
        ...         Transition("start", "new", "open"),
        ...         Transition("close", "open", "closed", when={"resolution": any_of("solved", "duplicate")}),
        ...     ),
        ...     initial="new",
        ...     final="closed",
        ...     inputs={"resolution": ("solved", "duplicate", "none")},
        ... )
        >>> machine.step("new", "start"), machine.allowed("open")
        ('open', ('close',))
        >>> machine.can("open", "close", {"resolution": "none"})
        False
    """

    name: str = ""
    states: States
    transitions: tuple[Transition, ...]
    initial: Name
    final: Names
    inputs: Inputs = Field(default_factory=FrozenMap)

    if TYPE_CHECKING:

        def __init__(
            self,
            *,
            name: str = "",
            states: Sequence[Label] | type[Enum],
            transitions: Sequence[Transition],
            initial: Label,
            final: Label | Sequence[Label],
            inputs: Mapping[str, Input] = ...,
        ) -> None: ...

    @model_validator(mode="after")
    def _check(self) -> Self:
        found = tuple(faults(self))
        if found:
            raise ConfigurationError(found)
        return self

    @classmethod
    def faults_beside(cls, data: Mapping[str, Any]) -> Iterable[tuple[str, str]]:
        """Return what the sound parts of faulty data have wrong with each other."""
        return faults_beside(data)

    @cached_property
    def _exits(self) -> dict[str, dict[str, Exit]]:
        return exits_of(self)

    @cached_property
    def events(self) -> tuple[str, ...]:
        """The names of all events, in the order of the transitions."""
        return tuple(dict.fromkeys(one.event for one in self.transitions))

    def step(self, state: Label, event: Label, facts: Facts | None = None) -> str:
        """Return the state after an event.

        Args:
            state: the state before.
            event: what happens.
            facts: input to fact, for the guards; keyed by text, others are ignored.

        Raises:
            TransitionError: the state has no such event, or its guards refuse it; `.state`, `.event`, `.allowed`.
            DomainError: no state of this machine; a missing fact that decides (`.field`); a wrong fact.
            AmbiguousMatchError: the guards of two transitions hold; `.rules`.

        Example:
            >>> moves = [Transition("start", "new", "open"), Transition("stop", "open", "new")]
            >>> machine = StateMachine(states=("new", "open"), transitions=moves, initial="new", final=())
            >>> machine.step("new", "stop")
            Traceback (most recent call last):
            supportops.errors.TransitionError: 'stop' is not allowed in state 'new'; allowed: start
        """
        if facts is not None and facts.__class__ is not dict:
            sound(facts)
        # One look-up of a plain name; a member of a text enum is its text. All else is looked at again.
        try:
            found = self._exits[state][event]  # type: ignore[index]
        except (KeyError, TypeError):
            found = exit_of(self, state, event, facts)
        move = found.move
        if move is None:
            move = found.moves[choice(self, found, facts)]
        return move[2]

    def transition(self, state: Label, event: Label, facts: Facts | None = None) -> Transition:
        """Return the transition that an event makes, with its effects. Arguments and errors are those of `step`."""
        found = exit_of(self, state, event, facts)
        return found.transitions[0 if found.move is not None else choice(self, found, facts)]

    def allowed(self, state: Label, facts: Facts | None = None) -> tuple[str, ...]:
        """Return the events that a state has and the facts do not refute, in the order of the transitions.

        An event whose guard lacks a fact is one of them.

        Raises:
            DomainError: no state of this machine; a wrong fact.
        """
        sound(facts)
        return tuple(event for event, found in self._exits[known(self, state)].items() if found.is_open(facts))

    def can(self, state: Label, event: Label, facts: Facts | None = None) -> bool:
        """Return whether `step` would return a state: certainly, so not when a missing fact decides.

        Raises:
            DomainError: no state of this machine; a wrong fact.
        """
        sound(facts)
        name, exits = plain(event), self._exits[known(self, state)]
        found = exits.get(name) if isinstance(name, str) else None
        return found is not None and (found.move is not None or found.chosen(facts) is not None)

    def record(self, log: Log | None, event: Label, *, at: datetime, facts: Facts | None = None) -> Log:
        """Return the log of an instance with one event more; the log given stays as it is.

        Args:
            log: what happened before; None for a new instance, which is in the initial state.
            event: what happens.
            at: when, aware; not before the last event.
            facts: for the guards. They are not kept.

        Raises:
            TransitionError, AmbiguousMatchError: as in `step`.
            DomainError: as in `step`; an instant before the last one.
            NaiveDatetimeError: `at` has no zone.
        """
        try:
            found = self._exits[log._move[2]][event]  # type: ignore[index,union-attr]  # a new instance: looked at again
            # Without a zone it cannot be compared.
            is_usual = at.tzinfo is UTC and at >= log._at  # type: ignore[union-attr]
        except (AttributeError, KeyError, TypeError):
            is_usual = False
        if log is None or not is_usual or (facts is not None and facts.__class__ is not dict):
            return recorded(self, log, event, at, facts)
        move = found.move
        if move is None:
            place = found.chosen(facts)
            move = found.moves[place if place is not None else choice(self, found, facts)]
        # What follows is in line, as a call takes a tenth of the time.
        items, size = log._items, log._size
        if len(items) != size:
            # Another event has followed already: from here on there are two ways.
            items = items[:size]
        items.append(at)
        items.append(move)
        size += 2
        if len(items) != size:
            # Another thread was faster, and its event is in the list as well.
            items = [*items[: size - 2], at, move]
        later = _new(Log)
        later._items = items
        later._size = size
        later._at = at
        later._move = move
        return later

    def replay(
        self, events: Iterable[tuple[datetime, Label] | tuple[datetime, Label, Facts]], *, start: datetime
    ) -> Replay:
        """Return the visits of an instance that began in the initial state.

        Args:
            events: (instant, event) or (instant, event, facts), in time order.
            start: when it began.

        Raises:
            TransitionError: a refused event; `.index` is its place.
            DomainError: an event before the one above it or before the start, a missing fact that decides, a wrong
                fact; `.index`.
            AmbiguousMatchError: as in `step`.
            NaiveDatetimeError: an instant without a zone; `.index`.
        """
        from supportops.triage.machine._replaying import replay

        return replay(self, events, start)

    def follow(self, states: Iterable[tuple[datetime, Label]], *, start: datetime) -> Followed:
        """Return what recorded states amount to: the visits, and the moves that no transition makes.

        Guards are not asked. A move that is not allowed is made all the same. The same state again is no move; a first
        record that is not the initial state is a move from there.

        Args:
            states: (instant, state after it), in time order.
            start: when the instance began, in the initial state.

        Raises:
            DomainError: no state of this machine, or an instant before the one above it; `.index`.
            NaiveDatetimeError: an instant without a zone; `.index`.
        """
        from supportops.triage.machine._replaying import follow

        return follow(self, states, start)

    def migrate(self, state: Label, *, mapping: Mapping[str, str]) -> str:
        """Return the state of this machine that a stored state of an older definition is now.

        Args:
            state: as it was stored.
            mapping: old state to new one, where they differ; a state that is not in it keeps its name.

        Raises:
            DomainError: no state of this machine and not in the mapping, or mapped to no state of this machine.
        """
        return migrated(self, state, mapping)

    def check(self) -> MachineCheck:
        """Return what is wrong with the definition; see `MachineCheck`."""
        from supportops.triage.machine._checking import check

        return check(self)

    def to_mermaid(self) -> str:
        """Return a Mermaid state diagram."""
        from supportops.triage.machine._drawing import to_mermaid

        return to_mermaid(self)

    def to_dot(self) -> str:
        """Return a Graphviz digraph."""
        from supportops.triage.machine._drawing import to_dot

        return to_dot(self)

    def _grid(self) -> Grid:
        from supportops.triage.machine._table import grid

        return grid(self)

    def __getstate__(self) -> dict[Any, Any]:
        # What is made ready for the steps is made again elsewhere; it cannot be pickled.
        state = super().__getstate__()
        fields = type(self).model_fields
        return {**state, "__dict__": {name: value for name, value in state["__dict__"].items() if name in fields}}
