"""What is no argument of its kind is refused with its name and what to give, whoever is asked."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from supportops import tickets
from supportops.calendar import ALWAYS_OPEN
from supportops.errors import ConfigurationError, DomainError
from supportops.presets._account import looked_back
from supportops.tickets import Created, TicketHistory
from supportops.triage import (
    LIFECYCLE,
    Acknowledged,
    ActionItem,
    EscalationPolicy,
    EscalationSet,
    EscalationStep,
    Incident,
    IncidentPlan,
    Notification,
    OnCall,
    Rota,
    RotaOverride,
    StateMachine,
    Transition,
    Triggered,
    level_moves,
    lifecycle_review,
    limbo,
    open_time_in,
)
from supportops.vocabulary import Scale

NINE = datetime(2026, 3, 2, 9, tzinfo=UTC)
POLICY = EscalationPolicy(steps=(EscalationStep("0m", "primary"), EscalationStep("5m", "cto")))
ROTA = Rota(name="desk", people=("ann", "bob"), zone="UTC", start=date(2026, 3, 2))
TICKET = TicketHistory(ticket_id="1", events=(Created(at=NINE, priority="P3"),))
PLAN = IncidentPlan(scale=Scale("SEV1"), roles={}, update_every={"SEV1": "15m"}, respond_within={})
INCIDENT = Incident(id="1", severity="SEV1", start=NINE)


def review(histories, calendar=ALWAYS_OPEN):
    return lifecycle_review(histories, at=NINE, calendar=calendar, limbo_after="1h")


ASKED = {
    "no events": (lambda: POLICY.due(NINE, None), "events", "events is None; give a list of events"),
    "events as text": (lambda: POLICY.due(NINE, "x"), "events", "events is 'x'; give a list of events"),
    "one event": (lambda: POLICY.due(NINE, Triggered(NINE)), "events", "events is one Triggered; give several, or"),
    "no delays": (lambda: EscalationPolicy.from_delays(None), "steps", "steps is None; give pairs of a role"),
    "no notifications": (lambda: OnCall({"a": ROTA}).resolve(None), "notifications", "notifications is None; give"),
    "one notification": (
        lambda: OnCall({"a": ROTA}).resolve(Notification(at=NINE, notify="a")),
        "notifications",
        "is one Notification; give several",
    ),
    "no histories": (lambda: review(None), "histories", "histories is None; give a list of TicketHistory"),
    "one history": (lambda: review(TICKET), "histories", "histories is one TicketHistory; give several"),
    "no history": (lambda: review([TICKET, 3]), "histories", r"histories\[1\] is 3; give the TicketHistory"),
    "no calendar": (lambda: review([TICKET], None), "calendar", "calendar is None; give a calendar"),
    "histories for limbo": (
        lambda: limbo([TICKET], at=NINE, calendar=ALWAYS_OPEN, after="1h"),
        "history",
        "history is .*; give the TicketHistory of one ticket",
    ),
    "no calendar for limbo": (
        lambda: limbo(TICKET, at=None, calendar="24/7", after="x"),
        "calendar",
        "calendar is '24/7'; give a calendar",
    ),
    "no amount for limbo": (
        lambda: limbo(TICKET, at=NINE, calendar=ALWAYS_OPEN, after="soon"),
        "after",
        "after: 'soon' is not an amount of time",
    ),
    "a history for a replay": (
        lambda: open_time_in(TICKET, calendar=ALWAYS_OPEN),
        "replay",
        "of a history, follow_history",
    ),
    "no calendar for open time": (
        lambda: open_time_in(LIFECYCLE.replay([], start=NINE), calendar=None),
        "calendar",
        "calendar is None; give a calendar",
    ),
    "levels for a scale": (lambda: level_moves(["L1"], scale=["L1"]), "scale", "scale is .*; give a Scale"),
    "a misspelt zone": (
        lambda: PLAN.message(INCIDENT, "update", at=NINE).to_markdown(zone="Europe/Berln"),
        "zone",
        "did you mean 'Europe/Berlin'",
    ),
    "no zone": (
        lambda: PLAN.message(INCIDENT, "update", at=NINE).to_markdown(zone=1),
        "zone",
        "zone is 1; give an IANA name",
    ),
    "a date as text": (
        lambda: ROTA.fairness(NINE, NINE, holidays="2026-03-03"),
        "holidays",
        "give local dates in a list",
    ),
    "no dates": (lambda: ROTA.fairness(NINE, NINE, holidays=3), "holidays", "holidays is 3; give local dates"),
    "no instant of an account": (lambda: looked_back("x", "1 day"), "at", "at is 'x'; give an aware datetime"),
}


@pytest.mark.parametrize(("ask", "field", "said"), ASKED.values(), ids=ASKED.keys())
def test_what_is_no_argument_of_its_kind_is_refused_by_its_name(ask, field, said):
    with pytest.raises(DomainError, match=said) as caught:
        ask()
    assert caught.value.field == field


def test_an_event_of_a_ticket_is_no_event_of_an_alert():
    with pytest.raises(DomainError) as caught:
        POLICY.due(NINE, [Triggered(NINE), tickets.Acknowledged(at=NINE)])
    told = "is supportops.tickets.Acknowledged, an event of a ticket; give supportops.triage.Acknowledged"
    assert str(caught.value).endswith(told)
    assert caught.value.index == 1
    with pytest.raises(DomainError, match="an event of a ticket; give one of Acknowledged, Resolved, Seve"):
        POLICY.due(NINE, TICKET.events)


def test_an_event_of_an_alert_is_no_event_of_a_ticket():
    with pytest.raises(ConfigurationError, match=r"that is supportops\.triage\.Acknowledged; the Acknow"):
        TicketHistory(ticket_id="1", events=(*TICKET.events, Acknowledged(NINE)))


def test_a_zone_is_given_as_text_or_as_a_tzinfo():
    message = PLAN.message(INCIDENT, "update", at=NINE)
    assert "10:15 CET" in message.to_markdown(zone="Europe/Berlin")
    assert message.to_markdown(zone="UTC") == message.to_markdown(zone=UTC) == message.to_markdown()


ONE = {
    "actions": (lambda one: Incident(id="1", severity="SEV1", start=NINE, actions=one), ActionItem),
    "overrides": (
        lambda one: Rota(name="x", people=("ann", "bob"), zone="UTC", start=NINE.date(), overrides=one),
        RotaOverride,
    ),
    "transitions": (
        lambda one: StateMachine(states=("b", "c"), transitions=one, initial="b", final=()),
        Transition,
    ),
}
MADE = {
    ActionItem: ActionItem("alert", owner="ann", due=NINE),
    RotaOverride: RotaOverride(NINE, NINE + timedelta(hours=1), "eve"),
    Transition: Transition("a", "b", "c"),
}


@pytest.mark.parametrize("field", ONE)
def test_one_alone_is_refused_with_what_to_write(field):
    build, kind = ONE[field]
    with pytest.raises(ConfigurationError) as caught:
        build(MADE[kind])
    said = f"one {kind.__name__} alone, where a sequence is asked for; write ({kind.__name__}(...),)"
    assert caught.value.faults == ((field, said),)
    assert len(getattr(build((MADE[kind],)), field)) == 1


def test_a_ladder_by_severity_is_checked_with_the_severity_in_front():
    week = NINE, NINE + timedelta(days=7)
    findings = OnCall({"primary": ROTA}).check(EscalationSet({"SEV1": POLICY, "SEV2": POLICY}), *week)
    alone = OnCall({"primary": ROTA}).check(POLICY, *week)
    assert findings == tuple(f"{severity}: {text}" for severity in ("SEV1", "SEV2") for text in alone)
    assert alone == ("step 1 tells 'cto': there is no layer 'cto'; allowed: primary",)
