from functools import partial

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import minimize
from tests.capacity.forecast.published import AIR, AIRLINE, OIL
from tests.oracles import smoothing_oracle

from supportops.capacity.forecast import exponential_smoothing, historical_average, holt, linear_trend, naive
from supportops.capacity.forecast._student import deviate
from supportops.errors import DomainError

volumes = st.lists(st.floats(0, 1000), min_size=4, max_size=15)


def test_smoothing_by_hand():
    found = exponential_smoothing([10, 20, 10], alpha=0.5, initial_level=10, horizon=2, floor=None)
    assert found.fitted.tolist() == [10, 10, 15]
    assert (found.sse, found.mean.tolist()) == (125.0, [12.5, 12.5])
    assert dict(found.parameters) == {"alpha": 0.5, "initial_level": 10.0}
    half = deviate(0.8) * np.sqrt(125 / 3)
    assert found.upper == pytest.approx([12.5 + half, 12.5 + half * np.sqrt(1.25)])


def test_the_oil_of_saudi_arabia_comes_out_as_published():
    """Hyndman and Athanasopoulos, Forecasting: Principles and Practice, 2nd edition, section 7.1."""
    found = exponential_smoothing(OIL, horizon=3)
    assert found.parameters["alpha"] == pytest.approx(0.8339, abs=2e-4)
    assert found.parameters["initial_level"] == pytest.approx(446.5868, abs=0.02)
    assert found.mean == pytest.approx([542.6806] * 3, abs=1e-3)
    assert found.lower == pytest.approx([504.4541, 492.9073, 483.5747], abs=5e-3)
    assert found.upper == pytest.approx([580.9070, 592.4539, 601.7864], abs=5e-3)


def test_the_passengers_of_australia_come_out_close_to_what_is_published():
    """The same, section 7.2: beta is kept above 0.0001 there, and the sum of squared errors is not the least."""
    found = holt(AIR, horizon=5)
    assert found.parameters["alpha"] == pytest.approx(0.8302, abs=0.02)
    assert found.parameters["initial_trend"] == pytest.approx(2.1017, abs=0.01)
    assert found.mean == pytest.approx([74.60130, 76.70304, 78.80478, 80.90652, 83.00826], rel=1e-3)
    published = holt(AIR, alpha=0.8302, beta=0.0001 / 0.8302, initial_level=15.5715, initial_trend=2.1017)
    assert found.sse <= published.sse


@pytest.mark.parametrize(("method", "sse"), [(exponential_smoothing, 162504.00148), (holt, 161787.91754)])
def test_the_fit_is_no_worse_than_that_of_statsmodels(method, sse):
    """statsmodels 0.15.0, ExponentialSmoothing with estimated initial values, on AIRLINE."""
    assert method(AIRLINE).sse <= sse


@pytest.mark.parametrize(
    ("method", "names"),
    [
        (exponential_smoothing, ["alpha"]),
        (holt, ["alpha", "beta"]),
        (partial(holt, phi=None), ["alpha", "beta", "phi"]),
    ],
)
@pytest.mark.parametrize("seed", range(4))
def test_no_other_constants_fit_better(method, names, seed):
    rng = np.random.default_rng(seed)
    y = 100 + np.cumsum(rng.normal(0.5, 3, 40)) + rng.normal(0, 6, 40)
    bounds = [(0.8, 0.98) if name == "phi" else (0, 1) for name in names]

    def other(x):
        clipped = np.clip(x, *np.transpose(bounds))
        return method(y, confidence=None, **dict(zip(names, clipped, strict=True))).sse

    starts = [[0.2, 0.1, 0.9][: len(names)], [0.8, 0.5, 0.85][: len(names)]]
    best = min(minimize(other, start, method="L-BFGS-B", bounds=bounds).fun for start in starts)
    assert method(y).sse <= best * (1 + 1e-6)


@settings(max_examples=50, deadline=None)
@given(volumes)
def test_constants_of_0_and_1_are_the_simple_methods(y):
    flat = exponential_smoothing(y, alpha=0, horizon=2)
    assert flat.mean == pytest.approx(historical_average(y, horizon=2).mean)
    line = holt(y, alpha=0, beta=0, horizon=3, floor=None)
    assert line.mean == pytest.approx(linear_trend(y, horizon=3, floor=None).mean, abs=1e-6)
    assert line.sse == pytest.approx(linear_trend(y).sse, abs=1e-6)
    last = exponential_smoothing(y, alpha=1, initial_level=0, horizon=2)
    assert last.mean == pytest.approx(naive(y, horizon=2).mean)


@settings(max_examples=25, deadline=None)
@given(volumes)
def test_the_parameters_give_the_same_forecast_again(y):
    for method in (exponential_smoothing, holt, partial(holt, phi=None)):
        found = method(y, horizon=3, confidence=None, floor=None)
        again = method(y, horizon=3, confidence=None, floor=None, **found.parameters)
        assert again.mean == pytest.approx(found.mean, abs=1e-6)
        assert again.sse == pytest.approx(found.sse, abs=1e-6)


def test_a_damped_trend_levels_out():
    y = [10.0, 14, 17, 21, 26, 29]
    found = holt(y, alpha=0.6, beta=0.3, phi=0.9, initial_level=7, initial_trend=3, horizon=8, floor=None)
    fitted, expected = smoothing_oracle.additive(y, 0.6, 0.3, 0.0, 0.9, 7.0, 3.0, [0.0], 8)
    assert found.fitted == pytest.approx(fitted)
    assert found.mean == pytest.approx(expected)
    assert (np.diff(found.mean, n=2) < 0).all()
    assert found.parameters["phi"] == 0.9


def test_a_straight_line_goes_on_and_is_certain():
    found = holt([5 + 3 * t for t in range(8)], horizon=3)
    assert found.mean == pytest.approx([29, 32, 35])
    assert found.upper == pytest.approx(found.mean, abs=1e-6)


def test_a_series_that_never_varies_stays():
    assert exponential_smoothing([7.0] * 5, horizon=2).mean == pytest.approx([7, 7])
    assert holt([0.0] * 5, horizon=2).mean.tolist() == [0, 0]


def test_fewer_values_than_numbers_to_find_bound_nothing():
    assert exponential_smoothing([5.0]).upper.tolist() == [np.inf]
    assert holt([5.0, 6, 8, 8]).upper.tolist() == [np.inf]
    assert np.isfinite(holt([5.0, 6, 8, 8, 9]).upper).all()


@pytest.mark.parametrize("value", [-0.1, 1.1, np.nan, "0.5"])
@pytest.mark.parametrize("name", ["alpha", "beta", "phi"])
def test_a_constant_is_a_share(name, value):
    with pytest.raises(DomainError) as error:
        holt([1, 2, 3], **{name: value})
    assert error.value.field == name


@pytest.mark.parametrize("name", ["initial_level", "initial_trend"])
def test_an_initial_state_is_finite(name):
    with pytest.raises(DomainError) as error:
        holt([1, 2, 3], **{name: np.inf})
    assert error.value.field == name


def test_a_state_whose_square_is_no_float_is_refused():
    with pytest.raises(DomainError, match=r"initial_level is 1e\+200; give numbers up to 1e\+100"):
        exponential_smoothing([1, 2], initial_level=1e200)
