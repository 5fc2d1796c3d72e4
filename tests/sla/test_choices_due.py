"""When a promise is due and when it is broken: met, no target, landing, paused, overdue.

The resolution target of a P2 is 8 h of desk time (09:00-17:00 UTC), so one made at 09:00 is due at 17:00.
"""

from __future__ import annotations

from datetime import timedelta

import pytest
from tests.sla.desk import US, ZERO, H, M, at, created, policy, report_of, status, ticket, timer_of

from supportops.errors import ConfigurationError, DomainError

OPEN = ticket(created("2026-03-02 09:00"))
ON_THE_DOT = ticket(created("2026-03-02 09:00"), status("2026-03-02 17:00", "resolved"))
TOO_LATE = ticket(created("2026-03-02 09:00"), status("2026-03-02 17:00:00.000001", "resolved"))
NEXT_DAY = ticket(created("2026-03-02 09:00"), status("2026-03-03 10:00", "resolved"))
WAITING = ticket(created("2026-03-02 09:00"), status("2026-03-02 10:00", "pending"))


# met


def test_done_at_the_due_instant_is_met():
    timer = timer_of(ON_THE_DOT, "2026-03-02 18:00")
    assert (timer.due, timer.verdict, timer.breached_at) == (at("2026-03-02 17:00"), "met", None)
    assert (timer.stage, timer.stages["breach"]) == ("red", None)


def test_a_microsecond_after_the_due_instant_is_a_breach():
    timer = timer_of(TOO_LATE, "2026-03-02 18:00")
    assert (timer.verdict, timer.breached_at) == ("breached", at("2026-03-02 17:00"))
    assert (timer.late_by, timer.overdue, timer.stage) == (US, ZERO, "breach")


def test_the_breach_is_when_the_budget_ran_out_not_when_someone_looked():
    assert timer_of(OPEN, "2026-03-06 12:00").breached_at == at("2026-03-02 17:00")


def test_the_next_check_after_the_last_warning_is_the_first_microsecond_after_the_due_instant():
    warned = report_of(OPEN, "2026-03-02 16:12")
    assert (warned.timer("resolution").stage, warned.next_check) == ("red", at("2026-03-02 17:00:00.000001"))
    assert timer_of(OPEN, "2026-03-02 17:00").verdict == "undecided"
    assert timer_of(OPEN, "2026-03-02 17:00").stage == "red"
    assert timer_of(OPEN, "2026-03-02 17:00:00.000001").verdict == "breached"


def test_each_stage_names_the_instant_its_share_of_the_target_is_reached():
    stages = timer_of(OPEN, "2026-03-02 09:00").stages
    assert stages == {
        "yellow": at("2026-03-02 13:00"),
        "orange": at("2026-03-02 15:24"),
        "red": at("2026-03-02 16:12"),
        "breach": at("2026-03-02 17:00"),
        "severe": at("2026-03-03 17:00"),
    }


# target null / 0


@pytest.mark.parametrize("row", [{"resolution": None}, {}])
def test_no_target_is_no_promise(row):
    timer = timer_of(OPEN, "2026-03-04 09:00", targets={"P1": {"resolution": "4h"}, "P2": row})
    assert (timer.target, timer.due, timer.remaining, timer.fraction) == (None, None, None, None)
    assert (timer.verdict, timer.reason, timer.state) == ("not_applicable", "no target", "running")
    assert timer.elapsed == 16 * H


def test_a_priority_without_a_row_has_no_target():
    timer = timer_of(ticket(created("2026-03-02 09:00", "P5")), "2026-03-04 09:00")
    assert (timer.target, timer.verdict) == (None, "not_applicable")


@pytest.mark.parametrize("amount", ["0h", timedelta(0), timedelta(hours=-1)])
def test_a_target_of_nothing_or_less_is_refused(amount):
    with pytest.raises(ConfigurationError, match="more than 0"):
        policy(targets={"P2": {"resolution": amount}})


# landing


def test_a_deadline_at_closing_time_stays_there():
    timer = timer_of(OPEN, "2026-03-02 20:00")
    assert (timer.due, timer.verdict, timer.overdue) == (at("2026-03-02 17:00"), "breached", ZERO)
    assert timer.late_by == 3 * H


