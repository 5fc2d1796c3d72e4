"""A worked ticket for each choice of Zammad.

Sources: How do SLAs work; zammad/zammad, its escalation and default states; #904, #3140.
"""

from __future__ import annotations

from tests.sla.desk import H, M, agent, at, change, created, merged, policy, requester, status, ticket

from supportops.sla.profiles import zammad

CLOCKS = {"first_response": "4h", "next_response": "2h", "resolution": "8h"}
ZAMMAD = zammad().applied_to(policy(targets={"P1": {"resolution": "4h"}, "P2": CLOCKS}))
NEW = created("2026-03-02 09:00")


def report(*events, when):
    return ZAMMAD.evaluate(ticket(*events), at=at(when))


def test_a_pending_state_stops_every_clock():
    waits = (status("2026-03-02 10:00", "pending"), status("2026-03-02 12:00", "open"))
    told = report(NEW, *waits, when="2026-03-02 13:00")
    assert [told.timer(metric).elapsed for metric in CLOCKS] == [2 * H] * 3


def test_the_update_time_runs_from_the_creation_by_the_customer():
    update = report(NEW, when="2026-03-02 10:00").timer("next_response")
    assert (update.started, update.due) == (at("2026-03-02 09:00"), at("2026-03-02 11:00"))
    by_agent = report(created("2026-03-02 09:00", by="agent"), when="2026-03-02 10:00")
    assert by_agent.timer("next_response").state == "waiting"


def test_the_update_time_runs_only_while_the_agent_owes_the_answer_from_the_oldest_contact_on():
    talk = (agent("2026-03-02 09:30"), requester("2026-03-02 11:00"), requester("2026-03-02 12:00"))
    answered = report(NEW, talk[0], when="2026-03-02 10:30").timer("next_response")
    assert (answered.state, answered.elapsed) == ("stopped", 30 * M)
    owed = report(NEW, *talk, when="2026-03-02 12:30").timer("next_response")
    assert (owed.cycle, owed.started, owed.verdict) == (2, at("2026-03-02 11:00"), "undecided")


def test_the_first_response_counts_from_the_creation_whoever_created_it():
    told = report(created("2026-03-02 09:00", by="agent"), when="2026-03-02 11:00")
    assert told.timer("first_response").elapsed == 2 * H


def test_a_ticket_that_was_closed_once_gets_no_solution_deadline_again():
    again = (status("2026-03-02 12:00", "closed"), status("2026-03-03 09:00", "open"))
    solved = report(NEW, *again, when="2026-03-05 12:00").timer("resolution")
    assert (solved.state, solved.elapsed, solved.verdict) == ("stopped", 3 * H, "met")


def test_another_target_counts_from_the_creation():
    urgent = report(NEW, change("2026-03-02 15:00", "priority", "P1"), when="2026-03-02 16:00").timer("resolution")
    assert (urgent.due, urgent.verdict) == (at("2026-03-02 13:00"), "breached")


def test_a_ticket_that_is_closed_without_a_response_has_no_response_time():
    told = report(NEW, status("2026-03-02 10:00", "closed"), when="2026-03-02 11:00")
    assert (told.timer("first_response").state, told.timer("first_response").verdict) == ("cancelled", "undecided")


def test_a_merged_ticket_does_not_escalate():
    told = report(NEW, merged("2026-03-02 10:00"), when="2026-03-05 10:00")
    assert {(timer.state, timer.verdict) for timer in told.timers} == {("cancelled", "undecided")}


def test_a_deadline_at_closing_time_is_the_next_opening():
    assert report(NEW, when="2026-03-02 10:00").timer("resolution").due == at("2026-03-03 09:00")


def test_an_answer_without_a_change_of_the_state_ends_no_pause():
    waits = (status("2026-03-02 10:00", "pending"), requester("2026-03-02 11:00"))
    assert report(NEW, *waits, when="2026-03-02 12:00").timer("resolution").elapsed == H
