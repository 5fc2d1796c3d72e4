"""A timer as it is told."""

from __future__ import annotations

import pytest
from tests.sla.desk import agent, at, created, merged, report_of, status, ticket, timer_of

from supportops.sla import TimerStatus, Verdict

NEW = created("2026-03-02 09:00")


def test_a_timer_says_how_it_stands_in_a_line():
    running = timer_of(ticket(NEW), "2026-03-02 10:00")
    assert str(running) == "resolution #1: running, undecided, due 2026-03-02T17:00:00+00:00"
    paused = timer_of(ticket(NEW, status("2026-03-02 09:30", "pending")), "2026-03-02 10:00")
    assert str(paused) == "resolution #1: paused, undecided"


@pytest.mark.parametrize(
    ("events", "state", "is_live"),
    [
        ((), "running", True),
        ((status("2026-03-02 09:30", "pending"),), "paused", True),
        ((status("2026-03-02 09:30", "resolved"),), "stopped", False),
        ((merged("2026-03-02 09:30"),), "cancelled", False),
    ],
)
def test_running_and_paused_timers_are_live(events, state, is_live):
    timer = timer_of(ticket(NEW, *events), "2026-03-02 10:00")
    assert (timer.state, timer.is_live) == (TimerStatus(state), is_live)


def test_a_waiting_timer_knows_its_target_and_nothing_else():
    timer = timer_of(ticket(NEW), "2026-03-02 10:00", "update", targets={"P2": {"update": "2h"}})
    assert (timer.state, timer.is_live, timer.verdict) == (TimerStatus.WAITING, False, Verdict.UNDECIDED)
    assert (timer.cycle, timer.started, timer.due, timer.fraction) == (1, None, None, 0.0)
    assert (timer.target, timer.remaining, timer.derivation) == (timer.target, timer.target, "P2 update 2h")
    assert set(timer.stages.values()) == {None}
    assert timer.due_if_resumed(at("2026-03-02 12:00")) is None


def test_a_waiting_timer_without_a_target_is_not_applicable():
    timer = timer_of(ticket(NEW), "2026-03-02 10:00", "update", targets={"P1": {"update": "2h"}})
    assert (timer.verdict, timer.reason, timer.fraction) == ("not_applicable", "no target", None)


def test_due_if_resumed_of_a_timer_that_has_ended_is_its_due():
    stopped = timer_of(ticket(NEW, status("2026-03-02 10:00", "resolved")), "2026-03-02 12:00")
    assert stopped.due_if_resumed(at("2026-03-05 12:00")) == at("2026-03-02 17:00")
    unpromised = timer_of(
        ticket(created("2026-03-02 09:00", "P5"), status("2026-03-02 10:00", "pending")), "2026-03-02 12:00"
    )
    assert unpromised.due_if_resumed(at("2026-03-05 12:00")) is None


def test_due_if_resumed_later_than_a_cap_allows_is_the_due_with_the_cap():
    from supportops.sla import PauseRule

    rule = (PauseRule(("resolution",), statuses=("pending",), cap="2h"),)
    timer = timer_of(ticket(NEW, status("2026-03-02 10:00", "pending")), "2026-03-02 11:00", pauses=rule)
    assert timer.due_if_resumed(at("2026-03-02 11:00")) == at("2026-03-03 10:00")
    assert timer.due_if_resumed(at("2026-03-03 09:00")) == at("2026-03-03 11:00")
    assert timer.due_if_resumed(at("2026-03-05 09:00")) == at("2026-03-03 11:00")


def test_two_timers_are_equal_when_what_they_tell_is():
    first, second = (timer_of(ticket(NEW), "2026-03-02 10:00") for _ in range(2))
    assert first == second
    assert first != timer_of(ticket(NEW), "2026-03-02 10:01")


def test_the_next_change_of_a_timer_is_its_own():
    targets = {"P2": {"first_response": "1h", "resolution": "8h"}}
    report = report_of(ticket(NEW, agent("2026-03-02 09:20")), "2026-03-02 09:20", targets=targets)
    assert [timer.next_change for timer in report.timers] == [None, at("2026-03-02 13:00")]
    assert report.next_check == at("2026-03-02 13:00")
