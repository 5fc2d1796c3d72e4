import pytest
from tests.report.cases import AT, HISTORIES, LATE, OPEN, PAUSED, POLICY, march, moves, standings, ticket

from supportops.report.standing import standings_of
from supportops.report.what_if_waiting import if_waiting_counted
from supportops.sla import PauseRule
from supportops.tickets import EventTable, StatusMap, TicketHistory


def answer(*histories, policy=POLICY):
    return if_waiting_counted(standings(*histories, policy=policy), policy)


def test_tickets_that_keep_the_promise_only_because_the_customer_was_waited_for_are_named():
    found = answer(*HISTORIES)
    assert (found.metric, found.changed, found.tickets) == ("resolution", {"met -> breached": 1}, ("PAUSED",))
    assert (found.met, found.breached, found.attainment) == (0, 3, 0.0)
    assert found.interval == pytest.approx((0.0, 0.5615), abs=1e-4)


def test_waiting_for_others_is_still_a_pause():
    held = ticket("A", march(2), *moves((march(2, 10), "on_hold"), (march(3, 10), "open"), (march(3, 12), "resolved")))
    found = answer(held)
    assert (found.changed, found.tickets, found.met) == ({}, (), 1)


def test_where_nothing_is_decided_there_is_no_share():
    found = answer(OPEN)
    assert (found.attainment, found.interval, found.changed) == (None, None, {})


def test_the_name_that_a_helpdesk_gives_to_waiting_is_known():
    policy = POLICY.model_copy(update={"pauses": (PauseRule(("resolution",), statuses=("Wartet",)),)})
    named = {"pending": "Wartet", "open": "open", "resolved": "resolved", "closed": "closed"}
    events = tuple(
        event.model_copy(update={"to": named[event.to]}) if event.kind == "status_change" else event
        for event in PAUSED.events
    )
    history = TicketHistory(ticket_id="PAUSED", events=events, status_map=StatusMap({"Wartet": "pending"}))
    found = if_waiting_counted(standings_of(EventTable.from_histories([history]), policy, AT), policy)
    assert found.changed == {"met -> breached": 1}


def test_follow_ups_without_an_answer_are_waiting_for_the_customer_too():
    policy = POLICY.model_copy(update={"pauses": (PauseRule(("resolution",), after_follow_ups=1),)})
    assert answer(PAUSED, policy=policy).breached == 1


@pytest.mark.parametrize(
    "changed",
    [
        {"pauses": ()},
        {"pauses": (PauseRule(("resolution",), statuses=("on_hold",)),)},
        {"targets": {"P2": {"first_response": "1h"}}},
    ],
)
def test_where_waiting_counts_already_there_is_no_question(changed):
    assert answer(LATE, policy=POLICY.model_copy(update=changed)) is None
