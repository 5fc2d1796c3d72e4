"""How many agents leave."""

from __future__ import annotations

import math

from supportops._formulas import number

__all__ = ["monthly_attrition", "remaining"]


def monthly_attrition(annual_rate: float) -> float:
    """Return the share of agents that leaves each month when so many leave in a year.

    1 - (1 - annual_rate) ** (1 / 12): twelve such months make the year. A twelfth of the annual rate would be
    too little, as it is taken each month of fewer people.

    Args:
        annual_rate: share of the agents there at its start who are gone after a year, 0..1; at 1 all go in the
            first month.

    Returns:
        Share a month, 0..1.

    Raises:
        DomainError: outside 0..1.

    Source: compound rates, as for interest; no published item prints a rate.

    Example:
        >>> round(monthly_attrition(0.3), 6)
        0.029286
    """
    rate = number(annual_rate, "annual_rate", at_least=0, at_most=1)
    # Through logarithms a rate of a billionth keeps its digits.
    return 1.0 if rate == 1 else 0.0 - math.expm1(math.log1p(-rate) / 12)


def remaining(agents: float, annual_rate: float, *, months: float) -> float:
    """Return how many of the agents are still there after some months.

    agents * (1 - annual_rate) ** (months / 12). A mean, so no whole number.

    Args:
        agents: how many there are now, >= 0.
        annual_rate: share that leaves in a year, 0..1.
        months: >= 0.

    Returns:
        Agents, 0..agents.

    Raises:
        DomainError: an input outside its range.

    Source: compound rates, as for interest.

    Example:
        >>> remaining(20, 0.25, months=24)
        11.25
    """
    team = number(agents, "agents", at_least=0)
    rate = number(annual_rate, "annual_rate", at_least=0, at_most=1)
    share: float = (1 - rate) ** (number(months, "months", at_least=0) / 12)
    return team * share
