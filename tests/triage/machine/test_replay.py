from datetime import datetime, timedelta
from enum import StrEnum
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.triage.machine.machines import START, STATES, TICKET, hours, machines

from supportops.errors import AmbiguousMatchError, ConfigurationError, DomainError, NaiveDatetimeError, TransitionError
from supportops.triage import Followed, IllegalMove, Replay, StateMachine, Transition, Visit, any_of

SOLVED = {"resolution": "solved"}


class State(StrEnum):
    NEW = "new"
    OPEN = "open"


def test_events_become_visits():
    replay = TICKET.replay(
        [
            (hours(1), "start"),
            (hours(2), "note"),
            (hours(4), "close", SOLVED),
            (hours(5), "reopen", None),
            (hours(7), "close", {"resolution": "duplicate"}),
        ],
        start=START,
    )
    assert replay.state == "closed"
    assert replay.visits == (
        ("new", hours(0), hours(1)),
        ("open", hours(1), hours(4)),
        ("closed", hours(4), hours(5)),
        ("open", hours(5), hours(7)),
        ("closed", hours(7), None),
    )
    assert (replay.visits[0].state, replay.visits[0].entered, replay.visits[0].left) == replay.visits[0]
    assert replay.time_in == {
        "new": timedelta(hours=1),
        "open": timedelta(hours=5),
        "closed": timedelta(hours=1),
    }
    # open, closed, open, closed: straight back twice.
    assert replay.bounces == 2


def test_without_events_the_first_visit_lasts():
    replay = TICKET.replay([], start=START)
    assert replay.visits == (("new", START, None),)
    assert (replay.state, replay.time_in, replay.bounces) == ("new", {}, 0)


def test_two_events_at_one_instant_make_a_visit_of_no_time():
    replay = TICKET.replay([(START, "start"), (START, "close", SOLVED)], start=START)
    assert replay.time_in == {"new": timedelta(0), "open": timedelta(0)}


def test_a_refused_event_is_told_with_its_place():
    with pytest.raises(TransitionError, match=r"^events\[1\]: 'start' is not allowed in state 'open'") as raised:
        TICKET.replay([(hours(1), "start"), (hours(2), "start")], start=START)
    assert (raised.value.index, raised.value.allowed) == (1, ("close", "note"))
    with pytest.raises(TransitionError, match=r"^events\[1\]: 'close' .*resolution is none") as raised:
        TICKET.replay([(hours(1), "start"), (hours(2), "close", {"resolution": "none"})], start=START)
    assert raised.value.index == 1


def test_a_missing_or_wrong_fact_is_told_with_its_place():
    for facts in ((), (None,), ({},)):
        with pytest.raises(DomainError, match=r"^events\[1\]: 'close' in state 'open' depends on") as raised:
            TICKET.replay([(hours(1), "start"), (hours(2), "close", *facts)], start=START)
        assert (raised.value.index, raised.value.field) == (1, "resolution")
    with pytest.raises(DomainError, match=r"^events\[1\]: resolution is 'slved'") as raised:
        TICKET.replay([(hours(1), "start"), (hours(2), "close", {"resolution": "slved"})], start=START)
    assert (raised.value.index, raised.value.field, raised.value.allowed) == (
        1, "resolution", ("solved", "duplicate", "none"),
    )  # fmt: skip


def test_an_ambiguous_event_is_told_with_its_place():
    desk = StateMachine(
        states=("a", "b"),
        transitions=(Transition("go", "a", "b"), Transition("go", "a", "a")),
        initial="a",
        final="b",
    )
    with pytest.raises(AmbiguousMatchError, match=r"^events\[0\]: 'go' in state 'a'"):
        desk.replay([(hours(1), "go")], start=START)


def test_events_out_of_order_are_told_with_their_place():
    with pytest.raises(DomainError, match=r"^events\[1\]\.at is 2026") as raised:
        TICKET.replay([(hours(2), "start"), (hours(1), "note")], start=START)
    assert raised.value.index == 1
    with pytest.raises(DomainError, match=r"before 2026-03-02T09:00:00") as raised:
        TICKET.replay([(hours(-1), "start")], start=START)
    assert raised.value.index == 0
    with pytest.raises(DomainError) as raised:
        TICKET.follow([(hours(1), "open"), (hours(2), "open"), (hours(1), "closed")], start=START)
    assert raised.value.index == 2


