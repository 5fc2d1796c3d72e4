import math

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from supportops.capacity.forecast import linear_trend, regression, trend_season
from supportops.errors import DomainError

CUSTOMERS, RELEASE = [100, 110, 125, 130, 150, 155], [0, 1, 0, 0, 1, 0]
Y = [52.0, 68.0, 63.0, 66.0, 88.0, 78.0]


def ask(**changes):
    values = {
        "drivers": {"customers": CUSTOMERS, "release": RELEASE},
        "future": {"release": [1, 0], "customers": [160, 170]},
    } | changes
    return regression(Y, **values)


def test_a_regression_is_that_of_the_normal_equations_with_t_intervals():
    found = ask(floor=None)
    design = np.column_stack([np.ones(6), CUSTOMERS, RELEASE])
    ahead = np.array([[1, 160, 1], [1, 170, 0]])
    inverse = np.linalg.inv(design.T @ design)
    effects = inverse @ design.T @ Y
    errors = Y - design @ effects
    sigma = np.sqrt(errors @ errors / 3)
    half = stats.t.ppf(0.9, 3) * sigma * np.sqrt(1 + np.einsum("ij,jk,ik->i", ahead, inverse, ahead))
    assert found.mean == pytest.approx(ahead @ effects)
    assert found.upper == pytest.approx(ahead @ effects + half)
    assert found.lower == pytest.approx(ahead @ effects - half)
    assert list(found.parameters) == ["intercept", "customers", "release", "sigma", "r_squared"]
    assert list(found.parameters.values())[:4] == pytest.approx([*effects, sigma])


def test_the_horizon_is_that_of_the_future():
    assert ask(horizon=2) == ask()
    with pytest.raises(DomainError, match="horizon is 3 and future has 2 values; leave horizon out"):
        ask(horizon=3)


def test_a_driver_that_says_nothing_of_its_own_has_no_effect():
    found = ask(
        drivers={
            "customers": CUSTOMERS,
            "release": RELEASE,
            "none": [0] * 6,
            "no_release": [1 - day for day in RELEASE],
        },
        future={"customers": [160, 170], "release": [1, 0], "none": [0, 0], "no_release": [0, 1]},
    )
    assert (found.parameters["none"], found.parameters["no_release"]) == (0.0, 0.0)
    assert found.mean == pytest.approx(ask().mean)
    assert found.upper == pytest.approx(ask().upper)


def test_a_driver_that_never_varies_leaves_the_mean():
    found = regression([3, 5, 7], drivers={"x": [2, 2, 2]}, future={"x": [2, 2]})
    assert found.mean == pytest.approx([5, 5])
    with pytest.raises(DomainError, match="never varies on its own"):
        regression([3, 5, 7], drivers={"x": [2, 2, 2]}, future={"x": [2, 3]})


def test_an_effect_that_the_history_does_not_show_is_refused():
    with pytest.raises(DomainError) as error:
        ask(
            drivers={"customers": CUSTOMERS, "outage": [0] * 6},
            future={"customers": [160, 170], "outage": [0, 1]},
        )
    assert (error.value.field, error.value.index) == ("outage", 1)
    assert "future['outage'][1] is 1, but in the history 'outage' never varies on its own" in str(error.value)


def test_as_many_values_as_numbers_bound_nothing():
    found = regression([3, 5], drivers={"x": [1, 2]}, future={"x": [3]})
    assert found.mean == pytest.approx([7.0])
    assert (found.lower.tolist(), found.upper.tolist()) == ([0.0], [math.inf])
    assert math.isnan(found.parameters["sigma"])


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"drivers": {}}, "drivers is {}; give a mapping of name -> values with one or more"),
        ({"future": [1, 2]}, "future is [1, 2]; give a mapping"),
        ({"future": {"customers": [1]}}, "'release' is not in future"),
        ({"drivers": {"customer": CUSTOMERS, "release": RELEASE}}, "did you mean 'customers'?"),
        ({"drivers": {"release": RELEASE}}, "'customers' is not in drivers"),
        ({"drivers": {"sigma": RELEASE}, "future": {"sigma": [1]}}, "a driver is called 'sigma'"),
        (
            {"drivers": {"customers": CUSTOMERS, "release": [0, 1]}},
            "drivers['release'] has shape (2,); give a row of 6",
        ),
        ({"future": {"customers": [1, 2], "release": [0]}}, "future['release'] has shape (1,); give a row of 2"),
        ({"future": {"customers": [], "release": []}}, "give a row of one or more"),
        ({"future": {"customers": [1, 2], "release": 0}}, "future['release'] has shape ()"),
        (
            {"future": {"customers": [1, 1e200], "release": [0, 0]}},
            "future['customers'][1] is 1e+200; give numbers up to",
        ),
        ({"drivers": None}, "drivers is None; give a mapping"),
        ({"future": {"customers": [1, np.nan], "release": [0, 0]}}, "future['customers'][1] is nan"),
    ],
)
def test_drivers_that_do_not_fit_are_refused(changes, words):
    with pytest.raises(DomainError) as error:
        ask(**changes)
    assert words in str(error.value)


