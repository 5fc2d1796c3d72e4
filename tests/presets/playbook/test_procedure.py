from datetime import timedelta
from itertools import product

import pytest

from supportops.errors import DomainError
from supportops.presets.playbook import LEVEL1_LIMIT, LEVEL1_STEP, LEVEL3_INTAKE
from supportops.triage import DecisionTable


def by_hand(known: bool, resolved: bool, minutes: float) -> str:
    if known:
        return "resolve_document_close"
    if resolved:
        return "document_close"
    return "continue_troubleshooting" if minutes < 15 else "escalate_T2"


def test_the_first_level_does_what_the_procedure_says():
    for known, resolved, minutes in product((True, False), (True, False), (0, 14.999, 15, 15.001, 240)):
        facts = {"known_solution": known, "resolved": resolved, "troubleshooting_minutes": minutes}
        assert LEVEL1_STEP.decide(facts).output == by_hand(known, resolved, minutes), facts


def test_it_asks_only_for_what_matters():
    assert LEVEL1_STEP.decide({}).needs == ("known_solution", "resolved", "troubleshooting_minutes")
    assert LEVEL1_STEP.decide({"known_solution": True}).needs == ()
    assert LEVEL1_STEP.decide({"known_solution": False, "resolved": True}).needs == ()
    assert LEVEL1_STEP.decide({"known_solution": False, "troubleshooting_minutes": 20}).needs == ("resolved",)
    assert LEVEL1_STEP.decide({"resolved": False, "troubleshooting_minutes": 20}).needs == ("known_solution",)


def test_less_than_no_time_is_refused():
    with pytest.raises(DomainError) as caught:
        LEVEL1_STEP.decide({"known_solution": False, "resolved": False, "troubleshooting_minutes": -1})
    assert caught.value.field == "troubleshooting_minutes"


def test_the_cap_is_the_limit_of_the_first_level():
    assert timedelta(minutes=15) == LEVEL1_LIMIT


def test_the_two_top_priorities_go_to_incident_response_and_the_rest_to_the_backlog():
    paths = {
        priority: LEVEL3_INTAKE.decide({"priority": priority}).output for priority in ("P0", "P1", "P2", "P3", "P4")
    }
    assert paths == {
        "P0": "incident_response",
        "P1": "incident_response",
        "P2": "sprint_backlog",
        "P3": "sprint_backlog",
        "P4": "sprint_backlog",
    }


def test_a_priority_of_the_other_scale_is_refused():
    with pytest.raises(DomainError):
        LEVEL3_INTAKE.decide({"priority": "P5"})


@pytest.mark.parametrize("table", [LEVEL1_STEP, LEVEL3_INTAKE])
def test_the_tables_are_complete_and_survive_json(table):
    assert table.analyse().ok
    assert table.analyse().gaps == ()
    assert DecisionTable.model_validate_json(table.model_dump_json()) == table
