"""The embedded clock: a small value that is fed events, stored as JSON, and says what evaluating the history says."""

from __future__ import annotations

import pytest
from tests.sla.desk import (
    H,
    M,
    agent,
    at,
    cancelled,
    change,
    created,
    note,
    paused,
    policy,
    requester,
    resumed,
    status,
    ticket,
)

from supportops.errors import ConfigurationError, DomainError, HistoryError, NaiveDatetimeError, NoMatchError
from supportops.sla import PolicySet, Select, SlaClock
from supportops.tickets import StatusMap, TicketHistory

TARGETS = {
    "P1": {"resolution": "4h"},
    "P2": {"first_response": "1h", "next_response": "2h", "update": "4h", "acknowledge": "30m", "resolution": "8h"},
}
POLICY = policy(targets=TARGETS, on_reopen="new_cycle")
LONG = ticket(
    created("2026-03-02 09:00", id="1"),
    agent("2026-03-02 09:40", id="2"),
    status("2026-03-02 09:40", "pending", "customer", id="3"),
    requester("2026-03-02 11:00", id="4"),
    status("2026-03-02 11:00", "open", id="5"),
    paused("2026-03-02 12:00", "vendor", until="2026-03-02 14:00"),
    change("2026-03-02 13:00", "priority", "P1", id="7"),
    resumed("2026-03-02 13:30"),
    agent("2026-03-02 15:00", id="9"),
    status("2026-03-02 15:00", "resolved", id="10"),
    status("2026-03-03 10:00", "open", id="11"),
)


def started(**options) -> SlaClock:
    return SlaClock.start(POLICY, LONG.created, ticket_id="4711", **options)


def stored(clock: SlaClock, **context) -> SlaClock:
    return SlaClock.model_validate_json(clock.model_dump_json(), context={"policy": POLICY, **context})


def fed(events, clock: SlaClock | None = None) -> SlaClock:
    clock = started() if clock is None else clock
    for event in events:
        clock = clock.apply(event)
    return clock


def last_timers(report):
    return {timer.metric: timer for timer in report.timers}


# the same answers


def test_the_clock_says_what_the_history_says():
    clock = SlaClock.from_history(POLICY, LONG)
    for when in ("2026-03-03 10:00", "2026-03-03 12:00", "2026-03-09 09:00"):
        told, evaluated = clock.report(at=at(when)), POLICY.evaluate(LONG, at=at(when))
        assert last_timers(told) == last_timers(evaluated)
        assert (told.next_check, told.ticket_id, told.policy_name) == (evaluated.next_check, "4711", "standard")


def test_the_clock_may_be_stored_between_any_two_events():
    clock = stored(started())
    for event in LONG.events[1:]:
        clock = stored(clock.apply(event))
    assert clock == SlaClock.from_history(POLICY, LONG)
    assert clock.report(at=at("2026-03-04 09:00")) == SlaClock.from_history(POLICY, LONG).report(
        at=at("2026-03-04 09:00")
    )


def test_a_step_leaves_the_clock_before_it_as_it_was():
    before = started()
    text = before.model_dump_json()
    after = before.apply(status("2026-03-02 10:00", "resolved"))
    assert before.model_dump_json() == text
    assert before.report(at=at("2026-03-02 10:00")).timer("resolution").state == "running"
    assert after.report(at=at("2026-03-02 10:00")).timer("resolution").state == "stopped"


def test_a_report_does_not_move_the_clock():
    clock = started()
    text = clock.model_dump_json()
    assert clock.report(at=at("2026-03-05 09:00")).timer("resolution").verdict == "breached"
    assert clock.model_dump_json() == text


def test_the_clock_has_no_history_to_explain():
    with pytest.raises(NoMatchError, match="evaluate"):
        started().report(at=at("2026-03-02 10:00")).explain()


def test_the_size_does_not_grow_with_the_ticket():
    turns = (agent, requester, note, agent, requester, note, agent, requester)
    instants = [(day, minute) for day in range(250) for minute in range(len(turns))]
    events = [
        turns[minute](str(at("2026-03-03 09:00") + day * 24 * H + minute * M), id=f"event-{day:04}-{minute}")
        for day, minute in instants
    ]
    assert len(events) == 2000
    clock = fed(events, SlaClock.start(policy(targets=TARGETS), LONG.created))
    assert clock.report(at=events[-1].at).timer("next_response").cycle == 750
    assert len(clock.model_dump_json()) < 8_000


# what is refused


def test_a_clock_starts_with_the_creation():
    with pytest.raises(HistoryError, match="starts with the Created event"):
        SlaClock.start(POLICY, agent("2026-03-02 09:00"))
    with pytest.raises(HistoryError, match="was created already"):
        started().apply(created("2026-03-02 10:00"))


