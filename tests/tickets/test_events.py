import pickle
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError
from tests.strategies import KINDS, START, histories

from supportops import tickets
from supportops.errors import ConfigurationError, NaiveDatetimeError
from supportops.tickets import (
    Absorbed,
    Acknowledged,
    AnyEvent,
    Assignment,
    Cancelled,
    Created,
    DueSet,
    Escalated,
    Event,
    FieldChange,
    Merged,
    Message,
    Paused,
    Resumed,
    StatusChange,
)
from supportops.vocabulary import Channel, Party

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
ANY_EVENT: TypeAdapter[AnyEvent] = TypeAdapter(AnyEvent)


def test_every_kind_of_event_has_its_snake_case_name():
    kinds = {cls.model_fields["kind"].default: cls.__name__ for cls in Event.__subclasses__()}
    assert kinds == {
        "created": "Created",
        "message": "Message",
        "status_change": "StatusChange",
        "field_change": "FieldChange",
        "assignment": "Assignment",
        "escalated": "Escalated",
        "merged": "Merged",
        "paused": "Paused",
        "resumed": "Resumed",
        "acknowledged": "Acknowledged",
        "cancelled": "Cancelled",
        "absorbed": "Absorbed",
        "due_set": "DueSet",
    }
    assert set(kinds) == {"created", *KINDS}
    assert all(name in tickets.__all__ for name in kinds.values())


def test_a_creation_has_the_documented_defaults():
    created = Created(at=NOON, priority="P2")
    assert (created.by, created.status) == (Party.REQUESTER, "new")
    assert (created.tier, created.channel, created.category, created.fields) == (None, None, None, {})
    assert (created.id, created.actor, created.source) == (None, None, None)


def test_the_other_defaults_are_the_documented_ones():
    assert Message(at=NOON, by="agent").public is True
    assert StatusChange(at=NOON, to="open").reason is None
    assert Assignment(at=NOON) == Assignment(at=NOON, agent=None, group=None)
    assert Escalated(at=NOON, level="L2").context == {}
    assert Paused(at=NOON, reason="vendor").until is None
    assert Resumed(at=NOON).reason is None
    assert DueSet(at=NOON, metric="resolution", due=None).follows_pauses is False


@given(st.sampled_from(sorted(KINDS)).flatmap(lambda kind: histories(kinds=[kind], max_events=4)))
def test_every_event_survives_json_pickle_and_plain_data(history):
    for event in history.events:
        assert ANY_EVENT.validate_json(event.model_dump_json()) == event
        assert ANY_EVENT.validate_python(event.model_dump()) == event
        assert pickle.loads(pickle.dumps(event)) == event
        assert hash(ANY_EVENT.validate_json(event.model_dump_json())) == hash(event)


def test_an_event_of_another_kind_is_no_other_event():
    assert Acknowledged(at=NOON) != Resumed(at=NOON)
    with pytest.raises(ConfigurationError, match="Input should be 'resumed'"):
        Resumed(at=NOON, kind="acknowledged")


def test_at_us_is_the_instant_in_microseconds():
    event = Acknowledged(at=NOON + timedelta(microseconds=7))
    assert event.at_us == 1_772_452_800_000_007
    assert event == Acknowledged(at=NOON + timedelta(microseconds=7))


def test_an_event_is_the_same_in_every_zone_even_in_the_fold():
    second_half_past_one = datetime(2026, 10, 25, 1, 30, fold=1, tzinfo=ZoneInfo("Europe/London"))
    event = Acknowledged(at=second_half_past_one)
    twin = Acknowledged(at=second_half_past_one.astimezone(UTC))
    assert event == twin
    assert hash(event) == hash(twin)
    assert Acknowledged.model_validate_json(event.model_dump_json()) == event
    assert event != Acknowledged(at=second_half_past_one.replace(fold=0))


def test_an_event_keeps_the_zone_it_was_given():
    zone = ZoneInfo("Asia/Tokyo")
    assert Acknowledged(at=NOON.astimezone(zone)).at.tzinfo is zone


def test_an_event_is_equal_to_nothing_else():
    assert Acknowledged(at=NOON) != "acknowledged"
    assert Acknowledged(at=NOON) != NOON


def test_an_event_prints_as_its_kind_and_instant():
    assert str(StatusChange(at=NOON, to="open")) == "status_change at 2026-03-02T12:00:00+00:00"


def test_texts_are_kept_as_given():
    assert StatusChange(at=NOON, to=" On Hold ").to == " On Hold "


def test_a_word_of_an_enum_is_plain_text_inside():
    channel = Created(at=NOON, priority="P1", channel=Channel.EMAIL).channel
    assert type(channel) is str
    assert channel == "email"


def test_fields_are_named_values_that_cannot_change():
    given_fields = {"seats": 40, "trial": False, "share": 0.5, "note": "", "owner": None}
    created = Created(at=NOON, priority="P1", fields=given_fields)
    given_fields["seats"] = 41
    assert created.fields["seats"] == 40
    assert {name: type(value) for name, value in created.fields.items()} == {
        "seats": int,
        "trial": bool,
        "share": float,
        "note": str,
        "owner": type(None),
    }
    with pytest.raises(TypeError, match="frozen"):
        created.fields["seats"] = 41


def test_two_events_with_fields_in_another_order_are_equal():
    first = Created(at=NOON, priority="P1", fields={"a": 1, "b": 2})
    second = Created(at=NOON, priority="P1", fields={"b": 2, "a": 1})
    assert first == second
    assert hash(first) == hash(second)


