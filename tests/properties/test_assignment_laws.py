"""Laws of assignment, over random pools, tickets, strategies and states."""

from collections import Counter

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from tests.oracles import assignment_oracle as oracle
from tests.properties.assignment_cases import (
    agents_of,
    at,
    plain_pool,
    plain_strategy,
    pools,
    state_of,
    states,
    strategies,
    strategy_of,
    ticket_of,
    tickets,
)

from supportops.triage.assigning import assign
from supportops.triage.assignment import Assignment
from supportops.triage.assignment_state import AssignmentState
from supportops.triage.draining import Drain, drain
from supportops.triage.fairness import Fairness
from supportops.triage.strategy import (
    Strategy,
    customer_owned,
    load_balanced,
    rate_limit,
    round_robin,
    skill_based,
    swarm,
)
from supportops.vocabulary import P1_TO_P5

LAW = settings(max_examples=50, deadline=None, suppress_health_check=list(HealthCheck))
MINUTES = st.integers(0, 4000)
FREE = {
    "status": "active", "capacity": None, "works": "always", "skills": {"api", "billing"}, "substitute": None,
}  # fmt: skip
MODELS = (
    round_robin(),
    round_robin(weighted=True, last_resort="away"),
    skill_based(rate_limit(2, per="10h")),
    customer_owned(last_resort="anyone"),
    load_balanced(),
    load_balanced(by="share"),
    load_balanced(by="spare"),
    swarm(2),
)


@st.composite
def queues(draw, **fixed):
    """Draw tickets with ids that sort otherwise than they are given."""
    names = draw(st.permutations(["10", "9", "b", "A", "a", "t"]))
    return [draw(tickets(name, **fixed)) for name in names[: draw(st.integers(0, len(names)))]]


def run(queue, agents, strategy, state, minute):
    """Assign one ticket after the other, and return the assignments."""
    found = []
    for ticket in queue:
        found.append(assign(ticket, agents, strategy, state, at=at(minute)))
        state = found[-1].state
    return found


def check(found, expected):
    """Compare an assignment with the oracle's answer."""
    assert list(found.agents) == expected["agents"]
    assert list(found.eligible) == expected["eligible"]
    assert found.blocked_by == expected["blocked_by"]
    said = {name: words.split(":")[0] for name, words in found.passed_over.items()}
    assert said == {**expected["stopped"], **expected["behind"]}
    assert found.state == state_of(expected["state"])


@LAW
@given(pools(), st.lists(tickets(), min_size=1, max_size=4), strategies(), states(), MINUTES, st.integers(0, 90))
def test_a_run_is_that_of_the_slow_oracle(pool, queue, strategy, plain, minute, step):
    state = state_of(plain)
    for ticket in queue:
        expected = oracle.assign(ticket, plain_pool(pool), strategy, plain, minute)
        found = assign(ticket_of(ticket), agents_of(pool), strategy_of(strategy), state, at=at(minute))
        check(found, expected)
        state, plain, minute = found.state, expected["state"], minute + step


@LAW
@given(pools(), tickets(), st.sampled_from(MODELS), states(), MINUTES)
def test_the_five_models_are_those_of_the_slow_oracle(pool, ticket, model, plain, minute):
    found = assign(ticket_of(ticket), agents_of(pool), model, state_of(plain), at=at(minute))
    check(found, oracle.assign(ticket, plain_pool(pool), plain_strategy(model), plain, minute))


@LAW
@given(pools(), queues(), strategies(), states(), MINUTES, st.none() | st.sampled_from([30, 600, 3000]))
def test_a_drain_is_that_of_the_slow_oracle(pool, queue, strategy, plain, minute, max_idle):
    found = drain(
        map(ticket_of, queue), agents_of(pool), strategy_of(strategy), state_of(plain), at=at(minute), scale=P1_TO_P5,
        max_idle=None if max_idle is None else f"{max_idle}m",
    )  # fmt: skip
    expected = oracle.drain(queue, plain_pool(pool), strategy, plain, minute, max_idle)
    assert [(one.ticket, list(one.agents), None) for one in found.assignments] == [e for e in expected if e[1]]
    assert [(one.ticket, [], one.blocked_by) for one in found.waiting] == [e for e in expected if not e[1]]


