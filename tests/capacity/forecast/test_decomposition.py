import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.capacity.forecast.published import AIRLINE

from supportops.capacity.forecast import decompose
from supportops.errors import DomainError

ADDED = [
    -24.748737, -36.188131, -2.241162, -8.036616, -4.506313, 35.402778, 63.830808, 62.823232, 16.520202, -20.642677,
    -53.593434, -28.619949,
]  # fmt: skip
MULTIPLIED = [
    0.9102304, 0.8836253, 1.0073663, 0.9759060, 0.9813780, 1.1127758, 1.2265555, 1.2199110, 1.0604919, 0.9217572,
    0.8011781, 0.8988244,
]  # fmt: skip


@pytest.mark.parametrize(("model", "figure"), [("additive", ADDED), ("multiplicative", MULTIPLIED)])
def test_the_season_of_the_airlines_is_that_of_r(model, figure):
    """R, decompose(AirPassengers, model)$figure."""
    found = decompose(AIRLINE, period=12, model=model)
    assert found.seasonal[:12] == pytest.approx(figure, rel=1e-6)
    assert found.seasonal[132:].tolist() == found.seasonal[:12].tolist()
    assert (found.trend[6], found.trend[137]) == (pytest.approx(126.7916667), pytest.approx(475.0416667))
    assert np.flatnonzero(np.isnan(found.trend)).tolist() == [*range(6), *range(138, 144)]


def averaged(y, period):
    trend = []
    for t in range(len(y)):
        half = period // 2
        if t < half or t + half >= len(y):
            trend.append(np.nan)
        elif period % 2:
            trend.append(sum(y[t - half : t + half + 1]) / period)
        else:
            trend.append((y[t - half] / 2 + sum(y[t - half + 1 : t + half]) + y[t + half] / 2) / period)
    return trend


@settings(max_examples=60)
@given(st.lists(st.floats(1, 1000), min_size=4, max_size=30), st.data())
def test_the_parts_are_the_series(y, data):
    period = data.draw(st.integers(2, len(y) // 2))
    added, multiplied = decompose(y, period=period), decompose(y, period=period, model="multiplicative")
    assert added.trend == pytest.approx(averaged(y, period), nan_ok=True)
    inside = ~np.isnan(added.trend)
    assert (added.trend + added.seasonal + added.residual)[inside] == pytest.approx(np.array(y)[inside])
    assert (multiplied.trend * multiplied.seasonal * multiplied.residual)[inside] == pytest.approx(np.array(y)[inside])
    assert added.seasonal[:period].sum() == pytest.approx(0, abs=1e-9)
    assert multiplied.seasonal[:period].mean() == pytest.approx(1)


def test_a_line_with_a_season_leaves_nothing():
    found = decompose([10 + 2 * t + (5, -2, -3)[t % 3] for t in range(10)], period=3)
    assert found.residual[1:9] == pytest.approx(np.zeros(8), abs=1e-12)
    assert found.seasonal[:3] == pytest.approx([5, -2, -3])


def test_decompositions_are_values_and_read_as_tables():
    one, same = decompose([1, 5, 3, 7, 5, 9], period=2), decompose([1, 5, 3, 7, 5, 9], period=2)
    assert one == same
    assert hash(one) == hash(same)
    assert one != decompose([1, 5, 3, 7, 5, 8], period=2)
    assert one != 3
    assert "   1      -      -1.5         -" in str(one)
    assert "| 2 | 3.5 | 1.5 | 0 |" in one.to_markdown()


@pytest.mark.parametrize("y", [[1, 2, 3], [[1, 2], [3, 4]], 4.0])
def test_too_short_a_history_is_told_how_long_it_must_be(y):
    with pytest.raises(DomainError, match="give a row of 4 values or more: two whole seasons of 2"):
        decompose(y, period=2)


def test_zeros_do_not_multiply():
    with pytest.raises(DomainError, match=r"y\[1\] is 0; a multiplicative season needs .*Take model='additive'"):
        decompose([1, 0, 3, 4], period=2, model="multiplicative")
    with pytest.raises(DomainError, match="model is 'addition'; did you mean 'additive'"):
        decompose([1, 0, 3, 4], period=2, model="addition")


def test_a_volume_that_floats_cannot_add_up_is_refused():
    with pytest.raises(DomainError, match=r"y\[0\] is 1e\+308; give numbers up to 1e\+100"):
        decompose([1e308] * 8, period=2)
