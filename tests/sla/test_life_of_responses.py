"""The life of the metrics that wait for an answer: first response, next response, acknowledgement.

For each: what starts it, what stops it, what starts it again, and what a resolution and a reopen do to it.
"""

from __future__ import annotations

import pytest
from tests.sla.desk import (
    H,
    M,
    acknowledged,
    agent,
    assigned,
    at,
    bot,
    created,
    note,
    policy,
    report_of,
    requester,
    status,
    ticket,
)

from supportops.errors import ConfigurationError
from supportops.vocabulary import Party

TARGETS = {"P2": {"first_response": "1h", "next_response": "2h", "acknowledge": "30m"}}
NEW = created("2026-03-02 09:00")
BY_AGENT = created("2026-03-02 09:00", by=Party.AGENT)
RESOLVED = status("2026-03-02 12:00", "resolved")
REOPENED = status("2026-03-03 10:00", "open")


def timer(metric, *events, when="2026-03-04 09:00", cycle=None, **options):
    return report_of(ticket(*events), when, targets=TARGETS, **options).timer(metric, cycle=cycle)


def cycles(metric, *events, when="2026-03-04 09:00"):
    """Return when each cycle began and ended, and how."""
    report = report_of(ticket(*events), when, targets=TARGETS)
    return [(one.started, one.stopped, one.state) for one in report.timers if one.metric == metric]


# first response


def test_a_first_response_is_awaited_from_creation():
    found = timer("first_response", NEW, when="2026-03-02 09:30")
    assert (found.started, found.due, found.state) == (at("2026-03-02 09:00"), at("2026-03-02 10:00"), "running")


def test_on_a_ticket_of_an_agent_it_is_awaited_from_the_requesters_first_message():
    assert timer("first_response", BY_AGENT).state == "waiting"
    found = timer("first_response", BY_AGENT, requester("2026-03-02 11:00"), when="2026-03-02 11:00")
    assert (found.started, found.due) == (at("2026-03-02 11:00"), at("2026-03-02 12:00"))


def test_an_agents_message_before_that_is_no_response():
    events = (BY_AGENT, agent("2026-03-02 10:00"), requester("2026-03-02 11:00"))
    assert timer("first_response", *events, when="2026-03-02 11:30").state == "running"
    assert timer("next_response", *events, when="2026-03-02 11:30").state == "waiting"


def test_the_first_public_message_of_an_agent_stops_it():
    found = timer("first_response", NEW, note("2026-03-02 09:10"), bot("2026-03-02 09:20"), agent("2026-03-02 09:40"))
    assert (found.stopped, found.elapsed, found.verdict) == (at("2026-03-02 09:40"), 40 * M, "met")


def test_a_bot_stops_it_when_asked_to():
    events = (NEW, bot("2026-03-02 09:20"), agent("2026-03-02 09:40"))
    both = timer("first_response", *events, first_response_by=(Party.AGENT, Party.BOT))
    assert both.stopped == at("2026-03-02 09:20")
    assert timer("first_response", *events, first_response_by=(Party.BOT,)).stopped == at("2026-03-02 09:20")


@pytest.mark.parametrize("parties", [(), (Party.SYSTEM,), (Party.AGENT, Party.REQUESTER)])
def test_only_an_agent_or_a_bot_can_respond(parties):
    with pytest.raises(ConfigurationError, match="first_response_by"):
        policy(first_response_by=parties)


def test_there_is_one_first_response():
    events = (NEW, agent("2026-03-02 09:40"), requester("2026-03-02 10:00"), agent("2026-03-02 11:00"))
    assert len(cycles("first_response", *events)) == 1


def test_a_resolution_stops_a_first_response():
    found = timer("first_response", NEW, status("2026-03-02 09:30", "resolved"))
    assert (found.state, found.verdict, found.stopped) == ("stopped", "met", at("2026-03-02 09:30"))


def test_a_resolution_may_cancel_a_first_response():
    options = {"first_response_at_resolve": "cancel"}
    found = timer("first_response", NEW, status("2026-03-02 09:30", "resolved"), **options)
    assert (found.state, found.verdict, found.reason) == ("cancelled", "undecided", "resolved")
    late = timer("first_response", NEW, status("2026-03-02 10:30", "closed"), **options)
    assert (late.state, late.verdict) == ("cancelled", "breached")


def test_a_reopen_does_nothing_to_a_first_response():
    events = (NEW, status("2026-03-02 09:30", "resolved"), REOPENED, agent("2026-03-03 11:00"))
    assert cycles("first_response", *events) == [(NEW.at, at("2026-03-02 09:30"), "stopped")]


# next response

ASKED = (NEW, agent("2026-03-02 09:30"), requester("2026-03-02 10:00"), requester("2026-03-02 10:45"))


