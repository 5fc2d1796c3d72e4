from supportops.presets import CHANNEL_STRATEGY, RATINGS
from supportops.presets.skill import CHANNEL_CHOICE
from supportops.triage import DecisionTable


def test_each_need_has_its_channel():
    assert {
        need: CHANNEL_CHOICE.decide({"need": need}).output["channel"] for need in CHANNEL_CHOICE.inputs["need"]
    } == {
        "common_issues": "knowledge_base",
        "quick_questions": "chatbot",
        "help_in_the_moment": "chat",
        "complex_issues": "email",
        "urgent_or_sensitive": "phone",
        "technical_demonstrations": "video",
    }


def test_the_rule_has_the_printed_name_and_the_answer_its_ratings():
    decision = CHANNEL_CHOICE.decide({"need": "complex_issues"})
    printed = CHANNEL_STRATEGY["email_ticket"]
    assert decision.rule == "email_ticket"
    assert decision.output == {
        "channel": printed.channel.value,
        "cost": printed.cost,
        "scalability": printed.scalability,
        "personal_touch": printed.personal_touch,
    }
    assert decision.output["cost"] in RATINGS


def test_nothing_is_wrong_with_the_table():
    assert CHANNEL_CHOICE.analyse().ok


def test_it_survives_json():
    assert DecisionTable.model_validate_json(CHANNEL_CHOICE.model_dump_json()) == CHANNEL_CHOICE
