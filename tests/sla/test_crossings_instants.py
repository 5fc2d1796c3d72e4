"""Several events in one minute: what stopped, stopped; whether it is paused follows from the last word."""

from __future__ import annotations

from itertools import permutations

import pytest
from tests.sla.desk import (
    ZERO,
    H,
    M,
    absorbed,
    agent,
    at,
    cancelled,
    change,
    created,
    due_set,
    merged,
    paused,
    report_of,
    requester,
    resumed,
    status,
    ticket,
    timer_of,
)

NEW = created("2026-03-02 09:00")
EVERY = {
    "P1": {"resolution": "4h", "first_response": "1h"},
    "P2": {
        "first_response": "1h", "next_response": "2h", "update": "2h", "acknowledge": "30m", "resolution": "8h",
    },
}  # fmt: skip


def timer(metric, *events, when="2026-03-03 12:00", **options):
    return timer_of(ticket(*events), when, metric, targets=EVERY, **options)


def orders(*events):
    return [pytest.param(found, id=" ".join(event.kind for event in found)) for found in permutations(events)]


# pauses


def test_pending_and_open_in_one_minute_is_no_pause():
    events = (NEW, status("2026-03-02 10:00", "pending"), status("2026-03-02 10:00", "open"))
    found = timer("resolution", *events, when="2026-03-02 11:00")
    assert (found.state, found.paused, found.elapsed) == ("running", ZERO, 2 * H)


def test_open_and_pending_in_one_minute_is_a_pause():
    events = (NEW, status("2026-03-02 10:00", "open"), status("2026-03-02 10:00", "pending"))
    assert timer("resolution", *events, when="2026-03-02 11:00").paused == H


def test_a_pause_that_holds_before_and_after_the_minute_goes_on():
    events = (
        NEW, status("2026-03-02 10:00", "pending"), paused("2026-03-02 11:00", "vendor"),
        status("2026-03-02 12:00", "open"), status("2026-03-02 12:00", "pending"),
    )  # fmt: skip
    assert timer("resolution", *events, when="2026-03-02 13:00").paused_by == {"pending": 3 * H}


def test_paused_and_resumed_in_one_minute_is_no_pause():
    events = (NEW, paused("2026-03-02 10:00", "vendor"), resumed("2026-03-02 10:00"))
    assert timer("resolution", *events, when="2026-03-02 11:00").state == "running"


def test_an_answer_before_the_status_in_the_same_minute_is_answered_by_it():
    late = (NEW, requester("2026-03-02 10:00"), status("2026-03-02 10:00", "pending"))
    assert timer("resolution", *late, when="2026-03-02 11:00").paused == H
    early = (NEW, status("2026-03-02 10:00", "pending"), requester("2026-03-02 10:00"))
    found = timer("resolution", *early, when="2026-03-02 11:00")
    assert (found.paused, found.illegitimate) == (ZERO, H)


# a reply and a resolution

REPLIED = (agent("2026-03-02 09:30"), status("2026-03-02 09:30", "resolved"))


@pytest.mark.parametrize("events", orders(*REPLIED))
def test_a_reply_and_a_resolution_meet_both_promises_in_either_order(events):
    for metric in ("first_response", "acknowledge", "resolution"):
        found = timer(metric, NEW, *events)
        assert (found.state, found.verdict, found.elapsed) == ("stopped", "met", 30 * M)


@pytest.mark.parametrize("events", orders(*REPLIED))
def test_a_reply_that_resolves_starts_no_update(events):
    assert timer("update", NEW, *events).state == "waiting"


@pytest.mark.parametrize("events", orders(agent("2026-03-02 11:00"), status("2026-03-02 11:00", "resolved")))
def test_a_reply_that_resolves_stops_what_the_resolution_would_cancel(events):
    before = (NEW, agent("2026-03-02 09:30"), requester("2026-03-02 10:00"))
    for metric in ("next_response", "update"):
        found = timer(metric, *before, *events)
        assert (found.cycle, found.state, found.stopped) == (1, "stopped", at("2026-03-02 11:00"))


def test_a_reply_stops_even_where_a_resolution_cancels_the_first_response():
    found = timer("first_response", NEW, *REPLIED, first_response_at_resolve="cancel")
    assert (found.state, found.verdict) == ("stopped", "met")


def test_a_resolution_taken_back_in_the_same_minute_cancels_only_what_ran_before():
    answer = (status("2026-03-02 11:00", "resolved"), status("2026-03-02 11:00", "open"), agent("2026-03-02 11:00"))
    events = (NEW, agent("2026-03-02 09:30"), *answer)
    report = report_of(ticket(*events), "2026-03-02 12:00", targets=EVERY)
    found = [(one.cycle, one.state, one.started) for one in report.timers if one.metric == "update"]
    assert found == [(1, "stopped", at("2026-03-02 09:30")), (2, "running", at("2026-03-02 11:00"))]


# creation


def test_created_and_resolved_in_one_minute_is_met_at_once():
    found = timer("resolution", NEW, status("2026-03-02 09:00", "resolved"))
    assert (found.state, found.elapsed, found.verdict) == ("stopped", ZERO, "met")


def test_created_and_answered_in_one_minute_is_a_response_of_no_time():
    found = timer("first_response", NEW, agent("2026-03-02 09:00"))
    assert (found.elapsed, found.verdict, found.fraction) == (ZERO, "met", 0.0)


