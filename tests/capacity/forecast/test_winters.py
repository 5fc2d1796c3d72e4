import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import minimize
from tests.capacity.forecast.published import AIRLINE
from tests.oracles import smoothing_oracle

from supportops.capacity.forecast import holt_winters, trend_season
from supportops.errors import DomainError

SEASON = [12.0, 3, -4, -11]
SHARES = [1.4, 1.1, 0.9, 0.6]


def noisy(seed, *, multiplies):
    rng = np.random.default_rng(seed)
    level = 100 + np.cumsum(rng.normal(0.5, 2, 32))
    season = np.tile(SHARES if multiplies else SEASON, 8)
    return (level * season if multiplies else level + season) + rng.normal(0, 3, 32)


@pytest.mark.parametrize("seasonal", ["add", "mul"])
def test_the_forecast_is_the_textbook_recursion_and_its_season_goes_round(seasonal):
    y = noisy(1, multiplies=seasonal == "mul")[:14]
    season = SHARES if seasonal == "mul" else SEASON
    found = holt_winters(
        y, period=4, seasonal=seasonal, alpha=0.3, beta=0.2, gamma=0.4, initial_level=99, initial_trend=1,
        initial_seasonal=season, horizon=11, floor=None,
    )  # fmt: skip
    oracle = smoothing_oracle.multiplicative if seasonal == "mul" else smoothing_oracle.additive
    phi = () if seasonal == "mul" else (1.0,)
    fitted, expected = oracle(y, 0.3, 0.2, 0.4, *phi, 99.0, 1.0, season, 11)
    assert found.fitted == pytest.approx(fitted)
    assert found.mean == pytest.approx(expected)
    assert found.parameters["initial_seasonal_4"] == season[3]


@pytest.mark.parametrize(("seasonal", "sse"), [("add", 21564.42969), ("mul", 15952.88045)])
def test_the_fit_is_no_worse_than_that_of_statsmodels(seasonal, sse):
    """statsmodels 0.15.0, ExponentialSmoothing with estimated initial values, on AIRLINE."""
    assert holt_winters(AIRLINE, period=12, seasonal=seasonal).sse <= sse


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("seasonal", ["add", "mul"])
def test_no_other_constants_fit_better(seasonal, seed):
    y = noisy(seed, multiplies=seasonal == "mul")
    found = holt_winters(y, period=4, seasonal=seasonal, confidence=None)
    states = {name: found.parameters[name] for name in ("initial_level", "initial_trend")}
    states["initial_seasonal"] = [found.parameters[f"initial_seasonal_{place}"] for place in range(1, 5)]

    def other(x):
        alpha, beta, share = np.clip(x, 0, 1)
        constants = {"alpha": alpha, "beta": beta, "gamma": share * (1 - alpha)}
        return holt_winters(y, period=4, seasonal=seasonal, confidence=None, **constants, **states).sse

    starts = ([0.2, 0.1, 0.2], [0.7, 0.05, 0.6])
    best = min(minimize(other, start, method="L-BFGS-B", bounds=[(0, 1)] * 3).fun for start in starts)
    assert found.sse <= best * (1 + 1e-6)
    assert other([found.parameters["alpha"], found.parameters["beta"], 0]) >= found.sse * (1 - 1e-9)


def test_no_other_initial_states_fit_better_when_the_season_multiplies():
    y = noisy(4, multiplies=True)
    found = holt_winters(y, period=4, seasonal="mul")
    constants = {name: found.parameters[name] for name in ("alpha", "beta", "gamma")}
    names = ["initial_level", "initial_trend", *(f"initial_seasonal_{place}" for place in range(1, 5))]
    best = np.array([found.parameters[name] for name in names])

    def other(x):
        return holt_winters(
            y, period=4, seasonal="mul", **constants, initial_level=x[0], initial_trend=x[1], initial_seasonal=x[2:]
        ).sse

    for place in range(6):
        for nudge in (-0.01, 0.01):
            assert other(best + nudge * (np.arange(6) == place)) > found.sse


@settings(max_examples=20, deadline=None)
@given(st.integers(2, 5), st.integers(0, 2**20))
def test_constants_of_0_are_trend_and_season(period, seed):
    y = np.random.default_rng(seed).uniform(1, 100, 3 * period + 1)
    found = holt_winters(y, period=period, alpha=0, beta=0, gamma=0, horizon=7, floor=None)
    line = trend_season(y, period=period, horizon=7, floor=None)
    assert found.mean == pytest.approx(line.mean, abs=1e-6)
    assert found.sse == pytest.approx(line.sse, abs=1e-6)


def test_trend_and_season_without_noise_go_on():
    y = [100 + 2 * t + SEASON[t % 4] for t in range(13)]
    expected = [100 + 2 * t + SEASON[t % 4] for t in range(13, 24)]
    assert holt_winters(y, period=4, horizon=11).mean == pytest.approx(expected)
    y = [(100 + 2 * t) * SHARES[t % 4] for t in range(13)]
    expected = [(100 + 2 * t) * SHARES[t % 4] for t in range(13, 24)]
    assert holt_winters(y, period=4, seasonal="mul", horizon=11).mean == pytest.approx(expected, rel=1e-4)


