"""The lengths that targets are designed from are those of the very clock."""

from datetime import timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.properties.sla_cases import cases
from tests.sla.desk import (
    H,
    agent,
    at,
    cancelled,
    change,
    created,
    merged,
    policy,
    requester,
    status,
    ticket,
)

from supportops._instants import us_of
from supportops.calendar import ALWAYS_OPEN
from supportops.sla import CalendarRule, TimerStatus
from supportops.sla._lengths import measured, yardstick
from supportops.tickets import EventTable
from supportops.vocabulary import Party

MONDAY = "2026-03-02T09:00"


def lengths_of(*histories, when: str, metrics=("resolution",), **options):
    return measured(table_of(histories), yardstick(policy(**options), metrics), at(when))


def table_of(histories):
    numbered = (one.model_copy(update={"ticket_id": str(number)}) for number, one in enumerate(histories))
    return EventTable.from_histories(numbered)


def rows(lengths):
    columns = zip(lengths.priority, lengths.metric, lengths.elapsed_us, lengths.is_stopped, strict=True)
    return [(priority, metric, us / us_of(H), is_stopped) for priority, metric, us, is_stopped in columns]


def test_a_stopped_clock_and_a_running_one_are_told_apart():
    done = ticket(created(MONDAY), agent("2026-03-02T10:00"), status("2026-03-02T12:00", "resolved"))
    still = ticket(created(MONDAY, "P1"))
    lengths = lengths_of(done, still, when="2026-03-03T10:00", metrics=("first_response", "resolution"))
    assert rows(lengths) == [
        ("P2", "first_response", 1, True),
        ("P2", "resolution", 3, True),
        ("P1", "first_response", 9, False),
        ("P1", "resolution", 9, False),
    ]
    assert lengths.ticket == ["0", "0", "1", "1"]


def test_pauses_are_taken_off_as_the_policy_says():
    history = ticket(
        created(MONDAY),
        status("2026-03-02T10:00", "pending"),
        status("2026-03-02T12:00", "open"),
        status("2026-03-02T13:00", "resolved"),
    )
    assert rows(lengths_of(history, when="2026-03-04T09:00")) == [("P2", "resolution", 2, True)]
    assert rows(lengths_of(history, when="2026-03-04T09:00", pauses={})) == [("P2", "resolution", 4, True)]


def test_what_happens_later_is_not_read():
    history = ticket(created(MONDAY), status("2026-03-02T12:00", "resolved"))
    assert rows(lengths_of(history, when="2026-03-02T11:00")) == [("P2", "resolution", 2, False)]
    early = lengths_of(history, when="2026-03-02T08:59")
    assert (rows(early), early.later) == ([], 1)


def test_the_priority_is_the_one_at_the_instant():
    history = ticket(created(MONDAY), change("2026-03-02T10:00", "priority", "P1"))
    assert rows(lengths_of(history, when="2026-03-02T09:30")) == [("P2", "resolution", 0.5, False)]
    assert rows(lengths_of(history, when="2026-03-02T11:00")) == [("P1", "resolution", 2, False)]


def test_a_new_calendar_with_a_new_priority_keeps_what_was_counted():
    rules = (CalendarRule(ALWAYS_OPEN, priority="P1"),)
    history = ticket(created("2026-03-02T15:00"), change("2026-03-02T16:00", "priority", "P1"))
    assert rows(lengths_of(history, when="2026-03-02T20:00", calendars=rules)) == [("P1", "resolution", 5, False)]


def test_of_several_cycles_the_longest_speaks_for_the_ticket():
    history = ticket(
        created(MONDAY),
        status("2026-03-02T12:00", "resolved"),
        status("2026-03-03T09:00", "open"),
        status("2026-03-03T10:00", "resolved"),
    )
    assert rows(lengths_of(history, when="2026-03-04T09:00", on_reopen="new_cycle")) == [("P2", "resolution", 3, True)]
    # Reopened for one hour so far: longer than three is still possible.
    assert rows(lengths_of(history, when="2026-03-03T09:30", on_reopen="new_cycle")) == [("P2", "resolution", 3, False)]
    assert rows(lengths_of(history, when="2026-03-04T09:00")) == [("P2", "resolution", 4, True)]


def test_clocks_that_were_cancelled_or_never_started_have_no_length():
    lengths = lengths_of(
        ticket(created(MONDAY), cancelled("2026-03-02T10:00")),
        ticket(created(MONDAY, "P3"), merged("2026-03-02T10:00")),
        ticket(created(MONDAY, "P1", by=Party.AGENT)),
        when="2026-03-03T09:00",
        metrics=("first_response", "resolution"),
    )
    assert rows(lengths) == [("P1", "resolution", 8, False)]
    assert dict(lengths.left_out) == {
        ("P2", "first_response"): 1,
        ("P2", "resolution"): 1,
        ("P3", "first_response"): 1,
        ("P3", "resolution"): 1,
        ("P1", "first_response"): 1,
    }


def test_a_cycle_that_was_cancelled_leaves_the_finished_ones():
    history = ticket(
        created(MONDAY),
        agent("2026-03-02T10:00"),
        requester("2026-03-02T11:00"),
        agent("2026-03-02T13:00"),
        requester("2026-03-02T14:00"),
        status("2026-03-02T16:30", "resolved"),
    )
    lengths = lengths_of(history, when="2026-03-03T09:00", metrics=("next_response",))
    assert rows(lengths) == [("P2", "next_response", 2, True)]


def test_targets_tiers_and_stages_of_the_policy_are_not_read():
    history = ticket(created(MONDAY, tier="unheard of"))
    assert rows(lengths_of(history, when="2026-03-02T10:00", tiers={"gold": 2.0})) == [("P2", "resolution", 1, False)]


@settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck))
@given(cases(), st.sampled_from([0, 1, 45, 600, 4000]))
def test_every_length_is_that_of_the_evaluated_timers(case, wait):
    when = case.history.events[-1].at + timedelta(minutes=wait)
    # How long a clock ran does not depend on what was promised, as long as all were promised the same.
    row = dict.fromkeys(case.policy.measured, H)
    same = case.policy.model_copy(update={"targets": dict.fromkeys(case.policy.scale, row), "tiers": {}})
    timers = same.evaluate(case.history, at=when).timers
    expected = {}
    for timer in timers:
        if timer.state not in (TimerStatus.CANCELLED, TimerStatus.WAITING):
            longest, is_stopped = expected.get(timer.metric, (timedelta(0), True))
            expected[timer.metric] = (max(longest, timer.elapsed), is_stopped and not timer.is_live)
    lengths = measured(table_of([case.history]), yardstick(case.policy, case.policy.measured), when)
    columns = zip(lengths.metric, lengths.elapsed_us, lengths.is_stopped, strict=True)
    assert {name: (timedelta(microseconds=int(us)), bool(is_stopped)) for name, us, is_stopped in columns} == expected
    assert sum(lengths.left_out.values()) + len(lengths.metric) == len(case.policy.measured)
