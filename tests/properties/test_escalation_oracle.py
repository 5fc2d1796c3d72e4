"""Escalation against a slow oracle that lives through every minute, over random policies and events."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from tests.oracles import escalation_oracle as oracle

from supportops.calendar import BusinessCalendar
from supportops.errors import DomainError
from supportops.triage import (
    Acknowledged,
    EscalationPolicy,
    EscalationSet,
    EscalationStep,
    Resolved,
    SeverityChanged,
    Triggered,
)

LAW = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
SETS = settings(LAW, max_examples=120)
START = datetime(2026, 3, 2, tzinfo=UTC)
WATCHED = 150
"""Every minute up to this one is compared."""
FAR = 2 * 1440
"""By then every ladder drawn here is at its end."""
ROLES = ("ann", "bob", "cyd", "dan")
ONCE = ("resolved", "triggered")
SEVERITIES = ("SEV1", "SEV2", "SEV3")
WINDOWS = {
    "always": (None, None),
    "bits": (
        BusinessCalendar(name="bits", zone="UTC", hours="daily 00:20-00:50, 01:00-01:01, 02:00-03:10, 20:00-24:00"),
        lambda minute: any(a <= minute % 1440 < b for a, b in ((20, 50), (60, 61), (120, 190), (1200, 1440))),
    ),
    "late": (BusinessCalendar(name="late", zone="UTC", hours="daily 01:30-24:00"), lambda m: m % 1440 >= 90),
}
"""By name: the calendar, and whether a minute after `START` is open."""
MINUTES = st.sampled_from([0, 0, 1, 5, 10, 20, 30, 45, 60])


def at(minute):
    """Return the instant so many minutes after the start."""
    return START + timedelta(minutes=minute)


def minutes(number):
    return None if number is None else timedelta(minutes=number)


@st.composite
def plain_steps(draw, windows=tuple(WINDOWS)):
    return {
        "after": draw(MINUTES),
        "roles": tuple(draw(st.lists(st.sampled_from(ROLES), min_size=1, max_size=2, unique=True))),
        "window": draw(st.sampled_from(windows)),
        "in_window": draw(st.sampled_from(["count", "delay"])),
    }


@st.composite
def plain_policies(draw, windows=tuple(WINDOWS)):
    """Draw a policy as plain data; its windows by name. Offsets may go back."""
    steps = draw(st.lists(plain_steps(windows), min_size=1, max_size=4))
    last = max(step["after"] for step in steps)
    length = draw(st.none() | st.integers(max(last, 1), last + 30))
    return {
        "steps": steps,
        "repeat": 0 if length is None else draw(st.integers(0, 2)),
        "round_length": length,
        "ack_timeout": draw(st.none() | st.integers(1, 60)),
    }


@st.composite
def plain_events(draw, kinds=("acknowledged", "acknowledged", "resolved", "triggered", "changed"), least=0):
    """Draw events in order that begin with a trigger."""
    first = draw(st.integers(0, 20))
    events = [("triggered", first, draw(st.sampled_from(SEVERITIES)))]
    for when in sorted(draw(st.lists(st.integers(first, first + 100), min_size=least, max_size=6))):
        kind = draw(st.sampled_from(kinds))
        more = (draw(st.sampled_from(SEVERITIES)),) if kind in ("triggered", "changed") else ()
        events.append((kind, when, *more))
    return events


def for_oracle(policy):
    """Return a plain policy with its windows as functions."""
    return policy | {"steps": [step | {"window": WINDOWS[step["window"]][1]} for step in policy["steps"]]}


def policy_of(policy):
    return EscalationPolicy(
        steps=[
            EscalationStep(
                minutes(step["after"]), step["roles"], window=WINDOWS[step["window"]][0], in_window=step["in_window"]
            )
            for step in policy["steps"]
        ],
        repeat=policy["repeat"],
        round_length=minutes(policy["round_length"]),
        ack_timeout=minutes(policy["ack_timeout"]),
    )


def events_of(events):
    makers = {
        "triggered": lambda when, severity: Triggered(when, severity=severity),
        "acknowledged": Acknowledged,
        "resolved": Resolved,
        "changed": SeverityChanged,
    }
    return [makers[kind](at(when), *more) for kind, when, *more in events]


def plain(notifications):
    """Return notifications as the oracle's pages."""
    for one in notifications:
        assert one.role == one.notify.role
        assert (one.at - START) % timedelta(minutes=1) == timedelta(0)
    return [((one.at - START) // timedelta(minutes=1), one.role, one.step, one.round) for one in notifications]


def check_against_oracle(library, policies, on_change, plain_ones, events):
    """Compare `due` and `next_wake` at every minute, and between two minutes."""
    expected = {}  # by the number of events known
    for here in range(WATCHED + 1):
        known = [event for event in plain_ones if event[1] <= here]
        if len(known) not in expected:
            expected[len(known)] = oracle.pages(policies, on_change, known, FAR)
        past = [page for page in expected[len(known)] if page[0] <= here]
        future = [page for page in expected[len(known)] if page[0] > here]
        assert plain(library.due(at(here), events)) == past
        assert plain(library.due(at(here) + timedelta(seconds=59), events)) == past
        wake = at(future[0][0]) if future else None
        assert library.next_wake(at(here), events) == wake
        assert library.next_wake(at(here) + timedelta(microseconds=1), events) == wake


@LAW
@given(policy=plain_policies(), plain_ones=plain_events())
def test_a_policy_tells_whom_the_minutes_tell(policy, plain_ones):
    only = [event if event[0] != "triggered" else (*event[:2], "only") for event in plain_ones if event[0] != "changed"]
    check_against_oracle(
        policy_of(policy), {"only": for_oracle(policy)}, "from_start", only, events_of(plain_ones)
    )  # fmt: skip


def simple(*steps, ack_timeout=None):
    """Return a plain policy of (after, role)."""
    ladder = [{"after": after, "roles": (role,), "window": "always", "in_window": "count"} for after, role in steps]
    return {"steps": ladder, "repeat": 0, "round_length": None, "ack_timeout": ack_timeout}


@SETS
@example(  # the acknowledgement has run out under the new policy
    policies=[simple((0, "ann"), ack_timeout=60), simple((0, "bob"), (5, "cyd"), ack_timeout=10), simple((0, "dan"))],
    on_change="from_start",
    plain_ones=[("triggered", 0, "SEV1"), ("acknowledged", 5), ("changed", 30, "SEV2")],
)
@example(  # who was told of the first alert has not been told of the second
    policies=[simple((0, "ann"), (5, "bob")), simple((0, "bob")), simple((30, "cyd"))],
    on_change="from_start",
    plain_ones=[("triggered", 0, "SEV1"), ("resolved", 10), ("triggered", 20, "SEV3"), ("changed", 30, "SEV1")],
)
@given(
    policies=st.lists(plain_policies(), min_size=3, max_size=3),
    on_change=st.sampled_from(["from_start", "from_change"]),
    plain_ones=plain_events(kinds=("changed", "changed", "changed", "acknowledged", "acknowledged", *ONCE), least=2),
)
def test_a_set_tells_whom_the_minutes_tell_over_changes_of_severity(policies, on_change, plain_ones):
    named = dict(zip(SEVERITIES, policies, strict=True))
    library = EscalationSet({name: policy_of(one) for name, one in named.items()}, on_change=on_change)
    slow = {name: for_oracle(one) for name, one in named.items()}
    check_against_oracle(library, slow, on_change, plain_ones, events_of(plain_ones))


@LAW
@given(policy=plain_policies(), plain_ones=plain_events(), since=st.integers(-1, 150), here=st.integers(0, 250))
def test_only_what_came_after_since_is_told(policy, plain_ones, since, here):
    library, events = policy_of(policy), events_of([one for one in plain_ones if one[0] != "changed"])
    found = library.due(at(here), events, since=at(since))
    assert found == tuple(one for one in library.due(at(here), events) if one.at > at(since))


@LAW
@given(policy=plain_policies(), start=st.integers(0, 300))
def test_the_plan_is_what_happens_if_nobody_answers(policy, start):
    library = policy_of(policy)
    expected = oracle.plan(for_oracle(policy), start, FAR)
    assert plain(library.plan(at(start))) == expected
    ends = None
    if policy["round_length"] is not None:
        ends = at(max(start + (policy["repeat"] + 1) * policy["round_length"], expected[-1][0]))
    assert library.exhausted_at(at(start)) == ends


@LAW
@given(
    policy=plain_policies(),
    start=st.integers(0, 200),
    length=st.integers(0, 300),
    ack=st.none() | st.integers(0, 120),
)
def test_a_simulation_counts_minutes_from_its_start(policy, start, length, ack):
    events = [("triggered", start, "only")] + ([] if ack is None else [("acknowledged", start + ack)])
    expected = oracle.pages({"only": for_oracle(policy)}, "from_start", events, start + length)
    found = policy_of(policy).simulate(length, ack_at=ack, start=at(start))
    assert list(found) == [(minute - start, role) for minute, role, _, _ in expected]


@LAW
@given(policy=plain_policies(windows=("always",)), length=st.integers(0, 300), ack=st.none() | st.integers(0, 120))
def test_a_policy_without_windows_needs_no_start(policy, length, ack):
    library = policy_of(policy)
    assert library.simulate(length, ack_at=ack) == library.simulate(length, ack_at=ack, start=at(77))


@LAW
@given(
    waits=st.lists(st.tuples(st.sampled_from(ROLES), st.integers(0, 30)), min_size=1, max_size=5).filter(
        lambda waits: any(wait for _, wait in waits)
    ),
    repeat=st.integers(0, 2),
)
def test_waits_after_each_step_add_up(waits, repeat):
    library = EscalationPolicy.from_delays([(role, minutes(wait)) for role, wait in waits], repeat=repeat)
    expected, clock = [], 0
    for number in range(repeat + 1):
        for place, (role, wait) in enumerate(waits):
            expected.append((clock, role, place, number))
            clock += wait
    assert plain(library.plan(START)) == expected


@LAW
@given(policy=plain_policies(), events=st.lists(plain_events(), min_size=2, max_size=2), here=st.integers(0, 200))
def test_events_out_of_order_or_before_the_trigger_are_refused_once_they_are_read(policy, events, here):
    mixed = (events[0] + events[1])[1:]
    read = [event for event in mixed if event[1] <= here]
    is_sorted = all(one[1] <= other[1] for one, other in pairwise(read))
    is_good = is_sorted and (not read or read[0][0] == "triggered")
    for question in (policy_of(policy).due, policy_of(policy).next_wake):
        if is_good:
            question(at(here), events_of(mixed))
        else:
            with pytest.raises(DomainError) as caught:
                question(at(here), events_of(mixed))
            assert caught.value.field == "events"
