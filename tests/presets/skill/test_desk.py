from datetime import date, datetime, timedelta
from fractions import Fraction
from zoneinfo import ZoneInfo

from supportops.calendar import Holidays
from supportops.presets import load, skill
from supportops.sla import Stage

PACIFIC = ZoneInfo("America/Los_Angeles")
MONDAY = datetime(2026, 3, 2, 9, tzinfo=PACIFIC)
HOUR = timedelta(hours=1)


def test_the_sample_desk_is_open_nine_hours_a_day_from_monday_to_friday():
    desk = skill.sample_desk("America/Los_Angeles")
    assert (desk.hours, desk.zone, desk.holidays) == ("Mon-Fri 09:00-18:00", "America/Los_Angeles", None)
    assert desk.between(MONDAY, MONDAY + timedelta(days=7)) == 45 * HOUR


def test_holidays_are_the_callers():
    closed = Holidays(extra={date(2026, 3, 2): "Founders' day"})
    assert not skill.sample_desk("America/Los_Angeles", holidays=closed).is_open(MONDAY)


def test_the_sample_components_are_as_printed():
    printed = {row["component"]: (row["sample_value"], row["sample_unit"]) for row in load("sla_components").rows}
    assert printed == {
        "first_response_time": (1, "hours"),
        "resolution_time": (24, "hours"),
        "update_frequency": (4, "hours"),
        "business_hours": ("09:00-18:00 Mon-Fri, PST", "local_time_window"),
        "escalation_trigger": (0.8, "fraction_of_sla"),
    }


def test_worked_example_24_business_hours_are_two_days_and_two_thirds():
    desk = skill.sample_desk("America/Los_Angeles")
    due = desk.add(MONDAY, "24h")
    assert due == datetime(2026, 3, 4, 15, tzinfo=PACIFIC)
    assert Fraction(24 * HOUR // HOUR, 9 * HOUR // HOUR) == Fraction(8, 3)
    assert desk.between(MONDAY, due) == 24 * HOUR


def test_worked_example_the_sample_escalates_after_19_hours_and_12_minutes():
    trigger = Stage("escalate", 0.8)
    assert trigger.of(24 * 3_600_000_000) == 19.2 * 3_600_000_000
    desk = skill.sample_desk("America/Los_Angeles")
    assert desk.add(MONDAY, "19h12m") == datetime(2026, 3, 4, 10, 12, tzinfo=PACIFIC)
