"""A decision as a value to store."""

import json
import pickle
from datetime import date
from decimal import Decimal
from enum import Enum
from fractions import Fraction

import numpy as np
import pytest
from pydantic import ValidationError

from supportops.errors import ConfigurationError
from supportops.triage.conditions import any_of, at_least, changed_to, is_present
from supportops.triage.decision_record import DecisionRecord
from supportops.triage.inputs import optional
from supportops.triage.outputs import Record
from supportops.triage.rules import Rule
from supportops.triage.table import DecisionTable


class Tier(Enum):
    GOLD = "gold"
    FREE = "free"


TABLE = DecisionTable(
    name="desk",
    hit_policy="first",
    inputs={
        "tier": Tier, "arr": "number", "day": "date", "tags": "tags", "status": ("new", "open"), "text": "text",
        "vip": "boolean",
    },
    rules=[
        Rule("gold", {"tier": "gold"}, {"team": "Gold", "steps": ["call", None]}),
        Rule("late", {"day": at_least(date(2026, 1, 1)), "arr": at_least(10)}, "P2"),
        Rule("bug", {"tags": any_of("bug")}, "P3"),
        Rule("opened", {"status": changed_to("open")}, "P4"),
        Rule("vip", {"vip": True, "text": is_present()}, "P5"),
    ],
    default=0,
)  # fmt: skip
FACTS = {
    "tier": Tier.FREE, "arr": Decimal("9.50"), "day": date(2026, 1, 2), "tags": {"vip", "eu"}, "status": "new",
    "status_before": "open", "text": "Hello", "vip": False, "note": object(),
}  # fmt: skip


def record(**changes):
    return TABLE.decide({**FACTS, **changes}).to_record()


CASES = [
    {}, {"tier": Tier.GOLD}, {"tier": "gold", "tags": None}, {"arr": Fraction(1, 3)}, {"arr": np.float64(0.5)},
    {"arr": 10**400}, {"arr": np.int64(3), "vip": np.bool_(False)}, {"tags": [Tier.FREE, "b"], "text": None},
    {"tags": {Tier.FREE}, "day": np.datetime64("2026-01-05")}, {"tags": ("bug",)}, {"day": None, "arr": None},
    {"status_before": None, "status": "open"},
]  # fmt: skip


@pytest.mark.parametrize("changes", CASES, ids=range(len(CASES)))
def test_a_record_is_the_same_again_after_json(changes):
    one = record(**changes)
    again = DecisionRecord.model_validate_json(one.model_dump_json())
    assert again == one
    assert hash(again) == hash(one)
    assert list(again.refused) == list(one.refused)
    assert DecisionRecord.model_validate_json(TABLE.decide({**FACTS, **changes}).model_dump_json()) == one
    assert DecisionRecord.model_validate(one.model_dump()) == one
    assert pickle.loads(pickle.dumps(one)) == one


def test_a_record_says_what_was_asked_what_was_answered_and_why():
    one = record(vip=None)
    assert json.loads(one.model_dump_json()) == {
        "table": "desk",
        "facts": {
            "tier": "free", "arr": "9.50", "day": {"date": "2026-01-02"}, "tags": ["eu", "vip"], "status": "new",
            "status_before": "open", "text": "Hello",
        },
        "output": None,
        "rule": None,
        "rules": [],
        "also_matched": [],
        "refused": {
            "gold": {"field": "tier", "condition": "= gold", "value": "free"},
            "late": {"field": "arr", "condition": ">= 10", "value": "9.50"},
            "bug": {"field": "tags", "condition": "= bug", "value": ["eu", "vip"]},
            "opened": {"field": "status", "condition": "changed to open", "value": "new"},
        },
        "undecided": {"vip": ["vip"]},
        "needs": ["vip"],
    }  # fmt: skip


def test_the_answer_of_a_record_is_frozen():
    one = record(tier="gold")
    assert one.output == {"team": "Gold", "steps": ("call", None)}
    assert isinstance(one.output, Record)
    again = DecisionRecord.model_validate_json(one.model_dump_json())
    assert isinstance(again.output, Record)
    with pytest.raises(TypeError, match="frozen"):
        again.facts["tier"] = "gold"
    with pytest.raises(ValidationError, match="frozen"):
        again.output = "P1"
    assert (one.rule, one.rules) == ("gold", ("gold",))


def test_a_missing_fact_refuses_with_null():
    given = TABLE.model_copy(update={"inputs": {**TABLE.inputs, "tier": optional(Tier)}})
    one = given.decide({"arr": 3}).to_record()
    assert one.refused["gold"].value is None
    assert DecisionRecord.model_validate_json(one.model_dump_json()) == one


def test_the_parts_of_an_object_may_come_in_any_order():
    one = record()
    for mixed in (json.dumps(json.loads(one.model_dump_json()), sort_keys=True), json.dumps(
        {**json.loads(one.model_dump_json()), "refused": {
            rule: dict(reversed(parts.items())) for rule, parts in json.loads(one.model_dump_json())["refused"].items()
        }}
    )):  # fmt: skip
        assert DecisionRecord.model_validate_json(mixed) == one


def test_half_characters_are_written_out_wherever_they_stand():
    given = {"a": "x\ud800", "tags": {"\udfff"}, "row": ["\ud800", {"\ud800": "\ud800"}]}
    found = DecisionRecord.model_validate({**WHOLE, "facts": given})
    assert found.facts == {"a": "x\\ud800", "tags": ("\\udfff",), "row": ("\\ud800", {"\\ud800": "\\ud800"})}
    assert DecisionRecord.model_validate_json(found.model_dump_json()) == found


WHOLE = {"table": "t", "facts": {}, "refused": {}, "undecided": {}}


@pytest.mark.parametrize(("changes", "path", "words"), [
    ({"facts": []}, "facts", r"\[\] is no mapping of input to fact"),
    ({"facts": {"a": float("inf")}}, "facts", "inf is no JSON number"),
    ({"facts": {"a": {"date": "2026-02-30"}}}, "facts", "day is out of range|day must be in"),
    ({"refused": None}, "refused", "None is no mapping of rule to refusal"),
    ({"refused": {"r": 1}}, "refused", "1 is no refusal; it has field, condition, value"),
    ({"refused": {"r": {"field": "a", "value": 1}}}, "refused", "is no refusal"),
    ({"refused": {"r": {"field": "a", "condition": "= x", "value": [object]}}}, "refused", "is no output"),
    ({"undecided": {"r": 1}}, "undecided.r", "got 1"),
    ({"output": float("nan")}, "output", "nan is no JSON number"),
    ({"table": None}, "table", "got None"),
    ({"extra": 1}, "extra", "not known here"),
], ids=range(11))  # fmt: skip
def test_what_is_no_record_is_refused_with_the_place_of_the_fault(changes, path, words):
    with pytest.raises(ConfigurationError, match=words) as caught:
        DecisionRecord.model_validate({**WHOLE, **changes})
    assert [found for found, _ in caught.value.faults] == [path]
