from datetime import UTC, datetime, timedelta

import pytest

from supportops.triage.agents import Agent
from supportops.triage.assignment_state import AssignmentState
from supportops.triage.draining import drain
from supportops.triage.fairness import Fairness
from supportops.triage.queued import QueuedTicket
from supportops.triage.strategy import Strategy, load_balanced, rate_limit, round_robin, swarm
from supportops.vocabulary import P1_TO_P5

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)


def tickets(n, **facts):
    """Return tickets "0" to "n-1", which have waited so many hours each."""
    return [
        QueuedTicket(str(i), priority="P3", **{"created": NOON - i * HOUR, **facts}) for i in range(n)
    ]  # fmt: skip


def fairness(queue, agents, strategy, state=None, **options):
    state = AssignmentState() if state is None else state
    return drain(queue, agents, strategy, state, at=NOON, scale=P1_TO_P5, **options).fairness()


def row(found, agent):
    [one] = [one for one in found.agents if one.agent == agent]
    return one


def test_an_even_hand_is_even():
    found = fairness(tickets(6), [Agent("ann"), Agent("bob"), Agent("cyd", status="away")], round_robin())
    assert dict(found.share) == {"ann": 0.5, "bob": 0.5, "cyd": 0}
    assert (found.assigned, found.waiting, found.stale, found.basis) == (6, 0, 0, "even")
    # Who could take nothing is not part of the spread.
    assert (found.spread, found.load_spread) == (0, 0)
    assert (found.longest_wait, found.longest_wait_ticket) == (5 * HOUR, "5")
    assert (found.longest_waiting, found.longest_waiting_ticket) == (None, None)
    assert (row(found, "cyd").eligible, row(found, "cyd").expected) == (0, 0)


def test_what_is_expected_splits_each_ticket_among_those_who_might_have_taken_it():
    agents = [Agent("ann", skills="api"), Agent("bob", skills=("api", "sso")), Agent("cyd", capacity=1)]
    found = fairness([*tickets(2, skill="api"), *[t.model_copy(update={"id": f"x{t.id}"}) for t in tickets(2)]],
                     agents, load_balanced())  # fmt: skip
    assert [one.eligible for one in found.agents] == [4, 4, 2]
    # Two tickets among ann and bob, two among all three.
    assert [one.expected for one in found.agents] == pytest.approx([5 / 12, 5 / 12, 2 / 12])
    assert [one.assigned for one in found.agents] == [2, 1, 1]
    assert (found.spread, found.load_spread) == (1, 1)


def test_a_weighted_rotation_is_held_against_the_weights():
    found = fairness(tickets(8), [Agent("ann", weight=3), Agent("bob")], round_robin(weighted=True))
    assert found.basis == "weight"
    assert [(one.share, one.expected) for one in found.agents] == [(0.75, 0.75), (0.25, 0.25)]
    assert found.spread == 4


@pytest.mark.parametrize(("by", "basis"), [("share", "capacity"), ("spare", "capacity"), ("count", "even")])
def test_a_balance_of_capacities_is_held_against_them(by, basis):
    agents = [Agent("ann", capacity=30), Agent("bob", capacity=10)]
    found = fairness(tickets(4), agents, load_balanced(by=by))
    assert found.basis == basis
    assert row(found, "ann").expected == (0.75 if basis == "capacity" else 0.5)


@pytest.mark.parametrize("capacity", [None, 0])
def test_without_capacities_for_all_the_balance_is_held_against_an_even_hand(capacity):
    agents = [Agent("ann", capacity=30), Agent("bob", capacity=capacity, channels={"chat": 0})]
    found = fairness(tickets(2, channel="chat"), agents, load_balanced(by="share"))
    assert found.basis == "even"
    assert row(found, "bob").capacity == capacity


def test_the_places_of_a_swarm_are_counted_each():
    found = fairness(tickets(2), [Agent("ann"), Agent("bob"), Agent("cyd")], swarm(2))
    assert (found.assigned, dict(found.share)) == (2, {"ann": 0.5, "bob": 0.25, "cyd": 0.25})
    assert [one.expected for one in found.agents] == pytest.approx([1 / 3] * 3)


def test_who_waits_on_is_told_apart_from_who_was_left_out():
    old = [t.model_copy(update={"id": f"old{t.id}", "last_activity": NOON - 30 * HOUR}) for t in tickets(2)]
    found = fairness([*tickets(3), *old], [Agent("ann")], round_robin(rate_limit(1, per="1h")), max_idle="24h")
    assert (found.assigned, found.waiting, found.stale) == (1, 2, 2)
    assert (found.longest_wait, found.longest_wait_ticket) == (2 * HOUR, "2")
    assert (found.longest_waiting, found.longest_waiting_ticket) == (HOUR, "1")


def test_of_equal_waits_the_first_in_the_queue_is_named():
    queue = [t.model_copy(update={"created": NOON - HOUR}) for t in tickets(3)]
    urgent = queue[1].model_copy(update={"effective_priority": "P1"})
    found = fairness([queue[0], urgent, queue[2]], [Agent("ann")], round_robin())
    assert (found.longest_wait, found.longest_wait_ticket) == (HOUR, "1")


def test_a_ticket_from_the_future_has_waited_for_nothing():
    found = fairness(tickets(1, created=NOON + HOUR), [Agent("ann")], round_robin())
    assert (found.longest_wait, found.longest_wait_ticket) == (timedelta(0), "0")


def test_without_tickets_there_is_no_share():
    found = fairness([], [Agent("ann", capacity=3)], round_robin(), AssignmentState(load={"ann": 2}))
    assert dict(found.share) == {"ann": None}
    assert (found.spread, found.load_spread, found.longest_wait, found.longest_waiting) == (None,) * 4
    assert (row(found, "ann").load_before, row(found, "ann").load_after, row(found, "ann").expected) == (2, 2, None)
    assert str(found) == "\n".join([
        "0 assigned; 0 waiting; 0 stale",
        "agent  assigned  could take  share  expected  load before  load after  capacity",
        "ann           0           0      -         -            2           2         3",
    ])  # fmt: skip


def test_the_report_is_rendered_with_a_row_for_each_agent():
    agents = [Agent("ann", capacity=1.5), Agent("b|b", status="away")]
    found = fairness(tickets(2), agents, Strategy(name="x", filters=("status", "capacity"), rank=()))
    assert str(found) == "\n".join([
        "1 assigned; 1 waiting; 0 stale; spread 0, of load 0; longest wait 1h (ticket 1); still waiting 0m (ticket 0)",
        "agent  assigned  could take    share  expected  load before  load after  capacity",
        "ann           1           1  100.0 %   100.0 %            0           1       1.5",
        "b|b           0           0    0.0 %     0.0 %            0           0         -",
    ])  # fmt: skip
    assert found.to_markdown().splitlines()[2:] == [
        "| agent | assigned | could take | share | expected | load before | load after | capacity |",
        "| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |",
        "| ann | 1 | 1 | 100.0 % | 100.0 % | 0 | 1 | 1.5 |",
        "| b\\|b | 0 | 0 | 0.0 % | 0.0 % | 0 | 0 | - |",
    ]
    assert found._repr_html_().startswith("<table><caption>1 assigned; 1 waiting;")
    assert Fairness.model_validate_json(found.model_dump_json()) == found
