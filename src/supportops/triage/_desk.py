"""A checked pool of agents at one instant: who is in, who is closed, who stands in for whom."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from zoneinfo import ZoneInfo

from supportops._instants import from_us, to_us
from supportops.errors import ConfigurationError, DomainError, near
from supportops.triage._checked import must_be
from supportops.triage.agents import Agent
from supportops.triage.strategy import Rank, Strategy

__all__ = ["Desk", "desk_of"]

_WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_LAST_RESORTS = {"nobody": ("active",), "away": ("active", "away"), "anyone": ("active", "away", "unavailable")}


@dataclass(frozen=True, slots=True)
class Desk:
    """The agents of a pool, by id and in the order given, with what does not change from ticket to ticket.

    Attributes:
        at: the instant, in UTC.
        passing: the statuses that pass.
        ranks: in the order they are asked, up to the rotation.
    """

    agents: Mapping[str, Agent]
    strategy: Strategy
    at: datetime
    passing: tuple[str, ...]
    ranks: tuple[Rank, ...]
    _closed: dict[str, str | None] = field(default_factory=dict)

    @property
    def is_last_resort(self) -> bool:
        """Whether nobody in the pool is active, and others are asked."""
        return len(self.passing) > 1

    def closed(self, agent: Agent) -> str | None:
        """Return the local time if it lies outside an agent's working hours, else None."""
        if agent.id not in self._closed:
            self._closed[agent.id] = _outside(agent, self.at)
        return self._closed[agent.id]

    def chain(self, agent_id: str, eligible: Collection[str]) -> tuple[str, ...]:
        """Return who stands in for whom, from an agent to the first who may take the ticket or is in the office."""
        chain = [agent_id]
        agent = self.agents.get(agent_id)
        while agent is not None and agent.substitute and agent.id not in eligible and agent.status not in self.passing:
            chain.append(agent.substitute)
            agent = self.agents[agent.substitute]
        return tuple(chain)


def desk_of(agents: Sequence[Agent], strategy: Strategy, at: datetime) -> Desk:
    """Return the pool at an instant.

    Raises:
        ConfigurationError: equal ids, a substitute outside the pool, or a circle of them; all faults at once.
        DomainError: `at` is no instant.
    """
    must_be(datetime, at, "at", "an aware datetime")
    must_be(Strategy, strategy, "strategy", "a Strategy, for example round_robin()")
    if isinstance(agents, Agent):
        raise DomainError(f"agents is {agents.id!r} alone; give a sequence of agents", field="agents", value=agents)
    agents = tuple(agents)
    faults = [*_strangers(agents)] or [*_doubled(agents), *_unknown(agents), *_circles(agents)]
    if faults:
        raise ConfigurationError(faults, what="pool of agents")
    is_anybody_active = any(agent.status == "active" for agent in agents)
    passing = _LAST_RESORTS["nobody" if is_anybody_active else strategy.last_resort]
    return Desk({agent.id: agent for agent in agents}, strategy, from_us(to_us(at)), passing, strategy.ranks)


def _strangers(agents: Sequence[object]) -> Iterator[tuple[str, str]]:
    for place, agent in enumerate(agents):
        if not isinstance(agent, Agent):
            yield f"agents[{place}]", f"{agent!r} is no agent; give an Agent"


def _doubled(agents: Sequence[Agent]) -> Iterator[tuple[str, str]]:
    first: dict[str, int] = {}
    for place, agent in enumerate(agents):
        other = first.setdefault(agent.id, place)
        if other != place:
            yield f"agents[{place}].id", f"{agent.id!r} is also the id of agents[{other}]; give each agent its own"


def _unknown(agents: Sequence[Agent]) -> Iterator[tuple[str, str]]:
    known = {agent.id for agent in agents}
    for place, agent in enumerate(agents):
        if agent.substitute is not None and agent.substitute not in known:
            chain = f"{agent.id!r} -> {agent.substitute!r}"
            hint = near(agent.substitute, known - {agent.id})
            message = f"the chain {chain} leaves the pool, which has to hold everybody who stands in; {hint}"
            yield f"agents[{place}].substitute", message


def _circles(agents: Sequence[Agent]) -> Iterator[tuple[str, str]]:
    substitutes = {agent.id: agent.substitute for agent in agents}
    seen: set[str] = set()
    for place, agent in enumerate(agents):
        name, chain = agent.id if agent.substitute else None, dict[str, None]()
        while name is not None and name not in seen:
            seen.add(name)
            chain[name] = None
            name = substitutes.get(name)
        if name in chain:
            circle = [*list(chain)[list(chain).index(name) :], name]
            words = " -> ".join(map(repr, circle))
            yield f"agents[{place}].substitute", f"the chain {words} goes round in a circle; let it end with somebody"


def _outside(agent: Agent, at: datetime) -> str | None:
    if agent.hours is None or agent.hours.is_open(at):
        return None
    zone = agent.hours.zone
    local = at.astimezone(ZoneInfo(zone))
    return f"{_WEEKDAYS[local.weekday()]} {local:%Y-%m-%d %H:%M} in {zone}"
