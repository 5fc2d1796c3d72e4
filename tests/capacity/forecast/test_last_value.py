import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from supportops.capacity.forecast import drift, growth, naive
from supportops.capacity.forecast._student import deviate
from supportops.errors import DomainError

Y = [10.0, 14.0, 12.0, 17.0]
volumes = st.lists(st.floats(0, 1000), min_size=3, max_size=20)


def half(found):
    assert found.upper - found.mean == pytest.approx(found.mean - found.lower)
    return found.upper - found.mean


def test_the_naive_forecast_is_the_last_value():
    found = naive(Y, horizon=3, floor=None)
    assert found.mean.tolist() == [17.0] * 3
    assert np.array_equal(found.fitted, [np.nan, 10, 14, 12], equal_nan=True)
    assert found.sse == 45.0
    assert half(found) == pytest.approx(deviate(0.8) * np.sqrt(45 / 3) * np.sqrt([1, 2, 3]))


def test_drift_is_the_line_through_the_first_and_the_last_value():
    found = drift(Y, horizon=2, floor=None)
    change = 7 / 3
    assert found.parameters["drift"] == pytest.approx(change)
    assert found.mean == pytest.approx([17 + change, 17 + 2 * change])
    assert found.fitted == pytest.approx([np.nan, 10 + change, 14 + change, 12 + change], nan_ok=True)
    sigma = np.sqrt(found.sse / 2)
    assert half(found) == pytest.approx(deviate(0.8) * sigma * np.sqrt([1 * (1 + 1 / 3), 2 * (1 + 2 / 3)]))


def test_growth_is_the_last_value_times_the_rate_each_period():
    found = growth(Y, rate=0.1, horizon=3, floor=None)
    assert found.mean == pytest.approx([17 * 1.1, 17 * 1.1**2, 17 * 1.1**3])
    assert found.fitted == pytest.approx([np.nan, 11, 15.4, 13.2], nan_ok=True)
    assert found.parameters["rate"] == 0.1
    sigma = np.sqrt(found.sse / 3)
    assert half(found)[1] == pytest.approx(deviate(0.8) * sigma * np.sqrt(1 + 1.1**2))


@settings(max_examples=50)
@given(volumes)
def test_growth_at_a_rate_of_0_is_naive(y):
    flat, last = growth(y, rate=0, horizon=4), naive(y, horizon=4)
    assert flat.mean.tolist() == last.mean.tolist()
    assert flat.upper.tolist() == last.upper.tolist()
    assert flat.sse == last.sse


@settings(max_examples=50)
@given(volumes)
def test_drift_passes_through_the_first_value_and_the_last(y):
    found = drift(y, horizon=len(y) - 1, confidence=None, floor=None)
    assert found.mean[-1] == pytest.approx(2 * y[-1] - y[0], abs=1e-9)


def test_a_rate_may_take_all_away():
    assert growth([5, 8], rate=-1, horizon=2).mean.tolist() == [0.0, 0.0]
    assert growth([5, 0], rate=3, horizon=2).mean.tolist() == [0.0, 0.0]


@pytest.mark.parametrize("rate", [-1.1, 2e6, np.nan, np.inf, "5%", [0.1]])
def test_a_rate_is_a_number_from_minus_1(rate):
    with pytest.raises(DomainError) as error:
        growth([1, 2], rate=rate)
    assert error.value.field == "rate"


def test_a_volume_beyond_all_numbers_is_refused():
    with pytest.raises(DomainError, match="the forecast is beyond all numbers from step 1024 on; ask for less"):
        growth([1], rate=1, horizon=2000)
    with pytest.raises(DomainError, match="from step 1024 on"):
        growth([0], rate=1, horizon=2000)


def test_one_value_bounds_nothing():
    assert naive([5]).upper.tolist() == [np.inf]
    assert drift([5, 6]).upper.tolist() == [np.inf]
    assert growth([5], rate=0.1).upper.tolist() == [np.inf]
