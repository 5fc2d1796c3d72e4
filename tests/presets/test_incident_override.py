"""An incident of the top priority overrides every other SLA (SaaS support system design)."""

from datetime import UTC, datetime, timedelta

from supportops.presets import playbook, skill
from supportops.sla import PolicySet, Select
from supportops.tickets import Created, FieldChange, TicketHistory

SATURDAY = datetime(2026, 3, 7, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
DESK = skill.sample_desk("UTC")
BY_PLAN = playbook.sla_policy(DESK, name="by plan")
INCIDENT = playbook.sla_policy(DESK, name="incident", around_the_clock=("P0",))
POLICIES = PolicySet(
    Select(BY_PLAN, tier=("free", "standard"), channel="email"),
    Select(BY_PLAN, tier="enterprise"),
    override=Select(INCIDENT, priority="P0"),
)


def ticket(priority: str, tier: str, *later: FieldChange) -> TicketHistory:
    created = Created(at=SATURDAY, priority=priority, tier=tier, channel="email")
    return TicketHistory(ticket_id="1", events=(created, *later))


def test_a_p0_is_under_the_incident_policy_whatever_the_plan():
    for tier in ("free", "standard", "enterprise"):
        history = ticket("P0", tier)
        assert POLICIES.choose(history.state(at=SATURDAY)).name == "incident"
        assert POLICIES.evaluate(history, at=SATURDAY).timer("resolution").due == SATURDAY + 4 * HOUR


def test_any_other_priority_is_under_the_policy_of_its_plan_and_channel():
    assert POLICIES.choose(ticket("P1", "free").state(at=SATURDAY)).name == "by plan"
    assert POLICIES.choose(ticket("P1", "enterprise").state(at=SATURDAY)).name == "by plan"


def test_a_ticket_that_becomes_an_incident_is_under_the_incident_policy_from_then_on():
    raised = FieldChange(at=SATURDAY + HOUR, field="priority", to="P0")
    history = ticket("P1", "free", raised)
    assert POLICIES.evaluate(history, at=SATURDAY).policy_name == "by plan"
    after = POLICIES.evaluate(history, at=SATURDAY + HOUR)
    assert after.policy_name == "incident"
    assert after.timer("resolution").due == SATURDAY + 5 * HOUR
