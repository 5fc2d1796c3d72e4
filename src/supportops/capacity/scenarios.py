"""What if the volume changes: the published scenarios, and what deflection does to a team."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import overload

from supportops._formulas import Number, broadcast, checked, decimal, number
from supportops.capacity._exact import exact, nearest

__all__ = ["SCENARIOS", "Scenario", "deflection_effect"]


@dataclass(frozen=True, slots=True)
class Scenario:
    """A change of volume that may come.

    Args:
        name: what happens.
        change: relative, >= -1: 3.0 is +300 %, four times the volume.
        response: what to do then, in a few words.

    Raises:
        DomainError: a change under -1, no finite number, or an array.

    Example:
        >>> Scenario("pricing change", 0.2).apply(500)
        600.0
    """

    name: str
    change: float
    response: str = field(default="", compare=False, repr=False, kw_only=True)

    def __post_init__(self) -> None:
        object.__setattr__(self, "change", number(self.change, "change", at_least=-1))

    @overload
    def apply(self, volume: float) -> float: ...
    @overload
    def apply(self, volume: Number) -> Number: ...
    def apply(self, volume: Number) -> Number:
        """Return volume * (1 + change).

        Args:
            volume: tickets, >= 0. Shape (...).

        Raises:
            DomainError: a negative volume, or no finite number.
        """
        return nearest(exact(checked(volume, "volume", at_least=0)) * (1 + decimal(self.change)))

    def __str__(self) -> str:
        return f"{self.name}: {100 * self.change:+g} %" + (f", {self.response}" if self.response else "")


SCENARIOS: Mapping[str, Scenario] = MappingProxyType({
    scenario.name: scenario
    for scenario in (
        Scenario("product_outage", 3.0, response="all hands, defer non-critical"),
        Scenario("major_release", 0.5, response="extra coverage scheduled ahead"),
        Scenario("competitor_migration", 1.0, response="temporary staff, longer hours"),
        Scenario("holiday", -0.5, response="skeleton crew"),
        Scenario("pr_crisis", 5.0, response="emergency protocol, executive support"),
    )
})  # fmt: skip
"""The published what-ifs (Support Operations skill pack, Scenario Planning). Of the seasonal patterns only the holiday
has a published figure: estimate the others from your own history.
"""


@overload
def deflection_effect(before: float, after: float) -> float: ...
@overload
def deflection_effect(before: Number, after: Number) -> Number: ...
def deflection_effect(before: Number, after: Number) -> Number:
    """Return the share of agents no longer needed when self-service takes more: (after - before) / (1 - before).

    Agents go with the tickets that are left. "One point of deflection is one point of the hiring plan" holds only when
    starting from none: from 0.3 to 0.5 it is 2/7, not 20 points.

    Args:
        before: deflection rate, >= 0 and < 1. Shape (...).
        after: deflection rate, 0 to 1.

    Returns:
        Under 0 when deflection fell: the share of agents needed in addition. Broadcast shape.

    Raises:
        DomainError: a rate outside its range, or arrays that do not broadcast.

    Source: Customer Support Operations: A Guide for Support Teams in 2026, Plan capacity and headcount, for the rule of
        thumb.

    Example:
        >>> deflection_effect(0.3, 0.5), deflection_effect(0.0, 0.2)
        (0.2857142857142857, 0.2)
    """
    old = checked(before, "before", at_least=0, less_than=1)
    new = checked(after, "after", at_least=0, at_most=1)
    broadcast(before=old, after=new)
    first = exact(old)
    return nearest((exact(new) - first) / (1 - first))
