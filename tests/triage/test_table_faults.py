"""What is wrong with a decision table as a whole."""

import pytest

from supportops.errors import ConfigurationError
from supportops.triage.conditions import at_least, contains_words
from supportops.triage.rules import Rule
from supportops.triage.table import DecisionTable


def table(**changes):
    """Return the desk of the docs, changed."""
    given = {
        "name": "desk",
        "hit_policy": "first",
        "inputs": {"category": ("billing", "api"), "arr": at_least(0)},
        "rules": (Rule("vip", {"arr": at_least(50_000)}, "P2"), Rule("money", {"category": "billing"}, "P3")),
    }
    return DecisionTable(**{**given, **changes})


def test_all_faults_of_a_table_are_told_at_once_with_their_paths():
    with pytest.raises(ConfigurationError) as caught:
        table(
            hit_policy="priority",
            outputs=["P2", "P3"],
            default="P9",
            rules=[
                Rule("a", {"category": "biling", "arr": "much", "tier": "free"}, "P2"),
                Rule("a", {"arr": contains_words("x")}, "p3"),
                Rule(" ", {"category": at_least("api")}, ["P2"]),
            ],
        )
    assert dict(caught.value.faults) == {
        "rules[1].id": "'a' is the id of an earlier rule; each needs its own",
        "rules[2].id": "an id must not be blank",
        "rules[1].then": "'p3' is not one of the outputs; did you mean 'P3'?",
        "rules[2].then": "('P2',) is not one of the outputs; allowed: P2, P3",
        "default": "'P9' is not one of the outputs; allowed: P2, P3",
        "rules[0].when.category": "'biling' is not a value of this input; did you mean 'billing'?",
        "rules[0].when.arr": "'much' is not a value of this input; give a finite number",
        "rules[0].when.tier": "'tier' is no input of this table; allowed: arr, category",
        "rules[1].when.arr": "contains_words cannot be asked of a number; allowed: any_of, none_of, is_missing, "
        "is_present, changed_to, between, at_least, at_most, more_than, less_than",
        "rules[2].when.category": "at_least cannot be asked of labels without an order (a Scale has one); "
        "allowed: any_of, none_of, is_missing, is_present, changed_to",
    }
    assert "10 faults in this DecisionTable" in str(caught.value)


@pytest.mark.parametrize(("changes", "path", "words"), [
    ({"rules": ()}, "rules", "needs at least one rule"),
    ({"rules": None}, "rules", "got None"),
    ({"hit_policy": "frist"}, "hit_policy", "'unique', 'first', 'any', 'priority' or 'collect', got 'frist'"),
    ({"hit_policy": "priority"}, "outputs", "'priority' needs the outputs in order, the best first"),
    ({"outputs": "P2"}, "outputs", "'P2' is no ranking of outputs"),
    ({"outputs": {"scale": ["P2", "P2"]}}, "outputs", "each label may stand once"),
    ({"outputs": [None, "P2", "P3"]}, "outputs", "must not be null"),
    ({"outputs": ["P2"]}, "rules[1].then", "'P3' is not one of the outputs"),
    ({"outputs": [1, "P2", "P3"], "default": True}, "default", "True is not one of the outputs"),
    ({"default": float("nan")}, "default", "nan is no JSON number"),
    ({"inputs": ["arr"]}, "inputs", "is no mapping of a field to what its facts may be"),
    ({"inputs": {"arr": "nubmer"}}, "inputs.arr", "did you mean 'number'"),
    ({"inputs": {"arr": ()}}, "inputs.arr", "at least one label"),
    ({"inputs": {"": "text"}}, "inputs", "'' is no name of a field"),
    ({"inputs": {3: "text"}}, "inputs.3", "3 is no name of a field"),
    ({"name": None}, "name", "got None"),
    ({"notes": "x"}, "notes", "not known here"),
], ids=range(17))  # fmt: skip
def test_a_faulty_table_is_refused_with_the_place_of_the_fault(changes, path, words):
    with pytest.raises(ConfigurationError, match=words) as caught:
        table(**changes)
    first, *others = (found for found, _ in caught.value.faults)
    assert first == path
    # Other inputs leave rules that ask for the old ones.
    assert not others or ("inputs" in changes and all(".when." in other for other in others))


def test_a_faulty_input_hides_no_fault_of_the_rules():
    with pytest.raises(ConfigurationError) as caught:
        DecisionTable(
            name="t",
            hit_policy="frist",
            inputs={"category": ("billing", "api"), "arr": "numbr"},
            rules=[
                Rule("a", {"category": "bill", "arr": at_least("x")}, "P1"),
                {"id": "b", "when": {"plan": 1}, "then": None},
                Rule("a", {"plan": 1}, "P1"),
            ],
        )
    assert [path for path, _ in caught.value.faults] == [
        "hit_policy", "inputs.arr", "rules[1].then", "rules[2].id", "rules[0].when.category", "rules[2].when.plan",
    ]  # fmt: skip


def test_only_the_first_of_very_many_faults_come_with_near_matches():
    rules = [Rule(f"r{index}", {"categroy": "x"}, "P1") for index in range(22)]
    with pytest.raises(ConfigurationError) as caught:
        table(rules=rules)
    hints = [text.split("; ")[1] for _, text in caught.value.faults]
    assert hints == ["did you mean 'category'?"] * 20 + ["the faults above tell what is allowed"] * 2


def faults_of(**changes):
    with pytest.raises(ConfigurationError) as caught:
        table(**changes)
    return [path for path, _ in caught.value.faults]


ASKING = {"id": "fine", "when": {"category": "apl", "tier": 1, "arr": {"contains_words": "x"}}, "then": 1}
OF_IT = ["rules[1].when.category", "rules[1].when.tier", "rules[1].when.arr"]


def test_a_faulty_rule_hides_no_fault_of_the_others():
    assert faults_of(rules=[{"id": "a", "when": {}, "then": None}, ASKING]) == ["rules[0].then", *OF_IT]
    assert faults_of(rules=["a", ASKING, {**ASKING, "id": " "}, {**ASKING, "when": {}}]) == [
        "rules[0]", "rules[2].id", "rules[3].id", *OF_IT, *(path.replace("1", "2") for path in OF_IT),
    ]  # fmt: skip
    assert faults_of(hit_policy="frist", rules=[table().rules[0], ASKING]) == ["hit_policy", *OF_IT]


def test_a_faulty_input_is_named_all_the_same_and_asks_for_nothing():
    rules = [table().rules[0], ASKING]
    assert faults_of(inputs={"category": ("api", "api"), "arr": "number"}, rules=rules) == [
        "inputs.category", "rules[1].when.tier", "rules[1].when.arr",
    ]  # fmt: skip
    inputs = {"category": ("api",), "arr": "nubmer", " ": "text"}
    assert faults_of(inputs=inputs, rules=rules) == ["inputs.arr", "inputs. "]


@pytest.mark.parametrize("rules", [None, "rules", b"rules", 3, {"a": 1}, []], ids=repr)
def test_rules_that_are_no_list_have_no_faults_of_their_own(rules):
    assert faults_of(hit_policy="frist", rules=rules) == ["hit_policy", *([] if rules == [] else ["rules"])]


@pytest.mark.parametrize("inputs", [None, "inputs", [], 3, {}], ids=repr)
def test_inputs_that_are_no_mapping_say_nothing_about_the_rules(inputs):
    found = faults_of(hit_policy="frist", inputs=inputs)
    assert found[0] == "hit_policy"
    assert set(found[1:]) <= {"inputs"}
