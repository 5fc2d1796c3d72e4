"""How evenly a run gave out its tickets, against what an even hand would have done, and who waited longest."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, TypeAlias

from supportops._frozen import FrozenMap
from supportops._model import Model
from supportops._shown import Grid, InGrid, amount
from supportops.durations import Elapsed
from supportops.triage._filters import number
from supportops.triage._names import Name

__all__ = ["AgentShare", "Basis", "Fairness"]

Basis: TypeAlias = Literal["even", "weight", "capacity"]

_HEAD = ("agent", "assigned", "could take", "share", "expected", "load before", "load after", "capacity")


class AgentShare(Model):
    """One agent's part in a run.

    Attributes:
        agent: the id.
        assigned: tickets the agent was given.
        eligible: of the tickets that were given out, how many the agent might have taken when their turn came.
        share: of all that was given out, 0 to 1; a ticket of a swarm counts for each who took it. None when nothing
            was given out.
        expected: the share of an even hand: each ticket split among those who might have taken it, evenly, by weight
            or by capacity. None when nothing was given out.
        load_before, load_after: units of load.
        capacity: units at most; None: no limit.
    """

    agent: Name
    assigned: int
    eligible: int
    share: float | None
    expected: float | None
    load_before: float
    load_after: float
    capacity: float | None


class Fairness(InGrid, Model):
    """How evenly a run gave out its tickets.

    Attributes:
        agents: a row for each agent, in the order of the pool.
        basis: what the expected shares are split by: "weight" for a weighted rotation, "capacity" for a balance by
            share or spare in which everyone has one, else "even".
        assigned: tickets given out.
        waiting: tickets nobody took, without the stale ones.
        stale: tickets left out for want of activity.
        spread: the most tickets of an agent less the fewest, among those who might have taken one. None when there
            was none.
        load_spread: the highest load after the run less the lowest, among the same.
        longest_wait, longest_wait_ticket: among the tickets given out, from creation to the run, and whose; None
            without one. A ticket created after the run's instant has waited for nothing.
        longest_waiting, longest_waiting_ticket: the same among those that wait on; stale ones left out.
    """

    agents: tuple[AgentShare, ...]
    basis: Basis
    assigned: int
    waiting: int
    stale: int
    spread: int | None
    load_spread: float | None
    longest_wait: Elapsed | None
    longest_wait_ticket: str | None
    longest_waiting: Elapsed | None
    longest_waiting_ticket: str | None

    @property
    def share(self) -> Mapping[str, float | None]:
        """The share of each agent, 0 to 1."""
        return FrozenMap({row.agent: row.share for row in self.agents})

    @property
    def headline(self) -> str:
        """The figures of the whole run in one line."""
        parts = [f"{self.assigned} assigned", f"{self.waiting} waiting", f"{self.stale} stale"]
        if self.spread is not None and self.load_spread is not None:
            parts.append(f"spread {self.spread}, of load {number(self.load_spread)}")
        if self.longest_wait is not None:
            parts.append(f"longest wait {amount(self.longest_wait)} (ticket {self.longest_wait_ticket})")
        if self.longest_waiting is not None:
            parts.append(f"still waiting {amount(self.longest_waiting)} (ticket {self.longest_waiting_ticket})")
        return "; ".join(parts)

    def _grid(self) -> Grid:
        return Grid(self.headline, _HEAD, [_cells(row) for row in self.agents], right=range(1, len(_HEAD)))


def _cells(row: AgentShare) -> tuple[str, ...]:
    return (
        row.agent,
        str(row.assigned),
        str(row.eligible),
        _percent(row.share),
        _percent(row.expected),
        number(row.load_before),
        number(row.load_after),
        "-" if row.capacity is None else number(row.capacity),
    )


def _percent(share: float | None) -> str:
    return "-" if share is None else f"{100 * share:.1f} %"
