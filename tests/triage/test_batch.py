"""A table put to many tickets at once: columns of every make, and what is wrong with them."""

from collections import deque
from datetime import date
from decimal import Decimal
from enum import Enum, StrEnum

import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

from supportops.errors import DomainError
from supportops.triage.conditions import (
    any_of,
    at_least,
    changed_to,
    contains_words,
    is_missing,
    less_than,
    more_than,
    none_of,
)
from supportops.triage.inputs import optional
from supportops.triage.rules import Rule
from supportops.triage.table import DecisionTable


class Member(StrEnum):
    API = "api"


class Plain(Enum):
    API = "api"


def table(inputs, *whens, policy="first", default=None):
    rules = [Rule(f"r{index}", when, index) for index, when in enumerate(whens)]
    return DecisionTable(name="t", hit_policy=policy, inputs=inputs, rules=rules, default=default)


NUMBERS = table({"n": "number"}, {"n": at_least(5)}, {"n": any_of(0)})
WHOLE = table({"n": "integer"}, {"n": at_least(5)}, {"n": any_of(0)})
LABELS = table({"c": ("api", "billing")}, {"c": "api"})
DAYS = table({"day": "date"}, {"day": at_least(date(2026, 1, 1))})
TAGS = table({"g": "tags"}, {"g": any_of("vip")}, {"g": none_of("bug")})


def outputs(given, columns):
    """Return the outputs of a batch, which must be those of its rows one by one."""
    decisions = given.decide_many(columns)
    for index, (output, word) in enumerate(zip(decisions.output, decisions.status, strict=True)):
        if word in ("decided", "default", "needs"):
            assert decisions.decision(index).output == output
    return decisions.output.tolist()


@pytest.mark.parametrize("column", [
    [5, 0, 1], (5.0, 0, 1), np.array([5, 0, 1]), np.array([5, 0, 1], dtype=np.uint8), np.array([5.0, 0.0, 1.0]),
    np.array([5, 0, 1], dtype=np.float16), np.array([5, 0, 1], dtype=np.longdouble), [Decimal(5), np.int64(0), 4.999],
    np.array([5, 0, 1], dtype=object), pd.Series([5, 0, 1]), pl.Series([5, 0, 1]), range(5, -5, -5), deque([5, 0, 1]),
    [10**400, -0.0, -(10**400)], [2**53 + 1, 0, -1], np.array([1e300, 0, -1e300]), [7, 0.0, -(2.0**60)],
], ids=range(17))  # fmt: skip
def test_numbers_come_in_columns_of_any_make(column):
    assert outputs(NUMBERS, {"n": column}) == [0, 1, None][: len(column)]


@pytest.mark.parametrize("column", [
    ["api", "billing", None], ("api", "billing", None), [Member.API, "billing", None], [Plain.API, "billing", None],
    np.array(["api", "billing", None], dtype=object), pl.Series(["api", "billing", None]),
    [np.str_("api"), np.str_("billing"), None],
], ids=range(7))  # fmt: skip
def test_labels_come_in_columns_of_any_make(column):
    assert LABELS.decide_many({"c": column}).status.tolist() == ["decided", "no_match", "needs"]
    assert outputs(LABELS, {"c": np.array(["api", "billing"])}) == [0, None]


@pytest.mark.parametrize("column", [
    [date(2026, 1, 1), date(2025, 12, 31), None],
    np.array(["2026-01-01", "2025-12-31", "NaT"], dtype="M8[D]"),
    pl.Series([date(2026, 1, 1), date(2025, 12, 31), None]),
], ids=range(3))  # fmt: skip
def test_dates_come_in_columns_of_any_make(column):
    assert DAYS.decide_many({"day": column}).status.tolist() == ["decided", "no_match", "needs"]


def test_tags_come_as_any_set_list_or_tuple():
    column = [["vip", "bug"], ("bug",), {"vip"}, frozenset(), [], ["bug"], ["vip", "bug"], {Member.API}, None]
    assert outputs(TAGS, {"g": column}) == [0, None, 0, 1, 1, None, 0, 1, None]


def test_masked_elements_are_missing():
    for column in (np.ma.array([5.0, 0.0], mask=[False, True]), np.ma.array([5, 0], mask=[False, True])):
        assert NUMBERS.decide_many({"n": column}).status.tolist() == ["decided", "needs"]


def test_columns_of_arrow_come_with_none_where_nothing_is():
    for column in (pa.array(["api", "billing", None]), pa.chunked_array([["api"], ["billing", None]])):
        assert LABELS.decide_many({"c": column}).status.tolist() == ["decided", "no_match", "needs"]
    assert NUMBERS.decide_many({"n": pa.array([5, None])}).status.tolist() == ["decided", "needs"]


