"""The open time in each state."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.triage.desk import MONDAY, after

from supportops.calendar import ALWAYS_OPEN, BusinessCalendar
from supportops.triage.lifecycle.open_time import open_time_in
from supportops.triage.machine.replay import Replay

DESK = BusinessCalendar(name="desk", zone="UTC", hours="Mon-Fri 09:00-17:00")
HOUR = timedelta(hours=1)


def replay(*stays):
    """Return the replay of (state, hours) from Monday morning on; the last stay lasts."""
    visits, hour = [], 0
    for state, hours in stays:
        visits.append((state, after(hour), None if hours is None else after(hour + hours)))
        hour += hours or 0
    return Replay(visits=visits)


def test_visits_are_summed_by_state_and_the_last_one_lasts():
    found = open_time_in(replay(("open", 2), ("pending", 22), ("open", 1), ("closed", None)), calendar=DESK)
    assert found == {"open": 3 * HOUR, "pending": 6 * HOUR}


def test_no_visit_has_ended():
    assert open_time_in(replay(("new", None)), calendar=DESK) == {}


def test_a_state_at_night_has_no_open_time():
    assert open_time_in(replay(("new", 8), ("open", 16), ("closed", None)), calendar=DESK)["open"] == timedelta(0)


def test_the_answer_cannot_be_changed():
    with pytest.raises(TypeError):
        open_time_in(replay(("new", 1), ("open", None)), calendar=DESK)["new"] = HOUR


STAYS = st.lists(st.tuples(st.sampled_from("abc"), st.integers(0, 30)), max_size=8)


@given(STAYS)
def test_it_is_time_in_on_a_calendar_that_is_always_open_and_never_more_on_another(stays):
    found = replay(*stays, ("end", None))
    assert open_time_in(found, calendar=ALWAYS_OPEN) == found.time_in
    on_desk = open_time_in(found, calendar=DESK)
    assert sum(on_desk.values(), timedelta(0)) == DESK.between(MONDAY, found.visits[-1].entered)
    assert all(on_desk[state] <= spent for state, spent in found.time_in.items())
