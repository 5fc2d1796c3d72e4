from functools import partial

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from supportops.capacity.forecast import (
    drift,
    exponential_smoothing,
    growth,
    historical_average,
    holt,
    holt_winters,
    linear_trend,
    moving_average,
    naive,
    regression,
    seasonal_naive,
    trend_season,
)
from supportops.errors import DomainError

WEEK = [30, 21, 22, 20, 19, 5, 6, 33, 24, 22, 23, 20, 6, 5, 35, 25, 24, 24, 22, 7, 7]


def on_time(y, *, horizon=1, **options):
    past = np.arange(np.size(y))
    return regression(y, drivers={"t": past}, future={"t": len(past) + np.arange(horizon)}, **options)


METHODS = {
    "historical_average": historical_average,
    "moving_average": partial(moving_average, window=4),
    "naive": naive,
    "drift": drift,
    "growth": partial(growth, rate=0.03),
    "seasonal_naive": partial(seasonal_naive, period=7),
    "seasonal_growth": partial(seasonal_naive, period=7, growth=True),
    "regression": on_time,
    "linear_trend": linear_trend,
    "trend_season": partial(trend_season, period=7),
    "exponential_smoothing": exponential_smoothing,
    "holt": holt,
    "damped": partial(holt, phi=None),
    "holt_winters": partial(holt_winters, period=7),
    "holt_winters_mul": partial(holt_winters, period=7, seasonal="mul"),
}
every_method = pytest.mark.parametrize("method", METHODS.values(), ids=METHODS)


@every_method
def test_every_method_has_its_interval_around_the_mean(method):
    found = method(WEEK, horizon=9)
    assert found.mean.shape == found.lower.shape == found.upper.shape == (9,)
    assert found.fitted.shape == (len(WEEK),)
    assert (found.lower <= found.mean).all()
    assert (found.mean <= found.upper).all()
    assert np.isfinite(found.upper).all()
    assert (found.upper > found.lower).all()
    errors = np.array(WEEK) - found.fitted
    assert found.sse == pytest.approx(float(np.nansum(errors**2)))


@every_method
@settings(max_examples=15, deadline=None)
@given(y=st.lists(st.floats(0, 1e9) | st.sampled_from([0.0, 1.0, 7.0]), min_size=14, max_size=18))
def test_whatever_the_volumes_the_mean_lies_in_its_interval(method, y):
    if method is METHODS["holt_winters_mul"]:
        y = [value + 1 for value in y]
    if method is METHODS["seasonal_growth"]:
        y = [value + 1e-3 for value in y]
    found = method(y, horizon=10)
    assert np.isfinite(found.mean).all()
    assert (found.lower >= 0).all()
    assert (found.lower <= found.mean).all()
    assert (found.mean <= found.upper).all()


@every_method
def test_no_interval_is_none(method):
    found = method(WEEK, horizon=2, confidence=None)
    assert (found.lower, found.upper, found.confidence) == (None, None, None)
    assert found.mean.tolist() == method(WEEK, horizon=2).mean.tolist()


@every_method
def test_more_confidence_never_narrows(method):
    narrow, wide = method(WEEK, horizon=8, confidence=0.5), method(WEEK, horizon=8, confidence=0.95)
    assert (wide.lower <= narrow.lower).all()
    assert (narrow.upper <= wide.upper).all()


@every_method
def test_the_floor_cuts_off_the_forecast_and_nothing_else(method):
    free, cut = method(WEEK, horizon=8, floor=None), method(WEEK, horizon=8, floor=19.5)
    assert cut.mean.tolist() == np.maximum(free.mean, 19.5).tolist()
    assert cut.lower.tolist() == np.maximum(free.lower, 19.5).tolist()
    assert cut.upper.tolist() == np.maximum(free.upper, 19.5).tolist()
    assert np.array_equal(cut.fitted, free.fitted, equal_nan=True)
    assert (cut.sse, cut.parameters) == (free.sse, free.parameters)


@every_method
def test_the_same_question_has_the_same_answer_and_leaves_the_series_alone(method):
    series = np.array(WEEK, dtype=float)
    before = series.copy()
    assert method(series, horizon=3) == method(WEEK, horizon=3)
    assert series.tolist() == before.tolist()


@every_method
def test_a_longer_horizon_begins_with_the_shorter_one(method):
    short, long = method(WEEK, horizon=4, confidence=None), method(WEEK, horizon=20, confidence=None)
    assert long.mean[:4] == pytest.approx(short.mean, rel=1e-12)


