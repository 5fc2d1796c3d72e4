import pytest

from supportops.presets.skill import CAPACITY_CALENDAR


def test_each_cadence_has_its_four_tasks_as_printed():
    assert dict(CAPACITY_CALENDAR) == {
        "monthly": (
            "compare last month with the forecast", "roll the 3-month forecast", "adjust schedules for known events",
            "hiring pipeline status",
        ),
        "quarterly": (
            "deep look at volume trends", "headcount for the next 2 quarters", "training calendar", "budget review",
        ),
        "annually": (
            "annual volume forecast", "headcount budget request", "tool and vendor contracts",
            "strategic capacity plan",
        ),
    }  # fmt: skip
    assert tuple(CAPACITY_CALENDAR) == ("monthly", "quarterly", "annually")


def test_the_calendar_cannot_be_changed():
    with pytest.raises(TypeError):
        CAPACITY_CALENDAR["daily"] = ()  # type: ignore[index]
