"""A stored clock and its policy: the same one, another one refused, another one accepted."""

from __future__ import annotations

import pytest
from tests.sla.desk import H, agent, at, created, due_set, note, policy, status

from supportops.errors import ConfigurationError
from supportops.sla import PauseRule, SlaClock

TARGETS = {"P1": {"resolution": "4h"}, "P2": {"first_response": "1h", "resolution": "8h"}}
POLICY = policy(targets=TARGETS)


def started() -> SlaClock:
    return SlaClock.start(POLICY, created("2026-03-02 09:00"), ticket_id="4711")


def fed(events) -> SlaClock:
    clock = started()
    for event in events:
        clock = clock.apply(event)
    return clock


def test_the_text_carries_the_name_and_fingerprint_of_the_policy_not_the_policy():
    text = started().model_dump_json()
    assert POLICY.fingerprint in text
    assert '"standard"' in text
    assert "first_response_by" not in text


@pytest.mark.parametrize("context", [None, {}, {"policy": "standard"}])
def test_a_stored_clock_needs_its_policy(context):
    with pytest.raises(ConfigurationError, match="needs its policy"):
        SlaClock.model_validate_json(started().model_dump_json(), context=context)


def test_another_policy_is_refused_unless_it_is_accepted():
    text = fed([agent("2026-03-02 09:30")]).model_dump_json()
    faster = policy(targets={"P2": {"resolution": "6h"}})
    with pytest.raises(ConfigurationError, match="policy_changed"):
        SlaClock.model_validate_json(text, context={"policy": faster})


def accepted(clock: SlaClock, changed) -> SlaClock:
    context = {"policy": changed, "policy_changed": "accept"}
    return SlaClock.model_validate_json(clock.model_dump_json(), context=context)


def test_an_accepted_policy_is_a_target_change_at_the_last_event():
    clock = accepted(fed([note("2026-03-02 11:00")]), policy(name="faster", targets={"P2": {"resolution": "6h"}}))
    report = clock.report(at=at("2026-03-02 11:00"))
    timer = report.timer("resolution")
    assert (report.policy_name, timer.elapsed, timer.due) == ("faster", 2 * H, at("2026-03-02 15:00"))
    again = SlaClock.model_validate_json(clock.model_dump_json(), context={"policy": clock._policy})
    assert again == clock


def test_a_target_that_has_passed_is_broken_at_the_change():
    clock = accepted(fed([note("2026-03-02 15:00")]), policy(targets={"P2": {"resolution": "1h"}}))
    timer = clock.report(at=at("2026-03-02 16:00")).timer("resolution")
    assert (timer.due, timer.breached_at) == (at("2026-03-02 15:00"), at("2026-03-02 15:00"))


def test_before_a_second_event_an_accepted_policy_holds_from_creation():
    clock = accepted(started(), policy(targets={"P2": {"resolution": "6h"}}))
    assert clock.report(at=at("2026-03-02 10:00")).timer("resolution").due == at("2026-03-02 15:00")


def test_a_metric_the_accepted_policy_adds_starts_at_the_change_and_one_it_drops_ends_there():
    old = policy(targets={"P2": {"resolution": "8h"}})
    new = policy(targets={"P2": {"requester_wait": "8h"}})
    clock = SlaClock.start(old, created("2026-03-02 09:00")).apply(note("2026-03-02 11:00"))
    report = accepted(clock, new).report(at=at("2026-03-02 12:00"))
    added, dropped = report.timer("requester_wait"), report.timer("resolution")
    assert (added.started, added.elapsed) == (at("2026-03-02 11:00"), H)
    assert (dropped.state, dropped.reason, dropped.stopped) == ("cancelled", "policy_changed", at("2026-03-02 11:00"))


def test_a_metric_that_first_gets_a_target_starts_at_the_change():
    old = policy(targets={"P1": {"resolution": "4h"}})
    clock = SlaClock.start(old, created("2026-03-02 09:00")).apply(note("2026-03-02 11:00"))
    timer = accepted(clock, policy()).report(at=at("2026-03-02 12:00")).timer("resolution")
    assert (timer.started, timer.elapsed, timer.due) == (at("2026-03-02 11:00"), H, at("2026-03-03 11:00"))
    unpromised = accepted(clock, policy(targets={"P3": {"resolution": "4h"}}))
    assert unpromised.report(at=at("2026-03-02 12:00")).timer("resolution").verdict == "not_applicable"


def test_a_stopped_timer_and_a_date_set_by_hand_outlive_the_change():
    clock = fed([agent("2026-03-02 09:30"), due_set("2026-03-02 10:00", "2026-03-05 12:00")])
    changed = policy(targets={"P2": {"first_response": "5m", "resolution": "1h"}})
    report = accepted(clock.apply(note("2026-03-02 11:00")), changed).report(at=at("2026-03-02 12:00"))
    assert report.timer("resolution").due == at("2026-03-05 12:00")
    assert (report.timer("first_response").verdict, report.timer("first_response").target) == ("met", H)


def test_an_accepted_policy_may_measure_from_creation_and_pause_otherwise():
    clock = fed([status("2026-03-02 10:00", "pending"), note("2026-03-02 12:00")])
    rule = PauseRule(("resolution",), statuses=("pending",), cap="1h")
    capped = policy(targets=TARGETS, on_target_change="creation", around_the_clock="P1", pauses=(rule,))
    timer = accepted(clock, capped).report(at=at("2026-03-02 14:00")).timer("resolution")
    assert (timer.paused, timer.elapsed) == (3 * H, 2 * H)


def test_a_metric_that_still_waits_goes_on_waiting():
    talking = policy(targets={"P2": {"update": "2h"}})
    clock = SlaClock.start(talking, created("2026-03-02 09:00")).apply(note("2026-03-02 10:00"))
    slower = accepted(clock, policy(targets={"P2": {"update": "3h"}}))
    assert slower.report(at=at("2026-03-02 10:00")).timer("update").state == "waiting"
    timer = slower.apply(agent("2026-03-02 11:00")).report(at=at("2026-03-02 11:00")).timer("update")
    assert timer.due == at("2026-03-02 14:00")
