from datetime import UTC, datetime
from decimal import Decimal

import pytest

from supportops.errors import ConfigurationError, DomainError, NaiveDatetimeError
from supportops.tickets import (
    ANY_WORDS,
    PUBLISHED_WORDS,
    Assignment,
    Escalated,
    FieldChange,
    RecordVocabulary,
    TicketHistory,
    TicketRecord,
    start,
)
from supportops.vocabulary import P1_TO_P5, Channel, Party

NINE = datetime(2026, 3, 2, 9, tzinfo=UTC)
WHOLE = TicketRecord(
    ticket_id="4711",
    created=NINE,
    channel="email",
    account="Acme",
    plan="premium",
    health_score="green",
    arr=Decimal("12000.50"),
    category="bug",
    priority="P1",
    product_area="api",
    subject="Export fails",
    description="Since Monday.",
    assigned_to="ann",
    tier="T2",
    sla_deadline=datetime(2026, 3, 2, 13, tzinfo=UTC),
    status="resolved",
    resolution_type="workaround",
    root_cause="product-bug",
    kb_article="https://help.example/exports",
    csat_score=5,
)

# The Product Builder's Playbook, chapter 27, Essential Ticket Fields: block by block.
PUBLISHED_FIELDS = [
    "ticket_id",
    "created",
    "channel",
    "account",
    "plan",
    "health_score",
    "arr",
    "category",
    "priority",
    "product_area",
    "subject",
    "description",
    "assigned_to",
    "tier",
    "sla_deadline",
    "status",
    "resolution_type",
    "root_cause",
    "kb_article",
    "csat_score",
]


def test_a_record_has_the_twenty_published_fields_in_their_order():
    assert [name for name in TicketRecord.model_fields if name != "vocabulary"] == PUBLISHED_FIELDS
    assert len(PUBLISHED_FIELDS) == 20


@pytest.mark.parametrize(
    ("field", "words"),
    [
        ("channel", "email chat phone in_app"),
        ("plan", "free standard premium enterprise"),
        ("health_score", "green yellow red"),
        ("category", "bug how_to feature billing account integration"),
        ("priority", "P0 P1 P2 P3 P4"),
        ("product_area", "dashboard api billing reports"),
        ("tier", "T1 T2 T3"),
        ("status", "new open pending resolved closed"),
        ("resolution_type", "solved workaround wont_fix duplicate feature_request"),
    ],
)
def test_the_closed_fields_take_the_published_words_and_no_others(field, words):
    assert getattr(PUBLISHED_WORDS, field) == tuple(words.split())
    for word in words.split():
        assert getattr(WHOLE.model_copy(update={field: word}), field) == word
    with pytest.raises(ConfigurationError) as caught:
        WHOLE.model_copy(update={field: "other"})
    assert [path for path, _ in caught.value.faults] == [field]
    assert "'other' is not in the record's vocabulary" in str(caught.value)


def test_every_wrong_word_is_reported_at_once_with_its_near_match():
    with pytest.raises(ConfigurationError) as caught:
        TicketRecord(ticket_id="1", created=NINE, channel="emial", plan="gold", csat_score=6, arr=-1)
    assert [path for path, _ in caught.value.faults] == ["channel", "plan", "arr", "csat_score"]
    assert "did you mean 'email'?" in str(caught.value)


def test_each_vocabulary_can_be_swapped():
    desk = RecordVocabulary(priority=P1_TO_P5, channel=Channel, product_area=None, tier=["L1", "L2"])
    record = TicketRecord(
        vocabulary=desk, ticket_id="1", created=NINE, priority="P5", channel="social", product_area="any", tier="L2"
    )
    assert record.product_area == "any"
    assert desk.plan == PUBLISHED_WORDS.plan
    with pytest.raises(ConfigurationError, match="'P0' is not in the record's vocabulary"):
        record.model_copy(update={"priority": "P0"})


def test_with_any_words_every_closed_field_is_open():
    words = dict.fromkeys(RecordVocabulary.model_fields, "anything")
    assert TicketRecord(vocabulary=ANY_WORDS, ticket_id="1", created=NINE, **words).status == "anything"


