"""What happened to an alert, as an escalation policy reads it: four frozen events, told apart by `kind`."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal, TypeAlias

from pydantic import Field

from supportops._model import Model
from supportops.triage._names import Instant, Label, Name

__all__ = ["Acknowledged", "EscalationEvent", "Resolved", "SeverityChanged", "Triggered"]


class Triggered(Model):
    """Somebody has to be told: the ladder starts here.

    Args:
        at: when; kept in UTC. A stage of a promise (`timer.stages["red"]`) or the end of the time at a level is one.
        severity: which ladder of an `EscalationSet` holds; an `EscalationPolicy` does not look at it.

    Raises:
        NaiveDatetimeError: an instant without a zone.
        ConfigurationError: no instant, or a blank severity.

    Example:
        >>> from datetime import UTC
        >>> Triggered(datetime(2026, 3, 1, 2, tzinfo=UTC), "SEV1").severity
        'SEV1'
    """

    at: Instant
    severity: Name | None = None
    kind: Literal["triggered"] = Field(default="triggered", repr=False)

    def __init__(self, at: datetime, severity: Label | None = None) -> None:
        super().__init__(at=at, severity=severity)

    __init__.__pydantic_base_init__ = True  # type: ignore[attr-defined]


class Acknowledged(Model):
    """Somebody has it: what is still to come is not sent. `by` says who; nothing is computed from it."""

    at: Instant
    by: Name | None = None
    kind: Literal["acknowledged"] = Field(default="acknowledged", repr=False)

    def __init__(self, at: datetime, by: Label | None = None) -> None:
        super().__init__(at=at, by=by)

    __init__.__pydantic_base_init__ = True  # type: ignore[attr-defined]


class Resolved(Model):
    """It is over. A `Triggered` after it starts afresh."""

    at: Instant
    kind: Literal["resolved"] = Field(default="resolved", repr=False)

    def __init__(self, at: datetime) -> None:
        super().__init__(at=at)

    __init__.__pydantic_base_init__ = True  # type: ignore[attr-defined]


class SeverityChanged(Model):
    """It is worse or milder than it was: in an `EscalationSet` another ladder holds from here on."""

    at: Instant
    to: Name
    kind: Literal["severity_changed"] = Field(default="severity_changed", repr=False)

    def __init__(self, at: datetime, to: Label) -> None:
        super().__init__(at=at, to=to)

    __init__.__pydantic_base_init__ = True  # type: ignore[attr-defined]


EscalationEvent: TypeAlias = Annotated[
    Triggered | Acknowledged | Resolved | SeverityChanged, Field(discriminator="kind")
]
"""Any of the four; `pydantic.TypeAdapter(EscalationEvent)` reads a stored one back."""
