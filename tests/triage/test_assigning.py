from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from supportops.calendar import BusinessCalendar
from supportops.errors import ConfigurationError, DomainError, HorizonError, NaiveDatetimeError
from supportops.triage.agents import Agent
from supportops.triage.assigning import assign
from supportops.triage.assignment_state import AssignmentState
from supportops.triage.queued import QueuedTicket
from supportops.triage.strategy import (
    Strategy,
    customer_owned,
    load_balanced,
    rate_limit,
    round_robin,
    skill_based,
    swarm,
)

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)  # a Monday
DESK = BusinessCalendar(name="desk", zone="America/New_York", hours="Mon-Fri 09:00-17:00")
START = AssignmentState()
MINUTE = timedelta(minutes=1)


def ticket(name="7", **facts):
    return QueuedTicket(name, priority="P3", created=NOON, **facts)


def pool(*agents):
    """Return agents; a name alone is a plain one."""
    return tuple(Agent(one) if isinstance(one, str) else one for one in agents)


def of(*agents, strategy=None, state=START, at=NOON, **facts):
    return assign(ticket(**facts), pool(*agents), strategy or round_robin(), state, at=at)


def turns(n, strategy, *agents, state=START):
    """Return who takes each of so many tickets."""
    taken = []
    for _ in range(n):
        found = of(*agents, strategy=strategy, state=state)
        state = found.state
        taken.append(found.agent)
    return taken


# Round robin


def test_tickets_are_given_in_turn_in_the_order_of_the_pool():
    assert turns(5, round_robin(), "ann", "bob", "cyd") == ["ann", "bob", "cyd", "ann", "bob"]


def test_who_is_skipped_keeps_the_turn():
    away, back = (Agent("ann", status=status) for status in ("away", "active"))
    first = of(away, "bob", "cyd")
    assert (first.agent, first.state.rotation) == ("bob", ("ann", "cyd", "bob"))
    assert of(back, "bob", "cyd", state=first.state).agent == "ann"


def test_who_leaves_drops_out_and_who_comes_joins_at_the_tail_in_the_order_given():
    state = AssignmentState(rotation=("gone", "bob", "ann"))
    found = of("new", "ann", "bob", "newer", state=state)
    assert (found.agent, found.state.rotation) == ("bob", ("ann", "new", "newer", "bob"))


def test_the_first_after_one_who_is_gone_is_the_next_in_the_old_order():
    state = of("ann", "bob", "cyd").state
    assert of("ann", "cyd", state=state).agent == "cyd"


def test_when_nobody_takes_the_ticket_the_state_stays_as_it_was():
    state = AssignmentState(rotation=("bob", "gone"), load={"gone": 2})
    assert of(Agent("ann", status="away"), state=state).state is state


def test_the_weighted_rotation_mixes_the_turns():
    # The example of nginx' smooth weighted round robin: weights 5, 1, 1.
    assert turns(7, round_robin(weighted=True), Agent("a", weight=5), "b", "c") == list("aabacaa")


def test_credit_is_gained_by_all_who_might_have_taken_it_and_paid_by_who_did():
    state = AssignmentState(credit={"ann": 1, "gone": 9})
    found = of(
        Agent("ann", weight=2), Agent("bob", weight=3), Agent("cyd", weight=4, status="away"),
        strategy=round_robin(weighted=True), state=state,
    )  # fmt: skip
    # Both have 3: the longest idle goes first.
    assert found.agent == "ann"
    assert found.reason == "ann is first of 2 by weighted, rotation: has a credit of 3, is number 1 in turn"
    assert found.passed_over["bob"] == "rotation: is number 2 in turn, ann is number 1 in turn"
    assert dict(found.state.credit) == {"ann": -2, "bob": 3}


def test_a_weighted_swarm_pays_for_each_place():
    strategy = Strategy(name="pairs", filters=(), rank=("weighted",), size=2)
    found = of(Agent("ann", weight=2), "bob", "cyd", strategy=strategy)
    assert found.agents == ("ann", "bob")
    assert dict(found.state.credit) == {"ann": 0, "bob": -2, "cyd": 2}


