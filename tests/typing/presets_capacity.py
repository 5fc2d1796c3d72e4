"""The sample teams and the planning calendar, as a type checker sees them."""

from collections.abc import Mapping
from datetime import timedelta
from typing import assert_type

from supportops.presets.playbook import FORMFLOW, SupportCase
from supportops.presets.skill import CAPACITY_CALENDAR, EIGHT_AGENT_TEAM, SampleLevel, SampleTeam, TeamGoal


def samples() -> None:
    assert_type(CAPACITY_CALENDAR, Mapping[str, tuple[str, ...]])
    assert_type(EIGHT_AGENT_TEAM, SampleTeam)
    assert_type(EIGHT_AGENT_TEAM.levels, Mapping[str, SampleLevel])
    assert_type(EIGHT_AGENT_TEAM.goals["csat"], TeamGoal)
    assert_type(EIGHT_AGENT_TEAM.tickets_by_level, Mapping[str, float])
    assert_type(EIGHT_AGENT_TEAM.first_response, timedelta)
    assert_type(FORMFLOW, SupportCase)
    assert_type(FORMFLOW.combined_deflection, float)
