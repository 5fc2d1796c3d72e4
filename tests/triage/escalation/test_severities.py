"""A ladder for each severity, and what a change does to a running one."""

from __future__ import annotations

from enum import Enum, StrEnum

import pytest
from tests.triage.escalation.ladders import acked, changed, ladder, minute, published_set, resolved, told, triggered

from supportops.errors import ConfigurationError, DomainError
from supportops.triage.escalation.notify import Notify
from supportops.triage.escalation.policy import EscalationPolicy
from supportops.triage.escalation.severities import EscalationSet
from supportops.triage.escalation.step import EscalationStep


class Severity(StrEnum):
    HIGH = "high"
    LOW = "low"


HIGH = ladder((0, "ann"), (30, "vp"), (60, "cto"))
LOW = ladder((0, "bob"), (60, "ann"))
POLICIES = {"high": HIGH, "low": LOW}
FROM_START, FROM_CHANGE = EscalationSet(POLICIES), EscalationSet(POLICIES, on_change="from_change")
HELD = EscalationSet(
    {
        "high": HIGH.model_copy(update={"ack_timeout": "20m"}),
        "mid": ladder((0, "eve"), (30, "vp")),
        "low": LOW.model_copy(update={"ack_timeout": "60m"}),
    }
)


def test_each_severity_has_its_own_ladder():
    assert told(FROM_START.due(minute(30), [triggered(0, "high")])) == [(0, "ann"), (30, "vp")]
    assert told(FROM_START.due(minute(30), [triggered(0, Severity.LOW)])) == [(0, "bob")]
    assert FROM_START.next_wake(minute(30), [triggered(0, "low")]) == minute(60)


def test_from_the_start_what_has_passed_fires_at_the_change_and_the_rest_as_planned():
    events = [triggered(0, "low"), changed(40, "high")]
    assert told(FROM_START.due(minute(90), events)) == [(0, "bob"), (40, "ann"), (40, "vp"), (60, "cto")]
    assert [(found.step, found.round) for found in FROM_START.due(minute(90), events)[1:]] == [(0, 0), (1, 0), (2, 0)]
    assert FROM_START.next_wake(minute(40), events) == minute(60)


def test_from_the_change_the_whole_ladder_starts_there():
    events = [triggered(0, "low"), changed(40, "high")]
    assert told(FROM_CHANGE.due(minute(200), events)) == [(0, "bob"), (40, "ann"), (70, "vp"), (100, "cto")]
    assert FROM_CHANGE.next_wake(minute(70), events) == minute(100)


def test_who_was_told_since_the_trigger_is_not_told_again_at_the_change():
    events = [triggered(0, "high"), changed(61, "low"), changed(62, "high")]
    assert told(FROM_START.due(minute(200), events)) == [(0, "ann"), (30, "vp"), (60, "cto"), (61, "bob")]
    assert told(FROM_START.due(minute(200), events[:2])) == [(0, "ann"), (30, "vp"), (60, "cto"), (61, "bob")]


def test_what_the_old_ladder_has_at_the_change_itself_has_fired():
    events = [triggered(0, "low"), changed(60, "high")]
    assert told(FROM_START.due(minute(90), events)) == [(0, "bob"), (60, "ann"), (60, "vp"), (60, "cto")]
    assert told(FROM_START.due(minute(90), [triggered(0, "low"), changed(59, "high")]))[1] == (59, "ann")


def test_what_comes_later_is_told_to_those_who_know_already_too():
    events = [triggered(0, "high"), changed(10, "low")]
    assert told(FROM_START.due(minute(90), events)) == [(0, "ann"), (10, "bob"), (60, "ann")]


def test_of_a_step_for_several_only_the_new_roles_are_told_each_once():
    crowd = (Notify("ann"), Notify("eve", channel="sms"), Notify("eve"), Notify("bob"))
    policies = EscalationSet(
        {"high": EscalationPolicy(steps=(EscalationStep("0m", crowd), EscalationStep("5m", "eve"))), "low": LOW}
    )
    found = policies.due(minute(90), [triggered(0, "low"), changed(10, "high")])
    assert [(each.role, each.notify.channel, each.step) for each in found] == [
        ("bob", "page", 0), ("ann", "page", 0), ("eve", "sms", 0)
    ]  # fmt: skip


def test_passed_rounds_are_not_repeated_at_the_change():
    rounds = ladder((0, "ann"), (5, "eve"), repeat=5, round_length="10m")
    policies = EscalationSet({"high": rounds, "low": ladder((0, "bob"))})
    found = policies.due(minute(40), [triggered(0, "low"), changed(27, "high")])
    assert told(found) == [(0, "bob"), (27, "ann"), (27, "eve"), (30, "ann"), (35, "eve"), (40, "ann")]


def test_a_new_trigger_forgets_who_was_told():
    events = [triggered(0, "high"), resolved(5), triggered(10, "low"), changed(20, "high")]
    assert told(FROM_START.due(minute(39), events)) == [(0, "ann"), (10, "bob"), (20, "ann")]


def test_a_change_to_the_same_severity_is_none():
    events = [triggered(0, "high"), changed(10, "high"), acked(20), changed(25, "high")]
    assert told(FROM_CHANGE.due(minute(200), events)) == [(0, "ann")]