@LAW
@given(pools(), queues(), strategies(), states(), MINUTES)
def test_a_drain_is_its_tickets_one_by_one(pool, queue, strategy, plain, minute):
    agents, model, state = agents_of(pool), strategy_of(strategy), state_of(plain)
    batch = drain(map(ticket_of, queue), agents, model, state, at=at(minute), scale=P1_TO_P5)
    by_id = {ticket["id"]: ticket_of(ticket) for ticket in queue}
    order = [ticket for ticket, _, _ in oracle.drain(queue, plain_pool(pool), strategy, plain, minute, None)]
    singly = run([by_id[name] for name in order], agents, model, state, minute)
    assert batch.assignments == tuple(one for one in singly if one.agents)
    assert batch.waiting == tuple(one for one in singly if not one.agents)
    assert batch.state == (singly[-1].state if singly else state)


@LAW
@given(pools(), queues(), strategies(), states(), MINUTES, st.randoms(use_true_random=False))
def test_the_order_in_which_a_queue_is_given_does_not_matter(pool, queue, strategy, plain, minute, random):
    agents, model, state = agents_of(pool), strategy_of(strategy), state_of(plain)
    shuffled = random.sample(queue, len(queue))
    one, other = (
        drain(map(ticket_of, given), agents, model, state, at=at(minute), scale=P1_TO_P5) for given in (queue, shuffled)
    )
    assert one == other


@LAW
@given(pools(), queues(), strategies(), states(), MINUTES)
def test_a_replay_from_stored_values_is_equal(pool, queue, strategy, plain, minute):
    agents, model, state = agents_of(pool), strategy_of(strategy), state_of(plain)
    values = [*agents, *map(ticket_of, queue), model, state]
    copies = [type(value).model_validate_json(value.model_dump_json()) for value in values]
    assert copies == values
    assert list(map(hash, copies)) == list(map(hash, values))
    first = run(map(ticket_of, queue), agents, model, state, minute)
    again = run(copies[len(agents) : -2], copies[: len(agents)], copies[-2], copies[-1], minute)
    assert again == first
    assert [Assignment.model_validate_json(one.model_dump_json()) for one in first] == first
    whole = drain(map(ticket_of, queue), agents, model, state, at=at(minute), scale=P1_TO_P5)
    assert Drain.model_validate_json(whole.model_dump_json()) == whole
    assert hash(Drain.model_validate_json(whole.model_dump_json())) == hash(whole)
    assert Fairness.model_validate_json(whole.fairness().model_dump_json()) == whole.fairness()


@LAW
@given(pools(), tickets(), strategies(), states(), MINUTES, st.randoms(use_true_random=False))
def test_the_order_of_a_pool_matters_for_newcomers_only(pool, ticket, strategy, plain, minute, random):
    names = [agent["id"] for agent in pool]
    plain = {**plain, "rotation": random.sample(names, len(names))}
    shuffled = random.sample(pool, len(pool))
    one, other = (
        assign(ticket_of(ticket), agents_of(given), strategy_of(strategy), state_of(plain), at=at(minute))
        for given in (pool, shuffled)
    )
    assert (one.agents, one.blocked_by, one.state) == (other.agents, other.blocked_by, other.state)
    assert one.passed_over == other.passed_over
    assert sorted(one.eligible) == sorted(other.eligible)


@LAW
@given(pools(), queues(), strategies(), states(), MINUTES)
def test_everybody_in_the_pool_is_chosen_or_has_a_reason(pool, queue, strategy, plain, minute):
    for found in run(map(ticket_of, queue), agents_of(pool), strategy_of(strategy), state_of(plain), minute):
        others = [agent["id"] for agent in pool if agent["id"] not in found.agents]
        assert list(found.passed_over) == others
        assert (found.blocked_by is None) == bool(found.agents) == bool(found.eligible)
        assert len(found.agents) == len(set(found.agents)) == min(strategy["size"], len(found.eligible))
        assert set(found.agents) <= set(found.eligible)


@LAW
@given(pools(), queues(), st.sampled_from(MODELS), MINUTES)
def test_no_load_passes_the_capacity_and_nobody_out_is_chosen(pool, queue, model, minute):
    by_id, is_anybody_active = {agent["id"]: agent for agent in pool}, any(a["status"] == "active" for a in pool)
    for found in run(map(ticket_of, queue), agents_of(pool), model, AssignmentState(), minute):
        for name in found.agents:
            capacity = by_id[name]["capacity"]
            assert capacity is None or found.state.load[name] <= float(capacity)
            assert by_id[name]["status"] == "active" or not is_anybody_active
            assert by_id[name]["status"] == "active" or model.last_resort != "nobody"
            assert by_id[name]["status"] != "unavailable" or model.last_resort == "anyone"


