from datetime import UTC, datetime, timedelta
from enum import StrEnum

import pytest

from supportops.calendar import BusinessCalendar
from supportops.errors import ConfigurationError, DomainError, NaiveDatetimeError
from supportops.triage.agents import Agent
from supportops.triage.assignment_state import AssignmentState
from supportops.triage.draining import Drain, drain
from supportops.triage.queued import QueuedTicket
from supportops.triage.strategy import load_balanced, round_robin, skill_based
from supportops.vocabulary import L0_TO_L3, P1_TO_P5

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
POOL = (Agent("ann", skills="api"), Agent("bob"))
START = AssignmentState()


class Level(StrEnum):
    HIGH = "P2"


def ticket(name, priority="P3", **facts):
    return QueuedTicket(name, **{"priority": priority, "created": NOON - 60 * MINUTE, **facts})


def of(*queue, agents=POOL, strategy=None, state=START, **options):
    return drain(queue, agents, strategy or round_robin(), state, **{"at": NOON, "scale": P1_TO_P5, **options})


def test_the_order_is_effective_priority_then_slack_then_age_then_id():
    queue = (
        ticket("younger", created=NOON), ticket("b"), ticket("a"), ticket("slack", slack=90 * MINUTE),
        ticket("late", slack=-MINUTE), ticket("high", Level.HIGH), ticket("raised", "P4", effective_priority="P1"),
        ticket("lowered", "P1", effective_priority="P5"),
    )  # fmt: skip
    expected = ["raised", "high", "late", "slack", "a", "b", "younger", "lowered"]
    assert [one.ticket for one in of(*queue).assignments] == expected
    assert [one.ticket for one in of(*reversed(queue), agents=()).waiting] == expected


def test_a_ticket_that_nobody_takes_holds_up_nobody():
    found = of(ticket("1", "P1", skill="sso"), ticket("2", "P2", skill="api"), ticket("3"), strategy=skill_based())
    assert [(one.ticket, one.agent) for one in found.assignments] == [("2", "ann"), ("3", "bob")]
    [waiting] = found.waiting
    assert (waiting.ticket, waiting.blocked_by, waiting.state) == ("1", "skill", START)
    assert found.state == found.assignments[-1].state


def test_each_ticket_sees_what_the_one_before_left():
    agents = (Agent("ann", capacity=2), Agent("bob", capacity=1))
    found = of(*(ticket(name) for name in "abcd"), agents=agents, strategy=load_balanced(by="spare"))
    assert [one.agent for one in found.assignments] == ["ann", "bob", "ann"]
    assert (found.waiting[0].ticket, found.waiting[0].blocked_by) == ("d", "capacity")
    assert dict(found.state.load) == {"ann": 2, "bob": 1}


def test_who_is_outside_working_hours_is_so_for_every_ticket():
    night = BusinessCalendar(zone="UTC", hours="daily 20:00-06:00")
    found = of(ticket("1"), ticket("2"), agents=(Agent("ann", hours=night), Agent("bob", hours=~night)))
    assert [one.agent for one in found.assignments] == ["bob", "bob"]
    words = "hours: does not work on Mon 2026-03-02 12:00 in UTC"
    assert [one.passed_over["ann"] for one in found.assignments] == [words, words]


def test_a_ticket_without_activity_for_too_long_is_left_waiting_and_says_so():
    found = of(
        ticket("old", last_activity=NOON - timedelta(days=3) - MINUTE),
        ticket("edge", last_activity=NOON - timedelta(days=3)),
        ticket("unknown", created=NOON - timedelta(days=30)),
        max_idle="3 days",
    )
    assert [one.ticket for one in found.assignments] == ["unknown", "edge"]
    [stale] = found.waiting
    words = "the last activity is 72h1m ago, 72h at most are allowed"
    assert (stale.blocked_by, stale.reason) == ("stale", f"left waiting, as stale: {words}")
    assert dict(stale.passed_over) == {"ann": f"stale: {words}", "bob": f"stale: {words}"}
    assert stale.eligible == ()


def test_without_a_limit_no_ticket_is_stale():
    assert len(of(ticket("old", last_activity=NOON - timedelta(days=3000))).assignments) == 1


@pytest.mark.parametrize("max_idle", ["0m", "-1h", timedelta(0), timedelta(-1)])
def test_a_limit_of_no_time_is_refused(max_idle):
    with pytest.raises(DomainError, match="max_idle is more than 0, got") as caught:
        of(max_idle=max_idle)
    assert (caught.value.field, caught.value.value) == ("max_idle", max_idle)


def test_an_empty_queue_is_an_answer():
    found = of(state=AssignmentState(("bob",)))
    assert (found.assignments, found.waiting, found.state) == ((), (), AssignmentState(("bob",)))


def test_the_queue_may_be_any_iterable():
    assert drain(iter([ticket("1")]), iter(POOL), round_robin(), START, at=NOON, scale=P1_TO_P5).assignments


@pytest.mark.parametrize(
    ("facts", "field"), [({"priority": "p9"}, "priority"), ({"effective_priority": "p9"}, "effective_priority")]
)
def test_a_priority_off_the_scale_is_refused_with_its_ticket(facts, field):
    with pytest.raises(DomainError, match="ticket '2': 'p9' is not on") as caught:
        of(ticket("1"), ticket("2", **facts))
    assert (caught.value.field, caught.value.value, caught.value.index) == (field, "p9", 1)
    assert caught.value.allowed == P1_TO_P5.labels


def test_any_scale_will_do():
    found = of(ticket("1", "L1"), ticket("2", "L3"), scale=L0_TO_L3)
    assert [one.ticket for one in found.assignments] == ["2", "1"]


def test_a_ticket_given_twice_is_refused_with_all_the_others():
    with pytest.raises(ConfigurationError) as caught:
        of(*(ticket(name) for name in "abab"))
    assert caught.value.faults == (
        ("tickets[2].id", "'a' is also tickets[0]; give each ticket once"),
        ("tickets[3].id", "'b' is also tickets[1]; give each ticket once"),
    )


def test_faults_of_the_pool_and_of_the_instant_are_told_as_for_one_ticket():
    with pytest.raises(ConfigurationError, match="goes round in a circle"):
        of(agents=(Agent("ann", substitute="ann"),))
    with pytest.raises(NaiveDatetimeError):
        of(at=datetime(2026, 3, 2))


def test_a_drain_is_rendered_with_a_row_for_each_ticket():
    found = of(ticket("1|", skill="api"), ticket("2", skill="sso"))
    assert str(found).splitlines() == [
        "round_robin at 2026-03-02T12:00:00+00:00: 1 assigned; 1 waiting; 0 stale; spread 0, of load 0; "
        "longest wait 1h (ticket 1|); still waiting 1h (ticket 2)",
        "ticket  agent  why",
        "1|      ann    ann is the only one who may take it, of 2 in the pool",
        "2       -      nobody can take it; of 2 agents these filters stopped: skill 2",
    ]
    assert "| 1\\| | ann | ann is the only one" in found.to_markdown()
    assert "<td>2</td><td>-</td>" in found._repr_html_()


def test_a_drain_is_the_same_after_a_round_trip():
    found = of(ticket("1", skill="api"), ticket("2", skill="sso"), ticket("3", last_activity=NOON), max_idle="1h")
    copy = Drain.model_validate_json(found.model_dump_json())
    assert (copy, hash(copy), copy.fairness()) == (found, hash(found), found.fairness())
