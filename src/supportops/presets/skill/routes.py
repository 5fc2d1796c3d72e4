"""Which skill and level takes a category, and who steps in."""

from __future__ import annotations

from supportops.presets.table import Cell, load
from supportops.triage import Route

__all__ = ["ROUTES"]


def _name(cell: Cell) -> str | None:
    return None if cell is None else str(cell)


ROUTES: tuple[Route, ...] = tuple(
    Route(
        str(row["category"]),
        str(row["primary_skill"]),
        str(row["tier"]),
        fallback=_name(row["fallback"]),
        fallback_level=_name(row["fallback_tier"]),
    )
    for row in load("skill_routing_matrix").rows
)
"""Eight categories, each with its skill, level and fallback; `KEYWORDS` finds the category.

Nothing is printed for feature requests and questions: give `route` a `default` for them. Security starts at L2 here;
the escalation triggers of the same source send it on to L3 as soon as its impact is known.

Source: Support Operations skill pack, Skill-Based Routing Matrix.

Example:
    >>> from supportops.triage import route
    >>> print(route({"category": "api_errors"}, ROUTES, busy={"api_integration"}))
    L3 Engineering (L3): category = api_errors; nobody with api_integration is free, so its fallback takes it
"""
