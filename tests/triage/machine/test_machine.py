from collections import defaultdict
from enum import Enum, StrEnum
from types import MappingProxyType

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.triage.machine.machines import EVENTS, SOME_FACTS, STATES, TICKET, machines

from supportops.errors import AmbiguousMatchError, DomainError, TransitionError
from supportops.triage import (
    P1_TO_P5,
    StateMachine,
    Transition,
    any_of,
    at_least,
    changed_to,
    contains_words,
    is_missing,
    less_than,
    optional,
)


class State(StrEnum):
    NEW = "new"
    OPEN = "open"


class Step(Enum):
    START = "start"


def machine(*transitions, states=("new", "open", "closed"), initial="new", final="closed", **more):
    return StateMachine(states=states, transitions=transitions, initial=initial, final=final, **more)


def test_an_event_leads_to_the_next_state():
    assert TICKET.step("new", "start") == "open"
    assert TICKET.step("open", "note") == "open"
    assert TICKET.step("open", "close", {"resolution": "solved", "other": 1}) == "closed"
    assert TICKET.step(state="closed", event="reopen", facts=None) == "open"


def test_members_of_enums_are_states_and_events():
    desk = machine(Transition(Step.START, State.NEW, State.OPEN), states=State, initial=State.NEW, final=State.OPEN)
    assert desk.states == ("new", "open")
    assert desk.final == ("open",)
    for found in (desk.step(State.NEW, Step.START), desk.initial, desk.final[0], desk.step("new", "start")):
        assert type(found) is str
    assert desk.step(State.NEW, Step.START) == "open"
    assert desk.allowed(State.NEW) == ("start",)
    assert desk.can(State.NEW, Step.START)
    assert desk.transition(State.NEW, Step.START).target == "open"
    assert type(desk.migrate(State.OPEN, mapping={})) is str


def test_the_transition_tells_its_effects():
    found = TICKET.transition("open", "close", {"resolution": "duplicate"})
    assert found is TICKET.transitions[1]
    assert found.effects == ("send_csat_survey", {"notify": "owner"})
    assert TICKET.transition("new", "start").effects == ()


def test_an_event_that_the_state_does_not_have_is_refused_with_what_is_allowed():
    with pytest.raises(TransitionError) as raised:
        TICKET.step("open", "start")
    error = raised.value
    assert (error.state, error.event, error.allowed, error.index) == ("open", "start", ("close", "note"), None)
    assert str(error) == "'start' is not allowed in state 'open'; allowed: close, note"


@pytest.mark.parametrize("event", ["unheard", 3, None, ["start"]])
def test_an_event_of_no_state_is_refused(event):
    with pytest.raises(TransitionError, match=r"\(this machine has no such event"):
        TICKET.step("new", event)
    assert not TICKET.can("new", event)


def test_a_misspelt_event_gets_its_near_match():
    with pytest.raises(TransitionError, match="did you mean 'start'"):
        TICKET.transition("new", "strat")


@pytest.mark.parametrize("state", ["opne", 3, None, ["new"]])
@pytest.mark.parametrize("name", ["step", "transition", "allowed", "can", "migrate"])
def test_an_unknown_state_is_a_wrong_argument(state, name):
    ask = {
        "allowed": TICKET.allowed,
        "migrate": lambda state: TICKET.migrate(state, mapping={}),
    }.get(name, lambda state: getattr(TICKET, name)(state, "start"))
    with pytest.raises(DomainError, match="is no state of this machine") as raised:
        ask(state)
    assert (raised.value.field, raised.value.value, raised.value.allowed) == ("state", state, TICKET.states)


def test_a_guard_that_refuses_says_which_condition():
    with pytest.raises(TransitionError) as raised:
        TICKET.step("open", "close", {"resolution": "none"})
    assert raised.value.allowed == ("note",)
    assert str(raised.value) == (
        "'close' is not allowed in state 'open' (resolution is none, not solved or duplicate); allowed: note"
    )