def test_other_strategies_leave_the_credit_alone():
    state = AssignmentState(credit={"gone": 9})
    assert of("ann", state=state).state.credit == state.credit
    by_rotation = Strategy(name="x", filters=(), rank=("rotation", "weighted"))
    assert of("ann", state=state, strategy=by_rotation).state.credit == state.credit


# Skill, level, status, hours, capacity, rate

BUSY = AssignmentState(load={"ann": 3.5}, assigned={"ann": [NOON - 5 * MINUTE, NOON]})

STOPS = [
    ({"skill": "api"}, {"skills": ("sso", "billing")}, "skill: lacks 'api', has 'sso', 'billing'"),
    ({"skill": "api"}, {}, "skill: lacks 'api', has none"),
    ({"level": "L2"}, {"level": "L3"}, "level: is at L3, the ticket is for L2"),
    ({"level": "L2"}, {}, "level: is at no level, the ticket is for L2"),
    ({}, {"status": "away"}, "status: is away"),
    ({}, {"status": "unavailable", "substitute": "bob"}, "status: is unavailable, substitute bob"),
    ({}, {"hours": DESK}, "hours: does not work on Mon 2026-03-02 07:00 in America/New_York"),
    ({}, {"hours": ~DESK & ~DESK - DESK, "status": "away"}, "status: is away"),
    ({}, {"capacity": 4}, "capacity: has 3.5 of 4 units, the ticket takes 1"),
    ({"channel": "chat"}, {"capacity": 4, "channels": {"chat": 0.6}},
     "capacity: has 3.5 of 4 units, the ticket takes 0.6"),
    ({}, {"capacity": 0}, "capacity: has 3.5 of 0 units, the ticket takes 1"),
]  # fmt: skip


@pytest.mark.parametrize(("facts", "agent", "reason"), STOPS)
def test_the_first_filter_that_refuses_is_the_reason(facts, agent, reason):
    found = of(Agent("ann", **agent), Agent("bob", skills="api", level="L2"), state=BUSY, **facts)
    assert (found.agent, dict(found.passed_over)) == ("bob", {"ann": reason})
    alone = of(Agent("ann", **{**agent, "substitute": None}), state=BUSY, **facts)
    name = reason.split(":")[0]
    assert (alone.agent, alone.agents, alone.eligible, alone.blocked_by) == (None, (), (), name)
    assert alone.reason == f"nobody can take it; of 1 agents these filters stopped: {name} 1"


PASSES = [
    ({"skill": "api"}, {"skills": ("api",)}),
    ({}, {"skills": ("api",), "level": "L3"}),
    ({"level": "L2"}, {"level": "L2"}),
    ({}, {"hours": ~DESK}),
    ({}, {"capacity": 4.5}),
    ({"channel": "chat"}, {"capacity": 4, "channels": {"chat": 0.5}}),
    ({"channel": "chat"}, {"capacity": 3.5, "channels": {"chat": 0}}),
    ({}, {"capacity": None}),
]


@pytest.mark.parametrize(("facts", "agent"), PASSES)
def test_a_ticket_that_asks_for_nothing_special_goes_to_anyone_with_room(facts, agent):
    assert of(Agent("ann", **agent), state=BUSY, **facts).agent == "ann"


def test_hours_are_open_at_the_start_of_a_window_and_not_at_its_end():
    nine, five = (datetime(2026, 3, 2, hour, tzinfo=ZoneInfo("America/New_York")) for hour in (9, 17))
    assert of(Agent("ann", hours=DESK), at=nine).agent == "ann"
    assert of(Agent("ann", hours=DESK), at=five).blocked_by == "hours"


def test_hours_beyond_what_a_calendar_knows_are_an_error():
    with pytest.raises(HorizonError):
        of(Agent("ann", hours=DESK.model_copy(update={"holidays": {"country": "US"}}).pinned(2026, 2026)),
           at=NOON.replace(year=2030))  # fmt: skip


