"""What is promised: a tier's factor, business days, and a change of the target on the way.

P1 is 4 h, P2 8 h, P3 24 h of desk time; P5 has no resolution target.
"""

from __future__ import annotations

from datetime import timedelta

import pytest
from tests.sla.desk import DESK, ZERO, H, agent, at, change, created, policy, report_of, status, ticket, timer_of

from supportops.durations import BusinessDays
from supportops.errors import DomainError
from supportops.sla import CalendarRule
from supportops.sla.targets import scaled

UP_AT_11 = ticket(created("2026-03-02 09:00"), change("2026-03-02 11:00", "priority", "P1"))
UP_AT_15 = ticket(created("2026-03-02 09:00"), change("2026-03-02 15:00", "priority", "P1"))
DOWN_AT_14 = ticket(created("2026-03-02 09:00", "P1"), change("2026-03-02 14:00", "priority", "P2"))
FIRST_AT_12 = ticket(created("2026-03-02 09:00", "P5"), change("2026-03-02 12:00", "priority", "P1"))


# a change: carry


def test_the_counted_time_is_kept_and_the_new_target_applies():
    timer = timer_of(UP_AT_11, "2026-03-02 11:00")
    assert (timer.elapsed, timer.target, timer.due) == (2 * H, 4 * H, at("2026-03-02 13:00"))
    assert (timer.cycle, timer.started) == (1, at("2026-03-02 09:00"))


def test_nothing_is_breached_or_reached_before_the_change():
    timer = timer_of(UP_AT_15, "2026-03-02 16:00")
    assert (timer.due, timer.breached_at, timer.late_by) == (at("2026-03-02 15:00"), at("2026-03-02 15:00"), H)
    assert timer.stages == {
        "yellow": at("2026-03-02 15:00"),
        "orange": at("2026-03-02 15:00"),
        "red": at("2026-03-02 15:00"),
        "breach": at("2026-03-02 15:00"),
        "severe": at("2026-03-02 17:00"),
    }
    assert timer_of(UP_AT_15, "2026-03-02 15:00").verdict == "undecided"


def test_under_landing_open_a_budget_spent_to_the_last_is_due_at_the_next_opening():
    history = ticket(created("2026-03-02 13:00"), change("2026-03-02 17:00", "priority", "P1"))
    assert timer_of(history, "2026-03-02 18:00", landing="open").due == at("2026-03-03 09:00")


def test_a_breach_already_incurred_stays():
    timer = timer_of(DOWN_AT_14, "2026-03-02 15:00")
    assert (timer.verdict, timer.breached_at) == ("breached", at("2026-03-02 13:00"))
    assert (timer.due, timer.stages["breach"]) == (at("2026-03-02 17:00"), at("2026-03-02 13:00"))
    assert timer.stages["orange"] == at("2026-03-02 15:24")


def test_a_breach_already_incurred_may_be_cleared():
    history = ticket(*DOWN_AT_14.events, status("2026-03-02 16:00", "resolved"))
    timer = timer_of(history, "2026-03-03 09:00", on_breached_target_change="clear")
    assert (timer.verdict, timer.breached_at, timer.due) == ("met", None, at("2026-03-02 17:00"))


def test_a_metric_that_first_gets_a_target_starts_at_the_change():
    timer = timer_of(FIRST_AT_12, "2026-03-02 13:00")
    assert (timer.started, timer.elapsed, timer.due) == (at("2026-03-02 12:00"), H, at("2026-03-02 16:00"))


def test_a_metric_may_lose_its_target_and_keeps_its_breach():
    history = ticket(created("2026-03-02 09:00", "P1"), change("2026-03-02 14:00", "priority", "P5"))
    timer = timer_of(history, "2026-03-02 15:00")
    assert (timer.target, timer.due, timer.verdict) == (None, None, "breached")
    assert (timer.breached_at, timer.stage) == (at("2026-03-02 13:00"), "breach")
    early = ticket(created("2026-03-02 09:00", "P1"), change("2026-03-02 10:00", "priority", "P5"))
    assert timer_of(early, "2026-03-02 15:00").verdict == "not_applicable"