def test_a_guard_that_refuses_all_there_is_leaves_nothing():
    desk = machine(Transition("start", "new", "open", when={"vip": True}), inputs={"vip": "boolean"})
    with pytest.raises(TransitionError, match=r"\(vip is no, not yes\); allowed: nothing$"):
        desk.step("new", "start", {"vip": False})


def test_a_missing_fact_that_decides_is_asked_for():
    for facts in (None, {}, {"resolution": None}):
        with pytest.raises(DomainError, match="'close' in state 'open' depends on resolution") as raised:
            TICKET.step("open", "close", facts)
        assert raised.value.field == "resolution"
        assert not TICKET.can("open", "close", facts)
        assert TICKET.allowed("open", facts) == ("close", "note")


def test_any_mapping_has_facts_and_none_is_changed():
    facts = defaultdict(lambda: "solved")
    with pytest.raises(DomainError, match="depends on resolution"):
        TICKET.step("open", "close", facts)
    assert facts == {}
    assert TICKET.step("open", "close", MappingProxyType({"resolution": "solved"})) == "closed"


def test_a_wrong_fact_is_a_wrong_argument():
    for ask in (TICKET.step, TICKET.can, TICKET.transition):
        with pytest.raises(DomainError, match="did you mean 'solved'") as raised:
            ask("open", "close", {"resolution": "solvde"})
        assert raised.value.field == "resolution"
    with pytest.raises(DomainError, match=r"facts is \['resolution'\]; give a mapping"):
        TICKET.step("open", "close", ["resolution"])
    with pytest.raises(DomainError, match="resolution is"):
        TICKET.allowed("open", {"resolution": 3})


def test_a_wrong_fact_of_another_guard_does_not_hide_the_refusal():
    with pytest.raises(TransitionError) as raised:
        TICKET.step("open", "start", {"resolution": "solvde"})
    assert raised.value.allowed == ("close", "note")


def test_guards_choose_between_the_transitions_of_an_event():
    desk = machine(
        Transition("answer", "new", "closed", when={"solved": True}),
        Transition("answer", "new", "open", when={"solved": False}),
        inputs={"solved": "boolean"},
    )
    assert desk.step("new", "answer", {"solved": True}) == "closed"
    assert desk.step("new", "answer", {"solved": False}) == "open"
    with pytest.raises(DomainError) as raised:
        desk.step("new", "answer")
    assert raised.value.field == "solved"


def test_several_guards_that_refuse_are_all_told():
    desk = machine(
        Transition("answer", "new", "closed", when={"rank": at_least(5)}),
        Transition("answer", "new", "open", when={"rank": less_than(2)}),
        inputs={"rank": "integer"},
    )
    with pytest.raises(TransitionError, match=r"\(to closed: rank is 3, not >= 5; to open: rank is 3, not < 2\)"):
        desk.step("new", "answer", {"rank": 3})


def test_two_guards_that_hold_are_ambiguous():
    desk = machine(
        Transition("answer", "new", "closed", when={"rank": at_least(2)}),
        Transition("answer", "new", "open", when={"rank": at_least(5)}),
        inputs={"rank": "integer"},
    )
    assert desk.step("new", "answer", {"rank": 3}) == "closed"
    with pytest.raises(
        AmbiguousMatchError, match=r"transitions\[0\] to 'closed', transitions\[1\] to 'open'"
    ) as raised:
        desk.step("new", "answer", {"rank": 7})
    assert raised.value.rules == ("transitions[0]", "transitions[1]")
    assert not desk.can("new", "answer", {"rank": 7})
    assert desk.allowed("new", {"rank": 7}) == ("answer",)


def test_one_event_that_leads_two_ways_without_guards_is_ambiguous():
    desk = machine(Transition("go", "new", "open"), Transition("go", "new", "closed"))
    with pytest.raises(AmbiguousMatchError):
        desk.step("new", "go")
    assert desk.check().ambiguous == (("new", "go"),)


