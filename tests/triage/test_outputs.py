"""What a rule answers: any JSON value but null, frozen."""

import json
import pickle
from enum import Enum, StrEnum
from itertools import product

import numpy as np
import pytest

from supportops.triage.outputs import Record, distinct, read_output


class Priority(StrEnum):
    HIGH = "P1"


class Team(Enum):
    BILLING = "Billing"


DIFFERENT = [
    "P1", "1", "", 1, 2, True, False, 0.5, (), (1,), (True,), (1, 2), ((1,), 2), {}, {"a": 1}, {"a": True},
    {"a": {"b": 1}}, {"a": {"b": True}}, {"a": 1, "b": 1}, {"a": None}, (None,), ("P1",), ("a", 1), "bool",
]  # fmt: skip


def test_an_output_of_parts_is_frozen_to_the_last_part():
    given = {"team": Team.BILLING, "steps": [Priority.HIGH, {"wait": [1, 2.5, None, True]}]}
    kept = read_output(given)
    assert kept == {"team": "Billing", "steps": ("P1", {"wait": (1, 2.5, None, True)})}
    assert isinstance(kept, Record)
    assert isinstance(kept["steps"][1], Record)
    assert type(kept["steps"][0]) is str
    given["steps"].append("later")
    given["team"] = "Sales"
    assert kept["steps"] == ("P1", {"wait": (1, 2.5, None, True)})
    with pytest.raises(TypeError, match="frozen"):
        kept["team"] = "Sales"
    assert hash(kept) == hash(read_output(json.loads(json.dumps(kept))))
    assert pickle.loads(pickle.dumps(kept)) == kept
    assert type(pickle.loads(pickle.dumps(kept))) is Record
    assert repr(read_output({"a": [1]})) == "Record({'a': (1,)})"


@pytest.mark.parametrize("output", DIFFERENT, ids=repr)
def test_an_output_read_again_is_the_same(output):
    kept = read_output(output)
    assert read_output(kept) == kept
    assert repr(read_output(kept)) == repr(kept)


def test_scalars_of_numpy_become_plain_values_and_arrays_are_refused():
    kept = read_output({"n": np.int64(3), "x": [np.float32(0.5), np.bool_(True), np.str_("a")]})
    assert repr(kept) == "Record({'n': 3, 'x': (0.5, True, 'a')})"
    for array in (np.array([1, 2]), np.array(["a"]), np.array(1)):
        with pytest.raises(ValueError, match="is no output"):
            read_output(array)


class Shout(str):
    __slots__ = ()

    def __str__(self):
        return "LOUD"


def test_texts_of_other_classes_become_plain_texts():
    for given in (Shout("P1"), Priority.HIGH):
        assert read_output(given) == "P1"
        assert type(read_output(given)) is str
    [key] = read_output({Shout("a"): 1})
    assert type(key) is str
    assert key == "a"


@pytest.mark.parametrize(("given", "words"), [
    (None, "must not be null; leave the rule out"),
    (float("nan"), "nan is no JSON number"),
    (float("inf"), "inf is no JSON number"),
    ([1, float("-inf")], "-inf is no JSON number"),
    ({1: "a"}, r"the keys of an output are texts, got \[1\]"),
    ({"a": {2: 1}}, "the keys of an output are texts"),
    ({"P1"}, r"\{'P1'\} is no output"),
    (b"P1", "is no output; give a text, a number"),
    (1j, "1j is no output"),
    ([object], "is no output"),
    (Enum("Odd", {"A": None}).A, "must not be null"),
])  # fmt: skip
def test_what_is_no_json_value_is_refused(given, words):
    with pytest.raises(ValueError, match=words):
        read_output(given)


def test_an_output_may_be_nested_a_hundred_times_and_no_deeper():
    def nested(times, wrap):
        output = "P1"
        for _ in range(times):
            output = wrap(output)
        return output

    for wrap in (lambda inner: [inner], lambda inner: {"a": inner}):
        kept = read_output(nested(100, wrap))
        assert distinct(kept) == distinct(read_output(nested(100, wrap)))
        assert hash(kept) == hash(read_output(kept))
        for times in (101, 100_000):
            with pytest.raises(ValueError, match="must not be nested deeper than 100 times"):
                read_output(nested(times, wrap))


def test_two_outputs_are_one_answer_only_if_json_says_so():
    for (i, one), (j, other) in product(enumerate(DIFFERENT), repeat=2):
        is_one = distinct(read_output(one)) == distinct(read_output(other))
        assert is_one == (i == j), (one, other)


def test_a_whole_number_written_as_a_float_is_the_same_answer():
    assert distinct(1) == distinct(1.0)
    assert distinct(read_output({"a": [1.0]})) == distinct(read_output({"a": [1]}))
    assert distinct(0) != distinct(False)


def test_the_order_of_the_parts_of_an_object_does_not_matter():
    assert distinct(read_output({"a": 1, "b": [2]})) == distinct(read_output({"b": [2], "a": 1}))
    assert distinct(("a", "b")) != distinct(("b", "a"))
