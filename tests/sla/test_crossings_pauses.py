"""Pauses that meet something else: a reopen, an answer, an end of their own, a resolution, a night."""

from __future__ import annotations

from datetime import timedelta

from tests.sla.desk import (
    ZERO,
    H,
    M,
    absorbed,
    agent,
    at,
    change,
    created,
    due_set,
    paused,
    report_of,
    requester,
    resumed,
    status,
    ticket,
    timer_of,
)

from supportops.calendar import BusinessCalendar, DateOverride
from supportops.sla import PauseRule

NEW = created("2026-03-02 09:00")
PENDING = status("2026-03-02 10:00", "pending")
RESOLVED = status("2026-03-02 12:00", "resolved")
REOPENED = status("2026-03-03 10:00", "open")
CAPPED = (PauseRule(("resolution",), statuses=("pending",), cap="3h"),)


# pause and reopen


def test_a_pause_before_the_resolution_and_the_resolved_stretch_are_kept_apart():
    timer = timer_of(ticket(NEW, PENDING, RESOLVED, REOPENED), "2026-03-03 11:00")
    assert timer.paused_by == {"pending": 2 * H, "resolved": 6 * H}
    assert (timer.elapsed, timer.due) == (2 * H, at("2026-03-03 17:00"))


def test_a_pause_by_hand_that_outlasts_the_resolution_holds_again_after_the_reopen():
    history = ticket(NEW, paused("2026-03-02 10:00", "vendor"), RESOLVED, REOPENED, resumed("2026-03-03 11:00"))
    timer = timer_of(history, "2026-03-03 12:00")
    assert timer.paused_by == {"vendor": 3 * H, "resolved": 6 * H}
    assert timer.elapsed == 2 * H


def test_a_pause_by_hand_that_ended_while_resolved_does_not_come_back():
    history = ticket(NEW, paused("2026-03-02 10:00", "vendor"), RESOLVED, resumed("2026-03-02 13:00"), REOPENED)
    assert timer_of(history, "2026-03-03 10:00").state == "running"


def test_a_cap_goes_on_counting_after_a_reopen_of_the_same_cycle():
    again = status("2026-03-03 11:00", "pending")
    timer = timer_of(ticket(NEW, PENDING, RESOLVED, REOPENED, again), "2026-03-03 14:00", pauses=CAPPED)
    assert (timer.paused_by, timer.state) == ({"pending": 3 * H, "resolved": 6 * H}, "running")


def test_a_cap_begins_anew_with_a_new_cycle():
    again = status("2026-03-03 11:00", "pending")
    history = ticket(NEW, PENDING, RESOLVED, REOPENED, again)
    timer = timer_of(history, "2026-03-03 14:00", pauses=CAPPED, on_reopen="new_cycle")
    assert (timer.paused_by, timer.state) == ({"pending": 3 * H}, "running")
    assert timer_of(history, "2026-03-03 13:59", pauses=CAPPED, on_reopen="new_cycle").state == "paused"


def test_a_new_cycle_that_opens_pending_is_paused_from_its_start():
    history = ticket(NEW, RESOLVED, status("2026-03-03 10:00", "pending"))
    timer = timer_of(history, "2026-03-03 12:00", on_reopen="new_cycle")
    assert (timer.cycle, timer.state, timer.elapsed, timer.paused) == (2, "paused", ZERO, 2 * H)


# pause and answer


def test_the_time_after_the_answer_is_illegitimate_only_while_the_cap_would_have_lasted():
    history = ticket(NEW, PENDING, requester("2026-03-02 11:00"), status("2026-03-02 16:00", "open"))
    lifted = timer_of(history, "2026-03-02 16:00", pauses=CAPPED)
    assert (lifted.paused, lifted.illegitimate) == (H, 2 * H)
    kept = timer_of(history, "2026-03-02 16:00", pauses=CAPPED, on_reply_while_paused="keep")
    assert (kept.paused, kept.illegitimate) == (3 * H, 2 * H)


