"""The example of a desk with eight agents: what is printed of it, and what follows."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from fractions import Fraction
from typing import Annotated, Literal, TypeAlias

from pydantic import AfterValidator, Field, field_validator

from supportops._formulas import decimal
from supportops._frozen import FrozenMap
from supportops._model import Model
from supportops.capacity import deflection_effect
from supportops.durations import Elapsed, format_duration
from supportops.presets._read import number, texts
from supportops.presets.table import Cell, load

__all__ = ["EIGHT_AGENT_TEAM", "SampleLevel", "SampleTeam", "TeamGoal"]

_Count: TypeAlias = Annotated[int, Field(ge=1)]
_Share: TypeAlias = Annotated[float, Field(ge=0, le=1)]
_Shares: TypeAlias = Annotated[Mapping[str, _Share], AfterValidator(FrozenMap)]
_NEEDED = {"first_response": "hours", "knowledge_base_deflection": "fraction"}


class SampleLevel(Model):
    """The plan for one level of support.

    Attributes:
        agents: how many work there.
        scope: kinds of tickets.
        share: of the tickets, that it should resolve.
        note: who else is there, or None.
    """

    agents: _Count
    scope: tuple[str, ...]
    share: _Share
    note: str | None


class TeamGoal(Model):
    """A figure that the team should reach.

    Attributes:
        value: in `unit`.
        unit: hours, or a fraction of 1.
        within: how long it may take, in words; None: not printed.
    """

    value: Annotated[float, Field(ge=0, allow_inf_nan=False)]
    unit: Literal["hours", "fraction"]
    within: str | None

    def __str__(self) -> str:
        return f"{self.value:g} {self.unit}" + ("" if self.within is None else f" within {self.within}")


class SampleTeam(Model):
    """A team as printed; the properties compute what follows from it.

    Attributes:
        agents: without the leads.
        leads: of the team.
        tickets_per_month: all that come in.
        tool: the help desk that it works with.
        has_formal_slas: whether it had promised anything.
        has_knowledge_base: whether customers could read up on anything.
        first_response: the time to it.
        csat: share of satisfied answers.
        customers: segment to its share of the customers; they sum to 1.
        categories: category to its share of the tickets, for the largest ones only.
        levels: level to its plan; the shares sum to 1.
        first_articles: topics of the first articles of the knowledge base.
        goals: figure to what it should become.
    """

    agents: _Count
    leads: Annotated[int, Field(ge=0)]
    tickets_per_month: Annotated[int, Field(ge=0)]
    tool: str
    has_formal_slas: bool
    has_knowledge_base: bool
    first_response: Annotated[Elapsed, Field(gt=timedelta(0))]
    csat: _Share
    customers: _Shares
    categories: _Shares
    levels: Annotated[Mapping[str, SampleLevel], AfterValidator(FrozenMap)]
    first_articles: tuple[str, ...]
    goals: Annotated[Mapping[str, TeamGoal], AfterValidator(FrozenMap)]

    @field_validator("goals")
    @classmethod
    def _has_what_is_computed_with(cls, goals: Mapping[str, TeamGoal]) -> Mapping[str, TeamGoal]:
        for name, unit in _NEEDED.items():
            if name not in goals or goals[name].unit != unit:
                raise ValueError(f"there is no goal {name!r} with the unit {unit!r}; give one")
        return goals

    @property
    def tickets_per_agent(self) -> float:
        """Tickets a month of one agent. Computed."""
        return self.tickets_per_month / self.agents

    @property
    def tickets_by_level(self) -> Mapping[str, float]:
        """Tickets a month that each level should resolve. Computed."""
        return self._tickets({level: plan.share for level, plan in self.levels.items()})

    @property
    def tickets_per_agent_by_level(self) -> Mapping[str, float]:
        """Tickets a month of one agent of each level. Computed."""
        return FrozenMap({level: count / self.levels[level].agents for level, count in self.tickets_by_level.items()})

    @property
    def tickets_by_category(self) -> Mapping[str, float]:
        """Tickets a month of each printed category. Computed."""
        return self._tickets(self.categories)

    @property
    def tickets_by_segment(self) -> Mapping[str, float]:
        """Tickets a month of each segment, if its customers write as often as others. Computed."""
        return self._tickets(self.customers)

    @property
    def tickets_after_deflection(self) -> float:
        """Tickets a month that are left when the knowledge base answers its goal's share. Computed.

        There is no knowledge base before, so that nothing is deflected yet.
        """
        saved = deflection_effect(0.0, self.goals["knowledge_base_deflection"].value)
        return float((1 - decimal(saved)) * self.tickets_per_month)

    @property
    def first_response_change(self) -> float:
        """Relative change of the first response from now to its goal, under 0 when it gets faster. Computed."""
        goal = decimal(self.goals["first_response"].value)
        return float(goal / (Fraction(self.first_response // timedelta(microseconds=1), 3_600_000_000)) - 1)

    def _tickets(self, shares: Mapping[str, float]) -> Mapping[str, float]:
        return FrozenMap({name: float(decimal(share) * self.tickets_per_month) for name, share in shares.items()})

    def __str__(self) -> str:
        split = ", ".join(f"{level} {plan.agents} ({plan.share:.0%})" for level, plan in self.levels.items())
        waits = format_duration(self.first_response)
        return f"{self.agents} agents, {self.tickets_per_month:,} tickets a month, {waits} to respond; {split}"


_ROWS = load("eight_agent_team").rows


def _part(part: str) -> dict[str, Cell]:
    return {str(row["figure"]): row["value"] for row in _ROWS if row["part"] == part}


def _levels() -> dict[str, SampleLevel]:
    return {
        str(row["tier"]): SampleLevel.model_validate(
            {
                "agents": row["agents"],
                "scope": texts(row["scope"]),
                "share": row["resolve_share_target"],
                "note": row["note"],
            }
        )
        for row in load("skill_page_tier_plan").rows
    }


def _team() -> SampleTeam:
    team, now = _part("team"), _part("now")
    goals = {str(row["figure"]): row for row in _ROWS if row["part"] == "goals"}
    return SampleTeam.model_validate(
        {
            **{name: team[name] for name in ("agents", "leads", "tickets_per_month", "tool")},
            "has_formal_slas": team["formal_slas"],
            "has_knowledge_base": team["knowledge_base"],
            "first_response": timedelta(hours=number(now["first_response"])),
            "csat": now["csat"],
            "customers": _part("customers"),
            "categories": _part("categories"),
            "levels": _levels(),
            "first_articles": texts(_part("plan")["first_articles"]),
            "goals": {name: {key: row[key] for key in ("value", "unit", "within")} for name, row in goals.items()},
        }
    )


EIGHT_AGENT_TEAM: SampleTeam = _team()
"""The team of the skill page: 8 agents and a lead, 1,200 tickets a month, levels 5 : 2 : 1.

Its fields are printed; what its properties return is computed. Its promises by customer segment are `SEGMENT_TARGETS`.
5 : 2 : 1 is `supportops.capacity.TIER_RATIOS["early_stage"]`.

Source: Support Operations skill pack, Example (skill page).

Example:
    >>> print(EIGHT_AGENT_TEAM)
    8 agents, 1,200 tickets a month, 4h12m to respond; L1 5 (65%), L2 2 (30%), L3 1 (5%)
    >>> EIGHT_AGENT_TEAM.tickets_per_agent, EIGHT_AGENT_TEAM.tickets_per_agent_by_level["L2"]
    (150.0, 180.0)
    >>> print(EIGHT_AGENT_TEAM.goals["first_response"])
    1.5 hours within 90 days
"""
