"""What a pause subtracts, which pauses stop which metric, and what ends them."""

from __future__ import annotations

import pytest
from tests.sla.desk import (
    ZERO,
    H,
    M,
    agent,
    at,
    bot,
    change,
    created,
    note,
    paused,
    report_of,
    requester,
    resumed,
    status,
    ticket,
    timer_of,
)

from supportops.sla import PauseRule
from supportops.tickets import StatusMap

ANSWERED = ticket(
    created("2026-03-02 09:00"),
    status("2026-03-02 10:00", "pending", "customer"),
    requester("2026-03-02 11:00"),
    status("2026-03-02 13:00", "open"),
)
SILENT = ticket(created("2026-03-02 09:00"), agent("2026-03-02 10:00"), agent("2026-03-02 12:00"))
AFTER_TWO = PauseRule(("resolution",), after_follow_ups=2)


# what a pause subtracts


def test_a_pause_subtracts_the_open_time_inside_it():
    night = ticket(
        created("2026-03-02 16:00"), status("2026-03-02 16:30", "pending"), status("2026-03-03 09:30", "open")
    )
    timer = timer_of(night, "2026-03-03 09:30")
    assert (timer.paused, timer.elapsed, timer.due) == (H, 30 * M, at("2026-03-03 17:00"))


def test_a_pause_outside_hours_subtracts_nothing():
    night = ticket(
        created("2026-03-02 09:00", "P3"), status("2026-03-02 17:00", "pending"), status("2026-03-03 09:00", "open")
    )
    assert timer_of(night, "2026-03-03 10:00").paused == ZERO
    assert timer_of(night, "2026-03-03 10:00").due == at("2026-03-04 17:00")


def test_a_pause_is_measured_on_the_timers_own_calendar():
    night = ticket(
        created("2026-03-02 16:00"), status("2026-03-02 16:30", "pending"), status("2026-03-03 09:30", "open")
    )
    timer = timer_of(night, "2026-03-03 09:30", around_the_clock="P2")
    assert (timer.paused, timer.due) == (17 * H, at("2026-03-03 17:00"))


def test_of_overlapping_pauses_the_one_that_began_first_owns_the_time():
    history = ticket(
        created("2026-03-02 09:00"),
        status("2026-03-02 10:00", "pending"),
        paused("2026-03-02 11:00", "vendor"),
        status("2026-03-02 12:00", "open"),
        resumed("2026-03-02 14:00"),
    )
    timer = timer_of(history, "2026-03-02 15:00")
    assert (timer.paused_by, timer.paused) == ({"pending": 2 * H, "vendor": 2 * H}, 4 * H)
    assert timer.elapsed == 2 * H


# which pauses stop which metric

ALL = ("first_response", "resolution", "requester_wait", "agent_work")
TARGETS = {"P2": dict.fromkeys(ALL, "8h")}


def pauses_at(history, when, **options):
    report = report_of(history, when, targets=TARGETS, **options)
    return {metric: report.timer(metric).paused for metric in ALL}


def test_pending_stops_everything_but_the_first_response():
    history = ticket(created("2026-03-02 09:00"), status("2026-03-02 10:00", "pending"))
    assert pauses_at(history, "2026-03-02 12:00") == {
        "first_response": ZERO, "resolution": 2 * H, "requester_wait": 2 * H, "agent_work": 2 * H
    }  # fmt: skip


def test_on_hold_stops_the_agents_work_alone():
    history = ticket(created("2026-03-02 09:00"), status("2026-03-02 10:00", "on_hold"))
    assert pauses_at(history, "2026-03-02 12:00") == {
        "first_response": ZERO, "resolution": ZERO, "requester_wait": ZERO, "agent_work": 2 * H
    }  # fmt: skip


def test_the_short_form_names_statuses_and_honours_explicit_pauses():
    by_hand = ticket(created("2026-03-02 09:00"), paused("2026-03-02 10:00", "vendor"))
    assert pauses_at(by_hand, "2026-03-02 12:00", pauses={"first_response": "on_hold"}) == {
        "first_response": 2 * H, "resolution": ZERO, "requester_wait": ZERO, "agent_work": ZERO
    }  # fmt: skip


def test_no_pauses_at_all_is_a_choice_too():
    history = ticket(created("2026-03-02 09:00"), status("2026-03-02 10:00", "pending"))
    assert timer_of(history, "2026-03-02 12:00", pauses=()).due == at("2026-03-02 17:00")


@pytest.mark.parametrize(("reason", "stands"), [("customer", 2 * H), ("vendor", ZERO), (None, ZERO)])
def test_a_rule_may_ask_for_the_reason_of_a_status(reason, stands):
    rule = PauseRule(("resolution",), statuses=("pending",), reasons=("customer",))
    history = ticket(created("2026-03-02 09:00"), status("2026-03-02 10:00", "pending", reason))
    assert timer_of(history, "2026-03-02 12:00", pauses=(rule,)).paused == stands


