from datetime import UTC, datetime, timedelta

import pytest

from supportops.calendar import BusinessCalendar
from supportops.errors import DomainError, NoMatchError
from supportops.presets import lean
from supportops.sla import SlaPolicy
from supportops.tickets import Acknowledged, Created, FieldChange, Message, TicketHistory
from supportops.vocabulary import Party

DESK = BusinessCalendar(name="desk", zone="UTC", hours="Mon-Fri 09:00-17:00")
ALWAYS = BusinessCalendar(name="always", zone="UTC", hours="24/7")
MONDAY = datetime(2026, 3, 2, 9, tzinfo=UTC)
HOUR = timedelta(hours=1)


def ticket(category: str | None, priority: str, *later) -> TicketHistory:
    return TicketHistory(ticket_id="1", events=(Created(at=MONDAY, priority=priority, category=category), *later))


def dues(history: TicketHistory, **options) -> dict[str, timedelta]:
    report = lean.sla_policies(ALWAYS, **options).evaluate(history, at=MONDAY)
    return {timer.metric: timer.due - MONDAY for timer in report.timers if timer.due is not None}


@pytest.mark.parametrize(
    ("category", "priority", "hours"),
    [
        ("billing_and_access", "P1", {"first_response": 1, "resolution": 24}),
        ("onboarding_and_how_to", "P2", {"first_response": 4, "resolution": 48}),
        ("creator_or_affiliate_tracking", "P1", {"first_response": 2, "resolution": 72}),
        ("feature_request", "P3", {"acknowledge": 24}),
        ("outage_or_critical_bug", "P0", {"first_response": 0.25}),
    ],
)
def test_the_type_decides_what_is_promised(category, priority, hours):
    assert dues(ticket(category, priority)) == {metric: amount * HOUR for metric, amount in hours.items()}


def test_two_types_of_one_priority_differ():
    billing, tracking = ticket("billing_and_access", "P1"), ticket("creator_or_affiliate_tracking", "P1")
    assert dues(billing) != dues(tracking)


def test_an_outage_is_updated_every_hour():
    answered = Message(at=MONDAY + HOUR / 6, by=Party.AGENT)
    report = lean.sla_policies(ALWAYS).evaluate(ticket("outage_or_critical_bug", "P0", answered), at=MONDAY + HOUR)
    assert report.timer("update").due == MONDAY + HOUR / 6 + HOUR


def test_an_acknowledgment_meets_a_feature_request():
    seen = Acknowledged(at=MONDAY + 2 * HOUR)
    report = lean.sla_policies(ALWAYS).evaluate(ticket("feature_request", "P3", seen), at=MONDAY + 3 * HOUR)
    assert report.timer("acknowledge").verdict == "met"


def test_a_p0_has_the_promise_of_an_outage_whatever_its_category():
    assert dues(ticket("billing_and_access", "P0")) == {"first_response": HOUR / 4}
    own = {"first_response": HOUR, "resolution": 24 * HOUR}
    assert dues(ticket("billing_and_access", "P0"), incidents_override=False) == own


def test_a_ticket_that_becomes_a_p0_changes_its_promise():
    raised = FieldChange(at=MONDAY + HOUR / 2, field="priority", to="P0")
    history = ticket("billing_and_access", "P1", raised)
    report = lean.sla_policies(ALWAYS).evaluate(history, at=MONDAY + HOUR / 2)
    assert report.policy_name == "outage_or_critical_bug"


def test_a_type_may_be_measured_around_the_clock():
    policies = lean.sla_policies(DESK, around_the_clock="outage_or_critical_bug")
    night = MONDAY + 12 * HOUR
    for category, due in (
        ("outage_or_critical_bug", night + HOUR / 4),
        ("billing_and_access", MONDAY + 25 * HOUR),
    ):
        history = TicketHistory(ticket_id="1", events=(Created(at=night, priority="P1", category=category),))
        assert policies.evaluate(history, at=night).timer("first_response").due == due


def test_another_category_needs_a_policy_of_its_own():
    with pytest.raises(NoMatchError):
        dues(ticket("refund", "P2"))
    with pytest.raises(NoMatchError):
        dues(ticket(None, "P2"))
    rest = SlaPolicy(name="rest", calendar=ALWAYS, scale=lean.PRIORITIES, targets={"P2": {"resolution": "9h"}})
    assert dues(ticket("refund", "P2"), others=rest) == {"resolution": 9 * HOUR}


def test_an_unknown_type_is_named():
    with pytest.raises(DomainError, match="'feature_requests' is no ticket type; did you mean 'feature_request'"):
        lean.sla_policies(DESK, around_the_clock=("feature_requests",))
