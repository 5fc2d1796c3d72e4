from datetime import UTC, datetime, timedelta

import pytest

from supportops.errors import DomainError, NaiveDatetimeError
from supportops.presets import load
from supportops.presets.playbook import CsmAlert, csm_alert
from supportops.tickets import Cancelled, Created, FieldChange, Merged, StatusChange, TicketHistory
from supportops.vocabulary import P1_TO_P5

NOON = datetime(2026, 3, 31, 12, tzinfo=UTC)
RICH = {"value": 50_000, "threshold": 50_000, "at": NOON}


def ticket(name, priority, *, before=timedelta(days=1), events=()):
    created = Created(at=NOON - before, priority=priority)
    return TicketHistory(ticket_id=name, events=(created, *events))


def names(alert: CsmAlert) -> tuple[str, ...]:
    return tuple(one.ticket_id for one in alert.tickets)


def test_two_tickets_of_p1_or_worse_alert_with_the_tickets_as_evidence_oldest_first():
    histories = [ticket("7", "P1"), ticket("8", "P0", before=timedelta(days=2)), ticket("9", "P2")]
    alert = csm_alert(histories, **RICH)
    assert [(one.ticket_id, one.priority, one.created) for one in alert.tickets] == [
        ("8", "P0", NOON - timedelta(days=2)),
        ("7", "P1", NOON - timedelta(days=1)),
    ]
    assert (alert.at, alert.value) == (NOON, 50_000)
    assert alert.action == load("churn_signal_rule").rows[0]["action"] == "alert the CSM, treat as churn signal"
    assert str(alert) == "alert the CSM, treat as churn signal: 8 (P0, 2026-03-29), 7 (P1, 2026-03-30)"


def test_one_top_ticket_is_not_several():
    histories = [ticket("7", "P1"), ticket("9", "P2")]
    assert csm_alert(histories, **RICH) is None
    assert names(csm_alert(histories, **RICH, count=1)) == ("7",)


def test_an_account_just_below_the_threshold_is_not_of_high_value():
    histories = [ticket("7", "P1"), ticket("8", "P1")]
    assert csm_alert(histories, value=49_999.99, threshold=50_000, at=NOON) is None
    assert csm_alert(histories, value=0, threshold=0, at=NOON) is not None


def test_a_ticket_created_exactly_a_window_ago_counts_and_one_before_does_not():
    edge, moment = timedelta(days=30), timedelta(microseconds=1)
    assert csm_alert([ticket("7", "P1"), ticket("8", "P1", before=edge)], **RICH) is not None
    assert csm_alert([ticket("7", "P1"), ticket("8", "P1", before=edge + moment)], **RICH) is None
    assert csm_alert([ticket("7", "P1"), ticket("8", "P1", before=edge)], **RICH, window="29 days") is None


def test_what_happens_after_the_instant_is_not_read():
    later = ticket("8", "P1", before=-timedelta(microseconds=1))
    raised = ticket("9", "P3", events=[FieldChange(at=NOON + timedelta(hours=1), field="priority", to="P0")])
    assert csm_alert([ticket("7", "P1"), later, raised], **RICH) is None


def test_the_priority_at_the_instant_counts():
    raised = ticket("8", "P3", events=[FieldChange(at=NOON, field="priority", to="P1")])
    lowered = ticket("9", "P1", events=[FieldChange(at=NOON, field="priority", to="P3")])
    assert names(csm_alert([ticket("7", "P1"), raised, lowered], **RICH)) == ("7", "8")


def test_a_duplicate_and_a_cancelled_ticket_do_not_count_and_a_resolved_one_does():
    merged = ticket("1", "P0", events=[Merged(at=NOON, into="7")])
    cancelled = ticket("2", "P0", events=[Cancelled(at=NOON, reason="spam")])
    resolved = ticket("3", "P0", events=[StatusChange(at=NOON, to="resolved")])
    assert names(csm_alert([merged, cancelled, resolved, ticket("7", "P1")], **RICH)) == ("3", "7")


def test_rank_and_scale_can_be_chosen():
    histories = [ticket("7", "P1"), ticket("8", "P2")]
    assert names(csm_alert(histories, **RICH, scale=P1_TO_P5, priority="P2")) == ("7", "8")
    assert csm_alert(histories, **RICH, scale=P1_TO_P5) is None


@pytest.mark.parametrize(("name", "amount"), [("value", -1), ("threshold", -0.01), ("value", float("nan"))])
def test_an_amount_that_is_none_is_refused(name, amount):
    with pytest.raises(DomainError, match=f"{name} is .*; it is 0 or more and finite") as caught:
        csm_alert([], **{**RICH, name: amount})
    assert caught.value.field == name


def test_priorities_off_the_scale_are_refused():
    with pytest.raises(DomainError, match="'P7'"):
        csm_alert([], **RICH, priority="P7")
    with pytest.raises(DomainError, match="'P5'"):
        csm_alert([ticket("7", "P5")], **RICH)


def test_an_instant_without_a_zone_is_refused():
    with pytest.raises(NaiveDatetimeError):
        csm_alert([], value=1, threshold=1, at=datetime(2026, 3, 31))


def test_an_alert_survives_json():
    alert = csm_alert([ticket("7", "P1"), ticket("8", "P1")], **RICH)
    assert CsmAlert.model_validate_json(alert.model_dump_json()) == alert
