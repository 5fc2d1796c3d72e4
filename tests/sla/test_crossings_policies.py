"""A switch of policy in mid-flight: what holds before it, what is carried over, what starts and what ends."""

from __future__ import annotations

from tests.sla.desk import (
    H,
    agent,
    at,
    change,
    created,
    merged,
    policy,
    requester,
    status,
    ticket,
)

from supportops.sla import PauseRule, PolicySet, Select, SlaClock, Stage
from supportops.vocabulary import Party

PENDING_CAPPED = PauseRule(("resolution",), statuses=("pending",), cap="2h")
FULL = {"P2": {"first_response": "1h", "acknowledge": "30m", "update": "2h", "resolution": "8h"}}
PLAIN = policy(stages=(Stage("half", 0.5), Stage("breach", 1.0)))
GOLD = policy(name="gold", targets=FULL)
SWITCH = PolicySet(Select(GOLD, tier="Gold"), Select(PLAIN))
NEW = created("2026-03-02 09:00")
TO_GOLD = change("2026-03-02 11:00", "tier", "Gold")
TO_PLAIN = change("2026-03-02 13:00", "tier", None)
AGAIN = change("2026-03-02 15:00", "tier", "Gold")


def timers(*events, when, policies=SWITCH):
    """Return the report's timers, after checking that the embedded clock says the same of each last cycle."""
    history = ticket(*events)
    report = policies.evaluate(history, at=at(when))
    told = SlaClock.from_history(policies, history).report(at=at(when))
    assert {timer.metric: timer for timer in told.timers} == {timer.metric: timer for timer in report.timers}
    assert told.next_check == report.next_check
    return report.timers


def timer(metric, *events, when, policies=SWITCH):
    return [found for found in timers(*events, when=when, policies=policies) if found.metric == metric][-1]


# before the switch


def test_a_pause_before_the_switch_is_measured_by_the_policy_that_held_then():
    strict, soft = policy(name="strict", pauses=()), policy(name="soft")
    policies = PolicySet(Select(strict, tier="Gold"), Select(soft))
    events = (NEW, status("2026-03-02 10:00", "pending"), TO_GOLD)
    found = timer("resolution", *events, when="2026-03-02 12:00", policies=policies)
    assert (found.paused, found.elapsed, found.state) == (H, 2 * H, "running")


def test_a_deadline_before_the_switch_lands_as_the_policy_of_that_time_says():
    close, open_ = policy(name="close"), policy(name="open", landing="open")
    policies = PolicySet(Select(open_, tier="Gold"), Select(close))
    night = change("2026-03-02 20:00", "tier", "Gold")
    assert timer("resolution", NEW, night, when="2026-03-02 21:00", policies=policies).breached_at == at(
        "2026-03-02 17:00"
    )


# a cap across the switch


def test_a_cap_that_both_policies_have_is_spent_once():
    one = policy(name="one", pauses=(PauseRule(("resolution",), explicit=True), PENDING_CAPPED))
    other = policy(name="other", pauses=(PENDING_CAPPED,))
    policies = PolicySet(Select(one, tier="Gold"), Select(other))
    found = timer(
        "resolution", NEW, status("2026-03-02 10:00", "pending"), TO_GOLD, when="2026-03-02 16:00", policies=policies
    )
    assert (found.paused, found.elapsed) == (2 * H, 5 * H)


def test_a_cap_that_only_the_next_policy_has_begins_with_it():
    longer = PauseRule(("resolution",), statuses=("pending",), cap="3h")
    policies = PolicySet(
        Select(policy(name="longer", pauses=(longer,)), tier="Gold"), Select(policy(pauses=(PENDING_CAPPED,)))
    )
    found = timer(
        "resolution", NEW, status("2026-03-02 10:00", "pending"), TO_GOLD, when="2026-03-02 16:00", policies=policies
    )
    assert found.paused == H + 3 * H


# there and back


def test_a_metric_that_ends_with_its_policy_and_comes_back_gets_another_cycle():
    events = (NEW, TO_GOLD, agent("2026-03-02 12:00"), TO_PLAIN, AGAIN, agent("2026-03-02 15:30"))
    found = [one for one in timers(*events[:5], when="2026-03-02 15:20") if one.metric == "update"]
    assert [(one.cycle, one.reason) for one in found] == [(1, "policy_changed")]
    assert timer("update", *events, when="2026-03-02 15:30").cycle == 2


def test_a_response_given_under_the_first_policy_is_not_asked_for_again():
    events = (NEW, TO_GOLD, agent("2026-03-02 11:30"), TO_PLAIN, AGAIN)
    found = timer("first_response", *events, when="2026-03-02 16:00")
    assert (found.cycle, found.verdict, found.stopped) == (1, "met", at("2026-03-02 11:30"))


def test_a_metric_from_creation_that_comes_back_starts_at_its_return():
    events = (NEW, TO_GOLD, TO_PLAIN, AGAIN)
    found = timer("first_response", *events, when="2026-03-02 15:00")
    assert (found.cycle, found.started, found.due) == (2, at("2026-03-02 15:00"), at("2026-03-02 16:00"))


def test_what_another_policy_measured_keeps_its_stages():
    events = (NEW, TO_GOLD, TO_PLAIN)
    found = timer("first_response", *events, when="2026-03-02 16:00")
    assert list(found.stages) == ["yellow", "orange", "red", "breach", "severe"]
    assert (found.verdict, found.breached_at, found.stage) == ("breached", at("2026-03-02 12:00"), "severe")


def test_a_stopped_timer_keeps_the_stages_of_its_policy():
    found = timer("resolution", NEW, status("2026-03-02 10:00", "resolved"), TO_GOLD, when="2026-03-02 12:00")
    assert list(found.stages) == ["half", "breach"]


# what a policy adds


def test_a_response_given_before_the_policy_that_asks_for_it_is_not_asked_for_again():
    found = timer("first_response", NEW, agent("2026-03-02 10:00"), TO_GOLD, when="2026-03-02 12:00")
    assert (found.state, found.started) == ("waiting", None)


def test_a_response_that_nobody_has_asked_for_waits_for_the_request():
    by_agent = created("2026-03-02 09:00", by=Party.AGENT)
    assert timer("first_response", by_agent, TO_GOLD, when="2026-03-02 12:00").state == "waiting"
    found = timer("first_response", by_agent, TO_GOLD, requester("2026-03-02 12:00"), when="2026-03-02 12:00")
    assert found.due == at("2026-03-02 13:00")


def test_a_ticket_in_work_is_not_to_be_acknowledged_any_more():
    events = (NEW, status("2026-03-02 10:00", "open"), TO_GOLD)
    assert timer("acknowledge", *events, when="2026-03-02 12:00").state == "waiting"
    assert timer("acknowledge", NEW, TO_GOLD, when="2026-03-02 11:10").due == at("2026-03-02 11:30")


def test_nothing_starts_on_a_resolved_or_merged_ticket():
    resolved = timer("first_response", NEW, status("2026-03-02 10:00", "resolved"), TO_GOLD, when="2026-03-02 12:00")
    over = timer("first_response", NEW, merged("2026-03-02 10:00"), TO_GOLD, when="2026-03-02 12:00")
    assert (resolved.started, over.started) == (None, None)


def test_the_last_event_hands_out_what_the_switch_ended():
    clock = SlaClock.from_history(SWITCH, ticket(NEW, TO_GOLD, agent("2026-03-02 12:00"), TO_PLAIN))
    assert {(one.metric, one.reason) for one in clock.finished} == {("update", "policy_changed")}
