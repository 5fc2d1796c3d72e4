"""The daily review of a queue."""

from __future__ import annotations

import pytest
from tests.triage.desk import after, status, ticket

from supportops.errors import DomainError
from supportops.presets.skill.queue import AGED_OVER, QUEUE_REVIEW
from supportops.triage._daily_review import daily_review
from supportops.vocabulary import P1_TO_P5, Scale

QUEUE = (
    ticket("low", priority="P4", agent="bob"),
    ticket("high", at=after(1), priority="P2", agent="ann"),
    ticket("late", at=after(20), priority="P1"),
    ticket("mine", at=after(21), priority="P3", agent="ann"),
    ticket("done", status(2, "resolved"), priority="P1", agent="ann"),
    ticket("tomorrow", at=after(48), priority="P1"),
)


def items(*tickets, **given):
    review = daily_review(tickets or QUEUE, at=after(30), scale=given.pop("scale", P1_TO_P5), **given)
    return review.items


def test_the_tasks_are_those_of_the_checklist():
    assert tuple(item.task for item in items()) == QUEUE_REVIEW["daily"]
    assert items(aged_over=AGED_OVER) == items()


def test_the_most_urgent_come_first_in_the_order_of_the_queue():
    first = items()[0]
    assert first.tickets == ("late", "high")
    assert first.finding == "2 of 4 open tickets: 1 P1, 1 P2."


def test_the_two_at_the_top_are_those_of_the_scale():
    only = ticket("1", priority="only")
    assert items(only, scale=Scale("only"))[0].task == "look at only first"
    assert items(ticket("1", priority="low"), scale=Scale("low", "high", "top", top="last"))[0].task == (
        "look at top and high first"
    )


def test_aged_tickets_are_named_oldest_first():
    assert (items()[1].finding, items()[1].tickets) == ("2 tickets older than 24h.", ("low", "high"))
    assert items(aged_over="30h")[1].tickets == ()


def test_trends_are_left_to_whoever_looked():
    assert items()[2].by_hand
    assert items(trending=["login", "billing"])[2].finding == "more than usual: billing, login."
    assert items(trending=())[2].finding == "more than usual: no category."
    assert not items(trending=())[2].by_hand


def test_tickets_of_absent_agents_are_named():
    assert items()[3].finding == "nobody is absent."
    left = items(absent={"ann", "zoe"})[3]
    assert (left.finding, left.tickets) == ("2 tickets with ann, zoe.", ("high", "mine"))


def test_the_workload_counts_everyone_who_is_there():
    assert items()[4].finding == "ann 2, bob 1; from 1 to 2 each; 1 without an agent."
    assert items()[4].tickets == ("late",)
    assert items(agents=["cat"], absent=["ann"])[4].finding == "bob 1, cat 0; from 0 to 1 each; 1 without an agent."
    assert items(ticket("1"))[4].finding == "no agents; 1 without an agent."


def test_kept_states_will_do():
    states = [one.state(at=after(30)) for one in QUEUE[:5]]
    assert items(*states) == items(*QUEUE[:5])


def test_a_priority_off_the_scale_is_refused():
    with pytest.raises(DomainError) as caught:
        items(ticket("1", priority="urgent"))
    assert caught.value.field == "priority"
