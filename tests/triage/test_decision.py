"""One answer of a table, and why it is that one."""

import copy
import pickle

import pytest

from supportops.errors import AmbiguousMatchError, NoMatchError
from supportops.triage._trace import Refusal
from supportops.triage.conditions import any_of, at_least, contains_words, is_missing, less_than
from supportops.triage.decision import Decision, told
from supportops.triage.outputs import read_output
from supportops.triage.rules import Rule
from supportops.triage.table import DecisionTable
from supportops.vocabulary import P1_TO_P5

INPUTS = {"category": ("billing", "api"), "arr": at_least(0), "subject": "text"}
RULES = (
    Rule("vip", {"arr": at_least(50_000)}, "P2"),
    Rule("money", {"category": "billing"}, "P3", note="The customer cannot pay."),
    Rule("refund", {"subject": contains_words("refund")}, "P3"),
    Rule("small", {"arr": less_than(100), "category": "api"}, "P5"),
)


def table(policy="first", **changes):
    outputs = P1_TO_P5 if policy == "priority" else ()
    given = {"name": "desk", "hit_policy": policy, "inputs": INPUTS, "rules": RULES, "outputs": outputs}
    return DecisionTable(**{**given, **changes})


ALL_BUT_SMALL = {"category": "billing", "arr": 60_000, "subject": "A refund"}


# The policy, the facts, then: output, rule, rules, also matched, needs.
ANSWERS = [
    ("first", ALL_BUT_SMALL, "P2", "vip", ("vip",), ("money", "refund"), ()),
    ("first", {**ALL_BUT_SMALL, "arr": 0}, "P3", "money", ("money",), ("refund",), ()),
    ("first", {"category": "billing", "subject": ""}, None, None, (), ("money",), ("arr",)),
    ("first", {"category": "api", "arr": 10}, None, None, (), ("small",), ("subject",)),
    ("first", {"arr": 60_000}, "P2", "vip", ("vip",), (), ()),
    ("first", {}, None, None, (), (), ("arr", "category", "subject")),
    ("any", {**ALL_BUT_SMALL, "arr": 0}, "P3", "money", ("money",), ("refund",), ()),
    ("any", {"category": "billing", "arr": 0}, "P3", "money", ("money",), (), ()),
    ("any", {"category": "billing", "subject": "refund"}, None, None, (), ("money", "refund"), ("arr",)),
    ("unique", {**ALL_BUT_SMALL, "arr": 0, "subject": ""}, "P3", "money", ("money",), (), ()),
    ("unique", {"category": "billing", "arr": 0}, None, None, (), ("money",), ("subject",)),
    ("priority", ALL_BUT_SMALL, "P2", "vip", ("vip",), ("money", "refund"), ()),
    ("priority", {"category": "api", "arr": 0, "subject": "refund"}, "P3", "refund", ("refund",), ("small",), ()),
    ("priority", {"category": "api", "arr": 0}, None, None, (), ("small",), ("subject",)),
    ("priority", {"arr": 60_000}, "P2", "vip", ("vip",), (), ()),
    ("collect", ALL_BUT_SMALL, ("P2", "P3", "P3"), None, ("vip", "money", "refund"), (), ()),
    ("collect", {"category": "billing", "arr": 0}, ("P3",), None, ("money",), (), ("subject",)),
    ("collect", {"category": "api", "arr": 500, "subject": ""}, (), None, (), (), ()),
]  # fmt: skip


@pytest.mark.parametrize(("policy", "facts", "output", "rule", "rules", "also", "needs"), ANSWERS, ids=range(18))
def test_each_hit_policy_answers_as_worked_out_by_hand(policy, facts, output, rule, rules, also, needs):
    decision = table(policy).decide(facts)
    assert decision.output == output
    assert (decision.rule, decision.rules, decision.also_matched) == (rule, rules, also)
    assert decision.needs == needs
    assert not decision.is_default


def test_missing_facts_may_refuse_instead_of_asking():
    decision = table().decide({"category": "billing"}, missing="refuse")
    assert (decision.output, decision.rule, decision.needs) == ("P3", "money", ())
    assert decision.undecided == {"vip": ("arr",), "refund": ("subject",)}
    assert list(decision.refused) == ["small"]
    with pytest.raises(NoMatchError):
        table().decide({"category": "api"}, missing="refuse")
    assert table("unique").decide({"category": "billing"}, missing="refuse").rule == "money"
    with pytest.raises(AmbiguousMatchError):
        table("unique").decide({"category": "billing", "subject": "refund"}, missing="refuse")


def test_the_default_is_told_as_such():
    given = table(default="P4")
    decision = given.decide({"category": "api", "arr": 100, "subject": ""})
    assert (decision.output, decision.rule, decision.rules, decision.is_default) == ("P4", None, (), True)
    asking = given.decide({"category": "api", "arr": 100})
    assert (asking.output, asking.needs, asking.is_default) == (None, ("subject",), False)
    same = table(default="P3").decide({"category": "api", "arr": 100})
    assert (same.output, same.needs, same.is_default) == ("P3", (), True)
    collected = table("collect", default="P4").decide({"category": "api", "arr": 100, "subject": ""})
    assert (collected.output, collected.rules, collected.is_default) == (("P4",), (), True)


