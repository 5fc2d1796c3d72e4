"""A worked ticket for each choice of Chatwoot.

Sources: chatwoot/chatwoot, its evaluation of applied SLAs and its SLA business hours; pull request #6409.
"""

from __future__ import annotations

from tests.sla.desk import H, agent, at, bot, created, policy, requester, status, ticket

from supportops.sla.profiles import chatwoot

CLOCKS = {"first_response": "2h", "next_response": "2h", "resolution": "8h"}
CHATWOOT = chatwoot().applied_to(policy(targets={"P2": CLOCKS}))
NEW = created("2026-03-02 09:00")


def timer(metric, *events, when):
    return CHATWOOT.evaluate(ticket(NEW, *events), at=at(when)).timer(metric)


def test_no_status_stops_a_clock():
    waits = (status("2026-03-02 10:00", "pending"), status("2026-03-02 15:00", "open"))
    found = timer("resolution", *waits, when="2026-03-02 16:00")
    assert (found.elapsed, found.paused) == (7 * H, 0 * H)


def test_the_answer_of_a_bot_is_no_first_response():
    answers = (bot("2026-03-02 09:30"), agent("2026-03-02 10:00"))
    assert timer("first_response", answers[0], when="2026-03-02 09:45").state == "running"
    assert timer("first_response", *answers, when="2026-03-02 11:00").elapsed == H


def test_the_next_response_waits_for_the_first_one_and_counts_from_the_oldest_message():
    messages = (requester("2026-03-02 09:30"), agent("2026-03-02 10:00"), requester("2026-03-02 11:00"))
    found = timer("next_response", *messages, requester("2026-03-02 12:00"), when="2026-03-02 12:30")
    assert (found.cycle, found.started) == (1, at("2026-03-02 11:00"))


def test_a_resolved_conversation_is_judged_for_good():
    again = (status("2026-03-02 12:00", "resolved"), status("2026-03-03 09:00", "open"))
    found = timer("resolution", *again, when="2026-03-06 12:00")
    assert (found.state, found.elapsed, found.verdict) == ("stopped", 3 * H, "met")


def test_a_conversation_resolved_in_time_without_a_reply_is_a_hit():
    assert timer("first_response", status("2026-03-02 10:00", "resolved"), when="2026-03-02 12:00").verdict == "met"


def test_a_late_resolution_is_a_breach_here_whoever_looked():
    late = timer("resolution", status("2026-03-03 09:05", "resolved"), when="2026-03-03 10:00")
    assert late.verdict == "breached"


def test_a_deadline_at_closing_time_is_closing_time():
    assert timer("resolution", when="2026-03-02 10:00").due == at("2026-03-02 17:00")
