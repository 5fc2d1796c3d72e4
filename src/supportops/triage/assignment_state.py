"""What assignment remembers between tickets: whose turn it is, who has how much, who got one when."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Annotated

from pydantic import AfterValidator, Field, FiniteFloat

from supportops._frozen import FrozenMap
from supportops._instants import from_us, to_us
from supportops._model import Model
from supportops.triage._names import Instant, Label, Name
from supportops.triage.agents import Agent, Units

__all__ = ["AssignmentState", "exact"]

_DECIMALS = 9


def exact(units: float) -> float:
    """Return units of load to a billionth, so that 0.1 and 0.2 make 0.3 and what is given back leaves nothing."""
    return round(units, _DECIMALS)


def _each_once(given: tuple[str, ...]) -> tuple[str, ...]:
    doubled = sorted({name for name in given if given.count(name) > 1})
    if doubled:
        raise ValueError(f"each agent has one place in the rotation; {', '.join(map(repr, doubled))} stands more often")
    return given


def _in_order(given: tuple[datetime, ...]) -> tuple[datetime, ...]:
    return tuple(sorted(given))


class AssignmentState(Model):
    """A value: `assign` returns a new one, and the old one stays as it was. Store it as JSON between tickets.

    Args:
        rotation: whose turn it is, the head next. Who is chosen moves to the tail; who is skipped keeps the turn.
        load: units of load by agent, 0 or more; an agent who is not named has none.
        assigned: when each agent was given tickets; kept in UTC and in order.
        credit: of the weighted rotation, by agent.

    Raises:
        ConfigurationError: all faults at once.

    Example:
        >>> ann = Agent("ann", channels={"chat": 0.5})
        >>> state = AssignmentState(rotation=("bob", "ann"), load={"ann": 2})
        >>> state.released(ann, channel="chat").load["ann"]
        1.5
        >>> AssignmentState.model_validate_json(state.model_dump_json()) == state
        True
    """

    rotation: Annotated[tuple[Name, ...], AfterValidator(_each_once)] = ()
    load: Annotated[Mapping[Name, Units], AfterValidator(FrozenMap)] = Field(default_factory=FrozenMap)
    assigned: Annotated[
        Mapping[Name, Annotated[tuple[Instant, ...], AfterValidator(_in_order)]], AfterValidator(FrozenMap)
    ] = Field(default_factory=FrozenMap)
    credit: Annotated[Mapping[Name, FiniteFloat], AfterValidator(FrozenMap)] = Field(default_factory=FrozenMap)

    def __init__(
        self,
        rotation: Sequence[Label] = (),
        load: Mapping[str, float] | None = None,
        assigned: Mapping[str, Sequence[datetime]] | None = None,
        credit: Mapping[str, float] | None = None,
    ) -> None:
        super().__init__(rotation=rotation, load=load or {}, assigned=assigned or {}, credit=credit or {})

    __init__.__pydantic_base_init__ = True  # type: ignore[attr-defined]

    def released(self, agent: Agent, *, channel: Label | None = None) -> AssignmentState:
        """Return the state with one ticket less on an agent: it was resolved, or given to somebody else.

        Args:
            agent: who had it.
            channel: of the ticket, which decides how many units it took. The load never falls below 0.
        """
        left = max(0.0, exact(self.load.get(agent.id, 0.0) - agent.units(channel)))
        return self._with(load=FrozenMap({**self.load, agent.id: left}))

    def pruned(self, *, before: datetime) -> AssignmentState:
        """Return the state without the assignments before an instant, which no rate limit looks at any more.

        Raises:
            NaiveDatetimeError: the instant has no zone.

        Example:
            >>> from datetime import UTC
            >>> noon = datetime(2026, 3, 2, 12, tzinfo=UTC)
            >>> state = AssignmentState(assigned={"ann": (noon.replace(hour=9), noon), "bob": (noon.replace(hour=9),)})
            >>> {agent: len(instants) for agent, instants in state.pruned(before=noon).assigned.items()}
            {'ann': 1}
        """
        first = from_us(to_us(before))
        kept = {agent: instants[bisect_left(instants, first) :] for agent, instants in self.assigned.items()}
        return self._with(assigned=FrozenMap({agent: instants for agent, instants in kept.items() if instants}))

    def after(
        self, taken: Mapping[str, float], *, at: datetime, rotation: Sequence[str], credit: Mapping[str, float]
    ) -> AssignmentState:
        """Return the state after agents took a ticket.

        Args:
            taken: the units by agent.
            at: when, in UTC.
            rotation: the turns before, of the present pool.
            credit: the credits after.
        """
        load, assigned = dict(self.load), dict(self.assigned)
        for agent, units in taken.items():
            load[agent] = exact(load.get(agent, 0.0) + units)
            instants = assigned.get(agent, ())
            place = bisect_right(instants, at)
            assigned[agent] = (*instants[:place], at, *instants[place:])
        return self._with(
            rotation=(*(agent for agent in rotation if agent not in taken), *taken),
            load=FrozenMap(load), assigned=FrozenMap(assigned), credit=FrozenMap(credit),
        )  # fmt: skip

    def _with(self, **changed: object) -> AssignmentState:
        # What is derived from a checked state needs no second check: a queue of tickets makes one state for each.
        fields = {name: getattr(self, name) for name in type(self).model_fields}
        return type(self).model_construct(**{**fields, **changed})
