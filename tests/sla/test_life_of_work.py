"""The life of the metrics that end with the resolution: resolution, requester wait, agent work."""

from __future__ import annotations

import pytest
from tests.sla.desk import ZERO, H, agent, at, created, report_of, requester, status, ticket

from supportops.vocabulary import Party

WORK = ("resolution", "requester_wait", "agent_work")
TARGETS = {"P2": dict.fromkeys(WORK, "8h")}
EACH = pytest.mark.parametrize("metric", WORK)
NEW = created("2026-03-02 09:00")
RESOLVED = status("2026-03-02 12:00", "resolved")
CLOSED = status("2026-03-03 09:00", "closed")
REOPENED = status("2026-03-03 10:00", "open")


def timer(metric, *events, when="2026-03-03 12:00", **options):
    return report_of(ticket(*events), when, targets=TARGETS, **options).timer(metric)


@EACH
@pytest.mark.parametrize("by", list(Party))
def test_it_starts_at_creation_whoever_created(metric, by):
    found = timer(metric, created("2026-03-02 09:00", by=by), when="2026-03-02 10:00")
    assert (found.started, found.due) == (at("2026-03-02 09:00"), at("2026-03-02 17:00"))


@EACH
def test_the_resolution_stops_it_and_the_closing_after_it_changes_nothing(metric):
    found = timer(metric, NEW, RESOLVED, CLOSED)
    assert (found.state, found.stopped, found.elapsed) == ("stopped", at("2026-03-02 12:00"), 3 * H)


@EACH
def test_the_closing_stops_it_when_there_was_no_resolution(metric):
    assert timer(metric, NEW, CLOSED).stopped == at("2026-03-03 09:00")


@EACH
def test_going_back_from_closed_to_resolved_is_no_reopen(metric):
    found = timer(metric, NEW, RESOLVED, CLOSED, status("2026-03-03 10:00", "resolved"))
    assert (found.stopped, found.paused) == (at("2026-03-02 12:00"), ZERO)


@EACH
def test_messages_neither_stop_nor_start_it(metric):
    found = timer(metric, NEW, agent("2026-03-02 10:00"), requester("2026-03-02 11:00"), when="2026-03-02 12:00")
    assert (found.state, found.elapsed) == ("running", 3 * H)


def test_what_each_counts():
    walk = (
        NEW,
        status("2026-03-02 10:00", "open"),
        status("2026-03-02 12:00", "pending"),
        status("2026-03-02 13:00", "on_hold"),
        status("2026-03-02 16:00", "open"),
    )
    counted = {metric: timer(metric, *walk, when="2026-03-02 17:00").elapsed for metric in WORK}
    assert counted == {"resolution": 7 * H, "requester_wait": 7 * H, "agent_work": 4 * H}
    unpaused = timer("resolution", *walk, when="2026-03-02 17:00", pauses=())
    assert unpaused.elapsed == 8 * H


def test_the_nature_of_a_metric_pauses_it_without_any_rule():
    found = timer("requester_wait", NEW, status("2026-03-02 12:00", "pending"), when="2026-03-02 15:00", pauses=())
    assert (found.state, found.paused_by) == ("paused", {"pending": 3 * H})


@EACH
def test_a_reopen_resumes_it(metric):
    found = timer(metric, NEW, RESOLVED, REOPENED)
    assert (found.state, found.cycle, found.elapsed) == ("running", 1, 5 * H)
    assert found.paused_by == {"resolved": 6 * H}


def test_under_new_cycle_the_resolution_gets_one_and_the_others_resume():
    found = {metric: timer(metric, NEW, RESOLVED, REOPENED, on_reopen="new_cycle") for metric in WORK}
    assert {metric: one.cycle for metric, one in found.items()} == {
        "resolution": 2, "requester_wait": 1, "agent_work": 1
    }  # fmt: skip
    assert {metric: one.elapsed for metric, one in found.items()} == {
        "resolution": 2 * H, "requester_wait": 5 * H, "agent_work": 5 * H
    }  # fmt: skip


@EACH
def test_an_ignored_reopen_leaves_it_stopped(metric):
    assert timer(metric, NEW, RESOLVED, REOPENED, on_reopen="ignore").stopped == at("2026-03-02 12:00")
