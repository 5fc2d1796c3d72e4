"""Which channels bring much work for few contacts: two weeks of contacts, counted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta

from pydantic import AwareDatetime

from supportops._instants import MICROSECOND, from_us, to_us, us_of
from supportops._model import Model
from supportops._shown import Grid, InGrid, amount
from supportops.durations import Elapsed
from supportops.errors import DomainError
from supportops.tickets import TicketHistory
from supportops.triage._as_of import positive

__all__ = ["ChannelAudit", "ChannelCount", "ChannelUse", "channel_audit"]

_NONE = "(none)"


class ChannelUse(Model):
    """What came in through a channel, and what it cost.

    Attributes:
        channel: its name; "(none)" for contacts without one.
        contacts: how many there were; `share` is their part of all contacts, 0 to 1.
        effort: the time spent on them; `effort_share` is its part of all effort, None where there was none.
        is_inefficient: little of the volume and much of the effort.
    """

    channel: str
    contacts: int
    share: float
    effort: Elapsed
    effort_share: float | None
    is_inefficient: bool


class ChannelCount(Model):
    """How many contacts came through one channel from one plan tier about one type of issue."""

    channel: str
    tier: str
    category: str
    contacts: int


class ChannelAudit(InGrid, Model):
    """The contacts of some weeks, `[start, end)`, by channel.

    Attributes:
        start, end: what was looked at.
        channels: each channel in use, the most contacts first.
        counts: by channel, tier and category, the most first.
        without_effort: the contacts whose effort is not known; they count as volume and as no effort.
    """

    start: AwareDatetime
    end: AwareDatetime
    channels: tuple[ChannelUse, ...]
    counts: tuple[ChannelCount, ...]
    without_effort: int

    @property
    def inefficient(self) -> tuple[str, ...]:
        """The channels to automate or to close."""
        return tuple(use.channel for use in self.channels if use.is_inefficient)

    def _grid(self) -> Grid:
        unknown = f"; effort of {self.without_effort} unknown" if self.without_effort else ""
        rows = [
            (
                use.channel, str(use.contacts), _percent(use.share), amount(use.effort), _percent(use.effort_share),
                "automate or close" if use.is_inefficient else "",
            )
            for use in self.channels
        ]  # fmt: skip
        headline = f"Contacts from {self.start.isoformat()} to {self.end.isoformat()}{unknown}"
        return Grid(
            headline, ("channel", "contacts", "share", "effort", "of effort", "advice"), rows, right=range(1, 5)
        )


def channel_audit(
    histories: Iterable[TicketHistory],
    *,
    end: datetime,
    effort: Mapping[str, timedelta],
    window: str | timedelta = "2 weeks",
    volume_below: float = 0.05,
    effort_at_least: float = 0.2,
) -> ChannelAudit:
    """Return how much each channel brings and costs, with those that bring little and cost much.

    Args:
        histories: the contacts; those created in `[end - window, end)` count, as they were created.
        end: the end of the weeks that are looked at.
        effort: ticket id to the time spent on it, >= 0.
        window: how long to look back, > 0.
        volume_below: a channel brings little when its share of contacts is below this, 0 to 1.
        effort_at_least: it costs much when its share of all effort is this or more, 0 to 1.

    Raises:
        DomainError: a negative effort, a share outside 0 to 1, or a window of no time or less.
        NaiveDatetimeError: `end` has no zone.

    Source: SaaS support system design, Choose the right channels: under 5 % of the volume and 20 % of the effort,
        read as 20 % or more.

    Example:
        >>> from datetime import UTC
        >>> from supportops.tickets import Created
        >>> monday = datetime(2026, 3, 2, 9, tzinfo=UTC)
        >>> contacts = [
        ...     TicketHistory(
        ...         ticket_id=str(n),
        ...         events=(Created(at=monday, priority="P3", channel="phone" if n == 0 else "email"),),
        ...     )
        ...     for n in range(25)
        ... ]
        >>> effort = {str(n): timedelta(minutes=100 if n == 0 else 10) for n in range(25)}
        >>> channel_audit(contacts, end=monday + timedelta(days=1), effort=effort).inefficient
        ('phone',)
    """
    _check(effort, {"volume_below": volume_below, "effort_at_least": effort_at_least})
    last = to_us(end)
    first = last - us_of(positive(window, "window"))
    contacts = [history for history in histories if first <= to_us(history.created.at) < last]
    return ChannelAudit(
        start=from_us(first, end.tzinfo),
        end=end,
        channels=_uses(contacts, effort, volume_below, effort_at_least),
        counts=_counts(contacts),
        without_effort=sum(history.ticket_id not in effort for history in contacts),
    )


def _check(effort: Mapping[str, timedelta], shares: Mapping[str, float]) -> None:
    for name, share in shares.items():
        if not 0 <= share <= 1:
            raise DomainError(f"{name} is {share!r}; it is a share from 0 to 1", field=name, value=share)
    for ticket_id, spent in effort.items():
        if spent < timedelta(0):
            message = f"the effort of {ticket_id!r} is {spent!r}; it is no time or more"
            raise DomainError(message, field="effort", value=spent)


def _uses(
    contacts: Sequence[TicketHistory], effort: Mapping[str, timedelta], volume_below: float, effort_at_least: float
) -> tuple[ChannelUse, ...]:
    volume: Counter[str] = Counter()
    spent: Counter[str] = Counter()
    for history in contacts:
        channel = history.created.channel or _NONE
        volume[channel] += 1
        spent[channel] += us_of(effort.get(history.ticket_id, timedelta(0)))
    whole = spent.total()
    return tuple(
        ChannelUse(
            channel=channel,
            contacts=count,
            share=count / len(contacts),
            effort=MICROSECOND * spent[channel],
            effort_share=spent[channel] / whole if whole else None,
            is_inefficient=count / len(contacts) < volume_below
            and whole > 0
            and spent[channel] / whole >= effort_at_least,
        )
        for channel, count in sorted(volume.items(), key=lambda item: (-item[1], item[0]))
    )


def _counts(contacts: Sequence[TicketHistory]) -> tuple[ChannelCount, ...]:
    found = Counter(
        (one.created.channel or _NONE, one.created.tier or _NONE, one.created.category or _NONE) for one in contacts
    )
    return tuple(
        ChannelCount(channel=channel, tier=tier, category=category, contacts=count)
        for (channel, tier, category), count in sorted(found.items(), key=lambda item: (-item[1], item[0]))
    )


def _percent(share: float | None) -> str:
    return "-" if share is None else f"{100 * share:.1f} %"
