"""Decision tables: rules as data, with a stated policy for several matches."""

import json
import pickle
from collections.abc import Mapping
from datetime import date
from enum import Enum
from types import MappingProxyType

import pytest
from pydantic import ValidationError

from supportops.errors import AmbiguousMatchError, ConfigurationError, DomainError, NoMatchError
from supportops.triage.conditions import (
    any_of,
    at_least,
    between,
    changed_to,
    contains_words,
    is_missing,
    less_than,
    none_of,
    starts_with,
)
from supportops.triage.inputs import optional
from supportops.triage.outputs import Record
from supportops.triage.rules import Rule
from supportops.triage.table import DecisionTable
from supportops.vocabulary import L0_TO_L3, P1_TO_P5, Scale


class Tier(Enum):
    ENTERPRISE = "enterprise"
    FREE = "free"


def table(**changes):
    """Return the desk of the docs, changed."""
    given = {
        "name": "desk",
        "hit_policy": "first",
        "inputs": {"category": ("billing", "api"), "arr": at_least(0)},
        "rules": (Rule("vip", {"arr": at_least(50_000)}, "P2"), Rule("money", {"category": "billing"}, "P3")),
    }
    return DecisionTable(**{**given, **changes})


FULL = DecisionTable(
    name="every kind",
    hit_policy="priority",
    inputs={
        "tier": Tier, "level": optional(L0_TO_L3), "category": ("billing", "api"), "arr": at_least(0.5), "n": "number",
        "replies": "integer", "subject": "text", "vip": "boolean", "day": optional("date"), "tags": "tags",
    },
    rules=[
        Rule("a", {"tier": Tier.FREE, "level": at_least("L2"), "day": between(date(2026, 1, 1), None)}, 1, "First."),
        Rule("b", {"vip": True, "day": is_missing(), "n": between(None, 10**30, closed="both")}, True),
        Rule("c", {"tags": none_of("spam"), "subject": contains_words("refund", "charged twice")}, {"to": ["a", None]}),
        Rule("d", {"subject": starts_with("RE: "), "category": changed_to("api"), "replies": any_of(1, 2)}, "P1"),
    ],
    outputs=[True, "P1", 1, {"to": ["a", None]}, 2.5],
    default=2.5,
)  # fmt: skip


@pytest.mark.parametrize("given", [
    FULL, table(), table(default={"a": [1]}), table(outputs=Scale("P2", "P3", "P4"), default="P4"),
    table(outputs=Scale("low", "P3", "P2", top="last", titles={"low": "Low"}), hit_policy="priority"),
    table(inputs={"category": optional(("billing", "api")), "arr": between(0, 10**6, closed="neither")}),
    table(inputs={}, rules=[Rule("all", {}, [])]),
], ids=range(7))  # fmt: skip
def test_a_table_is_the_same_again_after_json(given):
    again = DecisionTable.model_validate_json(given.model_dump_json())
    assert again == given
    assert repr(again) == repr(given)
    assert hash(again) == hash(given)
    assert again.ranking == given.ranking
    assert [list(rule.when) for rule in again.rules] == [list(rule.when) for rule in given.rules]
    assert DecisionTable.model_validate(given.model_dump()) == given
    assert DecisionTable.model_validate(json.loads(given.model_dump_json())) == given


def test_a_table_that_has_decided_is_still_the_same_value():
    facts = {"category": "billing", "arr": 10}
    one, other = table(), table()
    decision = one.decide(facts)
    assert one == other
    assert hash(one) == hash(other)
    again = pickle.loads(pickle.dumps(one))
    assert again == one
    assert again.decide(facts) == decision
    assert pickle.loads(pickle.dumps(decision)) == decision


def test_a_changed_copy_decides_by_its_own_rules():
    one = table()
    assert one.decide({"category": "billing", "arr": 0}).output == "P3"
    other = one.model_copy(update={"rules": (Rule("all", {}, "P1"),), "default": "P5"})
    assert other.decide({"category": "billing", "arr": 0}).output == "P1"
    assert one.decide({"category": "billing", "arr": 0}).output == "P3"
    with pytest.raises(ConfigurationError, match="at least one rule"):
        one.model_copy(update={"rules": ()})


def test_a_table_cannot_be_changed():
    given = table()
    with pytest.raises(ValidationError, match="frozen"):
        given.rules = ()
    with pytest.raises(TypeError, match="frozen"):
        given.inputs["new"] = "text"
    assert isinstance(given.rules, tuple)
    assert isinstance(FULL.outputs, tuple)
    assert isinstance(FULL.outputs[3], Record)


def test_an_enum_class_becomes_the_scale_of_its_values():
    assert FULL.inputs["tier"] == Scale("enterprise", "free")
    given = table(hit_policy="priority", outputs=Enum("Priority", {"A": "P2", "B": "P3"}))
    assert given.outputs == Scale("P2", "P3")
    assert given.ranking == ("P2", "P3")


def test_the_ranking_has_the_top_first_whichever_end_it_is():
    assert table(outputs=Scale("P2", "P3")).ranking == ("P2", "P3")
    assert table(outputs=Scale("P3", "P2", top="last")).ranking == ("P2", "P3")
    assert table().ranking == ()


