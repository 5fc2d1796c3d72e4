from datetime import UTC, datetime, timedelta

import pytest

from supportops import tickets
from supportops.calendar import ALWAYS_OPEN
from supportops.presets import load, skill
from supportops.sla import PauseRule, Timer, TimerStatus, Verdict
from supportops.tickets import (
    Absorbed,
    Cancelled,
    Created,
    Event,
    FieldChange,
    Merged,
    Message,
    Paused,
    Resumed,
    StatusChange,
    TicketHistory,
)
from supportops.vocabulary import Party

START = datetime(2026, 3, 2, 9, tzinfo=UTC)
LENIENT = skill.sla_policy(ALWAYS_OPEN)
STRICT = skill.sla_policy(ALWAYS_OPEN, pauses=skill.EXCEPTION_PAUSES)


def hours(number: float) -> timedelta:
    return timedelta(hours=number)


def at(number: float) -> datetime:
    return START + hours(number)


def resolution(*events: Event, policy=STRICT, when: float = 10) -> Timer:
    history = TicketHistory(ticket_id="1", events=(Created(at=START, priority="P4"), *events))
    return policy.evaluate(history, at=at(when)).timer("resolution")


def test_the_exceptions_are_as_printed():
    printed = {
        "customer_unresponsive": ("pause", "after 2 follow-ups", False, None),
        "third_party_dependency": ("may_pause", "document it", True, None),
        "product_bug_requires_fix": ("track_separately", "link to the bug", False, None),
        "out_of_scope_request": ("close", "give an explanation", False, False),
        "duplicate_ticket": ("merge_keep_original_sla", "", False, None),
        "customer_requests_pause": ("pause", "document it", True, None),
    }
    assert {
        name: (item.effect, item.precondition, item.needs_documentation, item.counts_as_breach)
        for name, item in skill.EXCEPTIONS.items()
    } == printed
    assert load("sla_exceptions").rows[0]["follow_ups_required"] == 2


@pytest.mark.parametrize("item", skill.EXCEPTIONS.values(), ids=skill.EXCEPTIONS)
def test_every_exception_is_recorded_by_events_that_exist(item):
    assert item.events
    assert all(issubclass(getattr(tickets, name), Event) for name in item.events)
    assert item.needs_documentation == ("Paused" in item.events)
    assert str(item) == item.advice


def test_the_pauses_of_both_readings():
    assert (PauseRule(("resolution",), statuses=("pending",), explicit=True),) == skill.PAUSES
    assert (
        PauseRule(("resolution",), statuses=("pending",), after_follow_ups=2),
        PauseRule(("resolution",), explicit=True, reasons=("third_party",)),
        PauseRule(("resolution",), explicit=True, reasons=("customer_request",)),
    ) == skill.EXCEPTION_PAUSES
    assert LENIENT.pauses == skill.PAUSES


def test_worked_example_a_silent_customer_pauses_the_clock_after_two_follow_ups():
    asked = (Message(at=at(1), by=Party.AGENT), StatusChange(at=at(1), to="pending"))
    again = Message(at=at(4), by=Party.AGENT)
    assert resolution(*asked).state == TimerStatus.RUNNING
    assert resolution(*asked, again).state == TimerStatus.PAUSED
    assert resolution(*asked, again).elapsed == hours(4)
    answered = resolution(*asked, again, Message(at=at(7), by=Party.REQUESTER))
    assert (answered.state, answered.elapsed, answered.paused) == (TimerStatus.RUNNING, hours(7), hours(3))


def test_the_clock_rules_pause_at_once_when_the_status_says_pending():
    timer = resolution(StatusChange(at=at(1), to="pending"), policy=LENIENT)
    assert (timer.state, timer.elapsed) == (TimerStatus.PAUSED, hours(1))


def test_two_messages_on_an_open_ticket_pause_nothing():
    messages = (Message(at=at(1), by=Party.AGENT), Message(at=at(2), by=Party.AGENT))
    assert resolution(*messages).state == TimerStatus.RUNNING


@pytest.mark.parametrize("policy", [LENIENT, STRICT])
def test_a_third_party_pauses_only_by_a_decision_on_record(policy):
    assert resolution(StatusChange(at=at(1), to="on_hold"), policy=policy).elapsed == hours(10)
    decided = (Paused(at=at(1), reason="third_party"), Resumed(at=at(5), reason="third_party"))
    timer = resolution(*decided, policy=policy)
    assert timer.elapsed == hours(6)
    assert dict(timer.paused_by) == {"third_party": hours(4)}


def test_the_stricter_reading_takes_no_reason_that_the_exceptions_do_not_name():
    assert resolution(Paused(at=at(1), reason="lunch")).elapsed == hours(10)
    assert resolution(Paused(at=at(1), reason="lunch"), policy=LENIENT).elapsed == hours(1)


@pytest.mark.parametrize("policy", [LENIENT, STRICT])
def test_a_pause_that_the_customer_asks_for_ends_when_agreed(policy):
    timer = resolution(Paused(at=at(1), reason="customer_request", until=at(3)), policy=policy)
    assert (timer.paused, timer.elapsed) == (hours(2), hours(8))


def test_a_product_bug_is_linked_and_the_clock_runs_on():
    assert resolution(FieldChange(at=at(1), field="bug", to="BUG-7")).elapsed == hours(10)
    assert skill.EXCEPTIONS["product_bug_requires_fix"].pause is None


def test_an_out_of_scope_request_ends_without_a_breach():
    timer = resolution(Cancelled(at=at(1), reason="out of scope: a request for legal advice"), when=1000)
    assert (timer.state, timer.verdict) == (TimerStatus.CANCELLED, Verdict.UNDECIDED)
    assert timer.breached_at is None


def test_a_duplicate_ends_and_the_ticket_that_is_kept_counts_from_the_first_start():
    assert resolution(Merged(at=at(1), into="2")).state == TimerStatus.CANCELLED
    kept = (Created(at=at(5), priority="P4"), Absorbed(at=at(6), ticket_id="1", started=START))
    history = TicketHistory(ticket_id="2", events=kept)
    assert STRICT.evaluate(history, at=at(10)).timer("resolution").elapsed == hours(10)


def test_the_exclusions_are_as_printed():
    assert skill.EXCLUSIONS == (
        "feature_requests",
        "out_of_scope_issues",
        "delay_caused_by_unresponsive_customer",
    )
