import pickle
from datetime import UTC, datetime, timedelta
from itertools import chain
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from tests.strategies import events_after, histories, histories_and_instants

from supportops._model import Model
from supportops.errors import ConfigurationError, HistoryError, NaiveDatetimeError
from supportops.tickets import (
    DEFAULT_STATUSES,
    Acknowledged,
    Created,
    FieldChange,
    Message,
    StatusChange,
    StatusMap,
    TicketHistory,
)

NINE = datetime(2026, 3, 2, 9, tzinfo=UTC)
HOUR = timedelta(hours=1)
CREATED = Created(at=NINE, priority="P2", tier="Business", channel="email", category="api")
LOG = (
    CREATED,
    Message(at=NINE + HOUR, by="agent"),
    StatusChange(at=NINE + 2 * HOUR, to="pending", reason="customer"),
    Message(at=NINE + 3 * HOUR, by="requester"),
    StatusChange(at=NINE + 3 * HOUR, to="open"),
    FieldChange(at=NINE + 4 * HOUR, field="priority", to="P1"),
    StatusChange(at=NINE + 5 * HOUR, to="resolved"),
)
HISTORY = TicketHistory(ticket_id="4711", events=LOG)


def made(*events, ticket_id="4711", status_map=None):
    return TicketHistory(ticket_id=ticket_id, events=events, status_map=status_map)


def error_of(*events, status_map=None):
    with pytest.raises(HistoryError) as caught:
        made(*events, status_map=status_map)
    assert caught.value.ticket_id == "4711"
    return caught.value


def test_a_history_keeps_the_log_and_knows_the_creation():
    assert HISTORY.events == LOG
    assert HISTORY.created is CREATED
    assert HISTORY.statuses is DEFAULT_STATUSES


def test_events_come_as_any_sequence_and_as_plain_data():
    assert TicketHistory(ticket_id="4711", events=list(LOG)) == HISTORY
    data = [event.model_dump(mode="json") for event in LOG]
    assert TicketHistory(ticket_id="4711", events=data) == HISTORY


def test_groups_are_the_events_by_instant():
    assert [len(events) for _, events in HISTORY.groups] == [1, 1, 1, 2, 1, 1]
    assert HISTORY.groups[3] == (LOG[3].at_us, LOG[3:5])


@given(histories())
def test_groups_hold_every_event_in_order_at_its_instant(history):
    assert tuple(chain.from_iterable(events for _, events in history.groups)) == history.events
    assert all(event.at_us == us for us, events in history.groups for event in events)
    instants = [us for us, _ in history.groups]
    assert instants == sorted(set(instants))


@given(histories())
def test_a_history_survives_json_and_pickle(history):
    assert TicketHistory.model_validate_json(history.model_dump_json()) == history
    assert hash(TicketHistory.model_validate_json(history.model_dump_json())) == hash(history)
    assert pickle.loads(pickle.dumps(history)) == history


def test_a_history_with_its_own_statuses_survives_json():
    desk = StatusMap({"Awaiting User Info": "pending"})
    history = made(CREATED, StatusChange(at=NINE, to="awaiting user info"), status_map=desk)
    assert history.statuses is desk
    assert TicketHistory.model_validate_json(history.model_dump_json()) == history


@given(histories_and_instants())
def test_until_is_the_log_up_to_and_at_the_instant(pair):
    history, at = pair
    prefix = history.until(at)
    assert prefix.events == tuple(event for event in history.events if event.at <= at)
    assert prefix == TicketHistory(ticket_id="4711", events=prefix.events)
    assert prefix.groups == history.groups[: len(prefix.groups)]
    assert prefix.until(at) is prefix


def test_until_reads_an_instant_in_any_zone():
    at = (NINE + 3 * HOUR).astimezone(ZoneInfo("America/New_York"))
    assert len(HISTORY.until(at).events) == 5


@pytest.mark.parametrize("ask", [HISTORY.until, lambda at: HISTORY.state(at=at)], ids=["until", "state"])
def test_nothing_is_known_before_the_creation(ask):
    with pytest.raises(HistoryError) as caught:
        ask(NINE - timedelta(microseconds=1))
    assert (caught.value.ticket_id, caught.value.event) == ("4711", CREATED)
    assert "at 2026-03-02T08:59:59.999999+00:00 the ticket did not exist" in str(caught.value)
    with pytest.raises(NaiveDatetimeError):
        ask(datetime(2026, 3, 2, 12))


@settings(max_examples=50)
@given(histories_and_instants(), events_after(NINE + timedelta(days=60), first=100))
def test_the_future_is_never_read(pair, other_future):
    history, at = pair
    known = [event for event in history.events if event.at <= at]
    poisoned = made(*known, *other_future)
    assert poisoned.state(at=at) == history.state(at=at)
    assert poisoned.until(at) == history.until(at)


def test_the_statuses_of_the_map_are_used_in_the_state():
    desk = StatusMap({"Active": "open"})
    history = made(CREATED, StatusChange(at=NINE, to="active"), status_map=desk)
    state = history.state(at=NINE)
    assert (state.status, state.status_category) == ("active", "open")


