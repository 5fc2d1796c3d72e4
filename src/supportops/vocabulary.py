"""The words that several packages share: statuses, parties, channels and ordered scales."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from enum import StrEnum
from functools import cached_property
from typing import Any

from pydantic import model_serializer, model_validator

from supportops._model import Model
from supportops.errors import DomainError, near

__all__ = [
    "L0_TO_L3",
    "P0_TO_P4",
    "P1_TO_P5",
    "SEV1_TO_SEV5",
    "AccountHealth",
    "Channel",
    "Party",
    "ResolutionType",
    "Scale",
    "Status",
]


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


class Scale(Model):
    """Ordered labels; rank 1 is the top: the most urgent priority, the highest level.

    Example:
        >>> scale = Scale("P1", "P2", "P3")
        >>> scale.rank("P2"), scale.label(1), "P9" in scale
        (2, 'P1', False)
    """

    labels: tuple[str, ...]

    def __init__(self, *labels: str) -> None:
        super().__init__(labels=labels)

    __init__.__pydantic_base_init__ = True  # type: ignore[attr-defined]

    @model_validator(mode="before")
    @classmethod
    def _read(cls, given: Any) -> Any:  # noqa: ANN401 - raw input
        return given if isinstance(given, Mapping | Scale) else {"labels": given}

    @model_validator(mode="after")
    def _check(self) -> Scale:
        if not self.labels:
            raise ValueError("a scale needs at least one label")
        if not all(label.strip() for label in self.labels):
            raise ValueError("a label must not be blank")
        doubled = sorted({label for label in self.labels if self.labels.count(label) > 1})
        if doubled:
            raise ValueError(f"each label may stand once; {', '.join(map(repr, doubled))} stands more often")
        return self

    @model_serializer
    def _write(self) -> tuple[str, ...]:
        return self.labels

    @classmethod
    def __get_pydantic_json_schema__(cls, *_: Any) -> dict[str, Any]:  # noqa: ANN401 - pydantic's signature
        return {"type": "array", "items": {"type": "string"}, "minItems": 1, "uniqueItems": True}

    @cached_property
    def _ranks(self) -> dict[str, int]:
        return {label: rank for rank, label in enumerate(self.labels, start=1)}

    def rank(self, label: str) -> int:
        """Return the rank of a label, 1 at the top.

        Raises:
            DomainError: the label is not on this scale, or is a bare number.
        """
        if not isinstance(label, str):
            raise DomainError(f"{label!r} is a bare number; write the label, one of {', '.join(self.labels)}")
        try:
            return self._ranks[label]
        except KeyError:
            raise DomainError(f"{label!r} is not on this scale; {near(label, self.labels)}") from None

    def label(self, rank: int) -> str:
        """Return the label of a rank, 1 at the top.

        Raises:
            DomainError: no label has this rank.
        """
        if not 1 <= rank <= len(self.labels):
            raise DomainError(f"rank {rank!r} is not on this scale; it has ranks 1 to {len(self.labels)}")
        return self.labels[rank - 1]

    def __contains__(self, label: object) -> bool:
        return label in self.labels

    def __iter__(self) -> Iterator[str]:  # type: ignore[override]  # labels, not fields
        return iter(self.labels)

    def __len__(self) -> int:
        return len(self.labels)

    def __repr__(self) -> str:
        return f"Scale({', '.join(map(repr, self.labels))})"

    def __str__(self) -> str:
        return " > ".join(self.labels)


P1_TO_P5 = Scale("P1", "P2", "P3", "P4", "P5")
"""Priorities, P1 the most urgent. Source: Support Operations skill pack."""

P0_TO_P4 = Scale("P0", "P1", "P2", "P3", "P4")
"""Priorities, P0 the most urgent. Source: The Product Builder's Playbook, chapter 27."""

SEV1_TO_SEV5 = Scale("SEV1", "SEV2", "SEV3", "SEV4", "SEV5")
"""Severities, SEV1 the most severe. Source: Support Operations skill pack."""

L0_TO_L3 = Scale("L3", "L2", "L1", "L0")
"""Levels of support. Rank 1 is the top of a scale, so L3 comes first."""
