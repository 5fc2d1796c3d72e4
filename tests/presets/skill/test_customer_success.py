from datetime import UTC, datetime, timedelta

import pytest

from supportops.errors import DomainError, NaiveDatetimeError
from supportops.presets.skill import CS_HANDOFFS, RepeatedEscalations, multiple_escalations
from supportops.tickets import Created, Escalated, TicketHistory
from supportops.triage import DecisionTable

NOON = datetime(2026, 3, 31, 12, tzinfo=UTC)
PRINTED = {
    "multiple_escalations": ("at_risk_account", "high"),
    "executive_complaint": ("vip_escalation", "immediate"),
    "churn_mention": ("save_opportunity", "high"),
    "expansion_interest": ("upsell_lead", "medium"),
    "champion_departure": ("relationship_risk", "high"),
    "negative_csat_trend": ("proactive_intervention", "medium"),
    "major_incident_impact": ("executive_touch", "high"),
    "feature_blocker": ("product_alignment", "medium"),
}


def ticket(name, *moves):
    """A ticket that goes to these levels, each so long before noon."""
    events = [Escalated(at=NOON - before, level=level) for before, level in moves]
    return TicketHistory(ticket_id=name, events=(Created(at=NOON - timedelta(days=90), priority="P3"), *events))


def found(*histories, **options):
    signal = multiple_escalations(histories, at=NOON, **options)
    return None if signal is None else [(one.ticket_id, one.level) for one in signal.escalations]


def day(number):
    return timedelta(days=number)


def test_each_signal_has_its_handoff_and_urgency():
    answers = {signal: CS_HANDOFFS.decide({"signal": signal}).output for signal in PRINTED}
    assert {signal: (one["handoff"], one["urgency"]) for signal, one in answers.items()} == PRINTED
    assert CS_HANDOFFS.inputs["signal"] == tuple(PRINTED)
    assert CS_HANDOFFS.analyse().ok


def test_an_unknown_signal_names_the_near_one():
    with pytest.raises(DomainError, match="did you mean 'churn_mention'"):
        CS_HANDOFFS.decide({"signal": "churn_mentions"})


def test_two_escalations_within_thirty_days_are_multiple():
    assert found(ticket("7", (day(3), "L2")), ticket("8", (day(5), "L2"))) == [("8", "L2"), ("7", "L2")]
    assert found(ticket("7", (day(3), "L2"))) is None
    assert found(ticket("7", (day(9), "L2"), (day(3), "L3"))) == [("7", "L2"), ("7", "L3")]


def test_an_escalation_exactly_thirty_days_ago_counts_and_one_before_does_not():
    edge = ticket("7", (day(30), "L2"), (day(0), "L3"))
    past = ticket("7", (day(30) + timedelta(microseconds=1), "L2"), (day(0), "L3"))
    assert found(edge) == [("7", "L2"), ("7", "L3")]
    assert found(past) is None
    assert found(past, count=1) == [("7", "L3")]


def test_three_in_two_weeks_is_another_setting():
    histories = ticket("7", (day(13), "L2")), ticket("8", (day(2), "L2")), ticket("9", (day(15), "L2"))
    assert found(*histories, count=3, window="2 weeks") is None
    assert found(*histories, ticket("10", (day(14), "L2")), count=3, window="2 weeks") == [
        ("10", "L2"),
        ("7", "L2"),
        ("8", "L2"),
    ]


def test_handing_back_and_staying_are_no_escalations():
    assert found(ticket("7", (day(3), "L2"), (day(2), "L1"))) is None
    assert found(ticket("7", (day(3), "L1"), (day(2), "L2"), (day(1), "L2"))) is None
    assert found(ticket("7", (day(3), "L2"), (day(2), "L1"), (day(1), "L3"))) == [("7", "L2"), ("7", "L3")]


def test_a_level_off_the_ladder_is_up_and_coming_back_from_it_is_not():
    assert found(ticket("7", (day(3), "manager"), (day(2), "manager"), (day(1), "L2"))) is None
    assert found(ticket("7", (day(3), "manager"), (day(1), "director"))) == [("7", "manager"), ("7", "director")]


def test_what_happens_later_is_not_read():
    assert found(ticket("7", (day(3), "L2"), (-day(1), "L3"))) is None


def test_bad_settings_are_refused():
    with pytest.raises(DomainError, match="count is 0"):
        found(count=0)
    with pytest.raises(DomainError, match="window is"):
        found(window="0m")
    with pytest.raises(DomainError, match="ticket '7' is given more than once"):
        found(ticket("7"), ticket("7"))
    with pytest.raises(NaiveDatetimeError):
        multiple_escalations([], at=datetime(2026, 3, 31))


def test_a_signal_and_the_table_survive_json():
    signal = multiple_escalations([ticket("7", (day(9), "L2"), (day(3), "L3"))], at=NOON)
    assert str(signal) == "multiple_escalations: 7 to L2 on 2026-03-22, 7 to L3 on 2026-03-28"
    assert RepeatedEscalations.model_validate_json(signal.model_dump_json()) == signal
    assert DecisionTable.model_validate_json(CS_HANDOFFS.model_dump_json()) == CS_HANDOFFS
