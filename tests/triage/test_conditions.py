"""What a rule asks of one fact, as data."""

import json
import pickle
import sys
from datetime import UTC, date, datetime
from enum import Enum, StrEnum

import numpy as np
import pytest
from pydantic import ValidationError

from supportops.errors import ConfigurationError
from supportops.triage.conditions import (
    OPERATORS,
    Condition,
    any_of,
    at_least,
    at_most,
    between,
    changed_to,
    contains_words,
    is_missing,
    is_present,
    less_than,
    more_than,
    none_of,
    read_value,
    shown,
    starts_with,
)

NEW_YEAR = date(2026, 1, 1)
ALL = [
    (any_of("billing", "api"), {"any_of": ["billing", "api"]}, "= billing or api"),
    (any_of(1, True, 2.5), {"any_of": [1, True, 2.5]}, "= 1 or yes or 2.5"),
    (any_of(NEW_YEAR), {"any_of": [{"date": "2026-01-01"}]}, "= 2026-01-01"),
    (none_of("billing"), {"none_of": ["billing"]}, "is not billing"),
    (none_of("a", False), {"none_of": ["a", False]}, "is not a or no"),
    (between(1, 5), {"between": [1, 5], "closed": "left"}, "between 1 and 5"),
    (between(1, 5, closed="right"), {"between": [1, 5], "closed": "right"}, "over 1 and up to 5"),
    (between(1, 1, closed="both"), {"between": [1, 1], "closed": "both"}, "from 1 to 1"),
    (between(1, 5, closed="neither"), {"between": [1, 5], "closed": "neither"}, "over 1 and under 5"),
    (between(1, None), {"between": [1, None], "closed": "left"}, ">= 1"),
    (between(1, None, closed="both"), {"between": [1, None], "closed": "both"}, ">= 1"),
    (between(1, None, closed="right"), {"between": [1, None], "closed": "right"}, "> 1"),
    (between(None, 5), {"between": [None, 5], "closed": "left"}, "< 5"),
    (between(None, 5, closed="both"), {"between": [None, 5], "closed": "both"}, "<= 5"),
    (between(None, 5, closed="right"), {"between": [None, 5], "closed": "right"}, "<= 5"),
    (between(NEW_YEAR, None), {"between": [{"date": "2026-01-01"}, None], "closed": "left"}, ">= 2026-01-01"),
    (at_least(10_000), {"at_least": 10_000}, ">= 10,000"),
    (at_most("P2"), {"at_most": "P2"}, "<= P2"),
    (more_than(-0.5), {"more_than": -0.5}, "> -0.5"),
    (less_than(NEW_YEAR), {"less_than": {"date": "2026-01-01"}}, "< 2026-01-01"),
    (contains_words("refund", "charged twice"), {"contains_words": ["refund", "charged twice"]},
     "contains 'refund' or 'charged twice'"),
    (starts_with("RE: "), {"starts_with": "RE: "}, "starts with 'RE: '"),
    (is_missing(), {"is_missing": True}, "is missing"),
    (is_present(), {"is_present": True}, "is present"),
    (changed_to("resolved"), {"changed_to": "resolved"}, "changed to resolved"),
]  # fmt: skip
each = pytest.mark.parametrize(("condition", "plain", "words"), ALL, ids=[repr(row[0]) for row in ALL])


@each
def test_a_condition_is_the_same_again_after_json(condition, plain, words):
    written = condition.model_dump_json()
    assert json.loads(written) == plain
    again = Condition.model_validate_json(written)
    assert again == condition
    assert [type(value) for value in again.values] == [type(value) for value in condition.values]
    assert hash(again) == hash(condition)
    assert Condition.model_validate(condition.model_dump()) == condition


@each
def test_a_condition_says_in_words_what_it_asks(condition, plain, words):
    assert str(condition) == words


@each
def test_the_repr_of_a_condition_builds_it_again(condition, plain, words):
    names = {**globals(), "datetime": sys.modules["datetime"]}
    assert eval(repr(condition), names) == condition


