import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.oracles import smoothing_oracle

from supportops.capacity.forecast._recursion import Constants, States, additive, ahead, spread

shares = st.floats(0, 1)


@settings(max_examples=80)
@given(
    st.lists(st.floats(0, 100), min_size=1, max_size=12), shares, shares, shares, shares, st.integers(1, 5), st.data()
)
def test_the_error_form_is_the_component_form(y, alpha, beta, gamma, phi, period, data):
    season = data.draw(st.lists(st.floats(-20, 20), min_size=period, max_size=period))
    errors, last = additive(y, Constants(alpha, beta, gamma, phi), States(30.0, 2.0, tuple(season)))
    level, places = ahead(last, phi, past=len(y), horizon=2 * period + 1)
    fitted, expected = smoothing_oracle.additive(y, alpha, beta, gamma, phi, 30.0, 2.0, season, 2 * period + 1)
    assert np.subtract(y, errors) == pytest.approx(fitted, abs=1e-6)
    assert level + places == pytest.approx(expected, abs=1e-6)


@settings(max_examples=80)
@given(shares, shares, shares, shares, st.integers(1, 5))
def test_the_spread_is_what_each_error_does_later(alpha, beta, gamma, phi, period):
    """An error of 1 at one step, then forecasts that come true: what it did is what the later ones differ by."""
    if period == 1:
        gamma = 0.0
    start = (alpha, beta, gamma, phi, 0.0, 0.0, [0.0] * period)
    effects = [1.0, *smoothing_oracle.additive([1.0], *start, 11)[1]]
    expected = 3 * np.sqrt(np.cumsum(np.square(effects)))
    found = spread(Constants(alpha, beta, gamma, phi), 3.0, period=period, horizon=12)
    assert found == pytest.approx(expected, rel=1e-9)


def test_nothing_to_judge_by_is_no_bound():
    assert spread(Constants(0.5), np.inf, period=1, horizon=2).tolist() == [np.inf, np.inf]
