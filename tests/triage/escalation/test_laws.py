"""What holds for any ladder, any events and any instant."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import TypeAdapter
from tests.triage.escalation.ladders import DESK, SUNDAY, acked, changed, minute, resolved, triggered

from supportops.triage.escalation.events import EscalationEvent
from supportops.triage.escalation.policy import EscalationPolicy
from supportops.triage.escalation.severities import EscalationSet
from supportops.triage.escalation.step import EscalationStep

ROLES = st.sampled_from(["ann", "bob", "cto", "eve"])
STEPS = st.builds(
    EscalationStep,
    st.sampled_from(["0m", "1m", "7m", "20m", "26h"]),
    st.lists(ROLES, min_size=1, max_size=2),
    window=st.sampled_from([None, None, DESK]),
    in_window=st.sampled_from(["count", "delay"]),
)
POLICIES = st.builds(
    EscalationPolicy,
    steps=st.lists(STEPS, min_size=1, max_size=4),
    repeat=st.integers(0, 2),
    round_length=st.sampled_from(["26h", "30h"]),
    ack_timeout=st.sampled_from([None, "5m", "9h"]),
)
SETS = st.builds(
    EscalationSet,
    st.fixed_dictionaries({"a": POLICIES, "b": POLICIES}),
    on_change=st.sampled_from(["from_start", "from_change"]),
)
MINUTES = st.integers(0, 6_000)
KINDS = st.sampled_from([
    lambda at: triggered(at, "a"), acked, acked, resolved, lambda at: changed(at, "a"), lambda at: changed(at, "b")
])  # fmt: skip


@st.composite
def stories(draw):
    """Return events in order, the first of them a trigger."""
    minutes = sorted(draw(st.lists(MINUTES, max_size=6)))
    first = triggered(0, draw(st.sampled_from(["a", "b"])))
    return [first, *(draw(KINDS)(at) for at in minutes)]


EITHER = st.one_of(POLICIES, SETS)


@given(EITHER, stories(), MINUTES, MINUTES)
@settings(max_examples=60, deadline=None)
def test_what_was_told_stays_told_and_since_joins_without_a_seam(policy, events, one, other):
    first, last = sorted((one, other))
    # What is to come is unknown at the first visit.
    early, late = policy.due(minute(first), events), policy.due(minute(last), events)
    assert late[: len(early)] == early
    assert early + policy.due(minute(last), events, since=minute(first)) == late
    assert [found.at for found in late] == sorted(found.at for found in late)


@given(EITHER, stories(), MINUTES)
@settings(max_examples=60, deadline=None)
def test_the_next_wake_is_the_next_that_is_due(policy, events, at):
    known = [event for event in events if event.at <= minute(at)]
    wake = policy.next_wake(minute(at), events)
    ahead = policy.due(minute(200_000), known, since=minute(at))
    assert wake == (ahead[0].at if ahead else None)


@given(EITHER, stories(), MINUTES, MINUTES)
@settings(max_examples=60, deadline=None)
def test_an_acknowledgement_adds_nothing_before_it_runs_out(policy, events, ack, at):
    known = [event for event in events if event.at <= minute(ack)]
    kept = set(policy.due(minute(at), known))
    acknowledged = policy.due(minute(at), [*known, acked(ack)])
    timeouts = [5, 9 * 60]
    assert {found for found in acknowledged if found.at < minute(ack + timeouts[0])} <= kept


@given(POLICIES, MINUTES)
@settings(max_examples=60, deadline=None)
def test_what_is_due_after_a_trigger_is_the_plan_so_far(policy, at):
    plan = policy.plan(SUNDAY)
    assert policy.due(minute(at), [triggered()]) == tuple(found for found in plan if found.at <= minute(at))
    used_up = policy.exhausted_at(SUNDAY)
    assert used_up is not None
    assert all(found.at <= used_up for found in plan)


@given(POLICIES, st.integers(0, 4_000), st.none() | st.integers(0, 4_000))
@settings(max_examples=60, deadline=None)
def test_a_simulation_says_what_is_due(policy, minutes, ack):
    events = [triggered(), *([] if ack is None else [acked(ack)])]
    due = policy.due(minute(minutes), events)
    expected = tuple((-((SUNDAY - found.at) // (minute(1) - SUNDAY)), found.role) for found in due)
    assert policy.simulate(minutes, ack_at=ack, start=SUNDAY) == expected


@given(EITHER, stories(), MINUTES)
@settings(max_examples=60, deadline=None)
def test_a_replay_from_stored_events_and_a_stored_ladder_is_the_same(policy, events, at):
    adapter = TypeAdapter(list[EscalationEvent])
    stored = adapter.validate_json(adapter.dump_json(events))
    again = type(policy).model_validate_json(policy.model_dump_json())
    assert stored == events
    assert again.due(minute(at), stored) == policy.due(minute(at), events)
    assert again.next_wake(minute(at), stored) == policy.next_wake(minute(at), events)


@given(SETS, stories(), MINUTES)
@settings(max_examples=60, deadline=None)
def test_without_changes_a_set_answers_as_the_ladder_of_its_severity(policies, events, at):
    plain = [event for event in events if event.kind != "severity_changed"]
    first = next(event for event in events if event.kind == "triggered")
    if all(event.severity == first.severity for event in plain if event.kind == "triggered"):
        policy = policies.policies[first.severity]
        assert policies.due(minute(at), plain) == policy.due(minute(at), plain)
        assert policies.next_wake(minute(at), plain) == policy.next_wake(minute(at), plain)
