import math
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from supportops.capacity import cost
from supportops.errors import DomainError

RATINGS = st.fixed_dictionaries({name: st.integers(0, 10) for name in cost.TOOL_WEIGHTS})
SHARES = st.lists(st.decimals(0, 1, places=3).map(float), max_size=6)


def test_the_published_weights_sum_to_one():
    # WE-12: 25 + 25 + 20 + 15 + 10 + 5.
    assert sum(Fraction(repr(weight)) for weight in cost.TOOL_WEIGHTS.values()) == 1
    assert list(cost.TOOL_WEIGHTS.values()) == [0.25, 0.25, 0.2, 0.15, 0.1, 0.05]


def test_a_score_is_the_weighted_mean():
    ratings = dict(zip(cost.TOOL_WEIGHTS, (4, 5, 3, 4, 2, 5), strict=True))
    assert cost.tool_score(ratings) == 3.9
    assert cost.tool_score({"a": 1, "b": 4}, weights={"a": 2, "b": 1}) == 2
    assert cost.tool_score({"a": 1, "b": 4}, weights={"a": 0, "b": 1}) == 4


@settings(max_examples=60)
@given(RATINGS)
def test_a_score_lies_between_the_lowest_and_the_highest_rating(ratings):
    score = cost.tool_score(ratings)
    assert min(ratings.values()) <= score <= max(ratings.values())
    # A share of the weights: ten times as heavy is the same.
    heavier = {name: 10 * weight for name, weight in cost.TOOL_WEIGHTS.items()}
    assert cost.tool_score(ratings, weights=heavier) == score


@settings(max_examples=30)
@given(st.decimals(0, 10, places=1).map(float))
def test_a_tool_with_one_rating_throughout_scores_it(rating):
    assert cost.tool_score(dict.fromkeys(cost.TOOL_WEIGHTS, rating)) == rating


@pytest.mark.parametrize(
    ("ratings", "weights", "field", "words"),
    [
        ({"a": 1}, {"a": 1, "b": 1, "c": 1}, "ratings", "ratings lacks b, c; rate each criterion"),
        ({"a": 1, "bee": 1}, {"a": 1, "be": 1}, "ratings", "'bee', which has no weight; did you mean 'be'?"),
        ({"a": -1}, {"a": 1}, "ratings", "ratings['a'] is -1"),
        ({"a": "good"}, {"a": 1}, "ratings", "ratings['a'] is 'good'"),
        ({"a": 1}, {"a": -1}, "weights", "weights['a'] is -1"),
        ({"a": 1}, {"a": 0}, "weights", "weights sum to 0"),
        ({}, {}, "weights", "weights sum to 0"),
        ([1, 2], {"a": 1}, "ratings", "ratings is [1, 2]; give a mapping"),
    ],
)
def test_ratings_and_weights_have_the_same_names(ratings, weights, field, words):
    with pytest.raises(DomainError) as refused:
        cost.tool_score(ratings, weights=weights)
    assert words in str(refused.value)
    assert refused.value.field == field


def test_savings_compound_and_do_not_add_up():
    # All four levers at their published ends: 1 - 0.9 * 0.85 * 0.8 * 0.9, and not 0.55; 1 - 0.8 * 0.75 * 0.6 * 0.7.
    assert cost.combined_saving([low for low, _ in cost.TOOL_SAVINGS.values()]) == 0.4492
    assert cost.combined_saving([high for _, high in cost.TOOL_SAVINGS.values()]) == 0.748
    # WE-08: a knowledge base of 35 % and a chatbot of 15 %.
    assert cost.combined_saving([0.35, 0.15]) == 0.4475
    assert (cost.combined_saving([]), cost.combined_saving(0.2), cost.combined_saving([1, 0.5])) == (0, 0.2, 1)


@settings(max_examples=60)
@given(SHARES)
def test_together_savings_are_at_least_the_largest_and_at_most_their_sum(shares):
    found = cost.combined_saving(shares)
    assert max(shares, default=0) <= found <= min(1, math.fsum(shares) + 1e-12)
    assert found == cost.combined_saving(shares[::-1])


def test_a_share_outside_its_range_is_refused_by_place():
    with pytest.raises(DomainError, match=r"shares\[1\] is 1.2; give a finite number >= 0 and <= 1") as refused:
        cost.combined_saving([0.2, 1.2])
    assert (refused.value.field, refused.value.index) == ("shares", 1)
