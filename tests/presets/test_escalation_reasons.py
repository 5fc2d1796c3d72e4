from itertools import combinations

import pytest

from supportops.presets.escalation_reasons import ESCALATION_REASONS
from supportops.triage import DecisionTable

STRONG = ("security_concern", "potential_data_loss", "widespread_outage", "repeat_failure_of_known_defect")
MAY = ("sla_risk_rising", "billing_or_compliance_impact", "business_critical_account")


@pytest.mark.parametrize("reason", STRONG)
def test_a_strong_reason_decides_whatever_else_is_there(reason):
    assert ESCALATION_REASONS.decide({"reasons": [reason]}).output == "strong"
    assert ESCALATION_REASONS.decide({"reasons": [*MAY, reason]}).output == "strong"


def test_any_number_of_other_reasons_only_may():
    for count in (1, 2, 3):
        for reasons in combinations(MAY, count):
            assert ESCALATION_REASONS.decide({"reasons": reasons}).output == "may"


def test_no_printed_reason_is_none_and_an_unknown_one_is_asked_for():
    assert ESCALATION_REASONS.decide({"reasons": ["rude_tone"]}).output == "none"
    assert ESCALATION_REASONS.decide({"reasons": []}).output == "none"
    assert ESCALATION_REASONS.decide({}).needs == ("reasons",)


def test_it_survives_json():
    assert DecisionTable.model_validate_json(ESCALATION_REASONS.model_dump_json()) == ESCALATION_REASONS