@each
def test_a_condition_can_be_pickled_and_cannot_be_changed(condition, plain, words):
    assert pickle.loads(pickle.dumps(condition)) == condition
    with pytest.raises(ValidationError, match="frozen"):
        condition.op = "any_of"


def test_the_repr_of_a_condition_leaves_out_what_goes_without_saying():
    assert repr(between(1, 5)) == "between(1, 5)"
    assert repr(between(1, 5, closed="right")) == "between(1, 5, closed='right')"
    assert repr(is_missing()) == "is_missing()"


def test_a_text_may_start_with_signs_that_are_no_words():
    assert starts_with("!?").values == ("!?",)


def test_every_operator_has_a_condition_of_its_own():
    assert {row[0].op for row in ALL} == set(OPERATORS)


def test_members_of_an_enum_are_kept_as_their_values():
    class Tier(StrEnum):
        GOLD = "gold"

    class Plain(Enum):
        GOLD = "gold"

    for member in (Tier.GOLD, Plain.GOLD):
        assert any_of(member) == any_of("gold")
        assert type(any_of(member).values[0]) is str


def test_texts_stay_texts_even_when_they_look_like_something_else():
    for text in ("2026-01-01", "1", "1.5", "true", "null"):
        assert Condition.model_validate_json(any_of(text).model_dump_json()).values == (text,)


def test_numbers_keep_their_kind():
    for value in (0, 1, True, False, 1.0, 10**30, -(10**400)):
        for found in (any_of(value), Condition.model_validate_json(any_of(value).model_dump_json())):
            assert found.values == (value,)
            assert type(found.values[0]) is type(value)


@pytest.mark.parametrize(("written", "condition"), [
    ({"any_of": "billing"}, any_of("billing")),
    ({"any_of": ("billing", "api")}, any_of("billing", "api")),
    ({"at_least": [3]}, at_least(3)),
    ({"contains_words": "refund"}, contains_words("refund")),
    ({"between": [1, 5]}, between(1, 5)),
    ({"op": "at_most", "values": [3]}, at_most(3)),
    ({"op": "is_missing"}, is_missing()),
])  # fmt: skip
def test_shorter_ways_to_write_a_condition_are_read(written, condition):
    assert Condition.model_validate(written) == condition


FAULTS = [
    (any_of, r"any_of\(\) needs at least one value"),
    (none_of, r"none_of\(\) needs at least one value"),
    (contains_words, r"contains_words\(\) needs at least one value"),
    (lambda: Condition(op="at_least"), r"at_least takes 1 value, got \(\)"),
    (lambda: Condition(op="at_least", values=(1, 2)), r"at_least takes 1 value, got \(1, 2\)"),
    (lambda: Condition(op="between", values=(1,)), r"between takes 2 values, got \(1,\)"),
    (lambda: Condition(op="is_missing", values=(1,)), r"is_missing takes 0 values, got \(1,\)"),
    (lambda: any_of(None), r"any_of cannot compare with None; is_missing\(\) asks"),
    (lambda: at_least(None), "at_least cannot compare with None"),
    (lambda: starts_with(None), "starts_with cannot compare with None"),
    (lambda: between(None, None), "holds for everything"),
    (lambda: between("a", "b"), "between takes numbers or dates, got 'a' and 'b'; for labels write any_of"),
    (lambda: between(1, True), "between takes numbers or dates, got 1 and True"),
    (lambda: between(None, "b"), "between takes numbers or dates, got None and 'b'"),
    (lambda: between(1, NEW_YEAR), "takes two numbers or two dates, got 1 and datetime"),
    (lambda: between(NEW_YEAR, 1), "takes two numbers or two dates"),
    (lambda: between(5, 1), "nothing is between 5 and 1; give the lower end first"),
    (lambda: between(5, 1, closed="both"), "nothing is between 5 and 1; give the lower end first"),
    (lambda: between(5, 5), "nothing is between 5 and 5; closed='both' holds for that value"),
    (lambda: between(5, 5, closed="neither"), "nothing is between 5 and 5"),
    (lambda: between(1, 2, closed="open"), "closed: .*'left', 'right', 'both' or 'neither'"),
    (lambda: between(float("-inf"), 1), "-inf is no finite number; leave an end open with None"),
    (lambda: at_least(float("nan")), "nan is no finite number"),
    (lambda: any_of(datetime(2026, 1, 1, tzinfo=UTC)), "is an instant"),
    (lambda: any_of([1]), r"\[1\] is no value to compare with"),
    (lambda: any_of(b"api"), "b'api' is no value to compare with"),
    (lambda: starts_with(""), "starts_with looks for text, got ''"),
    (lambda: starts_with(1), "starts_with looks for text, got 1"),
    (lambda: contains_words("refund", 2), "contains_words looks for text, got 2"),
    (lambda: contains_words("refund", ""), "contains_words looks for text, got ''"),
    (lambda: contains_words("!?"), "'!\\?' contains no words"),
    (lambda: Condition(op="regex", values=("a+",)), "op: "),
    (lambda: Condition(op="any_of", values=(1,), closed="right"), "any_of has none; leave it out"),
    (lambda: Condition.model_validate({"matches": "a+"}), "is no condition; write one of any_of, none_of, between"),
    (lambda: Condition.model_validate({}), "is no condition"),
    (lambda: Condition.model_validate({"any_of": [1], "none_of": [2]}), "is no condition"),
    (lambda: Condition.model_validate({"any_of": [1], "note": "x"}), "is no condition"),
    (lambda: Condition.model_validate({"is_missing": False}), r"is_missing takes 0 values, got \(False,\)"),
    (lambda: Condition.model_validate({"any_of": [{"date": "2026-02-30"}]}), r"values\[0\]"),
    (lambda: Condition.model_validate({"any_of": [{"day": "2026-02-03"}]}), "is no value to compare with"),
    (lambda: Condition.model_validate({"any_of": [{"date": 20260203}]}), "is no value to compare with"),
    (lambda: Condition.model_validate("any_of"), "got 'any_of'"),
]  # fmt: skip


