import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from supportops.capacity.shrinkage import UTILISATION_BREAKDOWN, combine_shrinkage, utilisation_breakdown
from supportops.errors import DomainError

_parts = st.lists(st.integers(0, 20).map(lambda n: n / 100), max_size=4)
_DAY = {"ticket_handling": 0.75, "training": 0.07, "meetings": 0.06, "admin": 0.05, "breaks_buffer": 0.07}


def test_parts_are_combined_on_paper():
    assert combine_shrinkage([]) == combine_shrinkage([], how="additive") == 0.0
    assert combine_shrinkage([0.1, 0.2]) == 0.28
    assert combine_shrinkage([0.1, 0.2], how="additive") == 0.3
    assert combine_shrinkage(part / 10 for part in (1, 1, 1)) == 0.271
    assert combine_shrinkage({"leave": 0.1, "breaks": 0.2}.values()) == 0.28


@given(_parts)
@settings(max_examples=50)
def test_the_sum_is_never_less_than_the_product(parts):
    assert max(parts, default=0) <= combine_shrinkage(parts) <= combine_shrinkage(parts, how="additive")


def test_shrinkage_that_leaves_no_time_is_refused():
    with pytest.raises(DomainError, match=r"parts\[1\] is 1; give a finite number >= 0 and < 1"):
        combine_shrinkage([0.2, 1])
    with pytest.raises(DomainError, match="the parts sum to 1, which leaves no time"):
        combine_shrinkage([0.5, 0.5], how="additive")
    assert combine_shrinkage([0.5, 0.5]) == 0.75
    with pytest.raises(DomainError, match="how is 'sum'; allowed: additive, multiplicative"):
        combine_shrinkage([0.1], how="sum")


def test_the_published_parts_do_not_sum_to_the_published_total():
    names = ("training", "meetings", "admin", "breaks_buffer")
    low, high = (combine_shrinkage([UTILISATION_BREAKDOWN[name][end] for name in names], how="additive")
                 for end in (0, 1))  # fmt: skip
    assert (low, high) == (0.18, 0.33)
    assert UTILISATION_BREAKDOWN["shrinkage_total"] == (0.2, 0.3)


def test_a_day_is_split_into_tickets_and_the_rest():
    found = utilisation_breakdown(_DAY)
    assert (found.productive, found.shrinkage, found.outside) == (0.75, 0.25, ())
    far = utilisation_breakdown(_DAY | {"ticket_handling": 0.7, "meetings": 0.11})
    assert (far.productive, far.shrinkage, far.outside) == (0.7, 0.3, ("meetings",))
    assert utilisation_breakdown({"training": 1.0}).productive == 0.0
    assert "75.0 %" in str(found)
    assert "| out of range | meetings |" in far.to_markdown()


def test_a_series_of_pandas_has_activities_as_names():
    assert utilisation_breakdown(pd.Series(_DAY)) == utilisation_breakdown(_DAY)


@pytest.mark.parametrize("shares", [None, [0.75, 0.25], 0.75])
def test_shares_without_activities_are_refused(shares):
    with pytest.raises(DomainError, match=r"shares is .*; give activity to share, for example"):
        utilisation_breakdown(shares)


def test_the_ends_of_a_range_are_in_it():
    assert utilisation_breakdown(
        {"ticket_handling": 0.8, "training": 0.05, "meetings": 0.05, "admin": 0.05, "breaks_buffer": 0.05}
    ).outside == ()  # fmt: skip


def test_shares_are_of_known_activities_and_sum_to_one():
    with pytest.raises(DomainError, match=r"shares sum to 0\.95"):
        utilisation_breakdown(_DAY | {"admin": 0.0})
    with pytest.raises(DomainError, match="shares sum to 0;"):
        utilisation_breakdown({})
    with pytest.raises(DomainError, match="'meeting' is no activity; did you mean 'meetings'"):
        utilisation_breakdown({"meeting": 1.0})
    with pytest.raises(DomainError, match="'shrinkage_total' is no activity"):
        utilisation_breakdown({"ticket_handling": 0.7, "shrinkage_total": 0.3})
    with pytest.raises(DomainError, match=r"shares\['training'\] is -0.1"):
        utilisation_breakdown({"training": -0.1})
    assert utilisation_breakdown({"ticket_handling": 2 / 3, "training": 1 / 3}).outside == (
        "ticket_handling",
        "training",
    )
