"""Frappe Helpdesk: all cases of its own tests, and a worked ticket for each other choice.

Sources: frappe/helpdesk, tests of HD Ticket; HD Service Level Agreement.
"""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path

import pytest
from tests.sla.desk import H, agent, at, change, created, policy, requester, status, ticket

from supportops.calendar import BusinessCalendar, Holidays
from supportops.sla import SlaPolicy
from supportops.sla.profiles import frappe
from supportops.tickets import Created, Message, StatusChange, StatusMap, TicketHistory
from supportops.vocabulary import Scale

DATA = Path(__file__).parents[2] / "conformance" / "data" / "sla_clocks_frappe.json"
DOCUMENT = json.loads(DATA.read_text(encoding="utf-8"))
PRIORITIES = Scale("Urgent", "High", "Medium", "Low")
METRICS = {"first_reply": "first_response", "resolution": "resolution"}
FRAPPE = frappe().applied_to(
    policy(targets={"P1": {"resolution": "4h"}, "P2": {"first_response": "2h", "resolution": "8h"}})
)
NEW = created("2026-03-02 09:00")


def timer(metric, *events, when):
    return FRAPPE.evaluate(ticket(NEW, *events), at=at(when)).timer(metric)


def events_of(vector):
    for event in vector["events"]:
        when = at(event["at"])
        if event["type"] == "created":
            yield Created(at=when, priority=event.get("priority", "Medium"), status=event["status"])
        elif event["type"] == "agent_reply":
            # A reply of an agent sets the status there.
            yield Message(at=when, by="agent")
            yield StatusChange(at=when, to="replied")
        else:
            yield StatusChange(at=when, to=event["to"])


@pytest.mark.parametrize("vector", DOCUMENT["vectors"], ids=lambda vector: vector["id"])
def test_its_own_cases_come_out_as_it_expects(vector):
    schedule, metric = DOCUMENT["schedules"][vector["schedule"]], METRICS[vector["policy"]["metric"]]
    hours = {day: [f"{start}-{end}" for start, end in windows] for day, windows in schedule["weekly"].items()}
    calendar = BusinessCalendar(zone="UTC", hours=hours, holidays=Holidays(extra=schedule.get("holidays", ())))
    target = timedelta(seconds=vector["policy"]["target_seconds"])
    targets = {priority: {metric: target} for priority in PRIORITIES}
    promised = SlaPolicy(name="f", calendar=calendar, scale=PRIORITIES, targets=targets, **frappe().options)
    events = tuple(events_of(vector))
    history = TicketHistory(ticket_id="f", events=events, status_map=StatusMap({"replied": "pending"}))
    found = promised.evaluate(history, at=at(vector.get("asof", vector["events"][-1]["at"]))).timer(metric)
    state = found.state if found.verdict == "undecided" else found.verdict
    told = {
        "state": str(state),
        "due_at": found.due and found.due.strftime("%Y-%m-%dT%H:%M:%SZ"),
        "elapsed_seconds": found.elapsed.total_seconds(),
        "paused_business_seconds": found.paused.total_seconds(),
        "margin_seconds": (target - found.elapsed).total_seconds(),
    }
    assert {name: told[name] for name in vector["expected"]} == vector["expected"]


def test_the_status_is_the_response_and_not_the_message():
    assert timer("first_response", agent("2026-03-02 10:00"), when="2026-03-02 10:30").state == "running"
    replied = timer("first_response", status("2026-03-02 10:00", "pending"), when="2026-03-02 10:30")
    assert (replied.state, replied.elapsed) == ("stopped", H)


def test_resolving_an_open_ticket_is_a_response():
    assert timer("first_response", status("2026-03-02 10:00", "resolved"), when="2026-03-02 11:00").verdict == "met"


def test_the_time_between_a_resolution_and_the_next_status_is_hold_time():
    again = (status("2026-03-02 12:00", "resolved"), status("2026-03-03 10:00", "open"))
    found = timer("resolution", *again, when="2026-03-03 11:00")
    assert (found.elapsed, found.paused, found.due) == (4 * H, 6 * H, at("2026-03-03 15:00"))


def test_a_new_priority_counts_from_the_creation_with_the_hold_time_so_far():
    waits = (status("2026-03-02 10:00", "pending"), requester("2026-03-02 10:30"), status("2026-03-02 12:00", "open"))
    urgent = timer("resolution", *waits, change("2026-03-02 16:00", "priority", "P1"), when="2026-03-02 16:30")
    assert (urgent.paused, urgent.due, urgent.verdict) == (2 * H, at("2026-03-02 15:00"), "breached")


def test_a_deadline_at_closing_time_is_closing_time():
    assert timer("resolution", when="2026-03-02 10:00").due == at("2026-03-02 17:00")