def test_a_stopped_timer_is_frozen():
    targets = {"P1": {"first_response": "30m", "resolution": "4h"}, "P2": {"first_response": "2h", "resolution": "8h"}}
    history = ticket(
        created("2026-03-02 09:00"), agent("2026-03-02 10:00"), change("2026-03-02 11:00", "priority", "P1")
    )
    timer = timer_of(history, "2026-03-02 12:00", "first_response", targets=targets)
    assert (timer.target, timer.due, timer.verdict) == (2 * H, at("2026-03-02 11:00"), "met")


def test_the_same_target_on_the_same_calendar_is_no_change():
    same = {"P1": {"resolution": "8h"}, "P2": {"resolution": "8h"}}
    plain, moved = ticket(created("2026-03-02 09:00")), UP_AT_15
    for mode in ("carry", "restart", "creation"):
        options = {"targets": same, "on_target_change": mode}
        assert timer_of(moved, "2026-03-03 12:00", **options) == timer_of(plain, "2026-03-03 12:00", **options)


def test_another_calendar_counts_from_the_change_on():
    options = {"targets": {"P1": {"resolution": "10h"}, "P2": {"resolution": "8h"}}, "around_the_clock": ("P1",)}
    timer = timer_of(UP_AT_15, "2026-03-02 18:00", **options)
    assert (timer.calendar_name, timer.elapsed, timer.due) == ("24/7", 9 * H, at("2026-03-02 19:00"))


# a change: restart


def test_restart_closes_the_cycle_as_superseded_and_opens_one():
    report = report_of(UP_AT_11, "2026-03-02 12:00", on_target_change="restart")
    first, second = report.timer("resolution", cycle=1), report.timer("resolution")
    assert (first.state, first.reason, first.verdict) == ("cancelled", "superseded", "undecided")
    assert (first.stopped, first.target) == (at("2026-03-02 11:00"), 8 * H)
    assert (second.cycle, second.started, second.due) == (2, at("2026-03-02 11:00"), at("2026-03-02 15:00"))


def test_restart_keeps_the_breach_with_the_old_cycle():
    report = report_of(DOWN_AT_14, "2026-03-02 15:00", on_target_change="restart")
    assert report.timer("resolution", cycle=1).verdict == "breached"
    assert report.timer("resolution").verdict == "undecided"


def test_restart_has_no_cycle_to_close_when_there_was_no_target():
    timer = timer_of(FIRST_AT_12, "2026-03-02 13:00", on_target_change="restart")
    assert (timer.cycle, timer.started, timer.due) == (1, at("2026-03-02 12:00"), at("2026-03-02 16:00"))


# a change: creation


def test_creation_measures_again_from_creation():
    timer = timer_of(UP_AT_15, "2026-03-02 15:00", on_target_change="creation")
    assert (timer.elapsed, timer.due, timer.breached_at) == (6 * H, at("2026-03-02 13:00"), at("2026-03-02 13:00"))
    assert timer.stages["yellow"] == at("2026-03-02 11:00")


def test_creation_forgets_a_breach_of_the_old_target():
    timer = timer_of(DOWN_AT_14, "2026-03-02 15:00", on_target_change="creation")
    assert (timer.verdict, timer.due) == ("undecided", at("2026-03-02 17:00"))


def test_creation_replays_the_pauses_on_the_new_calendar():
    history = ticket(
        created("2026-03-02 16:00"),
        status("2026-03-02 20:00", "pending"),
        status("2026-03-02 22:00", "open"),
        change("2026-03-03 09:00", "priority", "P1"),
    )
    options = {"targets": {"P1": {"resolution": "16h"}, "P2": {"resolution": "8h"}}, "around_the_clock": "P1"}
    assert timer_of(history, "2026-03-03 09:00", on_target_change="carry", **options).paused == ZERO
    timer = timer_of(history, "2026-03-03 09:00", on_target_change="creation", **options)
    assert (timer.elapsed, timer.paused, timer.due) == (15 * H, 2 * H, at("2026-03-03 10:00"))


def test_creation_gives_a_first_target_from_creation_on():
    timer = timer_of(FIRST_AT_12, "2026-03-02 12:00", on_target_change="creation")
    assert (timer.started, timer.elapsed, timer.due) == (at("2026-03-02 09:00"), 3 * H, at("2026-03-02 13:00"))


