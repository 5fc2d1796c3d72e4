import pickle
from copy import copy, deepcopy

import pytest
from hypothesis import given
from tests.triage.machine.machines import TICKET, machines

from supportops.errors import ConfigurationError
from supportops.triage import StateMachine, Transition, contains_words


def faults(**changed):
    good = {
        "states": ("new", "open"),
        "transitions": [Transition("start", "new", "open")],
        "initial": "new",
        "final": "open",
    }
    with pytest.raises(ConfigurationError) as raised:
        StateMachine(**{**good, **changed})
    return dict(raised.value.faults)


def test_every_fault_of_a_definition_is_told_at_once_with_its_place():
    found = faults(
        states=("new", "open", "new"),
        transitions=[
            Transition("start", "nwe", "open", when={"plan": "gold"}),
            {"event": " ", "source": "new", "target": "open"},
            Transition("stop", "open", "closed", when={"pln": "paid", "n": contains_words("x")}),
        ],
        initial="opn",
        final=["open", "done"],
        inputs={"plan": ("paid", "free"), "n": "number"},
    )
    assert set(found) == {
        "states[2]", "transitions[0].source", "transitions[0].when.plan", "transitions[1].event",
        "transitions[2].target", "transitions[2].when.pln", "transitions[2].when.n", "initial", "final",
    }  # fmt: skip
    assert found["transitions[0].source"] == "'nwe' is no state of this machine; did you mean 'new'?"
    assert found["transitions[2].when.pln"] == "'pln' is no input of this machine; did you mean 'plan'?"
    assert found["initial"] == "'opn' is no state of this machine; did you mean 'open'?"


def test_the_faults_of_sound_parts_are_told_without_a_faulty_one():
    assert set(faults(states=("new", "new"), final="x")) == {"states[1]", "final", "transitions[0].target"}
    assert set(faults(transitions="start", initial="x")) == {"transitions", "initial"}
    assert set(faults(inputs={3: "number"}, transitions=[Transition("go", "new", "open", when={"x": 1})])) == {
        "inputs.3"
    }
    found = faults(inputs={"x": "numbr"}, transitions=[Transition("go", "new", "open", when={"x": 1, "y": 1})])
    assert set(found) == {"inputs.x", "transitions[0].when.y"}


@pytest.mark.parametrize("states", ["new", None, 3, {"new", "open"}, ()])
def test_states_that_are_no_list_are_refused(states):
    assert "states" in faults(states=states)


def test_only_some_faults_come_with_near_matches():
    wrong = [Transition("go", f"sate{n}", "open") for n in range(30)]
    found = faults(transitions=wrong)
    assert found["transitions[29].source"].endswith("the faults above tell what is allowed")


def test_a_machine_may_say_nothing_about_its_end():
    desk = StateMachine(states=["new"], transitions=[], initial="new", final=())
    assert desk.final == ()
    assert StateMachine.model_validate_json(desk.model_dump_json()) == desk


def test_a_machine_is_a_value():
    again = StateMachine.model_validate_json(TICKET.model_dump_json())
    assert again == TICKET
    assert hash(again) == hash(TICKET)
    assert again.step("open", "close", {"resolution": "solved"}) == "closed"
    for other in (pickle.loads(pickle.dumps(TICKET)), copy(TICKET), deepcopy(TICKET)):
        assert other == TICKET
        assert other.step("open", "close", {"resolution": "solved"}) == "closed"


def test_a_changed_copy_steps_by_its_own_transitions():
    assert TICKET.step("new", "start") == "open"
    changed = TICKET.model_copy(update={"transitions": [Transition("start", "new", "closed")]})
    assert changed.step("new", "start") == "closed"
    with pytest.raises(ConfigurationError):
        TICKET.model_copy(update={"initial": "nowhere"})


@given(machines)
def test_every_machine_round_trips_json(desk):
    again = StateMachine.model_validate_json(desk.model_dump_json())
    assert again == desk
    assert hash(again) == hash(desk)