def test_landing_open_moves_a_deadline_at_closing_time_to_the_next_opening():
    timer = timer_of(OPEN, "2026-03-02 20:00", landing="open")
    assert (timer.due, timer.verdict) == (at("2026-03-03 09:00"), "undecided")
    assert timer.stages["severe"] == at("2026-03-03 17:00")


def test_landing_open_lets_an_answer_after_hours_be_in_time():
    night = ticket(created("2026-03-02 09:00"), status("2026-03-02 23:00", "resolved"))
    assert timer_of(night, "2026-03-04 09:00", landing="open").verdict == "met"
    assert timer_of(night, "2026-03-04 09:00", landing="close").verdict == "breached"


def test_landing_open_does_not_touch_a_deadline_inside_the_day():
    noon = ticket(created("2026-03-02 12:00"))
    assert timer_of(noon, "2026-03-02 12:00", landing="open").due == at("2026-03-03 12:00")


# due of a paused timer


def test_a_paused_timer_has_no_due_instant_but_answers_what_if():
    timer = timer_of(WAITING, "2026-03-02 12:00")
    assert (timer.state, timer.due, timer.stages["breach"]) == ("paused", None, None)
    assert timer.due_if_resumed(at("2026-03-02 12:00")) == at("2026-03-03 11:00")
    assert timer.due_if_resumed(at("2026-03-03 09:00")) == at("2026-03-03 16:00")


def test_a_timer_cannot_have_resumed_before_the_report():
    timer = timer_of(WAITING, "2026-03-02 12:00")
    with pytest.raises(DomainError, match="lies before the report's instant"):
        timer.due_if_resumed(at("2026-03-02 11:00"))


def test_due_if_resumed_of_a_running_timer_is_its_due():
    assert timer_of(OPEN, "2026-03-02 12:00").due_if_resumed(at("2026-03-02 14:00")) == at("2026-03-02 17:00")


def test_a_budget_that_ran_out_before_the_pause_stays_due_when_it_ran_out():
    timer = timer_of(WAITING, "2026-03-02 12:00", targets={"P2": {"resolution": "30m"}})
    assert (timer.state, timer.due) == ("paused", at("2026-03-02 09:30"))
    assert (timer.breached_at, timer.late_by) == (at("2026-03-02 09:30"), 150 * M)
    assert timer.due_if_resumed(at("2026-03-02 15:00")) == at("2026-03-02 09:30")


def test_a_budget_that_runs_out_as_the_pause_begins_is_not_moved_by_it():
    timer = timer_of(WAITING, "2026-03-02 12:00", targets={"P2": {"resolution": "1h"}})
    assert (timer.due, timer.verdict) == (at("2026-03-02 10:00"), "breached")


def test_a_pause_in_closed_time_does_not_revive_a_spent_budget():
    night = ticket(created("2026-03-02 09:00"), status("2026-03-02 20:00", "pending"))
    assert timer_of(night, "2026-03-02 21:00").due == at("2026-03-02 17:00")


def test_a_ticket_resolved_straight_out_of_a_pause_is_due_as_if_resumed_then():
    history = ticket(*WAITING.events, status("2026-03-02 16:00", "resolved"))
    timer = timer_of(history, "2026-03-05 09:00")
    assert (timer.due, timer.verdict, timer.elapsed) == (at("2026-03-03 15:00"), "met", H)


def test_a_stopped_timer_keeps_its_due():
    assert timer_of(NEXT_DAY, "2026-06-01 09:00").due == at("2026-03-02 17:00")


# overdue


def test_overdue_counts_open_time_and_late_by_wall_time():
    timer = timer_of(NEXT_DAY, "2026-03-05 09:00")
    assert (timer.overdue, timer.late_by, timer.remaining) == (H, 17 * H, -H)
    assert (timer.elapsed, timer.fraction) == (9 * H, 1.125)


def test_both_numbers_grow_while_the_ticket_is_open():
    timer = timer_of(OPEN, "2026-03-09 10:00")
    assert (timer.overdue, timer.late_by) == (33 * H, 6 * 24 * H + 17 * H)
