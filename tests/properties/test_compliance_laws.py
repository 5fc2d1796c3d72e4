"""Laws of compliance, performance and credits, over random tickets and policies."""

from collections import Counter
from datetime import timedelta
from decimal import Decimal
from fractions import Fraction

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from tests.properties.sla_cases import START, histories, policies
from tests.sla.tables import table_of

from supportops.sla._compliance import compliance
from supportops.sla._credits import credits, credits_by_customer  # noqa: A004
from supportops.sla._outcomes import OUTCOMES, outcome_of, worst_of
from supportops.sla._performance import performance
from supportops.sla.credit_terms import CreditTerms, Period
from supportops.tickets import Cancelled, Merged, TicketHistory

LAW = settings(max_examples=50, deadline=None, suppress_health_check=list(HealthCheck))
DENOMINATORS = st.sampled_from(["decided", "all", "applied"])
UNITS = st.sampled_from(["ticket", "timer"])
METRICS = st.sampled_from(["first_response", "next_response", "update", "resolution", "agent_work"])
SHARES = st.integers(0, 1000).map(lambda n: Decimal(n) / 1000)


@st.composite
def desks(draw):
    """Draw a policy, some histories under it, and an instant after all of their events."""
    policy, _ = draw(policies())
    drawn = [draw(histories(policy))[0] for _ in range(draw(st.integers(0, 4)))]
    named = [TicketHistory(ticket_id=f"t{n}", events=history.events) for n, history in enumerate(drawn)]
    last = max((history.events[-1].at for history in named), default=START)
    return policy, named, last + timedelta(minutes=draw(st.sampled_from([0, 30, 400, 5000])))


@st.composite
def contracts(draw, metrics=("first_response", "resolution", "update")):
    """Draw the terms of a contract."""
    options = {"per_breach": draw(SHARES)}
    if draw(st.booleans()):
        ends = sorted(draw(st.sets(SHARES.filter(bool), max_size=3)), reverse=True)
        paid = sorted(draw(st.lists(SHARES, min_size=len(ends) + 1, max_size=len(ends) + 1)))
        options = {"bands": tuple(zip([*ends, Decimal(0)], paid, strict=True))}
    return CreditTerms(
        name="random", fee=draw(st.integers(0, 10**7).map(lambda n: Decimal(n) / 100)), currency="EUR",
        metrics=metrics, cap=draw(SHARES), unit=draw(UNITS), minimum_tickets=draw(st.sampled_from([0, 0, 2])),
        **options,
    )  # fmt: skip


def reports_of(desk):
    policy, tickets, at = desk
    return [policy.evaluate(ticket, at=at) for ticket in tickets]


def table(desk):
    policy, tickets, at = desk
    return table_of(tickets, policy, at=at)


@LAW
@given(desks(), METRICS, DENOMINATORS, UNITS)
def test_reports_and_their_table_have_the_same_compliance_and_performance(desk, metric, denominator, unit):
    asked = {"metric": metric, "denominator": denominator, "unit": unit}
    for by in (None, "week", "month", {"t0": "a", "t1": "b", "t2": "a"}):
        assert compliance(reports_of(desk), **asked, by=by) == compliance(table(desk), **asked, by=by)
    assert performance(reports_of(desk), **asked) == performance(table(desk), **asked)


@LAW
@given(desks(), METRICS, UNITS)
def test_reports_tell_closed_tickets_as_the_status_does(desk, metric, unit):
    # A cancelled or merged ticket has no resolution that stops, whatever its status says.
    assume(not any(isinstance(event, Cancelled | Merged) for ticket in desk[1] for event in ticket.events))
    assume(desk[0].on_reopen == "resume")
    asked = {"metric": metric, "denominator": "closed", "unit": unit}
    assert compliance(reports_of(desk), **asked) == compliance(table(desk), **asked)


@LAW
@given(desks(), METRICS)
def test_counts_are_those_of_a_slow_count_by_hand(desk, metric):
    reports = reports_of(desk)
    by_ticket = [[outcome_of(timer) for timer in report.timers if timer.metric == metric] for report in reports]
    timers = Counter(outcome for outcomes in by_ticket for outcome in outcomes)
    tickets = Counter(map(worst_of, by_ticket))
    for unit, expected in (("timer", timers), ("ticket", tickets)):
        found = compliance(table(desk), metric=metric, unit=unit)
        assert dict(found.counts) == {outcome: expected[outcome] for outcome in OUTCOMES}


