"""Stages: warning levels on the way to a breach, and past it."""

from __future__ import annotations

from datetime import date

import pytest
from tests.sla.desk import H, at, created, due_set, policy, report_of, status, ticket, timer_of

from supportops.calendar import BusinessCalendar, DateOverride
from supportops.errors import ConfigurationError
from supportops.sla import DEFAULT_STAGES, Stage

OPEN = ticket(created("2026-03-02 09:00"))


@pytest.mark.parametrize("fraction", [0, -0.5, float("nan"), float("inf")])
def test_a_stage_is_a_share_above_nothing(fraction):
    with pytest.raises(ConfigurationError, match="more than 0"):
        Stage("never", fraction)


@pytest.mark.parametrize(
    ("fraction", "amount", "expected"), [(0.9, 10, 9), (0.5, 5, 2), (0.5, 3, 2), (0.1, 30, 3), (2.0, 7, 14)]
)
def test_a_share_is_exact_and_rounded_half_to_even(fraction, amount, expected):
    assert Stage("red", fraction).of(amount) == expected


def test_a_stage_round_trips():
    stage = Stage("red", 0.9, notify=("lead", "manager"), action="call")
    assert Stage.model_validate_json(stage.model_dump_json()) == stage
    assert {stage.name: stage.notify for stage in DEFAULT_STAGES}["breach"] == ("manager",)


def test_the_stage_of_a_timer_is_the_highest_one_reached():
    found = [
        timer_of(OPEN, when).stage
        for when in ("2026-03-02 12:59", "2026-03-02 13:00", "2026-03-02 16:00", "2026-03-02 17:00",
                     "2026-03-02 17:01", "2026-03-03 17:00")
    ]  # fmt: skip
    assert found == [None, "yellow", "orange", "red", "breach", "severe"]


def test_stages_may_be_given_in_any_order():
    mixed = (Stage("late", 2.0), Stage("soon", 0.25), Stage("half", 0.5))
    timer = timer_of(OPEN, "2026-03-02 13:30", stages=mixed)
    assert (list(timer.stages), timer.stage) == (["soon", "half", "late"], "half")


def test_without_a_stage_at_the_target_the_breach_has_no_stage():
    timer = timer_of(OPEN, "2026-03-03 10:00", stages=(Stage("half", 0.5),))
    assert (timer.verdict, timer.stage) == ("breached", "half")


def test_without_stages_the_next_check_is_the_breach():
    report = report_of(OPEN, "2026-03-02 10:00", stages=())
    assert (report.timer("resolution").stages, report.next_check) == ({}, at("2026-03-02 17:00:00.000001"))


def test_each_check_leads_to_the_next_until_nothing_is_left():
    found, when = [], at("2026-03-02 09:00")
    while when is not None:
        found.append(when)
        when = policy().evaluate(OPEN, at=when).next_check
    assert found[1:] == [
        at("2026-03-02 13:00"), at("2026-03-02 15:24"), at("2026-03-02 16:12"),
        at("2026-03-02 17:00:00.000001"), at("2026-03-03 17:00"),
    ]  # fmt: skip


def test_what_a_stopped_timer_never_reached_has_no_instant():
    history = ticket(created("2026-03-02 09:00"), status("2026-03-02 14:00", "resolved"))
    timer = timer_of(history, "2026-03-09 09:00")
    assert timer.stages == {
        "yellow": at("2026-03-02 13:00"), "orange": None, "red": None, "breach": None, "severe": None
    }  # fmt: skip


def test_a_paused_timer_tells_only_the_stages_it_has_reached():
    history = ticket(created("2026-03-02 09:00"), status("2026-03-02 14:00", "pending"))
    timer = timer_of(history, "2026-03-02 15:00")
    assert timer.stages["yellow"] == at("2026-03-02 13:00")
    assert {timer.stages[name] for name in ("orange", "red", "breach", "severe")} == {None}


def test_a_date_at_which_nothing_is_left_to_count_reaches_its_stages_at_once():

    history = ticket(created("2026-03-02 20:00"), due_set("2026-03-02 20:00", "2026-03-03 08:00"))
    timer = timer_of(history, "2026-03-02 21:00")
    assert (timer.target, timer.fraction, timer.stage) == (0 * H, 0.0, "red")
    assert timer.stages["severe"] == at("2026-03-03 09:00:00.000001")
    late = timer_of(history, "2026-03-03 10:00")
    assert (late.verdict, late.fraction, late.stage) == ("breached", 1.0, "severe")


def test_a_stage_beyond_the_end_of_the_calendar_has_no_instant_and_stops_nothing():
    once = BusinessCalendar(
        name="once", zone="UTC", hours={}, overrides=[DateOverride(date=date(2026, 3, 2), hours="09:00-17:00")]
    )
    report = report_of(ticket(created("2026-03-02T09:00")), "2026-03-02T10:00", calendar=once)
    timer = report.timer("resolution")
    assert timer.due == at("2026-03-02T17:00")
    assert timer.stages["red"] == at("2026-03-02T16:12")
    assert timer.stages["severe"] is None
