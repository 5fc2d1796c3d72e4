"""What became of one ticket: who takes it and why, why nobody else does, and the state for the next ticket."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated

from pydantic import AfterValidator

from supportops._frozen import FrozenMap
from supportops._model import Model
from supportops._shown import Grid
from supportops.triage._names import Instant
from supportops.triage.assignment_state import AssignmentState

__all__ = ["Assignment"]


class Assignment(Model):
    """The answer of `assign`, complete enough to be stored as the record of why.

    Attributes:
        ticket: its id.
        agents: who takes it, the first in rank first; empty when nobody does.
        eligible: who passed every filter, in the order of the pool.
        passed_over: every other agent of the pool, in its order, with the filter that stopped them, or the rank that
            put them behind.
        reason: why these agents, or why nobody, in words.
        blocked_by: None when somebody takes it; "agents" when the pool is empty, "stale" when the ticket was left out
            for want of activity, else the filter that emptied the pool: "skill", "level", "status", "hours",
            "capacity" or "rate".
        at: when; in UTC.
        strategy: the strategy's name.
        state: for the next ticket. When nobody takes it, the state as it was.
    """

    ticket: str
    agents: tuple[str, ...]
    eligible: tuple[str, ...]
    passed_over: Annotated[Mapping[str, str], AfterValidator(FrozenMap)]
    reason: str
    blocked_by: str | None
    at: Instant
    strategy: str
    state: AssignmentState

    @property
    def agent(self) -> str | None:
        """Who takes it; of a swarm the first. None: nobody."""
        return self.agents[0] if self.agents else None

    def to_markdown(self) -> str:
        """Return the agents with what was decided of each and why, as a Markdown table."""
        return self._grid().markdown()

    def __str__(self) -> str:
        return f"ticket {self.ticket} -> {', '.join(self.agents) or 'nobody'}: {self.reason}"

    def _repr_html_(self) -> str:
        return self._grid().html()

    def _grid(self) -> Grid:
        taken = [(agent, "takes it", "") for agent in self.agents]
        others = [
            (agent, "eligible" if agent in self.eligible else "stopped", why) for agent, why in self.passed_over.items()
        ]
        return Grid(str(self), ("agent", "outcome", "why"), [*taken, *others])
