from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from tests.strategies import histories, histories_and_instants

from supportops.errors import HistoryError
from supportops.tickets import (
    Absorbed,
    Acknowledged,
    Assignment,
    Cancelled,
    Created,
    DueSet,
    Escalated,
    FieldChange,
    Merged,
    Message,
    OpenPause,
    Paused,
    Resumed,
    StatusChange,
    StatusMap,
    TicketState,
    start,
    step,
)
from supportops.vocabulary import Party, Status

NINE = datetime(2026, 3, 2, 9, tzinfo=UTC)
HOUR = timedelta(hours=1)
CREATED = Created(at=NINE, priority="P2", tier="Business", channel="email", category="api", fields={"seats": 40})


def after(*events, created=CREATED, status_map=None):
    state = start(created, ticket_id="4711", status_map=status_map)
    for event in events:
        state = step(state, event, status_map=status_map)
    return state


def says(party, hours, *, public=True):
    return Message(at=NINE + hours * HOUR, by=party, public=public)


def moves(status, hours):
    return StatusChange(at=NINE + hours * HOUR, to=status)


def test_a_ticket_starts_as_it_was_created():
    state = after()
    assert (state.ticket_id, state.at, state.created_at, state.created_by) == ("4711", NINE, NINE, "requester")
    assert (state.status, state.status_category, state.since) == ("new", Status.NEW, NINE)
    assert (state.priority, state.tier, state.channel, state.category) == ("P2", "Business", "email", "api")
    assert state.fields == {"seats": 40}
    assert (state.last_word, state.requester_wrote_at) == (Party.REQUESTER, NINE)
    assert (state.owes, state.owes_since) == (Party.AGENT, NINE)
    assert (state.follow_ups, state.reopened, state.pauses) == (0, 0, ())
    nothing_yet = ("assignee", "group", "level", "first_response_at", "resolved_at", "closed_at")
    nothing_yet += ("merged_into", "cancelled", "acknowledged_at")
    assert {getattr(state, name) for name in nothing_yet} == {None}


@pytest.mark.parametrize(
    ("party", "owes"),
    [
        (Party.REQUESTER, Party.AGENT),
        (Party.AGENT, Party.REQUESTER),
        (Party.BOT, Party.AGENT),
        (Party.SYSTEM, Party.AGENT),
    ],
)
def test_who_created_the_ticket_had_the_first_word(party, owes):
    state = after(created=Created(at=NINE, priority="P2", by=party))
    assert (state.last_word, state.owes) == (party, owes)
    assert state.requester_wrote_at == (NINE if party is Party.REQUESTER else None)


def test_a_ticket_created_as_done_is_over_from_the_start():
    closed = after(created=Created(at=NINE, priority="P2", status="closed"))
    assert closed.is_over
    assert (closed.resolved_at, closed.closed_at, closed.owes, closed.owes_since) == (NINE, NINE, None, None)
    resolved = after(created=Created(at=NINE, priority="P2", status="resolved"))
    assert (resolved.resolved_at, resolved.closed_at) == (NINE, None)


def test_an_answer_passes_the_word_to_the_other_side():
    state = after(says("agent", 1))
    assert (state.last_word, state.owes, state.owes_since) == ("agent", "requester", NINE + HOUR)
    assert (state.first_response_at, state.follow_ups) == (NINE + HOUR, 1)


def test_the_debt_is_as_old_as_the_oldest_unanswered_message():
    state = after(says("agent", 1), says("requester", 2), says("requester", 3))
    assert (state.owes, state.owes_since) == ("agent", NINE + 2 * HOUR)
    assert state.requester_wrote_at == NINE + 3 * HOUR


def test_follow_ups_count_public_agent_messages_since_the_requesters_word():
    asked = after(says("agent", 1), says("agent", 2), says("bot", 3), says("agent", 4, public=False))
    assert asked.follow_ups == 2
    assert step(asked, says("requester", 5)).follow_ups == 0
    assert after(says("agent", 1), says("agent", 2)).first_response_at == NINE + HOUR


def test_internal_notes_say_nothing():
    assert after(says("agent", 1, public=False)) == after().model_copy(update={"at": NINE + HOUR})


@pytest.mark.parametrize("party", ["bot", "system"])
def test_machines_speak_but_neither_owe_nor_answer(party):
    state = after(says(party, 1))
    assert (state.last_word, state.owes, state.first_response_at, state.follow_ups) == (party, "agent", None, 0)


def test_the_first_response_of_an_outbound_ticket_follows_the_requesters_word():
    outbound = Created(at=NINE, priority="P2", by="agent")
    assert after(says("agent", 1), created=outbound).first_response_at is None
    answered = after(says("agent", 1), says("requester", 2), says("agent", 3), created=outbound)
    assert answered.first_response_at == NINE + 3 * HOUR


