"""The seven published events and what they do to the two clocks, as one dated ticket.

The desk is the sample desk in Pacific time, Mon-Fri 09:00-18:00; the ticket is a P3: 4 hours to the first response
and 24 to the resolution. 2 March 2026 is a Monday.
"""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from supportops.presets import load, skill
from supportops.sla import SlaClock, SlaReport, TimerStatus, Verdict
from supportops.tickets import Created, Message, StatusChange, TicketHistory
from supportops.vocabulary import Party

PACIFIC = ZoneInfo("America/Los_Angeles")
POLICY = skill.sla_policy(skill.sample_desk("America/Los_Angeles"))
NOTHING, HOUR = timedelta(0), timedelta(hours=1)


def at(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 3, day, hour, minute, tzinfo=PACIFIC)


TICKET = TicketHistory(
    ticket_id="4711",
    events=(
        Created(at=at(2, 10), priority="P3"),
        Message(at=at(2, 11), by=Party.AGENT),
        StatusChange(at=at(2, 16), to="pending", reason="customer"),
        Message(at=at(3, 11), by=Party.REQUESTER),
        StatusChange(at=at(3, 11, 30), to="open"),
        StatusChange(at=at(4, 12), to="resolved"),
        StatusChange(at=at(5, 10), to="open"),
    ),
)


def report(when: datetime, priority: str = "P3") -> SlaReport:
    created, *rest = TICKET.events
    events = (created.model_copy(update={"priority": priority}), *rest)
    return POLICY.evaluate(TicketHistory(ticket_id="4711", events=events), at=when)


def test_the_rules_are_as_printed():
    assert [tuple(row.values()) for row in load("sla_clock_rules").rows] == [
        (1, "ticket_created", "start", "start", "start", False),
        (2, "agent_responds", "response_met", "stop", "keep_running", False),
        (3, "status_to_pending_customer", "pause", "unspecified", "pause", False),
        (4, "customer_responds", "resume", "unspecified", "resume", False),
        (5, "status_to_resolved", "resolution_met", "stop_if_open (inferred)", "stop", False),
        (6, "ticket_reopened", "new_sla_period", "unspecified", "new_period", False),
        (7, "business_hours_end", "pause", "pause", "pause", True),
    ]


def test_creation_starts_both_clocks():
    now = report(at(2, 10))
    response, resolution = now.timer("first_response"), now.timer("resolution")
    assert (response.state, response.started, response.due) == (TimerStatus.RUNNING, at(2, 10), at(2, 14))
    assert (resolution.state, resolution.started, resolution.due) == (TimerStatus.RUNNING, at(2, 10), at(4, 16))
    assert now.timer("update").state == TimerStatus.WAITING


def test_an_agents_answer_meets_the_response_and_the_resolution_runs_on():
    now = report(at(2, 11))
    response, resolution = now.timer("first_response"), now.timer("resolution")
    assert (response.state, response.verdict, response.elapsed) == (TimerStatus.STOPPED, Verdict.MET, HOUR)
    assert (resolution.state, resolution.elapsed) == (TimerStatus.RUNNING, HOUR)
    assert now.timer("update").due == at(3, 10)


def test_pending_on_the_customer_pauses_the_resolution():
    resolution = report(at(2, 17)).timer("resolution")
    assert (resolution.state, resolution.elapsed, resolution.paused) == (TimerStatus.PAUSED, 6 * HOUR, HOUR)
    assert resolution.due is None
    assert report(at(2, 17)).timer("first_response").stopped == at(2, 11)


def test_the_customers_answer_resumes_it_before_the_status_does():
    resolution = report(at(3, 11, 15)).timer("resolution")
    assert (resolution.state, resolution.elapsed) == (TimerStatus.RUNNING, 6.25 * HOUR)
    assert resolution.paused == 4 * HOUR
    assert report(at(3, 12)).timer("resolution").illegitimate == HOUR / 2


