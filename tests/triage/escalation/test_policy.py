"""What a ladder answers: the plan, who was told, when to wake, and when it is used up."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone
from enum import Enum

import pytest
from tests.triage.escalation.ladders import DESK, NEVER, SUNDAY, acked, ladder, minute, resolved, told, triggered

from supportops.errors import ConfigurationError, DomainError, HorizonError, NaiveDatetimeError
from supportops.triage.escalation.notify import Notify
from supportops.triage.escalation.policy import EscalationPolicy
from supportops.triage.escalation.step import EscalationStep

TWO = ladder((0, "ann"), (30, "bob"))


def test_a_step_for_several_roles_makes_a_notification_for_each():
    both = EscalationPolicy(steps=(EscalationStep("5m", ("ann", Notify("bob", channel="sms"))),))
    first, second = both.plan(SUNDAY)
    assert (first.role, second.role, second.notify.channel) == ("ann", "bob", "sms")
    assert (first.at, first.step) == (second.at, second.step) == (minute(5), 0)


def test_a_repeated_ladder_starts_again_after_each_round():
    twice = ladder((0, "ann"), (5, "bob"), repeat=2, round_length="20m")
    plan = twice.plan(SUNDAY)
    assert told(plan) == [(0, "ann"), (5, "bob"), (20, "ann"), (25, "bob"), (40, "ann"), (45, "bob")]
    assert [(found.round, found.step) for found in plan] == [(0, 0), (0, 1), (1, 0), (1, 1), (2, 0), (2, 1)]


def test_a_step_listed_after_a_later_one_waits_for_it():
    assert told(ladder((30, "ann"), (10, "bob")).plan(SUNDAY)) == [(30, "ann"), (30, "bob")]


def test_a_round_waits_for_the_last_step_of_the_one_before():
    late = ladder((50, "ann"), (10, "bob"), repeat=1, round_length="50m")
    assert told(late.plan(SUNDAY)) == [(50, "ann"), (50, "bob"), (100, "ann"), (100, "bob")]
    later = ladder((0, "eve"), (50, "ann"), (10, "bob"), repeat=1, round_length="50m")
    assert told(later.plan(SUNDAY))[3] == (50, "eve")


def test_a_round_is_as_long_as_its_longest_wait_wherever_that_is_listed():
    with pytest.raises(ConfigurationError, match="a round of 49m ends before its last step at 50m") as caught:
        ladder((50, "ann"), (10, "bob"), repeat=1, round_length="49m")
    assert [path for path, _ in caught.value.faults] == ["round_length"]


def test_a_faulty_repeat_is_one_fault():
    with pytest.raises(ConfigurationError) as caught:
        ladder((0, "ann"), repeat=True)
    assert [path for path, _ in caught.value.faults] == ["repeat"]


def test_words_may_be_members_of_an_enum():
    kind, window = Enum("Kind", {"UP": "hierarchical"}), Enum("Window", {"D": "delay"})
    step = EscalationStep("0m", "ann", in_window=window.D)
    policy = EscalationPolicy(steps=(step,), kind=kind.UP)
    assert (policy.kind, policy.steps[0].in_window) == ("hierarchical", "delay")


def test_one_step_alone_and_what_is_no_step_are_refused_with_what_to_write():
    step = EscalationStep("0m", "ann")
    with pytest.raises(ConfigurationError) as caught:
        EscalationPolicy(steps=step)
    text = "one EscalationStep alone, where a sequence is asked for; write (EscalationStep(...),)"
    assert caught.value.faults == (("steps", text),)
    with pytest.raises(ConfigurationError, match=r"steps\[0\]: \('0m', 'x'\) is no step; write EscalationStep"):
        EscalationPolicy(steps=[("0m", "x")])
    with pytest.raises(ConfigurationError, match="window: 'Mon-Fri 09:00-17:00' is no calendar; give BusinessCalendar"):
        EscalationStep("0m", "ann", window="Mon-Fri 09:00-17:00")


def test_events_after_the_instant_are_not_read_whatever_their_order():
    events = [triggered(), acked(50), resolved(20)]
    assert told(TWO.due(minute(10), events)) == [(0, "ann")]
    assert TWO.next_wake(minute(10), events) == minute(30)


def test_without_events_nobody_is_told():
    assert TWO.due(minute(10), []) == ()
    assert TWO.next_wake(minute(10), [triggered(11)]) is None


def test_since_leaves_out_its_own_instant():
    events = [triggered()]
    assert told(TWO.due(minute(30), events, since=minute(0))) == [(30, "bob")]
    assert TWO.due(minute(30), events, since=minute(30)) == ()
    assert TWO.due(minute(10), events, since=minute(20)) == ()
    assert told(TWO.due(minute(30), events, since=minute(0, seconds=-1))) == [(0, "ann"), (30, "bob")]


def test_any_zone_will_do_and_answers_are_in_utc():
    there = timezone(timedelta(hours=-8))
    wake = TWO.next_wake(minute(3).astimezone(there), [triggered()])
    assert (wake, wake.tzinfo) == (minute(30), UTC)


def test_a_ladder_is_used_up_at_the_end_of_its_last_round():
    assert TWO.exhausted_at(SUNDAY) is None
    rounds = ladder((0, "ann"), (5, "bob"), repeat=2, round_length="20m")
    assert rounds.exhausted_at(SUNDAY) == minute(60)


def test_a_last_step_after_the_end_of_the_round_puts_the_end_off():
    assert ladder((0, "ann"), (30, "bob"), round_length="20m").exhausted_at(SUNDAY) == minute(30)


def test_a_ladder_whose_windows_never_open_is_used_up_all_the_same():
    never = EscalationPolicy(steps=(EscalationStep("0m", "ann", window=NEVER),), round_length="20m")
    assert never.plan(SUNDAY) == ()
    assert never.exhausted_at(SUNDAY) == minute(20)


@pytest.mark.parametrize(
    "call",
    [
        lambda at: TWO.due(at, []),
        lambda at: TWO.due(SUNDAY, [], since=at),
        lambda at: TWO.next_wake(at, []),
        TWO.plan,
        TWO.exhausted_at,
        lambda at: TWO.simulate(5, start=at),
    ],
    ids=["due", "since", "next_wake", "plan", "exhausted_at", "simulate"],
)
def test_an_instant_without_a_zone_or_of_another_kind_is_refused(call):
    with pytest.raises(NaiveDatetimeError):
        call(datetime(2026, 3, 1))
    for given in (date(2026, 3, 1), "2026-03-01", 0):
        with pytest.raises(DomainError, match="give an aware datetime"):
            call(given)


def test_a_plan_past_the_last_year_is_refused():
    with pytest.raises(HorizonError):
        TWO.plan(datetime(9999, 12, 31, 23, 59, tzinfo=UTC))


def test_a_ladder_is_a_value():
    given = {"name": "x", "kind": "hierarchical", "repeat": 3, "round_length": "1h", "ack_timeout": "1 day"}
    policy = EscalationPolicy(steps=(EscalationStep("30m", ("ann", "bob"), window=DESK),), **given)
    policy.plan(SUNDAY)
    again = EscalationPolicy.model_validate_json(policy.model_dump_json())
    assert again == policy
    assert hash(again) == hash(policy)
    assert (policy.round_length, policy.ack_timeout) == (timedelta(hours=1), timedelta(days=1))
    assert policy.model_copy(update={"repeat": 0}).plan(SUNDAY) == again.plan(SUNDAY)[:2]


@pytest.mark.parametrize(
    ("given", "paths"),
    [
        ({"steps": ()}, ["steps"]),
        ({"repeat": -1, "ack_timeout": "0m"}, ["repeat", "ack_timeout"]),
        ({"repeat": 1_001, "round_length": "1h"}, ["repeat"]),
        ({"repeat": True, "round_length": "1h"}, ["repeat"]),
        ({"repeat": 1}, ["round_length"]),
        ({"repeat": 1, "round_length": "29m"}, ["round_length"]),
        ({"round_length": "0m", "ack_timeout": "-1m"}, ["round_length", "ack_timeout"]),
        ({"repeat": 1, "ack_timeout": "0m"}, ["ack_timeout", "round_length"]),
        ({"repeat": 1, "round_length": "5m", "kind": "both"}, ["kind", "round_length"]),
        ({"repeat": 1, "steps": ()}, ["steps", "round_length"]),
        ({"steps": ({"after": "-1m", "notify": ()}, {"after": "1", "notify": ""}), "repeat": -2},
         ["steps[0].after", "steps[0].notify", "steps[1].after", "steps[1].notify[0].role", "repeat"]),
    ],
)  # fmt: skip
def test_every_fault_of_a_ladder_is_named_at_once(given, paths):
    with pytest.raises(ConfigurationError) as caught:
        EscalationPolicy(**{"steps": TWO.steps, **given})
    assert [path for path, _ in caught.value.faults] == paths


def test_a_round_as_long_as_its_last_offset_is_allowed():
    assert ladder((0, "ann"), (30, "bob"), repeat=1, round_length="30m").repeat == 1


def test_a_ladder_of_too_many_notifications_is_refused():
    crowd = EscalationStep("0m", tuple(f"role {n}" for n in range(100)))
    with pytest.raises(ConfigurationError, match=r"repeat: the rounds make 100,100 notifications"):
        EscalationPolicy(steps=(crowd,), repeat=1_000, round_length="1m")
    assert len(EscalationPolicy(steps=(crowd,), repeat=999, round_length="1m").plan(SUNDAY)) == 100_000
