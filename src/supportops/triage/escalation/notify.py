"""Whom to tell, through which channel and why: what a ladder asks for. Sending it is the caller's."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from pydantic import BeforeValidator, Field

from supportops._model import Model
from supportops.triage._names import Instant, Label, Name

if TYPE_CHECKING:
    from datetime import datetime

__all__ = ["Notification", "Notify", "NotifyOne"]


class Notify(Model):
    """A role to tell.

    Args:
        role: who, as a duty and not as a person: "on_call_engineer", "cto". An on-call rota says who that is.
        channel: how: "page", "email", "slack" or any word your sender knows.
        why: a reason to send along.

    Raises:
        ConfigurationError: a blank role or channel.

    Example:
        >>> Notify("cto", channel="phone", why="two hours of outage")
        Notify(role='cto', channel='phone', why='two hours of outage')
    """

    role: Name
    channel: Name = "page"
    why: str = ""

    def __init__(self, role: Label, *, channel: Label = "page", why: str = "") -> None:
        super().__init__(role=role, channel=channel, why=why)

    __init__.__pydantic_base_init__ = True  # type: ignore[attr-defined]

    def __str__(self) -> str:
        way = "" if self.channel == "page" else f" by {self.channel}"
        return f"{self.role}{way}" + (f" ({self.why})" if self.why else "")


def _read_notify(given: object) -> object:
    """Return plain text, or a member of an enum, as the fields of a `Notify`, and anything else as it is."""
    return given if isinstance(given, Notify) or hasattr(given, "keys") else {"role": given}


NotifyOne = Annotated[Notify, BeforeValidator(_read_notify)]
"""A field that holds a `Notify`; text is the role."""


class Notification(Model):
    """One role that is told at one instant. A step that tells several roles makes one of these for each.

    Store it as JSON: it is the same after the round trip.

    Attributes:
        at: when it fires; kept in UTC.
        notify: whom to tell, through which channel and why.
        step: which step of the ladder, 0 the first.
        round: which pass through the ladder, 0 the first.

    Example:
        >>> from datetime import UTC, datetime
        >>> told = Notification(at=datetime(2026, 3, 1, 2, tzinfo=UTC), notify="cto", step=2, round=0)
        >>> told.role, str(told)
        ('cto', '2026-03-01T02:00:00+00:00 cto')
        >>> Notification.model_validate_json(told.model_dump_json()) == told
        True
    """

    at: Instant
    notify: NotifyOne
    step: int = Field(default=0, ge=0, strict=True)
    round: int = Field(default=0, ge=0, strict=True)

    if TYPE_CHECKING:

        def __init__(self, *, at: datetime, notify: Label | Notify, step: int = 0, round: int = 0) -> None: ...  # noqa: A002

    @property
    def role(self) -> str:
        """Who is told."""
        return self.notify.role

    def __str__(self) -> str:
        return f"{self.at.isoformat()} {self.notify}"
