"""Recorded statuses as moves of a state machine."""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import StrEnum
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.triage.desk import MONDAY, after, said, status, ticket

from supportops.errors import DomainError, HistoryError, NaiveDatetimeError
from supportops.tickets import Created, Escalated, Merged, StatusMap, TicketHistory
from supportops.triage.lifecycle.definition import LIFECYCLE, LIFECYCLE_STATUS
from supportops.triage.lifecycle.following import follow_history
from supportops.triage.machine.machine import StateMachine
from supportops.triage.machine.transition import Transition

DESK = StateMachine(
    states=("Neu", "In Arbeit", "Erledigt"),
    transitions=(Transition("start", "Neu", "In Arbeit"), Transition("finish", "In Arbeit", "Erledigt")),
    initial="Neu",
    final="Erledigt",
)


def of_lifecycle(*statuses, first="new"):
    """Return a ticket with a status of the lifecycle each hour."""
    events = (
        Created(at=MONDAY, priority="P3", status=first),
        *(status(n, to) for n, to in enumerate(statuses, start=1)),
    )
    return TicketHistory(ticket_id="1", events=events, status_map=LIFECYCLE_STATUS)


def states_of(found):
    return [visit.state for visit in found.replay.visits]


def illegal(found):
    return [(move.index, move.source, move.target) for move in found.illegal]


def test_a_ticket_that_keeps_to_the_lifecycle_has_no_illegal_move():
    found = follow_history(of_lifecycle("triaged", "assigned", "in_progress", "resolved", "closed"), at=after(9))
    assert states_of(found) == ["new", "triaged", "assigned", "in_progress", "resolved", "closed"]
    assert found.illegal == ()
    assert found.replay.time_in["triaged"] == timedelta(hours=1)


def test_moves_that_the_machine_lacks_are_listed_and_made_all_the_same():
    found = follow_history(of_lifecycle("in_progress", "resolved", "triaged"), at=after(9))
    assert found.replay.state == "triaged"
    assert illegal(found) == [(1, "new", "in_progress"), (3, "resolved", "triaged")]
    assert found.illegal[1].at == after(3)


def test_a_ticket_that_was_created_in_another_state_moved_there_at_once():
    found = follow_history(of_lifecycle(first="resolved"), at=MONDAY)
    assert illegal(found) == [(0, "new", "resolved")]
    assert found.replay.state == "resolved"


def test_a_status_that_is_repeated_is_no_move():
    found = follow_history(of_lifecycle("triaged", "Triaged", "triaged"), at=after(9))
    assert (states_of(found), found.illegal) == (["new", "triaged"], ())


def test_only_what_is_known_at_the_instant_is_followed():
    history = of_lifecycle("triaged", "assigned")
    assert [follow_history(history, at=after(hours)).replay.state for hours in (0, 0.9, 1, 2)] == [
        "new",
        "new",
        "triaged",
        "assigned",
    ]


def test_only_statuses_are_read():
    events = [said(1), Escalated(at=after(2), level="L2"), Merged(at=after(3), into="2")]
    found = follow_history(ticket("1", *events), at=after(9))
    assert (states_of(found), found.illegal) == (["new"], ())


def test_another_machine_is_followed_in_its_own_words():
    events = (Created(at=MONDAY, priority="P3", status="neu"), status(1, "IN-ARBEIT"), status(2, "erledigt"))
    statuses = StatusMap({"neu": "new", "In Arbeit": "open", "Erledigt": "resolved"})
    history = TicketHistory(ticket_id="1", events=events, status_map=statuses)
    assert states_of(follow_history(history, at=after(9), machine=DESK)) == ["Neu", "In Arbeit", "Erledigt"]


def test_statuses_of_other_names_are_mapped_in_any_spelling():
    history = ticket("1", status(1, "On Hold"), status(2, "OPEN"))
    found = follow_history(history, at=after(9), states={"on_hold": "pending", "Open": "in_progress"})
    assert states_of(found) == ["new", "pending", "in_progress"]


def test_a_mapping_goes_before_a_state_of_the_same_name():
    found = follow_history(ticket("1", status(1, "pending")), at=after(9), states={"pending": "waiting_customer"})
    assert found.replay.state == "waiting_customer"


def test_members_of_an_enum_may_be_mapped():
    words = StrEnum("Words", {"WORK": "in_progress", "OPEN": "open"})
    found = follow_history(ticket("1", status(1, "open")), at=after(9), states={words.OPEN: words.WORK})
    assert (found.replay.state, type(found.replay.state)) == ("in_progress", str)


