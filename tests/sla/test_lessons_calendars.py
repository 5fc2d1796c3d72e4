"""What the trackers of other clocks teach about calendars under a clock, one test a lesson, with project and issue."""

from __future__ import annotations

from datetime import date

import pytest
from tests.sla.desk import ZERO, H, at, created, report_of, ticket, timer_of

from supportops.calendar import BusinessCalendar, DateOverride, Holidays
from supportops.errors import NeverOpenError

NEW = created("2026-03-02 09:00")
NEW_AT_NIGHT = ticket(created("2026-03-02 23:00"))


# pandas-dev/pandas 16867, 29901
def test_a_deadline_never_falls_on_a_holiday():
    closed = BusinessCalendar(zone="UTC", hours="Mon-Fri 09:00-17:00", holidays=Holidays(extra=[date(2026, 3, 9)]))
    friday = ticket(created("2026-03-06 10:00"))
    for hours in range(1, 20):
        due = timer_of(friday, "2026-03-06 10:00", calendar=closed, targets={"P2": {"resolution": f"{hours}h"}}).due
        assert due.date() != date(2026, 3, 9)
    assert timer_of(friday, "2026-03-06 10:00", calendar=closed).due == at("2026-03-10 10:00")


# zammad/zammad 3180
def test_around_the_clock_midnight_adds_nothing():
    calendar = BusinessCalendar(zone="UTC", hours="daily 00:00-24:00")
    timer = timer_of(NEW_AT_NIGHT, "2026-03-04 23:00", calendar=calendar, targets={"P2": {"resolution": "48h"}})
    assert (timer.elapsed, timer.due) == (48 * H, at("2026-03-04 23:00"))


# zendesk/biz 133, bokmann/business_time 227, chatwoot/chatwoot 5254
def test_a_night_shift_is_one_shift():
    calendar = BusinessCalendar(zone="UTC", hours="Mon-Fri 22:00-06:00")
    assert timer_of(NEW_AT_NIGHT, "2026-03-02 23:00", calendar=calendar).due == at("2026-03-03 23:00")


# chatwoot/chatwoot 14009, frappe/helpdesk 2212, osTicket/osTicket 6847
def test_lunch_is_not_counted():
    calendar = BusinessCalendar(zone="UTC", hours="Mon-Fri 09:00-12:00, 13:00-17:00")
    assert timer_of(ticket(NEW), "2026-03-02 09:00", calendar=calendar).due == at("2026-03-03 10:00")


# osTicket/osTicket 6739
def test_a_desk_open_once_a_week_still_counts():
    calendar = BusinessCalendar(zone="UTC", hours="Sun 10:00-11:00")
    assert timer_of(ticket(NEW), "2026-03-02 09:00", calendar=calendar).due == at("2026-04-26 11:00")


# seppemans/businesstimedelta 9, 10; lennym/moment-business-time 17
def test_a_calendar_that_never_opens_is_an_error_not_a_loop():
    never = BusinessCalendar(zone="UTC", hours="closed")
    with pytest.raises(NeverOpenError):
        timer_of(ticket(NEW), "2026-03-02 10:00", calendar=never)


# fivetran/dbt_zendesk 25, 62; grafana/oncall 3261
def test_hours_are_wall_time_of_a_zone_on_both_sides_of_the_change():
    calendar = BusinessCalendar(zone="America/New_York", hours="Mon-Fri 09:00-17:00")
    for start, due in [
        ("2026-03-06 09:00-05:00", "2026-03-06 17:00-05:00"),
        ("2026-03-09 09:00-04:00", "2026-03-09 17:00-04:00"),
    ]:
        assert timer_of(ticket(created(start)), start, calendar=calendar).due == at(due)


# fivetran/dbt_zendesk 117; zammad/zammad 3706, 2229
def test_a_holiday_is_a_local_date():
    calendar = BusinessCalendar(
        zone="Pacific/Auckland", hours="Mon-Fri 09:00-17:00", holidays=Holidays(extra=[date(2026, 3, 3)])
    )
    history = ticket(created("2026-03-02 13:00+13:00"))
    assert timer_of(history, "2026-03-02 13:00+13:00", calendar=calendar).due == at("2026-03-04 13:00+13:00")


# found by running zendesk/biz: an override matched on the UTC date
def test_no_more_is_counted_than_has_passed():
    override = DateOverride(date=date(2026, 7, 2), hours="00:00-24:00")
    calendar = BusinessCalendar(zone="Europe/London", hours="24/7", overrides=(override,))
    history = ticket(created("2026-07-02 00:00+01:00"))
    assert timer_of(history, "2026-07-03 00:00+01:00", calendar=calendar).elapsed == 24 * H
    assert timer_of(history, "2026-07-04 00:00+01:00", calendar=calendar).elapsed == 48 * H


# vacanza/holidays 20, 784, 292; frappe/erpnext 50538
def test_a_half_day_holiday_is_hours_on_a_date():
    half = DateOverride(date=date(2026, 12, 24), hours="09:00-12:00", reason="Christmas Eve")
    calendar = BusinessCalendar(zone="UTC", hours="Mon-Fri 09:00-17:00", overrides=(half,))
    history = ticket(created("2026-12-24 10:00"))
    report = report_of(history, "2026-12-25 12:00", calendar=calendar)
    assert report.timer("resolution").due == at("2026-12-25 15:00")
    assert report.explain()[0].reason == "override: Christmas Eve"


# seatgeek/businesstime 13, 7, 3
def test_from_after_hours_to_after_hours_is_one_whole_day():
    history = ticket(created("2026-03-02 18:28"))
    assert timer_of(history, "2026-03-03 23:29").elapsed == 8 * H


# published examples that add up wrongly
@pytest.mark.parametrize(
    ("hours", "target", "start", "due"),
    [
        ("Mon-Fri 09:00-17:00", "5h", "2026-03-02 10:00", "2026-03-02 15:00"),
        ("Mon-Fri 08:00-17:00", "4h", "2026-03-06 16:00", "2026-03-09 11:00"),
        ("Mon-Fri 09:00-17:00", "8h", "2026-03-06 17:00", "2026-03-09 17:00"),
    ],
)
def test_three_published_examples_done_right(hours, target, start, due):
    calendar = BusinessCalendar(zone="UTC", hours=hours)
    report = report_of(ticket(created(start)), due, calendar=calendar, targets={"P2": {"resolution": target}})
    timer = report.timer("resolution")
    assert timer.due == at(due)
    assert sum((row.counted for row in report.explain()), ZERO) == timer.target
