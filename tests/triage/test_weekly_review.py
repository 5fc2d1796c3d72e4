"""The weekly review of a queue."""

from __future__ import annotations

import pytest
from tests.triage.desk import after, changed, said, status, ticket

from supportops.calendar import BusinessCalendar
from supportops.errors import DomainError
from supportops.presets.skill.queue import QUEUE_REVIEW
from supportops.triage._weekly_review import weekly_review

TICKETS = (
    ticket("old", at=after(days=-20)),
    ticket("solved", status(0, "resolved", days=-8), at=after(days=-15)),
    ticket("raised", changed(2, "priority", "P1"), said(1, days=3)),
    ticket("waits", status(2, "pending")),
    ticket("same", changed(2, "priority", "P1"), changed(3, "priority", "P3"), at=after(1)),
    ticket("tomorrow", at=after(days=5)),
)


def items(*tickets, **given):
    return weekly_review(tickets or TICKETS, at=after(days=4), **{"stuck_after": "3 days", **given}).items


def test_the_tasks_are_those_of_the_checklist():
    assert tuple(item.task for item in items()) == QUEUE_REVIEW["weekly"]


def test_the_backlog_is_counted_at_the_end_of_each_week():
    assert items()[0].finding == "open at the end of each of the last 4 weeks: 1, 2, 1, 4 (+3)."
    assert items(weeks=2)[0].finding == "open at the end of each of the last 2 weeks: 1, 4 (+3)."


def test_priorities_that_changed_are_a_sign_of_hasty_triage():
    accuracy = items()[1]
    assert accuracy.finding == "1 of 3 tickets of the week came in with another priority than now."
    assert accuracy.tickets == ("raised",)


def test_stuck_tickets_wait_or_not():
    stuck = items()[2]
    assert stuck.tickets == ("old", "waits", "same")
    assert stuck.finding == "3 tickets without any work for 72h or longer."


def test_open_time_is_counted_on_a_calendar():
    desk = BusinessCalendar(name="desk", zone="UTC", hours="Mon-Fri 09:00-17:00")
    assert items(calendar=desk)[2].tickets == ("old",)


def test_the_rest_is_done_by_hand():
    assert [item.by_hand for item in items()] == [False, False, False, True, True]


def test_a_trend_takes_two_weeks():
    with pytest.raises(DomainError, match="at least 2") as caught:
        items(weeks=1)
    assert caught.value.field == "weeks"
    with pytest.raises(DomainError, match="more than no time"):
        items(stuck_after="0h")
