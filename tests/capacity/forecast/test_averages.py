import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from supportops.capacity.forecast import historical_average, moving_average
from supportops.capacity.forecast._student import deviate
from supportops.errors import DomainError

volumes = st.lists(st.floats(0, 1000), min_size=2, max_size=20)


def test_the_historical_average_is_the_mean_of_the_last_periods():
    found = historical_average([90, 110, 95, 105], last=2, horizon=3)
    assert found.mean.tolist() == [100.0] * 3
    assert np.array_equal(found.fitted, [np.nan, np.nan, 100, 100], equal_nan=True)
    assert (found.sse, dict(found.parameters)) == (50.0, {"last": 2.0})
    assert historical_average([90, 110, 95, 105]).mean.tolist() == [100.0]


def test_its_interval_is_that_of_the_textbook():
    found = historical_average([90, 110, 95, 105], horizon=2)
    sigma = np.sqrt((100 + 100 + 25 + 25) / 3)
    half = deviate(0.8) * sigma * np.sqrt(1 + 1 / 4)
    assert found.upper == pytest.approx([100 + half] * 2)
    assert found.lower == pytest.approx([100 - half] * 2)


def test_one_value_bounds_nothing():
    found = historical_average([90, 110], last=1)
    assert (found.mean.tolist(), found.lower.tolist(), found.upper.tolist()) == ([110.0], [0.0], [np.inf])
    assert "no bound: the history is too short to judge errors by" in str(found.explain())


@settings(max_examples=50)
@given(volumes, st.data())
def test_the_moving_average_rolls_through_the_history(y, data):
    window = data.draw(st.integers(1, len(y)))
    found = moving_average(y, window=window, horizon=2, confidence=None)
    expected = [np.nan if t < window else sum(y[t - window : t]) / window for t in range(len(y) + 1)]
    assert found.fitted == pytest.approx(expected[:-1], nan_ok=True, abs=1e-9)
    assert found.mean == pytest.approx([expected[-1]] * 2, abs=1e-9)
    assert found.mean == pytest.approx(historical_average(y, last=window, horizon=2).mean, abs=1e-9)


def test_the_interval_of_a_moving_average_is_that_of_its_futures():
    rng = np.random.default_rng(3)
    y = 100 + rng.normal(0, 5, 400)
    found = moving_average(y, window=4, horizon=6)
    errors = (y - found.fitted)[4:]
    weights = np.zeros(6)
    weights[0] = 1
    for step in range(1, 6):
        weights[step] = weights[max(step - 4, 0) : step].sum() / 4
    spread = errors.std() * np.sqrt(np.cumsum(weights**2))
    assert (found.upper - found.lower) / 2 / spread == pytest.approx([deviate(0.8)] * 6, rel=0.08)


def test_a_moving_average_over_all_of_the_history_bounds_nothing():
    found = moving_average([10, 20, 30], window=3)
    assert (found.mean.tolist(), found.lower.tolist(), found.upper.tolist()) == ([20.0], [0.0], [np.inf])
    assert moving_average([10, 20, 30], window=2).upper.tolist() == [np.inf]


@pytest.mark.parametrize("count", [0, -1, 2.5, "2"])
def test_a_window_is_a_whole_number(count):
    with pytest.raises(DomainError, match=r"window is .*; give a (whole|finite) number >= 1"):
        moving_average([1, 2], window=count)
    with pytest.raises(DomainError, match=r"last is .*; give a (whole|finite) number >= 1"):
        historical_average([1, 2], last=count)


def test_a_window_is_no_longer_than_the_history():
    with pytest.raises(DomainError, match="window is 3 and y has 2 values; give at most that, or a longer history"):
        moving_average([1, 2], window=3)
    with pytest.raises(DomainError, match="last is 3 and y has 2 values"):
        historical_average([1, 2], last=3)