@pytest.mark.parametrize(
    ("minutes", "agent"),
    [((5, 0), None), ((5, 4), None), ((5.01, 0), "ann"), ((-1, 0), "ann"), ((3,), "ann"), ((6, 3, 2), None)],
)
def test_a_rate_limit_counts_the_window_with_both_ends(minutes, agent):
    state = AssignmentState(assigned={"ann": [NOON - minute * MINUTE for minute in minutes]})
    found = of("ann", strategy=round_robin(rate_limit(2, per="5m")), state=state)
    assert found.agent == agent
    if agent is None:
        assert found.blocked_by == "rate"
        assert found.passed_over["ann"] == "rate: was given 2 in the last 5m, 2 are allowed"


def test_a_rate_limit_may_reach_back_beyond_the_first_year():
    strategy = round_robin(rate_limit(1, per=timedelta.max))
    assert of("ann", strategy=strategy).agent == "ann"
    assert of("ann", strategy=strategy, state=BUSY).blocked_by == "rate"


def test_the_log_of_who_was_given_what_grows_and_limits_the_next():
    strategy = round_robin(rate_limit(1, per="5m"))
    first = of("ann", strategy=strategy)
    assert dict(first.state.assigned) == {"ann": (NOON,)}
    assert of("ann", strategy=strategy, state=first.state, at=NOON + 5 * MINUTE).agent is None
    assert of("ann", strategy=strategy, state=first.state, at=NOON + 5.1 * MINUTE).agent == "ann"


def test_the_filter_that_emptied_the_pool_is_the_last_one_that_still_stopped_somebody():
    found = of(
        Agent("ann", skills="api", capacity=0), Agent("bob"), Agent("cyd", skills="api", status="away"), Agent("dan"),
        skill="api",
    )  # fmt: skip
    assert found.blocked_by == "capacity"
    assert found.reason == "nobody can take it; of 4 agents these filters stopped: skill 2, status 1, capacity 1"


def test_an_empty_pool_is_an_answer():
    found = of()
    assert (found.agent, found.blocked_by, found.reason) == (None, "agents", "there is nobody in the pool")
    assert dict(found.passed_over) == {}


# The last resort

OUT = (Agent("ann", status="unavailable"), Agent("bob", status="away"), Agent("cyd", status="away", capacity=0))


@pytest.mark.parametrize(("resort", "eligible"), [("nobody", ()), ("away", ("bob",)), ("anyone", ("ann", "bob"))])
def test_the_last_resort_lets_a_status_pass_when_nobody_is_active(resort, eligible):
    found = of(*OUT, strategy=round_robin(last_resort=resort))
    assert found.eligible == eligible
    if eligible:
        assert found.reason.endswith(f"; nobody in the pool is active, and the last resort is {resort!r}")
        assert found.passed_over["cyd"] == "capacity: has 0 of 0 units, the ticket takes 1"
    else:
        assert found.blocked_by == "status"


@pytest.mark.parametrize("active", [Agent("dan", capacity=0), Agent("dan", level="L1"), Agent("dan", hours=DESK)])
def test_the_last_resort_is_shut_while_anybody_in_the_pool_is_active(active):
    found = of(*OUT, active, strategy=round_robin(last_resort="anyone"), level="L2" if active.level else None)
    assert found.agent is None
    assert found.passed_over["bob"] == (
        "level: is at no level, the ticket is for L2" if active.level else "status: is away"
    )


def test_without_a_status_filter_nobody_is_out():
    found = of(*OUT, strategy=Strategy(name="all", filters=("capacity",), rank=(), last_resort="away"))
    assert found.eligible == ("ann", "bob")
    assert found.reason == "ann is first of 2 by rotation: is number 1 in turn"


# Owners, accounts and who stands in


def test_the_owner_goes_first_then_who_looks_after_the_account():
    agents = ("dan", Agent("bob", accounts="acme"), "ann")
    found = of(*agents, strategy=customer_owned(), owner="ann", account="acme")
    assert (found.agent, found.reason) == ("ann", "ann is first of 3 by owner: is the owner")
    assert found.passed_over["bob"] == "owner: is not the owner, ann is the owner"
    found = of(*agents, strategy=customer_owned(), account="acme")
    assert (found.agent, found.reason) == ("bob", "bob is first of 3 by account: looks after 'acme'")
    assert found.passed_over["dan"] == "account: does not look after 'acme', bob looks after 'acme'"
    assert of(*agents, strategy=customer_owned()).agent == "dan"