def test_resolving_meets_the_resolution():
    resolution = report(at(4, 12)).timer("resolution")
    assert (resolution.state, resolution.verdict) == (TimerStatus.STOPPED, Verdict.MET)
    assert (resolution.elapsed, resolution.remaining) == (16 * HOUR, 8 * HOUR)


def test_resolving_stops_a_response_clock_that_is_still_open():
    events = (TICKET.events[0], StatusChange(at=at(2, 12), to="resolved"))
    now = POLICY.evaluate(TicketHistory(ticket_id="1", events=events), at=at(2, 13))
    response = now.timer("first_response")
    assert (response.state, response.verdict, response.stopped) == (TimerStatus.STOPPED, Verdict.MET, at(2, 12))


def test_reopening_starts_a_new_period_and_keeps_the_old_one_on_record():
    now = report(at(5, 11))
    first, second = now.timer("resolution", cycle=1), now.timer("resolution", cycle=2)
    assert (first.verdict, first.stopped, first.elapsed) == (Verdict.MET, at(4, 12), 16 * HOUR)
    assert (second.state, second.started, second.elapsed) == (TimerStatus.RUNNING, at(5, 10), HOUR)
    # Thursday has 8 hours left, Friday has 9; the 7 that remain end on Monday.
    assert second.due == at(9, 16)
    assert [timer.cycle for timer in now.timers if timer.metric == "first_response"] == [1]


def test_the_end_of_business_hours_pauses_a_clock_of_the_desks_hours():
    closing, night = report(at(3, 18)).timer("resolution"), report(at(3, 23)).timer("resolution")
    assert closing.elapsed == night.elapsed == 13 * HOUR
    assert night.paused == 4 * HOUR
    overnight = [row for row in report(at(4, 12)).explain() if row.start == at(3, 18) and row.metric == "resolution"]
    assert [(row.kind, row.end, row.counted) for row in overnight] == [("closed", at(4, 9), NOTHING)]


def test_it_does_not_pause_a_p1():
    closing, night = report(at(3, 18), "P1").timer("resolution"), report(at(3, 23), "P1").timer("resolution")
    assert night.elapsed - closing.elapsed == 5 * HOUR


def test_the_start_of_business_hours_resumes_it():
    assert report(at(4, 9)).timer("resolution").elapsed == 13 * HOUR
    assert report(at(4, 10)).timer("resolution").elapsed == 14 * HOUR


def test_waiting_for_the_customer_and_a_closed_desk_are_told_apart():
    kinds = {
        (row.kind, row.start, row.end)
        for row in report(at(3, 11)).explain()
        if row.metric == "resolution" and row.kind != "counted"
    }
    assert kinds == {
        ("paused", at(2, 16), at(2, 18)),
        ("closed", at(2, 18), at(3, 9)),
        ("paused", at(3, 9), at(3, 11)),
    }


@pytest.mark.parametrize("metric", ["first_response", "resolution"])
def test_elapsed_time_never_decreases(metric):
    instants = [at(2, 10) + n * HOUR / 2 for n in range(2 * 49)]
    elapsed = [report(when).timer(metric, cycle=1).elapsed for when in instants]
    assert elapsed == sorted(elapsed)


def test_pausing_twice_is_harmless():
    twice = (*TICKET.events[:3], StatusChange(at=at(2, 17), to="pending"), *TICKET.events[3:5])
    doubled = POLICY.evaluate(TicketHistory(ticket_id="4711", events=twice), at=at(4, 10)).timer("resolution")
    assert (doubled.elapsed, doubled.due) == (14 * HOUR, report(at(4, 10)).timer("resolution").due)


def test_a_clock_that_is_fed_event_by_event_says_the_same():
    clock = SlaClock.start(POLICY, TICKET.created, ticket_id="4711")
    for event in TICKET.events[1:]:
        clock = clock.apply(event)
        for metric in ("first_response", "resolution"):
            assert clock.report(at=event.at).timer(metric) == report(event.at).timer(metric)