@pytest.mark.parametrize(("build", "words"), FAULTS, ids=range(len(FAULTS)))
def test_a_condition_that_means_nothing_is_refused(build, words):
    with pytest.raises(ConfigurationError, match=words):
        build()


def test_all_values_at_fault_are_told_at_once():
    with pytest.raises(ConfigurationError) as caught:
        any_of("fine", [1], float("inf"))
    assert [path for path, _ in caught.value.faults] == ["values[1]", "values[2]"]


def test_a_value_is_read_as_it_is_kept():
    assert read_value(None) is None
    assert read_value({"date": "2026-01-01"}) == NEW_YEAR
    for scalar, value in ((np.float64(0.5), 0.5), (np.int64(3), 3), (np.bool_(True), True), (np.str_("a"), "a")):
        assert read_value(scalar) == value
        assert type(read_value(scalar)) is type(value)
    assert any_of(np.int64(3), np.datetime64("2026-01-01")) == any_of(3, NEW_YEAR)
    for array in (np.array([1]), np.array(1.0), np.array([1, 2])):
        with pytest.raises(ConfigurationError, match="is no value to compare with"):
            any_of(array)
    assert type(read_value(type("Other", (str,), {})("api"))) is str
    with pytest.raises(ValueError, match="no value to compare with"):
        read_value({"date": "2026-01-01", "time": "12:00"})


@pytest.mark.parametrize(("value", "words"), [
    (True, "yes"), (False, "no"), (1_234_567, "1,234,567"), (1234.5, "1,234.5"), (NEW_YEAR, "2026-01-01"),
    (("b", "a"), "a, b"), ({"b"}, "b"), (frozenset(), "nothing"), ([], "nothing"), ("P1", "P1"), ("", "''"),
    ("  ", "'  '"), (Enum("Tier", {"GOLD": "gold"}).GOLD, "gold"), ([Enum("Tier", {"GOLD": "gold"}).GOLD], "gold"),
])  # fmt: skip
def test_a_fact_is_shown_as_a_reader_writes_it(value, words):
    assert shown(value) == words


def test_the_schema_names_every_operator():
    schema = Condition.model_json_schema()
    assert set(schema["properties"]) == {*OPERATORS, "closed"}
    assert schema["additionalProperties"] is False
    assert schema["minProperties"] == 1
