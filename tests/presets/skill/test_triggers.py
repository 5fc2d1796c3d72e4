from itertools import chain, combinations, product

import pytest

from supportops.errors import DomainError
from supportops.presets.skill import TRIGGERS
from supportops.triage import DecisionTable
from supportops.vocabulary import L0_TO_L3

UP = {
    "L0": ("L1", ("customer_requests_human", "low_confidence", "sensitive_issue")),
    "L1": ("L2", ("requires_logs_or_debugging", "integration_issue")),
    "L2": ("L3", ("confirmed_bug", "requires_code_fix", "security_concern")),
}
MANAGER = ("customer_escalation_request", "vip_customer", "legal_or_compliance")
SIGNALS = (*chain.from_iterable(signals for _, signals in UP.values()), *MANAGER, "something_else")


def by_hand(level, signals, attempts):
    answers = []
    if level in UP:
        target, named = UP[level]
        if set(named) & set(signals) or (level == "L1" and attempts >= 2):
            answers.append({"to": target, "kind": "functional"})
    if set(MANAGER) & set(signals):
        answers.append({"to": "manager", "kind": "hierarchical"})
    return tuple(answers)


def test_every_level_signal_and_number_of_attempts_goes_where_it_is_printed():
    pairs = [(), *((one,) for one in SIGNALS), *combinations(SIGNALS, 2)]
    for level, signals, attempts in product(("L0", "L1", "L2", "L3"), pairs, (0, 1, 2, 3)):
        facts = {"level": level, "signals": signals, "failed_attempts": attempts}
        assert TRIGGERS.decide(facts).output == by_hand(level, signals, attempts), facts


def test_attempts_are_asked_for_only_where_they_matter():
    assert TRIGGERS.decide({"level": "L1", "signals": []}).needs == ("failed_attempts",)
    assert TRIGGERS.decide({"level": "L1", "signals": ["integration_issue"]}).needs == ()
    assert all(TRIGGERS.decide({"level": level, "signals": []}).needs == () for level in ("L0", "L2", "L3"))


def test_a_manager_is_told_at_any_level_and_is_certain_before_the_level_is_known():
    decision = TRIGGERS.decide({"signals": ["legal_or_compliance"]})
    assert decision.output == ({"to": "manager", "kind": "hierarchical"},)
    assert decision.needs == ("level", "failed_attempts")


def test_nothing_leads_on_from_the_last_level():
    for one in SIGNALS:
        output = TRIGGERS.decide({"level": "L3", "signals": [one], "failed_attempts": 9}).output
        assert all(answer["to"] == "manager" for answer in output)


def test_a_functional_way_leads_to_the_next_level():
    for level, (target, _) in UP.items():
        assert L0_TO_L3.rank(target) == L0_TO_L3.rank(level) - 1


def test_less_than_no_attempt_is_refused():
    with pytest.raises(DomainError) as caught:
        TRIGGERS.decide({"level": "L1", "signals": [], "failed_attempts": -1})
    assert caught.value.field == "failed_attempts"


def test_the_table_is_sound_and_survives_json():
    assert TRIGGERS.analyse().ok
    assert DecisionTable.model_validate_json(TRIGGERS.model_dump_json()) == TRIGGERS