def test_instants_without_a_zone_are_refused_with_their_place():
    with pytest.raises(NaiveDatetimeError) as raised:
        TICKET.replay([(hours(1), "start"), (datetime(2026, 3, 3), "note")], start=START)
    assert raised.value.index == 1
    for ask in (TICKET.replay, TICKET.follow):
        with pytest.raises(NaiveDatetimeError) as raised:
            ask([], start=datetime(2026, 3, 2))
        assert raised.value.index is None
        with pytest.raises(DomainError, match="start is '2026'; give an aware datetime"):
            ask([], start="2026")


@pytest.mark.parametrize("row", ["start", (START,), (START, "start", {}, 1), None], ids=repr)
def test_what_is_no_event_is_refused(row):
    with pytest.raises(DomainError, match=r"events\[0\] is .*; give \(instant, event\) or") as raised:
        TICKET.replay([row], start=START)
    assert (raised.value.index, raised.value.field) == (0, "events")


def test_what_is_no_list_is_refused():
    with pytest.raises(DomainError, match=r"events is None; give a list of \(instant, event\)"):
        TICKET.replay(None, start=START)
    with pytest.raises(DomainError, match="states is 3"):
        TICKET.follow(3, start=START)


def test_what_is_no_record_is_refused():
    with pytest.raises(DomainError, match=r"states\[0\] is .*; give \(instant, state\)"):
        TICKET.follow([(START, "open", {})], start=START)


def test_recorded_states_are_followed_and_illegal_moves_made_all_the_same():
    followed = TICKET.follow(
        [
            (hours(0), "new"),
            (hours(1), State.OPEN),
            (hours(2), "open"),
            (hours(3), "new"),
            (hours(4), "closed"),
            (hours(5), "closed"),
            (hours(6), "open"),
        ],
        start=START,
    )
    assert followed.replay.visits == (
        ("new", hours(0), hours(1)),
        ("open", hours(1), hours(3)),
        ("new", hours(3), hours(4)),
        ("closed", hours(4), hours(6)),
        ("open", hours(6), None),
    )
    assert type(followed.replay.visits[1].state) is str
    [move] = followed.illegal
    assert (move.index, move.at, move.source, move.target) == (3, hours(3), "open", "new")
    assert str(followed) == "In open; 1 illegal move\n  [3] at 2026-03-02T12:00:00+00:00: open -> new"


def test_the_guard_is_not_asked_of_recorded_states():
    # "expire" leads from new to closed, for an age that nobody recorded.
    followed = TICKET.follow([(hours(1), "closed")], start=START)
    assert followed.illegal == ()
    assert str(followed) == "In closed; no illegal moves"


def test_a_first_record_that_is_not_the_initial_state_is_a_move_from_there():
    followed = TICKET.follow([(hours(0), "open")], start=START)
    assert followed.replay.visits == (("new", START, START), ("open", START, None))
    assert followed.illegal == ()


@pytest.mark.parametrize("state", ["opne", 3, None, ["open"]])
def test_a_recorded_state_that_is_none_is_refused_with_its_place(state):
    with pytest.raises(DomainError, match=r"^states\[1\]: ") as raised:
        TICKET.follow([(hours(1), "open"), (hours(2), state)], start=START)
    assert (raised.value.index, raised.value.field, raised.value.value) == (1, "states", state)


def test_results_are_values():
    replay = TICKET.replay([(hours(1), "start")], start=START)
    assert Replay.model_validate_json(replay.model_dump_json()) == replay
    assert hash(Replay.model_validate_json(replay.model_dump_json())) == hash(replay)
    assert type(Replay.model_validate_json(replay.model_dump_json()).visits[0]) is Visit
    followed = TICKET.follow([(hours(1), "open"), (hours(2), "new")], start=START)
    again = Followed.model_validate_json(followed.model_dump_json())
    assert again == followed
    assert hash(again) == hash(followed)
    assert again.illegal == (IllegalMove(index=1, at=hours(2), source="open", target="new"),)
    with pytest.raises(ConfigurationError):
        Replay(visits=[])
    with pytest.raises(NaiveDatetimeError):
        Replay(visits=[("new", datetime(2026, 3, 2), None)])


