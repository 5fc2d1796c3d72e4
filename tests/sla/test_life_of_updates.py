"""The life of the periodic updates: one after another while the ticket is open.

The interval is 2 h of desk time (09:00-17:00 UTC).
"""

from __future__ import annotations

import pytest
from tests.sla.desk import H, agent, at, bot, created, note, report_of, requester, status, ticket

TARGETS = {"P2": {"update": "2h", "pausable_update": "2h"}}
NEW = created("2026-03-02 09:00")
FIRST = agent("2026-03-02 10:00")
BOTH = pytest.mark.parametrize("metric", ["update", "pausable_update"])


def timer(metric, *events, when, **options):
    return report_of(ticket(*events), when, targets=TARGETS, **options).timer(metric)


def cycles(metric, *events, when, **options):
    """Return each cycle's start, due and verdict."""
    report = report_of(ticket(*events), when, targets=TARGETS, **options)
    return [(one.started, one.due, one.verdict) for one in report.timers if one.metric == metric]


@BOTH
def test_the_first_public_message_of_an_agent_starts_it(metric):
    quiet = (NEW, requester("2026-03-02 09:10"), note("2026-03-02 09:20"), bot("2026-03-02 09:30"))
    assert timer(metric, *quiet, when="2026-03-02 10:00").state == "waiting"
    found = timer(metric, *quiet, FIRST, when="2026-03-02 10:00")
    assert (found.started, found.due, found.cycle) == (at("2026-03-02 10:00"), at("2026-03-02 12:00"), 1)


@BOTH
def test_each_public_message_of_an_agent_stops_one_and_starts_the_next(metric):
    events = (NEW, FIRST, note("2026-03-02 10:30"), agent("2026-03-02 11:00"), agent("2026-03-02 14:00"))
    assert cycles(metric, *events, when="2026-03-02 14:00") == [
        (at("2026-03-02 10:00"), at("2026-03-02 12:00"), "met"),
        (at("2026-03-02 11:00"), at("2026-03-02 13:00"), "breached"),
        (at("2026-03-02 14:00"), at("2026-03-02 16:00"), "undecided"),
    ]


@BOTH
def test_a_resolution_cancels_it(metric):
    found = timer(metric, NEW, FIRST, status("2026-03-02 11:00", "resolved"), when="2026-03-03 12:00")
    assert (found.state, found.verdict, found.reason) == ("cancelled", "undecided", "resolved")
    assert found.elapsed == H


@BOTH
def test_an_agents_message_on_a_resolved_ticket_starts_none(metric):
    events = (NEW, FIRST, status("2026-03-02 11:00", "resolved"), agent("2026-03-02 12:00"))
    assert len(cycles(metric, *events, when="2026-03-03 12:00")) == 1
    unstarted = (NEW, status("2026-03-02 11:00", "closed"), agent("2026-03-02 12:00"))
    assert timer(metric, *unstarted, when="2026-03-03 12:00").state == "waiting"


@BOTH
def test_after_a_reopen_it_starts_again_at_the_next_public_message(metric):
    events = (NEW, FIRST, status("2026-03-02 11:00", "resolved"), status("2026-03-03 10:00", "open"))
    assert timer(metric, *events, when="2026-03-03 12:00").cycle == 1
    found = timer(metric, *events, agent("2026-03-03 12:00"), when="2026-03-03 12:00")
    assert (found.cycle, found.started, found.due) == (2, at("2026-03-03 12:00"), at("2026-03-03 14:00"))


def test_an_update_is_owed_even_while_the_customer_is_waited_for():
    events = (NEW, FIRST, status("2026-03-02 11:00", "pending"))
    assert timer("update", *events, when="2026-03-02 13:00").due == at("2026-03-02 12:00")


def test_a_pausable_update_stands_while_pending():
    events = (NEW, FIRST, status("2026-03-02 11:00", "pending"), status("2026-03-02 15:00", "on_hold"))
    assert timer("pausable_update", *events[:3], when="2026-03-02 13:00").due is None
    found = timer("pausable_update", *events, when="2026-03-02 15:00")
    assert (found.paused_by, found.due) == ({"pending": 4 * H}, at("2026-03-02 16:00"))


def test_a_fixed_cadence_is_due_at_multiples_of_the_interval():
    events = (NEW, FIRST, agent("2026-03-02 11:00"), agent("2026-03-02 14:00"), agent("2026-03-02 16:30"))
    found = cycles("update", *events, when="2026-03-02 16:30", update_cadence="fixed")
    assert [(start, due) for start, due, _ in found] == [
        (at("2026-03-02 10:00"), at("2026-03-02 12:00")),
        (at("2026-03-02 11:00"), at("2026-03-02 14:00")),
        (at("2026-03-02 14:00"), at("2026-03-02 16:00")),
        (at("2026-03-02 16:30"), at("2026-03-03 12:00")),
    ]
    assert [verdict for _, _, verdict in found] == ["met", "met", "breached", "undecided"]


def test_a_fixed_cadence_begins_anew_after_a_reopen():
    events = (
        NEW, FIRST, agent("2026-03-02 11:00"), status("2026-03-02 11:30", "resolved"),
        status("2026-03-03 10:00", "open"), agent("2026-03-03 10:30"),
    )  # fmt: skip
    found = timer("update", *events, when="2026-03-03 11:00", update_cadence="fixed")
    assert (found.cycle, found.target, found.due) == (3, 2 * H, at("2026-03-03 12:30"))