def test_an_unknown_status_is_refused_with_what_to_do():
    with pytest.raises(DomainError) as caught:
        follow_history(ticket("1", status(1, "open")), at=after(9))
    assert str(caught.value) == (
        "ticket '1': events[1]: the status 'open' is no state of the machine; map it (states={'open': ...}) or correct "
        "it; allowed: assigned, closed, engineering, escalated, in_progress, new, pending, resolved, triaged, "
        "waiting_customer"
    )
    assert (caught.value.field, caught.value.value, caught.value.allowed) == ("status", "open", LIFECYCLE.states)
    assert caught.value.index == 1
    created = Created(at=MONDAY, priority="P3", status="in_progres")
    misspelt = TicketHistory(ticket_id="1", events=(created,), status_map=StatusMap({"in_progres": "open"}))
    with pytest.raises(DomainError, match="did you mean 'in_progress'"):
        follow_history(misspelt, at=after(9))
    with pytest.raises(DomainError, match=r"or correct it \(you gave 'opne'\); allowed"):
        follow_history(ticket("1", status(1, "open")), at=after(9), states={"opne": "in_progress"})


def test_an_illegal_move_has_the_place_of_its_event_in_the_history():
    history = ticket("1", said(1), status(2, "open"), said(3), status(4, "new"))
    found = follow_history(history, at=after(9), states={"open": "in_progress"})
    assert [move.index for move in found.illegal] == [2, 4]
    assert [history.events[move.index].to for move in found.illegal] == ["open", "new"]
    assert [history.events[move.index].at for move in found.illegal] == [move.at for move in found.illegal]


@pytest.mark.parametrize(
    ("options", "field"), [({"machine": "x"}, "machine"), ({"at": None}, "at"), ({"at": "x"}, "at")]
)
def test_what_is_no_machine_or_instant_is_refused(options, field):
    with pytest.raises(DomainError, match=f"^{field} is ") as caught:
        follow_history(ticket("1"), **{"at": after(9), **options})
    assert caught.value.field == field


@pytest.mark.parametrize("given", [None, "4711", []])
def test_what_is_no_history_is_refused(given):
    with pytest.raises(DomainError, match=r"^history is .*; give the TicketHistory of one ticket"):
        follow_history(given, at=after(9))


def test_a_mapping_to_what_is_no_state_is_refused():
    with pytest.raises(DomainError, match=r"maps 'open' to 'in_progres', which is no state .* did you mean") as caught:
        follow_history(ticket("1"), at=MONDAY, states={"open": "in_progres"})
    assert (caught.value.field, caught.value.value, caught.value.allowed) == ("states", "in_progres", LIFECYCLE.states)


def test_one_status_in_two_spellings_has_one_state():
    same = {"On Hold": "pending", "on_hold": "pending"}
    assert follow_history(ticket("1"), at=MONDAY, states=same).replay.state == "new"
    with pytest.raises(DomainError, match="a status is one state") as caught:
        follow_history(ticket("1"), at=MONDAY, states={**same, "on-hold": "waiting_customer"})
    assert caught.value.field == "states"


def test_states_is_a_mapping():
    with pytest.raises(DomainError, match=r"states is .*; give a mapping"):
        follow_history(ticket("1"), at=MONDAY, states=[("open", "in_progress")])


def test_states_of_one_spelling_are_told_apart_by_their_exact_names():
    machine = StateMachine(states=("new", "On Hold", "on_hold"), transitions=(), initial="new", final=())
    exact = follow_history(ticket("1", status(1, "on_hold")), at=after(9), machine=machine)
    assert exact.replay.state == "on_hold"
    with pytest.raises(DomainError, match="did you mean 'on_hold' or 'On Hold'"):
        follow_history(ticket("1", status(1, "on-hold")), at=after(9), machine=machine)


def test_an_instant_before_the_creation_or_without_a_zone_is_refused():
    with pytest.raises(HistoryError, match="did not exist"):
        follow_history(ticket("1"), at=after(-1))
    with pytest.raises(NaiveDatetimeError):
        follow_history(ticket("1"), at=datetime(2026, 3, 3))


PAIRS = {(one.source, one.target) for one in LIFECYCLE.transitions}


@given(st.lists(st.sampled_from(LIFECYCLE.states), max_size=10), st.sampled_from(LIFECYCLE.states))
def test_a_move_is_illegal_exactly_when_no_transition_makes_it(states, first):
    found = follow_history(of_lifecycle(*states, first=first), at=after(99))
    path = ["new", first, *states]
    wanted = [
        (index, source, target)
        for index, (source, target) in enumerate(pairwise(path))
        if source != target and (source, target) not in PAIRS
    ]
    assert illegal(found) == wanted
    assert found.replay.state == path[-1]
