import pytest

from supportops.errors import DomainError
from supportops.presets import load
from supportops.presets.skill import CHATBOT, chatbot
from supportops.triage import DecisionTable

ROWS = {row["scenario"]: row for row in load("chatbot_scenarios").rows}
PLAIN = {"vip": False, "match": "none", "confidence": 0.0, "after_hours": False}


def scenario(table=CHATBOT, **facts):
    return table.decide({**PLAIN, **facts}).rule


def test_the_answers_are_as_printed():
    assert {rule.id for rule in CHATBOT.rules} == set(ROWS)
    for rule in CHATBOT.rules:
        assert rule.then == {name: ROWS[rule.id][name] for name in ("behaviour", "fallback")}


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({"match": "faq", "confidence": 0.7}, "faq_match"),
        ({"match": "article", "confidence": 1.0}, "article_match"),
        ({"match": "faq", "confidence": 0.69}, "low_confidence"),
        ({}, "low_confidence"),
        ({"after_hours": True}, "after_hours"),
        ({"match": "article", "confidence": 0.9, "after_hours": True}, "article_match"),
        ({"vip": True, "match": "faq", "confidence": 1.0}, "vip_customer"),
    ],
)
def test_a_contact_has_its_scenario(facts, expected):
    assert scenario(**facts) == expected


def test_a_vip_at_night_has_the_bot_as_no_human_is_there():
    assert scenario(vip=True, match="faq", confidence=0.8, after_hours=True) == "faq_match"
    assert scenario(vip=True, after_hours=True) == "after_hours"


def test_skipping_the_bot_and_the_threshold_are_choices():
    table = chatbot(sure=0.5, skip_vips=False)
    assert scenario(table, vip=True, match="faq", confidence=0.5) == "faq_match"
    assert len(table.rules) == 4


def test_a_certainty_off_the_scale_is_refused():
    for sure in (1.5, -0.1):
        with pytest.raises(DomainError, match="between 0 and 1") as refused:
            chatbot(sure=sure)
        assert refused.value.field == "sure"
    with pytest.raises(DomainError) as refused:
        scenario(confidence=1.01)
    assert refused.value.field == "confidence"


def test_the_table_is_complete_and_every_scenario_can_decide():
    for table in (CHATBOT, chatbot(skip_vips=False), chatbot(sure=1)):
        assert table.analyse().ok


def test_it_survives_json():
    assert DecisionTable.model_validate_json(CHATBOT.model_dump_json()) == CHATBOT
