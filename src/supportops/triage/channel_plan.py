"""No channel without a staffing plan: hours and people for each channel that is in use."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from supportops._model import Model
from supportops.calendar import AnyCalendar
from supportops.errors import ConfigurationError
from supportops.tickets._texts import Label

__all__ = ["ChannelGap", "ChannelPlan", "unstaffed_channels"]


class ChannelPlan(Model):
    """When a channel is answered, and by whom. `hours` None and no `agents`: not decided.

    Example:
        >>> ChannelPlan(channel="chat", agents=("ann", "bob")).missing
        ('hours',)
    """

    channel: Label
    hours: AnyCalendar | None = None
    agents: tuple[Label, ...] = ()

    @property
    def missing(self) -> tuple[Literal["hours", "agents"], ...]:
        """What the plan lacks."""
        return (*(("hours",) if self.hours is None else ()), *(() if self.agents else ("agents",)))


class ChannelGap(Model):
    """A channel in use that nobody has planned for: what is missing of hours and agents."""

    channel: str
    missing: tuple[Literal["hours", "agents"], ...]

    def __str__(self) -> str:
        return f"{self.channel} is in use without {' and '.join(self.missing)}: staff it or close it"


def unstaffed_channels(in_use: Iterable[str], plans: Iterable[ChannelPlan]) -> tuple[ChannelGap, ...]:
    """Return the channels that are in use without hours or agents, in the order of their first use.

    Args:
        in_use: the channels, as often as you like: those of a `channel_audit`, or of every ticket.
        plans: one for each channel.

    Raises:
        ConfigurationError: two plans for one channel.

    Source: SaaS support system design, Choose the right channels (no channel without a staffing plan).

    Example:
        >>> for gap in unstaffed_channels(["chat", "phone"], [ChannelPlan(channel="chat", agents=("ann",))]):
        ...     print(gap)
        chat is in use without hours: staff it or close it
        phone is in use without hours and agents: staff it or close it
    """
    by_channel: dict[str, ChannelPlan] = {}
    doubled = []
    for plan in plans:
        if plan.channel in by_channel:
            doubled.append((plan.channel, f"{plan.channel!r} has two plans; write one with all hours and agents"))
        by_channel[plan.channel] = plan
    if doubled:
        raise ConfigurationError(doubled, what="channel plans")
    gaps = (
        ChannelGap(channel=channel, missing=by_channel.get(channel, ChannelPlan(channel=channel)).missing)
        for channel in dict.fromkeys(in_use)
    )
    return tuple(gap for gap in gaps if gap.missing)
