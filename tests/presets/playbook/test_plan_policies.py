from datetime import UTC, datetime, timedelta

import pytest

from supportops.calendar import BusinessCalendar
from supportops.errors import DomainError
from supportops.presets.playbook import PLANS, TARGETS, plan_policy
from supportops.sla import PolicySet, Select, Verdict
from supportops.tickets import Created, TicketHistory

DESK = BusinessCalendar(name="desk", zone="UTC", hours="Mon-Fri 09:00-17:00")
MONDAY = datetime(2026, 3, 2, 9, tzinfo=UTC)
HOUR = timedelta(hours=1)


def amounts(policy, metric):
    targets = [policy.target(priority=priority, metric=metric) for priority in policy.scale]
    return [None if target is None else target.duration / HOUR for target in targets]


@pytest.mark.parametrize(
    ("plan", "responses", "resolution"),
    [("standard", [4, 8, 8, 8, 8], 48), ("premium", [1, 4, 4, 4, 4], 24), ("enterprise", [0.25, 1, 1, 1, 1], 8)],
)
def test_a_p0_has_the_critical_response_and_all_have_one_resolution(plan, responses, resolution):
    policy = plan_policy(plan, DESK)
    assert amounts(policy, "first_response") == responses
    assert amounts(policy, "resolution") == [resolution] * 5


def test_the_strictest_response_is_the_shorter_of_the_plans_and_the_prioritys():
    assert amounts(plan_policy("standard", DESK, response="strictest"), "first_response") == [0.25, 1, 4, 8, 8]
    assert amounts(plan_policy("enterprise", DESK, response="strictest"), "first_response") == [0.25, 1, 1, 1, 1]
    for name in ("standard", "premium", "enterprise"):
        strictest = plan_policy(name, DESK, response="strictest")
        assert amounts(strictest, "resolution") == amounts(plan_policy(name, DESK), "resolution")
        for priority in strictest.scale:
            promised = strictest.target(priority=priority, metric="first_response").duration
            assert promised <= TARGETS[priority]["first_response"]


def test_best_effort_is_no_promise_unless_it_is_asked_for():
    free = plan_policy("free", DESK)
    assert amounts(free, "first_response") == amounts(free, "resolution") == [None] * 5
    history = TicketHistory(ticket_id="1", events=(Created(at=MONDAY, priority="P1"),))
    later = MONDAY + timedelta(days=60)
    assert free.evaluate(history, at=later).timer("first_response").verdict == Verdict.NOT_APPLICABLE
    measured = plan_policy("free", DESK, best_effort="measured")
    assert amounts(measured, "first_response") == [None, 48, 48, 48, 48]
    assert measured.evaluate(history, at=later).timer("first_response").verdict == Verdict.BREACHED


def test_the_strictest_response_promises_nothing_that_the_plan_does_not():
    free = plan_policy("free", DESK, response="strictest", best_effort="measured")
    assert amounts(free, "first_response") == [None, 1, 4, 8, 24]


def test_eight_business_hours_are_a_day_of_the_desk():
    history = TicketHistory(ticket_id="1", events=(Created(at=MONDAY + HOUR, priority="P2"),))
    timer = plan_policy("standard", DESK).evaluate(history, at=MONDAY + HOUR).timer("first_response")
    assert timer.due == MONDAY + timedelta(days=1, hours=1)


def test_a_p0_may_be_measured_around_the_clock():
    saturday = MONDAY + timedelta(days=5)
    history = TicketHistory(ticket_id="1", events=(Created(at=saturday, priority="P0"),))
    policy = plan_policy(PLANS["standard"], DESK, around_the_clock=("P0",))
    assert policy.evaluate(history, at=saturday).timer("first_response").due == saturday + 4 * HOUR
    by_desk = plan_policy("standard", DESK).evaluate(history, at=saturday).timer("first_response")
    assert by_desk.due == MONDAY + timedelta(days=7, hours=4)


def test_the_plans_make_a_set_by_tier():
    policies = PolicySet(*(Select(plan_policy(name, DESK), tier=name) for name in PLANS))
    created = Created(at=MONDAY, priority="P2", tier="premium")
    state = TicketHistory(ticket_id="1", events=(created,)).state(at=MONDAY)
    assert policies.choose(state).name == "The Product Builder's Playbook, plan premium"
    assert plan_policy("free", DESK, name="ours").name == "ours"


def test_unknown_plans_and_options_are_named():
    with pytest.raises(DomainError, match="'premum' is no plan; did you mean 'premium'"):
        plan_policy("premum", DESK)
    with pytest.raises(DomainError, match="response is 'strict'; allowed: 'plan', 'strictest'"):
        plan_policy("premium", DESK, response="strict")
    with pytest.raises(DomainError, match="best_effort is 'no'; allowed: 'excluded', 'measured'"):
        plan_policy("free", DESK, best_effort="no")
