"""A policy as a value: what it refuses, all at once and with paths, and what it says about itself."""

from __future__ import annotations

import pytest
from tests.sla.desk import DESK, H, at, change, created, policy, status, ticket

from supportops.calendar import ALWAYS_OPEN
from supportops.errors import ConfigurationError, DomainError, HistoryError, NaiveDatetimeError
from supportops.sla import CalendarRule, PauseRule, SlaPolicy, Stage

ALL_CHOICES = {
    "calendars": (CalendarRule(ALWAYS_OPEN, tier="Gold"),),
    "around_the_clock": ("P1",),
    "tiers": {"Gold": 0.5, "Special": {"P2": {"resolution": "3h"}}},
    "unknown_tier": "base",
    "stages": (Stage("half", 0.5, notify=("lead",)),),
    "pauses": (PauseRule(("resolution",), statuses=("pending",), cap="40h"),),
    "landing": "open",
    "on_reply_while_paused": "keep",
    "on_reopen": "new_cycle",
    "reopen_metrics": ("resolution", "agent_work"),
    "on_target_change": "creation",
    "on_breached_target_change": "clear",
    "update_cadence": "fixed",
    "first_response_by": ("agent", "bot"),
    "first_response_at_resolve": "cancel",
    "on_merge": "keep",
}


# what a policy is


def test_a_policy_round_trips_with_every_choice():
    whole = policy(**ALL_CHOICES)
    again = SlaPolicy.model_validate_json(whole.model_dump_json())
    assert again == whole
    assert (again.fingerprint, hash(again)) == (whole.fingerprint, hash(whole))


@pytest.mark.parametrize("field", list(ALL_CHOICES))
def test_every_choice_is_part_of_the_fingerprint(field):
    assert policy(**{field: ALL_CHOICES[field]}).fingerprint != policy().fingerprint


def test_the_schema_names_every_choice():
    assert set(ALL_CHOICES) <= set(SlaPolicy.model_json_schema()["properties"])


def test_the_defaults_are_the_first_of_each_row():
    plain = policy()
    assert (plain.landing, plain.on_reply_while_paused, plain.on_reopen) == ("close", "resume", "resume")
    assert (plain.on_target_change, plain.on_breached_target_change) == ("carry", "keep")
    assert (plain.update_cadence, plain.first_response_at_resolve, plain.on_merge) == ("reset", "stop", "cancel")
    assert plain.pauses == (PauseRule(("resolution",), statuses=("pending",), explicit=True),)
    assert [(stage.name, stage.fraction) for stage in plain.stages] == [
        ("yellow", 0.5), ("orange", 0.8), ("red", 0.9), ("breach", 1.0), ("severe", 2.0)
    ]  # fmt: skip


def test_a_policy_measures_what_its_targets_name_in_the_order_of_the_metrics():
    targets = {"P2": {"resolution": "8h", "first_response": None}}
    tiers = {"Gold": {"P2": {"acknowledge": "5m"}}, "Free": 2.0}
    assert policy(targets=targets, tiers=tiers).measured == ("first_response", "acknowledge", "resolution")


def test_a_policy_without_targets_measures_nothing():
    report = policy(targets={}).evaluate(ticket(created("2026-03-02 09:00")), at=at("2026-03-02 10:00"))
    assert (report.timers, report.next_check, report.explain()) == ((), None, ())


# what is promised


def test_a_promise_may_be_asked_for_without_a_ticket():
    asked = policy(tiers={"Gold": 0.5})
    assert asked.target(priority="P2", metric="resolution").duration == 8 * H
    assert asked.target(priority="P2", tier="Gold", metric="resolution").duration == 4 * H
    assert asked.target(priority="P2", metric="acknowledge") is None
    assert asked.target(priority="P5", metric="resolution") is None


@pytest.mark.parametrize(
    ("asked", "hint"),
    [
        ({"priority": "p2", "metric": "resolution"}, "P2"),
        ({"priority": "P2", "metric": "resolutoin"}, "did you mean 'resolution'"),
        ({"priority": "P2", "metric": "resolution", "tier": "Godl"}, "did you mean 'Gold'"),
    ],
)
def test_a_word_that_the_policy_does_not_know_gets_a_near_match(asked, hint):
    with pytest.raises(DomainError, match=hint):
        policy(tiers={"Gold": 0.5}).target(**asked)


# what cannot be


def faults_of(**options):
    with pytest.raises(ConfigurationError) as caught:
        policy(**options)
    return dict(caught.value.faults)


