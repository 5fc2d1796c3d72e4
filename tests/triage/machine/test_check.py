from time import process_time

import pytest
from hypothesis import given
from tests.triage.machine import check_oracle as oracle
from tests.triage.machine.machines import ALL_FACTS, TICKET, machines

from supportops.triage import (
    P1_TO_P5,
    MachineCheck,
    StateMachine,
    Transition,
    any_of,
    at_least,
    contains_words,
    is_missing,
    is_present,
    less_than,
    more_than,
    none_of,
    optional,
)


def machine(*transitions, states="abcd", initial="a", final="d", inputs=None):
    return StateMachine(
        states=tuple(states), transitions=transitions, initial=initial, final=final, inputs=inputs or {}
    )


def moves(*ways, **more):
    """Transitions from "ab": a leads to b."""
    return [Transition(f"go_{way}", way[0], way[1], **more) for way in ways]


def test_a_sound_machine_has_no_finding():
    found = TICKET.check()
    assert found.ok
    assert str(found) == found.to_markdown() == "ticket: nothing found"
    assert found == MachineCheck(name="ticket", initial="new")


def test_what_is_not_reached_and_what_leads_nowhere_is_found():
    found = machine(*moves("ab", "ac", "bd")).check()
    assert found.unreachable == ()
    assert found.dead_ends == found.no_way_to_final == ("c",)
    found = machine(*moves("ab", "ba", "cd")).check()
    assert found.unreachable == ("c", "d")
    assert found.dead_ends == ()
    assert found.no_way_to_final == ("a", "b")
    assert not found.ok


def test_a_transition_to_itself_is_no_way_out():
    assert machine(*moves("ab", "bb", "ac", "cd")).check().dead_ends == ("b",)


def test_a_final_state_is_no_dead_end_and_may_be_left():
    assert machine(*moves("ab", "bc", "cd", "db")).check().ok


def test_without_final_states_nothing_is_said_about_the_end():
    found = machine(*moves("ab", "bc", "ca", "cd"), final=()).check()
    assert found.no_way_to_final == ()
    assert found.dead_ends == ("d",)


@pytest.mark.parametrize(
    ("one", "other", "both"),
    [
        (at_least(5), less_than(5), False),
        (at_least(5), less_than(6), True),
        (at_least(5), less_than(5.5), True),
        (any_of(1, 2), none_of(1, 2), False),
        (is_missing(), at_least(0), False),
        (is_missing(), is_present(), False),
        (at_least(0), is_present(), True),
    ],
    ids=repr,
)
def test_guards_that_can_both_hold_are_ambiguous(one, other, both):
    desk = machine(
        Transition("go", "a", "b", when={"n": one}),
        Transition("go", "a", "c", when={"n": other}),
        *moves("bd", "cd"),
        inputs={"n": optional("number")},
    )
    assert desk.check().ambiguous == ((("a", "go"),) if both else ())
    assert desk.check().ok is not both


def test_guards_on_different_facts_are_ambiguous():
    desk = machine(
        Transition("go", "a", "d", when={"x": True}), Transition("go", "a", "b", when={"y": True}),
        *moves("bd", "bc", "cd"), inputs={"x": "boolean", "y": "boolean"},
    )  # fmt: skip
    assert desk.check().ambiguous == (("a", "go"),)
    assert "ambiguous  go in a" in str(desk.check())


def test_phrases_that_can_stand_in_one_text_are_ambiguous():
    desk = machine(
        Transition("go", "a", "d", when={"subject": contains_words("refund")}),
        Transition("go", "a", "b", when={"subject": contains_words("broken")}),
        *moves("bd", "bc", "cd"), inputs={"subject": "text"},
    )  # fmt: skip
    assert desk.check().ambiguous == (("a", "go"),)


