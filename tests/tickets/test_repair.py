from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.strategies import histories

from supportops.errors import ConfigurationError, HistoryError
from supportops.tickets import (
    Absorbed,
    Acknowledged,
    Created,
    Message,
    Paused,
    RepairAction,
    Repaired,
    StatusChange,
    StatusMap,
    TicketHistory,
)

NINE = datetime(2026, 3, 2, 9, tzinfo=UTC)
HOUR = timedelta(hours=1)
CREATED = Created(at=NINE, priority="P2")
REPLY = Message(at=NINE + HOUR, by="agent")
SOLVED = StatusChange(at=NINE + 2 * HOUR, to="resolved")


def repaired(*log, status_map=None):
    return TicketHistory.repair("4711", log, status_map=status_map)


def done(result):
    return [(action.kind, action.event_index, action.dropped) for action in result.actions]


@given(histories())
def test_a_valid_log_comes_back_as_it_is(history):
    result = TicketHistory.repair("4711", history.events)
    assert result == Repaired(history=history)
    assert result.actions == ()


@st.composite
def faulty_logs(draw):
    """A valid log, then shuffled, doubled, and with things that do not belong."""
    events = list(draw(histories()).events)
    events += draw(st.lists(st.sampled_from(events), max_size=3))
    created = events[0]
    stray = [
        Created(at=created.at + HOUR, priority="P5", id="again"),
        StatusChange(at=created.at + HOUR, to="-100", id="stray"),
        Message(at=created.at - HOUR, by="agent", id="early"),
        Message(at=created.at - 2 * HOUR, by="agent", id="earlier"),
        Paused(at=created.at - 2 * HOUR, reason="vendor", until=created.at - HOUR, id="over"),
    ]
    events += draw(st.lists(st.sampled_from(stray), max_size=4))
    return draw(st.permutations(events))


@given(faulty_logs())
def test_whatever_was_wrong_the_mended_log_is_a_history_and_needs_no_more(log):
    result = TicketHistory.repair("4711", log)
    assert TicketHistory(ticket_id="4711", events=result.history.events) == result.history
    assert TicketHistory.repair("4711", result.history.events).actions == ()
    assert Repaired.model_validate_json(result.model_dump_json()) == result


@given(faulty_logs())
def test_every_event_is_kept_or_named(log):
    result = TicketHistory.repair("4711", log)
    dropped = {action.event_index for action in result.actions if action.dropped}
    moved = {action.event_index for action in result.actions if not action.dropped}
    assert len(result.history.events) == len(log) - len(dropped)
    assert dropped.isdisjoint(moved)
    assert len(result.actions) == len(dropped) + len(moved)
    untouched = [event for index, event in enumerate(log) if index not in dropped | moved]
    assert [event for event in result.history.events if event in untouched] == untouched


@given(histories(), st.randoms(use_true_random=False))
def test_a_shuffled_log_is_sorted_again(history, random):
    log = list(history.events)
    random.shuffle(log)
    result = TicketHistory.repair("4711", log)
    assert [event.at_us for event in result.history.events] == [event.at_us for event in history.events]
    assert set(result.history.events) == set(history.events)
    assert not any(action.dropped for action in result.actions)


def test_events_out_of_order_are_sorted():
    result = repaired(CREATED, SOLVED, REPLY)
    assert result.history.events == (CREATED, REPLY, SOLVED)
    assert done(result) == [("out_of_order", 2, False)]
    assert str(result.actions[0]) == (
        "events[2]: message at 2026-03-02T10:00:00+00:00 was moved before status_change at 2026-03-02T11:00:00+00:00"
    )


def test_events_of_one_instant_keep_the_order_of_the_log():
    pending = StatusChange(at=NINE + HOUR, to="pending")
    reopened = StatusChange(at=NINE + HOUR, to="open")
    result = repaired(CREATED, SOLVED, pending, reopened)
    assert result.history.events == (CREATED, pending, reopened, SOLVED)


def test_the_creation_moves_to_the_front():
    beside = Acknowledged(at=NINE)
    result = repaired(beside, CREATED, REPLY)
    assert result.history.events == (CREATED, beside, REPLY)
    assert done(result) == [("out_of_order", 1, False)]
    assert "was moved to the front of the log" in result.actions[0].message


def test_a_creation_at_the_end_of_the_log_is_one_move():
    result = repaired(REPLY, SOLVED, CREATED)
    assert result.history.events == (CREATED, REPLY, SOLVED)
    assert done(result) == [("out_of_order", 2, False)]


def test_events_before_the_creation_move_to_it_in_the_order_they_happened():
    earlier = Message(at=NINE - 2 * HOUR, by="requester")
    early = Message(at=NINE - HOUR, by="agent")
    beside = Acknowledged(at=NINE)
    result = repaired(CREATED, beside, early, earlier)
    assert result.history.events == (
        CREATED,
        Message(at=NINE, by="requester"),
        Message(at=NINE, by="agent"),
        beside,
    )
    assert done(result) == [("before_creation", 2, False), ("before_creation", 3, False)]
    assert "was moved to the creation of the ticket at 2026-03-02T09:00:00+00:00" in str(result.actions[0])


