"""What becomes of the timers when a ticket is reopened, merged, absorbed or cancelled."""

from __future__ import annotations

import pytest
from tests.sla.desk import (
    ZERO,
    H,
    absorbed,
    agent,
    at,
    cancelled,
    created,
    merged,
    report_of,
    requester,
    status,
    ticket,
    timer_of,
)

REOPENED = ticket(
    created("2026-03-02 09:00"), status("2026-03-02 12:00", "resolved"), status("2026-03-03 10:00", "open")
)
WORK = ("resolution", "requester_wait", "agent_work")
WORK_TARGETS = {"P2": dict.fromkeys(WORK, "8h")}


# reopen: resume


def test_the_resolved_stretch_is_a_pause_with_its_own_reason():
    timer = timer_of(REOPENED, "2026-03-03 10:00")
    assert (timer.state, timer.cycle, timer.stopped) == ("running", 1, None)
    assert timer.paused_by == {"resolved": 6 * H}
    assert (timer.elapsed, timer.due) == (3 * H, at("2026-03-03 15:00"))


def test_the_first_resolution_is_kept():
    assert timer_of(REOPENED, "2026-03-03 10:00").first_stopped == at("2026-03-02 12:00")
    again = ticket(*REOPENED.events, status("2026-03-03 11:00", "resolved"))
    timer = timer_of(again, "2026-03-04 09:00")
    assert (timer.first_stopped, timer.stopped) == (at("2026-03-02 12:00"), at("2026-03-03 11:00"))
    assert (timer.elapsed, timer.verdict) == (4 * H, "met")


def test_a_second_reopen_adds_to_the_same_pause():
    history = ticket(*REOPENED.events, status("2026-03-03 11:00", "closed"), status("2026-03-03 13:00", "open"))
    timer = timer_of(history, "2026-03-03 13:00")
    assert (timer.paused_by, timer.elapsed) == ({"resolved": 8 * H}, 4 * H)
    assert timer.first_stopped == at("2026-03-02 12:00")


def test_a_breach_before_the_resolution_outlives_the_reopen():
    history = ticket(
        created("2026-03-02 09:00", "P1"), status("2026-03-02 14:00", "resolved"), status("2026-03-02 15:00", "open")
    )
    timer = timer_of(history, "2026-03-02 16:00")
    assert (timer.verdict, timer.breached_at, timer.elapsed) == ("breached", at("2026-03-02 13:00"), 6 * H)


def test_a_reopen_out_of_closed_resumes_from_the_resolution():
    history = ticket(
        created("2026-03-02 09:00"),
        status("2026-03-02 12:00", "resolved"),
        status("2026-03-02 14:00", "closed"),
        status("2026-03-02 15:00", "open"),
    )
    assert timer_of(history, "2026-03-02 15:00").paused_by == {"resolved": 3 * H}


def test_a_reopen_into_pending_stands_still_at_once():
    history = ticket(*REOPENED.events[:2], status("2026-03-03 10:00", "pending"))
    timer = timer_of(history, "2026-03-03 12:00")
    assert (timer.state, timer.paused_by) == ("paused", {"resolved": 6 * H, "pending": 2 * H})


# reopen: new cycle, ignore


def test_a_new_cycle_is_a_new_promise():
    report = report_of(REOPENED, "2026-03-03 11:00", on_reopen="new_cycle")
    first, second = report.timer("resolution", cycle=1), report.timer("resolution")
    assert (first.state, first.verdict, first.stopped) == ("stopped", "met", at("2026-03-02 12:00"))
    assert (second.cycle, second.started, second.elapsed) == (2, at("2026-03-03 10:00"), H)
    assert (second.due, second.paused) == (at("2026-03-04 10:00"), ZERO)


def test_a_new_cycle_is_for_the_metrics_that_ask_for_it():
    options = {"targets": WORK_TARGETS, "on_reopen": "new_cycle", "reopen_metrics": ("resolution", "agent_work")}
    report = report_of(REOPENED, "2026-03-03 11:00", **options)
    assert {metric: report.timer(metric).cycle for metric in WORK} == {
        "resolution": 2, "requester_wait": 1, "agent_work": 2
    }  # fmt: skip
    assert report.timer("requester_wait").paused_by == {"resolved": 6 * H}


