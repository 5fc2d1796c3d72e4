import math

import pytest

from supportops.errors import ConfigurationError, DomainError
from supportops.presets import DESIGN_RULES, skill
from supportops.presets.skill import COMPLIANCE_TARGETS, REPORTING_CADENCE, SLA_CHECKLIST, ComplianceTarget


def test_the_six_lines_are_as_printed():
    assert [str(target) for target in COMPLIANCE_TARGETS.values()] == [
        "response_sla_rate: >= 0.95 fraction",
        "resolution_sla_rate: >= 0.9 fraction",
        "avg_first_response_time: < 0.5 fraction_of_sla",
        "avg_resolution_time: < 0.75 fraction_of_sla",
        "breach_count: falling",
        "severe_breach_count: == 0 tickets",
    ]
    assert [target.direction for target in COMPLIANCE_TARGETS.values()] == ["higher_better"] * 2 + ["lower_better"] * 4
    assert COMPLIANCE_TARGETS["response_sla_rate"].formula == "tickets meeting response SLA / total tickets"


@pytest.mark.parametrize(
    ("metric", "figure", "is_met"),
    [
        ("response_sla_rate", 0.95, True),
        ("response_sla_rate", 0.9499, False),
        ("resolution_sla_rate", 0.9, True),
        ("resolution_sla_rate", 0.89, False),
        ("avg_first_response_time", 0.49, True),
        ("avg_first_response_time", 0.5, False),
        ("avg_resolution_time", 0.74, True),
        ("avg_resolution_time", 0.75, False),
        ("severe_breach_count", 0, True),
        ("severe_breach_count", 1, False),
    ],
)
def test_a_figure_is_compared_as_printed(metric, figure, is_met):
    assert COMPLIANCE_TARGETS[metric].is_met(figure) is is_met


def test_breaches_should_fall():
    line = COMPLIANCE_TARGETS["breach_count"]
    assert line.is_met(11, before=12)
    assert not line.is_met(12, before=12)
    assert not line.is_met(13, before=12)
    with pytest.raises(DomainError, match="breach_count should be falling; give before="):
        line.is_met(11)


@pytest.mark.parametrize("figure", [-0.1, math.nan, math.inf])
def test_a_figure_that_cannot_be_is_refused(figure):
    with pytest.raises(DomainError, match=r"figure is .*; it is at least 0 and finite"):
        COMPLIANCE_TARGETS["response_sla_rate"].is_met(figure)
    with pytest.raises(DomainError, match=r"before is .*; it is at least 0 and finite"):
        COMPLIANCE_TARGETS["breach_count"].is_met(1, before=figure)


def test_a_severe_breach_is_the_last_stage():
    assert skill.STAGES[-1].fraction == 2.0


def test_an_unknown_comparison_is_refused():
    with pytest.raises(ConfigurationError, match="comparison"):
        ComplianceTarget.model_validate({**COMPLIANCE_TARGETS["breach_count"].model_dump(), "comparison": "rising"})


def test_the_five_reports_are_as_printed():
    assert [str(report) for report in REPORTING_CADENCE.values()] == [
        "real_time_dashboard: live, for agents and leads",
        "daily_summary: daily, for managers",
        "weekly_analysis: weekly, for directors",
        "monthly_review: monthly, for vp and executives",
        "quarterly_trends: quarterly, for c_level and board",
    ]


def test_the_checklist_has_its_sixteen_steps_in_order():
    assert {phase: len(tasks) for phase, tasks in SLA_CHECKLIST.items()} == {
        "design": 6,
        "configuration": 5,
        "launch": 5,
    }
    assert SLA_CHECKLIST["design"][0] == "study past ticket data"
    assert SLA_CHECKLIST["launch"][-1] == "celebrate compliance"


def test_the_checklist_and_the_design_rules_name_the_same_buffer_and_watch():
    assert SLA_CHECKLIST["design"][2].endswith(f"a {DESIGN_RULES['buffer_on_capacity']:.0%} buffer")
    assert SLA_CHECKLIST["launch"][2] == f"close monitoring for {DESIGN_RULES['post_launch_watch_period']} weeks"