def test_several_who_look_after_an_account_take_turns():
    holders = (Agent("ann", accounts=("acme", "zenith")), Agent("bob", accounts=("acme",)))
    state, taken = START, []
    for _ in range(3):
        found = of("cyd", *holders, strategy=customer_owned(), state=state, account="acme")
        state = found.state
        taken.append(found.agent)
    assert taken == ["ann", "bob", "ann"]
    assert found.reason == "ann is first of 3 by account, rotation: looks after 'acme', is number 2 in turn"


ANEW = [
    ("zoe", None, "the owner zoe is not in the pool"),
    ("ann", None, "the owner ann was passed over (status: is away)"),
    ("bob", None, "the owner bob was passed over (capacity: has 0 of 0 units, the ticket takes 1)"),
    (None, "acme", "ann, who looks after 'acme', was passed over (status: is away)"),
    (None, "zenith", "nobody in the pool looks after 'zenith'"),
    ("zoe", "zenith", "the owner zoe is not in the pool; nobody in the pool looks after 'zenith'"),
]


@pytest.mark.parametrize(("owner", "account", "note"), ANEW)
def test_a_ticket_whose_people_cannot_take_it_is_routed_anew_and_says_so(owner, account, note):
    agents = (Agent("ann", status="away", accounts="acme"), Agent("bob", capacity=0), "cyd", "dan")
    found = of(*agents, strategy=customer_owned(), owner=owner, account=account)
    assert (found.agent, found.reason) == ("cyd", f"cyd is first of 2 by rotation: is number 3 in turn; {note}")


CHAIN = (
    Agent("ann", status="away", substitute="bob", accounts="acme"),
    Agent("bob", status="unavailable", substitute="cyd"),
)


def test_a_chain_of_those_who_are_out_is_followed_to_who_is_in():
    found = of(*CHAIN, "dan", "cyd", strategy=customer_owned(), owner="ann")
    assert found.agent == "cyd"
    assert found.reason == (
        "cyd is first of 2 by owner: stands in for the owner ann; the owner ann is away: ann -> bob -> cyd"
    )
    assert dict(found.passed_over) == {
        "ann": "status: is away, substitute bob; cyd stands in",
        "bob": "status: is unavailable, substitute cyd; cyd stands in",
        "dan": "owner: is not the owner, cyd stands in for the owner ann",
    }


def test_somebody_stands_in_for_who_looks_after_an_account_too():
    found = of(*CHAIN, "dan", "cyd", strategy=customer_owned(), account="acme")
    assert found.agent == "cyd"
    assert found.reason == (
        "cyd is first of 2 by account: stands in for 'acme'; ann, who looks after 'acme', is away: ann -> bob -> cyd"
    )
    assert found.passed_over["bob"] == "status: is unavailable, substitute cyd; cyd stands in"


def test_who_looks_after_an_account_in_person_goes_before_who_stands_in():
    found = of(*CHAIN, "cyd", Agent("dan", accounts="acme"), strategy=customer_owned(), account="acme")
    assert (found.agent, found.reason) == ("dan", "dan is first of 2 by account: looks after 'acme'")
    assert found.passed_over["ann"] == "status: is away, substitute bob"


def test_a_substitute_has_to_pass_every_filter():
    cyd = Agent("cyd", capacity=0, substitute="dan")
    found = of(*CHAIN, cyd, "dan", strategy=customer_owned(), owner="ann")
    assert (found.agent, found.eligible) == ("dan", ("dan",))
    assert found.reason == (
        "dan is the only one who may take it, of 4 in the pool; the owner ann was passed over (status: is away, "
        "substitute bob), and so was the substitute bob (status: is unavailable, substitute cyd), and so was the "
        "substitute cyd (capacity: has 0 of 0 units, the ticket takes 1)"
    )


