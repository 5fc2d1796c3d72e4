"""How long a ticket has been on its level, and whether that is too long."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from enum import Enum
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.triage.desk import MONDAY, after, said, status, ticket

from supportops.calendar import ALWAYS_OPEN, BusinessCalendar
from supportops.errors import ConfigurationError, DomainError, HistoryError, NaiveDatetimeError
from supportops.tickets import Cancelled, Created, Escalated, Merged, TicketHistory
from supportops.triage.lifecycle.level_time import LevelTime, time_in_level
from supportops.vocabulary import Scale

DESK = BusinessCalendar(name="desk", zone="UTC", hours="Mon-Fri 09:00-17:00")
HOUR = timedelta(hours=1)


def escalated(hours, level):
    return Escalated(at=after(hours), level=level)


def spent(history, hours, *, calendar=ALWAYS_OPEN, limits=None, **options):
    return time_in_level(history, limits=limits or {"L1": "4h"}, calendar=calendar, at=after(hours), **options)


@pytest.mark.parametrize(("minutes", "exceeded"), [(0, False), (14, False), (15, True), (16, True)])
def test_fifteen_minutes_of_troubleshooting_are_over_at_the_fifteenth(minutes, exceeded):
    found = spent(ticket("1"), minutes / 60, limits={"L1": "15m"})
    assert (found.level, found.entered, found.limit) == ("L1", MONDAY, timedelta(minutes=15))
    assert (found.open_time, found.due) == (timedelta(minutes=minutes), after(0.25))
    assert found.exceeded is exceeded


def test_an_escalation_starts_the_clock_of_its_level():
    found = spent(ticket("1", escalated(3, "L2")), 10, limits={"L1": "1h", "L2": "8h"})
    assert found == LevelTime(level="L2", entered=after(3), open_time=7 * HOUR, limit=8 * HOUR, due=after(11))


def test_a_level_without_a_limit_is_never_exceeded():
    found = spent(ticket("1", escalated(3, "L3")), 1000)
    assert (found.limit, found.due, found.exceeded, found.open_time) == (None, None, False, 997 * HOUR)


def test_an_escalation_to_the_same_level_starts_nothing_anew():
    again = ticket("1", escalated(1, "L1"), escalated(2, "L2"), escalated(3, "L2"))
    assert spent(again, 1).entered == MONDAY
    assert spent(again, 9).entered == after(2)


def test_a_level_that_is_entered_again_starts_anew():
    back = ticket("1", escalated(1, "L2"), escalated(5, "L1"))
    assert (spent(back, 8).open_time, spent(back, 8).exceeded, spent(back, 9).exceeded) == (3 * HOUR, False, True)


def test_later_escalations_are_not_read():
    assert spent(ticket("1", escalated(3, "L2")), 2.9).level == "L1"
    assert spent(ticket("1", escalated(3, "L2")), 3).level == "L2"


def test_the_initial_level_may_be_another_or_the_member_of_an_enum():
    own = Enum("Level", {"SELF": "L0"}).SELF
    found = spent(ticket("1"), 2, initial=own, limits={own: "2h"})
    assert (found.level, type(found.level), found.exceeded) == ("L0", str, True)


@pytest.mark.parametrize(
    "end",
    [
        status(3, "resolved"),
        status(3, "closed"),
        Merged(at=after(3), into="2"),
        Cancelled(at=after(3), reason="spam"),
    ],
)
def test_the_clock_stops_with_the_ticket(end):
    for hours in (3, 4, 99):
        found = spent(ticket("1", end), hours)
        assert (found.open_time, found.exceeded, found.due) == (3 * HOUR, False, after(4))


def test_what_was_exceeded_before_the_end_stays_so():
    found = spent(ticket("1", status(5, "resolved")), 99)
    assert (found.open_time, found.exceeded, found.due) == (5 * HOUR, True, after(4))


def test_a_reopened_ticket_goes_on_where_it_stood_and_its_due_moves():
    history = ticket("1", status(3, "resolved"), status(13, "open"))
    assert (spent(history, 13).open_time, spent(history, 13).due) == (3 * HOUR, after(14))
    assert (spent(history, 13.9).exceeded, spent(history, 14).exceeded) == (False, True)
    assert spent(ticket("1", status(4, "resolved"), status(13, "open")), 20).due == after(4)


def test_an_escalation_after_the_end_has_no_time_until_the_ticket_is_reopened():
    history = ticket("1", status(1, "resolved"), escalated(2, "L2"), status(6, "open"))
    limits = {"L2": "4h"}
    found = spent(history, 5, limits=limits)
    assert (found.entered, found.open_time, found.due) == (after(2), timedelta(0), after(6))
    found = spent(history, 9, limits=limits)
    assert (found.entered, found.open_time, found.due) == (after(2), 3 * HOUR, after(10))


def test_waiting_for_the_customer_does_not_stop_it():
    assert spent(ticket("1", status(1, "pending"), said(2)), 4).exceeded


def test_open_time_and_due_are_those_of_the_calendar():
    late = ticket("1", escalated(6, "L2"))
    found = spent(late, 25, limits={"L2": "4h"}, calendar=DESK)
    assert (found.open_time, found.due, found.exceeded) == (3 * HOUR, after(26), False)


def test_a_day_is_24_hours_of_open_time():
    assert spent(ticket("1"), 1, limits={"L1": "3 days"}).limit == timedelta(days=3)


@pytest.mark.parametrize("limit", ["0m", timedelta(hours=-1)])
def test_a_limit_of_no_time_is_refused(limit):
    with pytest.raises(DomainError, match=r"limits\['L1'\] is .*more than no time"):
        spent(ticket("1"), 1, limits={"L1": limit})


@pytest.mark.parametrize("level", ["", " ", None, 1])
def test_a_level_without_a_name_is_refused(level):
    with pytest.raises(DomainError, match=r"^initial: ") as caught:
        spent(ticket("1"), 1, initial=level)
    assert (caught.value.field, caught.value.value) == ("initial", level)
    with pytest.raises(DomainError) as caught:
        spent(ticket("1"), 1, limits={level: "1h"})
    assert caught.value.field == "limits"


def test_a_misspelt_level_is_refused():
    with pytest.raises(DomainError, match="limits: 'l1' is not on this scale; did you mean 'L1'") as caught:
        spent(ticket("1"), 1, limits={"l1": "1h"})
    assert (caught.value.field, caught.value.value) == ("limits", "l1")
    with pytest.raises(DomainError, match=r"^ticket '1': events\[1\]: 'l2' is not on this scale") as caught:
        spent(ticket("1", escalated(1, "l2")), 9)
    assert (caught.value.field, caught.value.value, caught.value.index) == ("level", "l2", 1)
    assert spent(ticket("1", escalated(5, "l2")), 4).level == "L1"


def test_a_desk_has_its_own_levels():
    scale = Scale("front", "back", top="last")
    found = spent(ticket("1", escalated(1, "back")), 3, initial="front", limits={"back": "2h"}, scale=scale)
    assert (found.level, found.exceeded) == ("back", True)
    with pytest.raises(DomainError, match=r"scale is .*; give a Scale") as caught:
        spent(ticket("1"), 1, scale=["L1", "L2"])
    assert caught.value.field == "scale"


@pytest.mark.parametrize("amount", ["soon", "0m", 3])
def test_a_limit_that_is_no_amount_is_refused_by_its_name(amount):
    with pytest.raises(DomainError, match=r"^limits\['L1'\]") as caught:
        spent(ticket("1"), 1, limits={"L1": amount})
    assert (caught.value.field, caught.value.value) == ("limits", amount)


@pytest.mark.parametrize("given", [None, "24/7"])
def test_what_is_no_calendar_is_refused(given):
    with pytest.raises(DomainError, match=r"^calendar is .*; give a calendar") as caught:
        spent(ticket("1"), 1, calendar=given)
    assert caught.value.field == "calendar"
    with pytest.raises(DomainError, match=r"^history is "):
        spent([ticket("1")], 1)


def test_limits_are_a_mapping():
    with pytest.raises(DomainError, match="limits is '15m'; give a mapping"):
        spent(ticket("1"), 1, limits="15m")


def test_an_instant_before_the_creation_or_without_a_zone_is_refused():
    with pytest.raises(HistoryError, match="did not exist"):
        spent(ticket("1"), -1)
    with pytest.raises(NaiveDatetimeError):
        time_in_level(ticket("1"), limits={}, calendar=DESK, at=datetime(2026, 3, 3))


def test_a_change_of_the_clocks_is_real_time():
    berlin = ZoneInfo("Europe/Berlin")
    night = datetime(2026, 10, 25, 1, 30, tzinfo=berlin)
    history = TicketHistory(ticket_id="1", events=(Created(at=night, priority="P3"),))
    found = time_in_level(history, limits={"L1": "3h"}, calendar=ALWAYS_OPEN, at=night.replace(hour=3, minute=0))
    assert (found.open_time, found.due) == (2.5 * HOUR, datetime(2026, 10, 25, 2, 30, tzinfo=UTC))
    assert found.entered.tzinfo is UTC


def test_a_level_time_is_read_aloud_and_round_trips_json():
    found = spent(ticket("1"), 4)
    assert str(found) == "L1 since 2026-03-02T09:00:00+00:00: 4h, limit 4h, exceeded"
    unlimited = spent(ticket("1"), 4, limits={"L2": "1h"})
    assert str(unlimited) == "L1 since 2026-03-02T09:00:00+00:00: 4h, no limit"
    for one in (found, unlimited):
        assert LevelTime.model_validate_json(one.model_dump_json()) == one
        assert hash(LevelTime.model_validate(one.model_dump())) == hash(one)


LIVES = st.lists(
    st.tuples(st.integers(1, 40), st.sampled_from(["L1", "L2", "L3", "resolved", "open", "pending"])), max_size=8
)


def life(steps):
    events = [
        escalated(hour, what) if what.startswith("L") else status(hour, what)
        for hour, what in sorted(steps, key=lambda step: step[0])
    ]
    return TicketHistory.repair("1", (ticket("1").created, *events)).history


@given(LIVES, st.integers(0, 50))
def test_the_clock_is_what_an_hour_by_hour_look_counts(steps, hours):
    history = life(steps)
    level, entered, counted = "L1", 0, 0
    for hour in range(hours + 1):
        for event in history.events:
            if isinstance(event, Escalated) and event.at == after(hour) and event.level != level:
                level, entered, counted = event.level, hour, 0
        counted += hour < hours and not history.state(at=after(hour)).is_over
    found = spent(history, hours, limits={"L0": "1h"})
    assert (found.level, found.entered, found.open_time) == (level, after(entered), counted * HOUR)


@given(LIVES, st.integers(0, 50), st.integers(1, 12), st.sampled_from([ALWAYS_OPEN, DESK]))
def test_a_limit_is_exceeded_from_its_due_on_and_not_before(steps, hours, limit, calendar):
    history, limits = life(steps), dict.fromkeys(("L1", "L2", "L3"), timedelta(hours=limit))
    found = spent(history, hours, limits=limits, calendar=calendar)
    assert found.exceeded == (found.open_time >= found.limit)
    is_over = history.state(at=after(hours)).is_over
    assert found.exceeded == (found.due <= after(hours)) or is_over
    if found.exceeded:
        past = time_in_level(history, limits=limits, calendar=calendar, at=found.due)
        assert (past.open_time, past.exceeded) == (found.limit, True)


def test_whether_a_limit_is_exceeded_is_worked_out_and_not_stored():
    found = spent(ticket("1"), 4)
    assert "exceeded" not in json.loads(found.model_dump_json())
    again = LevelTime.model_validate_json(found.model_dump_json())
    assert (again, again.exceeded) == (found, found.exceeded)
    with pytest.raises(ConfigurationError, match="exceeded"):
        LevelTime(level="L1", entered=found.entered, open_time="1m", limit="1h", exceeded=True)
