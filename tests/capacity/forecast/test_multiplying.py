import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.oracles import smoothing_oracle

from supportops.capacity.forecast._multiplying import run

shares = st.floats(0, 1)


@settings(max_examples=60)
@given(st.lists(st.floats(5, 20), min_size=1, max_size=9), st.lists(st.tuples(shares, shares, shares), min_size=1))
def test_many_tries_at_once_are_the_recursion_of_each(y, constants):
    states = (9.0, 0.5, 1.3, 0.7)
    tries = np.array([(*each, *states) for each in constants]).T
    said, ends = run(np.array(y), tries)
    assert ends.shape == tries.shape
    for index, each in enumerate(constants):
        try:
            fitted, _ = smoothing_oracle.multiplicative(y, *each, *states[:2], states[2:], 1)
        except ZeroDivisionError:
            continue
        if np.isfinite(said[:, index]).all():
            assert said[:, index] == pytest.approx(fitted, rel=1e-7, abs=1e-7)


def test_a_level_that_falls_to_0_has_no_forecasts_from_there_on():
    said, _ = run(np.array([10.0, 10, 10]), np.array([[0.0, 0, 0, 10, -6, 1]]).T)
    assert np.isnan(said[:, 0]).tolist() == [False, True, True]