def test_a_history_without_events_is_refused():
    error = error_of()
    assert error.event is None
    assert "the history has no events" in str(error)


def test_a_log_without_a_creation_is_refused():
    error = error_of(*LOG[1:])
    assert error.event == LOG[1]
    assert "events[0], message at 2026-03-02T10:00:00+00:00, begins a log that has no Created event" in str(error)


def test_an_event_listed_before_the_creation_is_refused():
    error = error_of(LOG[1], CREATED)
    assert error.event == LOG[1]
    assert "stands in the log before the creation" in str(error)


def test_an_event_that_happened_before_the_creation_is_refused():
    early = Message(at=NINE - HOUR, by="agent")
    error = error_of(CREATED, early)
    assert error.event == early
    assert "message at 2026-03-02T08:00:00+00:00, is before created at 2026-03-02T09:00:00+00:00" in str(error)


def test_a_second_creation_is_refused():
    second = Created(at=NINE + HOUR, priority="P1")
    error = error_of(CREATED, second)
    assert error.event == second
    assert "created at 2026-03-02T10:00:00+00:00, is a second creation" in str(error)


def test_an_event_out_of_order_is_refused():
    error = error_of(CREATED, LOG[2], LOG[1])
    assert error.event == LOG[1]
    assert "comes in the log after status_change at 2026-03-02T11:00:00+00:00" in str(error)


def test_two_events_with_one_id_are_refused():
    first = Message(at=NINE, by="agent", id="m1")
    second = Acknowledged(at=NINE + HOUR, id="m1")
    error = error_of(CREATED, first, second)
    assert error.event == second
    assert "has the id 'm1' of an earlier event" in str(error)


def test_two_equal_events_of_one_instant_are_refused():
    note = Message(at=NINE, by="agent")
    tokyo = Message(at=NINE.astimezone(ZoneInfo("Asia/Tokyo")), by="agent")
    error = error_of(CREATED, note, Acknowledged(at=NINE), tokyo)
    assert error.event == tokyo
    assert "if both happened, give each an id" in str(error)


def test_equal_events_are_fine_with_ids_or_at_two_instants():
    history = made(
        CREATED,
        Message(at=NINE, by="agent", id="1"),
        Message(at=NINE, by="agent", id="2"),
        Acknowledged(at=NINE + HOUR),
        Acknowledged(at=NINE + 2 * HOUR),
    )
    assert len(history.events) == 5


def test_an_unknown_status_is_refused_with_its_near_match():
    wrong = StatusChange(at=NINE + HOUR, to="pendign")
    error = error_of(CREATED, wrong)
    assert error.event == wrong
    assert "status_change at 2026-03-02T10:00:00+00:00, cannot be read" in str(error)
    assert "did you mean 'pending'?" in str(error)
    assert "TicketHistory.repair" in str(error)


def test_an_unknown_first_status_is_refused():
    wrong = Created(at=NINE, priority="P1", status="-100")
    assert error_of(wrong).event == wrong


def test_all_faults_are_counted_and_five_of_them_shown():
    error = error_of(*LOG, *LOG)
    assert error.event == CREATED
    lines = str(error).split("\n")
    assert lines[0].startswith("ticket '4711': 6 faults in this history; correct the log, or let")
    assert [line.split(",")[0].strip() for line in lines[1:6]] == [f"events[{n}]" for n in range(7, 12)]
    assert lines[6].strip() == "and 1 more"
    assert len(lines) == 7


def test_two_faults_are_both_shown():
    lines = str(error_of(CREATED, LOG[2], LOG[1], StatusChange(at=NINE + 9 * HOUR, to="gone"))).split("\n")
    assert len(lines) == 3


class Queue(Model):
    name: str
    first: TicketHistory


@pytest.mark.parametrize(
    "build",
    [
        lambda data: TicketHistory(**data),
        TicketHistory.model_validate,
        lambda data: Queue(name="q", first=data),
        lambda data: Queue.model_validate({"name": "q", "first": data}),
        lambda data: HISTORY.model_copy(update={"events": ()}),
    ],
    ids=["init", "validate", "nested", "nested validate", "copy"],
)
def test_a_history_error_is_one_wherever_the_history_is_built(build):
    with pytest.raises(HistoryError, match="ticket '4711': the history has no events"):
        build({"ticket_id": "4711", "events": ()})


def test_an_event_that_cannot_be_read_is_a_configuration_error_with_its_path():
    with pytest.raises(ConfigurationError) as caught:
        made(CREATED, {"kind": "message", "at": NINE, "by": "nobody"})
    assert [path for path, _ in caught.value.faults] == ["events[1].message.by"]
    with pytest.raises(ConfigurationError, match=r"events\[0\]: Input tag 'opened'"):
        made({"kind": "opened"})
    with pytest.raises(ConfigurationError, match="ticket_id: write a label"):
        made(CREATED, ticket_id=4711)
