"""One rule: when it matches, and what it answers then."""

import json
import pickle
from datetime import date
from enum import Enum, StrEnum

import pytest
from pydantic import BaseModel, ValidationError

from supportops.errors import ConfigurationError
from supportops.triage.conditions import Condition, any_of, at_least, between, is_missing
from supportops.triage.outputs import Record
from supportops.triage.rules import Rule, When, as_condition


class Tier(StrEnum):
    GOLD = "gold"


class Field(StrEnum):
    TIER = "tier"


RULES = [
    Rule("plain", {"category": "billing"}, "P3"),
    Rule("every kind of value", {"a": "x", "b": 1, "c": 2.5, "d": True, "e": date(2026, 2, 28)}, 1),
    Rule("conditions", {"arr": at_least(50_000), "day": between(date(2026, 1, 1), None), "z": is_missing()}, True),
    Rule("nothing asked", {}, 2.5, "Catches the rest."),
    Rule("record", {"a": any_of(True, "b")}, {"team": "Billing", "steps": ["a", {"b": None}]}, note="Why."),
    Rule("list", {}, []),
]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_a_rule_is_the_same_again_after_json(rule):
    again = Rule.model_validate_json(rule.model_dump_json())
    assert again == rule
    assert repr(again) == repr(rule)
    assert hash(again) == hash(rule)
    assert list(again.when) == list(rule.when)
    assert Rule.model_validate(rule.model_dump()) == rule
    assert Rule.model_validate(json.loads(rule.model_dump_json())) == rule
    assert pickle.loads(pickle.dumps(rule)) == rule


def test_a_rule_is_written_as_it_was_given():
    rule = Rule("r", {"day": date(2026, 1, 1), "category": "billing", "arr": at_least(3)}, {"to": ["a"]}, "Why.")
    assert json.loads(rule.model_dump_json()) == {
        "id": "r",
        "when": {"day": {"date": "2026-01-01"}, "category": "billing", "arr": {"at_least": 3}},
        "then": {"to": ["a"]},
        "note": "Why.",
    }


def test_the_parts_of_a_rule_may_be_given_by_name():
    assert Rule(id="r", when={"a": "b"}, then="P1", note="n") == Rule("r", {"a": "b"}, "P1", "n")


def test_members_of_an_enum_are_read_as_their_values():
    rule = Rule("r", {Field.TIER: Tier.GOLD, "other": Enum("T", {"A": "a"}).A}, Tier.GOLD)
    assert rule == Rule("r", {"tier": "gold", "other": "a"}, "gold")
    assert {type(name) for name in rule.when} == {str}
    assert type(rule.then) is str


def test_a_plain_value_asks_for_equality():
    rule = Rule("r", {"a": "x", "b": at_least(1)}, "P1")
    assert rule.conditions == {"a": any_of("x"), "b": at_least(1)}
    assert as_condition(True) == Condition(op="any_of", values=(True,))
    assert as_condition(at_least(1)) == at_least(1)


def test_what_was_given_may_be_changed_without_changing_the_rule():
    when, then = {"a": "x"}, {"to": ["a"]}
    rule = Rule("r", when, then)
    when["b"] = "y"
    then["to"].append("b")
    assert rule == Rule("r", {"a": "x"}, {"to": ["a"]})
    assert isinstance(rule.then, Record)
    with pytest.raises(TypeError, match="frozen"):
        rule.when["a"] = "y"
    with pytest.raises(ValidationError, match="frozen"):
        rule.then = "P1"


@pytest.mark.parametrize(("given", "path", "words"), [
    ({"id": "r", "when": [], "then": 1}, "when", r"\[\] is no mapping of a field to a condition"),
    ({"id": "r", "when": {"a": None}, "then": 1}, "when.a", "None is no value to compare with; is_missing"),
    ({"id": "r", "when": {"a": ["x", 1]}, "then": 1}, "when.a", r"are several values; write any_of\('x', 1\)"),
    ({"id": "r", "when": {"a": {"x"}}, "then": 1}, "when.a", r"are several values; write any_of\('x'\)"),
    ({"id": "r", "when": {"a": {"mapping": 1}}, "then": 1}, "when.a", "is no value to compare with"),
    ({"id": "r", "when": {"a": {"at_least": []}}, "then": 1}, "when.a", "at_least takes 1 value"),
    ({"id": "r", "when": {"a": {"any_of": [1, [2]]}}, "then": 1}, "when.a.values[1]", "is no value to compare"),
    ({"id": "r", "when": {"a": float("inf")}, "then": 1}, "when.a", "no finite number"),
    ({"id": "r", "when": {" ": 1}, "then": 1}, "when. ", "' ' is no name of a field"),
    ({"id": "r", "when": {3: 1}, "then": 1}, "when.3", "3 is no name of a field"),
    ({"id": "r", "when": {}, "then": None}, "then", "must not be null"),
    ({"id": "r", "when": {}, "then": object()}, "then", "is no output"),
    ({"id": 3, "when": {}, "then": 1}, "id", "valid string, got 3"),
    ({"id": "r", "when": {}, "then": 1, "notes": "x"}, "notes", "not known here"),
    ({"id": "r", "when": {}}, "then", "required"),
], ids=range(15))  # fmt: skip
def test_a_faulty_rule_is_refused_with_the_place_of_the_fault(given, path, words):
    with pytest.raises(ConfigurationError, match=words) as caught:
        Rule.model_validate(given)
    assert [found for found, _ in caught.value.faults] == [path]


def test_all_faults_of_a_rule_are_told_at_once():
    with pytest.raises(ConfigurationError) as caught:
        Rule("r", {"a": None, "b": [1], "c": {"at_least": []}, "": 1, "fine": 1}, None)
    assert [path for path, _ in caught.value.faults] == ["when.a", "when.b", "when.c", "when", "then"]


def test_the_conditions_of_a_rule_can_be_a_field_of_another_model():
    class Guard(BaseModel):
        when: When

    guard = Guard(when={"a": "x", "b": at_least(1)})
    assert Guard.model_validate_json(guard.model_dump_json()) == guard
    assert Guard.model_json_schema()["properties"]["when"]["type"] == "object"
    assert Rule.model_json_schema()["required"] == ["id", "when", "then"]