def test_a_guard_may_ask_for_a_missing_fact_for_a_change_and_for_words():
    desk = machine(
        Transition("go", "new", "open", when={"owner": is_missing()}),
        Transition("turn", "new", "open", when={"plan": changed_to("paid")}),
        Transition("say", "new", "open", when={"subject": contains_words("refund")}),
        Transition("rank", "new", "open", when={"priority": at_least("P2")}),
        inputs={
            "owner": optional("text"), "plan": ("paid", "free"), "plan_before": ("paid", "free", "trial"),
            "subject": "text", "priority": P1_TO_P5,
        },
    )  # fmt: skip
    assert desk.step("new", "go") == "open"
    assert not desk.can("new", "go", {"owner": "ann"})
    assert desk.can("new", "turn", {"plan": "paid", "plan_before": "trial"})
    assert not desk.can("new", "turn", {"plan": "paid"})
    assert desk.can("new", "say", {"subject": "A refund, please"})
    assert desk.can("new", "rank", {"priority": "P1"})
    with pytest.raises(DomainError) as raised:
        desk.step("new", "turn", {"plan": "paid"})
    assert raised.value.field == "plan_before"


def test_the_allowed_events_stand_in_order_and_once():
    desk = machine(
        Transition("b", "new", "open"), Transition("a", "open", "new"), Transition("a", "new", "open"),
        Transition("b", "new", "closed"),
    )  # fmt: skip
    assert desk.allowed("new") == ("b", "a")
    assert desk.allowed("closed") == ()
    assert desk.events == ("b", "a")


def test_a_state_of_an_older_definition_is_renamed():
    assert TICKET.migrate("in_progress", mapping={"in_progress": "open"}) == "open"
    assert TICKET.migrate("closed", mapping={"in_progress": "open"}) == "closed"
    # The mapping wins over a state of the same name.
    assert TICKET.migrate("new", mapping={"new": "open"}) == "open"
    assert TICKET.migrate("x", mapping={"x": State.OPEN}) == "open"
    with pytest.raises(DomainError) as raised:
        TICKET.migrate("x", mapping={"x": "opne"})
    assert (raised.value.field, raised.value.value) == ("mapping", "opne")
    with pytest.raises(DomainError, match="mapping is"):
        TICKET.migrate("x", mapping=["x"])


@given(machines, st.sampled_from(STATES), st.sampled_from(EVENTS), st.sampled_from(SOME_FACTS))
def test_can_is_true_exactly_when_step_returns(desk, state, event, facts):
    try:
        found = desk.step(state, event, facts)
    except (TransitionError, DomainError, AmbiguousMatchError):
        assert not desk.can(state, event, facts)
    else:
        assert desk.can(state, event, facts)
        assert found == desk.transition(state, event, facts).target


@given(machines, st.sampled_from(STATES), st.sampled_from(SOME_FACTS))
def test_allowed_are_the_events_of_which_no_guard_is_refuted(desk, state, facts):
    expected = [
        one.event
        for one in desk.transitions
        if one.source == state and all(facts.get(name, asked) is asked for name, asked in one.when.items())
    ]
    order = [one.event for one in desk.transitions if one.source == state]
    assert desk.allowed(state, facts) == tuple(event for event in dict.fromkeys(order) if event in expected)


@given(machines, st.sampled_from(STATES), st.sampled_from(EVENTS), st.sampled_from(SOME_FACTS))
def test_a_step_is_what_reading_the_transitions_one_by_one_gives(desk, state, event, facts):
    there = [one for one in desk.transitions if (one.source, one.event) == (state, event)]
    true = [one for one in there if all(facts.get(name) is asked for name, asked in one.when.items())]
    open_ = [
        one
        for one in there
        if one not in true and all(facts.get(name, asked) is asked for name, asked in one.when.items())
    ]
    if len(true) > 1:
        error = AmbiguousMatchError
    elif open_:
        error = DomainError
    elif not true:
        error = TransitionError
    else:
        assert desk.step(state, event, facts) == true[0].target
        return
    with pytest.raises(error):
        desk.step(state, event, facts)


def test_a_condition_of_any_kind_takes_members_of_enums_as_facts():
    desk = machine(Transition("go", "new", "open", when={"to": any_of(State.OPEN)}), inputs={"to": State})
    assert desk.step("new", "go", {"to": State.OPEN}) == "open"
