"""Who gets a notification: its role, turned into a person."""

from __future__ import annotations

from supportops._model import Model
from supportops.triage._names import Label, Name
from supportops.triage.escalation.notify import Notification

__all__ = ["Page"]


class Page(Model):
    """A notification with the person on duty at its instant.

    Attributes:
        notification: what an escalation policy wants to send.
        person: who gets it; None: nobody.
        reason: why nobody gets it; empty where somebody does.

    Example:
        >>> from datetime import UTC, datetime
        >>> told = Notification(at=datetime(2026, 3, 1, 2, tzinfo=UTC), notify="primary")
        >>> print(Page(told, "ann"))
        2026-03-01T02:00:00+00:00 primary -> ann
    """

    notification: Notification
    person: Name | None = None
    reason: str = ""

    def __init__(self, notification: Notification, person: Label | None = None, reason: str = "") -> None:
        super().__init__(notification=notification, person=person, reason=reason)

    __init__.__pydantic_base_init__ = True  # type: ignore[attr-defined]

    def __str__(self) -> str:
        who = self.person or f"nobody ({self.reason})"
        return f"{self.notification} -> {who}"
