"""The answers of a table to many tickets, as columns."""

import dataclasses

import numpy as np
import pytest

from supportops.errors import AmbiguousMatchError, NoMatchError
from supportops.triage.conditions import any_of, at_least
from supportops.triage.rules import Rule
from supportops.triage.table import DecisionTable

RULES = (Rule("vip", {"tags": any_of("vip")}, "P1"), Rule("big", {"arr": at_least(1000)}, "P2"), Rule("odd", {}, "P9"))


def table(policy="first", default=None, rules=RULES[:2]):
    inputs = {"arr": "number", "tags": "tags"}
    return DecisionTable(name="desk", hit_policy=policy, inputs=inputs, rules=rules, default=default)


COLUMNS = {"arr": [5, 2000, 3000, None, 1, 7], "tags": [["vip"], [], ["bug"], [], [], ["vip"]], "note": list("abcdef")}


def test_the_answers_are_counted_by_status_and_by_rule():
    decisions = table(default="P4").decide_many(COLUMNS)
    assert len(decisions) == 6
    assert decisions.counts() == {"decided": 4, "default": 1, "needs": 1}
    assert list(decisions.counts()) == ["decided", "default", "needs"]
    assert decisions.by_rule() == {"vip": 2, "big": 2}
    assert str(decisions) == "6 decisions of desk: 4 decided, 1 default, 1 needs"
    assert repr(decisions) == f"<{decisions}>"
    assert decisions != table(default="P4").decide_many(COLUMNS)
    assert len({decisions, decisions}) == 1


def test_a_rule_that_decides_nothing_is_counted_with_nothing():
    assert table(rules=(*RULES[:2], RULES[2])).decide_many({"arr": [], "tags": []}).by_rule() == {
        "vip": 0, "big": 0, "odd": 0,
    }  # fmt: skip
    decisions = table(policy="collect").decide_many(COLUMNS)
    assert decisions.by_rule() == {"vip": 0, "big": 0}
    assert str(table().decide_many({})) == "0 decisions of desk: "


def test_the_answer_of_one_ticket_has_its_reasons():
    decisions = table().decide_many(COLUMNS)
    decision = decisions.decision(2)
    assert (decision.output, decision.rule, decision.facts) == ("P2", "big", {"arr": 3000, "tags": ("bug",)})
    assert str(decision.refused["vip"]) == "tags has bug, not vip"
    assert decisions.decision(3).needs == ("arr",)
    assert decisions.decision(-1) == decisions.decision(5)
    with pytest.raises(NoMatchError):
        decisions.decision(4)
    with pytest.raises(IndexError):
        decisions.decision(6)
    assert table(default="P4").decide_many(COLUMNS, missing="refuse").decision(3).output == "P4"
    both = table(policy="unique").decide_many({"arr": [1000], "tags": [["vip"]]})
    with pytest.raises(AmbiguousMatchError):
        both.decision(0)


def test_columns_may_be_changed_after_the_call():
    for arr in ([5, 2000], np.array([5, 2000]), np.array([5.0, 2000.0])):
        decisions = table(default="P4").decide_many({"arr": arr, "tags": [[], []]})
        arr[1] = 0
        assert decisions.decision(1).output == decisions.output[1] == "P2"


def test_the_columns_of_answers_cannot_be_replaced():
    decisions = table(default="P4").decide_many(COLUMNS)
    with pytest.raises(dataclasses.FrozenInstanceError):
        decisions.output = None
    assert decisions.output.tolist() == ["P1", "P2", "P2", None, "P4", "P1"]
    assert decisions.status[3] == "needs"
