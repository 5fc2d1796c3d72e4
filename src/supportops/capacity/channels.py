"""Agents by channel, from the published rates per hour."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import NamedTuple

from supportops._formulas import Floats, Number, checked, decimal
from supportops._shown import Grid, InGrid
from supportops.capacity._exact import exact, nearest, staffed
from supportops.capacity.agents import Agents
from supportops.capacity.steps import Explanation, Step, shown
from supportops.errors import DomainError, near

__all__ = ["CHANNEL_RATES", "AgentsRange", "ChannelRate", "agents_for_channel"]


class ChannelRate(NamedTuple):
    """What one agent does on a channel.

    Attributes:
        tickets_per_hour: low and high, > 0.
        concurrency: conversations at once, low and high, > 0.
    """

    tickets_per_hour: tuple[float, float]
    concurrency: tuple[float, float] = (1, 1)


CHANNEL_RATES: Mapping[str, ChannelRate] = MappingProxyType({
    "email": ChannelRate((4, 8), (1, 1)),
    "live_chat": ChannelRate((2, 4), (2, 3)),
    "phone": ChannelRate((3, 5), (1, 1)),
    "social": ChannelRate((5, 10), (1, 2)),
})  # fmt: skip
"""The published rows (Support Operations skill pack, Staffing Model by Channel). The first of them lost its channel in
print; email is the only one that fits. Whether a rate counts one conversation or all at once is not said there.
"""


@dataclass(frozen=True, slots=True)
class AgentsRange(InGrid):
    """Agents between two rates: `low` at the fastest, `high` at the slowest."""

    low: Agents
    high: Agents

    def explain(self) -> Explanation:
        """Return how both numbers came about."""
        return Explanation("Agents, low and high", (*self.low.explain(), *self.high.explain()))

    def _grid(self) -> Grid:
        ends = (("low", self.low), ("high", self.high))
        rows = [(name, shown(end.exact), shown(end.rounded)) for name, end in ends]  # type: ignore[arg-type]
        return Grid("Agents", ("end", "exact", "rounded"), rows, right=(1, 2))


def agents_for_channel(
    channel: str,
    *,
    volume_per_hour: Number,
    per_slot: bool = False,
    rates: Mapping[str, ChannelRate] = CHANNEL_RATES,
) -> AgentsRange:
    """Return how many agents a channel's hour takes, at the fastest and at the slowest rate.

    Volume per hour / tickets per hour of one agent.

    Args:
        channel: a name in `rates`.
        volume_per_hour: tickets, >= 0. Shape (...).
        per_slot: the rates are those of one conversation, so that they are multiplied by the channel's concurrency;
            otherwise they count all conversations of an agent.
        rates: channel to its rate.

    Raises:
        DomainError: an unknown channel, a negative volume, or a rate that is not two pairs of numbers > 0.

    Source: Support Operations skill pack, Staffing Model by Channel.

    Example:
        >>> found = agents_for_channel("phone", volume_per_hour=30)
        >>> found.low.rounded, found.high.rounded
        (6, 10)
    """
    if channel not in tuple(rates):
        message = f"{channel!r} has no rate; {near(str(channel), rates)}"
        raise DomainError(message, field="channel", value=channel, allowed=rates)
    volume = checked(volume_per_hour, "volume_per_hour", at_least=0)
    slowest, fastest = _ends(channel, rates[channel])
    low, high = (_at(volume, pace, at_once if per_slot else None) for pace, at_once in (fastest, slowest))
    return AgentsRange(low, high)


def _ends(channel: str, rate: ChannelRate) -> list[tuple[float, float]]:
    """Return the tickets per hour and the concurrency at the slowest and at the fastest."""
    try:
        tickets_per_hour, concurrency = rate
    except (TypeError, ValueError):
        tickets_per_hour, concurrency = (), ()  # type: ignore[assignment]
    pace = checked(tickets_per_hour, "tickets_per_hour", more_than=0)
    at_once = checked(concurrency, "concurrency", more_than=0)
    if pace.shape != (2,) or at_once.shape != (2,):
        message = f"the rate of {channel!r} is {rate!r}; give two pairs, low and high: ChannelRate((4, 8), (1, 1))"
        raise DomainError(message, field="rates", value=rate)
    return list(zip(sorted(pace.tolist()), sorted(at_once.tolist()), strict=True))


def _at(volume: Floats, pace: float, at_once: float | None) -> Agents:
    tickets = decimal(pace) * decimal(1.0 if at_once is None else at_once)
    slots = "" if at_once is None else f" x {at_once:g} conversations"
    agents = exact(volume) / tickets
    how = f"{shown(volume)} an hour / ({pace:g} an hour of one agent{slots})"
    return staffed(agents, steps=(Step("agents for the work", how, nearest(agents)),))