def test_visits_follow_one_another():
    with pytest.raises(ConfigurationError) as raised:
        Replay(visits=[("new", hours(2), hours(1)), ("open", hours(1), None), ("new", hours(3), hours(4))])
    assert raised.value.faults == (
        ("visits[0].left", "2026-03-02T10:00:00+00:00 is before it was entered, 2026-03-02T11:00:00+00:00"),
        (
            "visits[2].entered",
            "2026-03-02T12:00:00+00:00 does not follow the visit above of 'open', which lasts; "
            "only the last visit does",
        ),
    )
    with pytest.raises(ConfigurationError, match="of 'new', left at 2026-03-02T10:00:00") as raised:
        Replay(visits=[("new", START, hours(1)), ("open", hours(2), None)])
    assert [path for path, _ in raised.value.faults] == ["visits[1].entered"]
    with pytest.raises(ConfigurationError) as raised:
        Replay(visits=[("", START, hours(1)), ("open", hours(1), None)])
    assert [path for path, _ in raised.value.faults] == ["visits[0][0]"]


def test_a_log_is_followed_by_its_targets():
    log = TICKET.record(None, "start", at=hours(1))
    for ask in (TICKET.replay, TICKET.follow):
        with pytest.raises(DomainError, match=r"follow\(\[\(entry.at, entry.target\) for entry in log.entries\]"):
            ask(log, start=START)
    assert TICKET.follow([(entry.at, entry.target) for entry in log.entries], start=START).replay.state == "open"


def test_an_instant_without_a_zone_is_refused_with_its_place():
    with pytest.raises(NaiveDatetimeError, match=r"^events\[1\]: ") as raised:
        TICKET.replay([(hours(1), "start"), (datetime(2026, 3, 2), "close")], start=START)
    assert (raised.value.index, raised.value.field) == (1, "at")
    with pytest.raises(NaiveDatetimeError, match=r"^states\[0\]: "):
        TICKET.follow([(datetime(2026, 3, 2), "open")], start=START)
    with pytest.raises(NaiveDatetimeError, match=r"^datetime") as raised:
        TICKET.follow([], start=datetime(2026, 3, 2))
    assert raised.value.field == "start"


def test_an_ambiguous_event_has_its_place():
    moves = [Transition("go", "a", "b", when={"x": "1"}), Transition("go", "a", "a", when={"x": any_of("1", "2")})]
    machine = StateMachine(states=("a", "b"), transitions=moves, initial="a", final=(), inputs={"x": ("1", "2")})
    with pytest.raises(AmbiguousMatchError) as raised:
        machine.replay([(hours(1), "go", {"x": "2"}), (hours(2), "go", {"x": "1"})], start=START)
    assert raised.value.index == 1
    with pytest.raises(AmbiguousMatchError) as raised:
        machine.step("a", "go", {"x": "1"})
    assert raised.value.index is None


def test_facts_that_are_no_mapping_are_refused_with_the_place_of_their_event():
    with pytest.raises(DomainError, match=r"events\[0\]: facts is 'solved'; give a mapping") as raised:
        TICKET.replay([(hours(1), "start", "solved")], start=START)
    assert (raised.value.index, raised.value.field) == (0, "facts")


def test_a_replay_is_shown_as_a_table():
    replay = TICKET.replay([(hours(1), "start")], start=START)
    assert str(replay).splitlines()[0] == "In open; 0 bounces"
    assert "| new | 2026-03-02T09:00:00+00:00 | 2026-03-02T10:00:00+00:00 | 1h |" in replay.to_markdown()
    assert "<td>new</td>" in replay._repr_html_()
    back = TICKET.follow([(START, "open"), (START, "new")], start=START).replay
    assert str(back).splitlines()[0] == "In new; 1 bounce"


@given(machines, st.lists(st.tuples(st.integers(0, 5), st.sampled_from(STATES)), max_size=12))
def test_following_makes_every_move_and_lists_those_without_a_transition(desk, steps):
    instants = [START]
    for hour, _ in steps:
        instants.append(instants[-1] + timedelta(hours=hour))
    records = [(at, state) for at, (_, state) in zip(instants[1:], steps, strict=True)]
    followed = desk.follow(records, start=START)
    path = [desk.initial, *(state for _, state in records)]
    wrong = [
        index
        for index, (source, target) in enumerate(pairwise(path))
        if source != target and not any((one.source, one.target) == (source, target) for one in desk.transitions)
    ]
    assert [move.index for move in followed.illegal] == wrong
    visits = followed.replay.visits
    assert followed.replay.state == path[-1]
    assert all(a.left == b.entered and a.state != b.state for a, b in pairwise(visits))
    # Closed visits and the time since the last one add up to the whole.
    total = sum(followed.replay.time_in.values(), timedelta(0))
    assert total == visits[-1].entered - START
