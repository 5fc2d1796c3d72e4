from datetime import UTC, datetime, timedelta

import pytest

from supportops.presets.skill import INCIDENT_ROLES, INCIDENTS, SEVERITY_COMMUNICATION
from supportops.triage import Incident, IncidentPlan
from supportops.vocabulary import SEV1_TO_SEV5

START = datetime(2026, 3, 2, 9, tzinfo=UTC)
PRINTED = {"SEV1": (15, 15), "SEV2": (30, 30), "SEV3": (60, 120), "SEV4": (240, 480), "SEV5": (480, None)}
INITIATION = (
    "page on-call and backup", "open the incident bridge (Zoom or Slack)", "name the incident commander",
    "first impact assessment", "post on the status page",
)  # fmt: skip
ACTIVE = (
    "refresh the status page", "scribe keeps the timeline", "commander coordinates the investigation",
    "parallel workstreams when useful", "announce every change beforehand",
)  # fmt: skip
RESOLUTION = (
    "confirm customers are no longer affected", "status page to resolved", "internal all-clear",
    "draft the customer message", "book the post-incident review",
)  # fmt: skip


def after(minutes: float) -> datetime:
    return START + timedelta(minutes=minutes)


def incident(severity: str = "SEV1", **facts) -> Incident:
    return Incident(id="INC-7", severity=severity, start=START, **facts)


def tasks(facts: Incident, minutes: float) -> tuple[str, ...]:
    return tuple(item.task for item in INCIDENTS.checklist_due(facts, at=after(minutes)))


@pytest.mark.parametrize("severity", PRINTED)
def test_response_and_rhythm_are_as_printed(severity):
    response, rhythm = PRINTED[severity]
    assert INCIDENTS.respond_due(incident(severity)) == after(response)
    due = INCIDENTS.updates_due(incident(severity), at=after(960))
    assert due == (() if rhythm is None else tuple(after(minutes) for minutes in range(rhythm, 961, rhythm)))


def test_an_update_is_due_at_its_instant_and_not_before():
    due = after(15)
    assert INCIDENTS.updates_due(incident(), at=due - timedelta(microseconds=1)) == ()
    assert INCIDENTS.updates_due(incident(), at=due) == (due,)


def test_the_two_worst_severities_have_a_commander_and_a_review_and_the_worst_a_war_room():
    commanded = [severity for severity in SEV1_TO_SEV5 if INCIDENTS.roles_for(severity) == tuple(INCIDENT_ROLES)]
    assert commanded == ["SEV1", "SEV2"]
    assert [severity for severity in SEV1_TO_SEV5 if INCIDENTS.needs_review(severity)] == commanded
    assert [severity for severity in SEV1_TO_SEV5 if INCIDENTS.has_war_room(severity)] == ["SEV1"]
    assert all(INCIDENTS.roles_for(severity) == () for severity in ("SEV3", "SEV4", "SEV5"))


def test_the_review_is_due_two_days_after_the_resolution():
    assert INCIDENTS.review_due(incident(resolved=after(90))) == after(90) + timedelta(hours=48)
    assert INCIDENTS.review_due(incident("SEV3", resolved=after(90))) is None
    assert INCIDENTS.review_due(incident()) is None


def test_every_severity_is_told_through_its_channels():
    assert INCIDENTS.communication == SEVERITY_COMMUNICATION
    assert SEVERITY_COMMUNICATION["SEV1"] == ("status_page", "proactive_email", "exec_bridge")


def test_the_initiation_is_to_be_done_in_the_first_fifteen_minutes():
    assert tasks(incident(), 0) == INITIATION
    assert tasks(incident(), 14.99) == INITIATION
    assert tasks(incident(), 15) == (*INITIATION, *ACTIVE)
    assert tasks(incident(done={INITIATION[0]: after(3)}), 15) == (*INITIATION[1:], *ACTIVE)


def test_the_status_page_is_refreshed_every_fifteen_minutes():
    done = dict.fromkeys((*INITIATION, *ACTIVE), after(15))
    assert tasks(incident(done=done), 29.99) == ()
    assert tasks(incident(done=done), 30) == ("refresh the status page",)


def test_the_resolution_has_tasks_of_its_own():
    assert tasks(incident(resolved=after(60), done=dict.fromkeys((*INITIATION, *ACTIVE), after(20))), 60) == RESOLUTION


def test_only_the_worst_severity_has_the_checklist():
    assert len(INCIDENTS.checklist) == 15
    assert {item.phase for item in INCIDENTS.checklist} == {"initiation", "active", "resolution"}
    assert all(tasks(incident(severity), 60) == () for severity in ("SEV2", "SEV3", "SEV4", "SEV5"))


def test_the_plan_survives_json():
    assert IncidentPlan.model_validate_json(INCIDENTS.model_dump_json()) == INCIDENTS
