"""A decision table made ready: quick look-ups for the usual facts, and the same answer for all others."""

from contextlib import suppress
from datetime import date
from decimal import Decimal
from enum import Enum, StrEnum
from itertools import product

import numpy as np
import pytest

from supportops.errors import DomainError
from supportops.triage import _engine
from supportops.triage._engine import Engine
from supportops.triage.conditions import (
    any_of,
    at_least,
    changed_to,
    contains_words,
    is_missing,
    is_present,
    less_than,
    none_of,
)
from supportops.triage.inputs import optional
from supportops.triage.rules import Rule
from supportops.triage.table import DecisionTable
from supportops.vocabulary import P1_TO_P5


class Plain(Enum):
    API = "api"


class Member(StrEnum):
    API = "api"


def engine(inputs, *whens):
    rules = [Rule(f"r{index}", when, "x") for index, when in enumerate(whens)]
    return Engine(DecisionTable(name="t", hit_policy="first", inputs=inputs, rules=rules))


def hits(ready, facts):
    """Return the rules that match and those that are open; both ways to find them must agree."""
    found = ready.hits(facts)
    with suppress(KeyError, TypeError, IndexError):
        assert ready.quick(facts) == found
    return tuple(map(ready.bits, found))


DESK = engine(
    {"category": ("api", "billing"), "priority": P1_TO_P5, "vip": "boolean", "n": "number", "hours": at_least(0),
     "replies": "integer"},
    {"category": "api", "n": at_least(1)},
    {"priority": at_least("P2"), "vip": True},
    {"hours": less_than(8), "replies": any_of(1, 2)},
    {"category": none_of("api"), "vip": False},
    {},
)  # fmt: skip
USUAL = {"category": "api", "priority": "P1", "vip": True, "n": 1.5, "hours": 3, "replies": 2}


def test_the_usual_facts_are_looked_up():
    assert hits(DESK, USUAL) == ([0, 1, 2, 4], [])
    assert DESK.quick(USUAL) == (0b10111, 0)
    assert hits(DESK, {**USUAL, "category": "billing", "vip": False, "hours": 8.0}) == ([3, 4], [])


@pytest.mark.parametrize(("field", "facts"), [
    ("category", [Plain.API, Member.API, np.str_("api")]),
    ("vip", [np.bool_(True)]),
    ("n", [1, Decimal("1.5"), np.float32(2), 10**400]),
    ("hours", [0, Decimal(0), np.int64(7), 7.999]),
    ("replies", [1, np.int64(1)]),
])  # fmt: skip
def test_a_fact_written_in_another_way_is_the_same_fact(field, facts):
    for fact in facts:
        assert hits(DESK, {**USUAL, field: fact}) == ([0, 1, 2, 4], [])


@pytest.mark.parametrize(("field", "fact"), [
    ("category", "apl"), ("category", 1), ("category", ["api"]), ("category", {}), ("vip", 1), ("vip", 0),
    ("vip", "yes"), ("n", True), ("n", "1"), ("n", float("nan")), ("n", float("inf")), ("n", float("-inf")),
    ("n", np.array([1.0])), ("hours", -0.5), ("hours", float("inf")), ("hours", float("nan")), ("replies", 1.0),
    ("replies", True), ("replies", float("nan")), ("priority", 1),
])  # fmt: skip
def test_a_wrong_fact_is_refused_whatever_else_is_there(field, fact):
    for facts in ({**USUAL, field: fact}, {field: fact}):
        with pytest.raises(DomainError) as caught:
            DESK.hits(facts)
        assert caught.value.field == field
        assert caught.value.__cause__ is None


def test_a_wrong_fact_is_refused_even_where_no_rule_asks_for_it():
    ready = engine({"n": "number", "t": "text", "day": "date", "g": "tags"}, {})
    for field, fact in (("n", "x"), ("t", 3), ("day", "2026-01-01"), ("g", "x")):
        with pytest.raises(DomainError) as caught:
            ready.hits({"n": 1, "t": "", "day": date(2026, 1, 1), "g": [], field: fact})
        assert caught.value.field == field


@pytest.mark.parametrize(("absent", "matched", "undecided"), [
    (("n",), [1, 2, 4], [0]),
    (("category",), [1, 2, 4], [0]),
    (("vip",), [0, 2, 4], [1]),
    (("hours", "replies"), [0, 1, 4], [2]),
    (("priority", "category", "vip", "n", "hours", "replies"), [4], [0, 1, 2, 3]),
])  # fmt: skip
def test_a_fact_that_is_absent_or_none_leaves_its_rules_open(absent, matched, undecided):
    without = {name: fact for name, fact in USUAL.items() if name not in absent}
    assert hits(DESK, without) == (matched, undecided)
    assert hits(DESK, {**without, **dict.fromkeys(absent)}) == (matched, undecided)


