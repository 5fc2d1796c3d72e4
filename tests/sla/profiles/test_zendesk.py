"""A worked ticket for each choice of Zendesk.

Sources: Ticket metric event types reference; Metrics definitions; Defining SLA policies.
"""

from __future__ import annotations

from tests.sla.desk import H, M, agent, at, change, created, policy, requester, status, ticket

from supportops.sla.profiles import zendesk

CLOCKS = dict.fromkeys(zendesk().metrics.values(), "8h")
ZENDESK = zendesk().applied_to(policy(targets={"P1": dict.fromkeys(CLOCKS, "4h"), "P2": CLOCKS}))
NEW = created("2026-03-02 09:00")


def timer(metric, *events, when):
    return ZENDESK.evaluate(ticket(NEW, *events), at=at(when)).timer(metric)


def test_each_metric_counts_its_own_statuses():
    waits = (
        status("2026-03-02 11:00", "pending"),
        status("2026-03-02 14:00", "open"),
        status("2026-03-02 15:00", "on_hold"),
        status("2026-03-02 16:00", "open"),
    )
    elapsed = {
        metric: timer(metric, *waits, when="2026-03-02 16:30").elapsed
        for metric in ("resolution", "requester_wait", "agent_work", "first_response")
    }
    assert elapsed == {
        "resolution": 7 * H + 30 * M,  # new, open, pending, on hold
        "requester_wait": 4 * H + 30 * M,  # all but pending
        "agent_work": 3 * H + 30 * M,  # all but pending and on hold
        "first_response": 7 * H + 30 * M,
    }


def test_the_status_decides_and_not_the_comment():
    pending = status("2026-03-02 10:00", "pending")
    answered = requester("2026-03-02 12:00")
    assert timer("requester_wait", pending, answered, when="2026-03-02 13:00").elapsed == H
    opened = status("2026-03-02 12:00", "open")
    assert timer("requester_wait", pending, answered, opened, when="2026-03-02 13:00").elapsed == 2 * H


def test_a_solved_metric_is_activated_again_and_goes_on():
    again = (status("2026-03-02 11:00", "resolved"), status("2026-03-03 10:00", "open"))
    waiting = timer("requester_wait", *again, when="2026-03-03 12:00")
    assert (waiting.cycle, waiting.elapsed, waiting.state) == (1, 4 * H, "running")


def test_a_new_priority_brings_a_new_target_and_keeps_the_time_so_far():
    urgent = timer("resolution", change("2026-03-02 11:00", "priority", "P1"), when="2026-03-02 12:00")
    assert (urgent.target, urgent.elapsed, urgent.due) == (4 * H, 3 * H, at("2026-03-02 13:00"))


def test_the_periodic_update_begins_anew_with_each_public_reply():
    replies = (agent("2026-03-02 10:00"), agent("2026-03-02 12:00"))
    assert timer("update", *replies, when="2026-03-02 13:00").elapsed == H


def test_the_pausable_update_stands_still_while_pending():
    waits = (agent("2026-03-02 10:00"), status("2026-03-02 11:00", "pending"))
    assert timer("pausable_update", *waits, when="2026-03-02 15:00").elapsed == H
    assert timer("update", *waits, when="2026-03-02 15:00").elapsed == 5 * H


def test_the_next_reply_counts_from_the_oldest_unanswered_comment():
    comments = (agent("2026-03-02 10:00"), requester("2026-03-02 11:00"), requester("2026-03-02 12:00"))
    assert timer("next_response", *comments, when="2026-03-02 13:00").started == at("2026-03-02 11:00")


def test_a_deadline_at_closing_time_is_the_next_opening():
    assert timer("resolution", when="2026-03-02 10:00").due == at("2026-03-03 09:00")
