"""Every argument that is an instant is read alike: what is none is refused with its name and what to give."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import numpy as np
import pandas as pd
import pytest

from supportops.calendar import ALWAYS_OPEN
from supportops.errors import DomainError, NaiveDatetimeError
from supportops.presets.skill import page_deadlines
from supportops.tickets import Created, TicketHistory
from supportops.triage._checked import instant_us
from supportops.triage.escalation.events import Triggered
from supportops.triage.escalation.policy import EscalationPolicy
from supportops.triage.escalation.severities import EscalationSet
from supportops.triage.escalation.step import EscalationStep
from supportops.triage.incidents.incident import ActionItem, Incident
from supportops.triage.incidents.plan import IncidentPlan
from supportops.triage.lifecycle.definition import LIFECYCLE
from supportops.triage.lifecycle.following import follow_history
from supportops.triage.lifecycle.level_time import time_in_level
from supportops.triage.lifecycle.limbo import limbo
from supportops.triage.lifecycle.reviewing import lifecycle_review
from supportops.triage.on_call.on_call import OnCall
from supportops.triage.on_call.rota import Rota
from supportops.vocabulary import Scale

NINE = datetime(2026, 3, 2, 9, tzinfo=UTC)
POLICY = EscalationPolicy(steps=(EscalationStep("0m", "primary"),), round_length="1h")
SET = EscalationSet({"SEV1": POLICY})
EVENTS = [Triggered(NINE, "SEV1")]
ROTA = Rota(name="desk", people=("ann", "bob"), zone="UTC", start=date(2026, 3, 2))
ON_CALL = OnCall({"primary": ROTA})
PLAN = IncidentPlan(scale=Scale("SEV1"), roles={}, update_every={"SEV1": "15m"}, respond_within={})
INCIDENT = Incident(id="1", severity="SEV1", start=NINE)
ITEM = ActionItem("alert", owner="ann", due=NINE)
TICKET = TicketHistory(ticket_id="1", events=(Created(at=NINE, priority="P3"),))
LOG = LIFECYCLE.record(None, "triage", at=NINE)

ASKED = {
    "policy.plan start": POLICY.plan,
    "policy.due at": lambda at: POLICY.due(at, EVENTS),
    "policy.due since": lambda since: POLICY.due(NINE, EVENTS, since=since),
    "policy.next_wake at": lambda at: POLICY.next_wake(at, EVENTS),
    "policy.simulate start": lambda start: POLICY.simulate(5, start=start),
    "policy.exhausted_at start": POLICY.exhausted_at,
    "set.due at": lambda at: SET.due(at, EVENTS),
    "set.due since": lambda since: SET.due(NINE, EVENTS, since=since),
    "set.next_wake at": lambda at: SET.next_wake(at, EVENTS),
    "rota.who at": ROTA.who,
    "rota.shifts start": lambda start: ROTA.shifts(start, NINE),
    "rota.shifts end": lambda end: ROTA.shifts(NINE, end),
    "rota.swap first": lambda first: ROTA.swap(first, NINE),
    "rota.swap second": lambda second: ROTA.swap(NINE, second),
    "rota.coverage start": lambda start: ROTA.coverage(start, NINE),
    "rota.fairness end": lambda end: ROTA.fairness(NINE, end),
    "rota.to_markdown start": lambda start: ROTA.to_markdown(start, NINE),
    "rota.to_ical end": lambda end: ROTA.to_ical(NINE, end),
    "on_call.who at": lambda at: ON_CALL.who("primary", at=at),
    "on_call.coverage start": lambda start: ON_CALL.coverage(start, NINE),
    "on_call.check end": lambda end: ON_CALL.check(POLICY, NINE, end),
    "plan.updates_due at": lambda at: PLAN.updates_due(INCIDENT, at=at),
    "plan.missed_updates at": lambda at: PLAN.missed_updates(INCIDENT, at=at),
    "plan.checklist_due at": lambda at: PLAN.checklist_due(INCIDENT, at=at),
    "plan.next_wake at": lambda at: PLAN.next_wake(INCIDENT, at=at),
    "plan.message at": lambda at: PLAN.message(INCIDENT, "update", at=at),
    "incident.is_open at": INCIDENT.is_open,
    "incident.duration at": INCIDENT.duration,
    "incident.overlaps start": lambda start: INCIDENT.overlaps(start, NINE),
    "incident.overlaps end": lambda end: INCIDENT.overlaps(NINE, end),
    "incident.open_actions at": lambda at: INCIDENT.open_actions(at=at),
    "item.is_open at": ITEM.is_open,
    "item.is_overdue at": ITEM.is_overdue,
    "item.status at": ITEM.status,
    "machine.record at": lambda at: LIFECYCLE.record(None, "triage", at=at),
    "machine.record a second at": lambda at: LIFECYCLE.record(LOG, "assign", at=at),
    "machine.replay start": lambda start: LIFECYCLE.replay([], start=start),
    "machine.follow start": lambda start: LIFECYCLE.follow([], start=start),
    "follow_history at": lambda at: follow_history(TICKET, at=at),
    "limbo at": lambda at: limbo(TICKET, at=at, calendar=ALWAYS_OPEN, after="1h"),
    "time_in_level at": lambda at: time_in_level(TICKET, at=at, calendar=ALWAYS_OPEN, limits={}),
    "lifecycle_review at": lambda at: lifecycle_review([], at=at, calendar=ALWAYS_OPEN, limbo_after="1h"),
    "page_deadlines paged": page_deadlines,
}
NONE = [pd.NaT, 5, "2026-03-02", date(2026, 3, 2), np.datetime64("2026-03-02")]


@pytest.mark.parametrize("what", ASKED)
def test_what_is_no_instant_is_refused_alike_everywhere(what):
    field = what.split()[-1]
    for given in NONE:
        with pytest.raises(DomainError) as caught:
            ASKED[what](given)
        assert str(caught.value) == f"{field} is {given!r}; give an aware datetime"
        assert caught.value.field == field
        assert caught.value.value is given


@pytest.mark.parametrize("what", ASKED)
def test_an_instant_without_a_zone_is_refused_everywhere(what):
    for given in (datetime(2026, 3, 2), pd.Timestamp(2026, 3, 2)):
        with pytest.raises(NaiveDatetimeError):
            ASKED[what](given)


@pytest.mark.parametrize("ask", [LIFECYCLE.replay, LIFECYCLE.follow], ids=["replay", "follow"])
def test_in_a_sequence_the_place_is_told_too(ask):
    for given in NONE:
        with pytest.raises(DomainError, match=r"^(events|states)\[1\]\.at is .*; give an aware datetime$") as caught:
            ask([(NINE, "triage" if ask == LIFECYCLE.replay else "triaged"), (given, "assign")], start=NINE)
        assert (caught.value.field, caught.value.index) == ("at", 1)


def test_a_timestamp_of_pandas_is_an_instant():
    assert instant_us(pd.Timestamp(NINE), "at") == instant_us(NINE, "at")
    assert instant_us(datetime(1970, 1, 1, tzinfo=UTC) + timedelta(microseconds=7), "at") == 7