def test_creation_may_take_a_target_away():
    history = ticket(created("2026-03-02 09:00", "P1"), change("2026-03-02 14:00", "priority", "P5"))
    timer = timer_of(history, "2026-03-02 15:00", on_target_change="creation")
    assert (timer.verdict, timer.elapsed) == ("not_applicable", 6 * H)


# a tier's factor

TIERS = {"Enterprise": 0.5, "Business": 1.0, "Free": 4.0, "Special": {"P2": {"resolution": "3h"}}}


@pytest.mark.parametrize(
    ("tier", "target", "derivation"),
    [
        (None, 8 * H, "P2 resolution 8h"),
        ("Business", 8 * H, "P2 resolution 8h"),
        ("Enterprise", 4 * H, "P2 resolution 8h x 0.5 (tier Enterprise)"),
        ("Free", 32 * H, "P2 resolution 8h x 4 (tier Free)"),
        ("Special", 3 * H, "P2 resolution 3h (table of tier Special)"),
    ],
)
def test_the_derivation_says_how_the_target_came_about(tier, target, derivation):
    history = ticket(created("2026-03-02 09:00", tier=tier))
    timer = timer_of(history, "2026-03-02 09:00", tiers=TIERS)
    assert (timer.target, timer.derivation) == (target, derivation)
    promised = policy(tiers=TIERS).target(priority="P2", tier=tier, metric="resolution")
    assert (promised.duration, promised.derivation) == (target, derivation)


@pytest.mark.parametrize(
    ("amount", "factor", "expected"),
    [
        (timedelta(minutes=15), 0.5, timedelta(minutes=7, seconds=30)),
        (timedelta(hours=3), 0.1, timedelta(minutes=18)),
        (timedelta(microseconds=5), 0.5, timedelta(microseconds=2)),
        (timedelta(microseconds=3), 0.5, timedelta(microseconds=2)),
        (BusinessDays(5), 0.5, BusinessDays(3)),
        (BusinessDays(1), 0.1, BusinessDays(1)),
        (BusinessDays(5, until="close"), 2.0, BusinessDays(10, until="close")),
    ],
)
def test_factors_are_exact_and_days_are_rounded_up(amount, factor, expected):
    assert scaled(amount, factor) == expected


def test_a_tier_that_is_not_in_the_map_is_an_error_with_a_hint():
    history = ticket(created("2026-03-02 09:00", tier="Entreprise"))
    with pytest.raises(DomainError, match="did you mean 'Enterprise'"):
        timer_of(history, "2026-03-02 09:00", tiers=TIERS)


def test_a_tier_that_is_not_in_the_map_may_have_the_plain_targets():
    history = ticket(created("2026-03-02 09:00", tier="Trial"))
    timer = timer_of(history, "2026-03-02 09:00", tiers=TIERS, unknown_tier="base")
    assert (timer.target, timer.derivation) == (8 * H, "P2 resolution 8h")


def test_without_a_map_of_tiers_every_tier_has_the_plain_targets():
    assert timer_of(ticket(created("2026-03-02 09:00", tier="Trial")), "2026-03-02 09:00").target == 8 * H


def test_a_change_of_the_tier_is_a_change_of_the_target():
    history = ticket(created("2026-03-02 09:00", tier="Free"), change("2026-03-02 11:00", "tier", "Enterprise"))
    timer = timer_of(history, "2026-03-02 11:00", tiers=TIERS)
    assert (timer.elapsed, timer.due) == (2 * H, at("2026-03-02 13:00"))


# which calendar


def test_the_first_calendar_rule_that_matches_decides():
    nights = policy().calendar.model_copy(update={"name": "nights", "hours": "daily 22:00-06:00"})
    rules = (CalendarRule(nights, tier="Free", metric="resolution"), CalendarRule(DESK, tier="Free"))
    asked = policy(calendars=rules, around_the_clock="P1")
    found = [
        asked.calendar_for(priority=priority, tier=tier, metric=metric).name
        for priority, tier, metric in [
            ("P2", "Free", "resolution"), ("P2", "Free", "update"), ("P2", None, "resolution"),
            ("P1", "Free", "resolution"),
        ]
    ]  # fmt: skip
    assert found == ["nights", "desk", "desk", "24/7"]