@LAW
@given(desks(), METRICS, DENOMINATORS, UNITS, st.sampled_from(["priority", "tier", "week", "month"]))
def test_parts_add_up_to_the_whole(desk, metric, denominator, unit, by):
    found = compliance(table(desk), metric=metric, denominator=denominator, unit=unit, by=by)
    assert found.successes == sum(part.successes for part in found.parts.values())
    assert found.n == sum(part.n for part in found.parts.values())
    for outcome in OUTCOMES:
        assert found.counts[outcome] == sum(part.counts[outcome] for part in found.parts.values())


@LAW
@given(desks(), METRICS, UNITS)
def test_a_value_lies_in_its_interval_and_the_denominators_keep_their_order(desk, metric, unit):
    found = {
        name: compliance(table(desk), metric=metric, denominator=name, unit=unit)
        for name in ("decided", "all", "closed", "applied")
    }
    for answer in found.values():
        assert (answer.value is None) == (answer.n == 0) == bool(answer.reason)
        if answer.interval is not None:
            assert 0 <= answer.interval[0] <= answer.value <= answer.interval[1] <= 1
    if found["decided"].value is not None:
        assert found["all"].value <= found["decided"].value <= found["applied"].value


@LAW
@given(desks(), METRICS)
def test_severe_breaches_are_breaches_and_ease_with_the_factor(desk, metric):
    mild, severe, worse = (performance(table(desk), metric=metric, severe=factor) for factor in (1, 2, 3))
    assert mild.breaches >= mild.severe_breaches >= severe.severe_breaches >= worse.severe_breaches


@LAW
@given(desks(), contracts(), st.lists(st.integers(0, 8000), min_size=3, max_size=3, unique=True))
def test_adjacent_periods_share_no_breach_and_leave_none_out(desk, terms, minutes):
    cuts = [START + timedelta(minutes=minute) for minute in sorted(minutes)]

    def breaches(start, end):
        found = credits(table(desk), terms=terms, period=Period(start, end))
        return [(row.ticket, row.metric, row.cycle, bool(row.reason)) for row in (*found.breaches, *found.excluded)]

    first, second = breaches(cuts[0], cuts[1]), breaches(cuts[1], cuts[2])
    assert not set(first) & set(second)
    assert sorted(first + second) == sorted(breaches(cuts[0], cuts[2]))


@LAW
@given(desks(), contracts())
def test_the_rows_sum_to_the_total_which_is_never_over_the_cap_nor_below_nothing(desk, terms):
    found = credits(table(desk), terms=terms, period=Period(START, START + timedelta(days=9)))
    assert sum(row.amount for row in found.breaches) + sum(line.amount for line in found.lines) == found.total
    assert 0 <= found.total <= round(Fraction(terms.cap) * Fraction(terms.fee) * 100) / Decimal(100)
    assert all(row.amount >= 0 for row in found.breaches)
    if terms.per_breach is not None and found.tickets >= terms.minimum_tickets:
        exact = min(Fraction(terms.cap), len(found.breaches) * Fraction(terms.per_breach)) * Fraction(terms.fee)
        assert found.total == Decimal(round(exact * 100)) / 100


@LAW
@given(desks(), contracts())
def test_reports_and_their_table_earn_the_same(desk, terms):
    asked = {"terms": terms, "period": Period(START, START + timedelta(days=9))}
    assert credits(reports_of(desk), **asked) == credits(table(desk), **asked)


@LAW
@given(desks(), contracts())
def test_a_customers_statement_is_that_of_its_tickets_alone(desk, terms):
    policy, tickets, at = desk
    owners = {ticket.ticket_id: f"c{n % 2}" for n, ticket in enumerate(tickets)}
    period = Period(START, START + timedelta(days=9))
    found = credits_by_customer(table(desk), terms=terms, period=period, customers=owners)
    assert set(found) == set(owners.values())
    for owner, statement in found.items():
        own = [policy.evaluate(ticket, at=at) for ticket in tickets if owners[ticket.ticket_id] == owner]
        assert statement == credits(own, terms=terms, period=period, customer=owner)
