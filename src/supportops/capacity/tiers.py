"""Agents by tier: a headcount split by a ratio, or each tier's tickets by its throughput."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from types import MappingProxyType

import numpy as np

from supportops._formulas import Floats, Number, checked, decimal, whole
from supportops.capacity._exact import exact, nearest, staffed
from supportops.capacity.agents import Agents
from supportops.capacity.steps import Step, shown
from supportops.errors import DomainError

__all__ = ["TIER_RATIOS", "agents_by_tier", "tier_split"]

TIER_RATIOS: Mapping[str, tuple[int, int, int]] = MappingProxyType(
    {"early_stage": (5, 2, 1), "growth": (8, 3, 1), "scale": (10, 3, 1), "enterprise_focus": (6, 4, 2)}
)
"""Stage to its ratio L1 : L2 : L3, as published (Support Operations skill pack, Tier Staffing Ratios)."""


def tier_split(headcount: int, ratio: Sequence[float]) -> tuple[int, ...]:
    """Return a headcount split by a ratio, in whole people that sum to it.

    Largest remainder: each tier gets the whole part of its share, and who is left goes to the largest remainders, ties
    to the first.

    Args:
        headcount: whole, >= 0.
        ratio: one number a tier, >= 0, not all zero.

    Raises:
        DomainError: an input outside its range.

    Source: Support Operations skill pack, Tier Staffing Ratios.

    Example:
        >>> tier_split(8, TIER_RATIOS["early_stage"]), tier_split(10, TIER_RATIOS["growth"])
        ((5, 2, 1), (7, 2, 1))
    """
    people = whole(headcount, "headcount")
    parts = [decimal(part) for part in _series(ratio, "ratio")]
    total = sum(parts, Fraction(0))
    if not total:
        raise DomainError("ratio is all zero; give at least one number > 0", field="ratio", value=ratio)
    shares = [people * part / total for part in parts]
    split = [int(share) for share in shares]
    by_rest = sorted(range(len(parts)), key=lambda tier: split[tier] - shares[tier])
    for tier in by_rest[: people - sum(split)]:
        split[tier] += 1
    return tuple(split)


def agents_by_tier(
    volume: Number, *, shares: Sequence[float], tickets_per_agent: float | Sequence[float]
) -> tuple[Agents, ...]:
    """Return how many agents each tier takes: volume * its share / what one of its agents handles.

    Args:
        volume: tickets in the period, >= 0. Shape (...).
        shares: of the tickets, one a tier, 0 to 1. Where they do not sum to 1, each answer has a warning: a ticket that
            two tiers work on may be meant.
        tickets_per_agent: in the same period, > 0; one number, or one a tier.

    Returns:
        One `Agents` a tier, each rounded up by itself.

    Raises:
        DomainError: an input outside its range, or not as many rates as shares.

    Source: Support Operations skill pack, Support Tier Structure.

    Example:
        >>> found = agents_by_tier(1_200, shares=(0.65, 0.30, 0.05), tickets_per_agent=(156, 180, 60))
        >>> [tier.rounded for tier in found]
        [5, 2, 1]
    """
    tickets = checked(volume, "volume", at_least=0)
    parts = _series(shares, "shares")
    checked(parts, "shares", at_most=1)
    rates = checked(tickets_per_agent, "tickets_per_agent", more_than=0)
    if rates.ndim and rates.shape != parts.shape:
        message = f"tickets_per_agent has {rates.size} numbers for {parts.size} shares; give one each, or one for all"
        raise DomainError(message, field="tickets_per_agent", value=tickets_per_agent)
    total = sum((decimal(part) for part in parts), Fraction(0))
    # Shares that are thirds on paper are not whole decimals.
    warnings = () if abs(total - 1) <= _SLACK else (f"the shares sum to {float(total):.6g}, not to 1",)
    return tuple(
        _tier(tickets, part, rate, warnings) for part, rate in zip(*np.broadcast_arrays(parts, rates), strict=True)
    )


def _tier(tickets: Floats, share: float, rate: float, warnings: tuple[str, ...]) -> Agents:
    agents = exact(tickets) * decimal(share) / decimal(rate)
    how = f"volume {shown(tickets)} x share {share:g} / tickets of one agent {rate:g}"
    return staffed(agents, steps=(Step("agents for the work", how, nearest(agents)),), warnings=warnings)


def _series(values: Sequence[float], name: str) -> Floats:
    series = checked(values, name, at_least=0)
    if series.ndim != 1 or not series.size:
        raise DomainError(f"{name} is one number a tier; give a series of at least one", field=name, value=values)
    return series


_SLACK = Fraction(1, 10**9)