def test_an_answer_does_not_end_another_pause_that_holds_beside_the_status():
    history = ticket(NEW, paused("2026-03-02 09:30", "vendor"), PENDING, requester("2026-03-02 11:00"))
    timer = timer_of(history, "2026-03-02 12:00")
    assert (timer.state, timer.paused_by, timer.illegitimate) == ("paused", {"vendor": 150 * M}, ZERO)


def test_an_answer_hands_the_time_to_a_later_pause_that_still_holds():
    history = ticket(NEW, PENDING, paused("2026-03-02 10:30", "vendor"), requester("2026-03-02 11:00"))
    timer = timer_of(history, "2026-03-02 12:00")
    assert (timer.paused_by, timer.illegitimate) == ({"pending": H, "vendor": H}, H)


def test_a_resolution_ends_the_illegitimate_stretch():
    history = ticket(NEW, PENDING, requester("2026-03-02 11:00"), status("2026-03-02 12:30", "resolved"))
    timer = timer_of(history, "2026-03-05 09:00")
    assert (timer.illegitimate, timer.elapsed, timer.paused) == (90 * M, 150 * M, H)


def test_after_an_answer_follow_ups_may_pause_again():
    rule = PauseRule(("resolution",), after_follow_ups=2)
    history = ticket(
        NEW, agent("2026-03-02 09:30"), agent("2026-03-02 10:00"), requester("2026-03-02 11:00"),
        agent("2026-03-02 12:00"), agent("2026-03-02 13:00"),
    )  # fmt: skip
    timer = timer_of(history, "2026-03-02 14:00", pauses=(rule,))
    assert (timer.paused_by, timer.state) == ({"customer_unresponsive": 2 * H}, "paused")


# pauses that end by themselves


def test_of_an_end_and_a_cap_the_earlier_one_ends_the_pause():
    rule = (PauseRule(("resolution",), explicit=True, cap="2h"),)
    long = ticket(NEW, paused("2026-03-02 10:00", "vendor", until="2026-03-02 15:00"))
    short = ticket(NEW, paused("2026-03-02 10:00", "vendor", until="2026-03-02 11:00"))
    assert timer_of(long, "2026-03-02 16:00", pauses=rule).paused == 2 * H
    assert timer_of(short, "2026-03-02 16:00", pauses=rule).paused == H
    assert timer_of(long, "2026-03-02 10:00", pauses=rule).due == at("2026-03-03 11:00")
    assert timer_of(short, "2026-03-02 10:00", pauses=rule).due == at("2026-03-03 10:00")


def test_an_end_inside_closed_time_is_harmless():
    history = ticket(NEW, paused("2026-03-02 16:00", "vendor", until="2026-03-03 03:00"))
    report = report_of(history, "2026-03-02 16:30")
    assert (report.timer("resolution").due, report.next_check) == (at("2026-03-03 10:00"), at("2026-03-03 03:00"))
    assert timer_of(history, "2026-03-03 09:00").paused == H


def test_resuming_before_the_end_ends_the_pause():
    history = ticket(NEW, paused("2026-03-02 10:00", "vendor", until="2026-03-02 15:00"), resumed("2026-03-02 12:00"))
    assert timer_of(history, "2026-03-02 16:00").paused == 2 * H


def test_pausing_twice_for_one_reason_is_one_pause_with_the_later_end():
    history = ticket(
        NEW,
        paused("2026-03-02 10:00", "vendor", until="2026-03-02 12:00"),
        paused("2026-03-02 11:00", "vendor", until="2026-03-02 14:00"),
    )
    assert timer_of(history, "2026-03-02 16:00").paused_by == {"vendor": 4 * H}
    open_end = ticket(*history.events, paused("2026-03-02 11:30", "vendor"))
    assert timer_of(open_end, "2026-03-02 16:00").paused_by == {"vendor": 6 * H}


