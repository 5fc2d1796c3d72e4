"""The figures of the eight-agent example, WE-09: what is printed and, apart from it, what is computed."""

from datetime import timedelta
from fractions import Fraction

import pytest

from supportops.capacity import TIER_RATIOS, agents_by_tier, tier_split
from supportops.errors import ConfigurationError
from supportops.presets import TIER_SCHEMES
from supportops.presets.skill import EIGHT_AGENT_TEAM, SEGMENT_TARGETS, SampleTeam

TEAM = EIGHT_AGENT_TEAM


def test_the_team_is_as_printed():
    assert (TEAM.agents, TEAM.leads, TEAM.tickets_per_month, TEAM.tool) == (8, 1, 1_200, "Zendesk")
    assert (TEAM.has_formal_slas, TEAM.has_knowledge_base) == (False, False)
    assert (TEAM.first_response, TEAM.csat) == (timedelta(hours=4, minutes=12), 0.78)
    assert dict(TEAM.customers) == {"enterprise": 0.15, "mid_market": 0.45, "smb": 0.4}
    assert dict(TEAM.categories) == {"login_issues": 0.22, "api_errors": 0.18, "billing_questions": 0.15}
    assert TEAM.first_articles == ("login", "billing")


def test_the_levels_are_as_printed():
    assert {name: (level.agents, level.share) for name, level in TEAM.levels.items()} == {
        "L1": (5, 0.65), "L2": (2, 0.3), "L3": (1, 0.05),
    }  # fmt: skip
    assert TEAM.levels["L1"].scope == ("login resets", "billing questions", "known-issue triage")
    assert TEAM.levels["L2"].scope == ("API errors", "configuration issues", "integration debugging")
    assert TEAM.levels["L3"].scope == ("product bugs", "data issues", "custom implementations")
    assert [level.note for level in TEAM.levels.values()] == [None, None, "one agent plus engineering rotation"]


def test_the_goals_are_as_printed():
    assert {name: (goal.value, goal.unit, goal.within) for name, goal in TEAM.goals.items()} == {
        "first_response": (1.5, "hours", "90 days"),
        "csat": (0.88, "fraction", "6 months"),
        "first_contact_resolution": (0.72, "fraction", None),
        "knowledge_base_deflection": (0.25, "fraction", "6 months"),
    }
    assert [str(goal) for goal in TEAM.goals.values()] == [
        "1.5 hours within 90 days", "0.88 fraction within 6 months", "0.72 fraction",
        "0.25 fraction within 6 months",
    ]  # fmt: skip


def test_what_follows_is_exact():
    assert TEAM.tickets_per_agent == 150
    assert dict(TEAM.tickets_by_level) == {"L1": 780, "L2": 360, "L3": 60}
    assert dict(TEAM.tickets_per_agent_by_level) == {"L1": 156, "L2": 180, "L3": 60}
    assert dict(TEAM.tickets_by_category) == {"login_issues": 264, "api_errors": 216, "billing_questions": 180}
    assert dict(TEAM.tickets_by_segment) == {"enterprise": 180, "mid_market": 540, "smb": 480}
    assert TEAM.tickets_after_deflection == 900
    assert TEAM.first_response_change == float(Fraction(-9, 14))


def test_the_shares_are_whole_but_for_the_categories():
    for shares, total in (
        (TEAM.customers.values(), 1),
        ((level.share for level in TEAM.levels.values()), 1),
        (TEAM.categories.values(), Fraction("0.55")),
    ):
        assert sum(Fraction(repr(share)) for share in shares) == total


def test_the_levels_are_the_published_ratio_of_the_early_stage():
    agents = tuple(level.agents for level in TEAM.levels.values())
    assert agents == tier_split(TEAM.agents, TIER_RATIOS["early_stage"]) == TIER_RATIOS["early_stage"]
    assert sum(agents) == TEAM.agents


def test_what_each_level_handles_gives_back_its_agents():
    shares = [level.share for level in TEAM.levels.values()]
    rates = list(TEAM.tickets_per_agent_by_level.values())
    found = agents_by_tier(TEAM.tickets_per_month, shares=shares, tickets_per_agent=rates)
    assert [(one.exact, one.rounded) for one in found] == [(5, 5), (2, 2), (1, 1)]


def test_the_segments_are_those_with_targets_of_their_own():
    assert tuple(TEAM.customers) == tuple(SEGMENT_TARGETS)
    assert any(tuple(scheme) == tuple(TEAM.customers) for scheme in TIER_SCHEMES.values())


def test_the_team_survives_json_and_is_frozen():
    again = SampleTeam.model_validate_json(TEAM.model_dump_json())
    assert again == TEAM
    assert hash(again) == hash(TEAM)
    assert str(again) == (
        "8 agents, 1,200 tickets a month, 4h12m to respond; L1 5 (65%), L2 2 (30%), L3 1 (5%)"
    )  # fmt: skip
    with pytest.raises(TypeError):
        TEAM.customers["smb"] = 1.0  # type: ignore[index]


@pytest.mark.parametrize(
    ("change", "path"),
    [
        ({"agents": 0}, "agents"),
        ({"tickets_per_month": -1}, "tickets_per_month"),
        ({"first_response": timedelta(0)}, "first_response"),
        ({"csat": 1.01}, "csat"),
        ({"customers": {"smb": float("nan")}}, "customers"),
        ({"goals": {}}, "goals"),
        ({"goals": {**TEAM.goals, "first_response": TEAM.goals["csat"]}}, "goals"),
    ],
)
def test_a_team_with_which_nothing_could_be_computed_is_refused(change, path):
    with pytest.raises(ConfigurationError) as refused:
        TEAM.model_copy(update=change)
    [(where, _)] = refused.value.faults
    assert where.split(".")[0] == path


def test_a_missing_goal_is_named_with_its_unit():
    with pytest.raises(ConfigurationError, match="no goal 'first_response' with the unit 'hours'; give one"):
        TEAM.model_copy(update={"goals": {}})
