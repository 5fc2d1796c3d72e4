from supportops.presets import load
from supportops.presets.playbook import ESCALATION_PATHS, LEVELS, TO_L1_L3


def test_the_three_tiers_have_their_printed_names_and_t3_is_the_top():
    assert [(label, LEVELS.title(label)) for label in LEVELS] == [
        ("T1", "general support"),
        ("T2", "specialist support"),
        ("T3", "engineering support"),
    ]
    assert LEVELS.highest("T1", "T3", "T2") == "T3"


def test_each_tier_is_the_level_of_the_same_number():
    assert {tier: TO_L1_L3[tier] for tier in LEVELS} == {"T1": "L1", "T2": "L2", "T3": "L3"}


def test_each_plan_has_its_printed_path():
    assert dict(ESCALATION_PATHS) == {
        "free": "community_only",
        "standard": "standard",
        "premium": "priority_queue",
        "enterprise": "direct_to_engineering",
    }


def test_the_drawing_names_the_same_tiers():
    [queue] = [row for row in load("support_flow_self_serve_first").rows if row["kind"] == "fan_out"]
    assert queue["details"] == tuple(f"{tier} {LEVELS.title(tier)}" for tier in LEVELS)
