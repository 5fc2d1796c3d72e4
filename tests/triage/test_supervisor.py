"""The flag for a supervisor."""

from __future__ import annotations

from inspect import signature

import pytest

from supportops.triage.priority import effective_priority
from supportops.triage.supervisor import SupervisorFlag, supervisor_flag


@pytest.mark.parametrize("mood", ["angry", "Angry", " ANGRY "])
def test_an_angry_ticket_is_flagged(mood):
    flag = supervisor_flag("4711", mood)
    assert flag == SupervisorFlag(ticket_id="4711", reason="the sentiment is angry")
    assert SupervisorFlag.model_validate_json(flag.model_dump_json()) == flag


@pytest.mark.parametrize("mood", ["neutral", "", None])
def test_others_are_not(mood):
    assert supervisor_flag("4711", mood) is None


@pytest.mark.parametrize("on", ["Hostile", ("hostile", "rude")])
def test_the_moods_are_yours(on):
    assert supervisor_flag("4711", "hostile", on=on) is not None
    assert supervisor_flag("4711", "angry", on=on) is None


def test_no_mood_can_be_given_to_the_priority():
    assert set(signature(effective_priority).parameters) == {"base", "scale", "age", "ageing", "modifiers"}
