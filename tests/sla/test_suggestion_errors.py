"""What is refused when targets are suggested, and how it is told."""

import math
from datetime import UTC, datetime, timedelta

import pytest

from supportops.calendar import ALWAYS_OPEN
from supportops.errors import ConfigurationError, DomainError, NaiveDatetimeError
from supportops.sla import PolicySet, Select, SlaPolicy
from supportops.sla.suggestion import suggest_targets
from supportops.tickets import Created, StatusChange, TicketHistory
from supportops.vocabulary import P1_TO_P5, Scale

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
LATER = NOON + timedelta(days=30)


def resolved(minutes):
    end = StatusChange(at=NOON + timedelta(minutes=minutes), to="resolved")
    return TicketHistory(ticket_id="0", events=(Created(at=NOON, priority="P2"), end))


def suggest(histories, **options):
    return suggest_targets(histories, **{"calendar": ALWAYS_OPEN, "at": LATER, "metrics": ("resolution",), **options})


def test_all_faults_of_the_numbers_come_at_once():
    with pytest.raises(ConfigurationError) as caught:
        suggest([], attainment=95, buffer=-1, confidence=math.nan, at_least=0, calendar=None)
    assert [path for path, _ in caught.value.faults] == ["calendar", "attainment", "confidence", "buffer", "at_least"]
    assert "neither is given; give a calendar, or a policy that has its own calendars" in str(caught.value)


def test_a_calendar_beside_a_policy_is_refused():
    policy = SlaPolicy(name="p", calendar=ALWAYS_OPEN, scale=P1_TO_P5, targets={})
    with pytest.raises(ConfigurationError, match="calendar: both are given"):
        suggest([], policy=policy)


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"metrics": ("resolutions",)}, "'resolutions' is no metric of the policy; did you mean 'resolution'"),
        ({"metrics": "resolution"}, r"metrics is 'resolution'; give one name or more in a row"),
        ({"metrics": ()}, r"metrics is \(\); give one name or more in a row"),
    ],
)
def test_unknown_metrics_are_named(options, message):
    with pytest.raises(DomainError, match=message):
        suggest([resolved(5)], **options)


def test_a_priority_outside_the_scale_is_told_with_its_ticket():
    policy = SlaPolicy(name="p", calendar=ALWAYS_OPEN, scale=Scale("P1"), targets={})
    with pytest.raises(DomainError, match="ticket '0': 'P2' is not on this scale"):
        suggest([resolved(5)], calendar=None, policy=policy)


def test_a_naive_instant_is_refused():
    with pytest.raises(NaiveDatetimeError):
        suggest([], at=datetime(2026, 4, 1))


def test_a_set_of_policies_is_refused():
    policy = SlaPolicy(name="p", calendar=ALWAYS_OPEN, scale=P1_TO_P5, targets={})
    policies = PolicySet(Select(policy))
    message = "targets are designed for one SlaPolicy, got PolicySet; take the policies of a PolicySet one by one"
    with pytest.raises(DomainError, match=message):
        suggest([resolved(5)], calendar=None, policy=policies)


def test_something_else_than_tickets_is_named_by_its_type_alone():
    policy = SlaPolicy(name="p", calendar=ALWAYS_OPEN, scale=P1_TO_P5, targets={"P2": {"resolution": "1h"}})
    report = policy.evaluate(resolved(5), at=LATER)
    message = r"^histories\[1\] is no TicketHistory, got SlaReport; give an EventTable or some TicketHistory$"
    with pytest.raises(DomainError, match=message):
        suggest([resolved(5), report])


@pytest.mark.parametrize("given", ["incidents.csv", 5, None])
def test_what_holds_no_tickets_is_refused(given):
    message = f"targets are made from an EventTable or some TicketHistory, got {type(given).__name__}$"
    with pytest.raises(DomainError, match=message):
        suggest(given)


def test_a_report_alone_is_refused():
    policy = SlaPolicy(name="p", calendar=ALWAYS_OPEN, scale=P1_TO_P5, targets={"P2": {"resolution": "1h"}})
    with pytest.raises(DomainError, match="TicketHistory") as caught:
        suggest(policy.evaluate(resolved(5), at=LATER))
    assert len(str(caught.value)) < 120


def test_one_history_need_not_be_put_in_a_row():
    assert suggest(resolved(5)) == suggest([resolved(5)])
