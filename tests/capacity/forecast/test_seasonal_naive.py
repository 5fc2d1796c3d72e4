import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from supportops.capacity.forecast import naive, seasonal_naive
from supportops.capacity.forecast._student import deviate
from supportops.errors import DomainError

WEEK = [30, 20, 20, 20, 20, 5, 5, 33, 22, 22, 22, 22, 5.5, 5.5]


def test_the_forecast_is_the_season_before():
    found = seasonal_naive([1, 2, 3, 2, 4, 6, 5], period=3, horizon=5)
    assert found.mean.tolist() == [4, 6, 5, 4, 6]
    assert np.array_equal(found.fitted, [np.nan] * 3 + [1, 2, 3, 2], equal_nan=True)
    assert found.sse == 1 + 4 + 9 + 9
    sigma = np.sqrt(23 / 4)
    half = deviate(0.8) * sigma * np.sqrt([1, 1, 1, 2, 2])
    assert found.upper == pytest.approx(found.mean + half)


def test_growth_is_that_of_the_last_season_and_goes_on():
    found = seasonal_naive(WEEK, period=7, growth=True, horizon=15)
    assert found.parameters["growth"] == pytest.approx(1.1)
    expected = [value * 1.1 for value in WEEK[7:]] + [value * 1.21 for value in WEEK[7:]] + [33 * 1.331]
    assert found.mean == pytest.approx(expected)
    assert found.fitted[7:] == pytest.approx([value * 1.1 for value in WEEK[:7]])
    assert "growth" not in seasonal_naive(WEEK, period=7).parameters


def test_the_interval_grows_with_the_seasons():
    y = np.array(WEEK) + np.arange(14) % 3
    found = seasonal_naive(y, period=7, growth=True, horizon=8, floor=None)
    g, sigma = found.parameters["growth"], np.sqrt(found.sse / 6)
    half = deviate(0.8) * sigma
    assert found.upper - found.mean == pytest.approx([half] * 7 + [half * np.sqrt(1 + g * g)])


@settings(max_examples=50)
@given(st.lists(st.floats(0, 1000), min_size=2, max_size=30), st.data())
def test_each_value_comes_from_its_own_place_in_the_season(y, data):
    period = data.draw(st.integers(1, len(y)))
    found = seasonal_naive(y, period=period, horizon=3 * period + 1, confidence=None)
    for step, value in enumerate(found.mean):
        at = len(y) + step
        while at >= len(y):
            at -= period
        assert value == y[at]


def test_a_season_of_one_period_is_naive():
    one, last = seasonal_naive([3, 5, 4], period=1, horizon=3), naive([3, 5, 4], horizon=3)
    assert (one.mean.tolist(), one.sse) == (last.mean.tolist(), last.sse)
    assert one.upper == pytest.approx(last.upper)


def test_one_season_bounds_nothing():
    found = seasonal_naive([1, 2, 3], period=3, horizon=4)
    assert (found.mean.tolist(), found.upper.tolist()) == ([1, 2, 3, 1], [np.inf] * 4)


def test_a_season_of_zeros_has_no_growth():
    with pytest.raises(DomainError, match=r"y\[1:3\] sums to 0, so the last season has no growth over it"):
        seasonal_naive([1, 0, 0, 2, 3], period=2, growth=True)


def test_growth_beyond_all_numbers_is_refused():
    with pytest.raises(DomainError, match="beyond all numbers"):
        seasonal_naive([1, 1e6], period=1, growth=True, horizon=100)


@pytest.mark.parametrize("period", [0, 1.5, "week"])
def test_a_period_is_a_whole_number(period):
    with pytest.raises(DomainError) as error:
        seasonal_naive([1, 2], period=period)
    assert error.value.field == "period"
