from datetime import UTC, date, datetime, timedelta

import pytest

from supportops.calendar import Holidays
from supportops.errors import ConfigurationError
from supportops.presets import playbook
from supportops.presets.playbook import COVERAGE, PLAN_COVERAGE

MONDAY = datetime(2026, 3, 2, tzinfo=UTC)
WEEK = timedelta(days=7)


def test_the_classes_are_as_printed():
    assert {name: (item.hours_per_day, item.plans) for name, item in COVERAGE.items()} == {
        "business_hours": (None, ("free", "standard")),
        "extended": (16, ("premium",)),
        "always_24x7x365": (24, ("enterprise",)),
    }


def test_each_plan_has_its_class():
    assert {plan: item.name for plan, item in PLAN_COVERAGE.items()} == {
        "free": "business_hours",
        "standard": "business_hours",
        "premium": "extended",
        "enterprise": "always_24x7x365",
    }


def test_business_hours_are_whatever_the_caller_gives():
    closed = Holidays(extra=[date(2026, 3, 2)])
    calendar = COVERAGE["business_hours"].calendar(zone="UTC", hours="Mon-Fri 08:00-12:00", holidays=closed)
    assert calendar.name == "business_hours"
    assert calendar.between(MONDAY, MONDAY + WEEK) == timedelta(hours=16)


def test_extended_hours_are_sixteen_on_each_open_day():
    calendar = COVERAGE["extended"].calendar(zone="UTC", hours="Mon-Fri 06:00-22:00; Sat 07:00-15:00, 16:00-24:00")
    assert calendar.between(MONDAY, MONDAY + WEEK) == timedelta(hours=96)


def test_around_the_clock_needs_no_hours():
    always = COVERAGE["always_24x7x365"]
    assert always.calendar(zone="Asia/Tokyo").hours == "24/7"
    assert always.calendar(zone="UTC", hours="daily 00:00-24:00").between(MONDAY, MONDAY + WEEK) == WEEK


@pytest.mark.parametrize("name", ["business_hours", "extended"])
def test_hours_that_are_not_printed_must_be_given(name):
    with pytest.raises(ConfigurationError, match=f"the class '{name}' has no printed hours; give them"):
        COVERAGE[name].calendar(zone="UTC")


def test_every_day_of_another_length_is_named():
    with pytest.raises(ConfigurationError) as caught:
        COVERAGE["extended"].calendar(zone="UTC", hours="Mon-Fri 09:00-17:00; Sat 10:00-14:00; Sun 06:00-22:00")
    assert [message.split(",")[0] for _, message in caught.value.faults] == [
        "a day has 4 open hours",
        "a day has 8 open hours",
    ]
    assert "the class 'extended' has 16" in str(caught.value)


def test_around_the_clock_leaves_no_day_out():
    closed = Holidays(country="US")
    with pytest.raises(ConfigurationError) as caught:
        COVERAGE["always_24x7x365"].calendar(zone="UTC", hours="Mon-Fri 00:00-24:00", holidays=closed)
    assert [path for path, _ in caught.value.faults] == ["hours", "holidays"]


def test_the_policy_takes_the_calendar_of_a_plan():
    enterprise = PLAN_COVERAGE["enterprise"].calendar(zone="UTC")
    assert playbook.sla_policy(enterprise).calendar.is_open(MONDAY)