@pytest.mark.parametrize("number", [-1, 0, 0.5, 1, 1.5, 2, 3, 3.5, 2**53 - 1, 2**53, 2**53 + 1, -(2**53) - 1, 10**400])
def test_each_number_lies_where_it_lies_one_by_one(number):
    ends = [0, 1, 1.5, 3, 2**53, -(2**53)]
    asked = [ask(end) for ask in (at_least, more_than, any_of, none_of) for end in ends]
    given = table({"n": "number"}, *({"n": condition} for condition in asked), policy="collect")
    wanted = given.decide({"n": number}).output
    for column in ([number], [number] * 3, [number, 1.0], *([np.array([number * 1.0])] if abs(number) < 2**53 else [])):
        assert given.decide_many({"n": column}).output[0] == wanted
    if isinstance(number, int):
        whole = [c for c in asked if isinstance(c.values[0], int)]
        given = table({"n": "integer"}, *({"n": condition} for condition in whole), policy="collect")
        assert given.decide_many({"n": [number, 1]}).output[0] == given.decide({"n": number}).output


def test_an_input_without_a_column_is_missing_everywhere():
    given = table({"c": ("api",), "n": optional("number"), "t": "text"}, {"c": "api", "t": "x"}, {"n": is_missing()})
    assert given.decide_many({"c": ["api", None]}).status.tolist() == ["needs", "needs"]
    assert given.decide_many({"t": ["x", "y"]}, missing="refuse").rule.tolist() == ["r1", "r1"]
    changing = table({"s": ("new", "open")}, {"s": changed_to("open")})
    assert changing.decide_many({"s": ["open", "new"]}).status.tolist() == ["needs", "no_match"]
    assert changing.decide_many({"s_before": ["open", "new"]}).status.tolist() == ["no_match", "needs"]
    assert changing.decide_many({"s": ["open"], "s_before": ["new"]}).status.tolist() == ["decided"]


def test_columns_that_no_rule_reads_count_the_tickets_and_nothing_else():
    assert len(LABELS.decide_many({"note": [object(), object()]})) == 2
    assert len(LABELS.decide_many({})) == 0
    for policy in ("first", "collect"):
        decisions = table({"c": ("api",)}, {"c": "api"}, policy=policy).decide_many({"c": []})
        assert (decisions.output.shape, decisions.rule.shape, decisions.status.shape) == ((0,), (0,), (0,))
        assert decisions.status.dtype.kind == "U"


def test_facts_that_python_takes_for_equal_are_kept_apart():
    for fact, twin in ((1, True), (0, False), (1, np.bool_(True))):
        for column in ([fact, twin], [fact, fact, twin]):
            with pytest.raises(DomainError) as caught:
                NUMBERS.decide_many({"n": column})
            assert caught.value.index == len(column) - 1
            assert caught.value.value is twin
    flags = table({"f": "boolean"}, {"f": True})
    with pytest.raises(DomainError, match=r"^row 1: f is 1; give True or False$"):
        flags.decide_many({"f": [True, 1]})
    changing = table({"n": "number"}, {"n": changed_to(1)})
    with pytest.raises(DomainError, match=r"^row 2: n_before is True"):
        changing.decide_many({"n": [1, 1, 1], "n_before": [1, None, True]})


@pytest.mark.parametrize(("given", "column", "index"), [
    (NUMBERS, [5, "x", "y"], 1),
    (NUMBERS, np.array([5.0, np.nan]), 1),
    (NUMBERS, np.array([np.inf, 5.0]), 0),
    (NUMBERS, pd.Series([1.0, None]), 1),
    (NUMBERS, [1, [2]], 1),
    (NUMBERS, [1, Decimal("sNaN")], 1),
    (WHOLE, np.array([1.0, 2.0]), 0),
    (WHOLE, [1, 2, 2.0], 2),
    (WHOLE, [1, True], 1),
    (table({"n": at_least(0)}, {}), [0, 1, -1, -2], 2),
    (table({"n": at_least(0)}, {}), np.array([0.0, -1.0]), 1),
    (LABELS, ["api", "billing", "apl"], 2),
    (LABELS, ["api", ["api"]], 1),
    (LABELS, ["api", ("api", ["x"])], 1),
    (LABELS, np.array([1.0]), 0),
    (DAYS, np.array(["2026-01-01T00:00"], dtype="M8[m]"), 0),
    (DAYS, np.array(["2026-01-01"], dtype="M8[ns]"), 0),
    (TAGS, [["vip"], "vip"], 1),
    (TAGS, [["vip"], ["vip"], [["vip"]]], 2),
    (TAGS, [{"vip"}, {1}], 1),
], ids=range(20))  # fmt: skip
def test_a_wrong_fact_is_told_with_its_row(given, column, index):
    [field] = given.inputs
    with pytest.raises(DomainError) as caught:
        given.decide_many({field: column})
    assert (caught.value.index, caught.value.field) == (index, field)
    with pytest.raises(DomainError) as one:
        given.decide({field: list(column)[index]})
    assert str(caught.value) == f"row {index}: {one.value}"
    assert caught.value.allowed == one.value.allowed
    assert repr(caught.value.value) == repr(one.value.value)
    assert caught.value.__cause__ is None