@every_method
@pytest.mark.parametrize("confidence", [0, 1, 1.5, -0.1, np.nan])
def test_a_confidence_is_between_0_and_1(method, confidence):
    with pytest.raises(DomainError) as error:
        method(WEEK, confidence=confidence)
    assert error.value.field == "confidence"


@every_method
def test_bad_values_are_named_by_their_place(method):
    for bad in (np.nan, np.inf, -1.0):
        series = [float(value) for value in WEEK]
        series[4] = bad
        with pytest.raises(DomainError) as error:
            method(series)
        assert (error.value.field, error.value.index) == ("y", 4)


@every_method
@pytest.mark.parametrize("series", [[], [[1.0, 2.0]] * 30, 5.0, "12", None])
def test_a_series_is_one_row_of_values(method, series):
    with pytest.raises(DomainError) as error:
        method(series)
    assert "y" in str(error.value)


@pytest.mark.parametrize("horizon", [0, -1, 1.5, "3", None])
def test_a_horizon_is_a_whole_number_from_1(horizon):
    with pytest.raises(DomainError) as error:
        naive([1, 2], horizon=horizon)
    assert error.value.field == "horizon"
    assert "number >= 1" in str(error.value)


def test_a_horizon_may_be_a_number_of_numpy():
    assert naive([1, 2], horizon=np.int64(3)).mean.shape == (3,)


def test_a_floor_is_a_finite_number():
    with pytest.raises(DomainError, match="floor is nan"):
        naive([1, 2], floor=np.nan)


def test_a_generator_is_one():
    with pytest.raises(DomainError, match=r"rng is 7; give np.random.default_rng\(seed\), or None"):
        naive([1, 2], rng=7)


def test_a_generator_changes_the_simulated_interval_only():
    one = moving_average(WEEK, window=3, horizon=5, rng=np.random.default_rng(1))
    two = moving_average(WEEK, window=3, horizon=5, rng=np.random.default_rng(2))
    assert one.mean.tolist() == two.mean.tolist()
    assert one.upper.tolist() != two.upper.tolist()
    assert one == moving_average(WEEK, window=3, horizon=5, rng=np.random.default_rng(1))


def test_a_series_below_0_needs_the_floor_lifted():
    with pytest.raises(DomainError, match="For a series that goes below it give floor=None"):
        naive([1, -2])
    assert naive([1, -2], floor=None).mean.tolist() == [-2.0]
    assert naive([1, -2], floor=-5).mean.tolist() == [-2.0]


@pytest.mark.parametrize(
    ("method", "least", "words"),
    [
        (historical_average, 1, "1 or more"),
        (naive, 1, "1 or more"),
        (partial(growth, rate=0.1), 1, "1 or more"),
        (exponential_smoothing, 1, "1 or more"),
        (drift, 2, "2 or more: a change needs two"),
        (linear_trend, 2, "2 or more: a line needs two"),
        (holt, 2, "2 or more: a trend needs two"),
        (partial(seasonal_naive, period=3), 3, "3 or more: a whole season of 3"),
        (partial(seasonal_naive, period=3, growth=True), 6, "6 or more: two whole seasons of 3"),
        (partial(trend_season, period=3), 6, "6 or more: two whole seasons of 3"),
        (partial(holt_winters, period=3), 6, "6 or more: two whole seasons of 3"),
        (partial(holt_winters, period=3, seasonal="mul"), 6, "6 or more: two whole seasons of 3"),
        (on_time, 2, "2 or more: one more than there are drivers"),
    ],
)  # fmt: skip
def test_too_short_a_history_is_told_how_long_it_must_be(method, least, words):
    series = [4.0, 6.0, 5.0, 8.0, 9.0, 7.0, 9.0]
    assert method(series[:least]).mean.shape == (1,)
    with pytest.raises(DomainError) as error:
        method(series[: least - 1])
    values = "1 value" if least == 2 else f"{least - 1} values"
    assert f"y has {values}, too short a history; give {words}" in str(error.value)


@every_method
def test_a_volume_whose_square_is_no_float_is_refused(method):
    with pytest.raises(DomainError, match=r"y\[2\] is 1e\+101; give numbers up to 1e\+100") as error:
        method([*WEEK[:2], 1e101, *WEEK[3:]])
    assert (error.value.field, error.value.value, error.value.index) == ("y", 1e101, 2)
    assert np.isfinite(method([8e99 + place * 1e98 for place in range(14)]).mean).all()
