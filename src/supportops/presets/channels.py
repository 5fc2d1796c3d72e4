"""The words that the sources use for channels, and how they rate them."""

from __future__ import annotations

from collections.abc import Mapping

from supportops._frozen import FrozenMap
from supportops._model import Model
from supportops.presets._read import by, texts
from supportops.presets.table import Row, load
from supportops.vocabulary import Channel, Scale

__all__ = ["CHANNEL_NAMES", "CHANNEL_SCHEMES", "CHANNEL_STRATEGY", "RATINGS", "ChannelStrategy"]

CHANNEL_NAMES: Mapping[str, Channel] = FrozenMap(
    {
        **{str(channel): channel for channel in Channel},
        "email_ticket": Channel.EMAIL,
        "live_chat": Channel.CHAT,
        "in_app_chat": Channel.IN_APP,
        "in_app_messaging": Channel.IN_APP,
        "kb": Channel.KNOWLEDGE_BASE,
        "self_service": Channel.KNOWLEDGE_BASE,
        "chatbot_ai": Channel.CHATBOT,
        "video_call": Channel.VIDEO,
        "community_slack": Channel.COMMUNITY_FORUM,
        "community_discord": Channel.COMMUNITY_FORUM,
        "social_dm": Channel.SOCIAL,
        "slack": Channel.MESSAGING,
    }
)
"""Printed name of a channel to the channel it is. The sources print no such table; it is a reading of their words.

Self-service is read as the knowledge base, as chatbots stand beside it. A community is one wherever it meets, while
Slack or Teams alone is a customer's own line.

Example:
    >>> CHANNEL_NAMES["live_chat"]
    <Channel.CHAT: 'chat'>
"""

CHANNEL_SCHEMES: Mapping[str, Mapping[str, Channel]] = FrozenMap(
    {
        str(row["context"]): FrozenMap({name: CHANNEL_NAMES[name] for name in texts(row["channels"])})
        for row in load("channel_vocabularies").rows
    }
)
"""The names of channels where they are printed, in order, each with the channel it is.

Source: The Product Builder's Playbook, chapter 27; Support Operations skill pack; SaaS support system design;
Featurebase support operations guide.

Example:
    >>> list(CHANNEL_SCHEMES["ticket_field"])
    ['email', 'chat', 'phone', 'in_app']
"""

RATINGS = Scale("lowest", "low", "medium", "high", "highest", name="rating", top="last")
"""The steps that channels are rated by; "highest" is the top.

Source: Support Operations skill pack, Channel Strategy Matrix.
"""


class ChannelStrategy(Model):
    """What a channel is good for, with three ratings on the scale `RATINGS`.

    Attributes:
        name: as printed.
        channel: the channel it is.
        best_for: what belongs there.
        cost: of a contact, for the desk.
        scalability: how well it grows with the volume.
        personal_touch: how close it is to the customer.
    """

    name: str
    channel: Channel
    best_for: str
    cost: str
    scalability: str
    personal_touch: str


def _strategy(name: str, row: Row) -> ChannelStrategy:
    cost, scalability, touch = (
        RATINGS.label(RATINGS.rank(str(row[column]))) for column in ("cost", "scalability", "personal_touch")
    )
    return ChannelStrategy(
        name=name,
        channel=CHANNEL_NAMES[name],
        best_for=str(row["best_for"]),
        cost=cost,
        scalability=scalability,
        personal_touch=touch,
    )


CHANNEL_STRATEGY: Mapping[str, ChannelStrategy] = FrozenMap(
    {name: _strategy(name, row) for name, row in by("channel", load("channel_strategy_matrix")).items()}
)
"""Six channels by cost, scalability and personal touch.

Source: Support Operations skill pack, Channel Strategy Matrix.

Example:
    >>> RATINGS.highest(*(channel.cost for channel in CHANNEL_STRATEGY.values()))
    'high'
"""
