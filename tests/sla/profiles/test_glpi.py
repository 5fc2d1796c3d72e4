"""A worked ticket for each choice of GLPI.

Sources: Service levels (GLPI FAQ); glpi-project/glpi, LevelAgreement and Calendar, pull request #9267.
"""

from __future__ import annotations

from tests.sla.desk import H, agent, assigned, at, change, created, policy, requester, status, ticket

from supportops.durations import BusinessDays
from supportops.sla.profiles import glpi

CLOCKS = {"acknowledge": "4h", "resolution": "8h"}
GLPI = glpi().applied_to(policy(targets={"P1": {"resolution": "4h"}, "P2": CLOCKS}))
NEW = created("2026-03-02 09:00")


def timer(metric, *events, when, promised=GLPI):
    return promised.evaluate(ticket(NEW, *events), at=at(when)).timer(metric)


def test_the_time_to_own_ends_with_the_allocation_and_not_with_a_message():
    written = (agent("2026-03-02 09:30"), status("2026-03-02 09:30", "open"))
    assert timer("acknowledge", *written, when="2026-03-02 10:00").state == "running"
    owned = timer("acknowledge", *written, assigned("2026-03-02 11:00"), when="2026-03-02 12:00")
    assert (owned.state, owned.elapsed, owned.verdict) == ("stopped", 2 * H, "met")


def test_waiting_moves_the_time_to_resolve_and_not_the_time_to_own():
    waits = (status("2026-03-02 10:00", "pending"), status("2026-03-02 12:00", "open"))
    assert timer("resolution", *waits, when="2026-03-02 13:00").elapsed == 2 * H
    assert timer("acknowledge", *waits, when="2026-03-02 13:00").elapsed == 4 * H


def test_an_answer_alone_ends_no_waiting():
    waits = (status("2026-03-02 10:00", "pending"), requester("2026-03-02 11:00"))
    assert timer("resolution", *waits, when="2026-03-02 12:00").elapsed == H


def test_the_time_a_ticket_was_solved_counts_as_waiting():
    again = (status("2026-03-02 12:00", "resolved"), status("2026-03-03 10:00", "open"))
    found = timer("resolution", *again, when="2026-03-03 11:00")
    assert (found.elapsed, found.paused_by) == (4 * H, {"resolved": 6 * H})


def test_another_sla_counts_from_the_opening_date_with_the_waiting_so_far():
    waits = (status("2026-03-02 10:00", "pending"), status("2026-03-02 12:00", "open"))
    urgent = timer("resolution", *waits, change("2026-03-02 16:00", "priority", "P1"), when="2026-03-02 16:30")
    assert (urgent.due, urgent.verdict) == (at("2026-03-02 15:00"), "breached")


def test_a_delay_that_uses_up_the_day_ends_at_the_next_opening():
    assert timer("resolution", when="2026-03-02 10:00").due == at("2026-03-03 09:00")


def test_a_target_in_days_is_the_same_time_on_the_nth_working_day_or_its_end():
    for until, due in (("same_time", "2026-03-09 09:00"), ("close", "2026-03-09 17:00")):
        days = glpi().applied_to(policy(targets={"P2": {"resolution": BusinessDays(5, until=until)}}))
        assert timer("resolution", when="2026-03-02 10:00", promised=days).due == at(due)
