"""Corners that random tickets seldom reach: the batch says what the clock of the ticket alone says."""

from datetime import date, timedelta

import numpy as np
import pytest
from tests.sla.both_ways import check
from tests.sla.desk import (
    acknowledged,
    agent,
    at,
    bot,
    change,
    created,
    due_set,
    merged,
    paused,
    policy,
    requester,
    resumed,
    status,
    ticket,
)  # fmt: skip

from supportops.calendar import BusinessCalendar, DateOverride
from supportops.sla import EventTable, MetricRule, PauseRule, PolicySet, Select, Stage, evaluate_many
from supportops.sla._many.answers import shares
from supportops.vocabulary import Party

MONDAY, LATER = "2026-03-02T09:00", "2026-03-03T12:00"
ALL = {"first_response": "1h", "next_response": "2h", "update": "2h", "resolution": "8h"}


def test_a_date_set_before_its_timer_starts_waits_for_it():
    history = ticket(
        created(MONDAY, by=Party.AGENT),
        due_set("2026-03-02T10:00", "2026-03-02T15:00", metric="first_response"),
        requester("2026-03-02T11:00"),
    )
    check(policy(targets={"P2": ALL}), [history], at(LATER))
    taken_back = ticket(
        *history.events[:2], due_set("2026-03-02T10:30", None, metric="first_response"), history.events[2]
    )
    check(policy(targets={"P2": ALL}), [history.model_copy(update={"ticket_id": "1"}), taken_back], at(LATER))


def test_a_cycle_that_never_was_gives_way_to_the_one_before_it():
    events = [
        created(MONDAY), agent("2026-03-02T10:00"), requester("2026-03-02T10:30"), agent("2026-03-02T11:00", id="1"),
        requester("2026-03-02T11:30"), agent("2026-03-02T12:00", id="2"), status("2026-03-02T12:00", "resolved"),
    ]  # fmt: skip
    again = [*events, status("2026-03-02T13:00", "open"), agent("2026-03-02T14:00", id="3")]
    first = ticket(created(MONDAY), agent("2026-03-02T10:00"), status("2026-03-02T10:00", "resolved"))
    log = [ticket(*events), ticket(*again), first]
    numbered = [one.model_copy(update={"ticket_id": str(number)}) for number, one in enumerate(log)]
    for cadence in ("reset", "fixed"):
        check(policy(targets={"P2": ALL}, update_cadence=cadence), numbered, at(LATER))


@pytest.mark.parametrize("cap", ["2h", "100h", "9000h"])
def test_a_capped_pause_on_a_calendar_that_ends_may_have_no_end(cap):
    once = BusinessCalendar(
        name="once", zone="UTC", hours={}, overrides=[DateOverride(date=date(2026, 3, 2), hours="09:00-17:00")]
    )
    rule = PauseRule(("resolution",), statuses=("pending",), cap=cap)
    asked = policy(calendar=once, targets={"P2": {"resolution": "4h"}}, pauses=(rule,))
    log = [
        ticket(created(MONDAY), status("2026-03-02T11:00", "pending")),
        ticket(created(MONDAY), status("2026-03-02T10:00", "pending"), status("2026-03-02T16:00", "open")),
    ]
    numbered = [one.model_copy(update={"ticket_id": str(number)}) for number, one in enumerate(log)]
    check(asked, numbered, at("2026-03-02T12:00"))
    check(asked, numbered, at(LATER))


def two(first, second, **keys):
    return PolicySet(Select(first, **keys), Select(second))


def test_a_date_set_by_hand_goes_on_under_another_policy():
    history = ticket(
        created(MONDAY), due_set("2026-03-02T10:00", "2026-03-02T16:00"), change("2026-03-02T11:00", "tier", "Gold"),
    )  # fmt: skip
    gold = policy(name="gold", stages=(Stage("half", 0.5), Stage("double", 2.0)), around_the_clock=("P2",))
    for when in ("2026-03-02T10:30", "2026-03-02T12:00", LATER):
        check(two(gold, policy(), tier="Gold"), [history], at(when))


def test_what_a_new_policy_assigns_begins_with_it():
    rule = MetricRule(
        "resolution", starts_on=("sla_assigned",), stops_on=("resolved",), repeats=True, cancels_on=("closed",)
    )
    gold = policy(name="gold", metrics=(rule,), targets={"P2": {"resolution": "2h"}})
    log = [
        ticket(created(MONDAY), change("2026-03-02T11:00", "tier", "Gold"), status("2026-03-02T12:00", "resolved")),
        ticket(created(MONDAY), status("2026-03-02T10:00", "resolved"), change("2026-03-02T11:00", "tier", "Gold")),
        ticket(created(MONDAY), merged("2026-03-02T10:00"), change("2026-03-02T11:00", "tier", "Gold")),
    ]
    numbered = [one.model_copy(update={"ticket_id": str(number)}) for number, one in enumerate(log)]
    check(two(gold, policy(targets={"P2": ALL}), tier="Gold"), numbered, at(LATER))
    check(two(policy(targets={"P2": ALL}), gold, tier="Gold"), numbered, at(LATER))


