"""Many tickets, followed and counted."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.triage.desk import after, said, status, ticket
from tests.triage.lifecycle.test_following import DESK as GERMAN

from supportops.calendar import ALWAYS_OPEN
from supportops.errors import DomainError, NaiveDatetimeError
from supportops.triage.lifecycle.following import follow_history
from supportops.triage.lifecycle.limbo import limbo
from supportops.triage.lifecycle.reviewing import lifecycle_review

STATES = {"open": "in_progress"}


def reviewed(*tickets, hours=99, **given):
    options = {"calendar": ALWAYS_OPEN, "limbo_after": "4h", "states": STATES, **given}
    return lifecycle_review(tickets, at=after(hours), **options)


TICKETS = (
    ticket("A", status(1, "open"), status(2, "pending"), status(3, "open"), said(20), status(21, "resolved")),
    ticket("B", status(1, "open"), status(9, "resolved"), status(10, "open"), status(11, "resolved")),
    ticket("C", at=after(50)),
)


def test_moves_are_counted_by_kind_the_most_frequent_first():
    found = reviewed(*TICKETS)
    assert [(move.source, move.target, move.count, move.is_illegal, move.tickets) for move in found.moves] == [
        ("in_progress", "resolved", 3, False, ("A", "B")),
        ("new", "in_progress", 2, True, ("A", "B")),
        ("in_progress", "pending", 1, False, ("A",)),
        ("pending", "in_progress", 1, False, ("A",)),
        ("resolved", "in_progress", 1, False, ("B",)),
    ]
    assert [(move.source, move.target) for move in found.illegal] == [("new", "in_progress")]


def test_bounces_and_limbo_are_kept_by_ticket():
    found = reviewed(*TICKETS)
    assert found.bounced == {"A": 1, "B": 2}
    assert {name: [one.open_time for one in stretches] for name, stretches in found.limbo.items()} == {
        "A": [timedelta(hours=17)],
        "B": [timedelta(hours=8)],
    }


def test_tickets_that_came_later_are_left_out_and_counted():
    found = reviewed(*TICKETS, hours=49)
    assert (found.tickets, found.later) == (2, 1)
    assert (reviewed(*TICKETS, hours=50).tickets, reviewed(*TICKETS, hours=50).later) == (3, 0)


def test_no_tickets_make_an_empty_review():
    found = reviewed()
    assert (found.tickets, found.moves, found.illegal, found.bounced, found.limbo) == (0, (), (), {}, {})
    assert str(found).splitlines()[0].endswith(": 0 moves, 0 not in the machine 'lifecycle' (-)")


def test_a_machine_without_a_name_and_other_words():
    machine = GERMAN
    found = reviewed(ticket("1", status(1, "open")), machine=machine, states={"new": "Neu", "open": "In Arbeit"})
    assert found.machine == ""
    assert str(found).startswith("1 ticket as of 2026-03-06T12:00:00+00:00: 1 move, 0 not in the machine (0.0 %)")


def test_the_report_as_text():
    assert str(reviewed(*TICKETS)).splitlines() == [
        "3 tickets as of 2026-03-06T12:00:00+00:00: 8 moves, 2 not in the machine 'lifecycle' (25.0 %)",
        "from         to           moves  tickets  for example  in the machine",
        "in_progress  resolved         3        2  A            yes",
        "new          in_progress      2        2  A            no",
        "in_progress  pending          1        1  A            yes",
        "pending      in_progress      1        1  A            yes",
        "resolved     in_progress      1        1  B            yes",
        "Bounces: 3 in 2 tickets; the most: B (2), A (1)",
        "Limbo of 4h or more: 2 stretches in 2 tickets, 25h together; the most: A (17h), B (8h)",
    ]


def test_the_report_as_markdown_and_as_html():
    lines = reviewed(*TICKETS[:1]).to_markdown().splitlines()
    assert lines[2:5] == [
        "| from | to | moves | tickets | for example | in the machine |",
        "| --- | --- | ---: | ---: | --- | --- |",
        "| in_progress | pending | 1 | 1 | A | yes |",
    ]
    assert lines[-1] == "Limbo of 4h or more: 1 stretch in 1 ticket, 17h together; the most: A (17h)"
    page = reviewed(ticket("<A>", status(1, "open"), status(9, "resolved")))._repr_html_()
    assert page.startswith("<table>")
    assert page.endswith("the most: &lt;A&gt; (8h)</p>")


def test_a_review_cannot_be_changed():
    found = reviewed(*TICKETS)
    with pytest.raises(TypeError):
        found.bounced["C"] = 1
    with pytest.raises(AttributeError):
        found.later = 1


def test_what_cannot_be_read_is_refused_even_without_tickets():
    with pytest.raises(DomainError, match="limbo_after"):
        reviewed(limbo_after="0h")
    with pytest.raises(DomainError, match="no state"):
        reviewed(states={"open": "working"})
    with pytest.raises(NaiveDatetimeError):
        lifecycle_review([], at=datetime(2026, 3, 2), calendar=ALWAYS_OPEN, limbo_after="4h")


LIVES = st.lists(
    st.lists(st.tuples(st.integers(1, 30), st.sampled_from(["open", "pending", "resolved", "closed"])), max_size=6),
    max_size=4,
)


@given(LIVES, st.integers(0, 40))
def test_the_review_is_the_sum_of_its_tickets(lives, hours):
    tickets = [
        ticket(str(number), *(status(hour, to) for hour, to in dict(sorted(life)).items()))
        for number, life in enumerate(lives)
    ]
    found = reviewed(*tickets, hours=hours)
    ways = [follow_history(one, at=after(hours), states=STATES) for one in tickets]
    assert sum(move.count for move in found.moves) == sum(len(way.replay.visits) - 1 for way in ways)
    assert sum(move.count for move in found.illegal) == sum(len(way.illegal) for way in ways)
    assert sum(found.bounced.values()) == sum(way.replay.bounces for way in ways)
    for one in tickets:
        assert found.limbo.get(one.ticket_id, ()) == limbo(one, at=after(hours), calendar=ALWAYS_OPEN, after="4h")