def test_all_faults_are_told_at_once_each_with_its_path():
    found = faults_of(
        targets={"P2": {"resolution": "0h", "resolutoin": "1h"}, "P9": {"resolution": "1h"}},
        tiers={"Gold": 0.0, "Broken": float("nan"), "Special": {"P7": {"update": "-1h"}}},
        around_the_clock=("P0",),
        calendars=(CalendarRule(DESK, priority="P8", tier="Glod", metric="updat"),),
        pauses={"resolutions": "pending"},
        reopen_metrics="resolve",
        first_response_by=(),
        stages=(Stage("red", 0.9), Stage("red", 1.0)),
    )
    assert list(found) == [
        "stages",
        "targets",
        "targets.P2",
        "targets.P2.resolution",
        "tiers.Gold",
        "tiers.Broken",
        "tiers.Special",
        "tiers.Special.P7.update",
        "around_the_clock",
        "calendars[0].priority",
        "calendars[0].metric",
        "calendars[0].tier",
        "pauses[0].metrics",
        "reopen_metrics",
        "first_response_by",
    ]
    assert found["targets.P2"] == "'resolutoin' is no metric; did you mean 'resolution'?"
    assert found["calendars[0].tier"] == "'Glod' is no tier of this policy; did you mean 'Gold'?"
    assert "more than 0" in found["tiers.Broken"]


@pytest.mark.parametrize("factor", [0, -1.0, float("nan"), float("inf")])
def test_a_factor_is_a_number_above_nothing(factor):
    assert "a factor is more than 0" in faults_of(tiers={"Gold": factor})["tiers.Gold"]


def test_a_metric_defined_twice_is_refused():
    from supportops.sla import BUILT_IN

    assert "more than once" in faults_of(metrics=(*BUILT_IN, BUILT_IN[0]))["metrics"]


def test_a_fixed_cadence_needs_hours():
    targets = {"P2": {"update": "1 business day", "resolution": "2 business days"}}
    assert list(faults_of(targets=targets, update_cadence="fixed")) == ["targets.P2.update"]
    tiers = {"Gold": {"P2": {"pausable_update": "1 business day"}}}
    assert list(faults_of(tiers=tiers, update_cadence="fixed")) == ["tiers.Gold.P2.pausable_update"]
    assert policy(targets=targets).target(priority="P2", metric="update") is not None


@pytest.mark.parametrize("field", ["landing", "on_reopen", "on_target_change", "update_cadence", "on_merge"])
def test_a_choice_that_does_not_exist_is_refused_with_those_that_do(field):
    assert "'" in faults_of(**{field: "maybe"})[field]


def test_a_field_that_does_not_exist_is_refused():
    assert "not known" in faults_of(on_reopens="resume")["on_reopens"]


@pytest.mark.parametrize("amount", ["8.5", "eight hours", 8, "1 day"])
def test_an_amount_without_a_clear_unit_is_refused(amount):
    assert any(path.startswith("targets.P2.resolution") for path in faults_of(targets={"P2": {"resolution": amount}}))


def test_a_factor_that_leaves_nothing_of_a_target_is_refused_when_it_is_met():
    tiny = policy(targets={"P2": {"resolution": "1s"}}, tiers={"Gold": 1e-9})
    history = ticket(created("2026-03-02 09:00", tier="Gold"))
    with pytest.raises(ConfigurationError, match="less than a microsecond"):
        tiny.evaluate(history, at=at("2026-03-02 10:00"))


# what cannot be asked


def test_the_instant_asked_about_needs_a_zone():
    history = ticket(created("2026-03-02 09:00"))
    with pytest.raises(NaiveDatetimeError):
        policy().evaluate(history, at=at("2026-03-02 10:00").replace(tzinfo=None))


def test_before_its_creation_a_ticket_has_no_clocks():
    with pytest.raises(HistoryError, match="did not exist") as caught:
        policy().evaluate(ticket(created("2026-03-02 09:00")), at=at("2026-03-02 08:59"))
    assert caught.value.ticket_id == "4711"


def test_a_status_nobody_knows_is_refused_with_a_near_match():
    with pytest.raises(HistoryError, match="did you mean 'pending'"):
        ticket(created("2026-03-02 09:00"), status("2026-03-02 10:00", "pendign"))


def test_a_priority_outside_the_scale_is_an_error_not_a_missing_target():
    with pytest.raises(DomainError, match="P6"):
        policy().evaluate(ticket(created("2026-03-02 09:00", "P6")), at=at("2026-03-02 10:00"))
    moved = ticket(created("2026-03-02 09:00"), change("2026-03-02 10:00", "priority", "urgent"))
    assert policy().evaluate(moved, at=at("2026-03-02 09:30")).timer("resolution").target == 8 * H
    with pytest.raises(DomainError, match="urgent"):
        policy().evaluate(moved, at=at("2026-03-02 10:00"))


def test_unreadable_values_do_not_hide_what_is_wrong_about_the_whole():
    with pytest.raises(ConfigurationError) as caught:
        policy(targets={"P9": {"resolution": "4h"}, "P1": {"resolution": "1d"}}, landing="up", around_the_clock=("p1",))
    paths = [path for path, _ in caught.value.faults]
    assert paths == ["targets.P1.resolution", "landing", "targets", "around_the_clock"]
