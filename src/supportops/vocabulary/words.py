"""Closed sets of words: statuses, parties, channels, resolutions and the health of an account."""

from __future__ import annotations

from enum import StrEnum

from supportops.errors import DomainError, near

__all__ = ["AccountHealth", "Channel", "Party", "ResolutionType", "Status"]


class Status(StrEnum):
    """What a ticket's status means for the clocks; a helpdesk's own statuses map to these.

    Source: The Product Builder's Playbook, chapter 27 (new, open, pending, resolved, closed); on hold is
    the third-party wait that most helpdesks keep apart from the customer's.
    """

    NEW = "new"
    OPEN = "open"
    PENDING = "pending"
    """Waits for the requester."""
    ON_HOLD = "on_hold"
    """Waits for a third party: a vendor, another team, evidence."""
    RESOLVED = "resolved"
    CLOSED = "closed"


class Party(StrEnum):
    """Who did something."""

    REQUESTER = "requester"
    AGENT = "agent"
    BOT = "bot"
    SYSTEM = "system"


class Channel(StrEnum):
    """Where contacts come in. A superset of the channel names in the published tables."""

    EMAIL = "email"
    CHAT = "chat"
    PHONE = "phone"
    IN_APP = "in_app"
    KNOWLEDGE_BASE = "knowledge_base"
    CHATBOT = "chatbot"
    VIDEO = "video"
    COMMUNITY_FORUM = "community_forum"
    SOCIAL = "social"
    MESSAGING = "slack_or_teams"
    INTERNAL = "internal"


class ResolutionType(StrEnum):
    """How a ticket ended. A workaround counts as a resolution.

    Source: The Product Builder's Playbook, chapter 27; Support Operations skill pack, SLA template.
    """

    SOLVED = "solved"
    WORKAROUND = "workaround"
    WONT_FIX = "wont_fix"
    DUPLICATE = "duplicate"
    FEATURE_REQUEST = "feature_request"


class AccountHealth(StrEnum):
    """The account's traffic light.

    Source: The Product Builder's Playbook, chapter 27. The skill pack's "At Risk" is a label of `RED`.
    """

    GREEN = "green"
    YELLOW = "yellow"
    RED = "red"

    @classmethod
    def parse(cls, text: str) -> AccountHealth:
        """Return the light for its colour or for the label "at risk", in any case.

        Example:
            >>> AccountHealth.parse("At Risk")
            <AccountHealth.RED: 'red'>
        """
        word = text.strip().lower().replace("_", " ")
        if word == "at risk":
            return cls.RED
        try:
            return cls(word)
        except ValueError:
            raise DomainError(f"{text!r} is no account health; {near(word, [*cls, 'at risk'])}") from None
