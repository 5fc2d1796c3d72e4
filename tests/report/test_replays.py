from datetime import timedelta

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.report.cases import AT, HISTORIES, LATE, PAUSED, POLICY, REOPENED, march, moves, standings, ticket

from supportops.report.replays import fitted, outcomes, variants
from supportops.report.standing import OUTCOMES
from supportops.sla import CalendarRule, SlaPolicy
from supportops.tickets import FieldChange, TextColumn

HOUR = 3_600_000_000
VARIANTS = {variant.name: variant for variant in variants(POLICY)}


def counted(name, *histories):
    _, amounts = outcomes(VARIANTS[name], standings(*histories))
    return [amount / HOUR for amount in amounts]


def test_the_policy_as_it_is_comes_first_and_changes_nothing():
    assert list(VARIANTS) == [
        "as promised", "nothing paused", "round the clock", "first resolution", "last priority",
        "to the closing", "to the closing, 24/7",
    ]  # fmt: skip
    assert counted("as promised", PAUSED, LATE) == [3, 14]


@pytest.mark.parametrize(
    ("name", "hours"),
    [
        ("nothing paused", 13),
        ("round the clock", 3),
        ("first resolution", 3),
        ("last priority", 3),
        ("to the closing", 33),
        ("to the closing, 24/7", 75),
    ],
)
def test_each_variant_changes_one_choice(name, hours):
    assert counted(name, PAUSED) == [hours]


def test_a_reopening_changes_nothing_when_the_first_resolution_counts():
    assert counted("first resolution", REOPENED) == [1]
    assert counted("as promised", REOPENED) == [11]


def test_the_last_priority_is_measured_from_the_opening_on():
    moved = ticket(
        "A", march(2), FieldChange(at=march(2, 12), field="priority", to="P3"), *moves((march(3), "resolved"))
    )
    found, _ = outcomes(VARIANTS["last priority"], standings(moved))
    assert [OUTCOMES[place] for place in found] == ["met"]


def test_a_replay_equals_the_evaluation_of_every_ticket():
    for variant in VARIANTS.values():
        found, amounts = outcomes(variant, standings(*HISTORIES))
        for index, history in enumerate(HISTORIES):
            timer = variant.policy.evaluate(history, at=AT).timer("resolution")
            assert amounts[index] == timer.elapsed // timedelta(microseconds=1)
            assert OUTCOMES[found[index]] == timer.verdict


def test_variants_keep_the_rest_of_the_policy():
    rich = SlaPolicy.model_validate(
        {
            **POLICY.model_dump(),
            "calendars": (CalendarRule(POLICY.calendar, metric="first_response"),),
            "tiers": {"gold": 0.5, "free": {"P2": {"first_response": "4h"}}},
            "targets": {**POLICY.targets, "P4": {"first_response": "8h"}},
        }
    )
    first = next(variants(rich)).policy
    assert first.tiers == {"gold": 0.5}
    assert set(first.targets) == {"P1", "P2", "P3"}
    assert {metric for row in first.targets.values() for metric in row} == {"resolution"}


def test_a_fitted_target_is_the_largest_amount_in_time():
    verdicts, targets = fitted(np.array([1, 2, 3, 4]), np.array([True, True, False, False]), TextColumn.of(["P2"] * 4))
    assert targets == {"P2": timedelta(microseconds=2)}
    assert verdicts.tolist() == [True, True, False, False]


def test_where_missing_everything_agrees_most_there_is_no_target():
    verdicts, targets = fitted(np.array([1, 2]), np.array([False, False]), TextColumn.of(["P1", "P1"]))
    assert (targets, verdicts.tolist()) == ({"P1": None}, [False, False])


def test_each_priority_has_its_own_target():
    _, targets = fitted(
        np.array([1, 9, 5, 5]), np.array([True, False, True, True]), TextColumn.of(["P1", "P1", "P2", "P2"])
    )
    assert targets == {"P1": timedelta(microseconds=1), "P2": timedelta(microseconds=5)}


@settings(max_examples=100)
@given(st.lists(st.tuples(st.integers(0, 6), st.booleans()), min_size=1, max_size=12))
def test_no_other_target_agrees_more_often(cases):
    amounts, flags = np.array([a for a, _ in cases]), np.array([f for _, f in cases])
    verdicts, _ = fitted(amounts, flags, TextColumn.of(["P1"] * len(cases)))
    best = max(int(((amounts <= target) == flags).sum()) for target in range(-1, 7))
    assert int((verdicts == flags).sum()) == best
