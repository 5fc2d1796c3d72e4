"""State machines against a slow oracle that tries everything out, over random small machines."""

from datetime import UTC, datetime, timedelta
from itertools import product

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.oracles import machine_oracle as oracle

from supportops.errors import AmbiguousMatchError, DomainError, TransitionError
from supportops.triage import StateMachine, Transition, any_of, none_of

LAW = settings(max_examples=80, deadline=None, suppress_health_check=list(HealthCheck))
START = datetime(2026, 3, 2, tzinfo=UTC)
STATES = ("new", "open", "waiting for it", "done", "gone")
EVENTS = ("go", "stop", "back")
INPUTS = {"kind": ("p", "q", "r"), "flag": (False, True)}
PARTIAL = [
    {field: value for field, value in zip(INPUTS, values, strict=True) if value is not ...}
    for values in product(*((..., None, *values) for values in INPUTS.values()))
]
"""All facts that can be at hand: a field is absent, None or a value."""


@st.composite
def guards(draw, least):
    """Draw a guard, as the values that let it pass and as conditions; with `least` 0 one that nothing meets too."""
    values, conditions = {}, {}
    kinds = draw(st.sets(st.sampled_from(INPUTS["kind"]), min_size=least, max_size=2))
    if draw(st.booleans()):
        values["kind"] = kinds
        others = [kind for kind in INPUTS["kind"] if kind not in kinds]
        ways = (
            [none_of(*others)] + ([any_of(*sorted(kinds))] if kinds else []) + (list(kinds) if len(kinds) == 1 else [])
        )
        conditions["kind"] = draw(st.sampled_from(ways))
    if draw(st.booleans()):
        flag = draw(st.booleans())
        values["flag"], conditions["flag"] = {flag}, flag
    return values, conditions


@st.composite
def machines(draw, least=1):
    """Draw a machine, as plain data and as the library's."""
    states = draw(st.permutations(STATES))[: draw(st.integers(1, len(STATES)))]
    plain, transitions = [], []
    for _ in range(draw(st.integers(0, 9))):
        when, conditions = draw(guards(least)) if draw(st.booleans()) else ({}, {})
        one = {name: draw(st.sampled_from(states)) for name in ("source", "target")}
        one |= {"event": draw(st.sampled_from(EVENTS)), "automatic": draw(st.booleans())}
        plain.append(one | {"when": when})
        transitions.append(
            Transition(one["event"], one["source"], one["target"], when=conditions, automatic=one["automatic"])
        )
    initial, final = draw(st.sampled_from(states)), draw(st.lists(st.sampled_from(states), unique=True, max_size=2))
    machine = {"states": states, "initial": initial, "final": final, "inputs": INPUTS, "transitions": plain}
    inputs = {"kind": INPUTS["kind"], "flag": "boolean"}
    return machine, StateMachine(states=states, transitions=transitions, initial=initial, final=final, inputs=inputs)


def at(minute):
    return START + timedelta(minutes=minute)


def moved(machine, state, event, facts):
    """Return what a step comes to, in the oracle's words."""
    try:
        return "moved", machine.step(state, event, facts)
    except AmbiguousMatchError:
        return oracle.AMBIGUOUS, ""
    except TransitionError as error:
        return oracle.REFUSED if (error.state, error.event) == (state, event) else "misnamed", ""
    except DomainError as error:
        return oracle.MISSING if error.field in INPUTS and facts.get(error.field) is None else "misnamed", ""


@LAW
@given(machines())
def test_a_step_goes_where_every_guard_was_asked(both):
    plain, machine = both
    for state, event, facts in product(plain["states"], EVENTS, PARTIAL):
        expected = oracle.step(plain, state, event, facts)
        assert moved(machine, state, event, facts) == expected
        assert machine.can(state, event, facts) == (expected[0] == "moved")


@LAW
@given(machines())
def test_what_some_facts_would_permit_is_allowed(both):
    plain, machine = both
    for state, facts in product(plain["states"], PARTIAL):
        assert list(machine.allowed(state, facts)) == oracle.allowed(plain, state, facts)
        assert machine.allowed(state) == machine.allowed(state, {})


@LAW
@given(machines(least=0))
def test_the_faults_of_a_machine_are_those_found_by_trying(both):
    plain, machine = both
    found, expected = machine.check(), oracle.check(plain)
    assert list(found.unreachable) == expected["unreachable"]
    assert list(found.dead_ends) == expected["dead_ends"]
    assert list(found.no_way_to_final) == expected["no_way_to_final"]
    assert sorted(found.ambiguous) == sorted(expected["ambiguous"])
    places = [plain["transitions"].index(one) for one in expected["impossible"]]
    assert found.impossible == tuple(machine.transitions[place] for place in places)
    assert found.ok == (not any(expected.values()))
    rounds = [list(zip(cycle, (*cycle[1:], cycle[0]), strict=True)) for cycle in found.livelocks]
    assert {move for moves in rounds for move in moves} == expected["spinning"]
    assert len({frozenset(moves) for moves in rounds}) == len(rounds)
    for cycle in found.livelocks:
        assert len(set(cycle)) == len(cycle)
        assert cycle[0] == min(cycle, key=plain["states"].index)


def as_plain(replay):
    """Return a replay in the oracle's words."""
    in_minutes = [
        (state, (entered - START) // timedelta(minutes=1), left and (left - START) // timedelta(minutes=1))
        for state, entered, left in replay.visits
    ]
    times = {state: time // timedelta(minutes=1) for state, time in replay.time_in.items()}
    return {"state": replay.state, "visits": in_minutes, "time_in": times, "bounces": replay.bounces}


@LAW
@given(both=machines(), data=st.data())
def test_a_replay_is_the_steps_one_by_one(both, data):
    plain, machine = both
    events, state, minute = [], plain["initial"], 5
    for _ in range(data.draw(st.integers(0, 8))):
        facts = data.draw(st.sampled_from(PARTIAL))
        open_to = [event for event in EVENTS if oracle.step(plain, state, event, facts)[0] == "moved"]
        event = data.draw(st.sampled_from(open_to * 9 + list(EVENTS)))
        minute += data.draw(st.integers(0, 3))
        events.append((minute, event, facts))
        state = oracle.step(plain, state, event, facts)[1] or state
    expected = oracle.replay(plain, events, 5)
    given_events = [(at(when), event, facts) for when, event, facts in events]
    if "refused" not in expected:
        assert as_plain(machine.replay(given_events, start=at(5))) == expected
        log = None
        for when, event, facts in given_events:
            log = machine.record(log, event, at=when, facts=facts)
        assert log is None or log.state == expected["state"]
        return
    with pytest.raises((TransitionError, DomainError, AmbiguousMatchError)) as caught:
        machine.replay(given_events, start=at(5))
    if not isinstance(caught.value, AmbiguousMatchError):
        assert caught.value.index == expected["index"]


@LAW
@given(both=machines(), data=st.data())
def test_recorded_states_are_followed_move_by_move(both, data):
    plain, machine = both
    gaps_and_states = st.tuples(st.integers(0, 3), st.sampled_from(plain["states"]))
    records, minute = [], 5
    for gap, state in data.draw(st.lists(gaps_and_states, max_size=8)):
        minute += gap
        records.append((minute, state))
    expected = oracle.follow(plain, records, 5)
    found = machine.follow([(at(when), state) for when, state in records], start=at(5))
    illegal = [(one.index, (one.at - START) // timedelta(minutes=1), one.source, one.target) for one in found.illegal]
    assert as_plain(found.replay) | {"illegal": illegal} == expected
