"""A table put to many tickets at once answers as it does one by one."""

import random

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.oracles.decision_oracle import decide, status
from tests.properties.decision_cases import POLICIES, rows, tables

from supportops.errors import AmbiguousMatchError, DomainError, NoMatchError
from supportops.triage.conditions import any_of, at_least, changed_to, less_than, more_than
from supportops.triage.rules import Rule
from supportops.triage.table import DecisionTable
from supportops.vocabulary import P1_TO_P5

often = settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
ask = st.sampled_from(["ask", "refuse"])


def one_by_one(table, facts, missing="ask"):
    """Return (output, rule, status) of one ticket."""
    try:
        decision = table.decide(facts, missing=missing)
    except NoMatchError:
        return None, None, "no_match"
    except AmbiguousMatchError:
        return None, None, "ambiguous"
    word = "needs" if decision.needs else "default" if decision.is_default else "decided" if decision.rules else ""
    return decision.output, decision.rule, word or "no_match"


def answers(decisions):
    return list(zip(decisions.output, decisions.rule, decisions.status.tolist(), strict=True))


def alike(one, other):
    return repr(one) == repr(other)


@st.composite
def batches(draw, *, wrong, policy=None):
    """A table, its twin for the oracle, and some tickets as (facts, plain facts)."""
    table, plain = draw(tables(policy=policy))
    return table, plain, draw(st.lists(rows(plain, wrong=wrong), max_size=8))


def columns_of(tickets):
    names = sorted({name for facts, _ in tickets for name in facts})
    return {name: [facts.get(name) for facts, _ in tickets] for name in names}


@often
@given(batches(wrong=False), ask)
def test_a_batch_of_lists_answers_as_one_by_one(batch, missing):
    table, _, tickets = batch
    decisions = table.decide_many(columns_of(tickets), missing=missing)
    assert alike(answers(decisions), [one_by_one(table, facts, missing) for facts, _ in tickets])


@often
@given(batches(wrong=False), ask)
def test_every_status_is_the_one_of_the_oracle(batch, missing):
    table, plain, tickets = batch
    decisions = table.decide_many(columns_of(tickets), missing=missing)
    assert decisions.status.tolist() == [status(plain, facts, missing) for _, facts in tickets]


@often
@given(batches(wrong=False))
def test_the_answer_of_one_row_carries_its_reasons(batch):
    table, _, tickets = batch
    decisions = table.decide_many(columns_of(tickets))
    for index, word in enumerate(decisions.status.tolist()):
        if word == "ambiguous":
            with pytest.raises(AmbiguousMatchError):
                decisions.decision(index)
        elif word == "no_match" and table.hit_policy != "collect":
            with pytest.raises(NoMatchError):
                decisions.decision(index)
        else:
            assert alike(decisions.decision(index).output, decisions.output[index])


@often
@given(batches(wrong=True))
def test_a_batch_names_the_row_and_the_field_of_a_wrong_fact(batch):
    table, plain, tickets = batch
    wrong = {
        (index, field)
        for index, (_, facts) in enumerate(tickets)
        for field in decide(plain, facts).get("fields", ())
    }  # fmt: skip
    if not wrong:
        assert len(table.decide_many(columns_of(tickets))) == len(tickets)
        return
    with pytest.raises(DomainError) as caught:
        table.decide_many(columns_of(tickets))
    assert (caught.value.index, caught.value.field) in wrong
    assert str(caught.value).startswith(f"row {caught.value.index}: {caught.value.field} is ")


