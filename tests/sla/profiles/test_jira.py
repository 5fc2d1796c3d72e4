"""A worked ticket for each choice of Jira Service Management.

Sources: Can SLA's have multiple cycles?; Understanding why an SLA is paused in a Jira Service Management ticket.
"""

from __future__ import annotations

from tests.sla.desk import H, agent, at, change, created, policy, requester, status, ticket

from supportops.sla.profiles import jira

TARGETS = {"P1": {"resolution": "4h"}, "P2": {"first_response": "4h", "resolution": "8h"}}
JIRA = jira().applied_to(policy(targets=TARGETS))
NEW = created("2026-03-02 09:00")


def report(*events, when):
    return JIRA.evaluate(ticket(*events), at=at(when))


def test_each_time_a_ticket_is_reopened_a_new_cycle_starts():
    ends = (
        status("2026-03-02 12:00", "resolved"),
        status("2026-03-03 09:00", "open"),
        status("2026-03-03 10:00", "resolved"),
        status("2026-03-04 09:00", "open"),
    )
    told = report(NEW, *ends, when="2026-03-04 11:00")
    cycles = [told.timer("resolution", cycle=number) for number in (1, 2, 3)]
    assert [cycle.elapsed for cycle in cycles] == [3 * H, H, 2 * H]
    assert [cycle.verdict for cycle in cycles] == ["met", "met", "undecided"]


def test_the_first_response_has_one_cycle():
    told = report(
        NEW, agent("2026-03-02 10:00"), status("2026-03-02 11:00", "resolved"), status("2026-03-03 09:00", "open"),
        when="2026-03-03 12:00",
    )  # fmt: skip
    first = told.timer("first_response")
    assert (first.cycle, first.state, first.elapsed) == (1, "stopped", H)


def test_time_is_not_counted_while_the_pause_condition_holds():
    waits = (status("2026-03-02 10:00", "pending"), requester("2026-03-02 11:00"))
    timer = report(NEW, *waits, when="2026-03-02 12:00").timer("resolution")
    assert (timer.state, timer.elapsed, timer.paused) == ("paused", H, 2 * H)
    assert report(NEW, *waits, when="2026-03-02 12:00").timer("first_response").elapsed == 3 * H


def test_time_to_first_response_starts_with_the_work_item_whoever_created_it():
    by_agent = created("2026-03-02 09:00", by="agent")
    first = report(by_agent, when="2026-03-02 11:00").timer("first_response")
    assert (first.started, first.elapsed) == (at("2026-03-02 09:00"), 2 * H)
    ours = policy(targets=TARGETS).evaluate(ticket(by_agent), at=at("2026-03-02 11:00")).timer("first_response")
    assert ours.state == "waiting"


def test_another_goal_keeps_the_time_so_far():
    timer = report(NEW, change("2026-03-02 11:00", "priority", "P1"), when="2026-03-02 12:00").timer("resolution")
    assert (timer.target, timer.elapsed, timer.verdict) == (4 * H, 3 * H, "undecided")


def test_a_resolution_stops_the_first_response():
    told = report(NEW, status("2026-03-02 11:00", "resolved"), when="2026-03-02 12:00")
    assert told.timer("first_response").verdict == "met"
