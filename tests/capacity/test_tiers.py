import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from supportops.capacity.tiers import TIER_RATIOS, agents_by_tier, tier_split
from supportops.errors import DomainError


@pytest.mark.parametrize(
    ("headcount", "ratio", "split"),
    [
        (8, (5, 2, 1), (5, 2, 1)), (0, (5, 2, 1), (0, 0, 0)), (1, (1, 1), (1, 0)), (3, (1, 1), (2, 1)),
        (2, (1, 1, 1), (1, 1, 0)), (10, (0.1, 0.2, 0.7), (1, 2, 7)), (5, (0, 3), (0, 5)), (10, (8, 3, 1), (7, 2, 1)),
    ],
)  # fmt: skip
def test_a_headcount_is_split_by_the_largest_remainder(headcount, ratio, split):
    assert tier_split(headcount, ratio) == split


def test_the_published_ratios_give_themselves():
    assert len(TIER_RATIOS) == 4
    for ratio in TIER_RATIOS.values():
        assert tier_split(sum(ratio), ratio) == ratio


@given(st.integers(0, 500), st.lists(st.integers(0, 30), min_size=1, max_size=5).filter(any))
@settings(max_examples=100)
def test_the_parts_sum_to_the_headcount_and_are_within_one_of_their_share(headcount, ratio):
    split = tier_split(headcount, ratio)
    assert sum(split) == headcount
    assert all(abs(part - headcount * each / sum(ratio)) < 1 for part, each in zip(split, ratio, strict=True))


def test_the_eight_agents_of_the_skill_page_come_out_by_tickets():
    found = agents_by_tier(1_200, shares=(0.65, 0.30, 0.05), tickets_per_agent=(156, 180, 60))
    assert [tier.exact for tier in found] == [5.0, 2.0, 1.0]
    assert [tier.rounded for tier in found] == [5, 2, 1]
    assert all(tier.warnings == () for tier in found)
    assert len(found[0].explain()) == 2


def test_shares_that_do_not_sum_to_one_are_a_warning():
    [tier, _] = agents_by_tier(np.array([100, 200]), shares=(0.8, 0.3), tickets_per_agent=40)
    assert tier.warnings == ("the shares sum to 1.1, not to 1",)
    assert tier.exact.tolist() == [2.0, 4.0]


def test_thirds_sum_to_one():
    assert all(not tier.warnings for tier in agents_by_tier(900, shares=[1 / 3] * 3, tickets_per_agent=100))
    [tier, _] = agents_by_tier(900, shares=[0.5, 0.50001], tickets_per_agent=100)
    assert tier.warnings == ("the shares sum to 1.00001, not to 1",)


def test_what_is_out_of_range_is_refused():
    with pytest.raises(DomainError, match=r"headcount is 2\.5; give a whole number"):
        tier_split(2.5, (1, 1))
    with pytest.raises(DomainError, match=r"ratio is all zero; give at least one number > 0"):
        tier_split(2, (0, 0))
    with pytest.raises(DomainError, match="ratio is one number a tier"):
        tier_split(2, ())
    with pytest.raises(DomainError, match=r"ratio\[1\] is -1"):
        tier_split(2, (1, -1))
    with pytest.raises(DomainError, match=r"shares\[0\] is 1.2"):
        agents_by_tier(100, shares=(1.2, 0.1), tickets_per_agent=40)
    with pytest.raises(DomainError, match="tickets_per_agent has 3 numbers for 2 shares"):
        agents_by_tier(100, shares=(0.5, 0.5), tickets_per_agent=(1, 2, 3))
    with pytest.raises(DomainError, match="tickets_per_agent is 0"):
        agents_by_tier(100, shares=(0.5, 0.5), tickets_per_agent=0)