@pytest.mark.parametrize(("columns", "words"), [
    ([["api"]], "are no columns; give a mapping of input to a sequence of facts"),
    (None, "None are no columns"),
    ({"c": "api"}, "the column c is 'api'; give a sequence with one element a ticket"),
    ({"c": b"api"}, "the column c is b'api'"),
    ({"c": None}, "the column c is None"),
    ({"c": iter(["api"])}, "the column c is <list_iterator"),
    ({"c": {"api"}}, r"the column c is \{'api'\}"),
    ({"c": {"api": 1}}, r"the column c is \{'api': 1\}"),
    ({"c": ["api"], "note": 3}, "the column note is 3"),
    ({"c": np.array("api")}, "the column c is array"),
    ({"c": np.array([["api"]])}, "the column c is array"),
    ({"c": ["api"], "note": []}, "the columns have different lengths: c 1, note 0; give one element a ticket in each"),
], ids=range(12))  # fmt: skip
def test_what_is_no_set_of_columns_is_refused(columns, words):
    with pytest.raises(DomainError, match=words) as caught:
        LABELS.decide_many(columns)
    assert caught.value.index is None


def test_all_words_of_the_status_and_what_stands_beside_them():
    inputs = {"c": ("a", "b", "z"), "n": "number"}
    whens = ({"c": "a", "n": less_than(5)}, {"c": any_of("a", "b")})
    columns = {"c": ["a", "a", "b", "z", "a", None], "n": [9, 1, None, 1, None, 9]}
    told = {
        policy: table(inputs, *whens, policy=policy, default=default).decide_many(columns)
        for policy, default in (("unique", None), ("first", 9), ("any", None), ("collect", None))
    }
    assert {policy: decisions.status.tolist() for policy, decisions in told.items()} == {
        "unique": ["decided", "ambiguous", "decided", "no_match", "needs", "needs"],
        "first": ["decided", "decided", "decided", "default", "needs", "needs"],
        "any": ["decided", "ambiguous", "decided", "no_match", "needs", "needs"],
        "collect": ["decided", "decided", "decided", "no_match", "needs", "needs"],
    }
    assert told["unique"].output.tolist() == [1, None, 1, None, None, None]
    assert told["first"].output.tolist() == [1, 0, 1, 9, None, None]
    assert told["first"].rule.tolist() == ["r1", "r0", "r1", None, None, None]
    assert told["collect"].output.tolist() == [(1,), (0, 1), (1,), (), (1,), ()]
    assert told["collect"].rule.tolist() == [None] * 6
    refused = table(inputs, *whens, policy="unique").decide_many(columns, missing="refuse")
    assert refused.status.tolist() == ["decided", "ambiguous", "decided", "no_match", "decided", "no_match"]
    collected = table(inputs, *whens, policy="collect", default=9).decide_many(columns)
    assert collected.output.tolist() == [(1,), (0, 1), (1,), (9,), (1,), ()]
    assert collected.status.tolist() == ["decided", "decided", "decided", "default", "needs", "needs"]


def test_outputs_of_parts_stay_whole_in_a_column():
    rules = [Rule("a", {"c": "api"}, {"team": "API", "steps": [1, 2]}), Rule("b", {}, ["x", "y"])]
    given = DecisionTable(name="t", hit_policy="first", inputs={"c": ("api", "billing")}, rules=rules)
    found = given.decide_many({"c": ["api", "billing", "api"]}).output
    assert found.tolist() == [{"team": "API", "steps": (1, 2)}, ("x", "y"), {"team": "API", "steps": (1, 2)}]
    assert found.dtype == object


def test_a_hundred_thousand_tickets_take_no_longer_than_a_moment():
    given = table({"c": ("api", "billing"), "n": "number", "t": "text"}, {"c": "api", "n": at_least(50_000)},
                  {"t": contains_words("refund")}, {"n": less_than(10)})  # fmt: skip
    size = 100_000
    columns = {
        "c": ["api", "billing"] * (size // 2), "n": np.arange(size, dtype=float), "t": ["a refund", "x"] * (size // 2),
    }  # fmt: skip
    decisions = given.decide_many(columns)
    assert decisions.counts() == {"decided": 50_005, "no_match": 49_995}
    assert decisions.by_rule() == {"r0": 25_000, "r1": 25_000, "r2": 5}