def test_a_status_change_begins_a_status():
    state = after(moves("pending", 1))
    assert (state.status, state.status_category, state.since) == ("pending", Status.PENDING, NINE + HOUR)


def test_the_same_status_again_in_any_spelling_changes_nothing():
    state = after(moves("on_hold", 1), moves("On Hold", 2), moves("on_hold", 3))
    assert (state.status, state.since) == ("on_hold", NINE + HOUR)


def test_two_statuses_of_one_category_are_two_statuses():
    desk = StatusMap({"assigned": "open", "in progress": "open"})
    state = after(moves("assigned", 1), moves("in progress", 2), status_map=desk)
    assert (state.status, state.since) == ("in progress", NINE + 2 * HOUR)


def test_a_resolved_ticket_owes_nothing_and_thanks_start_nothing():
    state = after(says("agent", 1), moves("resolved", 2), says("requester", 3))
    assert state.is_over
    assert (state.resolved_at, state.closed_at, state.owes, state.owes_since) == (NINE + 2 * HOUR, None, None, None)
    assert state.last_word == "requester"


def test_closing_keeps_the_instant_of_the_resolution():
    state = after(moves("resolved", 1), moves("closed", 2))
    assert (state.resolved_at, state.closed_at) == (NINE + HOUR, NINE + 2 * HOUR)
    assert step(state, moves("closed", 3)) == state.model_copy(update={"at": NINE + 3 * HOUR})
    opened_a_crack = step(state, moves("resolved", 3))
    assert (opened_a_crack.resolved_at, opened_a_crack.closed_at) == (NINE + HOUR, None)
    assert opened_a_crack.reopened == 0


def test_two_closed_statuses_keep_the_first_closing():
    desk = StatusMap({"archived": "closed"})
    state = after(moves("closed", 1), moves("archived", 2), status_map=desk)
    assert (state.closed_at, state.since) == (NINE + HOUR, NINE + 2 * HOUR)


def test_closing_without_a_resolution_resolves():
    state = after(moves("closed", 1))
    assert (state.resolved_at, state.closed_at) == (NINE + HOUR, NINE + HOUR)


def test_a_reopened_ticket_is_the_desks_again():
    state = after(says("agent", 1), moves("resolved", 2), says("requester", 3), moves("open", 4))
    assert (state.reopened, state.resolved_at, state.closed_at) == (1, None, None)
    assert (state.owes, state.owes_since) == ("agent", NINE + 4 * HOUR)
    assert not state.is_over
    assert after(moves("closed", 1), moves("open", 2), moves("resolved", 3), moves("new", 4)).reopened == 2


@pytest.mark.parametrize(
    ("event", "field", "value"),
    [
        (Merged(at=NINE + HOUR, into="4700"), "merged_into", "4700"),
        (Cancelled(at=NINE + HOUR, reason="spam"), "cancelled", "spam"),
    ],
)
def test_a_merged_or_cancelled_ticket_is_over_whatever_its_status(event, field, value):
    state = after(event)
    assert getattr(state, field) == value
    assert state.is_over
    assert (state.status, state.owes, state.owes_since) == ("new", None, None)
    reopened = step(step(state, moves("closed", 2)), moves("open", 3))
    assert (reopened.reopened, reopened.owes) == (1, None)
    assert step(reopened, says("requester", 4)).owes is None


def test_the_tickets_own_fields_change():
    changes = {"priority": "P1", "tier": None, "channel": "phone", "category": "billing"}
    state = after(*(FieldChange(at=NINE, field=field, to=to) for field, to in changes.items()))
    assert {field: getattr(state, field) for field in changes} == changes
    assert state.fields == {"seats": 40}


def test_other_fields_are_kept_by_name():
    first = after(FieldChange(at=NINE, field="seats", to=50))
    second = step(first, FieldChange(at=NINE, field="region", to=None))
    assert second.fields == {"seats": 50, "region": None}
    assert first.fields == {"seats": 50}


def test_an_assignment_names_the_agent_and_may_leave_the_group():
    state = after(Assignment(at=NINE, agent="ann", group="api"))
    assert (state.assignee, state.group) == ("ann", "api")
    passed_on = step(state, Assignment(at=NINE, agent="bob"))
    assert (passed_on.assignee, passed_on.group) == ("bob", "api")
    queued = step(state, Assignment(at=NINE, group="billing"))
    assert (queued.assignee, queued.group) == (None, "billing")


def test_an_escalation_sets_the_level():
    assert after(Escalated(at=NINE, level="L2"), Escalated(at=NINE, level="L3")).level == "L3"


