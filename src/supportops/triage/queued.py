"""A ticket that waits for an agent: what routing, priority and the clock said of it."""

from __future__ import annotations

from datetime import datetime, timedelta

from supportops._model import Model
from supportops.durations import Elapsed
from supportops.triage._names import Instant, Label, Name

__all__ = ["QueuedTicket"]


class QueuedTicket(Model):
    """What assignment needs to know of a ticket.

    Args:
        id: the ticket's name, each once in a queue.
        priority: a label of the queue's scale.
        created: when it came in; kept in UTC.
        effective_priority: the priority after modifiers and ageing; None: as `priority`.
        slack: time left until its promise is broken, negative when it is; None: none was made.
        skill: what the agent must be able to do; None: anyone can.
        level: at which level of support; None: at any.
        channel: where it came in, which decides how many units of load it takes.
        account: the customer.
        owner: the agent who had it before, for a ticket that was reopened or is to move.
        last_activity: when anybody last did anything about it; None: not known, so that it never counts as stale.

    Raises:
        ConfigurationError: all faults at once.
        NaiveDatetimeError: an instant without a zone.

    Example:
        >>> from datetime import UTC
        >>> ticket = QueuedTicket("7", priority="P3", effective_priority="P2", created=datetime(2026, 3, 2, tzinfo=UTC))
        >>> ticket.queue_priority
        'P2'
    """

    id: Name
    priority: Name
    created: Instant
    effective_priority: Name | None = None
    slack: Elapsed | None = None
    skill: Name | None = None
    level: Name | None = None
    channel: Name | None = None
    account: Name | None = None
    owner: Name | None = None
    last_activity: Instant | None = None

    def __init__(
        self,
        id: Label,  # noqa: A002 - a ticket has an id
        *,
        priority: Label,
        created: datetime,
        effective_priority: Label | None = None,
        slack: timedelta | None = None,
        skill: Label | None = None,
        level: Label | None = None,
        channel: Label | None = None,
        account: Label | None = None,
        owner: Label | None = None,
        last_activity: datetime | None = None,
    ) -> None:
        super().__init__(
            id=id, priority=priority, created=created, effective_priority=effective_priority, slack=slack, skill=skill,
            level=level, channel=channel, account=account, owner=owner, last_activity=last_activity,
        )  # fmt: skip

    __init__.__pydantic_base_init__ = True  # type: ignore[attr-defined]

    @property
    def queue_priority(self) -> str:
        """The priority that the queue is ordered by."""
        return self.priority if self.effective_priority is None else self.effective_priority
