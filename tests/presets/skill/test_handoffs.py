from supportops.presets.skill import INCIDENT_HANDOFF, LEVEL_HANDOFF
from supportops.triage import Handoff

LEVEL = (
    "ticket_id", "customer_name", "company", "customer_tier", "original_agent", "escalation_time", "issue_summary",
    "steps", "product_version", "environment", "error_logs", "screenshots", "why_escalating", "customer_expectation",
    "suggested_next_steps",
)  # fmt: skip
INCIDENT = (
    "severity", "time_detected", "escalated_by", "escalated_to", "description", "affected_customers", "impact_type",
    "symptoms", "steps", "current_hypothesis", "immediate_actions", "status_page", "customer_notification",
    "internal_channel",
)  # fmt: skip


def test_the_templates_have_fifteen_and_fourteen_fields():
    assert LEVEL_HANDOFF.required == LEVEL
    assert INCIDENT_HANDOFF.required == INCIDENT
    assert (len(LEVEL), len(INCIDENT)) == (15, 14)


def test_the_quality_is_the_share_that_is_there():
    check = LEVEL_HANDOFF.check(dict.fromkeys(LEVEL[:12], "said"))
    assert (check.quality, check.missing, check.accepted) == (0.8, LEVEL[12:], False)
    assert INCIDENT_HANDOFF.check(dict.fromkeys(INCIDENT, "said")).accepted


def test_a_template_survives_json():
    for handoff in (LEVEL_HANDOFF, INCIDENT_HANDOFF):
        assert Handoff.model_validate_json(handoff.model_dump_json()) == handoff
