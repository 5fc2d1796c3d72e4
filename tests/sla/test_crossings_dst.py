"""Clocks over the days on which the wall clock jumps: hours are real elapsed time."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from tests.sla.desk import H, at, created, policy, report_of, status, ticket, timer_of

from supportops.calendar import BusinessCalendar

NEW_YORK = BusinessCalendar(name="New York", zone="America/New_York", hours="Mon-Fri 09:00-17:00")
ALL_DAY = BusinessCalendar(name="New York, always", zone="America/New_York", hours="24/7")
NIGHTS = BusinessCalendar(name="nights", zone="Europe/Berlin", hours="daily 22:00-06:00")


def test_a_promise_over_the_weekend_of_the_change_keeps_its_local_hour():
    timer = timer_of(ticket(created("2026-03-06 15:00-05:00")), "2026-03-06 15:00-05:00", calendar=NEW_YORK)
    assert timer.due == at("2026-03-09 15:00-04:00") == at("2026-03-09 19:00")


def test_a_clock_that_never_stands_counts_the_short_day_as_23_hours():
    history = ticket(created("2026-03-08 00:30-05:00", "P1"))
    assert timer_of(history, "2026-03-08 00:30-05:00", calendar=ALL_DAY).due == at("2026-03-08 05:30-04:00")
    assert timer_of(history, "2026-03-09 00:30-04:00", calendar=ALL_DAY).elapsed == 23 * H


def test_a_night_shift_is_seven_hours_in_spring():
    history = ticket(created("2026-03-28 22:00+01:00"))
    timer = timer_of(history, "2026-03-29 06:00+02:00", calendar=NIGHTS)
    assert (timer.elapsed, timer.due) == (7 * H, at("2026-03-29 23:00+02:00"))


def test_a_night_shift_is_nine_hours_in_autumn():
    history = ticket(created("2026-10-24 22:00+02:00"))
    timer = timer_of(history, "2026-10-25 06:00+01:00", calendar=NIGHTS)
    assert (timer.elapsed, timer.due) == (9 * H, at("2026-10-25 05:00+01:00"))


def test_a_pause_between_the_two_readings_of_one_wall_time_is_an_hour():
    history = ticket(
        created("2026-10-24 22:00+02:00"),
        status("2026-10-25 02:30+02:00", "pending"),
        status("2026-10-25 02:30+01:00", "open"),
    )
    timer = timer_of(history, "2026-10-25 06:00+01:00", calendar=NIGHTS)
    assert (timer.paused, timer.due) == (H, at("2026-10-25 06:00+01:00"))


def test_a_reopen_over_the_change_pauses_for_the_open_time_between():
    history = ticket(
        created("2026-03-06 09:00-05:00"),
        status("2026-03-06 16:00-05:00", "resolved"),
        status("2026-03-09 10:00-04:00", "open"),
    )
    timer = timer_of(history, "2026-03-09 10:00-04:00", calendar=NEW_YORK)
    assert (timer.paused_by, timer.due) == ({"resolved": 2 * H}, at("2026-03-09 11:00-04:00"))


def test_business_days_over_the_change_end_at_the_same_local_time():
    targets = {"P2": {"resolution": "2 business days"}}
    timer = timer_of(
        ticket(created("2026-03-05 10:00-05:00")), "2026-03-06 12:00-05:00", calendar=NEW_YORK, targets=targets
    )
    assert (timer.due, timer.target) == (at("2026-03-09 10:00-04:00"), 16 * H)


def test_instants_come_back_in_the_zone_of_the_question():
    zone = ZoneInfo("America/New_York")
    asked = at("2026-03-06 12:00").astimezone(zone)
    timer = policy().evaluate(ticket(created("2026-03-06 10:00")), at=asked).timer("resolution")
    assert timer.due.isoformat() == "2026-03-09T06:00:00-04:00"
    assert timer.started.isoformat() == "2026-03-06T05:00:00-05:00"


def test_the_account_of_a_clock_over_the_gap_has_no_row_for_it():
    early = BusinessCalendar(name="early", zone="Europe/Berlin", hours="daily 02:30-04:00")
    report = report_of(ticket(created("2026-03-29 00:00+01:00")), "2026-03-29 12:00+02:00", calendar=early)
    assert [(row.start, row.end, row.kind) for row in report.explain()] == [
        (at("2026-03-28 23:00"), at("2026-03-29 01:00"), "closed"),
        (at("2026-03-29 01:00"), at("2026-03-29 02:00"), "counted"),
        (at("2026-03-29 02:00"), at("2026-03-29 10:00"), "closed"),
    ]
