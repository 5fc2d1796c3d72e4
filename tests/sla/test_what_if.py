"""The same tickets under another policy: what changes, for which tickets, and counts that add up."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.properties.sla_cases import histories, policies
from tests.sla.desk import DESK, at, change, created, due_set, policy, status

from supportops.calendar import ALWAYS_OPEN
from supportops.errors import DomainError, HistoryError, NaiveDatetimeError
from supportops.sla import EventTable, PolicySet, Select, compliance
from supportops.sla._what_if import WhatIf, what_if
from supportops.tickets import Rejected, TicketHistory

NOW = at("2026-03-03 12:00")
TODAY = policy(name="today", tiers={"Gold": 0.5, "Free": 2.0})


def numbered(ticket_id, *events):
    return TicketHistory(ticket_id=ticket_id, events=events)


QUICK = numbered("quick", created("2026-03-02 09:00"), status("2026-03-02 10:00", "resolved"))
SLOW = numbered("slow", created("2026-03-02 09:00"), status("2026-03-02 15:00", "resolved"))
GOLD = numbered("gold", created("2026-03-02 09:00", tier="Gold"), status("2026-03-02 12:00", "resolved"))
OPEN = numbered("open", created("2026-03-03 09:00"))
LOG = (QUICK, SLOW, GOLD, OPEN)


def told(answer):
    return {change.ticket_id: change.differences for change in answer.changed}


def changed(**options):
    return TODAY.model_copy(update={"name": "other", **options})


# what changes


def test_another_target_changes_verdicts_and_due_times():
    answer = what_if(LOG, before=TODAY, after=changed(targets={"P2": {"resolution": "5h"}}), at=NOW)
    assert told(answer) == {
        "quick": ("target 8h -> 5h", "due 2026-03-02 17:00+00:00 -> 2026-03-02 14:00+00:00"),
        "slow": (
            "met -> breached",
            "target 8h -> 5h",
            "due 2026-03-02 17:00+00:00 -> 2026-03-02 14:00+00:00",
            "stage yellow -> breach",
        ),
        "gold": ("met -> breached", *told(answer)["gold"][1:]),
        "open": (
            "target 8h -> 5h",
            "due 2026-03-03 17:00+00:00 -> 2026-03-03 14:00+00:00",
            "stage none -> yellow",
        ),
    }
    assert dict(answer.by_reason) == {"met -> breached": 2, "target changed": 2}
    assert list(answer.by_reason) == ["target changed", "met -> breached"]
    assert (answer.unchanged, answer.tickets, answer.rejected) == (0, 4, ())


def test_another_calendar_changes_what_counts():
    answer = what_if(LOG, before=TODAY, after=changed(calendar=ALWAYS_OPEN), at=NOW)
    assert answer.changed == ()
    assert answer.unchanged == 4
    late = numbered("late", created("2026-03-02 16:00"))
    answer = what_if([late], before=TODAY, after=changed(calendar=ALWAYS_OPEN), at=NOW)
    assert dict(answer.by_reason) == {"undecided -> breached": 1}


def test_another_tier_map_changes_the_tickets_of_that_tier():
    answer = what_if(LOG, before=TODAY, after=changed(tiers={"Gold": 0.25, "Free": 2.0}), at=NOW)
    assert answer.changed_tickets == ("gold",)
    assert answer.unchanged == 3


def test_the_same_policy_changes_nothing():
    answer = what_if(LOG, before=TODAY, after=TODAY, at=NOW)
    assert (answer.changed, dict(answer.by_reason), answer.unchanged) == ((), {}, 4)


def test_a_set_of_policies_may_stand_on_either_side():
    policies = PolicySet(Select(changed(targets={"P2": {"resolution": "1h"}}), tier="Gold"), Select(TODAY))
    assert what_if(LOG, before=TODAY, after=policies, at=NOW).changed_tickets == ("gold",)
    assert what_if(LOG, before=policies, after=TODAY, at=NOW).changed_tickets == ("gold",)


def test_a_promise_that_is_given_or_taken_back_is_told_as_such():
    no_promise = changed(targets={"P1": {"resolution": "4h"}, "P2": {"first_response": "1h"}})
    answer = what_if([QUICK], before=TODAY, after=no_promise, at=NOW)
    reasons = {change.metric: change.reason for change in answer.changed}
    assert reasons == {"resolution": "met -> not_applicable", "first_response": "no timer -> met"}
    assert answer.unchanged == 0


def test_timers_that_neither_policy_promises_anything_for_do_not_count():
    after = changed(targets={"P1": {"update": "1h"}, "P2": {"resolution": "8h"}})
    answer = what_if(LOG, before=TODAY, after=after, at=NOW)
    assert (answer.changed, answer.unchanged) == ((), 4)


def test_a_new_cycle_is_a_timer_that_was_not_there():
    reopened = numbered("again", *SLOW.events, status("2026-03-03 09:00", "open"))
    answer = what_if([reopened], before=TODAY, after=changed(on_reopen="new_cycle"), at=NOW)
    assert [(change.cycle, change.reason) for change in answer.changed] == [
        (1, "breached -> met"), (2, "no timer -> undecided")
    ]  # fmt: skip
    assert str(answer.changed[1]) == "resolution #2: no timer -> undecided"


@pytest.mark.parametrize(
    ("events", "options", "reason"),
    [
        ((), {"landing": "open"}, "due moved"),
        ((), {"stages": ()}, "stage changed"),
        ((status("2026-03-02 10:00", "pending"),), {"pauses": {}}, "due moved"),
        ((status("2026-03-02 10:00", "pending"), status("2026-03-03 09:00", "resolved")), {"pauses": {}},
         "due moved"),
        ((status("2026-03-02 10:00", "resolved"), status("2026-03-02 11:00", "open"),
          status("2026-03-02 12:00", "resolved")), {"on_reopen": "ignore", "landing": "close"}, "due moved"),
        ((due_set("2026-03-02 09:30", "2026-03-06 10:00"), status("2026-03-02 10:00", "pending")), {"pauses": {}},
         "elapsed changed"),
        ((due_set("2026-03-02 09:30", "2026-03-06 10:00"), status("2026-03-02 10:00", "resolved"),
          status("2026-03-02 11:00", "open"), status("2026-03-02 12:00", "resolved")), {"on_reopen": "ignore"},
         "stop moved"),
        ((due_set("2026-03-02 09:30", "2026-03-02 10:00"), change("2026-03-02 10:30", "priority", "P1")),
         {"targets": {"P2": {"resolution": "8h"}, "P1": {"resolution": "1h"}}}, None),
    ],
)  # fmt: skip
def test_the_most_important_kind_of_change_counts(events, options, reason):
    one = numbered("one", created("2026-03-02 09:00"), *events)
    answer = what_if([one], before=TODAY, after=changed(**options), at=at("2026-03-02 14:00"))
    assert list(answer.by_reason) == ([] if reason is None else [reason])


def test_a_figure_that_follows_from_others_is_told_where_it_stands_alone():
    # Kept or cleared, the breach before the new target is all that is different.
    events = (created("2026-03-02 09:00", "P1"), change("2026-03-02 14:00", "priority", "P2"))
    one = numbered("one", *events, change("2026-03-02 15:00", "priority", "P1"))
    before = policy(targets={"P1": {"resolution": "4h"}, "P2": {"resolution": "5h"}})
    after = before.model_copy(update={"on_breached_target_change": "clear"})
    answer = what_if([one], before=before, after=after, at=NOW)
    assert all(change.differences for change in answer.changed)
    assert answer.changed


# rejected tickets


def test_a_ticket_that_one_of_the_policies_has_no_answer_for_is_named_and_left_out_of_the_counts():
    later = numbered("later", created("2026-03-04 09:00"))
    silver = numbered("silver", created("2026-03-02 09:00", tier="Silver"))
    urgent = numbered("urgent", created("2026-03-02 09:00", "P3"))
    after = PolicySet(Select(TODAY.model_copy(update={"name": "other"}), priority=("P1", "P2")))
    answer = what_if([later, QUICK, silver, urgent], before=TODAY, after=after, at=NOW)
    assert [one.ticket for one in answer.rejected] == ["later", "silver", "urgent"]
    assert answer.rejected[0] == Rejected(
        "later",
        None,
        "today: at 2026-03-03T12:00:00+00:00 the ticket did not exist; it was created at "
        "2026-03-04T09:00:00+00:00, so ask about that instant or a later one",
    )
    assert answer.rejected[1].reason.startswith("today: tier 'Silver'")
    assert answer.rejected[2].reason.startswith("other: no policy of this set is for priority 'P3'")
    assert (answer.tickets, answer.unchanged, answer.changed) == (1, 1, ())


# rendering


def test_it_is_shown_as_text():
    answer = what_if(LOG, before=TODAY, after=changed(tiers={"Gold": 0.25, "Free": 2.0}), at=NOW)
    assert str(answer) == (
        "other instead of today, at 2026-03-03T12:00:00+00:00: 1 of 4 timers change, in 1 of 4 tickets\n"
        "        1  met -> breached\n"
        "        3  unchanged\n"
        "  gold  resolution: met -> breached, target 4h -> 2h, due 2026-03-02 13:00+00:00 -> "
        "2026-03-02 11:00+00:00, stage yellow -> breach"
    )


def test_it_is_shown_as_markdown():
    answer = what_if([QUICK, SLOW], before=TODAY, after=changed(landing="open"), at=NOW)
    lines = answer.to_markdown().splitlines()
    assert lines[2:9] == [
        "| kind of change | timers |",
        "| --- | ---: |",
        "| due moved | 2 |",
        "| unchanged | 0 |",
        "",
        "| ticket | metric | cycle | what changes |",
        "| --- | --- | ---: | --- |",
    ]
    assert lines[9] == "| quick | resolution | 1 | due 2026-03-02 17:00+00:00 -> 2026-03-03 09:00+00:00 |"


HOSTILE = "<script>|\x1b[2J\n"


def test_names_from_outside_can_steer_neither_a_page_nor_a_terminal():
    other = changed(name=HOSTILE, landing="open")
    later = numbered(HOSTILE + "later", created("2026-03-04 09:00"))
    answer = what_if([numbered(HOSTILE, *QUICK.events), later], before=TODAY, after=other, at=NOW)
    assert "\x1b" not in str(answer) + answer.to_markdown() + answer._repr_html_()
    assert "<script>" not in answer.to_markdown() + answer._repr_html_()
    assert "| &lt;script&gt;\\|\\x1b[2J\\n | resolution |" in answer.to_markdown()
    assert "<td>&lt;script&gt;|\\x1b[2J\\n</td>" in answer._repr_html_()
    assert len(str(answer).splitlines()) == 5


def test_the_tables_show_fifty_timers_and_say_how_many_more_there_are():
    many = [numbered(str(number), *QUICK.events) for number in range(60)]
    later = [numbered(f"later {number}", created("2026-03-04 09:00")) for number in range(60)]
    answer = what_if([*many, *later], before=TODAY, after=changed(landing="open"), at=NOW)
    assert len(answer.changed) == 60
    for text in (str(answer), answer.to_markdown(), answer._repr_html_()):
        assert "and 10 more changed timers" in text
        assert "not compared: 10 more tickets" in text
        assert "not compared: ticket 'later 0': today: at 2026" in text.replace("&#x27;", "'")


# laws


LAW = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))


@LAW
@given(st.data())
def test_the_counts_add_up(data):
    (before, _), (after, _) = data.draw(policies()), data.draw(policies())
    log = [numbered(str(number), *data.draw(histories(before))[0].events) for number in range(3)]
    when = log[0].events[0].at + timedelta(minutes=data.draw(st.integers(0, 5000)))
    answer = what_if(log, before=before, after=after, at=when)
    assert sum(answer.by_reason.values()) == len(answer.changed)
    assert answer.tickets + len(answer.rejected) == len(log)
    timers = {
        (one.ticket_id, timer.metric, timer.cycle)
        for one in log
        if one.ticket_id not in {rejected.ticket for rejected in answer.rejected}
        for side in (before, after)
        for timer in side.evaluate(one, at=when).timers
        if timer.verdict != "not_applicable"
    }
    assert len(timers) == len(answer.changed) + answer.unchanged
    assert {(change.ticket_id, change.metric, change.cycle) for change in answer.changed} <= timers
    assert all(change.differences for change in answer.changed)


@LAW
@given(st.data())
def test_there_and_back_the_same_timers_change(data):
    (before, _), (after, _) = data.draw(policies()), data.draw(policies())
    log = [data.draw(histories(before))[0]]
    when = log[0].events[-1].at
    there = what_if(log, before=before, after=after, at=when)
    back = what_if(log, before=after, after=before, at=when)
    assert {(change.metric, change.cycle) for change in there.changed} == {
        (change.metric, change.cycle) for change in back.changed
    }
    assert what_if(log, before=before, after=before, at=when).changed == ()


# bad input


def test_there_have_to_be_tickets():
    with pytest.raises(DomainError, match="no tickets to compare"):
        what_if([], before=TODAY, after=TODAY, at=NOW)
    with pytest.raises(DomainError, match=r"histories\[1\] is no TicketHistory, got int"):
        what_if([QUICK, 7], before=TODAY, after=TODAY, at=NOW)


def test_a_ticket_stands_in_the_log_once():
    with pytest.raises(HistoryError, match="ticket 'quick': stands in the log twice"):
        what_if([QUICK, SLOW, QUICK], before=TODAY, after=TODAY, at=NOW)


def test_it_needs_two_policies():
    with pytest.raises(DomainError, match="before is a SlaPolicy or a PolicySet, got str"):
        what_if(LOG, before="today", after=TODAY, at=NOW)
    with pytest.raises(DomainError, match="after is a SlaPolicy or a PolicySet, got BusinessCalendar"):
        what_if(LOG, before=TODAY, after=DESK, at=NOW)


def test_an_instant_without_a_zone_is_refused():
    with pytest.raises(NaiveDatetimeError):
        what_if(LOG, before=TODAY, after=TODAY, at=NOW.replace(tzinfo=None))


def test_the_answer_is_a_value():
    one, other = (what_if(log, before=TODAY, after=changed(landing="open"), at=NOW) for log in (LOG, list(LOG)))
    assert (str(one), one.changed) == (str(other), other.changed)
    assert isinstance(what_if(LOG, before=TODAY, after=TODAY, at=NOW), WhatIf)


def test_a_table_and_one_ticket_alone_will_do():
    other = changed(targets={"P2": {"resolution": "5h"}})
    of_table = what_if(EventTable.from_histories(LOG), before=TODAY, after=other, at=NOW)
    assert of_table.changed == what_if(LOG, before=TODAY, after=other, at=NOW).changed
    assert what_if(SLOW, before=TODAY, after=other, at=NOW).changed_tickets == ("slow",)
    assert compliance(of_table.before, metric="resolution").value == 1
    assert compliance(of_table.after, metric="resolution").value == 1 / 3


@settings(max_examples=50, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_the_kinds_are_counted_as_each_change_tells_its_own(data):
    before, _ = data.draw(policies())
    after, _ = data.draw(policies())
    drawn = [data.draw(histories(before))[0] for _ in range(3)]
    log = [one.model_copy(update={"ticket_id": str(number)}) for number, one in enumerate(drawn)]
    answer = what_if(log, before=before, after=after, at=max(one.events[-1].at for one in log))
    kinds = Counter(change.reason for change in answer.changed)
    assert dict(answer.by_reason) == dict(kinds)
    assert list(answer.by_reason.values()) == sorted(kinds.values(), reverse=True)
    assert answer.changed_tickets == tuple(dict.fromkeys(change.ticket_id for change in answer.changed))


def test_what_holds_no_tickets_is_told_by_its_type():
    with pytest.raises(DomainError, match="give an EventTable or some TicketHistory, got int"):
        what_if(7, before=TODAY, after=TODAY, at=NOW)
