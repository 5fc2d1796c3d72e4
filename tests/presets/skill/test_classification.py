from supportops.presets.skill import PRIORITIES, PRIORITY_DEFINITIONS
from supportops.triage import DecisionTable
from supportops.vocabulary import P1_TO_P5


def test_each_impact_has_its_priority():
    labels = PRIORITIES.inputs["business_impact"]
    assert {label: PRIORITIES.decide({"business_impact": label}).output for label in labels} == {
        "outage_or_data_lost": "P1",
        "major_feature_broken": "P2",
        "feature_impaired": "P3",
        "minor_or_cosmetic": "P4",
        "feature_request_or_how_to": "P5",
    }
    assert PRIORITIES.ranking == tuple(P1_TO_P5)


def test_titles_and_notes_are_the_printed_words():
    scale = PRIORITIES.inputs["business_impact"]
    assert [scale.title(label) for label in scale] == [one.definition for one in PRIORITY_DEFINITIONS.values()]
    assert scale.title("outage_or_data_lost") == "full outage or lost data"
    assert PRIORITIES.rules[0].note == "system down, security breach"


def test_nothing_is_wrong_with_the_table():
    assert PRIORITIES.analyse().ok


def test_it_survives_json():
    assert DecisionTable.model_validate_json(PRIORITIES.model_dump_json()) == PRIORITIES
