"""Time that is paid and not spent on tickets: combined from its parts, and beside the published ranges."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import prod
from types import MappingProxyType
from typing import Literal

from supportops._formulas import checked, decimal, number
from supportops._shown import Grid, InGrid, percent
from supportops.errors import DomainError, near, shortened

__all__ = ["UTILISATION_BREAKDOWN", "Breakdown", "combine_shrinkage", "utilisation_breakdown"]

UTILISATION_BREAKDOWN: Mapping[str, tuple[float, float]] = MappingProxyType({
    "ticket_handling": (0.70, 0.80),
    "training": (0.05, 0.10),
    "meetings": (0.05, 0.08),
    "admin": (0.03, 0.05),
    "breaks_buffer": (0.05, 0.10),
    "shrinkage_total": (0.20, 0.30),
})  # fmt: skip
"""Activity to its share of working time, low and high, as published (Support Operations skill pack, Utilization
Breakdown). All but `ticket_handling` is shrinkage. Its four parts add up to 0.18 to 0.33, the published total is 0.2 to
0.3.
"""

_PRODUCTIVE, _TOTAL = "ticket_handling", "shrinkage_total"
_ACTIVITIES = tuple(name for name in UTILISATION_BREAKDOWN if name != _TOTAL)


@dataclass(frozen=True, slots=True)
class Breakdown(InGrid):
    """Working time by activity.

    Attributes:
        productive: share spent on tickets.
        shrinkage: share of everything else; the two sum to 1.
        outside: activities whose share is out of its published range, in the order given.
    """

    productive: float
    shrinkage: float
    outside: tuple[str, ...]

    def _grid(self) -> Grid:
        rows = [("productive", percent(self.productive)), ("shrinkage", percent(self.shrinkage))]
        return Grid("Working time", ("what", "value"), [*rows, ("out of range", ", ".join(self.outside) or "-")])


def combine_shrinkage(
    parts: Iterable[float], *, how: Literal["multiplicative", "additive"] = "multiplicative"
) -> float:
    """Return the shrinkage of several causes together.

    Args:
        parts: shares, each >= 0 and < 1; none is 0.
        how: "multiplicative": 1 - (1 - a)(1 - b)..., where each cause takes its share of what the others leave, such as
            leave and then breaks. "additive": the sum, where all are shares of the same paid time.

    Raises:
        DomainError: a part outside its range, a sum of 1 or more, or an unknown `how`.

    Example:
        >>> combine_shrinkage([0.1, 0.2]), combine_shrinkage([0.1, 0.2], how="additive")
        (0.28, 0.3)
    """
    shares = [decimal(part) for part in checked(parts, "parts", at_least=0, less_than=1).ravel()]
    if how == "multiplicative":
        return float(1 - prod((1 - share for share in shares), start=Fraction(1)))
    if how != "additive":
        known = ("multiplicative", "additive")
        raise DomainError(f"how is {how!r}; {near(str(how), known)}", field="how", value=how, allowed=known)
    total = sum(shares, Fraction(0))
    if total >= 1:
        message = f"the parts sum to {float(total):g}, which leaves no time; give parts that sum to less than 1"
        raise DomainError(message, field="parts", value=float(total))
    return float(total)


def utilisation_breakdown(shares: Mapping[str, float]) -> Breakdown:
    """Return what is productive and what is shrinkage, and which shares are out of their published range.

    Args:
        shares: activity to its share of working time, >= 0; they sum to 1. The activities are those of
            `UTILISATION_BREAKDOWN` but the total; one that is left out takes no time, and its range is not looked at.

    Raises:
        DomainError: an unknown activity, a negative share, or shares that do not sum to 1.

    Source: Support Operations skill pack, Utilization Breakdown.

    Example:
        >>> utilisation_breakdown(
        ...     {"ticket_handling": 0.75, "training": 0.05, "meetings": 0.1, "admin": 0.04, "breaks_buffer": 0.06}
        ... )
        Breakdown(productive=0.75, shrinkage=0.25, outside=('meetings',))
    """
    if not hasattr(shares, "keys"):
        message = (
            f"shares is {shortened(repr(shares))}; give activity to share, for example {{'ticket_handling': 0.75}}"
        )
        raise DomainError(message, field="shares", value=shares)
    # A series of pandas has names too, and iterates over its values.
    shares = dict(shares)
    for name in shares:
        if name not in _ACTIVITIES:
            message = f"{name!r} is no activity; {near(str(name), _ACTIVITIES)}"
            raise DomainError(message, field="shares", value=name, allowed=_ACTIVITIES)
    exact = {name: decimal(number(share, f"shares[{name!r}]", at_least=0)) for name, share in shares.items()}
    total = sum(exact.values(), Fraction(0))
    # Shares that are thirds on paper are not whole decimals.
    if abs(total - 1) > _SLACK:
        message = f"shares sum to {float(total):g}; they are shares of all working time, so give ones that sum to 1"
        raise DomainError(message, field="shares", value=float(total))
    productive = exact.get(_PRODUCTIVE, Fraction(0))
    outside = tuple(
        name for name, share in exact.items()
        if not decimal(UTILISATION_BREAKDOWN[name][0]) <= share <= decimal(UTILISATION_BREAKDOWN[name][1])
    )  # fmt: skip
    return Breakdown(float(productive), float(1 - productive), outside)


_SLACK = Fraction(1, 10**9)
