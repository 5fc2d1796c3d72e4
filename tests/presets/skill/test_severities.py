from datetime import UTC, datetime, timedelta

from supportops.presets import skill
from supportops.tickets import Created, TicketHistory
from supportops.vocabulary import SEV1_TO_SEV5

DESK = skill.sample_desk("UTC")


def test_the_targets_are_as_printed():
    printed = {"SEV1": (15, 15), "SEV2": (30, 30), "SEV3": (60, 120), "SEV4": (240, 480), "SEV5": (480, None)}
    assert {label: dict(row) for label, row in skill.SEVERITY_TARGETS.items()} == {
        label: {
            "first_response": timedelta(minutes=response),
            "update": None if update is None else timedelta(minutes=update),
        }
        for label, (response, update) in printed.items()
    }


def test_the_communication_is_as_printed():
    assert dict(skill.SEVERITY_COMMUNICATION) == {
        "SEV1": ("status_page", "proactive_email", "exec_bridge"),
        "SEV2": ("affected_users", "internal_slack"),
        "SEV3": ("ticket_updates",),
        "SEV4": ("ticket_updates",),
        "SEV5": ("ticket_updates",),
    }


def test_the_policy_stands_on_the_severity_scale_and_promises_no_resolution():
    policy = skill.severity_policy(DESK)
    assert policy.scale == SEV1_TO_SEV5
    assert policy.measured == ("first_response", "update")
    assert policy.targets == skill.SEVERITY_TARGETS


def test_only_sev1_runs_at_night_unless_the_caller_says_more():
    night = datetime(2026, 3, 3, 2, tzinfo=UTC)
    history = TicketHistory(ticket_id="1", events=(Created(at=night, priority="SEV2"),))
    morning = datetime(2026, 3, 3, 9, 30, tzinfo=UTC)
    policy, wider = skill.severity_policy(DESK), skill.severity_policy(DESK, around_the_clock=["SEV1", "SEV2"])
    assert policy.around_the_clock == ("SEV1",)
    assert policy.evaluate(history, at=night).timer("first_response").due == morning
    assert wider.evaluate(history, at=night).timer("first_response").due == night + timedelta(minutes=30)
