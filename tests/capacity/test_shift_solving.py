import sys
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from tests.oracles.shift_oracle import least_hours

from supportops.capacity.shift_solving import Need, greedy, least_cost, searched

# Three rows, each covered by two of three shifts: whole agents take more than the half agents of the linear program.
TRIANGLE = Need(np.array([[1, 1, 0], [0, 1, 1], [1, 0, 1]]), np.array([1, 1, 1]), np.array([8, 8, 8]))
# Four agents on the second and the fourth shift are enough; the greedy cover spreads five.
GREEDY_IS_WORSE = Need(
    np.array([[0, 1, 0, 0], [1, 0, 0, 1], [1, 0, 0, 1], [0, 0, 1, 1], [1, 1, 0, 0]]),
    np.full(5, 2), np.full(4, 8),
)  # fmt: skip


@st.composite
def needs(draw):
    rows, shifts = draw(st.integers(1, 4)), draw(st.integers(1, 3))
    present = draw(
        st.lists(st.lists(st.integers(0, 1), min_size=shifts, max_size=shifts), min_size=rows, max_size=rows)
    )
    assume(all(map(any, present)))
    required = draw(st.lists(st.integers(1, 4), min_size=rows, max_size=rows))
    costs = draw(st.lists(st.integers(1, 12), min_size=shifts, max_size=shifts))
    return Need(np.array(present), np.array(required), np.array(costs))


@settings(max_examples=60, deadline=None)
@given(needs())
def test_the_optimum_is_what_trying_every_number_finds(need):
    best = least_hours(need.present.tolist(), need.required.tolist(), need.costs.tolist())
    found, least = searched(need)
    assert need.is_met(found)
    assert need.cost(found) == least == best


@settings(max_examples=100, deadline=None)
@given(needs())
def test_the_greedy_cover_is_enough_and_within_both_bounds(need):
    best = least_hours(need.present.tolist(), need.required.tolist(), need.costs.tolist())
    found = greedy(need)
    most = int(need.present.sum(axis=0).max())
    assert need.is_met(found)
    assert best <= need.cost(found) <= sum(Fraction(1, k) for k in range(1, most + 1)) * best
    assert least_cost(need) <= best


@settings(max_examples=100, deadline=None)
@given(needs())
def test_nobody_of_a_greedy_cover_can_go(need):
    found = greedy(need)
    for place in np.flatnonzero(found):
        fewer = found.copy()
        fewer[place] -= 1
        assert not need.is_met(fewer)


def test_no_need_takes_nobody():
    nothing = Need(np.zeros((0, 2), dtype=np.int64), np.zeros(0, dtype=np.int64), np.array([8, 8]))
    assert greedy(nothing).tolist() == [0, 0]
    assert least_cost(nothing) == 0


def test_of_equal_shifts_the_greedy_cover_takes_the_first():
    assert greedy(Need(np.array([[1, 1]]), np.array([3]), np.array([8, 8]))).tolist() == [3, 0]


def test_a_shift_without_hours_is_left_out():
    assert greedy(Need(np.array([[0, 1]]), np.array([2]), np.array([0, 8]))).tolist() == [0, 2]


def test_the_bound_is_a_multiple_of_what_divides_all_costs():
    assert least_cost(TRIANGLE) == 8
    assert greedy(TRIANGLE).sum() == searched(TRIANGLE)[0].sum() == 2
    two_and_three = Need(np.array([[1, 0], [0, 1]]), np.array([1, 1]), np.array([4, 6]))
    assert least_cost(two_and_three) == 10


def test_the_better_of_two_orders_bounds():
    # The row that needs most takes the price of the shift that the first row has to itself.
    need = Need(np.array([[1, 0], [1, 1]]), np.array([2, 3]), np.array([2, 1]))
    assert least_cost(need) == 5
    assert least_hours(need.present.tolist(), need.required.tolist(), need.costs.tolist()) == 5


def test_the_search_finds_what_the_greedy_cover_misses():
    assert greedy(GREEDY_IS_WORSE).sum() == 5
    best, least = searched(GREEDY_IS_WORSE)
    assert (best.tolist(), least) == ([0, 2, 0, 2], 32)


def test_a_large_need_is_met_in_parts():
    need = Need(np.array([[1, 1, 0], [0, 1, 1]]), np.array([999_983, 999_979]), np.array([8, 8, 8]))
    assert greedy(need).tolist() == [4, 999_979, 0]


def test_nothing_is_searched_without_scipy(monkeypatch):
    monkeypatch.setitem(sys.modules, "scipy.optimize", None)
    assert searched(TRIANGLE) is None


def test_a_search_that_stops_early_says_how_far_it_came():
    rng = np.random.default_rng(0)
    present = (rng.random((60, 40)) < 0.3).astype(np.int64)
    hard = Need(present, rng.integers(1, 9, 60), rng.integers(5, 40, 40))
    assert present.any(axis=1).all()
    assert searched(hard, nodes=0) is None
    stopped, below = searched(hard, nodes=1)
    best, least = searched(hard)
    assert hard.is_met(stopped)
    assert hard.is_met(best)
    one = np.eye(stopped.size, dtype=np.int64)
    assert not any(hard.is_met(stopped - one[place]) for place in np.flatnonzero(stopped))
    assert least_cost(hard) <= below <= hard.cost(best) <= hard.cost(stopped)
    assert below <= least <= hard.cost(best)


@pytest.mark.parametrize("agents", [[1, 1, 0], [0, 1, 1]])
def test_a_need_is_met_in_whole_numbers(agents):
    assert TRIANGLE.is_met(np.array(agents))
    assert not TRIANGLE.is_met(np.array(agents) - np.array([0, 1, 0]))
