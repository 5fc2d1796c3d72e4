"""Decision tables against a slow oracle that asks every condition of every rule and imports nothing of the library."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.oracles.decision_oracle import decide, same
from tests.properties.decision_cases import POLICIES, cases

from supportops.errors import AmbiguousMatchError, DomainError, NoMatchError

ask = st.sampled_from(["ask", "refuse"])
often = settings(max_examples=200, deadline=None, suppress_health_check=list(HealthCheck))


def copied(fact):
    """Return a fact as a decision keeps it: what could change as what cannot."""
    return tuple(fact) if isinstance(fact, list) else frozenset(fact) if isinstance(fact, set) else fact


def copies(facts):
    return {name: copied(fact) for name, fact in facts.items()}


def told(case, missing):
    """Return what the table answers, in the oracle's words."""
    try:
        decision = case.table.decide(case.facts, missing=missing)
    except DomainError as error:
        return {"error": "domain", "field": error.field}
    except AmbiguousMatchError as error:
        return {"error": "ambiguous", "rules": list(error.rules), "deciding": []}
    except NoMatchError as error:
        is_told = copies(error.facts) == copies(case.facts)
        return {"error": "no_match" if is_told else error.facts, "output": None, "rule": None, "deciding": []}
    return {
        "error": None,
        "output": decision.output,
        "rule": decision.rule,
        "deciding": list(decision.rules),
        "needs": list(decision.needs),
        "also_matched": list(decision.also_matched),
        "undecided": {rule: list(fields) for rule, fields in decision.undecided.items()},
        "refused": decision.refused,
    }


def check(case, missing):
    ours, wanted = told(case, missing), decide(case.plain, case.plain_facts, missing)
    if wanted["error"] == "domain":
        assert ours["error"] == "domain", ours
        assert ours["field"] in wanted["fields"]
        return
    if not wanted["error"]:
        check_refusals(case, ours.pop("refused", None), wanted.pop("refused"))
        assert same(ours.pop("output"), wanted.pop("output"))
        assert list(ours["undecided"]) == list(wanted["undecided"])
    assert ours == wanted


def check_refusals(case, ours, wanted):
    assert list(ours) == list(wanted)
    rules = {rule.id: rule for rule in case.table.rules}
    for rule, (field, _) in wanted.items():
        refusal = ours[rule]
        assert refusal.field == field
        assert refusal.condition == str(rules[rule].conditions[field])
        assert refusal.value == copied(case.facts.get(field))


@often
@given(cases(), ask)
def test_every_answer_equals_the_one_of_asking_every_condition(case, missing):
    check(case, missing)


@pytest.mark.parametrize("policy", POLICIES)
def test_every_hit_policy_answers_as_the_oracle(policy):
    @often
    @given(cases(policy=policy, wrong=False), ask)
    def run(case, missing):
        check(case, missing)

    run()
