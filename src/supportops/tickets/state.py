"""How a ticket stands at one instant."""

from __future__ import annotations

from pydantic import AwareDatetime, Field

from supportops._frozen import FrozenMap
from supportops.tickets._equality import ByInstants
from supportops.tickets._texts import Label, Values
from supportops.vocabulary import Party, Status

__all__ = ["OVER", "OpenPause", "TicketState"]

OVER = frozenset({Status.RESOLVED, Status.CLOSED})
"""The categories of a ticket that the desk is done with."""


class OpenPause(ByInstants):
    """A pause by hand that holds: since when, and until when if nobody resumes first."""

    reason: Label
    since: AwareDatetime
    until: AwareDatetime | None = None


class TicketState(ByInstants):
    """What is known of a ticket at `at`, from its events up to then and from nothing later.

    A message counts when it is public; creation is a message of whoever created the ticket. An instant that
    is None has not come.

    Attributes:
        status: in the helpdesk's own words; `status_category` is what it means.
        since: when the status began.
        tier: the customer's.
        category: the ticket's topic.
        fields: all other fields of the ticket.
        level: the level of support it was last escalated to.
        last_word: who wrote the last message.
        requester_wrote_at: when the requester last wrote.
        owes: who owes the next word: the agent to a requester who wrote, and after a reopening; the
            requester to an agent who wrote; nobody (None) once the ticket is over. What bots and systems
            write changes nothing here.
        owes_since: when that began: the oldest message without an answer, or the reopening.
        first_response_at: the first message of a human agent; of a ticket that an agent created, the first
            one after the requester wrote.
        follow_ups: messages of human agents since the requester's last word.
        pauses: the pauses by hand that hold.
        reopened: how often it left resolved or closed.
        resolved_at: when it was resolved, or closed without; None again after a reopening.
        closed_at: when it was closed; None again after a reopening.
        cancelled: why it was cancelled, or None.

    Example:
        >>> from datetime import UTC, datetime
        >>> from supportops.tickets import Created, start
        >>> state = start(Created(at=datetime(2026, 3, 2, 9, tzinfo=UTC), priority="P2"), ticket_id="4711")
        >>> state.status, state.owes, state.is_over
        ('new', <Party.AGENT: 'agent'>, False)
    """

    ticket_id: Label
    at: AwareDatetime
    created_at: AwareDatetime
    created_by: Party
    status: Label
    status_category: Status
    since: AwareDatetime
    priority: Label
    tier: Label | None = None
    channel: Label | None = None
    category: Label | None = None
    fields: Values = Field(default_factory=FrozenMap)
    assignee: Label | None = None
    group: Label | None = None
    level: Label | None = None
    last_word: Party
    requester_wrote_at: AwareDatetime | None = None
    owes: Party | None = None
    owes_since: AwareDatetime | None = None
    first_response_at: AwareDatetime | None = None
    follow_ups: int = Field(default=0, ge=0)
    pauses: tuple[OpenPause, ...] = ()
    reopened: int = Field(default=0, ge=0)
    resolved_at: AwareDatetime | None = None
    closed_at: AwareDatetime | None = None
    merged_into: Label | None = None
    cancelled: Label | None = None
    acknowledged_at: AwareDatetime | None = None

    @property
    def is_over(self) -> bool:
        """Whether the desk owes nothing more: resolved, closed, merged or cancelled."""
        return self.status_category in OVER or self.merged_into is not None or self.cancelled is not None
