"""The example of FormFlow: support before and after six months of work on it, and what follows from the figures."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from fractions import Fraction
from typing import Annotated, TypeAlias

from pydantic import AfterValidator, Field

from supportops._formulas import decimal
from supportops._frozen import FrozenMap
from supportops._model import Model
from supportops.capacity.cost import combined_saving
from supportops.durations import Elapsed
from supportops.presets._read import number, texts
from supportops.presets.table import Cell, load

__all__ = ["FORMFLOW", "SupportCase"]

_Count: TypeAlias = Annotated[int, Field(ge=1)]
_Share: TypeAlias = Annotated[float, Field(ge=0, le=1)]
_Change: TypeAlias = Annotated[float, Field(gt=-1, allow_inf_nan=False)]
_Time: TypeAlias = Annotated[Elapsed, Field(gt=timedelta(0))]


class SupportCase(Model):
    """A case as printed; the properties compute what follows from it.

    Attributes:
        customers: before; afterwards is not printed.
        agents: before.
        tickets_per_month: before.
        response: before; called an average response time.
        csat: before, a share.
        how_to_share: of the tickets, before.
        actions: what was done, in order.
        articles: written for the knowledge base.
        agents_hired: in addition.
        deflection: what takes tickets away to the share that it takes of what reaches it, the first one first.
        months: until the figures afterwards.
        tickets_per_customer_change: relative.
        first_response_after: called a first response time.
        csat_after: a share.
        cost_per_customer_change: relative.
    """

    customers: _Count
    agents: _Count
    tickets_per_month: Annotated[int, Field(ge=0)]
    response: _Time
    csat: _Share
    how_to_share: _Share
    actions: tuple[str, ...]
    articles: Annotated[int, Field(ge=0)]
    agents_hired: Annotated[int, Field(ge=0)]
    deflection: Annotated[Mapping[str, _Share], AfterValidator(FrozenMap)]
    months: _Count
    tickets_per_customer_change: _Change
    first_response_after: _Time
    csat_after: _Share
    cost_per_customer_change: _Change

    @property
    def agents_after(self) -> int:
        """Agents with those hired. Computed."""
        return self.agents + self.agents_hired

    @property
    def combined_deflection(self) -> float:
        """Share of the tickets that all means take away, each of what the others leave. Computed.

        It agrees with the printed change of tickets for each customer, and the sum of the shares does not.
        """
        return combined_saving(tuple(self.deflection.values()))

    @property
    def tickets_left(self) -> float:
        """Tickets a month that are left, from as many customers. Computed."""
        return float((1 - decimal(self.combined_deflection)) * self.tickets_per_month)

    @property
    def tickets_per_100_customers(self) -> float:
        """Tickets a month of 100 customers, before. Computed."""
        return 100 * self.tickets_per_month / self.customers

    @property
    def tickets_per_agent(self) -> float:
        """Tickets a month of one agent, before. Computed."""
        return self.tickets_per_month / self.agents

    @property
    def customers_per_agent(self) -> float:
        """Customers of one agent, before. Computed."""
        return self.customers / self.agents

    @property
    def customers_per_agent_after(self) -> float:
        """Customers of one agent with those hired, if there are as many customers as before. Computed."""
        return self.customers / self.agents_after

    @property
    def response_change(self) -> float:
        """Relative change of the response, under 0 when it gets faster. Computed.

        An average response time is set against a first response time, as the source does.
        """
        microsecond = timedelta(microseconds=1)
        return float(Fraction(self.first_response_after // microsecond, self.response // microsecond) - 1)

    @property
    def csat_change(self) -> float:
        """Change of the satisfaction as a share: 0.27 is 27 points. Computed."""
        return float(decimal(self.csat_after) - decimal(self.csat))

    @property
    def customer_growth(self) -> float:
        """Customers afterwards for each one before, if cost goes with the number of agents. Computed.

        agents afterwards / agents before / (1 + change of the cost of a customer). Tools cost money too, so that it
        is a reading, and not a figure of the source.
        """
        return float(Fraction(self.agents_after, self.agents) / (1 + decimal(self.cost_per_customer_change)))

    def __str__(self) -> str:
        return (
            f"{self.agents} to {self.agents_after} agents in {self.months} months; "
            f"csat {self.csat:.0%} to {self.csat_after:.0%}, "
            f"tickets per customer {self.tickets_per_customer_change:+.0%}, "
            f"cost per customer {self.cost_per_customer_change:+.0%}"
        )


def _part(part: str) -> dict[str, Cell]:
    return {str(row["figure"]): row["value"] for row in load("formflow_case").rows if row["part"] == part}


def _case() -> SupportCase:
    before, change, after = map(_part, ("before", "change", "after"))
    return SupportCase.model_validate(
        {
            **before,
            "response": timedelta(hours=number(before["response"])),
            **change,
            "actions": texts(change["actions"]),
            "deflection": _part("deflection"),
            **{name: after[name] for name in ("months", "tickets_per_customer_change", "cost_per_customer_change")},
            "first_response_after": timedelta(hours=number(after["first_response"])),
            "csat_after": after["csat"],
        }
    )


FORMFLOW: SupportCase = _case()
"""FormFlow, with 2,000 customers and two agents at first: a knowledge base, a chatbot and two more agents.

Its fields are printed; what its properties return is computed.

Source: The Product Builder's Playbook, chapter 27, Real-World Example: FormFlow.

Example:
    >>> print(FORMFLOW)
    2 to 4 agents in 6 months; csat 62% to 89%, tickets per customer -45%, cost per customer -30%
    >>> FORMFLOW.combined_deflection, FORMFLOW.tickets_left
    (0.4475, 276.25)
    >>> round(FORMFLOW.customer_growth, 3)
    2.857
"""
