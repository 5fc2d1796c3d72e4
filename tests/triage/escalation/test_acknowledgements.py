"""What an acknowledgement, its end and a resolution do to a running ladder."""

from __future__ import annotations

import pytest
from tests.triage.escalation.ladders import acked, changed, ladder, minute, resolved, told, triggered

from supportops.errors import DomainError
from supportops.triage.escalation.events import Triggered

TWO = ladder((0, "ann"), (30, "bob"))
HELD = ladder((0, "ann"), (30, "bob"), ack_timeout="60m")


def test_what_is_due_at_the_acknowledgement_has_fired_and_the_rest_is_dropped():
    assert told(TWO.due(minute(90), [triggered(), acked(30)])) == [(0, "ann"), (30, "bob")]
    assert told(TWO.due(minute(90), [triggered(), acked(29, seconds=59)])) == [(0, "ann")]
    assert TWO.next_wake(minute(20), [triggered(), acked(10)]) is None


def test_an_acknowledgement_before_the_first_step_leaves_nobody_told():
    assert ladder((15, "ann"), (30, "bob")).due(minute(90), [triggered(), acked(5)]) == ()


def test_when_an_acknowledgement_runs_out_the_ladder_begins_anew():
    events = [triggered(), acked(10)]
    assert HELD.next_wake(minute(10), events) == minute(70)
    found = HELD.due(minute(500), events)
    assert told(found) == [(0, "ann"), (70, "ann"), (100, "bob")]
    assert [(told.round, told.step) for told in found] == [(0, 0), (0, 0), (0, 1)]


def test_it_begins_anew_once_for_each_acknowledgement_with_all_its_rounds():
    rounds = ladder((0, "ann"), (5, "bob"), repeat=1, round_length="20m", ack_timeout="60m")
    found = rounds.due(minute(5_000), [triggered(), acked(3)])
    assert told(found) == [(0, "ann"), (63, "ann"), (68, "bob"), (83, "ann"), (88, "bob")]
    assert rounds.next_wake(minute(88), [triggered(), acked(3)]) is None


def test_a_second_acknowledgement_puts_the_next_page_off():
    assert told(HELD.due(minute(99), [triggered(), acked(10), acked(60)])) == [(0, "ann")]
    assert HELD.next_wake(minute(99), [triggered(), acked(10), acked(60)]) == minute(120)


def test_an_acknowledgement_at_the_very_end_of_one_is_paged_and_puts_off():
    events = [triggered(), acked(10), acked(70)]
    assert told(HELD.due(minute(110), events)) == [(0, "ann"), (70, "ann")]
    assert HELD.next_wake(minute(70), events) == minute(130)


def test_the_new_run_is_acknowledged_like_the_first():
    events = [triggered(), acked(10), acked(75)]
    assert told(HELD.due(minute(400), events)) == [(0, "ann"), (70, "ann"), (135, "ann"), (165, "bob")]


@pytest.mark.parametrize(("at", "roles"), [(29, ["ann"]), (30, ["ann", "bob"]), (31, ["ann", "bob"])])
def test_what_is_due_at_the_resolution_has_fired_and_the_rest_is_dropped(at, roles):
    found = HELD.due(minute(500), [triggered(), resolved(at)])
    assert [each.role for each in found] == roles


def test_a_resolution_ends_the_wait_for_an_acknowledgement_to_run_out():
    events = [triggered(), acked(10), resolved(69)]
    assert told(HELD.due(minute(500), events)) == [(0, "ann")]
    assert HELD.next_wake(minute(69), events) is None


def test_a_second_trigger_counts_after_a_resolution_only():
    assert told(TWO.due(minute(90), [triggered(), triggered(20)])) == [(0, "ann"), (30, "bob")]
    again = [triggered(), acked(5), resolved(10), triggered(20)]
    assert told(TWO.due(minute(90), again)) == [(0, "ann"), (20, "ann"), (50, "bob")]
    assert TWO.next_wake(minute(20), again) == minute(50)


def test_a_trigger_at_the_instant_of_the_resolution_starts_afresh():
    assert told(TWO.due(minute(40), [triggered(), resolved(30), triggered(30)])) == [
        (0, "ann"),
        (30, "bob"),
        (30, "ann"),
    ]


def test_a_new_trigger_forgets_the_old_acknowledgement():
    events = [triggered(), acked(5), resolved(10), triggered(20)]
    assert told(HELD.due(minute(500), events)) == [(0, "ann"), (20, "ann"), (50, "bob")]


def test_after_a_resolution_the_other_events_change_nothing():
    events = [triggered(), resolved(5), acked(6), resolved(7), changed(8, "x"), triggered(20)]
    assert told(TWO.due(minute(19), events)) == [(0, "ann")]
    assert told(TWO.due(minute(30), events)) == [(0, "ann"), (20, "ann")]


def test_one_ladder_does_not_look_at_severities():
    events = [triggered(0, "SEV1"), changed(10, "no such thing")]
    assert told(TWO.due(minute(90), events)) == [(0, "ann"), (30, "bob")]


@pytest.mark.parametrize("event", [acked(0), resolved(0), changed(0, "SEV1")])
def test_an_event_before_the_first_trigger_is_refused(event):
    with pytest.raises(DomainError, match=r"events\[0\].* comes before the first Triggered") as caught:
        TWO.due(minute(5), [event, triggered()])
    assert (caught.value.field, caught.value.index, caught.value.value) == ("events", 0, event)


def test_events_out_of_order_are_refused_with_their_place_in_all_that_was_given():
    events = [triggered(99), triggered(), acked(10), resolved(9)]
    with pytest.raises(DomainError, match=r"events\[3\].* is earlier than the event before it") as caught:
        TWO.next_wake(minute(20), events)
    assert (caught.value.field, caught.value.index) == ("events", 3)


@pytest.mark.parametrize("stranger", ["triggered", None, {"kind": "triggered"}, minute(0)])
def test_what_is_no_event_is_refused(stranger):
    with pytest.raises(DomainError, match=r"events\[1\].* is no event; give Triggered") as caught:
        TWO.due(minute(20), [triggered(), stranger])
    assert caught.value.index == 1


def test_more_than_a_hundred_thousand_notifications_are_refused_and_since_helps():
    crowd = ladder((0, "ann"), repeat=999, round_length="1m")
    events = [event for n in range(101) for event in (triggered(n * 1000), resolved(n * 1000 + 999))]
    with pytest.raises(DomainError, match="more than 100,000 notifications; ask with `since`"):
        crowd.due(minute(10**6), events)
    assert len(crowd.due(minute(10**6), events, since=minute(99_000))) == 1_999


def test_a_short_acknowledgement_and_many_years_make_one_run():
    short = ladder((0, "ann"), ack_timeout="1s")
    assert len(short.due(minute(5_000_000), [Triggered(minute(0)), acked(0)])) == 2