def test_an_event_applied_twice_changes_nothing():
    clock = fed(LONG.events[1:])
    assert clock.apply(LONG.events[-1]) is clock
    assert clock.apply(LONG.events[3]) is clock
    nameless = fed([note("2026-03-03 11:00")], clock)
    assert nameless.apply(note("2026-03-03 11:00")) is nameless


def test_a_late_event_is_refused_and_says_what_to_do():
    clock = fed(LONG.events[1:])
    with pytest.raises(HistoryError, match=r"rebuild it with SlaClock\.from_history") as caught:
        clock.apply(note("2026-03-02 12:00"))
    assert caught.value.ticket_id == "4711"


def test_a_clock_knows_the_present_not_the_past():
    clock = fed(LONG.events[1:])
    with pytest.raises(HistoryError, match="lies before the last event"):
        clock.report(at=at("2026-03-03 09:59"))


def test_a_report_needs_a_zone():
    with pytest.raises(NaiveDatetimeError):
        started().report(at=at("2026-03-02 10:00").replace(tzinfo=None))


def test_an_event_the_policy_cannot_read_is_refused_when_it_is_applied():
    clock = started()
    with pytest.raises(HistoryError, match="did you mean 'pending'"):
        clock.apply(status("2026-03-02 10:00", "pendign"))
    with pytest.raises(DomainError, match="P9"):
        clock.apply(change("2026-03-02 10:00", "priority", "P9"))
    assert clock.report(at=at("2026-03-02 10:00")).timer("resolution").state == "running"


# what has finished


def test_finished_is_what_the_last_event_ended():
    clock = started()
    assert clock.finished == ()
    clock = fed(LONG.events[1:2], clock)
    assert [(timer.metric, timer.verdict) for timer in clock.finished] == [
        ("first_response", "met"), ("acknowledge", "breached")
    ]  # fmt: skip
    assert clock.apply(LONG.events[2]).finished == ()


def test_of_two_events_in_one_instant_each_hands_out_its_own():
    clock = fed(LONG.events[1:8])
    replied = clock.apply(LONG.events[8])
    resolved = replied.apply(LONG.events[9])
    assert [timer.metric for timer in replied.finished] == ["next_response", "update"]
    assert [timer.metric for timer in resolved.finished] == ["resolution"]


def test_what_ends_a_ticket_hands_out_all_live_timers():
    clock = started().apply(cancelled("2026-03-02 09:10", "spam"))
    assert {(timer.metric, timer.reason) for timer in clock.finished} == {
        ("first_response", "spam"), ("acknowledge", "spam"), ("resolution", "spam")
    }  # fmt: skip


def test_a_superseded_cycle_is_handed_out():
    restart = policy(on_target_change="restart")
    clock = SlaClock.start(restart, created("2026-03-02 09:00")).apply(change("2026-03-02 11:00", "priority", "P1"))
    (timer,) = clock.finished
    assert (timer.cycle, timer.reason) == (1, "superseded")
    assert [timer.cycle for timer in clock.report(at=at("2026-03-02 12:00")).timers] == [2]


# a set of policies, a map of statuses


def test_a_clock_may_run_under_a_set_of_policies():
    incident = policy(name="incident", targets={"P2": {"resolution": "2h"}})
    policies = PolicySet(Select(policy()), override=Select(incident, fields={"incident": True}))
    clock = SlaClock.start(policies, created("2026-03-02 09:00")).apply(change("2026-03-02 10:00", "incident", True))
    clock = SlaClock.model_validate_json(clock.model_dump_json(), context={"policy": policies})
    report = clock.apply(note("2026-03-02 10:30")).report(at=at("2026-03-02 10:30"))
    assert (report.policy_name, report.timer("resolution").due) == ("incident", at("2026-03-02 11:00"))
    other = PolicySet(Select(policy()))
    with pytest.raises(ConfigurationError, match=r"ran under policy 'incident, standard'"):
        SlaClock.model_validate_json(clock.model_dump_json(), context={"policy": other})


def test_the_map_of_statuses_travels_with_the_clock():
    words = StatusMap({"Awaiting User": "pending"})
    clock = stored(started(status_map=words)).apply(status("2026-03-02 10:00", "awaiting user"))
    assert stored(clock).report(at=at("2026-03-02 12:00")).timer("resolution").paused == 2 * H
    history = TicketHistory(ticket_id="4711", events=(LONG.created,), status_map=words)
    assert SlaClock.from_history(POLICY, history).status_map == words