def test_a_new_cycle_left_out_for_the_resolution_leaves_it_stopped():
    options = {"targets": WORK_TARGETS, "on_reopen": "new_cycle", "reopen_metrics": ("agent_work",)}
    report = report_of(REOPENED, "2026-03-03 11:00", **options)
    assert (report.timer("resolution").state, report.timer("agent_work").cycle) == ("stopped", 2)


def test_each_reopen_adds_one_cycle():
    history = ticket(*REOPENED.events, status("2026-03-03 11:00", "resolved"), status("2026-03-03 12:00", "open"))
    report = report_of(history, "2026-03-03 12:00", on_reopen="new_cycle")
    assert [timer.started for timer in report.timers] == [
        at("2026-03-02 09:00"), at("2026-03-03 10:00"), at("2026-03-03 12:00")
    ]  # fmt: skip


def test_a_reopen_may_be_ignored():
    report = report_of(REOPENED, "2026-03-09 09:00", on_reopen="ignore", targets=WORK_TARGETS)
    assert [(timer.state, timer.verdict, timer.cycle) for timer in report.timers] == [("stopped", "met", 1)] * 3
    again = ticket(*REOPENED.events, status("2026-03-05 10:00", "resolved"))
    assert timer_of(again, "2026-03-09 09:00", on_reopen="ignore").stopped == at("2026-03-02 12:00")


@pytest.mark.parametrize("mode", ["resume", "new_cycle", "ignore"])
def test_a_stopped_first_response_is_never_touched(mode):
    targets = {"P2": {"first_response": "1h", "resolution": "8h"}}
    history = ticket(created("2026-03-02 09:00"), agent("2026-03-02 09:30"), *REOPENED.events[1:])
    timer = timer_of(history, "2026-03-04 09:00", "first_response", targets=targets, on_reopen=mode)
    assert (timer.cycle, timer.stopped, timer.elapsed) == (1, at("2026-03-02 09:30"), H / 2)


# merge


def test_the_timers_of_a_merged_ticket_are_cancelled_not_met():
    history = ticket(created("2026-03-02 09:00"), merged("2026-03-02 12:00"))
    timer = timer_of(history, "2026-03-09 09:00")
    assert (timer.state, timer.verdict, timer.reason) == ("cancelled", "undecided", "merged")
    assert (timer.stopped, timer.first_stopped, timer.elapsed) == (at("2026-03-02 12:00"), None, 3 * H)


def test_what_had_breached_before_the_merge_stays_breached():
    history = ticket(created("2026-03-02 09:00", "P1"), merged("2026-03-02 14:00"))
    timer = timer_of(history, "2026-03-09 09:00")
    assert (timer.state, timer.verdict, timer.breached_at) == ("cancelled", "breached", at("2026-03-02 13:00"))
    assert (timer.stage, timer.stages["severe"]) == ("breach", None)


def test_a_timer_that_had_met_its_promise_outlives_the_merge():
    targets = {"P2": {"first_response": "1h", "resolution": "8h"}}
    history = ticket(created("2026-03-02 09:00"), agent("2026-03-02 09:30"), merged("2026-03-02 12:00"))
    assert timer_of(history, "2026-03-09 09:00", "first_response", targets=targets).verdict == "met"


def test_a_merge_may_leave_the_timers_alone():
    history = ticket(created("2026-03-02 09:00"), merged("2026-03-02 12:00"))
    assert timer_of(history, "2026-03-02 13:00", on_merge="keep").state == "running"


def test_a_metric_that_had_not_begun_cannot_begin_after_the_merge():
    history = ticket(created("2026-03-02 09:00"), merged("2026-03-02 12:00"), agent("2026-03-02 13:00"))
    timer = timer_of(history, "2026-03-02 14:00", "update", targets={"P2": {"update": "2h"}})
    assert (timer.state, timer.verdict, timer.reason) == ("cancelled", "undecided", "merged")
    assert (timer.started, timer.due, timer.next_change) == (None, None, None)