def test_a_guard_that_no_facts_meet_leads_nowhere():
    never = Transition("go", "a", "b", when={"n": less_than(0)})
    never_either = Transition("go", "a", "b", when={"rank": more_than("P1")})
    desk = machine(never, never_either, *moves("ac", "cd", "bd"), inputs={"n": at_least(0), "rank": P1_TO_P5})
    found = desk.check()
    assert found.impossible == (never, never_either)
    assert (found.unreachable, found.ambiguous, found.ok) == (("b",), (), False)
    assert "| impossible | go: a -> b if n < 0 | no facts meet the guard |" in found.to_markdown()


def test_automatic_cycles_are_livelocks_and_those_with_a_person_are_not():
    found = machine(*moves("bc", "cb", automatic=True), *moves("ab", "cd")).check()
    assert found.livelocks == (("b", "c"),)
    assert "livelock  b -> c -> b  it goes round without anybody" in str(found)
    assert machine(*moves("bc", automatic=True), *moves("ab", "cb", "cd")).check().ok


def test_an_automatic_transition_to_itself_is_a_livelock():
    assert machine(*moves("aa", automatic=True), *moves("ab", "bc", "cd")).check().livelocks == (("a",),)


def test_a_cycle_begins_with_the_state_that_is_listed_first():
    found = machine(*moves("ca", "ab", "bc", automatic=True), *moves("cd")).check()
    assert found.livelocks == (("a", "b", "c"),)


def test_cycles_that_share_a_state_are_told_apart():
    found = machine(*moves("ab", "ba", "ac", "ca", automatic=True), *moves("ad")).check()
    assert found.livelocks == (("a", "b"), ("a", "c"))


@given(machines)
def test_the_check_is_what_walking_every_way_finds(desk):
    found = desk.check()
    assert found.unreachable == oracle.unreachable(desk)
    assert found.dead_ends == oracle.dead_ends(desk)
    assert found.no_way_to_final == oracle.no_way_to_final(desk)
    assert set(found.ambiguous) == oracle.ambiguous(desk, ALL_FACTS)
    assert len(set(found.ambiguous)) == len(found.ambiguous)
    assert found.impossible == ()


@given(machines)
def test_every_automatic_transition_on_a_cycle_is_on_one_that_is_listed(desk):
    def edges(some):
        return {pair for cycle in some for pair in zip(cycle, (*cycle[1:], cycle[0]), strict=True)}

    found, every = desk.check().livelocks, oracle.cycles(desk)
    assert set(found) <= every
    assert len(set(found)) == len(found)
    assert edges(found) == edges(every)


@given(machines)
def test_a_check_is_a_value(desk):
    found = desk.check()
    assert MachineCheck.model_validate_json(found.model_dump_json()) == found
    assert hash(found) == hash(desk.check())
    assert found.ok == (str(found).endswith("nothing found"))


def test_findings_are_shown_as_a_table():
    found = machine(*moves("ab")).check()
    assert str(found).splitlines()[0] == "state machine: 7 findings"
    assert "| dead end | b | not final, and nothing leads out |" in found.to_markdown()
    assert "<td>unreachable</td><td>c</td>" in found._repr_html_()
    one = machine(*moves("ab", "bd"), states="abd", final=()).check()
    assert str(one).splitlines()[0] == "state machine: 1 finding"


def test_a_big_machine_is_checked_in_little_time():
    states = [f"s{number}" for number in range(1_500)]
    ring = [Transition("next", a, b, automatic=True) for a, b in zip(states, [*states[1:], states[0]], strict=True)]
    chords = [Transition("jump", a, states[(7 * n) % 1_500], automatic=True) for n, a in enumerate(states)]
    desk = StateMachine(states=states, transitions=[*ring, *chords], initial="s0", final=())
    started = process_time()
    found = desk.check()
    assert process_time() - started < 10
    assert found.unreachable == ()
    assert len(found.livelocks) == 100
    assert {state for cycle in found.livelocks for state in cycle} <= set(states)
