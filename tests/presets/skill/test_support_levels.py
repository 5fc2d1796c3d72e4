from datetime import timedelta

from supportops.presets.skill import LEVELS, SupportLevel
from supportops.triage import HealthBound
from supportops.vocabulary import L0_TO_L3

HANDLES = {
    "L0": (("faq", "how_to", "guided_troubleshooting"), ("content", "ux"), "human judgment needed", "L1"),
    "L1": (
        ("account_issues", "common_bugs", "setup_help"), ("product_knowledge", "communication"),
        "technical investigation needed", "L2",
    ),
    "L2": (
        ("complex_bugs", "integrations", "configurations"), ("technical_depth", "debugging"),
        "code change needed", "L3",
    ),
    "L3": (
        ("product_bugs", "architecture", "security"), ("engineering", "development"),
        "cannot be fixed (product limitation)", None,
    ),
}  # fmt: skip
BOUNDS = {
    "L0": HealthBound("between", 0.3, 0.5),
    "L1": HealthBound("between", 0.6, 0.8),
    "L2": HealthBound("between", 0.15, 0.25),
    "L3": HealthBound("<", 0.05),
}


def test_the_levels_are_those_of_the_scale():
    assert tuple(LEVELS) == L0_TO_L3.labels
    assert [level.name for level in LEVELS.values()] == ["self_service", "tier_1", "tier_2", "tier_3"]


def test_what_a_level_handles_and_where_it_sends_the_rest_is_as_printed():
    assert {
        label: (level.handles, level.skills, level.escalates_when, level.next_level) for label, level in LEVELS.items()
    } == HANDLES


def test_both_tables_have_the_same_numbers_and_differ_in_what_is_measured_at_l1():
    assert {label: level.core_target.bound for label, level in LEVELS.items()} == BOUNDS
    assert {label: level.section_target.bound for label, level in LEVELS.items()} == BOUNDS
    differ = [label for label, level in LEVELS.items() if level.core_target != level.section_target]
    assert differ == ["L1"]
    assert LEVELS["L1"].core_target.metric == "resolution_share"
    assert LEVELS["L1"].section_target.metric == "first_contact_resolution"


def test_the_windows_are_as_printed():
    windows = {label: (level.sla_window, level.sla_note) for label, level in LEVELS.items()}
    assert windows == {
        "L0": ((timedelta(0), timedelta(0)), "instant"),
        "L1": ((timedelta(minutes=15), timedelta(hours=1)), None),
        "L2": ((timedelta(hours=4), timedelta(hours=8)), None),
        "L3": (None, "best effort"),
    }


def test_staff_and_work_are_those_of_the_tier_section():
    assert LEVELS["L3"].staff == "engineering, product and security specialists"
    assert LEVELS["L3"].work == "code debugging, custom development, architecture"
    assert LEVELS["L3"].scope == "engineering escalation, code-level issues, custom development"
    assert LEVELS["L0"].staff == "self-service assets"


def test_text_names_the_next_level_if_there_is_one():
    assert str(LEVELS["L1"]).endswith("until technical investigation needed, then L2")
    assert str(LEVELS["L3"]).endswith("until cannot be fixed (product limitation)")


def test_a_level_survives_json():
    for level in LEVELS.values():
        assert SupportLevel.model_validate_json(level.model_dump_json()) == level
