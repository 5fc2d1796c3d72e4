"""A report: its timers, its next check, its words, and the account of every minute."""

from __future__ import annotations

import pytest
from tests.sla.desk import (
    ZERO,
    H,
    M,
    absorbed,
    agent,
    at,
    change,
    created,
    policy,
    report_of,
    requester,
    status,
    ticket,
)

from supportops.errors import NoMatchError
from supportops.sla import ClockRow

NEW = created("2026-03-02 09:00")
TARGETS = {"P1": {"resolution": "4h"}, "P2": {"resolution": "8h", "next_response": "2h", "first_response": "1h"}}
TALK = ticket(
    NEW,
    agent("2026-03-02 09:30"),
    requester("2026-03-02 10:00"),
    agent("2026-03-02 10:30"),
    requester("2026-03-02 11:00"),
)


def rows(*events, when, **options):
    """Return the account of the resolution as (start, end, counted, kind, reason)."""
    return [
        (f"{row.start:%d %H:%M}", f"{row.end:%d %H:%M}", row.counted, row.kind, row.reason)
        for row in report_of(ticket(*events), when, **options).explain()
        if row.metric == "resolution"
    ]


# which timer


def test_timers_are_in_the_order_of_the_metrics_then_of_the_cycles():
    report = report_of(TALK, "2026-03-02 12:00", targets=TARGETS)
    assert [(timer.metric, timer.cycle) for timer in report.timers] == [
        ("first_response", 1), ("next_response", 1), ("next_response", 2), ("resolution", 1)
    ]  # fmt: skip


def test_without_a_cycle_the_last_one_is_meant():
    report = report_of(TALK, "2026-03-02 12:00", targets=TARGETS)
    assert report.timer("next_response").cycle == 2
    assert report.timer("next_response", cycle=1).stopped == at("2026-03-02 10:30")


def test_a_metric_or_cycle_that_is_not_there_is_named():
    report = report_of(TALK, "2026-03-02 12:00", targets=TARGETS)
    with pytest.raises(NoMatchError, match="did you mean 'resolution'"):
        report.timer("resolutoin")
    with pytest.raises(NoMatchError, match="has the cycles 1, 2, not 3"):
        report.timer("next_response", cycle=3)


def test_the_next_check_is_the_earliest_change_of_any_timer():
    report = report_of(TALK, "2026-03-02 11:00", targets=TARGETS)
    assert report.next_check == report.timer("next_response").stages["yellow"] == at("2026-03-02 12:00")
    over = ticket(*TALK.events, status("2026-03-02 12:00", "closed"))
    assert report_of(over, "2026-03-02 12:00", targets=TARGETS).next_check is None


# the account


def test_the_account_of_a_pause_over_a_night():
    events = (NEW, status("2026-03-02 16:30", "pending", "customer"), status("2026-03-03 09:30", "open"))
    assert rows(*events, when="2026-03-03 10:00") == [
        ("02 09:00", "02 16:30", 450 * M, "counted", "hours"),
        ("02 16:30", "02 17:00", ZERO, "paused", "customer"),
        ("02 17:00", "03 09:00", ZERO, "closed", "closed"),
        ("03 09:00", "03 09:30", ZERO, "paused", "customer"),
        ("03 09:30", "03 10:00", 30 * M, "counted", "hours"),
    ]


def test_the_account_of_a_reopen():
    events = (NEW, status("2026-03-02 12:00", "resolved"), status("2026-03-02 15:00", "open"))
    assert rows(*events, when="2026-03-02 16:00") == [
        ("02 09:00", "02 12:00", 3 * H, "counted", "hours"),
        ("02 12:00", "02 15:00", ZERO, "resolved", "resolved"),
        ("02 15:00", "02 16:00", H, "counted", "hours"),
    ]


def test_an_event_that_changes_nothing_does_not_cut_a_row():
    events = (NEW, agent("2026-03-02 10:00"), change("2026-03-02 11:00", "mood", "calm"))
    assert rows(*events, when="2026-03-02 12:00") == [("02 09:00", "02 12:00", 3 * H, "counted", "hours")]


def test_a_stopped_timer_is_accounted_for_up_to_its_stop():
    assert rows(NEW, status("2026-03-02 10:00", "resolved"), when="2026-03-09 09:00") == [
        ("02 09:00", "02 10:00", H, "counted", "hours")
    ]


