from supportops.presets.lean import CHANNEL_CHOICE
from supportops.triage import DecisionTable

NOTHING = dict.fromkeys(CHANNEL_CHOICE.inputs, False)


def test_each_kind_of_contact_has_its_channel():
    assert {what: CHANNEL_CHOICE.decide({**NOTHING, what: True}).output for what in CHANNEL_CHOICE.inputs} == {
        "high_intent_paying_user": ("chat",),
        "complex_issue": ("email",),
        "repeat_question": ("knowledge_base",),
        "creator_or_partner_issue": ("intake_form",),
    }


def test_several_channels_may_fit_and_none_may():
    assert CHANNEL_CHOICE.decide({**NOTHING, "repeat_question": True, "complex_issue": True}).output == (
        "email",
        "knowledge_base",
    )
    assert CHANNEL_CHOICE.decide(NOTHING).output == ()


def test_nothing_is_wrong_with_the_table():
    assert CHANNEL_CHOICE.analyse().ok


def test_it_survives_json():
    assert DecisionTable.model_validate_json(CHANNEL_CHOICE.model_dump_json()) == CHANNEL_CHOICE