def test_a_next_response_is_awaited_from_the_oldest_unanswered_message():
    assert timer("next_response", NEW, requester("2026-03-02 09:20")).state == "waiting"
    found = timer("next_response", *ASKED, when="2026-03-02 11:00")
    assert (found.started, found.due, found.cycle) == (at("2026-03-02 10:00"), at("2026-03-02 12:00"), 1)


def test_the_next_public_message_of_an_agent_stops_it():
    events = (*ASKED, note("2026-03-02 11:00"), bot("2026-03-02 11:10"), agent("2026-03-02 11:30"))
    found = timer("next_response", *events)
    assert (found.stopped, found.elapsed, found.verdict) == (at("2026-03-02 11:30"), 90 * M, "met")


def test_each_turn_of_the_conversation_has_its_own_timer():
    events = (*ASKED, agent("2026-03-02 11:30"), requester("2026-03-02 14:00"), agent("2026-03-02 16:30"))
    assert cycles("next_response", *events) == [
        (at("2026-03-02 10:00"), at("2026-03-02 11:30"), "stopped"),
        (at("2026-03-02 14:00"), at("2026-03-02 16:30"), "stopped"),
    ]
    assert timer("next_response", *events, cycle=2).verdict == "breached"


def test_a_resolution_cancels_a_next_response():
    found = timer("next_response", *ASKED[:3], status("2026-03-02 11:00", "resolved"))
    assert (found.state, found.verdict, found.reason) == ("cancelled", "undecided", "resolved")
    late = timer("next_response", *ASKED[:3], status("2026-03-02 13:00", "resolved"))
    assert (late.state, late.verdict) == ("cancelled", "breached")


def test_a_thank_you_after_the_resolution_starts_nothing():
    events = (NEW, agent("2026-03-02 09:30"), RESOLVED, requester("2026-03-02 12:30"))
    assert timer("next_response", *events).state == "waiting"


@pytest.mark.parametrize("order", [1, -1])
def test_a_message_that_reopens_the_ticket_starts_a_turn(order):
    answer = (requester("2026-03-03 10:00"), REOPENED)[::order]
    events = (NEW, agent("2026-03-02 09:30"), RESOLVED, *answer)
    found = timer("next_response", *events, when="2026-03-03 10:30")
    assert (found.state, found.started, found.due) == ("running", at("2026-03-03 10:00"), at("2026-03-03 12:00"))


def test_a_reopen_without_a_message_starts_no_turn():
    assert timer("next_response", NEW, agent("2026-03-02 09:30"), RESOLVED, REOPENED).state == "waiting"


# acknowledgement


def test_an_acknowledgement_is_awaited_from_creation_whoever_created():
    for first in (NEW, BY_AGENT):
        assert timer("acknowledge", first, when="2026-03-02 09:10").due == at("2026-03-02 09:30")


@pytest.mark.parametrize(
    "event",
    [
        acknowledged("2026-03-02 09:20"),
        assigned("2026-03-02 09:20"),
        status("2026-03-02 09:20", "open"),
        status("2026-03-02 09:20", "on_hold"),
        agent("2026-03-02 09:20"),
        note("2026-03-02 09:20"),
        status("2026-03-02 09:20", "resolved"),
        status("2026-03-02 09:20", "closed"),
    ],
    ids=["acknowledged", "assigned", "open", "on hold", "message", "note", "resolved", "closed"],
)
def test_any_sign_of_the_desk_acknowledges(event):
    found = timer("acknowledge", NEW, event)
    assert (found.state, found.stopped, found.verdict) == ("stopped", at("2026-03-02 09:20"), "met")


@pytest.mark.parametrize(
    "event",
    [
        assigned("2026-03-02 09:20", agent=None, group="tier 1"),
        bot("2026-03-02 09:20"),
        requester("2026-03-02 09:20"),
        status("2026-03-02 09:20", "new"),
    ],
    ids=["group", "bot", "requester", "new again"],
)
def test_a_queue_a_bot_or_the_requester_does_not_acknowledge(event):
    assert timer("acknowledge", NEW, event, when="2026-03-02 09:25").state == "running"


def test_a_ticket_created_open_is_acknowledged_at_once():
    found = timer("acknowledge", created("2026-03-02 09:00", status="open"))
    assert (found.state, found.elapsed, found.verdict) == ("stopped", 0 * H, "met")


def test_nothing_starts_an_acknowledgement_again():
    events = (NEW, acknowledged("2026-03-02 09:20"), RESOLVED, REOPENED, acknowledged("2026-03-03 11:00"))
    assert cycles("acknowledge", *events) == [(NEW.at, at("2026-03-02 09:20"), "stopped")]