@pytest.mark.parametrize("wrong", ["", "  ", 3, True, b"P1"])
@pytest.mark.parametrize(
    ("build", "path"),
    [
        (lambda text: Created(at=NOON, priority=text), "priority"),
        (lambda text: Created(at=NOON, priority="P1", status=text), "status"),
        (lambda text: Created(at=NOON, priority="P1", tier=text), "tier"),
        (lambda text: StatusChange(at=NOON, to=text), "to"),
        (lambda text: FieldChange(at=NOON, field=text, to=1), "field"),
        (lambda text: Escalated(at=NOON, level=text), "level"),
        (lambda text: Merged(at=NOON, into=text), "into"),
        (lambda text: Paused(at=NOON, reason=text), "reason"),
        (lambda text: Cancelled(at=NOON, reason=text), "reason"),
        (lambda text: DueSet(at=NOON, metric=text, due=None), "metric"),
        (lambda text: Absorbed(at=NOON, ticket_id=text, started=NOON), "ticket_id"),
        (lambda text: Message(at=NOON, by="agent", id=text), "id"),
    ],
    ids=["priority", "status", "tier", "to", "field", "level", "into", "pause", "cancel", "metric", "ticket", "id"],
)
def test_a_label_is_text_that_is_not_blank(build, path, wrong):
    with pytest.raises(ConfigurationError) as caught:
        build(wrong)
    (fault,) = caught.value.faults
    assert fault[0] == path
    assert fault[1] == (
        f"write a label as text that is not blank, for example 'P2'; a bare number is refused, got {wrong!r}"
    )


@pytest.mark.parametrize("wrong", [float("nan"), float("inf"), [1], {"a": 1}, NOON])
def test_a_value_is_plain_and_finite(wrong):
    with pytest.raises(ConfigurationError) as caught:
        FieldChange(at=NOON, field="seats", to=wrong)
    assert [path for path, _ in caught.value.faults] == ["to"]
    assert "a value is text, a whole number, a finite number, true, false or nothing" in str(caught.value)
    with pytest.raises(ConfigurationError, match=r"fields\.seats: a value is text"):
        Created(at=NOON, priority="P1", fields={"seats": wrong})


@pytest.mark.parametrize("value", ["", "x", 0, 10**30, 1.5, True, None])
def test_a_free_field_takes_any_plain_value_and_keeps_its_type(value):
    change = FieldChange.model_validate_json(FieldChange(at=NOON, field="seats", to=value).model_dump_json())
    assert change.to == value
    assert type(change.to) is type(value)


@pytest.mark.parametrize("field", ["priority", "tier", "channel", "category"])
@pytest.mark.parametrize("wrong", [3, "", True])
def test_the_tickets_own_fields_change_to_labels(field, wrong):
    with pytest.raises(ConfigurationError, match=f"a {field} is a label such as 'P2', not {wrong!r}"):
        FieldChange(at=NOON, field=field, to=wrong)
    assert FieldChange(at=NOON, field=field, to="x").to == "x"


def test_a_priority_cannot_be_taken_away_but_a_tier_can():
    with pytest.raises(ConfigurationError, match="a priority is a label such as 'P2', not None"):
        FieldChange(at=NOON, field="priority", to=None)
    assert FieldChange(at=NOON, field="tier", to=None).to is None


def test_a_change_of_status_has_its_own_event():
    with pytest.raises(ConfigurationError, match=r"write StatusChange\(at=\.\.\., to=\.\.\.\)"):
        FieldChange(at=NOON, field="status", to="open")


def test_a_pause_ends_after_it_began():
    assert Paused(at=NOON, reason="vendor", until=NOON + HOUR).until == NOON + HOUR
    with pytest.raises(ConfigurationError, match=r"until 2026-03-02T12:00:00\+00:00 is not after the pause"):
        Paused(at=NOON, reason="vendor", until=NOON)


def test_an_absorbed_ticket_began_before():
    assert Absorbed(at=NOON, ticket_id="1", started=NOON).started == NOON
    with pytest.raises(ConfigurationError, match="is after the ticket was absorbed"):
        Absorbed(at=NOON, ticket_id="1", started=NOON + HOUR)


@pytest.mark.parametrize(
    "build",
    [
        lambda at: Acknowledged(at=at),
        lambda at: Paused(at=NOON, reason="vendor", until=at),
        lambda at: Absorbed(at=NOON, ticket_id="1", started=at),
        lambda at: DueSet(at=NOON, metric="resolution", due=at),
    ],
    ids=["at", "until", "started", "due"],
)
def test_naive_datetimes_are_refused(build):
    with pytest.raises(NaiveDatetimeError):
        build(datetime(2026, 3, 2, 13))


def test_an_event_is_frozen_and_takes_no_unknown_field():
    with pytest.raises(ValidationError, match="frozen"):
        Acknowledged(at=NOON).at = START
    with pytest.raises(ConfigurationError, match="this field is not known here"):
        Acknowledged(at=NOON, who="ann")


def test_a_due_date_must_be_said_even_when_it_is_none():
    with pytest.raises(ConfigurationError, match="due: Field required"):
        DueSet(at=NOON, metric="resolution")


def test_the_union_has_a_json_schema_with_a_discriminator():
    schema = ANY_EVENT.json_schema()
    assert set(schema["discriminator"]["mapping"]) == {"created", *KINDS}