def test_an_owner_outside_working_hours_is_not_stood_in_for():
    found = of(Agent("ann", hours=DESK, substitute="cyd"), "bob", "cyd", strategy=customer_owned(), owner="ann")
    assert found.agent == "bob"


def test_a_substitute_who_is_not_chosen_stands_in_for_nobody():
    by_load = Strategy(name="x", filters=("skill", "status"), rank=("count", "owner", "account"))
    state = AssignmentState(load={"cyd": 1})
    found = of(*CHAIN, "dan", "cyd", strategy=by_load, owner="ann", account="acme", state=state)
    assert (found.agent, found.reason) == ("dan", "dan is first of 2 by count: has a load of 0")
    assert found.passed_over["ann"] == "status: is away, substitute bob"


def test_an_owner_who_is_out_is_stood_in_for_whatever_else_would_stop_them():
    skilled = (Agent("cyd", skills="api"), Agent("dan", skills="api"))
    found = of(*CHAIN, *skilled, strategy=customer_owned(), owner="ann", skill="api")
    assert found.passed_over["ann"] == "skill: lacks 'api', has none; cyd stands in"
    assert found.reason.endswith("; the owner ann is away: ann -> bob -> cyd")


def test_turns_are_not_handed_on():
    found = of(*CHAIN, "dan", "cyd")
    assert (found.agent, found.state.rotation) == ("dan", ("ann", "bob", "cyd", "dan"))
    assert found.passed_over["ann"] == "status: is away, substitute bob"


def test_with_a_last_resort_the_owner_who_is_out_takes_it_in_person():
    out = Agent("cyd", status="away")
    found = of(*CHAIN, out, strategy=customer_owned(last_resort="away"), owner="ann")
    assert (found.agent, found.reason) == (
        "ann",
        "ann is first of 2 by owner: is the owner; nobody in the pool is active, and the last resort is 'away'",
    )


# Load


def test_the_least_load_goes_first_and_the_longest_idle_of_equals():
    state = AssignmentState(rotation=("cyd", "bob", "ann"), load={"ann": 1, "bob": 0.5, "cyd": 0.5})
    found = of("ann", "bob", "cyd", strategy=load_balanced(), state=state)
    assert found.reason == "cyd is first of 3 by count, rotation: has a load of 0.5, is number 1 in turn"
    assert dict(found.passed_over) == {
        "ann": "count: has a load of 1, cyd has a load of 0.5",
        "bob": "rotation: is number 2 in turn, cyd is number 1 in turn",
    }
    assert dict(found.state.load) == {"ann": 1, "bob": 0.5, "cyd": 1.5}


LOADED = AssignmentState(load={"ann": 4, "bob": 1, "cyd": 2})
SIZES = (Agent("ann", capacity=10), Agent("bob", capacity=2), Agent("cyd", capacity=6))


@pytest.mark.parametrize(
    ("by", "agent", "reason", "behind"),
    [
        ("count", "bob", "has a load of 1", "count: has a load of 4, bob has a load of 1"),
        ("share", "cyd", "has a load of 2 of 6", "share: has a load of 4 of 10, cyd has a load of 2 of 6"),
        ("spare", "ann", "has 6 to spare", "spare: has 1 to spare, ann has 6 to spare"),
    ],
)
def test_each_balance_has_its_own_measure(by, agent, reason, behind):
    found = of(*SIZES, strategy=load_balanced(by=by), state=LOADED)
    assert (found.agent, found.reason) == (agent, f"{agent} is first of 3 by {by}: {reason}")
    assert behind in found.passed_over.values()


@pytest.mark.parametrize("by", ["share", "spare"])
def test_who_has_no_limit_has_most_to_spare(by):
    found = of(
        *SIZES, "dan", strategy=load_balanced(by=by), state=AssignmentState(load={"dan": 50, "ann": 1, "bob": 1})
    )
    assert found.agent == ("cyd" if by == "share" else "dan")
    found = of(*SIZES, "dan", strategy=load_balanced(by=by), state=AssignmentState(load={"dan": 50, **LOADED.load}))
    assert (found.agent, found.reason) == ("dan", f"dan is first of 4 by {by}: has no limit")


