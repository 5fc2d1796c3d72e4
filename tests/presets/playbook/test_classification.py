from supportops.presets.playbook import PRIORITIES, PRIORITY_DEFINITIONS
from supportops.triage import DecisionTable
from supportops.vocabulary import P0_TO_P4


def test_each_definition_has_its_priority():
    assert {label: PRIORITIES.decide({"definition": label}).output for label in PRIORITIES.inputs["definition"]} == {
        "service_down": "P0",
        "major_feature_broken": "P1",
        "feature_impaired": "P2",
        "minor_or_how_to": "P3",
        "request": "P4",
    }
    assert PRIORITIES.ranking == tuple(P0_TO_P4)


def test_titles_and_notes_are_the_printed_words():
    scale = PRIORITIES.inputs["definition"]
    assert [scale.title(label) for label in scale] == [one.definition for one in PRIORITY_DEFINITIONS.values()]
    assert scale.title("service_down") == "service down for every user"
    assert PRIORITIES.rules[0].note == "platform outage, lost data"


def test_nothing_is_wrong_with_the_table():
    assert PRIORITIES.analyse().ok


def test_it_survives_json():
    assert DecisionTable.model_validate_json(PRIORITIES.model_dump_json()) == PRIORITIES
