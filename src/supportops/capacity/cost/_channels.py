"""What contacts cost by channel."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Literal

from supportops._formulas import checked, decimal
from supportops._frozen import FrozenMap
from supportops._shown import Grid, InGrid
from supportops.capacity.cost._amounts import amounts, as_float
from supportops.capacity.steps import Explanation, Step, shown
from supportops.errors import DomainError, near, shortened

__all__ = ["CHANNEL_COSTS", "ChannelCost", "by_channel"]

CHANNEL_COSTS: Mapping[str, tuple[float, float]] = FrozenMap(
    {
        "knowledge_base": (0.1, 0.1),
        "chatbot_ai": (0.5, 1.0),
        "email_ticket": (5.0, 15.0),
        "live_chat": (8.0, 12.0),
        "phone": (15.0, 30.0),
        "video_call": (30.0, 50.0),
        "community_forum": (0.25, 0.25),
        "in_app_messaging": (3.0, 8.0),
    }
)
"""Published cost per contact in US dollars, low and high, by channel.

Source: The Product Builder's Playbook, chapter 27, Support Channel Comparison Table.
"""
_ENDS = ("low", "mid", "high")


@dataclass(frozen=True, slots=True)
class ChannelCost(InGrid):
    """What a mix of channels costs.

    Attributes:
        total: cost of all contacts.
        per_contact: the mean over all contacts; None without contacts.
        by_channel: cost of each channel's contacts, in the order given.
    """

    total: float
    per_contact: float | None
    by_channel: Mapping[str, float]
    steps: tuple[Step, ...] = field(default=(), repr=False, compare=False)

    def explain(self) -> Explanation:
        """Return how the cost came about, channel by channel."""
        return Explanation("Cost by channel", self.steps)

    def _grid(self) -> Grid:
        rows = [*self.by_channel.items(), ("total", self.total), ("per contact", self.per_contact)]
        return Grid("Cost by channel", ("channel", "cost"), [(name, shown(cost)) for name, cost in rows], right=(1,))


def by_channel(
    volumes: Mapping[str, float],
    *,
    costs: Mapping[str, tuple[float, float]] = CHANNEL_COSTS,
    at: Literal["low", "mid", "high"] = "mid",
) -> ChannelCost:
    """Return what contacts cost, in all, each and by channel.

    Args:
        volumes: channel to its contacts, >= 0, of one period.
        costs: channel to the cost of a contact, (low, high), 0 <= low <= high.
        at: which cost is taken; "mid" is half-way.

    Raises:
        DomainError: a channel without a cost, a negative, low over high, or another word for `at`.

    Source: The Product Builder's Playbook, chapter 27, Support Channel Comparison Table; the blend is ours.

    Example:
        >>> mix = by_channel({"email_ticket": 600, "live_chat": 300, "knowledge_base": 4_000})
        >>> mix.total, mix.per_contact
        (9400.0, 1.9183673469387754)
    """
    if at not in _ENDS:
        raise DomainError(f"at is {at!r}; {near(str(at), _ENDS)}", field="at", value=at, allowed=_ENDS)
    spent, contacts, steps = {}, Fraction(0), []
    for channel, count in amounts(volumes, "volumes").items():
        each = _cost(channel, costs, at)
        spent[channel] = each * count
        contacts += count
        how = f"{shown(as_float(count))} contacts at {shown(as_float(each))}"
        steps.append(Step(channel, how, as_float(spent[channel])))
    total = sum(spent.values(), Fraction(0))
    mean = as_float(total / contacts) if contacts else None
    steps += [Step("total", "the sum", as_float(total)), Step("per contact", "total / contacts", mean)]
    return ChannelCost(
        as_float(total), mean, FrozenMap({name: as_float(cost) for name, cost in spent.items()}), tuple(steps)
    )


def _cost(channel: str, costs: Mapping[str, tuple[float, float]], at: str) -> Fraction:
    if not isinstance(costs, Mapping):
        given = shortened(repr(costs))
        raise DomainError(f"costs is {given}; give a mapping of channel -> (low, high)", field="costs", value=costs)
    if channel not in costs:
        raise DomainError(
            f"volumes has the channel {shortened(repr(channel))}, which has no cost; {near(str(channel), costs)}",
            field="volumes", value=channel, allowed=costs,
        )  # fmt: skip
    name = f"costs[{channel!r}]"
    try:
        pair = checked(costs[channel], name, at_least=0)
    except DomainError as error:
        raise DomainError(str(error), field="costs", value=costs[channel]) from None
    if pair.shape != (2,) or pair[0] > pair[1]:
        raise DomainError(
            f"{name} is {costs[channel]!r}; give (low, high), low <= high", field="costs", value=costs[channel]
        )
    low, high = map(decimal, pair.tolist())
    return {"low": low, "mid": (low + high) / 2, "high": high}[at]
