"""The ticket record: twenty fields in five blocks, with vocabularies that can be swapped."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal
from typing import Annotated

from pydantic import (
    AwareDatetime,
    BeforeValidator,
    Field,
    ValidationInfo,
    field_validator,
)

from supportops._model import Model
from supportops.errors import DomainError, near
from supportops.tickets._equality import ByInstants
from supportops.tickets._texts import Label
from supportops.tickets.events import Created
from supportops.tickets.state import TicketState
from supportops.vocabulary import P0_TO_P4, AccountHealth, Party, ResolutionType

__all__ = ["ANY_WORDS", "PUBLISHED_WORDS", "RecordVocabulary", "TicketRecord"]


def _listed(given: object) -> object:
    """Return an enum class, a scale or any other row of words as a tuple."""
    return tuple(given) if isinstance(given, Iterable) and not isinstance(given, str | bytes) else given


Words = Annotated[tuple[Label, ...] | None, BeforeValidator(_listed)]


class RecordVocabulary(Model):
    """The words that a record's closed fields may hold, field by field; None allows any.

    Any row of words will do: a tuple, a `Scale`, an enum class. What is left out is as published.

    Source: The Product Builder's Playbook, chapter 27, Essential Ticket Fields.

    Example:
        >>> from supportops.vocabulary import P1_TO_P5
        >>> RecordVocabulary(priority=P1_TO_P5, product_area=None).priority
        ('P1', 'P2', 'P3', 'P4', 'P5')
    """

    channel: Words = ("email", "chat", "phone", "in_app")
    plan: Words = ("free", "standard", "premium", "enterprise")
    health_score: Words = tuple(health.value for health in AccountHealth)
    category: Words = ("bug", "how_to", "feature", "billing", "account", "integration")
    priority: Words = P0_TO_P4.labels
    product_area: Words = ("dashboard", "api", "billing", "reports")
    tier: Words = ("T1", "T2", "T3")
    status: Words = ("new", "open", "pending", "resolved", "closed")
    resolution_type: Words = tuple(ending.value for ending in ResolutionType)


PUBLISHED_WORDS = RecordVocabulary()
"""The vocabularies as published."""

ANY_WORDS = RecordVocabulary(**dict.fromkeys(RecordVocabulary.model_fields))
"""No closed vocabulary: every field takes any words."""

_CLOSED = tuple(RecordVocabulary.model_fields)
_KNOWN_AT_CREATION = ("account", "health_score", "product_area", "subject", "description")
_LATER = ("resolution_type", "root_cause", "kb_article", "csat_score")


class TicketRecord(ByInstants):
    """One ticket as a form shows it: header, customer, details, routing and resolution.

    Only the ticket's id and its creation must be there; `missing_fields` says which others should be.

    Attributes:
        vocabulary: the words that the closed fields may hold; None for the published ones.
        account: the company, as the CRM names it.
        plan: the customer's plan.
        health_score: the account's traffic light.
        arr: annual recurring revenue, US dollars, >= 0.
        tier: the level of support.
        root_cause: a tag.
        kb_article: a link, if an article was written or changed.
        csat_score: 1 to 5.

    Raises:
        ConfigurationError: a word outside the vocabulary, or a number outside its range.

    Source: The Product Builder's Playbook, chapter 27, Essential Ticket Fields.

    Example:
        >>> from datetime import UTC, datetime
        >>> record = TicketRecord(ticket_id="4711", created=datetime(2026, 3, 2, 9, tzinfo=UTC), priority="P1")
        >>> record.model_copy(update={"csat_score": 5}).csat_score
        5
    """

    vocabulary: RecordVocabulary | None = None
    ticket_id: Label
    created: AwareDatetime
    channel: Label | None = None
    account: Label | None = None
    plan: Label | None = None
    health_score: Label | None = None
    arr: Decimal | None = Field(default=None, ge=0, allow_inf_nan=False)
    category: Label | None = None
    priority: Label | None = None
    product_area: Label | None = None
    subject: str | None = None
    description: str | None = None
    assigned_to: Label | None = None
    tier: Label | None = None
    sla_deadline: AwareDatetime | None = None
    status: Label | None = None
    resolution_type: Label | None = None
    root_cause: Label | None = None
    kb_article: Label | None = None
    csat_score: int | None = Field(default=None, ge=1, le=5)

    @field_validator(*_CLOSED)
    @classmethod
    def _check(cls, word: str | None, info: ValidationInfo) -> str | None:
        # A vocabulary that is at fault itself is not in the data; then only that fault is told.
        vocabulary = info.data.get("vocabulary", ANY_WORDS) or PUBLISHED_WORDS
        words = getattr(vocabulary, info.field_name or "")
        if word is None or words is None or word in words:
            return word
        raise ValueError(f"{word!r} is not in the record's vocabulary; {near(word, words)}")

    @classmethod
    def from_state(
        cls,
        state: TicketState,
        *,
        sla_deadline: datetime | None = None,
        vocabulary: RecordVocabulary | None = None,
    ) -> TicketRecord:
        """Return the record of a ticket as it stands.

        The customer's tier is the record's plan, the level of support its tier. What the state has no place
        for is read from its other fields by the record's names, such as `account` and `csat_score`.

        Raises:
            ConfigurationError: a word outside the vocabulary, or a field of another type.
        """
        others = {name: state.fields.get(name) for name in (*_KNOWN_AT_CREATION, "arr", *_LATER)}
        return cls(
            vocabulary=vocabulary,
            ticket_id=state.ticket_id,
            created=state.created_at,
            channel=state.channel,
            plan=state.tier,
            category=state.category,
            priority=state.priority,
            assigned_to=state.assignee,
            tier=state.level,
            sla_deadline=sla_deadline,
            status=state.status,
            **others,
        )

    def to_created(self, *, by: Party = Party.REQUESTER, status: str = "new") -> Created:
        """Return the event that opened this ticket: header, customer and details, none of what came later.

        `status` is the first one: the record's own is the present one. Revenue is written as text, exactly.

        Raises:
            DomainError: the record has no priority.
        """
        if self.priority is None:
            raise DomainError(f"ticket {self.ticket_id!r} has no priority, and a ticket is created with one")
        fields = {name: getattr(self, name) for name in _KNOWN_AT_CREATION}
        fields["arr"] = None if self.arr is None else str(self.arr)
        return Created(
            at=self.created,
            by=by,
            priority=self.priority,
            status=status,
            tier=self.plan,
            channel=self.channel,
            category=self.category,
            fields={name: value for name, value in fields.items() if value is not None},
        )