def test_texts_tags_days_and_changes_are_looked_up_beside_the_others():
    ready = engine(
        {"a": ("x", "y"), "t": optional("text"), "g": "tags", "day": "date", "s": ("new", "open")},
        {"a": "x", "t": contains_words("refund")},
        {"g": any_of("vip"), "day": at_least(date(2026, 1, 1))},
        {"s": changed_to("open"), "t": is_missing()},
        {"s": "open", "g": is_present()},
    )
    facts = {"a": "x", "t": "a refund", "g": ["vip"], "day": date(2026, 1, 1), "s": "open", "s_before": "new"}
    assert hits(ready, facts) == ([0, 1, 3], [])
    assert hits(ready, {**facts, "t": None}) == ([1, 2, 3], [])
    assert hits(ready, {**facts, "t": None, "s_before": None}) == ([1, 3], [2])
    assert hits(ready, {**facts, "g": None}) == ([0], [1])
    assert hits(ready, {}) == ([], [1, 2])
    assert hits(ready, {"t": None, "s": "new"}) == ([], [1])


def test_what_a_fact_was_before_may_be_an_input_of_its_own():
    ready = engine({"s": ("new", "open"), "s_before": optional("text")}, {"s": changed_to("open")}, {"s_before": "x"})
    assert hits(ready, {"s": "open", "s_before": "x"}) == ([0, 1], [])
    assert hits(ready, {"s": "open"}) == ([], [])
    assert ready.read == {"s", "s_before"}
    other = engine({"s": optional(("new", "open"))}, {"s": changed_to("open")})
    assert hits(other, {"s": "open"}) == ([], [0])
    assert other.read == {"s", "s_before"}


def test_the_rules_that_one_input_does_not_refute():
    ready = engine({"a": ("x", "y"), "s": "number"}, {"a": "x"}, {"s": changed_to(1)}, {"s": 1})
    facts = {"a": np.str_("y"), "s": 1, "s_before": 2}
    assert ready.may_hold("a", facts) == 0b110
    assert ready.may_hold("s", facts) == 0b111
    assert ready.may_hold("s", {**facts, "s_before": 1}) == 0b101
    assert ready.may_hold("s", {"s": Decimal(3)}) == 0b001
    assert ready.may_hold("s", {}) == 0b111
    assert ready.by_input(facts) == {"a": (0b110, 0b110), "s": (0b111, 0b111)}
    assert ready.by_input({}) == {"a": (0b110, 0b111), "s": (0b001, 0b111)}


def test_what_labels_allow_is_remembered_and_the_memory_is_bounded(monkeypatch):
    monkeypatch.setattr(_engine, "_KEPT", 4)
    ready = engine({"a": tuple("xyz"), "b": tuple("xyz")}, *({"a": a, "b": b} for a, b in product("xyz", "xyz")))
    sizes = set()
    for _ in range(2):
        for index, (a, b) in enumerate(product("xyz", "xyz")):
            assert ready.quick({"a": a, "b": b}) == (1 << index, 0)
            sizes.add(len(ready._by_labels))
    assert sizes == {1, 2, 3, 4}
    for mask in range(9):
        assert ready.named(mask) == tuple(f"r{index}" for index in ready.bits(mask))
        assert len(ready._names) <= 4
    assert ready.hits({"a": "z", "b": "z"}) == ready.hits({"b": np.str_("z"), "a": "z"})


def test_sets_of_rules_are_told_in_rule_order():
    assert DESK.bits(0) == []
    assert DESK.bits(0b10010) == [1, 4]
    assert DESK.named(0b10010) == ("r1", "r4")
    assert DESK.named(0) == ()
    assert DESK.everything == 0b11111


def test_the_place_of_a_fact_is_that_of_its_input():
    one = {name: changed_to("x") for name in "abc"}
    ready = engine({"b_before": "text", "a": ("x",), "b": ("x",), "c": ("x",)}, one)
    assert [ready.place(name) for name in ("b_before", "a", "a_before", "b", "c", "c_before")] == [0, 1, 1, 2, 3, 3]


def test_a_table_of_a_thousand_rules_is_ready_in_no_time_and_finds_each_of_them():
    whens = [{"n": at_least(index), "c": any_of(f"l{index}", f"l{index + 1}")} for index in range(1000)]
    ready = engine({"n": "number", "c": tuple(f"l{index}" for index in range(1001))}, *whens)
    assert hits(ready, {"n": 500, "c": "l500"}) == ([499, 500], [])
    assert hits(ready, {"n": 499.5, "c": "l500"}) == ([499], [])
    assert hits(ready, {"c": "l1000"}) == ([], [999])
