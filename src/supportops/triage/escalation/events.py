"""What happened to an alert, as an escalation policy reads it: four frozen events, told apart by `kind`."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal, TypeAlias

from pydantic import Field

from supportops._model import Model
from supportops.triage._names import Instant, Label, Name

__all__ = ["Acknowledged", "AnyEvent", "EscalationEvent", "Resolved", "SeverityChanged", "Triggered"]


def _line(at: datetime, what: str, more: str | None = None) -> str:
    return " ".join(filter(None, (at.isoformat(), what, more)))


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

    def __str__(self) -> str:
        return _line(self.at, "triggered", self.severity)


class Acknowledged(Model):
    """Somebody has it: what is still to come is not sent. `by` says who; nothing is computed from it.

    Example:
        >>> from datetime import UTC
        >>> Acknowledged(datetime(2026, 3, 1, 2, 12, tzinfo=UTC), by="ann").by
        'ann'
    """

    at: Instant
    by: Name | None = None
    kind: Literal["acknowledged"] = Field(default="acknowledged", repr=False)

    def __init__(self, at: datetime, by: Label | None = None) -> None:
        super().__init__(at=at, by=by)

    __init__.__pydantic_base_init__ = True  # type: ignore[attr-defined]

    def __str__(self) -> str:
        return _line(self.at, "acknowledged", self.by and f"by {self.by}")


class Resolved(Model):
    """It is over. A `Triggered` after it starts afresh.

    Example:
        >>> from datetime import UTC
        >>> Resolved(datetime(2026, 3, 1, 3, tzinfo=UTC)).model_dump_json()
        '{"at":"2026-03-01T03:00:00Z","kind":"resolved"}'
    """

    at: Instant
    kind: Literal["resolved"] = Field(default="resolved", repr=False)

    def __init__(self, at: datetime) -> None:
        super().__init__(at=at)

    __init__.__pydantic_base_init__ = True  # type: ignore[attr-defined]

    def __str__(self) -> str:
        return _line(self.at, "resolved")


class SeverityChanged(Model):
    """It is worse or milder than it was: in an `EscalationSet` another ladder holds from here on.

    Example:
        >>> from datetime import UTC
        >>> SeverityChanged(datetime(2026, 3, 1, 2, 40, tzinfo=UTC), "SEV1").to
        'SEV1'
    """

    at: Instant
    to: Name
    kind: Literal["severity_changed"] = Field(default="severity_changed", repr=False)

    def __init__(self, at: datetime, to: Label) -> None:
        super().__init__(at=at, to=to)

    __init__.__pydantic_base_init__ = True  # type: ignore[attr-defined]

    def __str__(self) -> str:
        return _line(self.at, "severity changed", f"to {self.to}")


AnyEvent: TypeAlias = Triggered | Acknowledged | Resolved | SeverityChanged
"""Any of the four, as an argument."""

EscalationEvent: TypeAlias = Annotated[AnyEvent, Field(discriminator="kind")]
"""Any of the four; `pydantic.TypeAdapter(EscalationEvent)` reads a stored one back."""
