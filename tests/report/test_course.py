from datetime import timedelta
from types import SimpleNamespace

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.oracles.course import course_of
from tests.report.cases import AT, OPEN, PAUSED, REOPENED, courses, march, moves, ticket
from tests.strategies import COMMON, histories

from supportops._instants import to_us
from supportops.report.course import NEVER, courses_of
from supportops.tickets import Cancelled, EventTable, FieldChange, Merged, StatusMap, TicketHistory


def fields(found, number):
    """Return the columns of one ticket."""
    return SimpleNamespace(
        created=int(found.created[number]),
        first_priority=found.first_priority[number],
        priority=found.priority[number],
        is_moved=bool(found.is_moved[number]),
        resolved=none(found.resolved[number]),
        closed=none(found.closed[number]),
        reopened=int(found.reopened[number]),
        is_open=bool(found.is_open[number]),
    )


def none(at):
    return None if at == NEVER else int(at)


def course(history, at=AT):
    found = courses(history, at=at)
    turns = sorted(zip(found.turn_at.tolist(), found.turn_by.tolist(), strict=True), key=lambda turn: turn[0])
    return SimpleNamespace(**vars(fields(found, 0)), turns=turns)


def days(turns):
    return [((at - to_us(march(1, 0))) // 86_400_000_000 + 1, by) for at, by in turns]


def test_an_open_ticket_has_come_and_not_gone():
    found = course(OPEN)
    assert (found.is_open, found.resolved, found.closed, found.reopened) == (True, None, None, 0)
    assert days(found.turns) == [(31, 1)]


def test_a_closed_ticket_was_resolved_once_and_keeps_that_instant():
    found = course(PAUSED)
    assert (found.resolved, found.closed) == (to_us(march(3, 12)), to_us(march(5, 12)))
    assert days(found.turns) == [(2, 1), (3, -1)]


def test_a_reopening_takes_the_resolution_back_until_the_next_one():
    assert course(REOPENED).reopened == 1
    assert days(course(REOPENED).turns) == [(9, 1), (9, -1), (11, 1), (12, -1)]
    assert course(REOPENED, march(11, 10)).resolved is None
    assert course(REOPENED).resolved == to_us(march(12))


def test_later_events_are_not_read():
    assert course(PAUSED, march(3, 11)).resolved is None
    assert course(PAUSED, march(4)).closed is None


def test_a_ticket_created_resolved_came_and_went():
    found = course(ticket("A", march(2), status="resolved"))
    assert (found.resolved, found.is_open, days(found.turns)) == (to_us(march(2)), False, [(2, 1), (2, -1)])


def test_a_ticket_closed_without_being_resolved_is_resolved_then():
    found = course(ticket("A", march(2), *moves((march(3), "closed"))))
    assert found.resolved == found.closed == to_us(march(3))


def test_reopening_a_closed_ticket_opens_it_and_closing_it_again_counts_from_then():
    found = course(ticket("A", march(2), *moves((march(3), "closed"), (march(4), "open"), (march(5), "closed"))))
    assert (found.closed, found.reopened) == (to_us(march(5)), 1)


def test_closing_twice_keeps_the_first_instant():
    found = course(ticket("A", march(2), *moves((march(3), "closed"), (march(4), "closed"))))
    assert found.closed == to_us(march(3))


def test_a_change_of_priority_or_tier_moves_the_target():
    moved = course(ticket("A", march(2), FieldChange(at=march(3), field="priority", to="P1")))
    assert (moved.first_priority, moved.priority, moved.is_moved) == ("P2", "P1", True)
    assert course(ticket("A", march(2), FieldChange(at=march(3), field="tier", to="gold"))).is_moved
    assert not course(ticket("A", march(2), FieldChange(at=march(3), field="seats", to=3))).is_moved


def test_a_merged_or_cancelled_ticket_is_not_open_and_was_not_resolved():
    for event in (Merged(at=march(3), into="B"), Cancelled(at=march(3), reason="spam")):
        found = course(ticket("A", march(2), event, *moves((march(4), "resolved"))))
        assert (found.is_open, found.resolved, days(found.turns)) == (False, None, [(2, 1), (3, -1)])
    late = course(ticket("A", march(2), *moves((march(3), "resolved")), Merged(at=march(4), into="B")))
    assert (late.resolved, days(late.turns)) == (to_us(march(3)), [(2, 1), (3, -1)])


def test_statuses_mean_what_their_map_says():
    history = ticket("A", march(2), *moves((march(3), "resolved")))
    events = tuple(e.model_copy(update={"to": "Fertig"}) if e.kind == "status_change" else e for e in history.events)
    own = TicketHistory(ticket_id="A", events=events, status_map=StatusMap({"Fertig": "resolved"}))
    assert course(own).resolved == to_us(march(3))


@settings(max_examples=150, deadline=None)
@given(st.lists(histories(kinds=(*COMMON, "merged", "cancelled")), min_size=1, max_size=4), st.integers(0, 20_000))
def test_columns_say_what_each_ticket_says_event_by_event(log, minutes):
    log = [history.model_copy(update={"ticket_id": str(number)}) for number, history in enumerate(log)]
    at = max(history.created.at for history in log) + timedelta(minutes=minutes)
    found = courses_of(EventTable.from_histories(log), to_us(at))
    slow = [course_of(history, to_us(at)) for history in log]
    for number, expected in enumerate(slow):
        got = vars(fields(found, number))
        assert got == {name: getattr(expected, name) for name in got}
    turns = sorted(turn for expected in slow for turn in expected.turns)
    assert sorted(zip(found.turn_at.tolist(), found.turn_by.tolist(), strict=True)) == turns
    assert found.turn_at[: len(log)].tolist() == [expected.created for expected in slow]
