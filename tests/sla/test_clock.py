"""The embedded clock: a small value that is fed events, stored as JSON, and says what evaluating the history says."""

from __future__ import annotations

import pytest
from tests.sla.desk import (
    H,
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
from supportops.sla import PauseRule, PolicySet, Select, SlaClock
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
    clock = SlaClock.start(policy(targets=TARGETS), LONG.created)
    events = []
    for day in range(1, 251):
        when = at("2026-03-02 09:00").replace(hour=8).timestamp() + day * 86400
        for minute, event in enumerate((agent, requester, note, agent, requester, note, agent, requester)):
            instant = at("1970-01-01").timestamp() + when + 3600 + 60 * minute
            events.append(event(iso(instant), id=f"event-{day:04}-{minute}"))
    assert len(events) == 2000
    clock = fed(events, clock)
    assert clock.report(at=events[-1].at).timer("next_response").cycle == 750
    assert len(clock.model_dump_json()) < 8_000


def iso(seconds: float) -> str:
    from datetime import UTC, datetime

    return datetime.fromtimestamp(seconds, UTC).isoformat()


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
    with pytest.raises(HistoryError, match="rebuild it with SlaClock.from_history") as caught:
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


# the stored text and its policy


def test_the_text_carries_the_name_and_fingerprint_of_the_policy_not_the_policy():
    text = started().model_dump_json()
    assert POLICY.fingerprint in text
    assert '"standard"' in text
    assert "first_response_by" not in text


@pytest.mark.parametrize("context", [None, {}, {"policy": "standard"}])
def test_a_stored_clock_needs_its_policy(context):
    with pytest.raises(ConfigurationError, match="needs its policy"):
        SlaClock.model_validate_json(started().model_dump_json(), context=context)


def test_another_policy_is_refused_unless_it_is_accepted():
    text = fed(LONG.events[1:3]).model_dump_json()
    faster = policy(targets={"P2": {"resolution": "6h"}})
    with pytest.raises(ConfigurationError, match="policy_changed"):
        SlaClock.model_validate_json(text, context={"policy": faster})


def accepted(clock: SlaClock, changed) -> SlaClock:
    context = {"policy": changed, "policy_changed": "accept"}
    return SlaClock.model_validate_json(clock.model_dump_json(), context=context)


def test_an_accepted_policy_is_a_target_change_at_the_last_event():
    clock = accepted(fed([note("2026-03-02 11:00")]), policy(name="faster", targets={"P2": {"resolution": "6h"}}))
    report = clock.report(at=at("2026-03-02 11:00"))
    timer = report.timer("resolution")
    assert (report.policy_name, timer.elapsed, timer.due) == ("faster", 2 * H, at("2026-03-02 15:00"))
    again = SlaClock.model_validate_json(clock.model_dump_json(), context={"policy": clock._policy})
    assert again == clock


def test_a_target_that_has_passed_is_broken_at_the_change():
    clock = accepted(fed([note("2026-03-02 15:00")]), policy(targets={"P2": {"resolution": "1h"}}))
    timer = clock.report(at=at("2026-03-02 16:00")).timer("resolution")
    assert (timer.due, timer.breached_at) == (at("2026-03-02 15:00"), at("2026-03-02 15:00"))


def test_before_a_second_event_an_accepted_policy_holds_from_creation():
    clock = accepted(started(), policy(targets={"P2": {"resolution": "6h"}}))
    assert clock.report(at=at("2026-03-02 10:00")).timer("resolution").due == at("2026-03-02 15:00")


def test_a_metric_the_accepted_policy_adds_starts_at_the_change_and_one_it_drops_ends_there():
    old = policy(targets={"P2": {"resolution": "8h"}})
    new = policy(targets={"P2": {"requester_wait": "8h"}})
    clock = SlaClock.start(old, created("2026-03-02 09:00")).apply(note("2026-03-02 11:00"))
    report = accepted(clock, new).report(at=at("2026-03-02 12:00"))
    added, dropped = report.timer("requester_wait"), report.timer("resolution")
    assert (added.started, added.elapsed) == (at("2026-03-02 11:00"), H)
    assert (dropped.state, dropped.reason, dropped.stopped) == ("cancelled", "policy_changed", at("2026-03-02 11:00"))


def test_a_metric_that_first_gets_a_target_starts_at_the_change():
    old = policy(targets={"P1": {"resolution": "4h"}})
    clock = SlaClock.start(old, created("2026-03-02 09:00")).apply(note("2026-03-02 11:00"))
    timer = accepted(clock, policy()).report(at=at("2026-03-02 12:00")).timer("resolution")
    assert (timer.started, timer.elapsed, timer.due) == (at("2026-03-02 11:00"), H, at("2026-03-03 11:00"))
    unpromised = accepted(clock, policy(targets={"P3": {"resolution": "4h"}}))
    assert unpromised.report(at=at("2026-03-02 12:00")).timer("resolution").verdict == "not_applicable"


def test_a_stopped_timer_and_a_date_set_by_hand_outlive_the_change():
    from tests.sla.desk import due_set

    clock = fed([agent("2026-03-02 09:30"), due_set("2026-03-02 10:00", "2026-03-05 12:00")])
    changed = policy(targets={"P2": {"first_response": "5m", "resolution": "1h"}})
    report = accepted(clock.apply(note("2026-03-02 11:00")), changed).report(at=at("2026-03-02 12:00"))
    assert report.timer("resolution").due == at("2026-03-05 12:00")
    assert (report.timer("first_response").verdict, report.timer("first_response").target) == ("met", H)


def test_an_accepted_policy_may_measure_from_creation_and_pause_otherwise():
    clock = fed([status("2026-03-02 10:00", "pending"), note("2026-03-02 12:00")])
    rule = PauseRule(("resolution",), statuses=("pending",), cap="1h")
    capped = policy(targets=TARGETS, on_target_change="creation", around_the_clock="P1", pauses=(rule,))
    timer = accepted(clock, capped).report(at=at("2026-03-02 14:00")).timer("resolution")
    assert (timer.paused, timer.elapsed) == (3 * H, 2 * H)


# a set of policies, a map of statuses


def test_a_clock_may_run_under_a_set_of_policies():
    incident = policy(name="incident", targets={"P2": {"resolution": "2h"}})
    policies = PolicySet(Select(policy()), override=Select(incident, fields={"incident": True}))
    clock = SlaClock.start(policies, created("2026-03-02 09:00")).apply(change("2026-03-02 10:00", "incident", True))
    clock = SlaClock.model_validate_json(clock.model_dump_json(), context={"policy": policies})
    report = clock.apply(note("2026-03-02 10:30")).report(at=at("2026-03-02 10:30"))
    assert (report.policy_name, report.timer("resolution").due) == ("incident", at("2026-03-02 11:00"))
    other = PolicySet(Select(policy()))
    with pytest.raises(ConfigurationError, match="standard, incident|incident, standard"):
        SlaClock.model_validate_json(clock.model_dump_json(), context={"policy": other})


def test_the_map_of_statuses_travels_with_the_clock():
    words = StatusMap({"Awaiting User": "pending"})
    clock = stored(started(status_map=words)).apply(status("2026-03-02 10:00", "awaiting user"))
    assert stored(clock).report(at=at("2026-03-02 12:00")).timer("resolution").paused == 2 * H
    history = TicketHistory(ticket_id="4711", events=(LONG.created,), status_map=words)
    assert SlaClock.from_history(POLICY, history).status_map == words