def test_a_priority_given_in_the_minute_of_creation_is_the_first_one():
    found = timer("resolution", NEW, change("2026-03-02 09:00", "priority", "P1"), when="2026-03-02 09:00")
    assert (found.cycle, found.due, found.derivation) == (1, at("2026-03-02 13:00"), "P1 resolution 4h")
    again = timer("resolution", NEW, change("2026-03-02 09:00", "priority", "P1"), on_target_change="restart")
    assert again.cycle == 1


def test_a_date_set_in_the_minute_of_creation_outlives_a_priority_given_then():
    events = (NEW, due_set("2026-03-02 09:00", "2026-03-05 12:00"), change("2026-03-02 09:00", "priority", "P1"))
    assert timer("resolution", *events, when="2026-03-02 10:00").due == at("2026-03-05 12:00")


def test_an_older_ticket_absorbed_in_the_minute_of_creation_is_counted_before_the_priority_given_then():
    moved = absorbed("2026-03-03 09:00", "2026-03-02 15:00")
    events = (created("2026-03-03 09:00"), moved, change("2026-03-03 09:00", "priority", "P1"))
    found = timer("resolution", *events, when="2026-03-03 09:00")
    assert (found.started, found.elapsed, found.due) == (at("2026-03-02 15:00"), 2 * H, at("2026-03-03 11:00"))


def test_a_cycle_that_began_and_ended_in_the_minute_of_a_change_has_the_new_target():
    targets = {"P1": {"update": "1h"}, "P2": {"update": "2h"}}
    minute = (agent("2026-03-02 09:00", id="a"), agent("2026-03-02 09:00", id="b"))
    history = ticket(NEW, *minute, change("2026-03-02 09:00", "priority", "P1"))
    report = report_of(history, "2026-03-02 09:30", targets=targets)
    assert [(one.cycle, one.state, one.target) for one in report.timers] == [(1, "stopped", H), (2, "running", H)]


# a turn of no time


def test_a_question_and_its_answer_in_one_minute_is_a_turn_of_no_time():
    before = (NEW, agent("2026-03-02 09:30"))
    events = (*before, requester("2026-03-02 10:00"), agent("2026-03-02 10:00"))
    found = timer("next_response", *events)
    assert (found.cycle, found.elapsed, found.verdict) == (1, ZERO, "met")
    reversed_ = (*before, agent("2026-03-02 10:00"), requester("2026-03-02 10:00"))
    assert timer("next_response", *reversed_, when="2026-03-02 10:30").state == "running"


def test_a_question_and_a_resolution_in_one_minute_leave_no_turn():
    before = (NEW, agent("2026-03-02 09:30"))
    events = (*before, requester("2026-03-02 10:00"), status("2026-03-02 10:00", "resolved"))
    assert timer("next_response", *events).state == "waiting"


# the end of the ticket


@pytest.mark.parametrize("events", orders(agent("2026-03-02 09:30"), merged("2026-03-02 09:30")))
def test_a_reply_and_a_merge_meet_the_response_and_cancel_the_rest(events):
    assert timer("first_response", NEW, *events).verdict == "met"
    found = timer("resolution", NEW, *events)
    assert (found.state, found.reason) == ("cancelled", "merged")


@pytest.mark.parametrize("events", orders(status("2026-03-02 12:00", "resolved"), merged("2026-03-02 12:00")))
def test_a_resolution_and_a_merge_meet_the_resolution(events):
    found = timer("resolution", NEW, *events)
    assert (found.state, found.verdict) == ("stopped", "met")


@pytest.mark.parametrize("events", orders(cancelled("2026-03-02 10:00"), requester("2026-03-02 10:00")))
def test_nothing_goes_on_after_a_cancellation_in_the_same_minute(events):
    report = report_of(ticket(NEW, *events), "2026-03-03 12:00", targets=EVERY)
    assert {one.state for one in report.timers} == {"cancelled"}


# a change and a resolution


@pytest.mark.parametrize(
    "events", orders(change("2026-03-02 15:00", "priority", "P1"), status("2026-03-02 15:00", "resolved"))
)
def test_a_change_in_the_minute_of_the_resolution_comes_too_late(events):
    found = timer("resolution", NEW, *events)
    assert (found.verdict, found.target, found.due) == ("met", 8 * H, at("2026-03-02 17:00"))


def test_a_change_and_a_reopen_in_one_minute_give_the_new_cycle_the_new_target():
    events = (
        NEW, status("2026-03-02 12:00", "resolved"), status("2026-03-03 10:00", "open"),
        change("2026-03-03 10:00", "priority", "P1"),
    )  # fmt: skip
    assert timer("resolution", *events, on_reopen="new_cycle").due == at("2026-03-03 14:00")
    assert timer("resolution", *events, on_reopen="resume").due == at("2026-03-03 11:00")


def test_resolved_and_reopened_in_one_minute_goes_on_without_a_gap():
    events = (NEW, status("2026-03-02 12:00", "resolved"), status("2026-03-02 12:00", "open"))
    found = timer("resolution", *events, when="2026-03-02 13:00")
    assert (found.state, found.elapsed, found.paused, found.cycle) == ("running", 4 * H, ZERO, 1)


def test_reopened_and_resolved_in_one_minute_moves_the_stop():
    events = (
        NEW, status("2026-03-02 12:00", "resolved"), status("2026-03-03 10:00", "open"),
        status("2026-03-03 10:00", "resolved"),
    )  # fmt: skip
    found = timer("resolution", *events)
    assert (found.stopped, found.first_stopped) == (at("2026-03-03 10:00"), at("2026-03-02 12:00"))
    assert (found.elapsed, found.paused_by) == (3 * H, {"resolved": 6 * H})
