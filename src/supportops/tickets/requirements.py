"""Which fields a ticket must have, and what breaks without them."""

from __future__ import annotations

from enum import StrEnum

from pydantic import field_validator

from supportops._model import Model
from supportops.errors import near
from supportops.tickets._texts import Label
from supportops.tickets.record import TicketRecord

__all__ = ["FIELD_REQUIREMENTS", "FieldRequirement", "MissingField", "Requirement", "missing_fields"]


class Requirement(StrEnum):
    """Who must fill a field."""

    REQUIRED = "required"
    """A person."""
    AUTO = "auto"
    """The system."""
    AUTO_OR_REQUIRED = "auto_or_required"
    """The system, or else a person."""


class FieldRequirement(Model):
    """One field's requirement: its published name, its name in the record, and what it drives."""

    field: Label
    record_field: str
    requirement: Requirement
    drives: tuple[Label, ...]

    @field_validator("record_field")
    @classmethod
    def _check(cls, name: str) -> str:
        if name not in TicketRecord.model_fields:
            raise ValueError(f"{name!r} is no field of a TicketRecord; {near(name, TicketRecord.model_fields)}")
        return name


class MissingField(Model):
    """A field that a ticket should have and has not, and what does not work for lack of it."""

    field: str
    requirement: Requirement
    breaks: tuple[str, ...]

    def __str__(self) -> str:
        return f"{self.field} is missing ({self.requirement}): breaks {', '.join(self.breaks)}"


def _row(field: str, record_field: str, requirement: Requirement, *drives: str) -> FieldRequirement:
    return FieldRequirement(field=field, record_field=record_field, requirement=requirement, drives=drives)


FIELD_REQUIREMENTS = (
    _row("priority", "priority", Requirement.REQUIRED, "SLA", "position in queue"),
    _row("category", "category", Requirement.REQUIRED, "routing", "reporting"),
    _row("customer", "account", Requirement.REQUIRED, "context", "SLA tier"),
    _row("product_feature", "product_area", Requirement.REQUIRED, "choice of specialist"),
    _row("channel", "channel", Requirement.AUTO, "expected response speed"),
    _row("assignee", "assigned_to", Requirement.AUTO_OR_REQUIRED, "accountability"),
    _row("status", "status", Requirement.REQUIRED, "workflow tracking"),
)
"""The published table. Source: Support Operations skill pack, Ticket Field Requirements."""


def missing_fields(
    record: TicketRecord, *, requirements: tuple[FieldRequirement, ...] = FIELD_REQUIREMENTS
) -> tuple[MissingField, ...]:
    """Return the fields that a record lacks, in the order of the requirements; blank text is lacking too.

    Source: Support Operations skill pack, Ticket Field Requirements.

    Example:
        >>> from datetime import UTC, datetime
        >>> record = TicketRecord(
        ...     ticket_id="4711",
        ...     created=datetime(2026, 3, 2, 9, tzinfo=UTC),
        ...     channel="email",
        ...     account="Acme",
        ...     category="bug",
        ...     product_area="api",
        ...     status="new",
        ... )
        >>> for missing in missing_fields(record):
        ...     print(missing)
        priority is missing (required): breaks SLA, position in queue
        assignee is missing (auto_or_required): breaks accountability
    """
    return tuple(
        MissingField(field=rule.field, requirement=rule.requirement, breaks=rule.drives)
        for rule in requirements
        if _is_lacking(getattr(record, rule.record_field))
    )


def _is_lacking(value: object) -> bool:
    return value is None or (isinstance(value, str) and not value.strip())
