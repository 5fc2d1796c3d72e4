from datetime import UTC, datetime, timedelta

from hypothesis import given
from tests.strategies import histories

from supportops.tickets import DEFAULT_STATUSES, Created, Message, StatusChange
from supportops.tickets._faults import as_history_error, faults_of, status_of

NINE = datetime(2026, 3, 2, 9, tzinfo=UTC)
HOUR = timedelta(hours=1)
CREATED = Created(at=NINE, priority="P2")


def kinds(*events):
    return [(fault.index, fault.kind) for fault in faults_of(events, DEFAULT_STATUSES)]


@given(histories())
def test_a_valid_log_has_no_faults(history):
    assert faults_of(history.events, DEFAULT_STATUSES) == []


def test_each_event_is_named_with_every_fault_it_has_in_log_order():
    log = (
        Message(at=NINE, by="agent"),
        CREATED,
        StatusChange(at=NINE + 2 * HOUR, to="gone"),
        StatusChange(at=NINE + HOUR, to="gone", id="a"),
        Created(at=NINE + 3 * HOUR, priority="P1", status="lost"),
        Message(at=NINE - HOUR, by="agent", id="a"),
    )
    assert kinds(*log) == [
        (0, "before_creation"),
        (2, "unknown_status"),
        (3, "out_of_order"),
        (3, "unknown_status"),
        (4, "second_creation"),
        (4, "unknown_status"),
        (5, "before_creation"),
        (5, "duplicate"),
    ]


def test_one_late_event_does_not_blame_those_that_follow_in_order():
    far = Message(at=NINE + 9 * HOUR, by="agent")
    near = [StatusChange(at=NINE + hours * HOUR, to=status) for hours, status in ((1, "open"), (2, "pending"))]
    assert kinds(CREATED, far, *near) == [(2, "out_of_order"), (3, "out_of_order")]
    assert kinds(CREATED, *near, far) == []


def test_three_equal_events_are_two_duplicates():
    reply = Message(at=NINE, by="agent")
    assert kinds(CREATED, reply, reply, reply) == [(2, "duplicate"), (3, "duplicate")]


def test_only_creations_and_status_changes_set_a_status():
    assert status_of(CREATED) == "new"
    assert status_of(StatusChange(at=NINE, to="open")) == "open"
    assert status_of(Message(at=NINE, by="agent")) is None


def test_the_error_of_many_faults_shows_the_first_five_and_counts_the_rest():
    faults = faults_of((CREATED, *[Created(at=NINE, priority="P1")] * 6), DEFAULT_STATUSES)
    error = as_history_error("4711", faults[:6])
    assert str(error).count("is a second creation") + str(error).count("equals another event") == 5
    assert str(error).endswith("and 1 more")
    assert "more" not in str(as_history_error("4711", faults[:5]))
    assert error.event is faults[0].event
