"""Stretches in which a ticket was open and nothing happened."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.triage.desk import MONDAY, after, changed, paused, said, status, ticket

from supportops.calendar import ALWAYS_OPEN, BusinessCalendar
from supportops.errors import DomainError, HistoryError, NaiveDatetimeError
from supportops.tickets import Cancelled, Created, Merged, StatusMap, TicketHistory
from supportops.triage.lifecycle.limbo import Limbo, limbo
from supportops.vocabulary import Party

DESK = BusinessCalendar(name="desk", zone="UTC", hours="Mon-Fri 09:00-17:00")


def found(history, *, hours, least="4h", calendar=ALWAYS_OPEN):
    """Return the limbo of a ticket as (start, end, open time) in hours after Monday morning."""
    found = limbo(history, at=after(hours), calendar=calendar, after=least)
    return [(since(one.start), None if one.end is None else since(one.end), one.open_time / HOUR) for one in found]


HOUR = timedelta(hours=1)


def since(instant):
    return (instant - MONDAY) / HOUR


def test_an_open_ticket_without_an_event_for_so_long_or_longer_is_in_limbo():
    opened = ticket("1", status(1, "open"))
    assert found(opened, hours=4.99) == []
    assert found(opened, hours=5) == [(1, None, 4)]


def test_a_new_ticket_waits_and_is_not_in_limbo():
    assert found(ticket("1"), hours=99) == []
    assert found(ticket("1", status="open"), hours=99) == [(0, None, 99)]


@pytest.mark.parametrize("to", ["new", "pending", "on_hold", "resolved", "closed"])
def test_only_an_open_status_can_be_in_limbo(to):
    assert found(ticket("1", status(1, "open"), status(2, to)), hours=99) == []


def test_every_stretch_has_its_start_its_end_and_its_open_time():
    history = ticket("1", status(1, "open"), said(6), status(8, "pending"), status(20, "open"), said(24, public=False))
    assert found(history, hours=27) == [(1, 6, 5), (20, 24, 4)]
    assert found(history, hours=28) == [(1, 6, 5), (20, 24, 4), (24, None, 4)]


@pytest.mark.parametrize("event", [said(3, Party.REQUESTER), said(3, Party.BOT), changed(3, "seats", 4), paused(3)])
def test_any_event_ends_a_limbo(event):
    assert found(ticket("1", event, status="open"), hours=6) == []
    assert found(ticket("1", event, status="open"), hours=7) == [(3, None, 4)]


def test_what_happens_at_one_instant_belongs_together():
    assert found(ticket("1", status(1, "open"), said(1), status(1, "pending")), hours=99) == []
    assert found(ticket("1", status(1, "pending"), said(1), status(1, "open")), hours=6) == [(1, None, 5)]


@pytest.mark.parametrize("end", [Merged(at=after(1), into="2"), Cancelled(at=after(1), reason="spam")])
def test_a_ticket_that_went_away_is_never_in_limbo_again(end):
    assert found(ticket("1", end, said(20), status="open"), hours=99) == []


def test_a_reopened_ticket_can_be():
    assert found(ticket("1", status(1, "resolved"), status(50, "open")), hours=60) == [(50, None, 10)]


def test_later_events_are_not_read():
    history = ticket("1", said(9), status="open")
    assert found(history, hours=8) == [(0, None, 8)]
    assert found(history, hours=9) == [(0, 9, 9)]


def test_open_time_is_that_of_the_calendar():
    history = ticket("1", said(7), status="open")
    assert found(history, hours=25, least="2h", calendar=DESK) == [(0, 7, 7), (7, None, 2)]


def test_the_ticket_says_what_its_statuses_mean():
    history = TicketHistory(
        ticket_id="1",
        events=(Created(at=MONDAY, priority="P3", status="Wird bearbeitet"), status(9, "Wartet")),
        status_map=StatusMap({"Wird bearbeitet": "open", "Wartet": "pending"}),
    )
    assert found(history, hours=99) == [(0, 9, 9)]


@pytest.mark.parametrize("least", ["0h", "-1h", timedelta(0)])
def test_no_time_or_less_is_refused(least):
    with pytest.raises(DomainError, match="more than no time") as caught:
        limbo(ticket("1"), at=MONDAY, calendar=DESK, after=least)
    assert caught.value.field == "after"


def test_an_instant_before_the_creation_or_without_a_zone_is_refused():
    with pytest.raises(HistoryError, match="did not exist"):
        limbo(ticket("1"), at=after(-1), calendar=DESK, after="4h")
    with pytest.raises(NaiveDatetimeError):
        limbo(ticket("1"), at=datetime(2026, 3, 3), calendar=DESK, after="4h")


def test_a_limbo_is_read_aloud_and_round_trips_json():
    history = ticket("1", said(5), status="open")
    first, last = limbo(history, at=after(10), calendar=ALWAYS_OPEN, after="4h")
    assert str(first) == "no event for 5h: from 2026-03-02T09:00:00+00:00 to 2026-03-02T14:00:00+00:00"
    assert str(last) == "no event for 5h: from 2026-03-02T14:00:00+00:00 to now"
    for one in (first, last):
        assert Limbo.model_validate_json(one.model_dump_json()) == one
        assert hash(Limbo.model_validate(one.model_dump())) == hash(one)


EVENTS = st.lists(
    st.tuples(st.integers(0, 40), st.sampled_from(["open", "pending", "resolved", "note", "message"])), max_size=8
)


def story(steps, first):
    made = [
        said(hour, public=what == "message") if what in ("note", "message") else status(hour, what)
        for hour, what in sorted(steps, key=lambda step: step[0])
    ]
    return TicketHistory.repair("1", (ticket("1", status=first).created, *made)).history


@given(EVENTS, st.sampled_from(["new", "open"]), st.integers(0, 50), st.integers(1, 9))
def test_limbo_is_what_an_hour_by_hour_look_finds(steps, first, hours, least):
    history = story(steps, first)
    quiet, oracle = [], []
    for hour in range(hours + 1):
        is_new = any(event.at == after(hour) for event in history.events)
        if quiet and (is_new or hour == hours):
            oracle.append((quiet[0], hour if is_new else None, len(quiet)))
            quiet = []
        if history.state(at=after(hour)).status_category == "open":
            quiet.append(hour)
    wanted = [one for one in oracle if one[2] >= least]
    assert found(history, hours=hours, least=timedelta(hours=least)) == wanted


@given(EVENTS, st.integers(41, 60), st.integers(1, 9))
def test_limbo_is_no_more_than_the_open_time_of_the_life(steps, hours, least):
    history = story(steps, "open")
    whole = limbo(history, at=after(hours), calendar=DESK, after=timedelta(microseconds=1))
    longer = limbo(history, at=after(hours), calendar=DESK, after=timedelta(hours=least))
    assert longer == tuple(one for one in whole if one.open_time >= timedelta(hours=least))
    assert sum((one.open_time for one in whole), timedelta()) <= DESK.between(MONDAY, after(hours))
    assert all(one.start < (one.end or after(hours)) for one in whole)
