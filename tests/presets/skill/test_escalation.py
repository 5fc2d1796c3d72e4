from datetime import UTC, datetime, timedelta

import pytest

from supportops.presets.skill import CORE_ESCALATION, ESCALATION
from supportops.triage import Acknowledged, EscalationPolicy, EscalationSet, SeverityChanged, Triggered
from supportops.vocabulary import SEV1_TO_SEV5

START = datetime(2026, 3, 1, 2, tzinfo=UTC)
PRINTED = {
    "SEV1": {0: "on_call_engineer", 30: "vp_engineering", 60: "cto", 120: "ceo", 240: "board_update"},
    "SEV2": {0: "l3_engineer", 30: "engineering_manager", 60: "vp_engineering", 120: "cto"},
    "SEV3": {0: "l2_specialist", 30: "l3_engineer", 60: "engineering_manager"},
    "SEV4": {0: "l1_agent", 30: "l2_specialist"},
    "SEV5": {0: "l1_agent"},
}
CORE = {"SEV1": ((0, "engineering"), (0, "executive")), "SEV2": ((60, "L3"),), "SEV3": ((240, "L2"),)}


@pytest.mark.parametrize("severity", PRINTED)
def test_at_every_minute_those_are_told_whose_time_has_come(severity):
    for minute in range(241):
        told = ESCALATION[severity].due(START + timedelta(minutes=minute), [Triggered(START)])
        assert [one.role for one in told] == [role for at, role in PRINTED[severity].items() if at <= minute]


@pytest.mark.parametrize("severity", PRINTED)
def test_a_step_fires_at_its_instant_and_not_a_microsecond_before(severity):
    for minute, role in PRINTED[severity].items():
        at = START + timedelta(minutes=minute)
        told = ESCALATION[severity].due(at, [Triggered(START)], since=at - timedelta(microseconds=1))
        assert [(one.role, one.at) for one in told] == [(role, at)]


def test_the_ladders_are_in_order_of_severity_and_only_tell_people():
    assert tuple(ESCALATION) == SEV1_TO_SEV5.labels
    assert {policy.kind for policy in ESCALATION.values()} == {"hierarchical"}
    assert {severity: dict(policy.simulate(240)) for severity, policy in ESCALATION.items()} == PRINTED


def test_each_notification_says_why():
    whys = [one.notify.why for one in ESCALATION["SEV1"].plan(START)]
    assert whys[0] == "SEV1, at first response"
    assert whys[1:] == [f"SEV1, at {minutes} minutes" for minutes in (30, 60, 120, 240)]


def test_an_acknowledgement_ends_the_ladder_and_the_boundary_still_fires():
    events = [Triggered(START), Acknowledged(START + timedelta(minutes=60))]
    told = ESCALATION["SEV1"].due(START + timedelta(days=1), events)
    assert [one.role for one in told] == ["on_call_engineer", "vp_engineering", "cto"]


def test_only_the_ladder_of_one_person_has_a_finding():
    found = {severity: policy.check() for severity, policy in ESCALATION.items()}
    assert [severity for severity, findings in found.items() if findings] == ["SEV5"]


def test_a_severity_that_gets_worse_moves_to_the_other_ladder():
    events = [Triggered(START, "SEV3"), SeverityChanged(START + timedelta(minutes=45), "SEV1")]
    told = EscalationSet(ESCALATION).due(START + timedelta(minutes=60), events)
    assert [(int((one.at - START).total_seconds() // 60), one.role) for one in told] == [
        (0, "l2_specialist"),
        (30, "l3_engineer"),
        (45, "on_call_engineer"),
        (45, "vp_engineering"),
        (60, "cto"),
    ]


def test_the_core_path_is_as_printed_and_leaves_sev4_in_the_queue():
    assert {severity: policy.simulate(1_440) for severity, policy in CORE_ESCALATION.items()} == CORE
    assert [policy.kind for policy in CORE_ESCALATION.values()] == ["hierarchical", "functional", "functional"]


@pytest.mark.parametrize("policy", [*ESCALATION.values(), *CORE_ESCALATION.values()], ids=lambda policy: policy.name)
def test_a_ladder_survives_json(policy):
    assert EscalationPolicy.model_validate_json(policy.model_dump_json()) == policy