def test_a_reason_alone_pauses_in_any_status():
    rule = PauseRule(("resolution",), reasons=("evidence",))
    history = ticket(created("2026-03-02 09:00"), status("2026-03-02 10:00", "on_hold", "evidence"))
    assert timer_of(history, "2026-03-02 12:00", pauses=(rule,)).paused_by == {"evidence": 2 * H}


@pytest.mark.parametrize(("reason", "stands"), [("vendor", 2 * H), ("lunch", ZERO)])
def test_an_explicit_rule_may_ask_for_the_reason_of_the_pause(reason, stands):
    rule = PauseRule(("resolution",), explicit=True, reasons=("vendor",))
    history = ticket(created("2026-03-02 09:00"), paused("2026-03-02 10:00", reason))
    assert timer_of(history, "2026-03-02 12:00", pauses=(rule,)).paused == stands


def test_a_rule_may_name_a_helpdesks_own_status():
    rule = PauseRule(("resolution",), statuses=("Awaiting Vendor",))
    words = StatusMap({"Awaiting Vendor": "on_hold", "Awaiting Legal": "on_hold"})
    vendor = ticket(created("2026-03-02 09:00"), status("2026-03-02 10:00", "awaiting_vendor"), status_map=words)
    legal = ticket(created("2026-03-02 09:00"), status("2026-03-02 10:00", "awaiting legal"), status_map=words)
    assert timer_of(vendor, "2026-03-02 12:00", pauses=(rule,)).paused == 2 * H
    assert timer_of(legal, "2026-03-02 12:00", pauses=(rule,)).paused == ZERO


def test_resuming_one_reason_leaves_the_others_open():
    history = ticket(
        created("2026-03-02 09:00"),
        paused("2026-03-02 10:00", "vendor"),
        paused("2026-03-02 10:00", "legal"),
        resumed("2026-03-02 11:00", "vendor"),
    )
    assert timer_of(history, "2026-03-02 12:00").paused_by == {"vendor": H, "legal": H}


# the requester answers while the status still says pending


def test_the_clock_runs_from_the_answer_on():
    timer = timer_of(ANSWERED, "2026-03-02 13:00")
    assert (timer.paused_by, timer.illegitimate) == ({"customer": H}, 2 * H)
    assert (timer.elapsed, timer.due) == (3 * H, at("2026-03-03 10:00"))


def test_the_clock_may_stand_until_the_status_moves():
    timer = timer_of(ANSWERED, "2026-03-02 13:00", on_reply_while_paused="keep")
    assert (timer.paused_by, timer.illegitimate) == ({"customer": 3 * H}, 2 * H)
    assert (timer.elapsed, timer.due) == (H, at("2026-03-03 12:00"))


def test_an_answer_does_not_lift_a_pause_for_a_third_party():
    history = ticket(created("2026-03-02 09:00"), status("2026-03-02 10:00", "on_hold"), requester("2026-03-02 11:00"))
    timer = timer_of(history, "2026-03-02 12:00", pauses={"resolution": "on_hold"})
    assert (timer.paused, timer.illegitimate, timer.state) == (2 * H, ZERO, "paused")


def test_an_answer_does_not_lift_a_pause_by_hand():
    history = ticket(created("2026-03-02 09:00"), paused("2026-03-02 10:00", "vendor"), requester("2026-03-02 11:00"))
    assert timer_of(history, "2026-03-02 12:00").paused_by == {"vendor": 2 * H}


def test_setting_the_status_to_pending_again_pauses_again():
    history = ticket(*ANSWERED.events[:3], status("2026-03-02 12:00", "pending"))
    timer = timer_of(history, "2026-03-02 14:00")
    assert (timer.paused_by, timer.illegitimate) == ({"customer": H, "pending": 2 * H}, H)


# pause by follow-ups


def test_the_second_unanswered_follow_up_pauses_until_the_requester_answers():
    assert timer_of(SILENT, "2026-03-02 13:00", pauses=(AFTER_TWO,)).state == "paused"
    answered = ticket(*SILENT.events, requester("2026-03-02 14:00"))
    timer = timer_of(answered, "2026-03-02 15:00", pauses=(AFTER_TWO,))
    assert (timer.state, timer.paused_by) == ("running", {"customer_unresponsive": 2 * H})


@pytest.mark.parametrize("silent", [note, bot, requester])
def test_notes_bots_and_the_requester_are_no_follow_ups(silent):
    history = ticket(created("2026-03-02 09:00"), agent("2026-03-02 10:00"), silent("2026-03-02 12:00"))
    assert timer_of(history, "2026-03-02 13:00", pauses=(AFTER_TWO,)).state == "running"