def test_after_a_change_of_the_calendar_rows_are_open_as_the_new_one_is():
    options = {"targets": {"P1": {"resolution": "24h"}, "P2": {"resolution": "8h"}}, "around_the_clock": "P1"}
    events = (NEW, change("2026-03-02 16:00", "priority", "P1"))
    assert rows(*events, when="2026-03-02 18:00", **options) == [("02 09:00", "02 18:00", 9 * H, "counted", "hours")]
    back = change("2026-03-02 18:00", "priority", "P2")
    assert rows(*events, back, when="2026-03-02 19:00", **options)[1][3:] == ("closed", "closed")


def test_creation_tells_the_story_on_the_calendar_that_counts_in_the_end():
    options = {"targets": {"P1": {"resolution": "24h"}, "P2": {"resolution": "8h"}}, "around_the_clock": "P1"}
    events = (NEW, change("2026-03-02 16:00", "priority", "P1"))
    found = rows(*events, when="2026-03-02 18:00", on_target_change="creation", **options)
    assert sum((counted for _, _, counted, _, _ in found), ZERO) == 9 * H


def test_the_account_of_a_survivor_begins_with_the_absorbed_ticket():
    events = (created("2026-03-02 12:00"), absorbed("2026-03-02 14:00", "2026-03-02 10:00"))
    assert rows(*events, when="2026-03-02 15:00") == [("02 10:00", "02 15:00", 5 * H, "counted", "hours")]


def test_the_account_of_a_metric_that_got_its_target_late_begins_there():
    events = (created("2026-03-02 09:00", "P5"), change("2026-03-02 12:00", "priority", "P2"))
    assert rows(*events, when="2026-03-02 13:00") == [("02 12:00", "02 13:00", H, "counted", "hours")]


def test_a_timer_of_no_time_has_no_rows_and_a_waiting_one_neither():
    targets = {"P2": {"resolution": "8h", "update": "2h"}}
    report = report_of(ticket(NEW, status("2026-03-02 09:00", "resolved")), "2026-03-02 10:00", targets=targets)
    assert report.explain() == ()


def test_each_cycle_has_its_own_rows():
    report = report_of(TALK, "2026-03-02 12:00", targets=TARGETS)
    found = [row for row in report.explain() if row.metric == "next_response"]
    assert found == [
        ClockRow("next_response", 1, at("2026-03-02 10:00"), at("2026-03-02 10:30"), 30 * M, "counted", "hours"),
        ClockRow("next_response", 2, at("2026-03-02 11:00"), at("2026-03-02 12:00"), H, "counted", "hours"),
    ]


# the words


def test_a_report_reads_as_text():
    text = str(report_of(TALK, "2026-03-02 12:00", targets=TARGETS))
    assert text.splitlines()[0] == "ticket 4711 at 2026-03-02T12:00:00+00:00 under standard"
    assert "  resolution #1: running, undecided, due 2026-03-02T17:00:00+00:00" in text


def test_a_report_reads_as_a_markdown_table():
    lines = report_of(TALK, "2026-03-02 12:00", targets=TARGETS).to_markdown().splitlines()
    assert lines[0] == "| metric | cycle | state | verdict | target | elapsed | paused | due | stage |"
    assert lines[2] == "| first_response | 1 | stopped | met | 1h | 30m | 0m | 2026-03-02 10:00:00+00:00 | yellow |"
    assert len(lines) == 6


def test_a_report_without_a_target_or_due_shows_a_dash():
    history = ticket(created("2026-03-02 09:00", "P5"))
    line = report_of(history, "2026-03-02 10:00").to_markdown().splitlines()[2]
    assert line == "| resolution | 1 | running | not_applicable | - | 1h | 0m | - | - |"


def test_a_report_shows_as_an_html_table_and_escapes_names():
    html = policy(name="<b>fast</b>").evaluate(TALK, at=at("2026-03-02 12:00"))._repr_html_()
    assert html.startswith("<table><caption>Ticket 4711 at")
    assert "&lt;b&gt;fast&lt;/b&gt;" in html
    assert html.count("<tr>") == 2


def test_two_reports_are_equal_when_what_they_tell_is():
    first, second = (report_of(TALK, "2026-03-02 12:00") for _ in range(2))
    assert first == second
