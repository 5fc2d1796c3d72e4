"""A worked ticket for each choice of Freshdesk.

Sources: When a ticket is created, does the timer start right away?; Freshdesk help, on
changing the due date of a ticket.
"""

from __future__ import annotations

import pytest
from tests.sla.desk import H, agent, at, change, created, due_set, policy, requester, status, ticket

from supportops.sla.profiles import freshdesk

CLOCKS = {"first_response": "2h", "next_response": "2h", "resolution": "8h"}
FRESHDESK = freshdesk().applied_to(policy(targets={"P1": {"resolution": "4h"}, "P2": CLOCKS}))
NEW = created("2026-03-02 09:00")


def timer(metric, *events, when):
    return FRESHDESK.evaluate(ticket(NEW, *events), at=at(when)).timer(metric)


@pytest.mark.parametrize("off", ["pending", "on_hold"])
def test_a_status_with_its_timer_off_stops_the_first_response_too(off):
    waits = (status("2026-03-02 10:00", off), status("2026-03-02 13:00", "open"))
    for metric in ("first_response", "resolution"):
        found = timer(metric, *waits, when="2026-03-02 14:00")
        assert (found.elapsed, found.paused) == (2 * H, 3 * H)
    ours = policy(targets={"P2": CLOCKS}).evaluate(ticket(NEW, *waits), at=at("2026-03-02 14:00"))
    assert ours.timer("first_response").elapsed == 5 * H


def test_the_next_response_stops_as_well():
    turn = (agent("2026-03-02 09:30"), requester("2026-03-02 10:00"), status("2026-03-02 11:00", "pending"))
    assert timer("next_response", *turn, when="2026-03-02 16:00").elapsed == H


def test_the_answer_of_the_customer_alone_turns_no_timer_on():
    waits = (status("2026-03-02 10:00", "pending"), requester("2026-03-02 11:00"))
    assert timer("resolution", *waits, when="2026-03-02 12:00").elapsed == H


def test_a_new_priority_recalculates_the_due_time_from_the_creation():
    urgent = timer("resolution", change("2026-03-02 15:00", "priority", "P1"), when="2026-03-02 16:00")
    assert (urgent.due, urgent.verdict) == (at("2026-03-02 13:00"), "breached")


def test_a_due_time_set_by_hand_is_not_changed_by_a_new_priority():
    by_hand = (due_set("2026-03-02 10:00", "2026-03-05 12:00"), change("2026-03-02 15:00", "priority", "P1"))
    assert timer("resolution", *by_hand, when="2026-03-02 16:00").due == at("2026-03-05 12:00")
