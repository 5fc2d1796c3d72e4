from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from supportops.durations import BusinessDays
from supportops.presets import skill
from supportops.sla import SlaPolicy
from supportops.tickets import Created, TicketHistory

LONDON = ZoneInfo("Europe/London")
DESK = skill.sample_desk("Europe/London")
NEXT_DAY = BusinessDays(1, until="close")
FACTORS = {"enterprise": 0.5, "business": 1.0, "professional": 1.5, "starter": 2.0, "free": 4.0}
COMPUTED = {
    "enterprise": (7.5, 120), "business": (15, 240), "professional": (22.5, 360), "starter": (30, 480),
    "free": (60, 960),
}  # fmt: skip
PRINTED = {
    "enterprise": (7, 120), "business": (15, 240), "professional": (30, 360), "starter": (60, 480),
    "free": (240, None),
}  # fmt: skip


def minutes(number: float) -> timedelta:
    return timedelta(minutes=number)


def promised(policy: SlaPolicy, priority: str, tier: str, metric: str) -> timedelta | BusinessDays:
    target = policy.target(priority=priority, tier=tier, metric=metric)
    assert target is not None
    return target.duration


def test_the_multipliers_are_as_printed():
    assert dict(skill.TIER_FACTORS) == FACTORS


@pytest.mark.parametrize("tier", FACTORS)
def test_the_printed_p1_targets_are_kept_beside_the_multiplier(tier):
    response, resolution = PRINTED[tier]
    assert dict(skill.TIER_PRINTED[tier]["P1"]) == {
        "first_response": minutes(response),
        "resolution": NEXT_DAY if resolution is None else minutes(resolution),
    }


@pytest.mark.parametrize("tier", FACTORS)
def test_worked_example_the_computed_targets_are_the_products_not_rounded(tier):
    policy = skill.sla_policy(DESK, tiers="computed")
    response, resolution = COMPUTED[tier]
    assert promised(policy, "P1", tier, "first_response") == minutes(response)
    assert promised(policy, "P1", tier, "resolution") == minutes(resolution)


@pytest.mark.parametrize("tier", FACTORS)
def test_worked_example_the_printed_targets_win_for_p1(tier):
    policy = skill.sla_policy(DESK, tiers="printed")
    response, resolution = PRINTED[tier]
    assert promised(policy, "P1", tier, "first_response") == minutes(response)
    assert promised(policy, "P1", tier, "resolution") == (NEXT_DAY if resolution is None else minutes(resolution))


@pytest.mark.parametrize("tier", FACTORS)
@pytest.mark.parametrize("priority", ["P2", "P3", "P4", "P5"])
@pytest.mark.parametrize("metric", ["first_response", "resolution"])
def test_the_printed_tables_take_the_multiplier_for_all_but_p1(tier, priority, metric):
    printed, computed = skill.sla_policy(DESK, tiers="printed"), skill.sla_policy(DESK, tiers="computed")
    assert promised(printed, priority, tier, metric) == promised(computed, priority, tier, metric)


def test_the_update_rhythm_of_p1_has_no_printed_value_and_takes_the_multiplier():
    assert promised(skill.sla_policy(DESK, tiers="printed"), "P1", "enterprise", "update") == minutes(15)
    assert skill.sla_policy(DESK, tiers="printed").target(priority="P5", tier="free", metric="update") is None


def test_printed_and_computed_differ_in_four_responses_and_one_resolution():
    differ = [tier for tier in FACTORS if PRINTED[tier][0] != COMPUTED[tier][0]]
    assert differ == ["enterprise", "professional", "starter", "free"]
    assert [tier for tier in FACTORS if PRINTED[tier][1] != COMPUTED[tier][1]] == ["free"]


def test_business_days_are_rounded_up_to_whole_days():
    policy = skill.sla_policy(DESK, tiers="computed")
    assert promised(policy, "P5", "enterprise", "resolution") == BusinessDays(3)
    assert promised(policy, "P5", "free", "resolution") == BusinessDays(20)


def test_next_business_day_is_the_close_of_the_desks_next_day():
    created = datetime(2026, 3, 6, 22, tzinfo=LONDON)
    history = TicketHistory(ticket_id="1", events=(Created(at=created, priority="P1", tier="free"),))
    report = skill.sla_policy(DESK, tiers="printed").evaluate(history, at=created)
    assert report.timer("resolution").due == datetime(2026, 3, 9, 18, tzinfo=LONDON)
    assert report.timer("first_response").due == created + timedelta(hours=4)


def test_the_other_p1_targets_of_printed_tiers_run_around_the_clock():
    created = datetime(2026, 3, 7, 23, tzinfo=UTC)
    history = TicketHistory(ticket_id="1", events=(Created(at=created, priority="P1", tier="starter"),))
    report = skill.sla_policy(DESK, tiers="printed").evaluate(history, at=created)
    assert report.timer("resolution").due == created + timedelta(hours=8)


def test_printed_tiers_without_a_round_the_clock_p1_stay_in_the_desks_hours():
    created = datetime(2026, 3, 7, 12, tzinfo=LONDON)
    history = TicketHistory(ticket_id="1", events=(Created(at=created, priority="P1", tier="enterprise"),))
    policy = skill.sla_policy(DESK, tiers="printed", around_the_clock=())
    assert policy.calendars == ()
    due = policy.evaluate(history, at=created).timer("first_response").due
    assert due == datetime(2026, 3, 9, 9, 7, tzinfo=LONDON)