@LAW
@given(pools(min_size=1, **FREE), st.integers(1, 20), st.data())
def test_a_constant_pool_goes_round(pool, turns, data):
    queue = [ticket_of(data.draw(tickets(level=None))) for _ in range(turns)]
    found = run(queue, agents_of(pool), round_robin(), AssignmentState(), 600)
    assert [one.agent for one in found] == [pool[turn % len(pool)]["id"] for turn in range(turns)]


@LAW
@given(pools(min_size=1, **FREE), st.integers(1, 3))
def test_over_full_cycles_the_turns_are_the_weights(pool, cycles):
    weights = {agent["id"]: agent["weight"] for agent in pool}
    queue = [ticket_of({**TICKET, "id": str(turn)}) for turn in range(cycles * sum(weights.values()))]
    found = run(queue, agents_of(pool), round_robin(weighted=True), AssignmentState(), 600)
    assert Counter(one.agent for one in found) == {name: cycles * weight for name, weight in weights.items()}
    assert set(found[-1].state.credit.values()) == {0}


TICKET = {
    "id": "t", "rank": 3, "base": None, "created": 0, "slack": None, "skill": None, "level": None, "channel": None,
    "account": None, "owner": None, "last_activity": None,
}  # fmt: skip


@LAW
@given(pools(), tickets(), strategies(), states(), MINUTES)
def test_who_is_skipped_keeps_the_turn(pool, ticket, strategy, plain, minute):
    found = assign(ticket_of(ticket), agents_of(pool), strategy_of(strategy), state_of(plain), at=at(minute))
    assume(found.agents)
    names = [agent["id"] for agent in pool]
    before = [name for name in plain["rotation"] if name in names]
    before += [name for name in names if name not in before]
    skipped = [name for name in before if name not in found.agents]
    assert found.state.rotation == (*skipped, *found.agents)


@LAW
@given(pools(), tickets(), strategies(), states(), MINUTES)
def test_what_is_released_gives_the_load_back(pool, ticket, strategy, plain, minute):
    state = state_of(plain)
    found = assign(ticket_of(ticket), agents_of(pool), strategy_of(strategy), state, at=at(minute))
    after = found.state
    for agent in agents_of(pool):
        if agent.id in found.agents:
            after = after.released(agent, channel=ticket["channel"])
    assert dict(after.load) == {**dict.fromkeys(found.agents, 0.0), **state.load}


@LAW
@given(pools(), queues(), strategies(), states(), MINUTES)
def test_the_fairness_report_counts_what_was_given_out(pool, queue, strategy, plain, minute):
    given = drain(
        map(ticket_of, queue), agents_of(pool), strategy_of(strategy), state_of(plain), at=at(minute), scale=P1_TO_P5,
        max_idle="10h",
    )  # fmt: skip
    found = given.fairness()
    taken = Counter(name for one in given.assignments for name in one.agents)
    assert {row.agent: row.assigned for row in found.agents} == {a["id"]: taken[a["id"]] for a in pool}
    assert found.assigned + found.waiting + found.stale == len(queue)
    if taken:
        assert sum(found.share.values()) == pytest.approx(1)
        assert sum(row.expected for row in found.agents) == pytest.approx(1)
        chances = [row.assigned for row in found.agents if row.eligible]
        assert found.spread == max(chances) - min(chances)
    else:
        assert found.spread is None
        assert set(found.share.values()) <= {None}
    for row in found.agents:
        units = row.load_after - row.load_before
        assert row.assigned <= row.eligible
        assert bool(row.assigned) or units == 0
    created = {ticket["id"]: ticket["created"] for ticket in queue}
    waits = [max(at(minute) - at(created[one.ticket]), at(0) - at(0)) for one in given.assignments]
    assert found.longest_wait == max(waits, default=None)


@LAW
@given(strategies())
def test_a_strategy_is_the_same_after_a_round_trip(strategy):
    model = strategy_of(strategy)
    assert Strategy.model_validate(model.model_dump()) == model
