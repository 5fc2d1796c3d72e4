"""Metric rules: what they refuse, and metrics of one's own in every event word."""

from __future__ import annotations

import pytest
from tests.sla.desk import (
    H,
    M,
    acknowledged,
    agent,
    assigned,
    at,
    bot,
    change,
    created,
    note,
    report_of,
    requester,
    status,
    ticket,
)

from supportops.errors import ConfigurationError
from supportops.sla import BUILT_IN, EVENT_WORDS, Metric, MetricRule
from supportops.tickets import StatusMap
from supportops.vocabulary import Party

NEW = created("2026-03-02 09:00")
BY_AGENT = created("2026-03-02 09:00", by=Party.AGENT)
NINE, TEN = "2026-03-02 09:00", "2026-03-02 10:00"


def own(**rule):
    rule = {"starts_on": ("created",), "stops_on": (), **rule}
    return MetricRule("own", **rule)


def timers(rule, *events, when="2026-03-02 16:00", status_map=None, **options):
    options = {"metrics": (*BUILT_IN, rule), "targets": {"P2": {"own": "2h"}}, **options}
    return report_of(ticket(*events, status_map=status_map), when, **options).timers


# the rule itself


def test_the_built_in_metrics_have_the_names_of_the_enumeration():
    assert [rule.name for rule in BUILT_IN] == [str(name) for name in Metric]


@pytest.mark.parametrize(
    ("changes", "hint"),
    [
        ({"starts_on": ("requester_mesage",)}, "did you mean 'requester_message'"),
        ({"stops_on": ("solved",)}, "stops_on: 'solved' is no event word"),
        ({"restarts_on": ("status:",)}, "names no status; write for example 'status:vendor'"),
        ({"cancels_on": ("field:",)}, "names no field"),
        ({"starts_on": ("tag:vip",)}, "'tag:vip' is no event word"),
        ({"starts_on": ()}, "starts_on is empty"),
        ({"counts": ("onhold",)}, "did you mean 'on_hold'"),
        ({"reopens": "always"}, "'policy', 'resume' or 'never'"),
    ],
)
def test_a_rule_that_cannot_be_is_refused_with_a_hint(changes, hint):
    with pytest.raises(ConfigurationError, match=hint):
        own(**changes)


def test_all_faults_of_a_rule_are_told_at_once():
    with pytest.raises(ConfigurationError) as caught:
        MetricRule("", starts_on=("born",), stops_on=("died",), counts=("asleep",))
    assert all(word in str(caught.value) for word in ("needs a name", "'born'", "'died'", "'asleep'"))


def test_a_rule_round_trips():
    rule = own(starts_on=("status:vendor",), repeats=True, counts=("new", "open"))
    assert MetricRule.model_validate_json(rule.model_dump_json()) == rule


# every event word

STARTS = {
    "created": (NEW, NINE),
    "created_by_requester": (NEW, NINE),
    "created_by_agent": (BY_AGENT, NINE),
    "sla_assigned": (NEW, NINE),
    "requester_message": (requester(TEN), TEN),
    "public_agent_message": (agent(TEN), TEN),
    "bot_message": (bot(TEN), TEN),
    "internal_note": (note(TEN), TEN),
    "resolved": (status(TEN, "resolved"), TEN),
    "closed": (status(TEN, "closed"), TEN),
    "assigned": (assigned(TEN), TEN),
    "acknowledged": (acknowledged(TEN), TEN),
    "status:on_hold": (status(TEN, "on_hold"), TEN),
    "field:vendor": (change(TEN, "vendor", "Acme"), TEN),
}


@pytest.mark.parametrize("word", list(STARTS))
def test_every_event_word_can_start_a_metric(word):
    event, started = STARTS[word]
    events = (event,) if event.kind == "created" else (NEW, event)
    (found,) = timers(own(starts_on=(word,)), *events)
    assert found.started == at(started)


def test_a_reopen_can_start_a_metric():
    events = (NEW, status(TEN, "resolved"), status("2026-03-02 11:00", "open"))
    (found,) = timers(own(starts_on=("reopened",)), *events)
    assert found.started == at("2026-03-02 11:00")
    assert set(STARTS) | {"reopened"} >= set(EVENT_WORDS)


