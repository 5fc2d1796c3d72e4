"""What the trackers of other clocks teach, one test a lesson. The comments name the project and the issue."""

from __future__ import annotations

import pytest
from tests.sla.desk import (
    DESK,
    ZERO,
    H,
    M,
    agent,
    assigned,
    at,
    cancelled,
    change,
    created,
    due_set,
    merged,
    note,
    policy,
    report_of,
    requester,
    status,
    ticket,
    timer_of,
)

from supportops.errors import NaiveDatetimeError
from supportops.sla import PauseRule, Stage
from supportops.tickets import StatusMap

NEW = created("2026-03-02 09:00")


# frappe/helpdesk 3776
def test_a_deadline_is_an_instant_for_agents_east_and_west():
    history = ticket(created("2026-03-02 14:30+05:30"))
    timer = timer_of(history, "2026-03-02 10:00+01:00", targets={"P2": {"resolution": "30m"}})
    assert (timer.verdict, timer.due) == ("undecided", at("2026-03-02 09:30"))
    with pytest.raises(NaiveDatetimeError):
        created("2026-03-02 09:00").model_copy(update={"at": at("2026-03-02 09:00").replace(tzinfo=None)})


# frappe/helpdesk 3776, second half
def test_resolved_straight_from_a_pause_still_subtracts_the_pause():
    history = ticket(NEW, status("2026-03-02 10:00", "pending"), status("2026-03-09 10:00", "resolved"))
    timer = timer_of(history, "2026-03-09 10:00")
    assert (timer.elapsed, timer.paused, timer.verdict) == (H, 40 * H, "met")


# frappe/erpnext 47029, 47172, 49414, 52489
def test_a_pause_is_subtracted_once_and_the_start_stays():
    history = ticket(
        NEW, status("2026-03-02 15:00", "pending"), status("2026-03-03 10:00", "open"),
        status("2026-03-03 11:00", "pending"), status("2026-03-03 12:00", "open"),
    )  # fmt: skip
    timer = timer_of(history, "2026-03-03 12:00")
    assert (timer.started, timer.paused, timer.elapsed) == (at("2026-03-02 09:00"), 4 * H, 7 * H)
    assert timer.due == at("2026-03-03 13:00")


# glpi-project/glpi 6902, 15605
@pytest.mark.parametrize("mode", ["carry", "creation"])
def test_a_priority_change_does_not_forget_the_pauses(mode):
    history = ticket(
        NEW, status("2026-03-02 10:00", "pending"), status("2026-03-02 12:00", "open"),
        change("2026-03-02 13:00", "priority", "P1"),
    )  # fmt: skip
    timer = timer_of(history, "2026-03-02 13:00", on_target_change=mode)
    assert (timer.paused, timer.due) == (2 * H, at("2026-03-02 15:00"))


# glpi-project/glpi 1911
def test_where_a_changed_target_starts_is_a_choice():
    history = ticket(NEW, change("2026-03-02 14:00", "priority", "P1"))
    breached = {
        mode: timer_of(history, "2026-03-02 14:30", on_target_change=mode).breached_at
        for mode in ("carry", "restart", "creation")
    }
    assert breached == {"carry": at("2026-03-02 14:00"), "restart": None, "creation": at("2026-03-02 13:00")}


# glpi-project/glpi 9267, 23359
def test_resolved_time_stops_the_clock_and_is_not_called_pending():
    history = ticket(NEW, status("2026-03-02 10:00", "resolved"), status("2026-03-02 15:00", "open"))
    timer = timer_of(history, "2026-03-02 15:00")
    assert (timer.elapsed, dict(timer.paused_by)) == (H, {"resolved": 5 * H})


# zammad/zammad 188
def test_what_pauses_is_a_property_of_the_status_not_its_name():
    words = StatusMap({"Wartet auf Kunde": "pending"})
    history = ticket(NEW, status("2026-03-02 10:00", "Wartet auf Kunde"), status_map=words)
    assert timer_of(history, "2026-03-02 12:00").paused_by == {"Wartet auf Kunde": 2 * H}


# zammad/zammad 2579, 3551, 4516, 4777
def test_a_reply_and_a_pause_in_one_update_still_stop_the_clock():
    rules = {"first_response": "pending"}
    reply = (agent("2026-03-02 09:30"), status("2026-03-02 09:30", "pending"))
    for events in (reply, reply[::-1]):
        timer = timer_of(
            ticket(NEW, *events), "2026-03-02 12:00", "first_response",
            targets={"P2": {"first_response": "1h"}}, pauses=rules,
        )  # fmt: skip
        assert (timer.state, timer.verdict, timer.elapsed, timer.paused) == ("stopped", "met", 30 * M, ZERO)


# zammad/zammad 3140, 1322
def test_the_reply_clock_follows_who_is_waiting():
    targets = {"P2": {"next_response": "2h", "first_response": "1h"}}
    waiting_for_us = ticket(NEW, agent("2026-03-02 09:30"), requester("2026-03-02 10:00", source="web"))
    assert timer_of(waiting_for_us, "2026-03-02 10:30", "next_response", targets=targets).state == "running"
    waiting_for_them = ticket(*waiting_for_us.events, agent("2026-03-02 11:00"))
    report = report_of(waiting_for_them, "2026-03-06 12:00", targets=targets)
    assert (report.next_check, report.timer("next_response").verdict) == (None, "met")


