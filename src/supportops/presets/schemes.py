"""The words that the sources use for customers, statuses and categories, and what they choose a policy by."""

from __future__ import annotations

from collections.abc import Mapping

from supportops._frozen import FrozenMap
from supportops.presets._read import texts
from supportops.presets.table import Row, load
from supportops.vocabulary import Scale

__all__ = ["CATEGORY_SCHEMES", "SELECTION_KEYS", "STATUS_SCHEMES", "TIER_SCHEMES"]


def _scheme(row: Row) -> Scale | tuple[str, ...]:
    values = texts(row["values"])
    # Printed lowest first; rank 1 of a scale is its top.
    return Scale(*reversed(values)) if row["ordered_low_to_high"] else values


TIER_SCHEMES: Mapping[str, Scale | tuple[str, ...]] = FrozenMap(
    {str(row["scheme"]): _scheme(row) for row in load("customer_tier_schemes").rows}
)
"""Plans, tiers and segments by scheme: a `Scale` where the source has an order, else the bare words.

No scheme is mapped to another: the sources give no such mapping, and share few words.
"""

STATUS_SCHEMES: Mapping[str, tuple[str, ...]] = FrozenMap(
    {str(row["scheme"]): texts(row["statuses"]) for row in load("ticket_status_schemes").rows}
)
"""Statuses by scheme. `supportops.tickets.BASIC_STATUSES` and `EXTENDED_STATUSES` say what they mean."""

SELECTION_KEYS: Mapping[str, tuple[str, ...]] = FrozenMap(
    {str(row["scheme"]): texts(row["keys"]) for row in load("sla_selection_keys").rows}
)
"""What the sources choose a policy by; each is a key of `supportops.sla.Select`.

Channel and priority are keys of their own; customer tier, plan tier and segment are `tier`; a contract or a
severe incident is one of `fields`, or the `override` of a `PolicySet`.
"""

CATEGORY_SCHEMES: Mapping[str, tuple[str, ...]] = FrozenMap(
    {str(row["scheme"]): texts(row["values"]) for row in load("ticket_category_schemes").rows}
)
"""Categories of tickets by scheme. No scheme is mapped to another: they cut the work differently.

Source: The Product Builder's Playbook, chapter 27; Support Operations skill pack; SaaS support system design.

Example:
    >>> CATEGORY_SCHEMES["basic_six"]
    ('bug', 'how_to', 'feature', 'billing', 'account', 'integration')
"""