def test_the_first_acknowledgement_stays():
    assert after(Acknowledged(at=NINE), Acknowledged(at=NINE + HOUR)).acknowledged_at == NINE


def test_what_concerns_only_the_clocks_does_not_show():
    events = (
        Absorbed(at=NINE, ticket_id="1", started=NINE),
        DueSet(at=NINE, metric="resolution", due=NINE),
    )
    assert after(*events) == after()


def test_a_pause_holds_until_its_end():
    pause = Paused(at=NINE, reason="vendor", until=NINE + 2 * HOUR)
    assert after(pause).pauses == (OpenPause(reason="vendor", since=NINE, until=NINE + 2 * HOUR),)
    assert len(after(pause, says("agent", 1)).pauses) == 1
    assert after(pause, says("agent", 2)).pauses == ()


def test_pauses_end_by_reason_or_all_together():
    held = after(Paused(at=NINE, reason="vendor"), Paused(at=NINE, reason="evidence"))
    assert [pause.reason for pause in held.pauses] == ["vendor", "evidence"]
    assert [pause.reason for pause in step(held, Resumed(at=NINE, reason="vendor")).pauses] == ["evidence"]
    assert step(held, Resumed(at=NINE)).pauses == ()
    assert step(held, Resumed(at=NINE, reason="other")) == held


@pytest.mark.parametrize(
    ("first", "second", "end"),
    [(None, 3, None), (3, None, None), (3, 5, 5), (5, 3, 5), (3, 3, 3)],
)
def test_pausing_twice_for_one_reason_is_one_pause_with_the_later_end(first, second, end):
    at = {hours: None if hours is None else NINE + hours * HOUR for hours in (None, 3, 5)}
    state = after(
        Paused(at=NINE, reason="vendor", until=at[first]),
        Paused(at=NINE, reason="evidence"),
        Paused(at=NINE + HOUR, reason="vendor", until=at[second]),
    )
    assert state.pauses[0] == OpenPause(reason="vendor", since=NINE, until=at[end])
    assert len(state.pauses) == 2


def test_a_pause_after_one_that_ran_out_begins_anew():
    state = after(Paused(at=NINE, reason="vendor", until=NINE + HOUR), Paused(at=NINE + 2 * HOUR, reason="vendor"))
    assert state.pauses == (OpenPause(reason="vendor", since=NINE + 2 * HOUR),)


@given(histories())
def test_replay_equals_step_by_step(history):
    state = start(history.created, ticket_id="4711")
    for count, event in enumerate(history.events[1:], start=2):
        state = step(state, event)
        if count == len(history.events) or history.events[count].at > event.at:
            assert history.state(at=event.at) == state
            assert history.until(event.at).state(at=event.at) == state


@given(histories())
def test_a_step_changes_no_state_it_was_given(history):
    state = start(history.created, ticket_id="4711")
    for event in history.events[1:]:
        before = state.model_dump_json()
        state, old = step(state, event), state
        assert old.model_dump_json() == before


@given(histories_and_instants())
def test_a_state_is_valid_and_survives_json(pair):
    history, at = pair
    state = history.state(at=at)
    assert TicketState.model_validate_json(state.model_dump_json()) == state
    assert TicketState.model_validate(state.model_dump()) == state
    assert state.at == at


@given(histories_and_instants())
def test_the_state_agrees_with_itself(pair):
    history, at = pair
    state = history.state(at=at)
    assert (state.owes is None) == state.is_over
    assert (state.owes_since is None) == (state.owes is None)
    assert (state.resolved_at is not None) == (state.status_category in ("resolved", "closed"))
    assert (state.closed_at is not None) == (state.status_category == "closed")
    assert state.created_at <= state.since <= state.at
    assert all(pause.since <= at and (pause.until is None or at < pause.until) for pause in state.pauses)
    assert len({pause.reason for pause in state.pauses}) == len(state.pauses)


def test_a_second_creation_is_refused():
    with pytest.raises(HistoryError, match="is a second creation") as caught:
        step(after(), CREATED)
    assert (caught.value.ticket_id, caught.value.event) == ("4711", CREATED)


def test_a_late_event_is_refused():
    late = says("agent", 1)
    with pytest.raises(HistoryError, match="fold the events in order") as caught:
        step(after(says("agent", 2)), late)
    assert (caught.value.ticket_id, caught.value.event) == ("4711", late)


def test_an_unknown_status_is_refused_with_the_ticket():
    wrong = moves("opne", 1)
    with pytest.raises(HistoryError, match="did you mean 'open'") as caught:
        step(after(), wrong)
    assert (caught.value.ticket_id, caught.value.event) == ("4711", wrong)
    with pytest.raises(HistoryError, match="'-100' is not in the StatusMap"):
        after(created=Created(at=NINE, priority="P1", status="-100"))
