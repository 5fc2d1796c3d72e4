from datetime import UTC, datetime

import pytest

from supportops.errors import ConfigurationError
from supportops.tickets import (
    FIELD_REQUIREMENTS,
    FieldRequirement,
    MissingField,
    Requirement,
    TicketRecord,
    missing_fields,
)

NINE = datetime(2026, 3, 2, 9, tzinfo=UTC)
EMPTY = TicketRecord(ticket_id="4711", created=NINE)
FULL = TicketRecord(
    ticket_id="4711",
    created=NINE,
    priority="P1",
    category="bug",
    account="Acme",
    product_area="api",
    channel="email",
    assigned_to="ann",
    status="new",
)

# Support Operations skill pack, Ticket Field Requirements.
PUBLISHED = [
    ("priority", "required", ("SLA", "position in queue")),
    ("category", "required", ("routing", "reporting")),
    ("customer", "required", ("context", "SLA tier")),
    ("product_feature", "required", ("choice of specialist",)),
    ("channel", "auto", ("expected response speed",)),
    ("assignee", "auto_or_required", ("accountability",)),
    ("status", "required", ("workflow tracking",)),
]


def test_an_empty_ticket_breaks_everything_the_published_table_names():
    found = [(missing.field, missing.requirement, missing.breaks) for missing in missing_fields(EMPTY)]
    assert found == PUBLISHED


def test_a_full_ticket_lacks_nothing():
    assert missing_fields(FULL) == ()


@pytest.mark.parametrize("rule", FIELD_REQUIREMENTS, ids=lambda rule: rule.field)
def test_each_field_alone_is_missed(rule):
    without = FULL.model_copy(update={rule.record_field: None})
    assert missing_fields(without) == (
        MissingField(field=rule.field, requirement=rule.requirement, breaks=rule.drives),
    )


def test_a_missing_field_says_what_breaks():
    (missing,) = missing_fields(FULL.model_copy(update={"category": None}))
    assert str(missing) == "category is missing (required): breaks routing, reporting"
    assert MissingField.model_validate_json(missing.model_dump_json()) == missing


def test_a_desk_has_its_own_requirements():
    rules = (
        FieldRequirement(field="subject", record_field="subject", requirement="required", drives=("search",)),
        FieldRequirement(field="revenue", record_field="arr", requirement=Requirement.AUTO, drives=("order",)),
    )
    blank = TicketRecord(ticket_id="1", created=NINE, subject="  ", arr=0)
    assert [missing.field for missing in missing_fields(blank, requirements=rules)] == ["subject"]
    assert len(missing_fields(EMPTY, requirements=rules)) == 2


def test_a_requirement_names_a_field_of_the_record():
    with pytest.raises(
        ConfigurationError, match="'assignee' is no field of a TicketRecord; did you mean 'assigned_to'"
    ):
        FieldRequirement(field="assignee", record_field="assignee", requirement="auto", drives=("x",))