# chatwoot/chatwoot 10178
def test_a_closing_thank_you_leaves_no_reply_clock_running():
    history = ticket(
        NEW, agent("2026-03-02 09:30"), status("2026-03-02 10:00", "resolved"), requester("2026-03-02 10:01")
    )
    report = report_of(history, "2026-03-06 12:00", targets={"P2": {"next_response": "1h", "resolution": "8h"}})
    assert report.next_check is None


# zammad/zammad 904
@pytest.mark.parametrize(
    "end", [merged("2026-03-02 10:00"), cancelled("2026-03-02 10:00", "spam")], ids=["merged", "spam"]
)
def test_what_left_the_desk_goes_on_warning_nobody(end):
    report = report_of(ticket(NEW, end), "2026-03-02 10:00")
    assert (report.next_check, report.timer("resolution").verdict) == (None, "undecided")


# Nine-Minds/alga-psa 3091
def test_the_first_status_counts_from_creation():
    history = ticket(created("2026-03-02 09:00", status="pending"))
    assert timer_of(history, "2026-03-06 12:00").elapsed == ZERO


# glpi-project/glpi 24481
def test_no_breach_is_found_while_paused():
    history = ticket(NEW, status("2026-03-02 16:59", "pending"))
    assert timer_of(history, "2026-03-09 12:00").verdict == "undecided"


# chatwoot/chatwoot: a late resolution counted as a hit until the next poll
def test_a_late_resolution_is_no_hit_however_late_one_looks():
    history = ticket(NEW, status("2026-03-02 17:01", "resolved"))
    assert {timer_of(history, when).verdict for when in ("2026-03-02 17:01", "2026-06-01 09:00")} == {"breached"}


# glpi-project/glpi 22678, 2408; zammad/zammad 4432
def test_a_warning_is_business_time_and_comes_once():
    history = ticket(created("2026-03-02 16:00"))
    stages = (Stage("soon", 0.875), Stage("breach", 1.0))
    first = report_of(history, "2026-03-02 16:00", stages=stages)
    assert first.next_check == at("2026-03-03 15:00")
    second = policy(stages=stages).evaluate(history, at=first.next_check)
    assert (second.timer("resolution").stage, second.next_check) == ("soon", at("2026-03-03 16:00:00.000001"))
    assert policy(stages=stages).evaluate(history, at=second.next_check).next_check is None


# fivetran/dbt_zendesk 116, 142
def test_the_breach_is_the_first_crossing_not_the_last_row():
    events = (NEW, *(note(f"2026-03-0{day} 10:00") for day in (3, 4, 5, 6)), status("2026-03-06 12:00", "resolved"))
    assert timer_of(ticket(*events), "2026-03-06 13:00").breached_at == at("2026-03-02 17:00")


# znuny/Znuny 369
def test_whether_a_reopen_starts_anew_is_a_choice():
    history = ticket(NEW, status("2026-03-02 10:00", "resolved"), status("2026-03-03 09:00", "open"))
    due = {
        mode: timer_of(history, "2026-03-03 09:00", on_reopen=mode).due for mode in ("resume", "new_cycle", "ignore")
    }
    assert due == {
        "resume": at("2026-03-03 16:00"), "new_cycle": at("2026-03-03 17:00"), "ignore": at("2026-03-02 17:00")
    }  # fmt: skip


# zammad/zammad 5177
def test_a_short_update_target_does_not_pre_empt_the_first_response():
    targets = {"P2": {"first_response": "4h", "update": "1h"}}
    report = report_of(ticket(NEW), "2026-03-02 09:00", targets=targets)
    assert report.timer("update").state == "waiting"
    assert report.timer("first_response").due == at("2026-03-02 13:00")


# glpi-project/glpi 17186
def test_a_manual_deadline_is_not_moved_by_pauses():
    history = ticket(NEW, due_set("2026-03-02 09:30", "2026-03-03 12:00"), status("2026-03-02 10:00", "pending"))
    assert timer_of(history, "2026-03-03 11:00").due == at("2026-03-03 12:00")


# a note in the tests of glpi-project/glpi
def test_a_later_opening_does_not_shift_a_target_in_days():
    targets = {"P2": {"resolution": "1 business day"}}
    assert timer_of(ticket(created("2026-03-06 08:00")), "2026-03-06 08:00", targets=targets).due == at(
        "2026-03-09 09:00"
    )


# an agent picks a ticket up: frappe/helpdesk and glpi measure from creation
def test_an_assignment_moves_no_promise():
    history = ticket(NEW, assigned("2026-03-02 15:00"))
    assert timer_of(history, "2026-03-02 16:00").due == at("2026-03-02 17:00")


# none of the clocks looked at tells a pause that should have ended
def test_an_answered_ticket_still_called_pending_is_shown():
    history = ticket(NEW, status("2026-03-02 10:00", "pending"), requester("2026-03-02 11:00"))
    for mode in ("resume", "keep"):
        assert timer_of(history, "2026-03-02 15:00", on_reply_while_paused=mode).illegitimate == 4 * H


# two unanswered follow-ups are a pause in the catalogue, and in no other clock
def test_a_silent_customer_does_not_spend_the_budget():
    rule = PauseRule(("resolution",), after_follow_ups=2)
    history = ticket(NEW, agent("2026-03-02 10:00"), agent("2026-03-02 12:00"))
    assert timer_of(history, "2026-03-06 12:00", pauses=(rule,), calendar=DESK).elapsed == 3 * H