def test_a_capacity_of_nothing_is_full_even_for_tickets_that_take_nothing():
    full = Agent("ann", capacity=0, channels={"chat": 0})
    state = AssignmentState(load={"bob": 1.9})
    found = of(full, Agent("bob", capacity=3), strategy=load_balanced(by="share"), state=state, channel="chat")
    assert (found.eligible, found.agent) == (("ann", "bob"), "bob")


def test_thirds_fit_into_thirds():
    ann = Agent("ann", capacity=2 / 3, channels={"chat": 1 / 3, "email": 2 / 3})
    assert of(ann, channel="email").agent == "ann"
    assert of(ann, channel="chat", state=of(ann, channel="chat").state).agent == "ann"


def test_tenths_are_tenths():
    ann = Agent("ann", capacity=0.3, channels={"chat": 0.1})
    state = START
    for _ in range(3):
        state = of(ann, state=state, channel="chat").state
    assert state.load["ann"] == 0.3
    assert of(ann, state=state, channel="chat").blocked_by == "capacity"


# Swarm


def test_a_swarm_takes_so_many_as_there_are_up_to_its_size():
    agents = ("ann", Agent("bob", status="away"), "cyd", "dan")
    found = of(*agents, strategy=swarm(2), channel="chat")
    assert (found.agents, found.agent, found.eligible) == (("ann", "cyd"), "ann", ("ann", "cyd", "dan"))
    assert found.reason == "ann, cyd are the first 2 of 3 by rotation: ann is number 1 in turn"
    assert found.passed_over["dan"] == "rotation: is number 4 in turn, cyd is number 3 in turn"
    assert (found.state.rotation, dict(found.state.load)) == (("bob", "dan", "ann", "cyd"), {"ann": 1, "cyd": 1})
    found = of(*agents, strategy=swarm(5))
    assert (found.agents, found.reason) == (
        ("ann", "cyd", "dan"),
        "ann, cyd, dan are all who may take it, of 4 in the pool; up to 5 are wanted",
    )


# Other answers and errors


def test_the_answer_says_what_was_asked():
    found = of("ann", strategy=skill_based(), at=datetime(2026, 3, 2, 13, tzinfo=ZoneInfo("Europe/Paris")))
    assert (found.ticket, found.at, found.at.tzinfo, found.strategy) == ("7", NOON, UTC, "skill_based")
    assert found.reason == "ann is the only one who may take it, of 1 in the pool"


def test_all_faults_of_a_pool_come_at_once():
    agents = (
        Agent("ann", substitute="bob"), Agent("bob", substitute="cyd"), Agent("cyd", substitute="bob"), Agent("ann"),
        Agent("dan", substitute="dan"), Agent("eve", substitute="anne"), Agent("fay", substitute="eve"),
    )  # fmt: skip
    with pytest.raises(ConfigurationError) as caught:
        of(*agents)
    assert caught.value.faults == (
        ("agents[3].id", "'ann' is also the id of agents[0]; give each agent its own"),
        ("agents[5].substitute",
         "the chain 'eve' -> 'anne' leaves the pool, which has to hold everybody who stands in; did you mean 'ann'?"),
        ("agents[1].substitute", "the chain 'bob' -> 'cyd' -> 'bob' goes round in a circle; let it end with somebody"),
        ("agents[4].substitute", "the chain 'dan' -> 'dan' goes round in a circle; let it end with somebody"),
    )  # fmt: skip


def test_what_is_no_agent_is_refused():
    with pytest.raises(ConfigurationError, match=r"agents\[1\]: 'bob' is no agent; give an Agent"):
        assign(ticket(), [Agent("ann"), "bob"], round_robin(), START, at=NOON)


def test_an_instant_has_a_zone():
    with pytest.raises(NaiveDatetimeError):
        of("ann", at=datetime(2026, 3, 2))
    with pytest.raises(DomainError, match="at is 'now'; give an aware datetime") as caught:
        of("ann", at="now")
    assert caught.value.field == "at"