@pytest.mark.parametrize("word", [word for word in STARTS if not word.startswith(("created", "sla"))])
def test_every_event_word_can_stop_a_metric(word):
    (found,) = timers(own(stops_on=(word,)), NEW, STARTS[word][0])
    assert (found.state, found.stopped, found.verdict) == ("stopped", at(TEN), "met")


def test_created_by_requester_is_anybody_but_an_agent():
    for by in (Party.REQUESTER, Party.BOT, Party.SYSTEM):
        (found,) = timers(own(starts_on=("created_by_requester",)), created(NINE, by=by))
        assert found.state == "running"
    assert timers(own(starts_on=("created_by_requester",)), BY_AGENT)[0].state == "waiting"


def test_a_private_message_of_a_bot_or_a_message_of_the_system_is_no_word():
    from supportops.tickets import Message

    rule = own(starts_on=("bot_message", "internal_note", "public_agent_message", "requester_message"))
    quiet = (bot(TEN, public=False), Message(at=at(TEN), by=Party.SYSTEM))
    assert timers(rule, NEW, *quiet)[0].state == "waiting"


# statuses


def test_a_status_word_means_the_category_or_a_helpdesks_own_name():
    words = StatusMap({"With Vendor": "on_hold", "With Legal": "on_hold"})
    vendor = own(starts_on=("status:with vendor",), stops_on=("status:open",))
    events = (NEW, status(TEN, "With_Vendor"), status("2026-03-02 11:30", "open"))
    (found,) = timers(vendor, *events, status_map=words)
    assert (found.started, found.elapsed) == (at(TEN), 90 * M)
    assert timers(vendor, NEW, status(TEN, "With Legal"), status_map=words)[0].state == "waiting"
    any_hold = own(starts_on=("status:on_hold",))
    assert timers(any_hold, NEW, status(TEN, "With Legal"), status_map=words)[0].started == at(TEN)


def test_a_category_is_entered_once_a_status_of_its_own_each_time():
    words = StatusMap({"Vendor A": "on_hold", "Vendor B": "on_hold"})
    moves = (NEW, status(TEN, "Vendor A"), status("2026-03-02 11:00", "Vendor B"))
    by_category = own(starts_on=("status:on_hold",), stops_on=("status:on_hold",), repeats=True)
    assert [found.stopped for found in timers(by_category, *moves, status_map=words)] == [None]
    by_name = own(starts_on=("status:on_hold",), stops_on=("status:vendor b",))
    assert timers(by_name, *moves, status_map=words)[0].stopped == at("2026-03-02 11:00")


def test_a_ticket_created_in_a_status_enters_it():
    (found,) = timers(own(starts_on=("status:on_hold",)), created(NINE, status="on_hold"))
    assert found.started == at(NINE)


# cycles


def test_repeats_starts_the_next_cycle_after_the_end_of_one():
    rule = own(starts_on=("status:on_hold",), stops_on=("status:open",), repeats=True)
    moves = (status(TEN, "on_hold"), status("2026-03-02 11:00", "open"), status("2026-03-02 12:00", "on_hold"))
    assert [(one.cycle, one.started) for one in timers(rule, NEW, *moves)] == [
        (1, at(TEN)), (2, at("2026-03-02 12:00"))
    ]  # fmt: skip
    once = own(starts_on=("status:on_hold",), stops_on=("status:open",))
    assert len(timers(once, NEW, *moves)) == 1


def test_a_start_word_does_not_start_a_second_timer_beside_a_live_one():
    rule = own(starts_on=("requester_message",), stops_on=("public_agent_message",), repeats=True)
    assert len(timers(rule, NEW, requester(TEN), requester("2026-03-02 11:00"))) == 1


def test_restarts_ends_the_live_timer_as_superseded_and_starts_the_next():
    rule = own(restarts_on=("field:vendor",), stops_on=("resolved",))
    first, second = timers(rule, NEW, change(TEN, "vendor", "Acme"))
    assert (first.state, first.reason, first.stopped) == ("cancelled", "superseded", at(TEN))
    assert (second.cycle, second.started, second.due) == (2, at(TEN), at("2026-03-02 12:00"))


