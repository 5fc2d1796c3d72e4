"""Who can take tickets: skills, level, status, capacity, working hours, accounts, and who stands in."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Annotated, Literal, TypeAlias

from pydantic import AfterValidator, BeforeValidator, Field

from supportops._frozen import FrozenMap
from supportops._model import Model
from supportops.calendar import AnyCalendar
from supportops.triage._names import Label, Name, Names, plain

__all__ = ["Agent", "AgentStatus", "Units"]

AgentStatus: TypeAlias = Literal["active", "away", "unavailable"]
"""Active takes tickets. Away (a break, a meeting) and unavailable (leave, sickness) do so as a last resort only."""


def _read_units(given: object) -> object:
    if isinstance(given, bool | str):
        raise ValueError(f"{given!r} is no amount of work; give a number")  # noqa: TRY004 - for pydantic
    return given


Units = Annotated[float, BeforeValidator(_read_units), Field(ge=0, allow_inf_nan=False)]
"""An amount of work in units of load, 0 or more."""


class Agent(Model):
    """A person who takes tickets, as things stand now. What changes with every ticket is in the `AssignmentState`.

    Args:
        id: the agent's name, each once in a pool.
        skills: what the agent can do. A ticket that asks for a skill goes to those who have it; one that asks for
            none goes to anyone.
        level: the level of support. A ticket that asks for a level goes to agents of exactly this level: an L3 is
            kept for L3 work unless the ticket is routed there. None: only tickets that ask for no level.
        status: "active", "away" or "unavailable".
        capacity: units of load at most, 0 or more; None: no limit.
        channels: units a ticket takes by its channel, 0 or more; 1 for a channel that is not named, and for none. A
            chat of 0.5 leaves room for two chats in the place of one email.
        hours: when the agent works; None: always.
        weight: turns in a weighted rotation, at least 1.
        accounts: customers that the agent looks after.
        substitute: who stands in while this agent is away or unavailable: another agent of the pool, whose own
            substitute is next in the chain.

    Raises:
        ConfigurationError: all faults at once.

    Source: Support Operations skill pack, Ticket Assignment Models.

    Example:
        >>> ann = Agent("ann", skills=("api", "sso"), level="L2", capacity=4, channels={"chat": 0.5})
        >>> ann.units("chat"), ann.units("email")
        (0.5, 1.0)
        >>> Agent.model_validate_json(ann.model_dump_json()) == ann
        True
    """

    id: Name
    skills: Names = ()
    level: Name | None = None
    status: Annotated[AgentStatus, BeforeValidator(plain)] = "active"
    capacity: Units | None = None
    channels: Annotated[Mapping[Name, Units], AfterValidator(FrozenMap)] = Field(default_factory=FrozenMap)
    hours: AnyCalendar | None = None
    weight: int = Field(default=1, ge=1, strict=True)
    accounts: Names = ()
    substitute: Name | None = None

    def __init__(
        self,
        id: Label,  # noqa: A002 - an agent has an id
        *,
        skills: Collection[Label] = (),
        level: Label | None = None,
        status: AgentStatus = "active",
        capacity: float | None = None,
        channels: Mapping[str, float] | None = None,
        hours: AnyCalendar | None = None,
        weight: int = 1,
        accounts: Collection[Label] = (),
        substitute: Label | None = None,
    ) -> None:
        super().__init__(
            id=id, skills=skills, level=level, status=status, capacity=capacity, channels=channels or {},
            hours=hours, weight=weight, accounts=accounts, substitute=substitute,
        )  # fmt: skip

    __init__.__pydantic_base_init__ = True  # type: ignore[attr-defined]

    def units(self, channel: Label | None) -> float:
        """Return the units of load that a ticket of a channel takes from this agent."""
        if channel is None:
            return 1.0
        return self.channels.get(str(plain(channel)), 1.0)
