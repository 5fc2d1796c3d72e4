"""Changes of the target that meet something else: a breach, a pause, a reopen, another change, a switch of policy."""

from __future__ import annotations

import pytest
from tests.sla.desk import (
    H,
    absorbed,
    agent,
    at,
    change,
    created,
    due_set,
    policy,
    report_of,
    status,
    ticket,
    timer_of,
)

from supportops.errors import NoMatchError
from supportops.sla import MetricRule, PauseRule, PolicySet, Select, Stage
from supportops.sla.metrics import BUILT_IN

TO_P2 = change("2026-03-02 14:00", "priority", "P2")
BACK_TO_P1 = change("2026-03-02 15:00", "priority", "P1")
LATE = created("2026-03-02 09:00", "P1")


# a change after a breach


def test_a_kept_breach_stays_though_the_new_target_is_met():
    timer = timer_of(ticket(LATE, TO_P2, status("2026-03-02 16:00", "resolved")), "2026-03-03 09:00")
    assert (timer.verdict, timer.breached_at, timer.due) == ("breached", at("2026-03-02 13:00"), at("2026-03-02 17:00"))
    assert timer.late_by == 3 * H


def test_the_first_of_two_breaches_is_the_breach():
    timer = timer_of(ticket(LATE, TO_P2, BACK_TO_P1), "2026-03-02 16:00")
    assert (timer.breached_at, timer.due) == (at("2026-03-02 13:00"), at("2026-03-02 15:00"))


def test_a_cleared_breach_may_be_followed_by_another():
    timer = timer_of(ticket(LATE, TO_P2, BACK_TO_P1), "2026-03-02 16:00", on_breached_target_change="clear")
    assert (timer.breached_at, timer.due) == (at("2026-03-02 15:00"), at("2026-03-02 15:00"))


def test_restart_after_a_breach_leaves_it_in_its_cycle():
    report = report_of(ticket(LATE, TO_P2, BACK_TO_P1), "2026-03-02 16:00", on_target_change="restart")
    assert [(timer.cycle, timer.verdict, timer.due) for timer in report.timers] == [
        (1, "breached", at("2026-03-02 13:00")),
        (2, "undecided", at("2026-03-03 14:00")),
        (3, "undecided", at("2026-03-03 11:00")),
    ]


def test_creation_after_a_breach_finds_it_again_when_the_target_returns():
    timer = timer_of(ticket(LATE, TO_P2, BACK_TO_P1), "2026-03-02 16:00", on_target_change="creation")
    assert (timer.breached_at, timer.due) == (at("2026-03-02 13:00"), at("2026-03-02 13:00"))


def test_a_budget_spent_at_the_change_is_due_then_even_while_paused():
    history = ticket(
        created("2026-03-02 09:00"), status("2026-03-02 14:00", "pending"), change("2026-03-02 15:00", "priority", "P1")
    )
    timer = timer_of(history, "2026-03-02 16:00")
    assert (timer.state, timer.due, timer.breached_at) == ("paused", at("2026-03-02 15:00"), at("2026-03-02 15:00"))


def test_a_date_set_by_hand_after_a_breach_keeps_it():
    history = ticket(LATE, due_set("2026-03-02 14:00", "2026-03-03 12:00"))
    kept = timer_of(history, "2026-03-02 15:00")
    assert (kept.verdict, kept.breached_at, kept.due) == ("breached", at("2026-03-02 13:00"), at("2026-03-03 12:00"))
    assert timer_of(history, "2026-03-02 15:00", on_breached_target_change="clear").verdict == "undecided"


def test_absorbing_after_a_breach_keeps_it():
    timer = timer_of(ticket(LATE, absorbed("2026-03-02 14:00", "2026-03-02 08:00")), "2026-03-02 15:00")
    assert (timer.breached_at, timer.due) == (at("2026-03-02 13:00"), at("2026-03-02 14:00"))


# a change and business days

DAYS = {"P4": {"resolution": "2 business days"}, "P5": {"resolution": "5 business days"}}
TIERS = {"Free": 1.0, "Enterprise": 0.5}


def test_a_tier_change_after_a_pause_moves_the_shorter_date_by_the_pause():
    history = ticket(
        created("2026-03-02 09:30", "P5", tier="Free"),
        status("2026-03-02 10:00", "pending"),
        status("2026-03-02 12:00", "open"),
        change("2026-03-03 10:00", "tier", "Enterprise"),
    )
    timer = timer_of(history, "2026-03-03 10:00", targets=DAYS, tiers=TIERS)
    assert (timer.due, timer.target) == (at("2026-03-05 11:30"), 24 * H)


def test_from_hours_to_days_counts_from_the_start():
    targets = {"P1": {"resolution": "4h"}, "P4": {"resolution": "2 business days"}}
    history = ticket(LATE, change("2026-03-02 11:00", "priority", "P4"))
    timer = timer_of(history, "2026-03-02 11:00", targets=targets)
    assert (timer.started, timer.due, timer.elapsed) == (at("2026-03-02 09:00"), at("2026-03-04 09:00"), 2 * H)


