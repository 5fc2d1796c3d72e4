"""The analysis against every kind of ticket, asked one by one; and against the very decisions of the table."""

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from tests.oracles.analysis_oracle import Tickets, matches
from tests.properties.analysis_cases import crowded_tables
from tests.properties.decision_cases import tables

from supportops.errors import AmbiguousMatchError, NoMatchError
from supportops.triage._analyse import analyse
from supportops.triage.analysis import Analysis

often = settings(max_examples=1200, deadline=None, suppress_health_check=list(HealthCheck))
MOST = 4_000


@st.composite
def cases(draw, *, policy=None):
    """A table with few enough kinds of tickets, its analysis and the tickets."""
    table, plain = draw(crowded_tables(policy=policy) | tables(policy=policy))
    tickets = Tickets(plain)
    assume(len(tickets.all) <= MOST)
    return table, analyse(table, limit=None), tickets


def example_of(region, tickets):
    """Return facts that lie in a region, put together field by field; None if none of those tried lies there."""
    facts = {}
    for field, known in tickets.known.items():
        own = {
            name: {field: told[field]} if field in told else {}
            for name, told in (("where", region.where), ("also", region.also), ("unless", region.unless))
        }
        alone = region.model_copy(update=own)
        fitting = [fact for fact in known if alone.contains({field: fact})]
        if not fitting:
            return None
        facts[field] = fitting[0]
    assert region.contains(facts)
    return facts


def inside(regions, facts):
    return [region for region in regions if region.contains(facts)]


@given(cases())
@often
def test_the_gaps_are_exactly_the_tickets_that_no_rule_matches(case):
    table, found, tickets = case
    if table.hit_policy == "collect":
        assert found.gaps == ()
        assert found.complete
        return
    for facts, rules in zip(tickets.all, tickets.matching, strict=True):
        assert len(inside(found.gaps, facts)) == (not rules), facts
    for region in found.gaps:
        facts = example_of(region, tickets)
        assert facts is not None or not region.certain
        assert facts is None or not matches(tickets.table, facts)
    assert found.complete == (not found.gaps or table.default is not None)


@given(cases())
@often
def test_the_overlaps_are_exactly_the_pairs_that_match_one_ticket(case):
    _, found, tickets = case
    assert {one.rules for one in found.overlaps} == tickets.overlapping
    assert all(one.certain for one in found.overlaps)
    for facts, rules in zip(tickets.all, tickets.matching, strict=True):
        for one in found.overlaps:
            assert one.region.contains(facts) == (set(one.rules) <= set(rules))
    for one in found.overlaps:
        facts = example_of(one.region, tickets)
        assert facts is not None
        assert set(one.rules) <= set(matches(tickets.table, facts))


@given(cases())
@often
def test_the_hidden_rules_are_exactly_those_that_never_decide(case):
    _, found, tickets = case
    assert {one.rule for one in found.hidden if one.certain} <= tickets.hidden
    assert {one.rule for one in found.hidden} >= tickets.hidden
    for one in found.hidden:
        for rules in tickets.with_rule(one.rule):
            assert not one.certain or any(
                other in rules and tickets.deciding([*sorted([other, one.rule])]) == other for other in one.by
            )
        for spared in one.by:
            rest = set(one.by) - {spared}
            assert not one.certain or any(not rest & set(rules) for rules in tickets.with_rule(one.rule))


@given(cases())
@often
def test_impossible_subsumed_and_equal_rules_are_exactly_those_of_the_tickets(case):
    _, found, tickets = case
    assert list(found.impossible) == tickets.impossible
    if all(one.certain for one in (*found.gaps, *found.overlaps, *found.hidden)):
        assert {one.rule for one in found.subsumed} == tickets.subsumed
        assert set(found.duplicates) == tickets.duplicates
    for one in found.subsumed:
        assert tickets.lies_inside(one.rule, one.by[0])


@given(cases())
@often
def test_conflicts_and_the_verdict_follow_from_the_findings(case):
    table, found, _ = case
    wrong = {"unique": found.overlaps, "any": tuple(one for one in found.overlaps if one.differs)}
    assert found.conflicts == wrong.get(table.hit_policy, ())
    doubts = [one for one in (*found.gaps, *found.overlaps, *found.hidden) if not one.certain]
    assert found.ok == (found.complete and not (found.conflicts or found.hidden or found.impossible) and not doubts)
    assert not found.truncated


@given(cases())
@often
def test_the_table_decides_as_its_analysis_says(case):
    table, found, tickets = case
    for facts in tickets.all[:200]:
        try:
            decision = table.decide(facts, missing="refuse")
        except NoMatchError:
            assert inside(found.gaps, facts)
        except AmbiguousMatchError as error:
            matched = set(error.rules)
            assert any(matched.issuperset(one.rules) for one in found.conflicts)
        else:
            assert decision.rule not in {one.rule for one in found.hidden if one.certain}
            assert decision.rule not in found.impossible
            if table.hit_policy != "collect":
                assert bool(inside(found.gaps, facts)) == decision.is_default


@given(cases(), st.integers(1, 4))
@often
def test_a_limit_cuts_the_lists_and_leaves_the_verdict(case, limit):
    table, whole, _ = case
    cut = analyse(table, limit=limit)
    assert (cut.complete, cut.ok, cut.hidden, cut.impossible) == (
        whole.complete, whole.ok, whole.hidden, whole.impossible,
    )  # fmt: skip
    assert cut.overlaps == whole.overlaps[:limit]
    assert cut.conflicts == whole.conflicts[:limit]
    assert len(cut.gaps) == min(limit, len(whole.gaps)) or cut.truncated
    assert bool(cut.gaps) == bool(whole.gaps)
    if not cut.truncated:
        assert cut == whole


@given(cases())
@often
def test_an_analysis_is_the_same_after_json(case):
    found = case[1]
    again = Analysis.model_validate_json(found.model_dump_json())
    assert again == found
    assert hash(again) == hash(found)
    assert str(again) == str(found)
