from itertools import product

from supportops.presets.skill import PRIORITY_NAMES, QUEUE_LANES, TRIAGE_TREE
from supportops.triage import DecisionTable

QUESTIONS = (
    "system_wide_outage",
    "revenue_or_data_at_risk",
    "core_functionality_blocked",
    "how_to_or_feature_request",
)
ANSWERS = ("P1", "P2", "P3", "P5")


def test_the_first_yes_decides_and_four_times_no_is_a_low_p4():
    for given in product((True, False), repeat=4):
        output = TRIAGE_TREE.decide(dict(zip(QUESTIONS, given, strict=True))).output
        expected = ANSWERS[given.index(True)] if True in given else "P4"
        assert output == {
            "priority": expected,
            "label": PRIORITY_NAMES[expected],
            "action": QUEUE_LANES[expected].name,
        }


def test_the_rule_is_the_question_that_was_answered_with_yes():
    facts = dict.fromkeys(QUESTIONS, False)
    assert TRIAGE_TREE.decide({**facts, "revenue_or_data_at_risk": True}).rule == "revenue_or_data_at_risk"
    assert TRIAGE_TREE.decide(facts).rule == "no_to_all"


def test_what_is_not_known_is_asked_in_order():
    assert TRIAGE_TREE.decide({}).needs == QUESTIONS
    assert TRIAGE_TREE.decide({"system_wide_outage": False}).needs == QUESTIONS[1:]
    assert TRIAGE_TREE.decide({"core_functionality_blocked": True}).needs == QUESTIONS[:2]


def test_an_outage_needs_no_further_question():
    decision = TRIAGE_TREE.decide({"system_wide_outage": True})
    assert decision.needs == ()
    assert decision.output["priority"] == "P1"


def test_the_tree_is_complete_and_every_rule_can_decide():
    analysis = TRIAGE_TREE.analyse()
    assert analysis.ok
    assert analysis.gaps == analysis.hidden == ()
    assert all(overlap.differs for overlap in analysis.overlaps)


def test_it_survives_json():
    assert DecisionTable.model_validate_json(TRIAGE_TREE.model_dump_json()) == TRIAGE_TREE