def test_from_days_to_hours_keeps_the_counted_time():
    targets = {"P1": {"resolution": "4h"}, "P4": {"resolution": "2 business days"}}
    history = ticket(created("2026-03-02 09:00", "P4"), change("2026-03-02 11:00", "priority", "P1"))
    assert timer_of(history, "2026-03-02 11:00", targets=targets).due == at("2026-03-02 13:00")


# a change and a reopen


def test_a_change_while_resolved_applies_at_the_reopen():
    history = ticket(
        created("2026-03-02 09:00"),
        status("2026-03-02 12:00", "resolved"),
        change("2026-03-02 13:00", "priority", "P1"),
        status("2026-03-02 14:00", "open"),
    )
    assert timer_of(ticket(*history.events[:3]), "2026-03-02 13:30").target == 8 * H
    timer = timer_of(history, "2026-03-02 14:00")
    assert (timer.target, timer.elapsed, timer.due) == (4 * H, 3 * H, at("2026-03-02 15:00"))


def test_a_change_after_a_new_cycle_touches_the_new_cycle_alone():
    history = ticket(
        created("2026-03-02 09:00"),
        status("2026-03-02 12:00", "resolved"),
        status("2026-03-03 10:00", "open"),
        change("2026-03-03 11:00", "priority", "P1"),
    )
    report = report_of(history, "2026-03-03 11:00", on_reopen="new_cycle")
    assert [timer.target for timer in report.timers] == [8 * H, 4 * H]
    assert report.timer("resolution").due == at("2026-03-03 14:00")


def test_a_change_of_a_fixed_cadence_counts_the_first_intervals_as_the_new_ones():
    targets = {"P1": {"update": "1h"}, "P2": {"update": "2h"}}
    history = ticket(
        created("2026-03-02 09:00"),
        agent("2026-03-02 10:00"),
        agent("2026-03-02 11:30"),
        change("2026-03-02 12:00", "priority", "P1"),
    )
    options = {"targets": targets, "update_cadence": "fixed"}
    assert timer_of(history, "2026-03-02 11:30", "update", **options).due == at("2026-03-02 14:00")
    assert timer_of(history, "2026-03-02 12:00", "update", **options).due == at("2026-03-02 13:00")


# a switch of policy

URGENT = Stage("now", 0.25)
NORMAL = policy()
INCIDENT = policy(
    name="incident", targets={"P2": {"resolution": "4h", "update": "30m"}}, stages=(URGENT,), around_the_clock="P2"
)
SET = PolicySet(Select(NORMAL), override=Select(INCIDENT, fields={"incident": True}))
DECLARED = ticket(created("2026-03-02 09:00"), change("2026-03-02 11:00", "incident", True))


def test_an_incident_overrides_all_other_policies_from_its_declaration_on():
    report = SET.evaluate(DECLARED, at=at("2026-03-02 11:00"))
    timer = report.timer("resolution")
    assert (report.policy_name, timer.calendar_name) == ("incident", "24/7")
    assert (timer.elapsed, timer.due) == (2 * H, at("2026-03-02 13:00"))
    assert timer.stages == {"now": at("2026-03-02 11:00")}
    assert SET.evaluate(DECLARED, at=at("2026-03-02 10:59")).policy_name == "standard"


def test_the_end_of_the_incident_is_a_change_back():
    history = ticket(*DECLARED.events, change("2026-03-02 12:00", "incident", False))
    report = SET.evaluate(history, at=at("2026-03-02 12:00"))
    assert (report.policy_name, report.timer("resolution").due) == ("standard", at("2026-03-02 17:00"))


def test_a_metric_that_the_next_policy_does_not_measure_is_cancelled():
    history = ticket(*DECLARED.events, agent("2026-03-02 11:10"), change("2026-03-02 11:20", "incident", False))
    timer = SET.evaluate(history, at=at("2026-03-02 15:00")).timer("update")
    assert (timer.state, timer.reason, timer.stopped) == ("cancelled", "policy_changed", at("2026-03-02 11:20"))


def test_a_metric_that_the_next_policy_adds_starts_at_the_change():
    both = policy(name="both", targets={"P1": {"resolution": "4h", "first_response": "1h"}})
    chosen = PolicySet(Select(both, priority="P1"), Select(NORMAL))
    history = ticket(created("2026-03-02 09:00"), change("2026-03-02 11:00", "priority", "P1"))
    timer = chosen.evaluate(history, at=at("2026-03-02 11:00")).timer("first_response")
    assert (timer.started, timer.due) == (at("2026-03-02 11:00"), at("2026-03-02 12:00"))


