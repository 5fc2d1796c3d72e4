"""Scores of tools, and what several savings come to together."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from fractions import Fraction

from supportops._formulas import Number, checked, decimal
from supportops._frozen import FrozenMap
from supportops.capacity.cost._amounts import amounts
from supportops.errors import DomainError, near, shortened

__all__ = ["TOOL_SAVINGS", "TOOL_WEIGHTS", "combined_saving", "tool_score"]

TOOL_WEIGHTS: Mapping[str, float] = FrozenMap(
    {
        "agent_experience": 0.25,
        "customer_experience": 0.25,
        "scalability": 0.2,
        "integration": 0.15,
        "reporting": 0.1,
        "total_cost": 0.05,
    }
)
"""Published weights of the criteria for a tool; they sum to 1.

Source: Support Operations skill pack, Support Tool Stack Optimization > Tool Selection Criteria.
"""
TOOL_SAVINGS: Mapping[str, tuple[float, float]] = FrozenMap(
    {
        "right_size_licenses": (0.1, 0.2),
        "negotiate_annually": (0.15, 0.25),
        "automate_deflection": (0.2, 0.4),
        "consolidate_tools": (0.1, 0.3),
    }
)
"""Published share of tool cost that each lever saves, low and high. Usage-based pricing is named without a share.

Source: Support Operations skill pack, Support Tool Stack Optimization > Cost Optimization.
"""


def tool_score(ratings: Mapping[str, float], *, weights: Mapping[str, float] = TOOL_WEIGHTS) -> float:
    """Return the weighted mean of a tool's ratings, on the scale of the ratings.

    sum of weight * rating / sum of weights.

    Args:
        ratings: criterion to rating, >= 0, all on one scale.
        weights: criterion to weight, >= 0; they need not sum to 1. The names of both are the same.

    Returns:
        Score, between the lowest and the highest rating.

    Raises:
        DomainError: a criterion in one of them only, a negative, or weights that are all 0.

    Source: Support Operations skill pack, Support Tool Stack Optimization > Tool Selection Criteria.

    Example:
        >>> ratings = {"agent_experience": 4, "customer_experience": 5, "scalability": 3}
        >>> tool_score({**ratings, "integration": 4, "reporting": 2, "total_cost": 5})
        3.9
    """
    rated, heavy = amounts(ratings, "ratings"), amounts(weights, "weights")
    for name in rated:
        if name not in heavy:
            raise DomainError(
                f"ratings has {shortened(repr(name))}, which has no weight; {near(str(name), heavy)}",
                field="ratings", value=name, allowed=heavy,
            )  # fmt: skip
    missing = [name for name in heavy if name not in rated]
    if missing:
        raise DomainError(f"ratings lacks {', '.join(missing)}; rate each criterion", field="ratings")
    whole = sum(heavy.values(), Fraction(0))
    if not whole:
        raise DomainError("weights sum to 0; give one of them more", field="weights", value=weights)
    return float(sum(weight * rated[name] for name, weight in heavy.items()) / whole)


def combined_saving(shares: Number | Sequence[float]) -> float:
    """Return the share that several savings save together, each of what the others leave.

    1 - product of (1 - share): they compound and do not add up. Deflection by several means combines alike.

    Args:
        shares: of each saving, 0..1. None of them: 0.

    Returns:
        Share, 0..1.

    Raises:
        DomainError: a share outside 0..1.

    Source: Support Operations skill pack, Support Tool Stack Optimization > Cost Optimization, for the shares; that
        they compound is ours.

    Example:
        >>> combined_saving([low for low, _ in TOOL_SAVINGS.values()]), combined_saving([0.35, 0.15])
        (0.4492, 0.4475)
    """
    given = checked(shares, "shares", at_least=0, at_most=1)
    return float(1 - math.prod(1 - decimal(share) for share in given.ravel().tolist()))