@pytest.mark.parametrize("words", ["P1", 3, [""]])
def test_a_vocabulary_is_a_row_of_words(words):
    with pytest.raises(ConfigurationError, match="priority"):
        RecordVocabulary(priority=words)


def test_a_broken_vocabulary_is_the_only_fault_told():
    with pytest.raises(ConfigurationError) as caught:
        TicketRecord(vocabulary={"plan": 3}, ticket_id="1", created=NINE, plan="gold")
    assert [path for path, _ in caught.value.faults] == ["vocabulary.plan"]


@pytest.mark.parametrize("score", [0, 6, 2.5])
def test_satisfaction_is_a_whole_number_from_1_to_5(score):
    with pytest.raises(ConfigurationError, match="csat_score"):
        WHOLE.model_copy(update={"csat_score": score})


@pytest.mark.parametrize("revenue", ["-0.01", "NaN", "Infinity"])
def test_revenue_is_an_amount_of_money(revenue):
    with pytest.raises(ConfigurationError, match="arr"):
        WHOLE.model_copy(update={"arr": revenue})


def test_a_record_needs_its_id_and_its_creation():
    with pytest.raises(ConfigurationError) as caught:
        TicketRecord()
    assert [path for path, _ in caught.value.faults] == ["ticket_id", "created"]
    with pytest.raises(NaiveDatetimeError):
        TicketRecord(ticket_id="1", created=datetime(2026, 3, 2))


def test_a_record_survives_json_with_and_without_its_own_words():
    assert TicketRecord.model_validate_json(WHOLE.model_dump_json()) == WHOLE
    assert WHOLE.model_dump()["vocabulary"] is None
    own = WHOLE.model_copy(update={"vocabulary": RecordVocabulary(priority=P1_TO_P5), "priority": "P5"})
    assert own.model_dump()["vocabulary"]["priority"] == P1_TO_P5.labels
    assert TicketRecord.model_validate_json(own.model_dump_json()) == own
    assert hash(own) != hash(WHOLE)


def test_a_record_is_read_from_the_state_of_a_ticket():
    ending = {name: getattr(WHOLE, name) for name in ("resolution_type", "root_cause", "kb_article", "csat_score")}
    history = TicketHistory(
        ticket_id="4711",
        events=(
            WHOLE.to_created(),
            Assignment(at=NINE, agent="ann"),
            Escalated(at=NINE, level="T2"),
            *(FieldChange(at=NINE, field=name, to=value) for name, value in ending.items()),
            {"kind": "status_change", "at": NINE, "to": "resolved"},
        ),
    )
    state = history.state(at=NINE)
    assert TicketRecord.from_state(state, sla_deadline=WHOLE.sla_deadline) == WHOLE


def test_a_state_with_other_words_needs_another_vocabulary():
    desk = RecordVocabulary(priority=P1_TO_P5)
    created = TicketRecord(vocabulary=desk, ticket_id="1", created=NINE, priority="P5").to_created()
    state = start(created, ticket_id="1")
    assert TicketRecord.from_state(state, vocabulary=desk).priority == "P5"
    with pytest.raises(ConfigurationError, match="priority: 'P5' is not in the record's vocabulary"):
        TicketRecord.from_state(state)


def test_a_creation_knows_nothing_of_what_came_later():
    created = WHOLE.to_created(by=Party.AGENT, status="open")
    assert (created.at, created.by, created.priority, created.status) == (NINE, Party.AGENT, "P1", "open")
    assert (created.tier, created.channel, created.category) == ("premium", "email", "bug")
    assert created.fields == {
        "account": "Acme",
        "health_score": "green",
        "arr": "12000.50",
        "product_area": "api",
        "subject": "Export fails",
        "description": "Since Monday.",
    }


def test_a_creation_leaves_out_what_is_not_known():
    assert TicketRecord(ticket_id="1", created=NINE, priority="P1").to_created().fields == {}


def test_a_ticket_is_not_created_without_a_priority():
    with pytest.raises(DomainError, match="ticket '1' has no priority"):
        TicketRecord(ticket_id="1", created=NINE).to_created()