def test_a_word_that_stops_and_restarts_decides_the_cycle_it_ends():
    rule = own(restarts_on=("internal_note",), stops_on=("internal_note",))
    first, second = timers(rule, NEW, note(TEN))
    assert (first.state, first.verdict, second.started) == ("stopped", "met", at(TEN))


def test_cancels_ends_it_undecided():
    (found,) = timers(own(cancels_on=("field:vendor",)), NEW, change(TEN, "vendor", "Acme"))
    assert (found.state, found.verdict) == ("cancelled", "undecided")


def test_a_custom_metric_that_a_resolution_cancels_does_not_start_on_a_resolved_ticket():
    rule = own(starts_on=("assigned",), cancels_on=("resolved", "closed"), repeats=True)
    events = (NEW, status(TEN, "resolved"), assigned("2026-03-02 11:00"))
    assert timers(rule, *events)[0].state == "waiting"
    again = timers(rule, *events, status("2026-03-02 12:00", "open"), assigned("2026-03-02 13:00"))
    assert again[0].started == at("2026-03-02 13:00")


def test_after_first_response_start_words_count_only_once_it_was_given():
    rule = own(starts_on=("requester_message",), after_first_response=True)
    assert timers(rule, NEW, requester(TEN))[0].state == "waiting"
    assert timers(rule, NEW, agent(TEN), requester("2026-03-02 11:00"))[0].started == at("2026-03-02 11:00")


# what counts, and what a reopen does


def test_counts_names_the_statuses_whose_time_counts():
    rule = own(counts=("open",))
    moves = (NEW, status(TEN, "open"), status("2026-03-02 11:00", "on_hold", "vendor"))
    (found,) = timers(rule, *moves, when="2026-03-02 14:00")
    assert (found.elapsed, found.paused_by) == (H, {"new": H, "vendor": 3 * H})


def test_even_resolved_time_can_count():
    rule = own(counts=("new", "resolved"), stops_on=("closed",))
    (found,) = timers(rule, NEW, status(TEN, "resolved"), status("2026-03-02 12:00", "closed"))
    assert (found.elapsed, found.verdict) == (3 * H, "breached")


RESOLVED_AND_BACK = (NEW, status(TEN, "resolved"), status("2026-03-02 11:00", "open"))


@pytest.mark.parametrize(
    ("reopens", "on_reopen", "state"),
    [
        ("policy", "resume", "running"), ("policy", "new_cycle", "stopped"), ("policy", "ignore", "stopped"),
        ("resume", "resume", "running"), ("resume", "new_cycle", "running"), ("resume", "ignore", "stopped"),
        ("never", "resume", "stopped"), ("never", "new_cycle", "stopped"), ("never", "ignore", "stopped"),
    ],
)  # fmt: skip
def test_a_reopen_resumes_a_metric_that_a_resolution_stopped(reopens, on_reopen, state):
    rule = own(stops_on=("resolved",), reopens=reopens)
    assert timers(rule, *RESOLVED_AND_BACK, on_reopen=on_reopen)[-1].state == state


def test_a_metric_that_something_else_stopped_is_not_resumed():
    rule = own(stops_on=("acknowledged", "resolved"))
    (found,) = timers(rule, NEW, acknowledged("2026-03-02 09:30"), *RESOLVED_AND_BACK[1:])
    assert (found.state, found.stopped) == ("stopped", at("2026-03-02 09:30"))


def test_a_custom_metric_may_get_a_new_cycle_at_a_reopen():
    rule = own(stops_on=("resolved",))
    found = timers(rule, *RESOLVED_AND_BACK, on_reopen="new_cycle", reopen_metrics="own")
    assert [one.cycle for one in found] == [1, 2]


def test_a_pause_rule_may_name_a_custom_metric():
    (found,) = timers(own(), NEW, status(TEN, "pending"), when="2026-03-02 11:00", pauses={"own": "pending"})
    assert found.paused == H
