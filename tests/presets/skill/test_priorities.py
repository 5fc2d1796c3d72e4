from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import pytest

from supportops.durations import BusinessDays
from supportops.errors import DomainError
from supportops.presets import playbook, skill
from supportops.sla import Metric, SlaPolicy
from supportops.tickets import Created, Message, TicketHistory
from supportops.vocabulary import P0_TO_P4, P1_TO_P5, SEV1_TO_SEV5, Party

DESK = skill.sample_desk("UTC")
MONDAY = datetime(2026, 3, 2, 9, tzinfo=UTC)
HOUR = timedelta(hours=1)


def hours(number: float) -> timedelta:
    return number * HOUR


def responses(policy: SlaPolicy) -> list[timedelta | BusinessDays]:
    found = [policy.target(priority=label, metric="first_response") for label in policy.scale]
    return [target.duration for target in found if target is not None]


def dues(policy: SlaPolicy, created: datetime, metric: str) -> Sequence[datetime | None]:
    histories = [
        TicketHistory(ticket_id=label, events=(Created(at=created, priority=label),)) for label in policy.scale
    ]
    return [policy.evaluate(history, at=created).timer(metric).due for history in histories]


def test_the_targets_are_as_printed():
    printed = {
        "P1": (0.25, 0.5, hours(4)),
        "P2": (1, 2, hours(8)),
        "P3": (4, 8, hours(24)),
        "P4": (8, 24, hours(72)),
        "P5": (24, None, BusinessDays(5)),
    }
    assert {label: dict(row) for label, row in skill.TARGETS.items()} == {
        label: {
            "first_response": hours(response),
            "update": None if update is None else hours(update),
            "resolution": resolution,
        }
        for label, (response, update, resolution) in printed.items()
    }


def test_the_policy_promises_the_table_and_measures_p1_around_the_clock():
    policy = skill.sla_policy(DESK)
    assert (policy.targets, policy.around_the_clock, policy.calendar) == (skill.TARGETS, ("P1",), DESK)
    assert policy.measured == (Metric.FIRST_RESPONSE, Metric.UPDATE, Metric.RESOLUTION)
    assert policy.stages == skill.STAGES
    assert policy.tiers == {}


def test_p1_runs_at_night_and_p2_waits_for_the_morning():
    night = datetime(2026, 3, 3, 2, tzinfo=UTC)
    p1, p2, *_ = dues(skill.sla_policy(DESK), night, "first_response")
    assert p1 == night + timedelta(minutes=15)
    assert p2 == datetime(2026, 3, 3, 10, tzinfo=UTC)


def test_the_next_update_is_due_an_interval_after_the_last_public_message():
    events = (
        Created(at=MONDAY, priority="P2"),
        Message(at=MONDAY + hours(0.5), by=Party.AGENT),
        Message(at=MONDAY + hours(1), by=Party.AGENT, public=False),
    )
    policy, history = skill.sla_policy(DESK), TicketHistory(ticket_id="1", events=events)
    assert policy.evaluate(history, at=MONDAY + hours(2)).timer("update").due == MONDAY + hours(2.5)


def test_requests_have_a_response_and_a_resolution_unless_the_caller_says_less():
    def kinds(requests: str) -> set[str]:
        policy = skill.sla_policy(DESK, requests=requests)  # type: ignore[arg-type]
        return {m for m in ("first_response", "update", "resolution") if policy.target(priority="P5", metric=m)}

    assert kinds("promised") == {"first_response", "resolution"}
    assert kinds("response_only") == {"first_response"}
    assert kinds("excluded") == set()


@pytest.mark.parametrize("tiers", ["computed", "printed"])
def test_excluded_requests_are_promised_to_no_tier(tiers):
    policy = skill.sla_policy(DESK, requests="excluded", tiers=tiers)
    assert policy.target(priority="P5", tier="enterprise", metric="first_response") is None
    assert policy.target(priority="P4", tier="enterprise", metric="first_response").duration == hours(4)


def test_first_responses_of_equal_rank_are_equal_in_both_priority_schemes():
    both = responses(skill.sla_policy(DESK)), responses(playbook.sla_policy(DESK))
    assert both[0] == both[1] == [hours(0.25), hours(1), hours(4), hours(8), hours(24)]
    assert len(P0_TO_P4) == len(P1_TO_P5) == len(SEV1_TO_SEV5) == 5


def test_severities_are_answered_sooner_than_priorities_from_rank_2_on():
    severities = responses(skill.severity_policy(DESK))
    assert severities == [hours(0.25), hours(0.5), hours(1), hours(4), hours(8)]


def test_resolutions_of_equal_rank_differ_from_rank_3_on():
    ours = [skill.TARGETS[label]["resolution"] for label in P1_TO_P5]
    theirs = [playbook.TARGETS[label]["resolution"] for label in P0_TO_P4]
    assert ours[:2] == theirs[:2]
    assert ours[2:] == [hours(24), hours(72), BusinessDays(5)]
    assert theirs[2:] == [hours(48), BusinessDays(5), None]


def test_worked_example_in_business_hours_p4_is_due_after_p5():
    *_, p4, p5 = dues(skill.sla_policy(DESK), MONDAY, "resolution")
    assert p4 == datetime(2026, 3, 11, 18, tzinfo=UTC)
    assert p5 == datetime(2026, 3, 9, 9, tzinfo=UTC)
    assert DESK.between(MONDAY, p4) / hours(9) == 8
    assert DESK.between(MONDAY, p5) == hours(45)


@pytest.mark.parametrize("metric", ["first_response", "resolution"])
def test_in_calendar_hours_no_priority_is_due_before_a_more_urgent_one(metric):
    policy = skill.sla_policy(DESK, around_the_clock=skill.CALENDAR_HOURS)
    for step in range(7 * 12):
        found = dues(policy, MONDAY + step * hours(2), metric)
        assert found == sorted(found)


def test_one_priority_around_the_clock_may_be_given_as_text():
    assert skill.sla_policy(DESK, around_the_clock="P2").around_the_clock == ("P2",)
    assert skill.severity_policy(DESK, around_the_clock="SEV2").around_the_clock == ("SEV2",)
    assert playbook.sla_policy(DESK, around_the_clock="P0").around_the_clock == ("P0",)


@pytest.mark.parametrize(
    ("option", "message"),
    [
        ({"tiers": "factors"}, "tiers is 'factors'; allowed: 'computed', 'printed', None"),
        ({"requests": "no"}, "requests is 'no'; allowed: 'promised', 'response_only', 'excluded'"),
    ],
)
def test_an_unknown_choice_is_refused(option, message):
    with pytest.raises(DomainError, match=message):
        skill.sla_policy(DESK, **option)