def test_drivers_may_be_the_columns_of_a_data_frame():
    drivers, future = {"customers": CUSTOMERS, "release": RELEASE}, {"customers": [500, 510], "release": [0, 1]}
    found = ask(drivers=pd.DataFrame(drivers), future=pd.DataFrame(future))
    assert found == ask(drivers=drivers, future=future)


def test_a_linear_trend_is_that_of_scipy():
    y = [12.0, 15, 11, 18, 20, 17, 22]
    found, line = linear_trend(y, horizon=3, floor=None), stats.linregress(range(7), y)
    assert found.parameters["slope"] == pytest.approx(line.slope)
    assert found.parameters["intercept"] == pytest.approx(line.intercept)
    assert found.parameters["r_squared"] == pytest.approx(line.rvalue**2)
    assert found.parameters["sigma"] == pytest.approx(line.stderr * np.sqrt(28))
    t = np.array([7, 8, 9])
    half = stats.t.ppf(0.9, 5) * found.parameters["sigma"] * np.sqrt(1 + 1 / 7 + (t - 3) ** 2 / 28)
    assert found.upper == pytest.approx(line.intercept + line.slope * t + half)
    assert found.parameters["sigma"] == pytest.approx(np.sqrt(found.sse / 5))


def test_a_straight_line_goes_on():
    found = linear_trend([3 + 2 * t for t in range(6)], horizon=3)
    assert found.mean == pytest.approx([15, 17, 19])
    assert found.lower == pytest.approx(found.mean)
    assert found.parameters["r_squared"] == pytest.approx(1)


def test_a_series_that_never_varies_has_no_share_explained():
    found = linear_trend([4, 4, 4, 4], horizon=2)
    assert found.mean.tolist() == [4, 4]
    assert math.isnan(found.parameters["r_squared"])


def test_trend_and_season_are_a_regression_on_time_and_place():
    rng = np.random.default_rng(2)
    t = np.arange(16)
    y = 50 + 1.2 * t + np.tile([8.0, -3, -9, 4], 4) + rng.normal(0, 1, 16)
    found = trend_season(y, period=4, horizon=6)
    dummies = {f"place_{k}": (t % 4 == k).astype(float) for k in range(3)}
    later = t[-1] + 1 + np.arange(6)
    ahead = {"t": later} | {f"place_{k}": (later % 4 == k).astype(float) for k in range(3)}
    same = regression(y, drivers={"t": t, **dummies}, future=ahead)
    assert found.mean == pytest.approx(same.mean)
    assert found.upper == pytest.approx(same.upper)
    assert found.parameters["slope"] == pytest.approx(same.parameters["t"])
    seasons = [found.parameters[f"season_{place}"] for place in range(1, 5)]
    assert sum(seasons) == pytest.approx(0)
    assert np.diff(seasons)[:2] == pytest.approx(np.diff([same.parameters[f"place_{k}"] for k in range(3)]))


def test_the_season_goes_round_for_ever():
    y = [30 + 2 * t + (9 if t % 3 == 1 else 0) for t in range(8)]
    expected = [30 + 2 * t + (9 if t % 3 == 1 else 0) for t in range(8, 20)]
    assert trend_season(y, period=3, horizon=12).mean == pytest.approx(expected)


def test_a_season_has_two_places_or_more():
    with pytest.raises(DomainError, match="period is 1; give a finite number >= 2"):
        trend_season([1, 2, 3], period=1)
