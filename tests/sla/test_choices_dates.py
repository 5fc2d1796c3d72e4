"""Promised dates: business days, dates set by hand, and what an edit of the policy or calendar leaves alone."""

from __future__ import annotations

from datetime import date

import pytest
from tests.sla.desk import (
    DESK,
    RESOLUTIONS,
    H,
    M,
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

from supportops.calendar import BusinessCalendar, DateOverride, Holidays, Season
from supportops.durations import BusinessDays
from supportops.sla import CalendarRule, PolicySet, Select

DAYS = {"P4": {"resolution": "1 business day"}, "P5": {"resolution": "5 business days"}}


def dated(*events, when, **options):
    return timer_of(ticket(*events), when, **{"targets": DAYS, **options})


# business-day targets


@pytest.mark.parametrize(
    ("start", "target", "due"),
    [
        ("2026-03-02 09:30", "5 business days", "2026-03-09 09:30"),
        ("2026-03-02 09:30", BusinessDays(5, until="close"), "2026-03-09 17:00"),
        ("2026-03-07 12:00", "1 business day", "2026-03-09 12:00"),
        ("2026-03-02 20:00", "1 business day", "2026-03-04 09:00"),
    ],
)
def test_business_days_end_at_the_same_time_or_at_closing(start, target, due):
    timer = dated(created(start, "P5"), when=start, targets={"P5": {"resolution": target}})
    assert timer.due == at(due)


def test_the_target_is_the_open_time_up_to_the_date_and_stages_are_shares_of_it():
    timer = dated(created("2026-03-02 09:30", "P5"), when="2026-03-02 09:30")
    assert (timer.target, timer.derivation) == (40 * H, "P5 resolution 5 business days")
    assert timer.stages["yellow"] == at("2026-03-04 13:30")
    assert timer.stages["red"] == at("2026-03-06 13:30")


def test_a_pause_moves_the_date_by_its_open_time():
    events = (created("2026-03-02 09:30", "P5"), status("2026-03-03 10:00", "pending"))
    assert dated(*events, when="2026-03-03 12:00").due is None
    assert dated(*events, status("2026-03-03 13:00", "open"), when="2026-03-04 09:00").due == at("2026-03-09 12:30")


def test_a_pause_never_makes_the_date_earlier():
    events = (created("2026-03-02 20:00", "P4"), status("2026-03-03 16:00", "pending"))
    plain = dated(events[0], when="2026-03-03 16:00").due
    moved = dated(*events, status("2026-03-03 17:00", "open"), when="2026-03-03 18:00").due
    assert (plain, moved) == (at("2026-03-04 09:00"), at("2026-03-04 10:00"))


def test_a_date_with_no_open_time_left_is_not_moved_by_a_later_pause():
    closing = {"P4": {"resolution": BusinessDays(1, until="close")}}
    events = (created("2026-03-02 09:00", "P4"), status("2026-03-03 18:00", "pending"))
    assert dated(*events, when="2026-03-03 19:00", targets=closing).due == at("2026-03-03 17:00")


def test_a_tier_change_keeps_the_start_of_the_days():
    options = {"tiers": {"Free": 1.0, "Enterprise": 0.5}}
    events = (created("2026-03-02 09:30", "P5", tier="Free"), change("2026-03-03 10:00", "tier", "Enterprise"))
    timer = dated(*events, when="2026-03-03 10:00", **options)
    assert (timer.started, timer.due) == (at("2026-03-02 09:30"), at("2026-03-05 09:30"))
    assert timer.derivation == "P5 resolution 5 business days x 0.5 (tier Enterprise)"


def test_a_date_that_has_passed_at_the_change_is_due_at_the_change():
    events = (created("2026-03-02 09:30", "P5"), change("2026-03-05 10:00", "priority", "P4"))
    timer = dated(*events, when="2026-03-05 11:00")
    assert (timer.due, timer.breached_at) == (at("2026-03-05 10:00"), at("2026-03-05 10:00"))


def test_creation_counts_the_days_from_creation_even_into_the_past():
    events = (created("2026-03-02 09:30", "P5"), change("2026-03-05 10:00", "priority", "P4"))
    timer = dated(*events, when="2026-03-05 11:00", on_target_change="creation")
    assert (timer.due, timer.breached_at) == (at("2026-03-03 09:30"), at("2026-03-03 09:30"))


def test_a_calendar_change_counts_the_same_days_on_the_new_calendar():
    sixdays = BusinessCalendar(name="six days", zone="UTC", hours="Mon-Sat 09:00-17:00")
    options = {"calendars": (CalendarRule(sixdays, tier="Gold"),)}
    events = (created("2026-03-05 10:00", "P5", tier="Basic"), change("2026-03-06 10:00", "tier", "Gold"))
    assert dated(events[0], when="2026-03-05 12:00", **options).due == at("2026-03-12 10:00")
    timer = dated(*events, when="2026-03-06 10:00", **options)
    assert (timer.started, timer.due) == (at("2026-03-05 10:00"), at("2026-03-11 10:00"))


# a due date set by hand


def test_a_date_set_by_hand_is_fixed_whatever_the_pauses():
    history = ticket(
        created("2026-03-02 09:00"),
        due_set("2026-03-02 10:00", "2026-03-04 12:00"),
        status("2026-03-02 11:00", "pending"),
    )
    timer = timer_of(history, "2026-03-03 09:00")
    assert (timer.state, timer.due, timer.derivation) == ("paused", at("2026-03-04 12:00"), "set by hand")
    assert (timer.target, timer.elapsed, timer.paused) == (19 * H, 2 * H, 6 * H)
    late = timer_of(history, "2026-03-04 12:01")
    assert (late.state, late.verdict, late.late_by) == ("paused", "breached", M)


def test_towards_a_fixed_date_all_open_time_is_used():
    history = ticket(created("2026-03-02 09:00"), due_set("2026-03-02 09:00", "2026-03-03 13:00"))
    timer = timer_of(history, "2026-03-02 15:00")
    assert (timer.remaining, timer.fraction, timer.stages["yellow"]) == (6 * H, 0.5, at("2026-03-02 15:00"))


def test_a_date_set_by_hand_may_follow_the_pauses():
    history = ticket(
        created("2026-03-02 09:00"),
        due_set("2026-03-02 10:00", "2026-03-04 12:00", follows_pauses=True),
        status("2026-03-02 11:00", "pending"),
    )
    assert timer_of(history, "2026-03-02 12:00").due is None
    resumed = ticket(*history.events, status("2026-03-02 13:00", "open"))
    assert timer_of(resumed, "2026-03-02 13:00").due == at("2026-03-04 14:00")


def test_a_date_taken_back_gives_the_promise_again():
    history = ticket(
        created("2026-03-02 09:00"),
        due_set("2026-03-02 10:00", "2026-03-04 12:00"),
        due_set("2026-03-02 12:00", None),
    )
    timer = timer_of(history, "2026-03-02 12:00")
    assert (timer.due, timer.target, timer.derivation) == (at("2026-03-02 17:00"), 8 * H, "P2 resolution 8h")


def test_a_date_set_in_the_past_is_broken_from_the_setting_on():
    history = ticket(created("2026-03-02 09:00"), due_set("2026-03-02 12:00", "2026-03-02 10:00"))
    timer = timer_of(history, "2026-03-02 13:00")
    assert (timer.due, timer.breached_at) == (at("2026-03-02 12:00"), at("2026-03-02 12:00"))


def test_a_priority_change_does_not_move_a_date_set_by_hand():
    history = ticket(
        created("2026-03-02 09:00"),
        due_set("2026-03-02 10:00", "2026-03-04 12:00"),
        change("2026-03-02 11:00", "priority", "P1"),
    )
    assert timer_of(history, "2026-03-02 12:00").due == at("2026-03-04 12:00")
    back = ticket(*history.events, due_set("2026-03-02 12:00", None))
    assert timer_of(back, "2026-03-02 12:00").due == at("2026-03-02 13:00")


def test_a_date_set_by_hand_speaks_of_its_metric_alone():
    history = ticket(created("2026-03-02 09:00"), due_set("2026-03-02 10:00", "2026-03-04 12:00", "first_response"))
    assert timer_of(history, "2026-03-02 12:00").due == at("2026-03-02 17:00")


def test_a_date_set_after_the_end_changes_nothing():
    history = ticket(created("2026-03-02 09:00"), status("2026-03-02 10:00", "resolved"))
    later = ticket(*history.events, due_set("2026-03-02 11:00", "2026-03-02 09:30"))
    assert timer_of(later, "2026-03-03 09:00") == timer_of(history, "2026-03-03 09:00")


# policy or calendar edited later


def test_hours_with_a_date_from_which_they_hold_leave_the_past_alone():
    shorter = Season(start=date(2026, 3, 4), end=date(2027, 1, 1), hours="Mon-Fri 09:00-13:00", name="short days")
    edited = BusinessCalendar(name="desk", zone="UTC", hours="Mon-Fri 09:00-17:00", seasons=(shorter,))
    before, after = ticket(created("2026-03-02 09:00", "P3")), ticket(created("2026-03-04 09:00", "P3"))
    assert timer_of(before, "2026-03-02 09:00", calendar=edited).due == at("2026-03-05 13:00")
    assert timer_of(after, "2026-03-04 09:00", calendar=edited).due == at("2026-03-11 13:00")


def test_a_policy_with_a_date_holds_for_the_tickets_created_from_it_on():
    old, new = policy(), policy(name="faster", targets={"P2": {"resolution": "2h"}})
    chosen = PolicySet(Select(old, end=at("2026-03-03 00:00")), Select(new, start=at("2026-03-03 00:00")))
    before, after = ticket(created("2026-03-02 16:00")), ticket(created("2026-03-03 09:00"))
    found = [chosen.evaluate(one, at=at("2026-03-03 10:00")) for one in (before, after)]
    assert [report.policy_name for report in found] == ["standard", "faster"]
    assert [report.timer("resolution").due for report in found] == [at("2026-03-03 16:00"), at("2026-03-03 11:00")]


def test_what_if_is_the_same_history_under_another_policy():
    history = ticket(created("2026-03-02 09:00"), status("2026-03-02 16:00", "resolved"))
    faster = {"P2": {"resolution": "6h"}}
    assert timer_of(history, "2026-03-03 09:00", targets=RESOLUTIONS).verdict == "met"
    assert timer_of(history, "2026-03-03 09:00", targets=faster).verdict == "breached"


def test_a_pinned_calendar_keeps_its_promise_in_its_json():
    english = DESK.model_copy(update={"holidays": Holidays(country="GB", subdivision="ENG")})
    pinned = english.pinned(2026, 2027)
    history = ticket(created("2026-04-02 09:00", "P3"))
    again = type(policy()).model_validate_json(policy(calendar=pinned).model_dump_json())
    assert timer_of(history, "2026-04-02 09:00", calendar=english).due == at("2026-04-08 17:00")
    assert again.evaluate(history, at=at("2026-04-02 09:00")).timer("resolution").due == at("2026-04-08 17:00")


def test_an_override_inside_the_promise_shortens_the_day():
    early = DateOverride(date=date(2026, 3, 2), hours="09:00-12:00", reason="staff day")
    calendar = BusinessCalendar(zone="UTC", hours="Mon-Fri 09:00-17:00", overrides=(early,))
    report = report_of(ticket(created("2026-03-02 09:00")), "2026-03-03 09:00", calendar=calendar)
    assert report.timer("resolution").due == at("2026-03-03 14:00")