def test_the_count_begins_anew_at_each_word_of_the_requester():
    history = ticket(
        created("2026-03-02 09:00"),
        agent("2026-03-02 10:00"),
        requester("2026-03-02 10:30"),
        agent("2026-03-02 11:00"),
    )
    assert timer_of(history, "2026-03-02 12:00", pauses=(AFTER_TWO,)).state == "running"


def test_a_status_may_pause_only_from_that_many_follow_ups_on():
    rule = PauseRule(("resolution",), statuses=("pending",), after_follow_ups=2)
    history = ticket(
        created("2026-03-02 09:00"),
        agent("2026-03-02 10:00"),
        status("2026-03-02 10:00", "pending"),
        agent("2026-03-02 12:00"),
    )
    timer = timer_of(history, "2026-03-02 14:00", pauses=(rule,))
    assert timer.paused_by == {"pending": 2 * H}


# a cap on a pause


def test_past_its_cap_the_clock_runs_so_the_due_instant_is_known():
    rule = PauseRule(("resolution",), statuses=("pending",), cap="2h")
    history = ticket(created("2026-03-02 09:00"), status("2026-03-02 10:00", "pending"))
    report = report_of(history, "2026-03-02 11:00", pauses=(rule,))
    timer = report.timer("resolution")
    assert (timer.state, timer.due) == ("paused", at("2026-03-03 11:00"))
    assert report.next_check == at("2026-03-02 12:00")
    assert timer_of(history, "2026-03-02 12:00", pauses=(rule,)).state == "running"


def test_a_cap_is_open_time():
    rule = PauseRule(("resolution",), statuses=("pending",), cap="2h")
    history = ticket(created("2026-03-02 15:00"), status("2026-03-02 16:00", "pending"))
    timer = timer_of(history, "2026-03-03 12:00", pauses=(rule,))
    assert (timer.paused, timer.elapsed, timer.due) == (2 * H, 3 * H, at("2026-03-03 17:00"))


def test_a_cap_is_cumulative_over_the_timer():
    rule = PauseRule(("resolution",), statuses=("pending",), cap="2h")
    history = ticket(
        created("2026-03-02 09:00"),
        status("2026-03-02 10:00", "pending"),
        status("2026-03-02 11:00", "open"),
        status("2026-03-02 13:00", "pending"),
    )
    timer = timer_of(history, "2026-03-02 16:00", pauses=(rule,))
    assert (timer.paused, timer.state) == (2 * H, "running")


def test_each_rule_has_its_own_cap():
    rules = (
        PauseRule(("resolution",), statuses=("pending",), cap="1h"),
        PauseRule(("resolution",), explicit=True, cap="2h"),
    )
    history = ticket(
        created("2026-03-02 09:00"), status("2026-03-02 10:00", "pending"), paused("2026-03-02 10:30", "vendor")
    )
    timer = timer_of(history, "2026-03-02 16:00", pauses=rules)
    assert (timer.paused_by, timer.elapsed) == ({"pending": H, "vendor": 2 * H}, 4 * H)


def test_a_pause_with_an_end_has_a_due_instant():
    history = ticket(created("2026-03-02 09:00"), paused("2026-03-02 10:00", "vendor", until="2026-03-03 10:00"))
    timer = timer_of(history, "2026-03-02 11:00")
    assert (timer.state, timer.due) == ("paused", at("2026-03-03 17:00"))
    assert timer_of(history, "2026-03-03 10:00").state == "running"


# created in a paused status


@pytest.mark.parametrize(("opening", "metric"), [("pending", "resolution"), ("on_hold", "agent_work")])
def test_a_ticket_created_in_a_paused_status_is_paused_from_creation(opening, metric):
    history = ticket(created("2026-03-02 09:00", status=opening), status("2026-03-02 12:00", "open"))
    timer = timer_of(history, "2026-03-02 13:00", metric, targets={"P2": {metric: "8h"}})
    assert (timer.started, timer.paused, timer.elapsed) == (at("2026-03-02 09:00"), 3 * H, H)


def test_a_ticket_created_resolved_was_never_late():
    timer = timer_of(ticket(created("2026-03-02 09:00", status="resolved")), "2026-03-09 09:00")
    assert (timer.state, timer.stopped, timer.verdict) == ("stopped", at("2026-03-02 09:00"), "met")


def test_a_field_change_is_no_pause():
    history = ticket(created("2026-03-02 09:00"), change("2026-03-02 10:00", "mood", "pending"))
    assert timer_of(history, "2026-03-02 12:00").paused == ZERO
