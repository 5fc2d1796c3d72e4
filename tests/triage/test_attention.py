"""Idle and aged tickets."""

from __future__ import annotations

from datetime import timedelta

import pytest
from tests.triage.desk import MONDAY, after, changed, paused, said, status, ticket

from supportops.calendar import BusinessCalendar
from supportops.errors import DomainError
from supportops.tickets import Assignment
from supportops.triage.attention import Attention, aged_tickets, idle_tickets
from supportops.vocabulary import Party

DESK = BusinessCalendar(name="desk", zone="UTC", hours="Mon-Fri 09:00-17:00")


def idle(*tickets, hours, after="4h", **given):
    """Return the ids of idle tickets, longest first, so many hours after Monday morning."""
    return [one.ticket_id for one in idle_tickets(tickets, at=MONDAY + timedelta(hours=hours), after=after, **given)]


def test_nothing_done_for_so_long_or_longer_is_idle():
    asked = ticket("1")
    assert idle(asked, hours=3.99) == []
    assert idle(asked, hours=4) == ["1"]


@pytest.mark.parametrize(
    "event",
    [said(1), said(1, public=False), status(1, "open"), changed(1, "seats", 5), Assignment(at=after(1), agent="ann")],
)
def test_whatever_the_desk_does_counts_as_work(event):
    [found] = idle_tickets([ticket("1", event)], at=after(5), after="4h")
    assert (found.since, found.lasting) == (after(1), timedelta(hours=4))


@pytest.mark.parametrize("by", [Party.REQUESTER, Party.BOT, Party.SYSTEM])
def test_messages_of_others_are_no_work(by):
    [found] = idle_tickets([ticket("1", said(1, by))], at=after(5), after="4h")
    assert found.since == MONDAY


def test_the_desk_is_not_idle_before_it_is_asked():
    answered = ticket("1", said(1), said(6, Party.REQUESTER), said(7, Party.REQUESTER))
    assert idle(answered, hours=9) == []
    [found] = idle_tickets([answered], at=after(10), after="4h")
    assert found.since == after(6)


@pytest.mark.parametrize("event", [status(1, "pending"), status(1, "on_hold"), paused(1)])
def test_tickets_that_wait_for_somebody_else_are_idle_only_when_asked_for(event):
    waits = ticket("1", event)
    assert idle(waits, hours=9) == []
    assert idle(waits, hours=9, waiting=True) == ["1"]


def test_a_pause_that_ended_is_no_excuse():
    assert idle(ticket("1", paused(1, until=after(2))), hours=9) == ["1"]


def test_what_is_over_is_never_idle():
    assert idle(ticket("1", status(1, "resolved")), hours=99, waiting=True) == []


def test_later_events_and_later_tickets_are_not_read():
    assert idle(ticket("1", said(6)), ticket("2", at=after(6)), hours=5) == ["1"]


def test_the_longest_idle_comes_first_and_ids_settle_the_rest():
    tickets = [ticket("b"), ticket("a"), ticket("old", at=after(-9)), ticket("worked on", said(2))]
    assert idle(*tickets, hours=8) == ["old", "a", "b", "worked on"]


def test_open_time_is_counted_on_a_calendar():
    late = ticket("1", at=after(6))
    assert idle(late, hours=24) == ["1"]
    assert idle(late, hours=24, calendar=DESK) == []
    [found] = idle_tickets([late], at=after(26), after="4h", calendar=DESK)
    assert found.lasting == timedelta(hours=4)


def test_reassigning_is_suggested_for_what_somebody_has_and_left_too_long():
    tickets = [ticket("theirs", agent="ann"), ticket("nobody's")]
    for hours, suggestions in ((7, ["alert", "alert"]), (8, ["alert", "reassign"])):
        found = idle_tickets(tickets, at=after(hours), after="4h", reassign_after="8h")
        assert [one.suggestion for one in found] == suggestions


def test_amounts_that_make_no_sense_are_refused():
    with pytest.raises(DomainError, match="more than no time") as caught:
        idle_tickets([], at=MONDAY, after="0h")
    assert caught.value.field == "after"
    with pytest.raises(DomainError, match="less than after") as caught:
        idle_tickets([], at=MONDAY, after="4h", reassign_after="3h")
    assert caught.value.field == "reassign_after"
    with pytest.raises(DomainError, match="over is"):
        aged_tickets([], at=MONDAY, over="-1h")


def test_aged_is_older_than_a_day_and_not_a_day_old():
    tickets = [ticket("1"), ticket("done", status(1, "closed")), ticket("waits", status(2, "pending"))]
    assert aged_tickets(tickets, at=after(24)) == ()
    found = aged_tickets(tickets, at=after(25))
    assert [(one.ticket_id, one.kind, one.suggestion) for one in found] == [
        ("1", "aged", "review"),
        ("waits", "aged", "review"),
    ]


def test_aged_is_read_from_kept_states_too_and_on_a_calendar():
    state = ticket("1").state(at=after(1))
    assert aged_tickets([state], at=after(25))[0].lasting == timedelta(hours=25)
    assert aged_tickets([state], at=after(25), calendar=DESK) == ()
    assert aged_tickets([state], at=after(25), over="8h", calendar=DESK)[0].lasting == timedelta(hours=9)


def test_a_finding_is_read_aloud_and_round_trips_json():
    [found] = idle_tickets([ticket("4711", priority="P2", agent="ann")], at=after(5), after="4h")
    assert str(found) == "alert 4711 (P2, ann): idle for 5h"
    assert Attention.model_validate_json(found.model_dump_json()) == found
