"""What a decision table knows about each fact it reads."""

import json
import pickle
from enum import Enum, IntEnum, StrEnum

import pytest

from supportops.errors import ConfigurationError
from supportops.triage.conditions import any_of, at_least, at_most, between, less_than, more_than
from supportops.triage.inputs import KINDS, OptionalInput, optional, read_input, write_input
from supportops.vocabulary import L0_TO_L3, P1_TO_P5, Scale


class Tier(Enum):
    ENTERPRISE = "enterprise"
    FREE = "free"


class Word(StrEnum):
    API = "api"


GOOD = [
    (Scale("low", "high", top="last"), Scale("low", "high", top="last")),
    (L0_TO_L3, L0_TO_L3),
    (Tier, Scale("enterprise", "free", name="tier")),
    (("billing", "api"), ("billing", "api")),
    (["billing", Word.API, Tier.FREE], ("billing", "api", "free")),
    *((kind, kind) for kind in KINDS),
    (at_least(0), at_least(0)),
    (at_most(100), at_most(100)),
    (more_than(0.5), more_than(0.5)),
    (less_than(-1), less_than(-1)),
    (between(None, 100, closed="both"), between(None, 100, closed="both")),
    (optional("text"), optional("text")),
    (optional(Tier), optional(Scale("enterprise", "free"))),
    (optional(["a", "b"]), optional(("a", "b"))),
    (optional(at_least(0)), optional(at_least(0))),
    (optional(optional("date")), optional("date")),
    ({"op": "at_least", "values": [3]}, at_least(3)),
    ({"optional": {"optional": {"optional": "tags"}}}, optional("tags")),
]
FAULTS = [
    ("nubmer", "'nubmer' is no kind of input; did you mean 'number'"),
    ("label", "'label' is no kind of input; allowed: boolean, date, integer, number, tags, text"),
    (("billing", "billing", "a"), "each label may stand once; 'billing' stands more often"),
    (("billing", " "), "' ' is no label; write it as text"),
    (("billing", 3), "3 is no label; write it as text"),
    ([["billing"]], r"\['billing'\] is no label"),
    ((), "an input needs at least one label"),
    (b"ab", "97 is no label"),
    (any_of(1), r"any_of\(1\) does not bound a number; write at_least\(0\) or between\(0, 100\)"),
    (at_least("P2"), r"at_least\('P2'\) does not bound a number"),
    ({"at_least": True}, r"at_least\(True\) does not bound a number"),
    ({"at_least": {"date": "2026-01-01"}}, "does not bound a number"),
    ({"between": [None, None]}, "holds for everything"),
    ({"scale": []}, "a scale needs at least one label"),
    ({"scale": ["a"], "optional": True}, "an object has 'scale', 'optional' or a number's bounds"),
    ({}, "is no input; an object has"),
    ({"optional": "nubmer"}, "'nubmer' is no kind of input"),
    (7, "7 is no input; give a Scale, an enum class, a tuple of labels, a kind or bounds"),
    (None, "None is no input"),
    ({"a", "b"}, "is no input"),
    (float, "is no input"),
    (IntEnum("Rank", {"ONE": 1}), "1"),
]


@pytest.mark.parametrize(("given", "kept"), GOOD, ids=range(len(GOOD)))
def test_every_way_to_write_an_input_is_read_and_comes_back_from_json(given, kept):
    found = read_input(given)
    assert found == kept
    assert type(found) is type(kept)
    assert read_input(found) == found
    assert read_input(json.loads(json.dumps(write_input(found)))) == found
    assert pickle.loads(pickle.dumps(found)) == found
    assert hash(found) == hash(kept)


@pytest.mark.parametrize(("given", "words"), FAULTS, ids=range(len(FAULTS)))
def test_what_is_no_input_is_refused_with_a_reason(given, words):
    with pytest.raises(ConfigurationError, match=words):
        read_input(given)


def test_the_order_and_the_top_of_a_scale_come_back_from_json():
    for scale in (P1_TO_P5, L0_TO_L3):
        again = read_input(json.loads(json.dumps(write_input(scale))))
        assert (again, again.name, again.titles, again.highest("L1", "L3") if scale is L0_TO_L3 else "L3") == (
            scale, scale.name, scale.titles, "L3",
        )  # fmt: skip


def test_all_faults_of_labels_are_told_at_once():
    with pytest.raises(ConfigurationError) as caught:
        read_input(("a", "a", "b", "b", "", 3))
    assert [text.split(";")[0] for _, text in caught.value.faults] == [
        "'' is no label", "3 is no label", "each label may stand once", "each label may stand once",
    ]  # fmt: skip


def test_an_optional_input_says_so_in_json_and_in_its_repr():
    assert write_input(("a", "b")) == ["a", "b"]
    assert write_input(optional("number")) == {"optional": "number"}
    assert write_input(optional(at_least(0))) == {"optional": {"at_least": 0}}
    assert write_input(optional(P1_TO_P5))["optional"]["scale"]["labels"] == list(P1_TO_P5)
    assert repr(optional(at_least(0))) == "optional(at_least(0))"
    assert optional("number") != "number"


def test_an_optional_input_is_a_model_of_its_own():
    assert OptionalInput.model_validate_json(optional(("a", "b")).model_dump_json()) == optional(("a", "b"))
    assert OptionalInput(input="text") == optional("text")
    with pytest.raises(ConfigurationError, match="dictionary"):
        OptionalInput.model_validate("text")
    with pytest.raises(ConfigurationError, match="not known here"):
        OptionalInput.model_validate({"optional": "text", "note": "x"})


def test_an_input_nested_a_thousand_times_is_read_without_calls_as_deep():
    nested = "number"
    for _ in range(100_000):
        nested = {"optional": nested}
    assert read_input(nested) == optional("number")
