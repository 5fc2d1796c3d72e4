from itertools import product

import pytest

from supportops.errors import NoMatchError
from supportops.presets import load
from supportops.presets.skill import IMPACT_URGENCY, IMPACT_URGENCY_DERIVED, QUEUE_LANES, SEVERITY
from supportops.triage import DecisionTable
from supportops.vocabulary import P1_TO_P5

IMPACTS = ("many_users_or_revenue", "multiple_users", "single_user", "enhancement")
URGENCIES = ("complete_block", "significant_block", "partial_block", "minor_inconvenience", "future_improvement")
PRINTED = {
    ("many_users_or_revenue", "complete_block"): ("P1", "immediate_all_hands"),
    ("multiple_users", "significant_block"): ("P2", "next_available_agent"),
    ("single_user", "partial_block"): ("P3", "queue_position"),
    ("single_user", "minor_inconvenience"): ("P4", "low_priority_queue"),
    ("enhancement", "future_improvement"): ("P5", "backlog"),
}


def answer(table, pair):
    return table.decide(dict(zip(("impact", "urgency"), pair, strict=True))).output


def rank(pair):
    return P1_TO_P5.rank(answer(IMPACT_URGENCY_DERIVED, pair)["priority"])


def test_the_five_printed_pairs_answer_as_printed_in_both_tables():
    for pair, (priority, action) in PRINTED.items():
        assert answer(IMPACT_URGENCY, pair) == {"priority": priority, "action": action}
        assert answer(IMPACT_URGENCY_DERIVED, pair) == {"priority": priority, "action": action}
    assert len(load("prioritization_impact_urgency").rows) == len(PRINTED)


def test_the_axes_are_listed_worst_first():
    assert tuple(IMPACT_URGENCY.inputs["impact"]) == IMPACTS
    assert tuple(IMPACT_URGENCY.inputs["urgency"]) == URGENCIES


def test_fifteen_of_the_twenty_pairs_have_no_answer():
    open_pairs = [pair for pair in product(IMPACTS, URGENCIES) if pair not in PRINTED]
    assert len(open_pairs) == 15
    for pair in open_pairs:
        with pytest.raises(NoMatchError):
            answer(IMPACT_URGENCY, pair)


def test_the_analysis_finds_just_these_fifteen_pairs():
    analysis = IMPACT_URGENCY.analyse()
    assert not analysis.complete
    assert not analysis.conflicts
    missed = [
        pair
        for pair in product(IMPACTS, URGENCIES)
        if any(gap.contains({"impact": pair[0], "urgency": pair[1]}) for gap in analysis.gaps)
    ]
    assert missed == [pair for pair in product(IMPACTS, URGENCIES) if pair not in PRINTED]


def test_the_completed_grid_has_nothing_to_find_and_says_what_is_derived():
    assert IMPACT_URGENCY_DERIVED.analyse().ok
    notes = [rule.note for rule in IMPACT_URGENCY_DERIVED.rules]
    assert (notes.count("printed"), notes.count("derived")) == (5, 15)


def test_a_worse_pair_never_has_a_milder_priority():
    ranks = {(row, column): rank((IMPACTS[row], URGENCIES[column])) for row, column in product(range(4), range(5))}
    for (row, column), worse in ranks.items():
        assert all(worse <= milder for (other, next_), milder in ranks.items() if other >= row and next_ >= column)


def test_a_single_user_who_cannot_work_is_third_as_in_the_severity_matrix():
    assert rank(("single_user", "complete_block")) == 3
    assert SEVERITY.scale.rank(SEVERITY["complete_block", "one"]) == 3


def test_the_sum_of_two_ranks_contradicts_a_printed_pair():
    sums = {pair: 1 + IMPACTS.index(pair[0]) + URGENCIES.index(pair[1]) for pair in PRINTED}
    assert sums["multiple_users", "significant_block"] == 3
    assert answer(IMPACT_URGENCY, ("multiple_users", "significant_block"))["priority"] == "P2"


def test_the_actions_are_those_of_the_lanes():
    for rule in IMPACT_URGENCY_DERIVED.rules:
        assert rule.then["action"] == QUEUE_LANES[rule.then["priority"]].action


@pytest.mark.parametrize("table", [IMPACT_URGENCY, IMPACT_URGENCY_DERIVED])
def test_it_survives_json(table):
    assert DecisionTable.model_validate_json(table.model_dump_json()) == table
