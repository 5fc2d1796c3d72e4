from importlib import import_module

import pytest

from supportops.presets import load
from supportops.presets.skill import AUTOMATION_TRIGGERS, TOOL_AUTOMATIONS, Automation

ALL = {**AUTOMATION_TRIGGERS, **TOOL_AUTOMATIONS}


def test_the_lists_are_those_of_the_tables():
    assert [(one.trigger, one.action, one.benefit) for one in AUTOMATION_TRIGGERS.values()] == [
        (row["trigger"], row["action"], row["benefit"]) for row in load("ticket_automation_triggers").rows
    ]
    assert [(one.name, one.trigger, one.action, one.benefit) for one in TOOL_AUTOMATIONS.values()] == [
        (row["automation"], row["trigger"], row["action"], row["impact"])
        for row in load("tool_automation_catalogue").rows
    ]
    assert (len(AUTOMATION_TRIGGERS), len(TOOL_AUTOMATIONS)) == (6, 7)


@pytest.mark.parametrize("name", ALL)
def test_whatever_does_it_is_a_public_name(name):
    assert ALL[name].done_by
    for path in ALL[name].done_by:
        module, attribute = path.rsplit(".", 1)
        assert attribute in import_module(module).__all__


def test_an_automation_survives_json():
    for one in ALL.values():
        assert Automation.model_validate_json(one.model_dump_json()) == one