def test_a_season_that_multiplies_averages_1():
    found = holt_winters(noisy(2, multiplies=True), period=4, seasonal="mul")
    seasons = [found.parameters[f"initial_seasonal_{place}"] for place in range(1, 5)]
    assert np.mean(seasons) == pytest.approx(1)


def test_what_is_given_stays():
    y = noisy(3, multiplies=True)
    found = holt_winters(y, period=4, seasonal="mul", alpha=0.4, initial_level=120, initial_seasonal=SHARES)
    assert (found.parameters["alpha"], found.parameters["initial_level"]) == (0.4, 120.0)
    assert [found.parameters[f"initial_seasonal_{place}"] for place in range(1, 5)] == SHARES
    free = holt_winters(y, period=4, seasonal="mul")
    assert free.sse < found.sse


def test_the_long_words_do_as_well():
    y = noisy(0, multiplies=True)
    assert holt_winters(y, period=4, seasonal="additive") == holt_winters(y, period=4)
    assert holt_winters(y, period=4, seasonal="multiplicative") == holt_winters(y, period=4, seasonal="mul")


def test_the_interval_of_a_multiplying_season_covers_its_own_futures():
    rng = np.random.default_rng(9)
    y = (200 + np.zeros(400)) * np.tile(SHARES, 100) * (1 + rng.normal(0, 0.05, 400))
    found = holt_winters(
        y, period=4, seasonal="mul", alpha=0.1, beta=0, gamma=0, initial_level=200, initial_trend=0,
        initial_seasonal=SHARES, horizon=8,
    )  # fmt: skip
    half = 1.2816 * 0.05 * found.mean * np.sqrt(1 + 0.01 * np.arange(8))
    assert (found.upper - found.lower) / 2 == pytest.approx(half, rel=0.1)


def test_a_falling_level_stays_above_0_in_the_futures():
    y = [(100 - 4 * t) * SHARES[t % 4] * (1.05 if t % 3 else 0.95) for t in range(16)]
    found = holt_winters(y, period=4, seasonal="mul", horizon=20, floor=None)
    assert np.isfinite(found.upper).all()
    assert (found.lower <= found.mean).all()


@pytest.mark.parametrize("bad", [0.0, -3.0])
def test_a_multiplying_season_needs_values_above_0(bad):
    y = [10.0, 5, 8, bad, 11, 6]
    with pytest.raises(DomainError) as error:
        holt_winters(y, period=2, seasonal="mul", floor=None)
    assert (error.value.field, error.value.index) == ("y", 3)
    assert "a multiplicative season needs values above 0. Take seasonal='add'" in str(error.value)


def test_a_level_that_falls_to_0_is_refused():
    with pytest.raises(DomainError, match=r"level \+ trend falls to 0 within the history"):
        holt_winters(
            [10, 5, 8, 4], period=2, seasonal="mul", alpha=0, beta=0, gamma=0, initial_level=10, initial_trend=-4,
            initial_seasonal=[1.2, 0.8],
        )  # fmt: skip


def test_a_steep_start_gives_way_to_its_mean():
    y = [1.0, 1.2, 1.1, 1.3, 1.2, 90, 95, 100, 105, 99]
    assert np.isfinite(holt_winters(y, period=2, seasonal="mul").sse)


@pytest.mark.parametrize("bad", ["both", "ad", None, 3])
def test_a_season_adds_or_multiplies(bad):
    with pytest.raises(DomainError) as error:
        holt_winters([1, 2, 3, 4], period=2, seasonal=bad)
    assert (error.value.field, error.value.allowed) == ("seasonal", ("add", "additive", "mul", "multiplicative"))


@pytest.mark.parametrize("season", [[1.0], [1.0, 2, 3], 1.0])
def test_an_initial_season_has_one_number_for_each_place(season):
    with pytest.raises(DomainError, match="give 2 numbers, one for each place in the season"):
        holt_winters([1, 2, 3, 4], period=2, initial_seasonal=season)


def test_an_initial_season_that_multiplies_is_above_0():
    with pytest.raises(DomainError) as error:
        holt_winters([1, 2, 3, 4], period=2, seasonal="mul", initial_seasonal=[1, 0])
    assert error.value.field == "initial_seasonal"
    assert holt_winters([1, 2, 3, 4], period=2, initial_seasonal=[1, -1]).mean.shape == (1,)


@pytest.mark.parametrize("states", [{}, {"initial_level": 10, "initial_trend": 1, "initial_seasonal": [-5, 0, 5]}])
def test_constants_with_which_errors_grow_without_end_are_refused(states):
    with pytest.raises(DomainError, match="errors grow without end; give smaller ones") as error:
        holt_winters([10, 20, 30] * 2000, period=3, alpha=1, beta=1, gamma=1, **states)
    assert error.value.field == "gamma"


def test_the_search_passes_over_constants_with_which_errors_grow_without_end():
    found = holt_winters([10.0, 20, 30, 12, 22, 31] * 700, period=3, gamma=1)
    assert np.isfinite(found.sse)
    assert found.mean == pytest.approx([10], abs=5)