def test_moved_events_that_have_become_one_are_one():
    log = (CREATED, Message(at=NINE - 2 * HOUR, by="agent"), Message(at=NINE - HOUR, by="agent"))
    result = repaired(*log)
    assert result.history.events == (CREATED, Message(at=NINE, by="agent"))
    assert done(result) == [("before_creation", 1, False), ("duplicate", 2, True)]


@pytest.mark.parametrize(("until", "kept"), [(NINE + HOUR, True), (None, True), (NINE, False), (NINE - HOUR, False)])
def test_a_pause_from_before_the_creation_moves_unless_it_was_over(until, kept):
    result = repaired(CREATED, Paused(at=NINE - 2 * HOUR, reason="vendor", until=until))
    assert (len(result.history.events) == 2) is kept
    assert done(result) == [("before_creation", 1, not kept)]
    if kept:
        assert result.history.events[1] == Paused(at=NINE, reason="vendor", until=until)
    else:
        assert "it ended before the ticket was created" in str(result.actions[0])


def test_an_absorbed_ticket_moves_with_its_own_beginning():
    result = repaired(CREATED, Absorbed(at=NINE - HOUR, ticket_id="1", started=NINE - 2 * HOUR))
    assert result.history.events[1] == Absorbed(at=NINE, ticket_id="1", started=NINE - 2 * HOUR)


def test_of_several_creations_the_earliest_stays():
    late = Created(at=NINE + HOUR, priority="P1")
    result = repaired(late, CREATED, SOLVED)
    assert result.history.events == (CREATED, SOLVED)
    assert done(result) == [("second_creation", 0, True)]
    assert "was left out; the ticket was created at 2026-03-02T09:00:00+00:00" in str(result.actions[0])


@pytest.mark.parametrize("copy", [CREATED, Created(at=NINE + HOUR, priority="P1", id="c")], ids=["equal", "same id"])
def test_a_creation_told_twice_is_a_duplicate(copy):
    first = CREATED if copy.id is None else CREATED.model_copy(update={"id": "c"})
    assert done(repaired(first, copy)) == [("duplicate", 1, True)]


def test_duplicates_are_left_out_and_point_to_what_stays():
    result = repaired(CREATED, REPLY, SOLVED, REPLY)
    assert result.history.events == (CREATED, REPLY, SOLVED)
    assert done(result) == [("duplicate", 3, True)]
    assert "was left out; events[1] is the same" in str(result.actions[0])


def test_of_two_events_with_one_id_the_earlier_stays():
    late = Message(at=NINE + 2 * HOUR, by="agent", id="m")
    early = Message(at=NINE + HOUR, by="requester", id="m")
    result = repaired(CREATED, late, early)
    assert result.history.events == (CREATED, early)
    assert done(result) == [("duplicate", 1, True)]
    assert "events[2] has its id 'm'" in str(result.actions[0])


def test_an_event_with_an_unknown_status_is_left_out_and_named():
    result = repaired(CREATED, StatusChange(at=NINE + HOUR, to="-100"), SOLVED)
    assert result.history.events == (CREATED, SOLVED)
    assert done(result) == [("unknown_status", 1, True)]
    assert "the status '-100' is not in the StatusMap" in str(result.actions[0])


def test_the_map_given_says_which_statuses_are_known():
    desk = StatusMap({"-100": "open"})
    result = repaired(SOLVED, CREATED, StatusChange(at=NINE + HOUR, to="-100"), status_map=desk)
    assert len(result.history.events) == 3
    assert result.history.status_map == desk


def test_a_log_without_a_creation_cannot_be_mended():
    for log in ((), (REPLY,)):
        with pytest.raises(HistoryError, match="ticket '4711': the log has no Created event"):
            repaired(*log)


def test_a_creation_with_an_unknown_status_cannot_be_mended():
    wrong = Created(at=NINE, priority="P1", status="-100")
    with pytest.raises(HistoryError, match="has an unknown status, and a repair makes none up") as caught:
        repaired(wrong, REPLY)
    assert (caught.value.ticket_id, caught.value.event) == ("4711", wrong)


def test_an_event_that_cannot_be_read_is_no_matter_for_repair():
    with pytest.raises(ConfigurationError, match=r"\[1\].*"):
        repaired(REPLY, {"kind": "opened"})


def test_a_log_may_be_plain_data_or_an_iterator():
    data = (event.model_dump(mode="json") for event in (SOLVED, CREATED))
    assert TicketHistory.repair("4711", data).history.events == (CREATED, SOLVED)


def test_actions_are_plain_records():
    action = repaired(SOLVED, CREATED).actions[0]
    assert RepairAction.model_validate_json(action.model_dump_json()) == action
