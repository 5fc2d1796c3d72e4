from supportops.presets.skill import INCIDENT_MESSAGES, INCIDENT_ROLES, REVIEW_FIELDS, IncidentRole
from supportops.triage.incidents.timeline import MARKS


def test_the_five_roles_are_as_printed():
    assert {name: (role.responsibility, role.examples) for name, role in INCIDENT_ROLES.items()} == {
        "incident_commander": ("coordination", ("runs the bridge", "decides")),
        "technical_lead": ("investigation", ("debugs", "deploys fixes")),
        "communications_lead": ("stakeholder updates", ("status page", "customer email")),
        "scribe": ("documentation", ("timeline", "actions", "decisions")),
        "subject_matter_experts": ("specific know-how", ("called in on demand",)),
    }
    assert str(INCIDENT_ROLES["technical_lead"]) == "technical_lead: investigation (debugs, deploys fixes)"


def test_a_role_survives_json():
    for role in INCIDENT_ROLES.values():
        assert IncidentRole.model_validate_json(role.model_dump_json()) == role


def test_the_two_messages_have_their_fields_in_order():
    assert tuple(INCIDENT_MESSAGES) == ("initial", "resolved")
    assert tuple(INCIDENT_MESSAGES["initial"]) == (
        "subject", "description", "impact", "status", "next_update_within_minutes", "apology", "status_page_link",
    )  # fmt: skip
    assert tuple(INCIDENT_MESSAGES["resolved"]) == (
        "subject", "description", "duration", "impact", "resolution", "apology", "incident_report_within_hours",
        "status_page_link",
    )  # fmt: skip


def test_the_promises_of_the_messages_are_numbers():
    assert INCIDENT_MESSAGES["initial"]["next_update_within_minutes"] == 30
    assert INCIDENT_MESSAGES["resolved"]["incident_report_within_hours"] == 48
    assert INCIDENT_MESSAGES["initial"]["apology"] is INCIDENT_MESSAGES["resolved"]["apology"] is True


def test_the_review_has_six_blocks_and_its_timeline_is_that_of_an_incident():
    assert {block: len(fields) for block, fields in REVIEW_FIELDS.items()} == {
        "header": 5, "summary": 1, "timeline": 6, "impact": 4, "analysis": 3, "actions": 4,
    }  # fmt: skip
    assert REVIEW_FIELDS["timeline"] == MARKS
