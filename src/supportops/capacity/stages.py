"""The size of a team from its number of customers: by a ratio, and by the published stages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from supportops._formulas import Number, broadcast, checked, number
from supportops._shown import Grid, InGrid
from supportops.capacity._exact import exact, nearest, staffed
from supportops.capacity.agents import Agents
from supportops.capacity.steps import Step, shown

__all__ = ["CUSTOMERS_PER_AGENT", "SUPPORT_OPS", "Range", "TeamStage", "agents_for_customers", "team_stage"]

Range = tuple[int | None, int | None]
"""Low and high, both included; None where open."""

CUSTOMERS_PER_AGENT: tuple[int, int] = (400, 600)
"""Published low and high (The Product Builder's Playbook, chapter 27, Support Team Scaling). The stages of the same
chapter hold 167 to 1,667 customers an agent.
"""

SUPPORT_OPS: Mapping[str, tuple[int, int]] = MappingProxyType(
    {"agents": (8, 15), "roles_at_first": (1, 2), "roles_when_mature": (4, 6)}
)
"""From how many agents a support operations function is needed, and how many roles it has: hybrid ones at first, named
ones when mature (Customer Support Operations: A Guide for Support Teams in 2026, FAQs).
"""


@dataclass(frozen=True, slots=True)
class TeamStage(InGrid):
    """What a team looks like at a number of customers, as published.

    Attributes:
        name: "early", "growth", "scale" or "mature".
        agents: low and high, None where open.
        tickets_per_month: low and high, None where open.
        structure: in a few words.
    """

    name: str
    agents: Range
    tickets_per_month: Range
    structure: str

    def _grid(self) -> Grid:
        rows = [("agents", _range(self.agents)), ("tickets per month", _range(self.tickets_per_month))]
        return Grid(f"Stage: {self.name}", ("what", "value"), [*rows, ("structure", self.structure)])


_STAGES: tuple[tuple[float, TeamStage], ...] = (
    (500, TeamStage("early", (1, 2), (100, 300), "founders plus one generalist")),
    (5_000, TeamStage("growth", (3, 8), (300, 2_000), "T1 generalists plus T2 specialists")),
    (50_000, TeamStage("scale", (10, 30), (2_000, 15_000), "full tiers plus KB team")),
    (float("inf"), TeamStage("mature", (30, None), (15_000, None), "regional teams, 24/7")),
)
"""Customers under so many, and their stage."""


def agents_for_customers(customers: Number, customers_per_agent: Number) -> Agents:
    """Return customers / customers per agent, rounded up once.

    Args:
        customers: >= 0. Shape (...).
        customers_per_agent: > 0; `CUSTOMERS_PER_AGENT` is the published range, simple products at its high end.

    Raises:
        DomainError: an input outside its range, or arrays that do not broadcast.

    Source: The Product Builder's Playbook, chapter 27, Support Team Scaling (key ratio).

    Example:
        >>> [agents_for_customers(5_000, ratio).rounded for ratio in CUSTOMERS_PER_AGENT]
        [13, 9]
    """
    people = checked(customers, "customers", at_least=0)
    each = checked(customers_per_agent, "customers_per_agent", more_than=0)
    broadcast(customers=people, customers_per_agent=each)
    agents = exact(people) / exact(each)
    how = f"customers {shown(people)} / customers of one agent {shown(each)}"
    return staffed(agents, steps=(Step("agents", how, nearest(agents)),))


def team_stage(customers: float) -> TeamStage:
    """Return the stage of a team with so many customers.

    "early" under 500, "growth" under 5,000, "scale" under 50,000, "mature" from there.

    Args:
        customers: >= 0.

    Raises:
        DomainError: a negative number, or an array.

    Source: The Product Builder's Playbook, chapter 27, Support Team Scaling. Growth and scale share 5,000 there: it
        is "scale" here.

    Example:
        >>> team_stage(1_000).name, team_stage(1_000).agents, team_stage(50_000).agents
        ('growth', (3, 8), (30, None))
    """
    people = number(customers, "customers", at_least=0)
    return next(stage for below, stage in _STAGES if people < below)


def _range(ends: Range) -> str:
    low, high = ends
    return f"{low:,} or more" if high is None else f"{low:,} to {high:,}"
