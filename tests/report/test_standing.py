from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.properties.sla_cases import histories, policies
from tests.report.cases import AT, LATE, PAUSED, POLICY, REOPENED, march, standings, ticket

from supportops._instants import us_of
from supportops.errors import DomainError
from supportops.report.paused import paused_share
from supportops.report.standing import OUTCOMES, standings_of
from supportops.sla._outcomes import outcome_of, worst_of
from supportops.tickets import Cancelled, EventTable
from supportops.vocabulary import Scale

HOUR = 3_600_000_000


def outcome(history, policy=POLICY):
    return OUTCOMES[standings(history, policy=policy).tallies["resolution"].outcome[0]]


def test_a_tally_has_what_was_counted_paused_and_over():
    tallies = standings(PAUSED, LATE).tallies["resolution"]
    assert tallies.ended("met").tolist() == [True, False]
    assert tallies.is_decided.tolist() == [True, True]
    assert tallies.elapsed.tolist() == [3 * HOUR, 14 * HOUR]
    assert tallies.paused.tolist() == [10 * HOUR, 0]
    assert tallies.overdue.tolist() == [0, 6 * HOUR]


def test_the_worst_of_several_cycles_speaks_for_the_ticket():
    policy = POLICY.model_copy(update={"on_reopen": "new_cycle"})
    timers = [timer for timer in policy.evaluate(REOPENED, at=AT).timers if timer.metric == "resolution"]
    assert [str(timer.verdict) for timer in timers] == ["met", "breached"]
    tallies = standings(REOPENED, policy=policy).tallies["resolution"]
    assert outcome(REOPENED, policy) == "breached"
    assert (tallies.cycles[0], tallies.elapsed[0], tallies.overdue[0]) == (2, 11 * HOUR, 2 * HOUR)


def test_a_clock_that_ended_undecided_is_cancelled():
    assert outcome(ticket("SPAM", march(2), Cancelled(at=march(2, 9, 5), reason="spam"))) == "cancelled"


def test_a_priority_without_a_target_is_not_applicable():
    assert outcome(ticket("A", march(2), priority="P5")) == "not_applicable"


def test_a_ticket_that_the_policy_cannot_measure_is_named():
    policy = POLICY.model_copy(update={"scale": Scale("P1", "P2")} | {"targets": {"P2": {"resolution": "8h"}}})
    with pytest.raises(DomainError, match="policy 'test' cannot measure an incident; ticket 'A': 'P3'"):
        standings(PAUSED, ticket("A", march(2), priority="P3"), policy=policy)


@st.composite
def logs(draw):
    policy, _ = draw(policies())
    tickets = draw(st.lists(histories(policy), min_size=1, max_size=4))
    return policy, [one[0].model_copy(update={"ticket_id": str(n)}) for n, one in enumerate(tickets)]


@settings(max_examples=200, deadline=None)
@given(logs(), st.sampled_from([8, 12, 40]))
def test_columns_add_up_what_each_ticket_says_alone(log, day):
    policy, tickets = log
    at = datetime(2026, 4, 1, tzinfo=UTC) if day > 30 else datetime(2026, 3, day, 11, tzinfo=UTC)
    found = standings_of(EventTable.from_histories(tickets), policy, at)
    paused_by = {}
    for number, history in enumerate(tickets):
        report = policy.evaluate(history, at=at)
        for metric in policy.measured:
            timers = [timer for timer in report.timers if timer.metric == metric]
            tallies = found.tallies[metric]
            assert OUTCOMES[tallies.outcome[number]] == worst_of(map(outcome_of, timers))
            assert tallies.cycles[number] == len(timers)
            assert tallies.elapsed[number] == sum(us_of(timer.elapsed) for timer in timers)
            assert tallies.paused[number] == sum(us_of(timer.paused) for timer in timers)
            assert tallies.overdue[number] == max(us_of(timer.overdue) for timer in timers)
        for timer in report.timers:
            if timer.metric == "resolution":
                for reason, amount in timer.paused_by.items():
                    paused_by[reason] = paused_by.get(reason, 0) + us_of(amount)
    share = paused_share(found, policy)
    assert (share is None) == ("resolution" not in policy.measured)
    if share is not None:
        expected = {reason: amount for reason, amount in sorted(paused_by.items()) if amount}
        assert {reason: us_of(amount) for reason, amount in share.by_reason.items()} == expected
