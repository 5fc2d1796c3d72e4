from enum import Enum, StrEnum

import pytest

from supportops.errors import ConfigurationError
from supportops.triage import Transition, any_of, at_least


class State(StrEnum):
    NEW = "new"
    OPEN = "open"


class Event(Enum):
    START = "start"


def test_members_of_enums_are_read_as_their_texts():
    one = Transition(Event.START, State.NEW, State.OPEN)
    assert [type(name) for name in (one.event, one.source, one.target)] == [str, str, str]
    assert one == Transition("start", "new", "open")
    assert hash(one) == hash(Transition("start", "new", "open"))


def test_effects_are_data_and_come_back_as_tuples_and_records():
    one = Transition("start", "new", "open", effects=["tell", ["a", 1], {"to": "owner"}, State.NEW])
    assert one.effects == ("tell", ("a", 1), {"to": "owner"}, "new")
    assert type(one.effects[3]) is str
    assert Transition.model_validate_json(one.model_dump_json()) == one
    hash(one)


def test_a_transition_round_trips_json_with_its_guard():
    one = Transition("go", "a", "b", when={"arr": at_least(5), "plan": "paid"}, automatic=True)
    assert Transition.model_validate_json(one.model_dump_json()) == one
    assert one.conditions["plan"] == any_of("paid")


def test_the_guard_is_told_in_words():
    one = Transition("go", "a", "b", when={"arr": at_least(5), "plan": "paid"})
    assert one.guard == "arr >= 5 and plan = paid"
    assert str(one) == "go: a -> b if arr >= 5 and plan = paid"
    assert (Transition("go", "a", "b").guard, str(Transition("go", "a", "b"))) == ("", "go: a -> b")


def test_every_fault_is_told_at_once():
    with pytest.raises(ConfigurationError) as raised:
        Transition("go", " ", 3, when={"x": [1, 2]}, effects=[None, "ok"])
    assert [path for path, _ in raised.value.faults] == ["source", "target", "when.x", "effects[0]"]


@pytest.mark.parametrize("effects", ["tell", {"to": "owner"}, None, 3])
def test_effects_that_are_no_list_are_refused(effects):
    with pytest.raises(ConfigurationError, match="is no list of effects; write"):
        Transition("go", "a", "b", effects=effects)


def test_a_guard_that_is_no_mapping_is_refused():
    with pytest.raises(ConfigurationError, match="is no mapping of a field to a condition"):
        Transition("go", "a", "b", when=["x"])
