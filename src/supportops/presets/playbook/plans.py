"""The plans: what each is entitled to, what it promises and what it costs."""

from __future__ import annotations

import math
from collections.abc import Mapping
from fractions import Fraction
from typing import Literal

from supportops._frozen import FrozenMap
from supportops._model import Model
from supportops.durations import Duration
from supportops.errors import DomainError, near
from supportops.presets._read import by, minutes, number, texts
from supportops.presets.playbook.coverage import PLAN_COVERAGE, CoverageClass
from supportops.presets.table import Cell, Row, load
from supportops.vocabulary import Channel

__all__ = ["PLANS", "Plan", "Range", "plan_named"]

_SHORT = {"kb": Channel.KNOWLEDGE_BASE}


class Range(Model):
    """A low and a high end, both possible.

    Example:
        >>> print(Range(low=120.0, high=130.0))
        120 to 130
    """

    low: float
    high: float

    def __str__(self) -> str:
        return f"{self.low:g}" if self.low == self.high else f"{self.low:g} to {self.high:g}"


class Plan(Model):
    """What customers of a plan get.

    Attributes:
        name: as printed, lower-case.
        first_response: open time to the first response.
        is_committed: whether the first response is a promise; else it is best effort.
        critical_response: open time to the first response to a critical issue, or None.
        resolution: open time to the resolution, or None.
        support_hours: the name of the coverage class.
        channels: where its customers may come in.
        dedicated_csm: their customer success manager: none, shared with others, or named.
        escalation_path: where their tickets go up.
        credit_per_breach: share of what the source does not say, per breach; None: no credit.
        surcharge: share of the plan's price that support adds; 0 where it adds nothing.
        price_note: the price effect in words.
    """

    name: str
    first_response: Duration
    is_committed: bool
    critical_response: Duration | None
    resolution: Duration | None
    support_hours: str
    channels: tuple[Channel, ...]
    dedicated_csm: Literal["none", "shared", "named"]
    escalation_path: Literal["community_only", "standard", "priority_queue", "direct_to_engineering"]
    credit_per_breach: float | None
    surcharge: Range
    price_note: str

    @property
    def coverage(self) -> CoverageClass:
        """How much of the week its support is there; `coverage.calendar(...)` makes the hours of it."""
        return PLAN_COVERAGE[self.name]

    def allows(self, channel: Channel | str) -> bool:
        """Return whether customers of this plan may use a channel.

        Args:
            channel: a `Channel`, its text, or the printed "kb".

        Raises:
            DomainError: no such channel; the message has the near matches.

        Example:
            >>> PLANS["premium"].allows("phone"), PLANS["standard"].allows("phone")
            (True, False)
        """
        return _channel(channel) in self.channels

    def price(self, base: float) -> Range:
        """Return the plan's price with its support, in the unit of the base.

        base x (1 + surcharge), exact but for the last rounding.

        Args:
            base: the plan's price without the surcharge, >= 0.

        Raises:
            DomainError: the base is negative, or no finite number.

        Example:
            >>> print(PLANS["premium"].price(500))
            600 to 650
        """
        if not 0 <= base < math.inf:
            raise DomainError(f"base is {base!r}; a price is at least 0 and finite")
        low, high = (float(_exact(base) * (1 + _exact(share))) for share in (self.surcharge.low, self.surcharge.high))
        return Range(low=low, high=high)


def plan_named(name: str) -> Plan:
    """Return a plan by its name, in any case.

    Raises:
        DomainError: there is no such plan; the message has the near matches.

    Example:
        >>> plan_named("Premium").escalation_path
        'priority_queue'
    """
    word = name.strip().lower()
    if word not in PLANS:
        raise DomainError(f"{name!r} is no plan; {near(word, PLANS)}")
    return PLANS[word]


def _exact(value: float) -> Fraction:
    # As the decimal it is written as: 30 percent of 99 is 29.7, not 29.699999999999996.
    return Fraction(str(value))


def _channel(given: Channel | str) -> Channel:
    if given in _SHORT:
        return _SHORT[given]
    try:
        return Channel(given)
    except ValueError:
        known = [*(channel.value for channel in Channel), *_SHORT]
        raise DomainError(f"{str(given)!r} is no channel; {near(str(given), known)}") from None


def _channels(cell: Cell) -> tuple[Channel, ...]:
    words = texts(cell)
    return tuple(Channel) if "all" in words else tuple(map(_channel, words))


def _surcharge(cell: Cell) -> Range:
    if not isinstance(cell, Mapping):
        return Range(low=0, high=0)
    return Range(low=number(cell["low"]), high=number(cell["high"]))


def _plan(row: Row) -> Plan:
    hours, credit = row["first_response_business_hours"], row["credit_fraction_per_breach"]
    first = minutes(row["first_response_minutes"]) or minutes(None if hours is None else 60 * number(hours))
    return Plan.model_validate(
        {
            "name": row["plan"],
            "first_response": first,
            "is_committed": row["first_response_commitment"] == "committed",
            "critical_response": minutes(row["critical_response_minutes"]),
            "resolution": minutes(row["resolution_minutes"]),
            "support_hours": row["support_hours"],
            "channels": _channels(row["channels"]),
            "dedicated_csm": row["dedicated_csm"],
            "escalation_path": row["escalation_path"],
            "credit_per_breach": credit,
            "surcharge": _surcharge(row["plan_surcharge_fraction"]),
            "price_note": row["plan_cost_note"],
        }
    )


PLANS: Mapping[str, Plan] = FrozenMap(
    {plan: _plan(row) for plan, row in by("plan", load("sla_plan_matrix")).items()}
)  # fmt: skip
"""The plans by name: free, standard, premium and enterprise.

Source: The Product Builder's Playbook, chapter 27, SLA Tier Comparison Table.

Example:
    >>> print(PLANS["enterprise"].critical_response, PLANS["free"].resolution)
    0:15:00 None
"""