def desk(size, policy="first"):
    """A table of many rules over every kind of fact that a batch looks up in its own way."""
    chance = random.Random(size)
    rules = []
    for index in range(size):
        when = {
            "priority": chance.choice([at_least("P3"), "P4", any_of("P1", "P5")]),
            "arr": chance.choice([less_than(chance.randrange(1, 1000)), at_least(chance.randrange(1000) / 2)]),
            "hours": chance.choice([less_than(chance.randrange(2, 48)), chance.randrange(48)]),
            "vip": chance.random() < 0.5,
            "status": changed_to(chance.choice(["open", "pending"])),
        }
        kept = chance.sample(sorted(when), chance.randrange(2, 4))
        rules.append(Rule(f"r{index}", {name: when[name] for name in kept}, chance.choice(["A", "B", 1, True])))
    return DecisionTable(
        name="desk",
        hit_policy=policy,
        inputs={
            "priority": P1_TO_P5, "arr": at_least(0), "hours": "integer", "vip": "boolean",
            "status": ("new", "open", "pending"),
        },
        rules=rules,
        outputs=["B", True, "A", 1, "Z"] if policy == "priority" else (),
        default="Z" if size % 2 else None,
    )  # fmt: skip


def as_lists(size, *, gaps):
    chance = random.Random(size)

    def column(values):
        return [None if gaps and chance.random() < 0.2 else chance.choice(values) for _ in range(size)]

    return {
        "priority": column(list(P1_TO_P5)),
        "arr": column([*range(0, 1000, 7), 0.5, 499.5]),
        "hours": column(range(50)),
        "vip": column([True, False]),
        "status": column(["new", "open", "pending"]),
        "status_before": column(["new", "open", "pending"]),
    }


@pytest.mark.parametrize("policy", POLICIES)
@pytest.mark.parametrize("size", [1, 63, 64, 65, 129, 200])
def test_tables_of_many_rules_answer_alike(size, policy):
    table = desk(size, policy)
    columns = as_lists(60, gaps=True)
    decisions = table.decide_many(columns)
    facts = [dict(zip(columns, row, strict=True)) for row in zip(*columns.values(), strict=True)]
    assert alike(answers(decisions), [one_by_one(table, ticket) for ticket in facts])


@pytest.mark.parametrize("policy", POLICIES)
def test_arrays_of_numpy_answer_as_lists(policy):
    table, columns = desk(70, policy), as_lists(80, gaps=False)
    arrays = {
        "priority": np.array(columns["priority"]),
        "arr": np.array(columns["arr"], dtype=np.float64),
        "hours": np.array(columns["hours"], dtype=np.int16),
        "vip": np.array(columns["vip"]),
        "status": np.array(columns["status"], dtype=object),
        "status_before": tuple(columns["status_before"]),
    }
    facts = [dict(zip(columns, row, strict=True)) for row in zip(*columns.values(), strict=True)]
    wanted = [one_by_one(table, ticket) for ticket in facts]
    assert alike(answers(table.decide_many(columns)), wanted)
    assert alike(answers(table.decide_many(arrays)), wanted)


def test_the_last_rule_of_a_full_word_is_not_lost():
    for size in (64, 128):
        rules = [Rule(f"r{index}", {"n": index}, index) for index in range(size)]
        table = DecisionTable(name="n", hit_policy="unique", inputs={"n": "integer"}, rules=rules)
        decisions = table.decide_many({"n": list(range(size))})
        assert decisions.output.tolist() == list(range(size))
        assert set(decisions.status.tolist()) == {"decided"}


@pytest.mark.parametrize("number", [2**53, 2**53 + 1, -(2**53) - 1, 10**400, 10**17 + 1])
def test_numbers_beyond_the_exact_floats_are_compared_exactly(number):
    for end in (2**53, 2**53 + 1, -(2**53), -(2**53) - 1, 10**400, 10**17):
        rules = [
            Rule("over", {"n": more_than(end)}, "over"),
            Rule("same", {"n": end}, "same"),
        ]
        for kind in ("number", "integer"):
            table = DecisionTable(name="n", hit_policy="unique", inputs={"n": kind}, rules=rules, default="under")
            wanted = "over" if number > end else "same" if number == end else "under"
            assert table.decide({"n": number}).output == wanted
            assert table.decide_many({"n": [number, 0]}).output[0] == wanted