def test_a_pause_with_an_end_inside_one_without_has_no_due_instant():
    history = ticket(NEW, PENDING, paused("2026-03-02 10:30", "vendor", until="2026-03-02 12:00"))
    assert timer_of(history, "2026-03-02 11:00").due is None


def test_a_cap_that_ends_where_another_pause_goes_on_hands_the_time_over():
    rules = (*CAPPED, PauseRule(("resolution",), explicit=True))
    history = ticket(NEW, PENDING, paused("2026-03-02 11:00", "vendor", until="2026-03-02 16:00"))
    timer = timer_of(history, "2026-03-02 12:00", pauses=rules)
    assert (timer.state, timer.due) == ("paused", at("2026-03-03 15:00"))
    assert timer_of(history, "2026-03-02 16:00", pauses=rules).paused_by == {"pending": 3 * H, "vendor": 3 * H}


def test_a_pause_whose_end_has_passed_before_the_next_event_is_over():
    history = ticket(NEW, paused("2026-03-02 10:00", "vendor", until="2026-03-02 11:00"), agent("2026-03-02 15:00"))
    timer = timer_of(history, "2026-03-02 16:00")
    assert (timer.paused, timer.elapsed) == (H, 6 * H)


def test_a_cap_on_a_calendar_that_is_never_open_long_enough_never_ends():
    day = DateOverride(date="2026-03-02", hours="09:00-17:00")
    once = BusinessCalendar(name="one day", zone="UTC", hours="closed", overrides=(day,))
    rule = (PauseRule(("resolution",), statuses=("pending",), cap="20h"),)
    timer = timer_of(
        ticket(NEW, PENDING), "2026-03-02 12:00", calendar=once, pauses=rule, stages=(),
        targets={"P2": {"resolution": "2h"}},
    )  # fmt: skip
    assert (timer.state, timer.due, timer.paused) == ("paused", None, 2 * H)


# pause and other things


def test_a_priority_change_inside_a_pause_leaves_it_paused():
    history = ticket(NEW, PENDING, change("2026-03-02 12:00", "priority", "P1"), status("2026-03-02 13:00", "open"))
    assert timer_of(history, "2026-03-02 12:30").due is None
    assert timer_of(history, "2026-03-02 13:00").due == at("2026-03-02 16:00")


def test_absorbing_while_paused_leaves_the_pause_and_moves_the_start():
    history = ticket(
        created("2026-03-02 12:00"),
        status("2026-03-02 13:00", "pending"),
        absorbed("2026-03-02 14:00", "2026-03-02 09:00"),
    )
    timer = timer_of(history, "2026-03-02 15:00")
    assert (timer.elapsed, timer.paused, timer.due) == (4 * H, 2 * H, None)
    assert timer.due_if_resumed(at("2026-03-02 15:00")) == at("2026-03-03 11:00")


def test_absorbing_while_a_date_set_by_hand_holds_leaves_the_date():
    history = ticket(
        created("2026-03-02 12:00"),
        due_set("2026-03-02 13:00", "2026-03-05 09:30"),
        absorbed("2026-03-02 14:00", "2026-03-02 09:00"),
    )
    timer = timer_of(history, "2026-03-02 15:00")
    assert (timer.started, timer.due) == (at("2026-03-02 09:00"), at("2026-03-05 09:30"))


def test_landing_open_counts_the_pause_first():
    history = ticket(NEW, PENDING, status("2026-03-02 11:00", "open"), status("2026-03-03 10:00", "resolved"))
    timer = timer_of(history, "2026-03-04 09:00", landing="open", targets={"P2": {"resolution": "7h"}})
    assert (timer.due, timer.verdict) == (at("2026-03-03 09:00"), "breached")


def test_a_paused_timer_that_has_breached_goes_on_being_late():
    history = ticket(created("2026-03-02 09:00", "P1"), status("2026-03-02 14:00", "pending"))
    timer = timer_of(history, "2026-03-03 14:00")
    assert (timer.overdue, timer.late_by, timer.state) == (H, timedelta(hours=25), "paused")