def test_a_timer_may_start_when_its_policy_begins_to_hold():
    bridge = MetricRule("bridge", starts_on=("sla_assigned",), stops_on=("field:bridge",))
    called = policy(name="incident", metrics=(*BUILT_IN, bridge), targets={"P2": {"bridge": "15m"}})
    chosen = PolicySet(Select(NORMAL), override=Select(called, fields={"incident": True}))
    history = ticket(*DECLARED.events, change("2026-03-02 11:10", "bridge", "open"))
    timer = chosen.evaluate(history, at=at("2026-03-02 12:00")).timer("bridge")
    assert (timer.started, timer.stopped, timer.verdict) == (at("2026-03-02 11:00"), at("2026-03-02 11:10"), "met")


def test_the_same_target_under_another_policy_keeps_its_due_and_takes_the_new_stages():
    same = policy(name="vip", stages=(Stage("half", 0.5), Stage("late", 1.5)))
    chosen = PolicySet(Select(same, tier="Gold"), Select(NORMAL))
    history = ticket(created("2026-03-02 09:00"), change("2026-03-02 14:00", "tier", "Gold"))
    timer = chosen.evaluate(history, at=at("2026-03-02 15:00")).timer("resolution")
    assert (timer.due, timer.stage) == (at("2026-03-02 17:00"), "half")
    assert timer.stages == {"half": at("2026-03-02 14:00"), "late": at("2026-03-03 13:00")}


def test_a_breach_under_the_first_policy_stays_under_the_second():
    chosen = PolicySet(Select(policy(name="vip"), tier="Gold"), Select(NORMAL))
    history = ticket(created("2026-03-02 09:00", "P1"), change("2026-03-02 14:00", "tier", "Gold"))
    timer = chosen.evaluate(history, at=at("2026-03-02 15:00")).timer("resolution")
    assert (timer.verdict, timer.breached_at) == ("breached", at("2026-03-02 13:00"))


def test_a_pause_that_only_the_next_policy_knows_holds_from_the_switch_on():
    strict, soft = policy(name="strict", pauses=()), policy(name="soft")
    chosen = PolicySet(Select(soft, tier="Gold"), Select(strict))
    history = ticket(
        created("2026-03-02 09:00"), status("2026-03-02 10:00", "pending"), change("2026-03-02 12:00", "tier", "Gold")
    )
    timer = chosen.evaluate(history, at=at("2026-03-02 14:00")).timer("resolution")
    assert (timer.elapsed, timer.paused_by) == (3 * H, {"pending": 2 * H})


def test_a_date_set_by_hand_outlives_the_switch():
    history = ticket(
        created("2026-03-02 09:00"),
        due_set("2026-03-02 10:00", "2026-03-03 12:00"),
        change("2026-03-02 11:00", "incident", True),
    )
    timer = SET.evaluate(history, at=at("2026-03-02 12:00")).timer("resolution")
    assert (timer.due, timer.derivation) == (at("2026-03-03 12:00"), "set by hand")


def test_a_ticket_no_policy_is_for_is_an_error_with_the_way_out():
    gold = PolicySet(Select(NORMAL, tier="Gold"))
    with pytest.raises(NoMatchError, match="add Select\\(policy\\) without keys"):
        gold.evaluate(DECLARED, at=at("2026-03-02 12:00"))


# a date set before the start


def test_a_date_set_before_the_timer_starts_waits_for_it():
    targets = {"P2": {"update": "2h"}}
    history = ticket(
        created("2026-03-02 09:00"),
        due_set("2026-03-02 09:30", "2026-03-02 16:00", "update"),
        agent("2026-03-02 10:00"),
    )
    assert timer_of(history, "2026-03-02 09:45", "update", targets=targets).state == "waiting"
    timer = timer_of(history, "2026-03-02 10:00", "update", targets=targets)
    assert (timer.due, timer.derivation) == (at("2026-03-02 16:00"), "set by hand")


def test_a_date_taken_back_before_the_start_leaves_no_trace():
    targets = {"P2": {"update": "2h"}}
    history = ticket(
        created("2026-03-02 09:00"),
        due_set("2026-03-02 09:30", "2026-03-02 16:00", "update"),
        due_set("2026-03-02 09:40", None, "update"),
        agent("2026-03-02 10:00"),
    )
    assert timer_of(history, "2026-03-02 10:00", "update", targets=targets).due == at("2026-03-02 12:00")


def test_a_date_set_ahead_may_follow_the_pauses_of_the_timer():
    rule = PauseRule(("update",), statuses=("pending",))
    history = ticket(
        created("2026-03-02 09:00"),
        due_set("2026-03-02 09:30", "2026-03-02 15:00", "update", follows_pauses=True),
        agent("2026-03-02 10:00"),
        status("2026-03-02 11:00", "pending"),
        status("2026-03-02 12:00", "open"),
    )
    timer = timer_of(history, "2026-03-02 12:00", "update", targets={"P2": {"update": "2h"}}, pauses=(rule,))
    assert timer.due == at("2026-03-02 16:00")
