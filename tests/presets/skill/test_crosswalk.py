from supportops.presets import load, skill
from supportops.presets.skill.core_severities import CORE_SEVERITIES
from supportops.presets.skill.crosswalk import SEVERITY_TO_PRIORITY
from supportops.triage.scales import ScaleMap
from supportops.vocabulary import P1_TO_P5, SEV1_TO_SEV5

ROWS = load("priority_scheme_crosswalk").rows


def test_a_severity_is_the_priority_of_equal_rank():
    assert ScaleMap.by_rank(SEV1_TO_SEV5, P1_TO_P5) == SEVERITY_TO_PRIORITY
    assert SEVERITY_TO_PRIORITY["SEV5"] == "P5"


def test_the_four_severities_have_the_ranks_of_the_five():
    four = [row["sev_four"] for row in ROWS]
    assert four == [*CORE_SEVERITIES, None]


def test_the_printed_times_are_those_of_the_tables_aligned():
    severities = {row["severity"]: row for row in load("severity_response_requirements").rows}
    priorities = {row["priority"]: row for row in load("priority_matrix_p1_p5").rows}
    for row in ROWS:
        assert row["response_minutes_sev"] == severities[row["sev_five"]]["response_minutes"]
        assert row["response_minutes_p1_scheme"] == priorities[row["p1_scheme"]]["response_minutes"]
        assert row["resolution_minutes_p1_scheme"] == priorities[row["p1_scheme"]]["resolution_minutes"]


def test_severities_respond_faster_than_priorities_of_equal_rank_from_rank_2_on():
    faster = [
        severity
        for severity in SEV1_TO_SEV5
        if skill.SEVERITY_TARGETS[severity]["first_response"]
        < skill.TARGETS[SEVERITY_TO_PRIORITY[severity]]["first_response"]
    ]
    assert faster == ["SEV2", "SEV3", "SEV4", "SEV5"]