def test_the_survivor_counts_from_the_earliest_start():
    history = ticket(created("2026-03-02 12:00"), absorbed("2026-03-02 14:00", started="2026-03-02 10:00"))
    timer = timer_of(history, "2026-03-02 14:00")
    assert (timer.started, timer.elapsed) == (at("2026-03-02 10:00"), 4 * H)
    assert timer.due == at("2026-03-03 10:00")
    twice = ticket(*history.events, absorbed("2026-03-02 15:00", started="2026-03-02 09:00", ticket_id="4699"))
    assert timer_of(twice, "2026-03-02 15:00").due == at("2026-03-02 17:00")


def test_the_survivor_never_breaches_before_it_absorbed():
    history = ticket(created("2026-03-02 12:00", "P1"), absorbed("2026-03-02 14:00", started="2026-03-02 09:00"))
    timer = timer_of(history, "2026-03-02 15:00")
    assert (timer.elapsed, timer.due, timer.breached_at) == (6 * H, at("2026-03-02 14:00"), at("2026-03-02 14:00"))
    assert timer.stages["yellow"] == at("2026-03-02 14:00")


def test_absorbing_a_younger_ticket_changes_nothing():
    plain = ticket(created("2026-03-02 09:00"))
    younger = ticket(*plain.events, absorbed("2026-03-02 14:00", started="2026-03-02 10:00"))
    assert timer_of(younger, "2026-03-02 15:00") == timer_of(plain, "2026-03-02 15:00")


def test_what_has_stopped_is_not_moved_by_absorbing():
    targets = {"P2": {"first_response": "1h", "resolution": "8h"}}
    history = ticket(
        created("2026-03-02 12:00"), agent("2026-03-02 12:30"), absorbed("2026-03-02 14:00", "2026-03-02 09:00")
    )
    timer = timer_of(history, "2026-03-02 15:00", "first_response", targets=targets)
    assert (timer.started, timer.verdict) == (at("2026-03-02 12:00"), "met")


def test_a_second_cycle_is_not_moved_by_absorbing():
    history = ticket(*REOPENED.events, absorbed("2026-03-03 11:00", "2026-03-02 08:00"))
    timer = timer_of(history, "2026-03-03 12:00", on_reopen="new_cycle")
    assert (timer.cycle, timer.started) == (2, at("2026-03-03 10:00"))


def test_business_days_are_counted_from_the_earliest_start():
    history = ticket(created("2026-03-03 12:00"), absorbed("2026-03-03 14:00", "2026-03-02 10:00"))
    timer = timer_of(history, "2026-03-03 15:00", targets={"P2": {"resolution": "2 business days"}})
    assert (timer.started, timer.due) == (at("2026-03-02 10:00"), at("2026-03-04 10:00"))


# out of scope, spam


def test_spam_ends_all_timers_without_a_breach():
    history = ticket(created("2026-03-02 09:00"), cancelled("2026-03-02 10:00", "spam"))
    timer = timer_of(history, "2026-03-09 09:00")
    assert (timer.state, timer.verdict, timer.reason) == ("cancelled", "undecided", "spam")


def test_nothing_starts_after_the_ticket_is_cancelled():
    targets = {"P2": {"next_response": "1h", "resolution": "8h"}}
    history = ticket(
        created("2026-03-02 09:00"),
        agent("2026-03-02 09:30"),
        cancelled("2026-03-02 10:00", "out of scope"),
        requester("2026-03-02 11:00"),
        status("2026-03-02 12:00", "resolved"),
        status("2026-03-02 13:00", "open"),
    )
    report = report_of(history, "2026-03-02 14:00", targets=targets)
    assert [(timer.metric, timer.state, timer.reason) for timer in report.timers] == [
        ("next_response", "cancelled", "out of scope"),
        ("resolution", "cancelled", "out of scope"),
    ]
    assert report.next_check is None


def test_a_resolved_ticket_that_is_reopened_after_a_merge_stays_as_it_was():
    history = ticket(*REOPENED.events[:2], merged("2026-03-02 13:00"), REOPENED.events[2])
    timer = timer_of(history, "2026-03-04 09:00")
    assert (timer.state, timer.verdict, timer.stopped) == ("stopped", "met", at("2026-03-02 12:00"))