def test_a_capped_rule_that_only_one_policy_has_is_forgotten_on_the_way():
    capped = PauseRule(("resolution",), statuses=("pending",), cap="1h")
    follows = PauseRule(("resolution",), after_follow_ups=1, cap="30m")
    gold = policy(name="gold", pauses=(follows, capped))
    plain = policy(pauses=(PauseRule(("resolution",), explicit=True),))
    history = ticket(
        created(MONDAY, tier="Gold"), status("2026-03-02T10:00", "pending"), agent("2026-03-02T10:20"),
        change("2026-03-02T11:30", "tier", None), paused("2026-03-02T12:00", "vendor", until="2026-03-02T12:30"),
        change("2026-03-02T13:00", "tier", "Gold"), resumed("2026-03-02T14:00"),
    )  # fmt: skip
    for when in ("2026-03-02T10:40", "2026-03-02T12:10", "2026-03-02T13:10", LATER):
        check(two(gold, plain, tier="Gold"), [history], at(when))


def test_two_equal_pause_rules_have_a_cap_each():
    rules = (PauseRule(("resolution",), statuses=("pending",), cap="1h"),) * 2
    history = ticket(created(MONDAY), status("2026-03-02T10:00", "pending"))
    check(policy(pauses=rules), [history], at(LATER))


def test_a_ticket_that_no_policy_is_for_is_set_aside_alone():
    only = PolicySet(Select(policy(), tier="Gold"))
    gold = ticket(created(MONDAY, tier="Gold"))
    others = [ticket(created(MONDAY)), ticket(created(MONDAY, tier="Gold"), change("2026-03-02T10:00", "tier", None))]
    numbered = [one.model_copy(update={"ticket_id": str(number)}) for number, one in enumerate([gold, *others])]
    check(only, numbered, at(LATER))
    answers = evaluate_many(EventTable.from_histories(numbered), only, at=at(LATER))
    assert [one.ticket for one in answers.rejected] == ["1", "2"]
    assert "no policy of this set is for priority 'P2', tier None" in answers.rejected[0].reason


def test_shares_of_huge_amounts_are_exact():
    amounts = np.array([10**18 + 1, 3, 5, 0])
    stage = Stage("half", 0.5)
    assert shares(stage, amounts).tolist() == [stage.of(int(amount)) for amount in amounts] == [5 * 10**17, 2, 2, 0]


def test_an_answer_that_no_datetime_can_hold_sets_the_ticket_aside():
    far = ticket(created(MONDAY), due_set("2026-03-02T10:00", "9999-12-31T23:30"))
    check(policy(), [far, ticket(created(MONDAY)).model_copy(update={"ticket_id": "near"})], at(LATER))


def test_later_instants_of_the_table_do_not_matter():
    table = EventTable.from_histories([ticket(created(MONDAY), status("2026-03-02T11:00", "resolved"))])
    early = evaluate_many(table, policy(), at=at("2026-03-02T10:00"))
    assert (early.state[0], early.elapsed[0]) == ("running", timedelta(hours=1))


def test_a_timer_that_never_was_on_a_ticket_that_is_over_cannot_start_any_more():
    history = ticket(
        created(MONDAY), agent(MONDAY), merged(MONDAY), status(MONDAY, "resolved"), requester("2026-03-02T09:05")
    )  # fmt: skip
    for when in (MONDAY, "2026-03-02T09:05", LATER):
        check(policy(targets={"P2": ALL}), [history], at(when))
        timer = policy(targets={"P2": ALL}).evaluate(history, at=at(when)).timer("update")
        assert (timer.state, timer.reason) == ("cancelled", "merged")


def test_what_an_instant_begins_ends_with_the_ticket_in_that_instant():
    rule = MetricRule("resolution", starts_on=("acknowledged",), stops_on=("resolved",), cancels_on=("bot_message",))
    history = ticket(
        created(MONDAY), merged(MONDAY), bot(MONDAY), acknowledged(MONDAY), requester("2026-03-02T09:05")
    )  # fmt: skip
    early = ticket(created(MONDAY), acknowledged(MONDAY), bot(MONDAY), merged(MONDAY), requester("2026-03-02T09:05"))
    for when in (MONDAY, "2026-03-02T09:05", LATER):
        for one in (history, early):
            check(policy(metrics=(rule,)), [one], at(when))
    ended = policy(metrics=(rule,)).evaluate(early, at=at(LATER)).timer("resolution")
    assert (ended.state, ended.reason, ended.stopped) == ("cancelled", "merged", at(MONDAY))
