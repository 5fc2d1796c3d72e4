"""Customer tiers: the printed multipliers, and the printed P1 targets that do not follow from them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

from supportops._frozen import FrozenMap
from supportops.durations import BusinessDays
from supportops.presets._read import minutes, number
from supportops.presets.table import Row, load
from supportops.sla.targets import scaled

__all__ = ["TIER_FACTORS", "TIER_PRINTED", "printed_tables"]

Amount = timedelta | BusinessDays
Table = Mapping[str, Mapping[str, Amount | None]]

_ROWS = load("sla_customer_tier_multipliers").rows

TIER_FACTORS: Mapping[str, float] = FrozenMap({str(row["tier"]): number(row["multiplier"]) for row in _ROWS})
"""Tier to the factor on every target; below 1 is faster.

Source: Support Operations skill pack, SLA by Customer Tier.

Example:
    >>> TIER_FACTORS["enterprise"]
    0.5
"""


def _printed(row: Row) -> Mapping[str, Mapping[str, Amount | None]]:
    # The one cell without minutes says "next business day": due by the close of that day.
    resolution = minutes(row["p1_resolution_minutes_stated"]) or BusinessDays(1, until="close")
    response = minutes(row["p1_response_minutes_stated"])
    return FrozenMap({"P1": FrozenMap({"first_response": response, "resolution": resolution})})


TIER_PRINTED: Mapping[str, Table] = FrozenMap({str(row["tier"]): _printed(row) for row in _ROWS})
"""Tier to the P1 targets printed beside its multiplier: priority -> metric -> amount.

Four of the five responses and the resolution of "free" are not the multiplier's product. "Next business day" is
read as the close of the next business day.

Source: Support Operations skill pack, SLA by Customer Tier.

Example:
    >>> TIER_PRINTED["enterprise"]["P1"]["first_response"]
    datetime.timedelta(seconds=420)
"""


def printed_tables(targets: Table) -> dict[str, Table]:
    """Return a full targets table for each tier: the printed P1 targets, the multiplier for all others.

    Args:
        targets: the base table, priority -> metric -> amount.
    """
    return {tier: _overlaid(_multiplied(targets, factor), TIER_PRINTED[tier]) for tier, factor in TIER_FACTORS.items()}


def _multiplied(targets: Table, factor: float) -> Table:
    return {
        priority: {metric: None if amount is None else scaled(amount, factor) for metric, amount in row.items()}
        for priority, row in targets.items()
    }


def _overlaid(table: Table, printed: Table) -> Table:
    return {priority: {**row, **printed.get(priority, {})} for priority, row in table.items()}