def test_no_match_names_the_facts_that_were_read():
    facts = {"category": "api", "arr": 10, "note": "x"}
    with pytest.raises(NoMatchError) as caught:
        table().decide(facts)
    assert str(caught.value) == "table 'desk' has no rule for category='api', arr=10; add a rule or a default"
    assert caught.value.facts == facts
    facts["arr"] = 11
    assert caught.value.facts["arr"] == 10
    with pytest.raises(NoMatchError, match="has no rule for category=None, arr=None"):
        table().decide({}, missing="refuse")


def test_two_matches_of_a_unique_table_name_the_rules_in_order():
    both = (Rule("z", {"category": "billing"}, "P1"), Rule("a", {"arr": less_than(5)}, "P1"))
    with pytest.raises(AmbiguousMatchError) as caught:
        table(hit_policy="unique", rules=both).decide({"category": "billing", "arr": 0})
    assert caught.value.rules == ("z", "a")
    assert str(caught.value) == (
        "table 'desk': rules 'z', 'a' match, and under 'unique' may match only one; mend the rules"
    )
    differ = (*both, Rule("b", {}, "P2"))
    with pytest.raises(AmbiguousMatchError, match="'z', 'a', 'b' match, and under 'any' must not differ") as caught:
        table(hit_policy="any", rules=differ).decide({"category": "billing", "arr": 0})
    assert caught.value.rules == ("z", "a", "b")


def test_a_table_decides_on_any_mapping_and_on_nothing_else():
    facts = {"category": "billing", "arr": 10}

    class Lazy(Mapping):
        def __getitem__(self, name):
            return facts[name]

        def __iter__(self):
            return iter(facts)

        def __len__(self):
            return 2

    for given in (facts, MappingProxyType(facts), Lazy()):
        assert table().decide(given).output == "P3"
    for given in (None, [], "", [("arr", 1)], 3):
        with pytest.raises(DomainError, match="are no facts; give a mapping of input to fact"):
            table().decide(given)


@pytest.mark.parametrize("missing", ["never", "", None, True])
def test_a_word_for_missing_facts_that_is_none_is_refused(missing):
    for ask in (table().decide, table().decide_many):
        with pytest.raises(DomainError, match="allowed: 'ask', 'refuse'") as caught:
            ask({}, missing=missing)
        assert (caught.value.field, caught.value.value) == ("missing", missing)


def test_the_facts_may_be_changed_after_the_call():
    given = table(inputs={"category": ("billing", "api"), "arr": at_least(0), "g": "tags", "h": "tags"}, rules=(
        Rule("a", {"g": any_of("vip"), "category": "billing"}, "P1"), Rule("b", {"h": any_of("x")}, "P2"),
        Rule("c", {"arr": at_least(1)}, "P3"),
    ))  # fmt: skip
    facts = {"category": "billing", "arr": 0, "g": ["vip"], "h": {"y"}}
    decision = given.decide(facts)
    facts["g"].clear()
    facts["h"].add("x")
    facts.update(category="api", arr=5)
    assert decision.rule == "a"
    assert {rule: refusal.value for rule, refusal in decision.refused.items()} == {"b": frozenset({"y"}), "c": 0}
    assert decision.facts == {"category": "billing", "arr": 0, "g": ("vip",), "h": frozenset({"y"})}


def test_a_table_answers_asks_or_takes_its_default():
    given = table(default="P4")
    assert given.decide({"category": "api", "arr": 0}).output == "P4"
    assert given.decide({"category": "billing"}).needs == ("arr",)
    assert given.decide({"category": "billing"}, missing="refuse").output == "P3"
    assert given.decide_many({"category": ["api", "billing"], "arr": [0, 0]}).output.tolist() == ["P4", "P3"]
    both = table(hit_policy="collect", inputs={**given.inputs, "tags": "tags"}, default="P4")
    assert both.decide({"category": "billing", "arr": 50_000, "tags": ("a",)}).output == ("P2", "P3")
    assert both.decide({"category": "api", "arr": 0}).output == ("P4",)
    assert both.decide({"category": "billing"}).output == ("P3",)


def test_a_table_reads_as_text_as_markdown_and_as_html():
    assert str(table()).startswith("desk: first: ")
    assert table().to_markdown().startswith("**desk** (first: ")
    assert table()._repr_html_().startswith("<table>")
    assert set(DecisionTable.model_json_schema()["required"]) == {"name", "hit_policy", "inputs", "rules"}


def test_a_table_is_analysed_checked_and_tried_on_past_tickets():
    given = table()
    assert [str(gap) for gap in given.analyse().gaps] == ["category = api and arr < 50,000"]
    assert given.verified() is given
    with pytest.raises(ConfigurationError, match="'vip'"):
        table(hit_policy="unique").verified()
    assert given.backtest([{"category": "billing", "arr": 0}] * 2, ["P3", "P2"]).agreement == 0.5


def test_published_scales_serve_as_inputs_and_outputs():
    given = table(
        inputs={"priority": P1_TO_P5},
        rules=[Rule("page", {"priority": at_least("P2")}, "P1"), Rule("queue", {}, "P5")],
        outputs=P1_TO_P5,
        hit_policy="priority",
    )
    assert [given.decide({"priority": label}).output for label in P1_TO_P5] == ["P1", "P1", "P5", "P5", "P5"]