def test_a_worse_severity_ends_an_acknowledgement_and_a_milder_one_keeps_it():
    worse = [triggered(0, "low"), acked(5), changed(10, "high")]
    assert told(FROM_START.due(minute(200), worse)) == [(0, "bob"), (10, "ann"), (30, "vp"), (60, "cto")]
    milder = [triggered(0, "high"), acked(5), changed(10, "low")]
    assert told(FROM_START.due(minute(200), milder)) == [(0, "ann")]
    assert FROM_CHANGE.next_wake(minute(10), milder) is None


def test_an_acknowledgement_that_is_kept_holds_as_long_as_the_new_ladder_says():
    milder = [triggered(0, "high"), acked(5), changed(10, "low")]
    assert HELD.next_wake(minute(10), milder) == minute(65)
    assert told(HELD.due(minute(200), milder)) == [(0, "ann"), (65, "bob"), (125, "ann")]
    assert HELD.next_wake(minute(10), [triggered(0, "high"), acked(5), changed(10, "mid")]) is None


def test_milder_and_milder_keeps_the_first_acknowledgement():
    events = [triggered(0, "high"), acked(5), changed(10, "mid"), changed(40, "low")]
    assert HELD.next_wake(minute(40), events) == minute(65)


def test_an_acknowledgement_too_old_for_the_new_ladder_ends_at_the_change():
    quick = EscalationSet({"high": LOW, "low": HELD.policies["high"]})
    events = [triggered(0, "high"), acked(5), changed(50, "low")]
    assert told(quick.due(minute(80), events)) == [(0, "bob"), (50, "ann"), (80, "vp")]
    assert quick.next_wake(minute(50), events) == minute(80)


def test_an_acknowledgement_that_has_run_out_is_kept_by_nothing():
    at_its_end = [triggered(0, "high"), acked(5), changed(25, "low")]
    assert told(HELD.due(minute(200), at_its_end)) == [(0, "ann"), (25, "ann"), (25, "bob"), (60, "ann")]
    # The change after it is to a milder one as well, and nothing holds it back.
    again = [triggered(0, "high"), acked(5), changed(30, "mid"), changed(31, "low")]
    assert told(HELD.due(minute(59), again)) == [(0, "ann"), (25, "ann"), (30, "eve"), (30, "vp"), (31, "bob")]


def test_an_acknowledgement_at_the_instant_of_the_change_comes_after_what_the_change_fires():
    events = [triggered(0, "low"), changed(40, "high"), acked(40)]
    assert told(FROM_START.due(minute(200), events)) == [(0, "bob"), (40, "ann"), (40, "vp")]


def test_since_leaves_out_what_was_fired_before_a_change_too():
    events = [triggered(0, "low"), changed(40, "high")]
    assert told(FROM_START.due(minute(90), events, since=minute(39))) == [(40, "ann"), (40, "vp"), (60, "cto")]
    assert told(FROM_START.due(minute(90), events, since=minute(40))) == [(60, "cto")]


@pytest.mark.parametrize(
    ("given", "said"), [(None, "names no severity"), ("hihg", "no ladder for 'hihg'; did you mean 'high'")]
)
def test_a_trigger_that_names_no_ladder_is_refused(given, said):
    with pytest.raises(DomainError, match=said) as caught:
        FROM_START.due(minute(5), [triggered(0, given)])
    error = caught.value
    assert (error.field, error.value, error.allowed, error.index) == ("events", given, ("high", "low"), 0)


def test_a_change_to_an_unknown_severity_is_refused_with_near_matches():
    with pytest.raises(DomainError, match="did you mean 'high'") as caught:
        FROM_START.next_wake(minute(5), [triggered(0, "low"), changed(1, "hihg")])
    assert caught.value.index == 1


def test_a_misspelt_severity_is_refused_even_where_it_changes_nothing():
    for events in (
        [triggered(0, "high"), triggered(1, "hgih")],
        [triggered(0, "high"), resolved(1), changed(2, "hgih")],
    ):
        with pytest.raises(DomainError, match="no ladder for 'hgih'; did you mean 'high'") as caught:
            FROM_START.due(minute(5), events)
        assert caught.value.index == len(events) - 1
        # What comes after the instant is not read.
        assert told(FROM_START.due(minute(0), events)) == [(0, "ann")]


def test_a_second_trigger_without_a_severity_changes_nothing():
    assert told(FROM_START.due(minute(5), [triggered(0, "high"), triggered(1)])) == [(0, "ann")]


def test_on_change_may_be_a_member_of_an_enum():
    words = Enum("Words", {"FROM_CHANGE": "from_change"})
    assert EscalationSet(FROM_START.policies, on_change=words.FROM_CHANGE).on_change == "from_change"


def test_a_set_is_a_value_and_its_order_is_part_of_it():
    policies = published_set(on_change="from_change")
    policies.due(minute(5), [triggered(0, "SEV1")])
    again = EscalationSet.model_validate_json(policies.model_dump_json())
    assert again == policies
    assert hash(again) == hash(policies)
    turned = EscalationSet({"low": LOW, "high": HIGH})
    assert turned != FROM_START
    assert FROM_START != FROM_CHANGE
    assert FROM_START != "low"
    assert EscalationSet({Severity.HIGH: HIGH, Severity.LOW: LOW}) == FROM_START


def test_every_fault_of_a_set_is_named_at_once():
    with pytest.raises(ConfigurationError, match="a set needs at least one ladder"):
        EscalationSet({})
    with pytest.raises(ConfigurationError) as caught:
        EscalationSet({"high": {"steps": (), "repeat": -1}}, on_change="never")
    assert [path for path, _ in caught.value.faults] == ["policies.high.steps", "policies.high.repeat", "on_change"]