def test_an_answer_reads_as_text():
    assert str(table().decide({"category": "api", "arr": 60_000})) == (
        "desk: P2, by vip\n"
        "  refund: open, lacks subject\n"
        "  money: no, category is api, not billing\n"
        "  small: no, arr is 60,000, not < 100"
    )
    assert str(table().decide(ALL_BUT_SMALL)).startswith("desk: P2, by vip; also matching: money, refund\n")
    assert str(table(default="P4").decide({"category": "api", "arr": 100, "subject": ""})).startswith(
        "desk: P4, the default\n"
    )
    assert str(table().decide({"category": "billing"})).startswith("desk: ask for arr; also matching: money\n")
    assert str(table("collect").decide({"category": "billing"})).startswith("desk: so far P3; ask for arr, subject\n")
    assert str(table("collect").decide({"category": "api", "arr": 500, "subject": ""})).startswith(
        "desk: nothing, by no rule\n"
    )


def test_an_answer_reads_as_markdown_and_as_html():
    decision = table(name="a|b <desk>").decide({"category": "billing", "arr": 60_000})
    assert decision.to_markdown() == (
        "**a|b <desk>**: P2, by vip\n"
        "\n"
        "| rule | verdict | why |\n"
        "| --- | --- | --- |\n"
        "| vip | decides | P2 |\n"
        "| money | matches | The customer cannot pay. |\n"
        "| refund | open | lacks subject |\n"
        "| small | no | arr is 60,000, not < 100 |"
    )
    html = decision._repr_html_()
    assert html.startswith("<table>")
    assert "a|b &lt;desk&gt;: P2, by vip" in html
    assert "arr is 60,000, not &lt; 100" in html
    assert html.count("<tr>") == 5


def test_two_answers_are_equal_if_they_say_the_same():
    one, other = table().decide(ALL_BUT_SMALL), table().decide({**ALL_BUT_SMALL, "note": "not read"})
    assert one == other
    assert hash(one) == hash(other)
    assert one != table().decide({**ALL_BUT_SMALL, "arr": 60_001})
    assert one != table(name="other").decide(ALL_BUT_SMALL)
    assert one != one.to_record()
    assert repr(one) == "Decision(output='P2', rule='vip', needs=())"
    for again in (pickle.loads(pickle.dumps(one)), copy.deepcopy(one), copy.copy(one)):
        assert isinstance(again, Decision)
        assert again == one
        assert again.refused == one.refused


def test_an_answer_names_its_table_and_what_the_table_reads():
    decision = table().decide(ALL_BUT_SMALL)
    assert decision.table == "desk"
    assert decision.read == {"category", "arr", "subject"}


def test_the_refusals_are_worked_out_once():
    decision = table().decide(ALL_BUT_SMALL)
    assert decision.refused is decision.refused
    assert decision.refused == {"small": Refusal("arr", "< 100", 60_000)}


def test_one_rule_that_asks_nothing_decides_everything():
    for policy in ("unique", "first", "any", "priority", "collect"):
        given = table(policy, inputs={}, rules=[Rule("all", {}, "P1")])
        decision = given.decide({"whatever": object()})
        assert decision.output == (("P1",) if policy == "collect" else "P1")
        assert (decision.rules, decision.needs, decision.refused) == (("all",), (), {})


def test_the_best_output_is_that_of_the_ranking_and_then_of_the_first_rule():
    rules = [Rule("a", {}, 1), Rule("b", {"c": any_of("x")}, True), Rule("c", {}, True), Rule("d", {}, [1, {"e": 2}])]
    for ranking, rule in (
        ([1, True, [1, {"e": 2}]], "a"),
        ([True, 1, [1, {"e": 2}]], "b"),
        ([[1, {"e": 2}], True, 1], "d"),
    ):
        given = table("priority", inputs={"c": ("x", "y")}, rules=rules, outputs=ranking)
        assert given.decide({"c": "x"}).rule == rule
    assert (
        table("priority", inputs={"c": ("x", "y")}, rules=rules, outputs=[True, 1, (1, {"e": 2})]).decide({}).rule
        == "c"
    )


def test_what_is_asked_for_comes_in_rule_and_then_in_input_order():
    rules = [Rule("a", {"z": 1, "x": 1}, "A"), Rule("b", {"w": is_missing()}, "B"), Rule("c", {"y": 1, "z": 2}, "C")]
    given = table(inputs={"w": "number", "x": "number", "y": "number", "z": "number"}, rules=rules)
    assert given.decide({}).needs == ("x", "z")
    assert given.decide({"w": 1}).needs == ("x", "z", "y")
    assert given.decide({"w": 1, "x": 0}).needs == ("y", "z")


@pytest.mark.parametrize(("output", "words"), [
    ("P1", "P1"), (50_000, "50,000"), (True, "yes"), ((), "nothing"), (("a", "b"), "a; b"), (None, "none"),
    ({"team": "Billing", "steps": ["a", None]}, "team: Billing, steps: a; none"), ("", "''"),
], ids=range(8))  # fmt: skip
def test_an_output_is_told_as_a_reader_writes_it(output, words):
    assert told(None if output is None else read_output(output)) == words
