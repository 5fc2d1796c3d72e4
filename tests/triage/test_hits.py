"""What each hit policy makes of the rules that match and of those that are open, on sets of rules as bits."""

import pytest

from supportops.triage._hits import AMBIGUOUS, DEFAULT, NOTHING, POLICIES, Answers, collected
from supportops.triage.rules import Rule
from supportops.triage.table import DecisionTable

# Rule 0 answers "B", 1 and 3 "A", 2 "C"; A is the best output.
OUTPUTS = ("B", "A", "C", "A")


def answers(default=None):
    rules = [Rule(f"r{index}", {"n": index}, output) for index, output in enumerate(OUTPUTS)]
    inputs, ranking = {"n": "number"}, ["A", "B", "C", "D"]
    table = DecisionTable(
        name="t", hit_policy="priority", inputs=inputs, rules=rules, outputs=ranking, default=default
    )  # fmt: skip
    return Answers(table)


def bits(*rules):
    return sum(1 << rule for rule in rules)


@pytest.mark.parametrize(("policy", "matched", "undecided", "default", "choice", "asked"), [
    # Nothing matches: every open rule would answer, unless it answers what the default does.
    ("first", (), (), None, NOTHING, ()),
    ("first", (), (), "A", DEFAULT, ()),
    ("first", (), (1, 2), None, NOTHING, (1, 2)),
    ("first", (), (1, 2, 3), "A", DEFAULT, (2,)),
    ("first", (), (0,), "D", DEFAULT, (0,)),
    # The first match decides; only an earlier one with another output could change that.
    ("first", (1, 2), (), None, 1, ()),
    ("first", (2,), (0, 1, 3), None, 2, (0, 1)),
    ("first", (3,), (0, 1, 2), None, 3, (0, 2)),
    ("first", (0,), (1, 2, 3), "A", 0, ()),
    # All that match must agree; an open one that differs would make it ambiguous.
    ("any", (), (0, 1), "B", DEFAULT, (1,)),
    ("any", (1, 3), (), None, 1, ()),
    ("any", (3,), (1,), None, 3, ()),
    ("any", (1,), (0, 2, 3), None, 1, (0, 2)),
    ("any", (0, 1), (2,), None, AMBIGUOUS, ()),
    # One may match; any open one beside it, or beside another open one, could be the second.
    ("unique", (), (), None, NOTHING, ()),
    ("unique", (), (1,), "A", DEFAULT, ()),
    ("unique", (), (1,), "B", DEFAULT, (1,)),
    ("unique", (), (0,), "B", DEFAULT, ()),
    ("unique", (), (1, 3), "A", DEFAULT, (1, 3)),
    ("unique", (2,), (), None, 2, ()),
    ("unique", (1,), (3,), None, 1, (3,)),
    ("unique", (1, 3), (0,), None, AMBIGUOUS, ()),
    ("unique", (0, 3), (), None, AMBIGUOUS, ()),
    # The best output decides, the first rule of it; an open one with a better output would win.
    ("priority", (0, 2), (), None, 0, ()),
    ("priority", (0, 1, 2, 3), (), None, 1, ()),
    ("priority", (2, 3), (0, 1), None, 3, ()),
    ("priority", (2,), (0, 1), None, 2, (0, 1)),
    ("priority", (0,), (1, 2, 3), None, 0, (1, 3)),
    ("priority", (), (0, 1), "A", DEFAULT, (0,)),
    ("priority", (), (), None, NOTHING, ()),
    # Every open rule could add to what is collected.
    ("collect", (), (), None, NOTHING, ()),
    ("collect", (), (0,), "A", DEFAULT, (0,)),
    ("collect", (1, 2), (3,), "A", NOTHING, (3,)),
    ("collect", (1,), (), None, NOTHING, ()),
], ids=range(34))  # fmt: skip
def test_a_hit_policy_settles_as_worked_out_by_hand(policy, matched, undecided, default, choice, asked):
    found = POLICIES[policy](answers(default), bits(*matched), bits(*undecided))
    assert found == (choice, bits(*asked))


def test_the_words_for_no_rule_are_no_rules():
    assert len({DEFAULT, NOTHING, AMBIGUOUS}) == 3
    assert max(DEFAULT, NOTHING, AMBIGUOUS) < 0


def test_rules_share_an_answer_only_if_json_says_so():
    rules = [Rule(f"r{index}", {}, output) for index, output in enumerate([1, True, 1.0, [1], [True], {"a": 1}, [1.0]])]
    found = Answers(DecisionTable(name="t", hit_policy="any", inputs={}, rules=rules, default=True))
    assert found.same == (5, 2, 5, bits(3, 6), 16, 32, bits(3, 6))
    assert (found.has_default, found.as_default) == (True, 2)
    assert found.ranked == ()


def test_a_default_that_no_rule_answers_is_like_none_of_them():
    assert answers("D").as_default == 0
    assert answers("A").as_default == bits(1, 3)
    assert (answers().has_default, answers().as_default) == (False, 0)
    assert answers().ranked == (bits(1, 3), bits(0), bits(2), 0)


def test_a_default_that_is_false_in_python_is_a_default_all_the_same():
    rules = [Rule("r", {}, 0)]
    for default, shared in ((0, 1), (False, 0), ("", 0), ([], 0)):
        found = Answers(DecisionTable(name="t", hit_policy="first", inputs={}, rules=rules, default=default))
        assert (found.has_default, found.as_default) == (True, shared)


@pytest.mark.parametrize(("outputs", "default", "is_sure", "answer"), [
    (["A", "B"], "Z", True, ("A", "B")),
    (["A"], "Z", False, ("A",)),
    ([], "Z", True, ("Z",)),
    ([], "Z", False, ()),
    ([], None, True, ()),
    ([], 0, True, (0,)),
    (["A"], None, True, ("A",)),
], ids=range(7))  # fmt: skip
def test_the_default_is_collected_only_when_surely_nothing_else_is(outputs, default, is_sure, answer):
    assert collected(outputs, default, is_sure=is_sure) == answer
