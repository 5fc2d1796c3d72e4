from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from supportops.errors import HorizonError, NaiveDatetimeError
from supportops.presets.skill import (
    ON_CALL_LAYERS,
    ON_CALL_RULES,
    PAGE_LADDER,
    OnCallLayer,
    OnCallRule,
    page_deadlines,
)
from supportops.triage import Acknowledged, Triggered

PAGED = datetime(2026, 3, 1, 2, tzinfo=UTC)
FLAGS = (
    "timezone_coverage", "holidays_covered_and_compensated", "laptop_and_internet", "not_impaired",
    "backup_for_conflicts",
)  # fmt: skip


def test_the_four_layers_are_there_around_the_clock():
    assert {name: layer.responsibility for name, layer in ON_CALL_LAYERS.items()} == {
        "primary": "first responder to every alert",
        "secondary": "backup when primary cannot be reached",
        "manager": "escalation point and decisions",
        "executive": "communication in major incidents",
    }
    assert {layer.coverage for layer in ON_CALL_LAYERS.values()} == {"24x7"}


def test_the_ten_rules_are_as_printed():
    assert {name: rule.value for name, rule in ON_CALL_RULES.items()} == {
        "length": 1,
        "min_people": 2,
        "handoff_time": "Monday 09:00",
        "respond_to_page_within": 5,
        "acknowledge_or_escalate_within": 15,
        **dict.fromkeys(FLAGS, True),
    }
    assert [rule.rule for rule in ON_CALL_RULES.values() if rule.group == "expectation"] == [
        "respond_to_page_within", "acknowledge_or_escalate_within", *FLAGS[2:],
    ]  # fmt: skip
    # 1 week and True are told apart.
    assert [name for name, rule in ON_CALL_RULES.items() if rule.value is True] == list(FLAGS)


def test_a_flag_is_printed_without_its_value():
    assert str(ON_CALL_RULES["not_impaired"]) == "not_impaired"
    assert str(ON_CALL_RULES["respond_to_page_within"]) == "respond_to_page_within: 5 (minutes)"


def test_a_page_has_two_deadlines_in_the_zone_of_the_page():
    zone = ZoneInfo("America/New_York")
    # Two minutes before the clocks go forward: five minutes later it is after 3.
    paged = datetime(2026, 3, 8, 1, 58, tzinfo=zone)
    answer = page_deadlines(paged)
    assert answer == (datetime(2026, 3, 8, 3, 3, tzinfo=zone), datetime(2026, 3, 8, 3, 13, tzinfo=zone))
    assert answer.respond_by.tzinfo is zone
    assert answer.acknowledge_or_escalate_by - answer.respond_by == timedelta(minutes=10)


def test_a_page_without_a_zone_is_refused():
    with pytest.raises(NaiveDatetimeError):
        page_deadlines(datetime(2026, 3, 1))


def test_a_page_at_the_end_of_time_has_no_deadline():
    with pytest.raises(HorizonError):
        page_deadlines(datetime(9999, 12, 31, 23, 59, tzinfo=UTC))


def test_the_ladder_pages_the_next_layer_at_each_deadline():
    assert PAGE_LADDER.simulate(240) == ((0, "primary"), (5, "secondary"), (15, "manager"))
    assert [one.at for one in PAGE_LADDER.plan(PAGED)][1:] == list(page_deadlines(PAGED))
    assert PAGE_LADDER.check() == ()


def test_an_answer_in_time_keeps_the_manager_asleep():
    events = [Triggered(PAGED), Acknowledged(PAGED + timedelta(minutes=14))]
    told = PAGE_LADDER.due(PAGED + timedelta(hours=4), events)
    assert [one.role for one in told] == ["primary", "secondary"]


def test_layers_and_rules_survive_json():
    for layer in ON_CALL_LAYERS.values():
        assert OnCallLayer.model_validate_json(layer.model_dump_json()) == layer
    for rule in ON_CALL_RULES.values():
        again = OnCallRule.model_validate_json(rule.model_dump_json())
        assert (again, type(again.value)) == (rule, type(rule.value))
