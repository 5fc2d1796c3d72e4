from datetime import date
from decimal import Decimal
from enum import Enum

import pytest

from supportops.errors import ConfigurationError, DomainError
from supportops.triage import (
    DecisionTable,
    Region,
    Rule,
    any_of,
    at_least,
    between,
    changed_to,
    contains_words,
    is_missing,
    is_present,
    none_of,
    optional,
    starts_with,
)

BILLING = Region(
    where={"category": any_of("billing"), "arr": between(10_000, 50_000)},
    inputs={"category": ("billing", "api"), "arr": at_least(0)},
)
WORDS = Region(
    where={"subject": starts_with("Re: ")},
    also={"subject": (contains_words("refund"),)},
    unless={"subject": (contains_words("paid", "thanks"), starts_with("Re: Re: "))},
    inputs={"subject": "text"},
)


def test_a_region_is_told_in_words():
    assert str(BILLING) == "category = billing and arr between 10,000 and 50,000"
    assert str(WORDS) == (
        "subject starts with 'Re: ' and subject contains 'refund' "
        "and subject does not contain 'paid' or 'thanks' and subject does not start with 'Re: Re: '"
    )
    assert str(Region(where={}, inputs={})) == "anything"


@pytest.mark.parametrize(
    ("facts", "is_inside"),
    [
        ({"category": "billing", "arr": 10_000}, True), ({"category": "billing", "arr": Decimal(49_999)}, True),
        ({"category": "billing", "arr": 50_000}, False), ({"category": "api", "arr": 10_000}, False),
        ({"category": "billing"}, False), ({"category": "billing", "arr": None}, False), ({}, False),
        ({"category": Enum("C", {"B": "billing"}).B, "arr": 10_000, "other": object()}, True),
    ],
)  # fmt: skip
def test_facts_lie_inside_if_they_meet_every_condition(facts, is_inside):
    assert BILLING.contains(facts) == is_inside


@pytest.mark.parametrize(
    ("subject", "is_inside"),
    [
        ("Re: my refund", True), ("Re: my refund, paid", False), ("Re: Re: refund", False), ("Re: refunds", False),
        ("my refund", False), (None, False),
    ],
)  # fmt: skip
def test_what_must_not_hold_keeps_facts_out(subject, is_inside):
    assert WORDS.contains({"subject": subject}) == is_inside


def test_a_missing_fact_meets_is_missing_alone():
    given = {"n": optional("number")}
    missing, there = Region(where={"n": is_missing()}, inputs=given), Region(where={"n": is_present()}, inputs=given)
    assert missing.contains({})
    assert not missing.contains({"n": 1})
    assert there.contains({"n": 1})
    assert not there.contains({"n": None})
    assert not Region(where={"n": none_of(1)}, inputs=given).contains({})
    assert Region(where={}, inputs=given).contains({})


def test_a_fact_outside_its_input_is_an_error_that_names_it():
    with pytest.raises(DomainError, match="category is 'biling'; did you mean 'billing'") as caught:
        BILLING.contains({"category": "biling", "arr": 1})
    assert caught.value.field == "category"
    with pytest.raises(DomainError, match="arr is -1; allowed: arr >= 0"):
        BILLING.contains({"category": "billing", "arr": -1})


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"where": {"n": at_least(1)}, "inputs": {}}, "where.n: 'n' has no input here; say in `inputs`"),
        ({"where": {"n": at_least(1)}, "inputs": {"n": "text"}}, "where.n: at_least cannot be asked of a text"),
        ({"where": {"n": changed_to(1)}, "inputs": {"n": "number"}}, "where.n: a region says what facts are"),
        (
            {"where": {}, "unless": {"n": (at_least(1),)}, "inputs": {"n": "number"}},
            r"unless.n\[0\]: at_least\(1\) has a condition for its contrary",
        ),
        ({"where": {}, "also": {"n": (at_least("x"),)}, "inputs": {"n": "number"}}, r"also.n\[0\]: 'x' is not a value"),
    ],
)
def test_a_condition_that_cannot_be_asked_is_refused_with_its_path(given, told):
    with pytest.raises(ConfigurationError, match=told):
        Region(**given)


def test_a_region_is_a_value_and_the_same_after_json():
    day = Region(where={"since": between(date(2026, 1, 1), None)}, inputs={"since": optional("date")}, certain=False)
    for region in (BILLING, WORDS, day):
        again = Region.model_validate_json(region.model_dump_json())
        assert again == region
        assert hash(again) == hash(region)
        assert str(again) == str(region)


def test_the_conditions_of_a_region_make_a_rule_that_closes_the_gap():
    inputs = {"category": ("billing", "api"), "arr": at_least(0)}
    rules = [Rule("vip", {"arr": at_least(50_000)}, "P2"), Rule("money", {"category": "billing"}, "P3")]
    table = DecisionTable(name="desk", hit_policy="first", inputs=inputs, rules=rules)
    [gap] = table.analyse().gaps
    closed = table.model_copy(update={"rules": [*rules, Rule("rest", gap.where, "P4")]})
    assert closed.analyse().ok
