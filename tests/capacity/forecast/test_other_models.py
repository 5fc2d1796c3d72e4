from datetime import date

import numpy as np
import pytest

from supportops.capacity.forecast import backtest, naive, wrap
from supportops.errors import DomainError


def flat(y, horizon):
    return np.full(horizon, y.mean())


def with_interval(y, horizon):
    mean = flat(y, horizon)
    return mean, mean - 5, mean + 5


def test_a_function_becomes_a_method():
    found = wrap(flat, method="flat")([1.0, 2, 3], horizon=2, start=date(2026, 3, 1))
    assert found.mean.tolist() == [2.0, 2.0]
    assert (found.lower, found.upper, found.confidence) == (None, None, None)
    assert (found.method, np.isnan(found.fitted).all(), found.sse) == ("flat", True, 0.0)
    assert str(found.dates[0])[:10] == "2026-03-04"


def test_its_interval_has_the_confidence_that_was_said():
    found = wrap(with_interval, method="flat", confidence=0.9)([1.0, 2, 3], horizon=2)
    assert (found.confidence, found.lower.tolist(), found.upper.tolist()) == (0.9, [0.0, 0.0], [7.0, 7.0])
    assert wrap(with_interval, method="flat")([1.0, 2, 3], floor=None).lower.tolist() == [-3.0]


def test_three_values_are_a_mean_of_three_periods():
    assert wrap(lambda y, horizon: [1, 2, 3], method="x")([1], horizon=3).mean.tolist() == [1.0, 2.0, 3.0]


def test_a_model_cannot_change_the_series():
    series = np.array([1.0, 2.0])

    def spoil(y, horizon):
        y[:] = 0
        return y[:horizon]

    wrap(spoil, method="spoil")(series)
    assert series.tolist() == [1.0, 2.0]


def test_it_is_compared_with_the_methods_of_the_package():
    methods = {"last": naive, "flat": wrap(flat, method="flat")}
    assert backtest([10.0, 10, 12, 8, 10, 10, 12, 8], methods=methods, horizon=1, windows=4).best == "flat"


@pytest.mark.parametrize("found", [[1.0], [[1.0, 2.0]] * 2, 3.0, [[1.0]] * 3])
def test_a_prediction_of_another_shape_is_refused(found):
    with pytest.raises(DomainError, match=r"the prediction of 'x' has shape .*; return \(2,\), or \(3, 2\)"):
        wrap(lambda y, horizon: found, method="x")([1.0], horizon=2)


def test_a_prediction_is_finite_and_inside_its_interval():
    with pytest.raises(DomainError, match="the prediction of 'x'"):
        wrap(lambda y, horizon: [np.nan], method="x")([1.0])
    with pytest.raises(DomainError, match="lower is at most the mean"):
        wrap(lambda y, horizon: [[3.0], [4.0], [5.0]], method="x")([1.0])


def test_a_confidence_is_between_0_and_1():
    with pytest.raises(DomainError, match="confidence is 1"):
        wrap(flat, method="x", confidence=1)


def test_what_is_no_function_is_refused():
    with pytest.raises(DomainError, match="predict is 'naive'; give a function of series and horizon"):
        wrap("naive", method="naive")
