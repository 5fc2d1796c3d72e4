"""SLA-clock vectors from the tests of another helpdesk, all of them; none disagrees with a decision of this library.

The format: instants are UTC, amounts are seconds of open time. `asof` is the instant asked about, else that of the
last event. That helpdesk's status "replied" waits for the customer.
"""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from supportops.calendar import BusinessCalendar, Holidays
from supportops.sla import SlaClock, SlaPolicy, Timer
from supportops.tickets import AnyEvent, Created, Message, StatusChange, StatusMap, TicketHistory
from supportops.vocabulary import Scale

DOCUMENT = json.loads((Path(__file__).parent / "data" / "sla_clocks_frappe.json").read_text(encoding="utf-8"))
VECTORS = DOCUMENT["vectors"]
STATUSES = StatusMap({"replied": "pending"})
PRIORITIES = Scale("Urgent", "High", "Medium", "Low")
METRICS = {"first_reply": "first_response", "resolution": "resolution"}


def calendar_of(schedule: dict[str, Any]) -> BusinessCalendar:
    hours = {day: [f"{start}-{end}" for start, end in windows] for day, windows in schedule["weekly"].items()}
    holidays = Holidays(extra=dict.fromkeys(schedule.get("holidays", ()), ""))
    return BusinessCalendar(zone=schedule["tz"], hours=hours, holidays=holidays)


def policy_of(vector: dict[str, Any]) -> SlaPolicy:
    metric = METRICS[vector["policy"]["metric"]]
    target = timedelta(seconds=vector["policy"]["target_seconds"])
    return SlaPolicy(
        name=vector["system"],
        calendar=calendar_of(DOCUMENT["schedules"][vector["schedule"]]),
        scale=PRIORITIES,
        targets={priority: {metric: target} for priority in PRIORITIES},
        pauses={metric: vector["policy"]["pause_statuses"]} if vector["policy"]["pause_statuses"] else (),
    )


def event_of(event: dict[str, Any]) -> AnyEvent:
    at = instant(event["at"])
    if event["type"] == "created":
        return Created(at=at, priority=event.get("priority", "Medium"), status=event["status"])
    if event["type"] == "status":
        return StatusChange(at=at, to=event["to"])
    assert event["type"] == "agent_reply"
    return Message(at=at, by="agent")


def instant(text: str) -> datetime:
    return datetime.fromisoformat(text).astimezone(UTC)


def found(timer: Timer) -> dict[str, object]:
    """Return what the vectors ask for, in their words."""
    decided = timer.verdict in ("met", "breached")
    return {
        "due_at": timer.due,
        "elapsed_seconds": timer.elapsed.total_seconds(),
        "margin_seconds": None if timer.remaining is None else timer.remaining.total_seconds(),
        "paused_business_seconds": timer.paused.total_seconds(),
        "state": str(timer.verdict if decided else timer.state),
    }


def test_all_16_vectors_are_here():
    assert len({vector["id"] for vector in VECTORS}) == len(VECTORS) == 16


@pytest.mark.parametrize("vector", VECTORS, ids=[vector["id"] for vector in VECTORS])
def test_the_vector_holds(vector: dict[str, Any]):
    policy, metric = policy_of(vector), METRICS[vector["policy"]["metric"]]
    history = TicketHistory(
        ticket_id=vector["id"], events=[event_of(event) for event in vector["events"]], status_map=STATUSES
    )
    at = instant(vector.get("asof", vector["events"][-1]["at"]))
    expected = {
        name: instant(value) if name == "due_at" else value for name, value in vector["expected"].items()
    }  # fmt: skip
    for report in (policy.evaluate(history, at=at), SlaClock.from_history(policy, history).report(at=at)):
        answer = found(report.timer(metric))
        assert {name: answer[name] for name in expected} == expected
