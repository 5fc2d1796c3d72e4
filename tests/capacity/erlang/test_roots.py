import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from supportops.capacity.erlang._roots import falling_root


@given(st.lists(st.floats(1e-6, 1e6), min_size=1, max_size=5))
def test_roots_are_found_to_the_last_digits(squares):
    square = np.array(squares)
    found = falling_root(lambda x: square - x * x, np.zeros_like(square), square + 1.0)
    assert found == pytest.approx(np.sqrt(square), rel=1e-15)


def test_a_step_and_an_infinite_end_are_no_hindrance():
    def function(x):
        with np.errstate(divide="ignore"):
            return np.where(x < 0.7, -np.log(x), -np.inf)

    found = falling_root(function, np.array([0.0]), np.array([5.0]))
    assert found == pytest.approx(np.array([0.7]), rel=1e-15)


def test_what_never_passes_zero_is_an_end():
    low, high = np.array([1.0, 1.0]), np.array([2.0, 2.0])
    found = falling_root(lambda x: np.array([-1.0, 1.0]) + 0.0 * x, low, high)
    assert found.tolist() == [1.0, 2.0]


def test_a_flat_end_takes_no_forever():
    found = falling_root(lambda x: np.where(x > 1.0, 0.0, 1.0 - x), np.array([0.0]), np.array([3.0]))
    assert 1.0 <= found[0] <= 3.0


def test_a_function_that_jumps_at_zero_comes_to_an_end():
    found = falling_root(lambda x: np.where(x == 0.0, 1.0, -1.0), np.array([0.0]), np.array([1.0]))
    assert 0.0 <= found[0] < 1e-90
