"""Why the other rules did not decide."""

from datetime import date
from enum import Enum

import pytest

from supportops.triage import _trace
from supportops.triage._trace import Refusal
from supportops.triage.conditions import any_of, at_least, between, changed_to, contains_words, is_missing, is_present
from supportops.triage.inputs import optional
from supportops.triage.rules import Rule
from supportops.triage.table import DecisionTable
from supportops.vocabulary import P1_TO_P5


class Tier(Enum):
    GOLD = "gold"
    FREE = "free"


def table(inputs, *whens, policy="collect"):
    rules = [Rule(f"r{index}", when, "x") for index, when in enumerate(whens)]
    return DecisionTable(name="t", hit_policy=policy, inputs=inputs, rules=rules)


@pytest.mark.parametrize(("refusal", "words"), [
    (Refusal("category", "= billing or api", "login"), "category is login, not billing or api"),
    (Refusal("arr", ">= 50,000", 10_000), "arr is 10,000, not >= 50,000"),
    (Refusal("vip", "= yes", False), "vip is no, not yes"),
    (Refusal("day", "is missing", date(2026, 1, 1)), "day is 2026-01-01, not missing"),
    (Refusal("tier", "= gold", Tier.FREE), "tier is free, not gold"),
    (Refusal("tags", "= vip", ("b", "a")), "tags has a, b, not vip"),
    (Refusal("subject", "contains 'refund'", ""), "subject does not contain 'refund'"),
    (Refusal("reason", "= x", None), "reason is missing, not x"),
    (Refusal("reason", "contains 'x'", None), "reason is missing"),
    (Refusal("subject", "starts with 'Re:'", "Fwd"), "subject does not start with 'Re:'"),
    (Refusal("status", "changed to open", "open"), "status was open before"),
    (Refusal("status", "changed to open", "new"), "status is new, not open"),
    (Refusal("tags", "is not spam", {"spam"}), "tags has spam, which is excluded"),
    (Refusal("day", "is present", None), "day is missing"),
], ids=range(14))  # fmt: skip
def test_a_refusal_reads_as_a_sentence(refusal, words):
    assert str(refusal) == words


def test_the_first_condition_that_is_false_refuses_in_the_order_of_the_rule():
    given = table(
        {"c": ("a", "b"), "p": P1_TO_P5, "n": "number", "vip": "boolean"},
        {"n": at_least(5), "c": "a"},
        {"c": "a", "n": at_least(5)},
        {"vip": True, "p": "P1", "n": at_least(5), "c": "a"},
        {"p": "P1", "n": at_least(5)},
        {"c": "b", "n": 1},
    )
    refused = given.decide({"c": "b", "p": "P1", "n": 1, "vip": True}).refused
    assert refused == {
        "r0": Refusal("n", ">= 5", 1),
        "r1": Refusal("c", "= a", "b"),
        "r2": Refusal("n", ">= 5", 1),
        "r3": Refusal("n", ">= 5", 1),
    }
    assert list(refused) == ["r0", "r1", "r2", "r3"]
    refused = given.decide({"c": "b", "p": "P2", "n": 9, "vip": False}).refused
    assert [refused[rule].field for rule in ("r0", "r1", "r2", "r3", "r4")] == ["c", "c", "vip", "p", "n"]


def test_an_open_rule_is_neither_refused_nor_matched_but_a_false_condition_refuses_it_all_the_same():
    given = table({"c": ("a", "b"), "n": "number"}, {"n": 1}, {"n": 1, "c": "a"}, {"c": "b"}, {"n": is_present()})
    decision = given.decide({"c": "b"})
    assert decision.rules == ("r2",)
    assert decision.undecided == {"r0": ("n",)}
    assert decision.refused == {"r1": Refusal("c", "= a", "b"), "r3": Refusal("n", "is present", None)}


def test_a_missing_fact_that_may_be_missing_refuses_with_nothing():
    given = table({"n": optional("number"), "c": optional(("a", "b"))}, {"n": 1}, {"c": "a"}, {"c": is_missing()})
    assert given.decide({}).refused == {"r0": Refusal("n", "= 1", None), "r1": Refusal("c", "= a", None)}


def test_a_change_refuses_by_the_fact_itself():
    given = table({"s": ("new", "open")}, {"s": changed_to("open")})
    assert given.decide({"s": "open", "s_before": "open"}).refused == {"r0": Refusal("s", "changed to open", "open")}
    assert given.decide({"s": "new"}).refused == {"r0": Refusal("s", "changed to open", "new")}


def test_answers_from_the_memory_are_those_of_the_first_time(monkeypatch):
    monkeypatch.setattr(_trace, "_KEPT", 2)
    inputs = {"c": ("a", "b", "d"), "tier": Tier, "n": "number"}
    whens = ({"c": "a", "n": 1}, {"n": 2, "c": "b"}, {"tier": "gold"}, {"c": any_of("b", "d"), "tier": Tier.FREE})
    given = table(inputs, *whens)
    for _ in range(2):
        for c in ("a", "b", "d", None):
            for tier in ("gold", Tier.FREE, None):
                for n in (1, 2, None):
                    facts = {"c": c, "tier": tier, "n": n}
                    once = table(inputs, *whens).decide(facts).refused
                    assert given.decide(facts).refused == once
                    assert list(given.decide(facts).refused) == list(once)
                    assert len(given._engine.trace._known) <= 2


def test_the_refusals_of_one_decision_do_not_change_with_the_next():
    given = table({"c": ("a", "b"), "n": "number"}, {"c": "a", "n": 1}, {"n": 2})
    one = given.decide({"c": "a", "n": 2})
    before = dict(one.refused)
    assert len(given.decide({"c": "a", "n": 5}).refused) == 2
    assert one.refused == before == {"r0": Refusal("n", "= 1", 2)}
    with pytest.raises(TypeError, match="frozen"):
        one.refused["r0"] = None


def test_the_facts_that_an_open_rule_lacks_come_in_the_order_of_the_inputs():
    given = table(
        {"a": "number", "s_before": "text", "b": "text", "s": "text", "g": "tags"},
        {"s": changed_to("x"), "b": contains_words("y"), "a": between(1, 2)},
        {"g": any_of("v"), "a": is_missing(), "b": "y"},
        {"s_before": "z", "s": changed_to("x")},
    )
    assert given.decide({}).undecided == {
        "r0": ("a", "s_before", "b", "s"), "r1": ("b", "g"), "r2": ("s_before", "s"),
    }  # fmt: skip
    assert given.decide({"s": "x", "b": "y"}).undecided == {
        "r0": ("a", "s_before"), "r1": ("g",), "r2": ("s_before",),
    }  # fmt: skip
    assert table({"s": "text"}, {"s": changed_to("x")}).decide({}).undecided == {"r0": ("s", "s_before")}


def test_every_rule_has_exactly_one_verdict():
    inputs = {"c": ("a", "b"), "n": optional("number"), "t": "text"}
    whens = ({"c": "a"}, {"n": 1}, {"t": "x"}, {}, {"c": "b", "t": "y"}, {"t": "y", "c": "b", "n": is_missing()})
    given = table(inputs, *whens)
    for c in ("a", "b", None):
        for n in (1, 2, None):
            for t in ("x", "y", None):
                decision = given.decide({"c": c, "n": n, "t": t})
                told = [*decision.rules, *decision.undecided, *decision.refused]
                assert sorted(told) == [f"r{index}" for index in range(6)]
