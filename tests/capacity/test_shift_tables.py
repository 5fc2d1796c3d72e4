from datetime import UTC, datetime
from fractions import Fraction

import pytest

from supportops.capacity.shift_coverage import coverage
from supportops.capacity.shift_tables import SHIFTS, WEEK_TEMPLATE

# Support Operations skill pack, Schedule Template: early, core, late.
PUBLISHED = {
    "Mon": (4, 12, 6, 22), "Tue": (3, 10, 5, 18), "Wed": (3, 10, 5, 18), "Thu": (3, 10, 5, 18),
    "Fri": (3, 8, 4, 15), "Sat": (1, 2, 1, 4), "Sun": (1, 2, 1, 4),
}  # fmt: skip
MONDAY = datetime(2026, 3, 2, tzinfo=UTC)


def test_the_published_shifts_are_eight_hours_of_one_agent_every_day():
    assert {name: shift.hours for name, shift in SHIFTS.items()} == {
        "early": "daily 06:00-14:00", "core": "daily 09:00-17:00", "late": "daily 12:00-20:00",
        "split": "daily 09:00-13:00, 16:00-20:00",
    }  # fmt: skip
    for name, shift in SHIFTS.items():
        assert (shift.name, shift.agents) == (name, 1)
        assert coverage([shift], start=MONDAY, end=MONDAY.replace(day=9)).sum() == 7 * 8


def test_the_published_shifts_cannot_be_changed():
    with pytest.raises(TypeError):
        SHIFTS["early"] = SHIFTS["late"]


@pytest.mark.parametrize("day", PUBLISHED)
def test_the_published_week_has_the_printed_agents_and_totals(day):
    rows = [shift for shift in WEEK_TEMPLATE if shift.name.startswith(day)]
    assert [shift.name.split()[1] for shift in rows] == ["early", "core", "late"]
    *agents, total = PUBLISHED[day]
    assert [shift.agents for shift in rows] == agents
    assert sum(agents) == total


def test_the_published_week_is_99_agent_shifts_792_hours_and_19_8_people_at_five_shifts():
    total = sum(shift.agents for shift in WEEK_TEMPLATE)
    assert (total, Fraction(total, 5)) == (99, Fraction("19.8"))
    assert coverage(WEEK_TEMPLATE, start=MONDAY, end=MONDAY.replace(day=9)).sum() == 792


def test_the_hours_of_a_published_monday_overlay():
    found = coverage(WEEK_TEMPLATE, start=MONDAY, end=MONDAY.replace(day=3)).tolist()
    assert found == [0] * 6 + [4] * 3 + [16] * 3 + [22] * 2 + [18] * 3 + [6] * 3 + [0] * 4
