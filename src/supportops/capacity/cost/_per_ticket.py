"""What an agent costs in a year, and so a ticket."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from supportops._frozen import FrozenMap
from supportops._shown import Grid, InGrid
from supportops.capacity.cost._amounts import amount, as_float
from supportops.capacity.steps import Explanation, Step, shown

__all__ = ["CostPerTicket", "agent_year", "per_ticket"]


@dataclass(frozen=True, slots=True)
class CostPerTicket(InGrid):
    """What one ticket costs.

    Attributes:
        total: cost of a ticket; None without tickets.
        components: what it is made of: salary, tools, training and overhead, each for one ticket; none without tickets.
            They sum to the total, but for the last digit of a float.
    """

    total: float | None
    components: Mapping[str, float]
    steps: tuple[Step, ...] = field(default=(), repr=False, compare=False)

    def explain(self) -> Explanation:
        """Return how the cost came about."""
        return Explanation("Cost per ticket", self.steps)

    def _grid(self) -> Grid:
        rows = [*self.components.items(), ("total", self.total)]
        return Grid("Cost per ticket", ("component", "cost"), [(name, shown(cost)) for name, cost in rows], right=(1,))


def agent_year(*, salary: float, tools: float = 0, training: float = 0, overhead: float = 0) -> float:
    """Return what an agent costs in a year: the sum of salary, tools, training and overhead.

    Args:
        salary: with benefits, a year, >= 0.
        tools: seats and licences, a year, >= 0.
        training: a year, >= 0.
        overhead: the agent's part of management, a year, >= 0.

    Returns:
        Money a year.

    Raises:
        DomainError: an amount that is negative or not finite.

    Source: Support Operations skill pack, Workforce Management & Capacity Planning > Cost Per Ticket Analysis.

    Example:
        >>> agent_year(salary=60_000, tools=5_000, training=2_000, overhead=8_000)
        75000.0
    """
    return as_float(sum(_amounts(salary, tools, training, overhead).values(), Fraction(0)))


def per_ticket(
    *, tickets: float, salary: float, tools: float = 0, training: float = 0, overhead: float = 0
) -> CostPerTicket:
    """Return what a ticket costs, by component: the cost of an agent's year over the tickets of the agent's year.

    Args:
        tickets: that an agent handles in a year, >= 0: those of a day times the working days.
        salary: as for `agent_year`, and so are the others.
        tools: a year, >= 0.
        training: a year, >= 0.
        overhead: a year, >= 0.

    Raises:
        DomainError: a number that is negative or not finite.

    Source: Support Operations skill pack, Workforce Management & Capacity Planning > Cost Per Ticket Analysis.

    Example:
        >>> cost = per_ticket(tickets=25 * 240, salary=60_000, tools=5_000, training=2_000, overhead=8_000)
        >>> cost.total
        12.5
        >>> print(cost)
        Cost per ticket
        component      cost
        salary           10
        tools      0.833333
        training   0.333333
        overhead    1.33333
        total          12.5
    """
    handled, costs = amount(tickets, "tickets"), _amounts(salary, tools, training, overhead)
    year = sum(costs.values(), Fraction(0))
    steps = (
        Step("cost of an agent's year", " + ".join(costs), as_float(year)),
        Step("tickets of an agent's year", "as given", as_float(handled)),
    )
    if not handled:
        return CostPerTicket(None, FrozenMap(), (*steps, Step("cost per ticket", "no tickets, no cost of one", None)))
    last = Step("cost per ticket", "cost of the year / its tickets", as_float(year / handled))
    components = FrozenMap({name: as_float(cost / handled) for name, cost in costs.items()})
    return CostPerTicket(as_float(year / handled), components, (*steps, last))


def _amounts(salary: float, tools: float, training: float, overhead: float) -> dict[str, Fraction]:
    given = {"salary": salary, "tools": tools, "training": training, "overhead": overhead}
    return {name: amount(value, name) for name, value in given.items()}
