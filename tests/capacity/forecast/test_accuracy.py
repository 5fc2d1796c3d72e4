from fractions import Fraction
from math import sqrt

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from supportops.capacity.forecast._accuracy import Accuracy, IntervalScore, accuracy, interval_score, pinball_loss
from supportops.capacity.forecast._result import Forecast
from supportops.errors import DomainError

# Quarterly beer production in Australia, 1992 Q1 to 2010 Q2, megalitres.
_BEER = [
    443, 410, 420, 532, 433, 421, 410, 512, 449, 381, 423, 531, 426, 408, 416, 520, 409, 398, 398, 507, 432, 398, 406,
    526, 428, 397, 403, 517, 435, 383, 424, 521, 421, 402, 414, 500, 451, 380, 416, 492, 428, 408, 406, 506, 435, 380,
    421, 490, 435, 390, 412, 454, 416, 403, 408, 482, 438, 386, 405, 491, 427, 383, 394, 473, 420, 390, 410, 488, 415,
    398, 419, 488, 414, 374,
]  # fmt: skip
_TRAIN, _TEST = _BEER[:64], _BEER[64:]
_VOLUMES = st.integers(0, 400).map(lambda count: count / 4)
_PAIRS = st.lists(st.tuples(_VOLUMES, _VOLUMES), min_size=1, max_size=12)


@pytest.mark.parametrize(
    ("forecast", "rmse", "mae", "mape", "mase"),
    [
        (sum(_TRAIN) / 64, 38.45, 34.83, 8.28, 2.44),
        (_TRAIN[-1], 62.69, 57.40, 14.18, 4.01),
        ((_TRAIN[-4:] * 3)[:10], 14.31, 13.40, 3.17, 0.94),
    ],
)
def test_the_errors_are_those_of_the_textbook(forecast, rmse, mae, mape, mase):
    # Hyndman and Athanasopoulos (2018), Forecasting: Principles and Practice, 2nd edition, section 3.4, the table of
    # the mean, naive and seasonal naive methods; percentages there.
    found = accuracy(_TEST, forecast, train=_TRAIN, period=4)
    published = [round(value, 2) for value in (found.rmse, 100 * found.mape, found.mase)]
    assert published == [rmse, mape, mase]
    assert found.mae == pytest.approx(mae, abs=0.00501)


def test_all_measures_by_hand():
    found = accuracy([10, 20, 40], [12, 15, 40], train=[4, 8, 16, 8], period=2)
    assert (found.me, found.mae, found.mse, found.rmse) == (1.0, 7 / 3, 29 / 3, sqrt(29 / 3))
    assert found.mape == pytest.approx((0.2 + 0.25) / 3)
    assert found.mpe == pytest.approx((-0.2 + 0.25) / 3)
    assert found.smape == pytest.approx((4 / 22 + 10 / 35) / 3)
    assert (found.wape, found.bias) == (7 / 70, -3 / 70)
    assert found.mase == pytest.approx((7 / 3) / 6)
    assert found.rmsse == pytest.approx(sqrt((29 / 3) / 72))
    assert (found.n, found.zeros) == (3, 0)


def test_too_little_forecast_is_a_positive_error_and_a_negative_bias():
    found = accuracy([10, 10], [8, 8])
    assert (found.me, found.mpe, found.bias) == (2.0, 0.2, -0.2)


def test_what_is_undefined_is_none():
    zeros = accuracy([0, 0], [1, 0], train=[5, 5, 5])
    assert (zeros.mape, zeros.mpe, zeros.smape, zeros.wape, zeros.bias) == (None, None, None, None, None)
    assert (zeros.mase, zeros.rmsse, zeros.mae, zeros.zeros) == (None, None, 0.5, 2)
    some = accuracy([0, 4], [1, 4])
    assert (some.mape, some.mpe, some.smape, some.wape, some.bias) == (None, None, 1.0, 0.25, 0.25)
    assert (some.mase, some.rmsse) == (None, None)
    assert accuracy([-2, 2], [1, 1]).bias is None


def test_a_forecast_counts_with_its_mean():
    made = Forecast.of([9.0, 14.0], lower=[5, 5], upper=[20, 20], confidence=0.8)
    assert accuracy([10, 12], made) == accuracy([10, 12], [9, 14])


def test_sums_are_rounded_once():
    # Added one by one in floats, the three do not give the same sum in each order.
    assert accuracy([0.1, 0.2, 0.3], [0.3, 0.2, 0.1]).bias == 0.0
    assert accuracy([0.1] * 10, [0.0] * 10).mae == 0.1


@settings(max_examples=100)
@given(_PAIRS, st.lists(_VOLUMES, min_size=4, max_size=12), st.integers(1, 3))
def test_each_measure_is_that_of_fractions(pairs, train, period):
    exact = [(Fraction(actual), Fraction(forecast)) for actual, forecast in pairs]
    n, error = len(exact), [actual - forecast for actual, forecast in exact]
    steps = [Fraction(later) - Fraction(sooner) for sooner, later in zip(train, train[period:], strict=False)]
    mae, mse = sum(map(abs, error)) / n, sum(e * e for e in error) / n
    scale, square = sum(map(abs, steps)) / len(steps), sum(s * s for s in steps) / len(steps)
    total, both = sum(a for a, _ in exact), all(a + f for a, f in exact)
    each = None if 0 in [a for a, _ in exact] else [e / a for e, (a, _) in zip(error, exact, strict=True)]
    wanted = {
        "me": sum(error) / n, "mae": mae, "mse": mse,
        "mape": sum(map(abs, each)) / n if each else None, "mpe": sum(each) / n if each else None,
        "smape": sum(2 * abs(e) / (a + f) for e, (a, f) in zip(error, exact, strict=True)) / n if both else None,
        "wape": sum(map(abs, error)) / total if total else None, "bias": -sum(error) / total if total else None,
        "mase": mae / scale if scale else None,
    }  # fmt: skip
    found = accuracy(*zip(*pairs, strict=True), train=train, period=period)
    for name, value in wanted.items():
        assert getattr(found, name) == (None if value is None else pytest.approx(float(value), rel=1e-12)), name
    assert found.rmse == pytest.approx(sqrt(mse), rel=1e-12)
    assert found.rmsse == (pytest.approx(sqrt(mse / square), rel=1e-12) if square else None)


@settings(max_examples=60)
@given(_PAIRS, st.sampled_from([0.5, 2.0, 1024.0]))
def test_shares_do_not_depend_on_the_unit(pairs, unit):
    actual, forecast = np.array(pairs).T
    one, other = accuracy(actual, forecast, train=[1, 2, 4]), accuracy(actual * unit, forecast * unit, train=[1, 2, 4])
    for name in ("mape", "mpe", "smape", "wape", "bias"):
        assert getattr(one, name) == getattr(other, name)
    assert other.mae == one.mae * unit
    assert one.mae <= one.rmse * (1 + 1e-12)
    assert abs(one.me) <= one.mae


def test_the_naive_forecast_of_the_history_has_a_mase_of_one():
    train = [3, 7, 2, 9, 9]
    found = accuracy(train[1:], train[:-1], train=train)
    assert (found.mase, found.rmsse) == (1.0, 1.0)


def test_the_accuracy_says_each_rule_and_reads_as_a_table():
    found = accuracy([10, 12, 0], [9, 14, 1], train=[8, 12, 10, 12])
    rules = {step.what: step.how for step in found.explain()}
    assert list(rules) == [name for name in Accuracy.__slots__ if name not in {"n", "zeros"}]
    assert "too much was forecast" in rules["bias"]
    assert str(found).splitlines()[0] == "Accuracy over 3 values, 1 of them 0"
    assert "| wape | 18.2 % |" in found.to_markdown()
    assert "<td>mape</td><td>-</td>" in found._repr_html_()
    assert str(accuracy([1], [1])).splitlines()[0] == "Accuracy over 1 value"


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (([1, float("nan")], [1, 2]), r"actual\[1\] is nan"),
        (([1, 2], [1, float("inf")]), r"forecast\[1\] is inf"),
        (([1, 2], [1, 2, 3]), "these rows differ in length: actual 2, forecast 3; give rows of one"),
        (([1, 2], [1]), "actual 2, forecast 1"),
        (([], []), r"actual has the shape \(0,\); give one row of values, one or more"),
        (([[1], [2]], [1, 2]), r"actual has the shape \(2, 1\)"),
    ],
)
def test_what_cannot_be_compared_is_refused(arguments, words):
    with pytest.raises(DomainError, match=words):
        accuracy(*arguments)


@pytest.mark.parametrize(
    ("train", "period", "words"),
    [
        ([1, 2], 2, r"train has the shape \(2,\), too short a history; give one row of 3 values or more"),
        ([[1, 2]], 1, "one row of 2 values"),
        ([1, float("nan")], 1, r"train\[1\] is nan"),
        ([1, 2], 0, "period is 0"),
        (None, 1.5, "period is 1.5"),
    ],
)
def test_a_history_too_short_to_scale_by_is_refused(train, period, words):
    with pytest.raises(DomainError, match=words):
        accuracy([1], [1], train=train, period=period)


def test_the_pinball_loss_by_hand():
    assert pinball_loss([10, 20], [12, 16], q=0.75) == (0.25 * 2 + 0.75 * 4) / 2
    assert pinball_loss([5], 5, q=0.1) == 0.0
    # 1 - 0.9 is a tenth, and not the float beside it.
    assert pinball_loss([0], [3], q=0.9) == 0.1 * 3


@settings(max_examples=60)
@given(_PAIRS, st.sampled_from([0.1, 0.25, 0.5, 0.8]))
def test_the_pinball_loss_is_that_of_a_loop(pairs, q):
    actual, forecast = zip(*pairs, strict=True)
    wanted = sum(q * (a - f) if a >= f else (1 - q) * (f - a) for a, f in pairs) / len(pairs)
    assert pinball_loss(actual, forecast, q=q) == pytest.approx(wanted, rel=1e-12)
    assert pinball_loss(actual, forecast, q=0.5) == pytest.approx(accuracy(actual, forecast).mae / 2)


@settings(max_examples=40)
@given(st.lists(_VOLUMES, min_size=1, max_size=9), st.sampled_from([0.2, 0.5, 0.9]))
def test_the_quantile_of_the_actuals_has_the_least_loss(actual, q):
    quantile = float(np.quantile(actual, q, method="inverted_cdf"))
    least = pinball_loss(actual, quantile, q=q)
    assert all(least <= pinball_loss(actual, other, q=q) + 1e-9 for other in actual)


@pytest.mark.parametrize("q", [0, 1, -0.1, float("nan"), [0.5]])
def test_a_quantile_outside_its_range_is_refused(q):
    with pytest.raises(DomainError, match="q is"):
        pinball_loss([1], [1], q=q)


def test_the_interval_score_by_hand():
    # Inside: the width. Under: 2 / 0.2 times 3 more. Over: 2 / 0.2 times 1 more.
    found = interval_score([10, 5, 20], [8, 8, 9], upper=[12, 12, 19], confidence=0.8)
    assert found == IntervalScore((4 + 34 + 20) / 3, 1 / 3)
    assert interval_score([8, 12], 8, upper=12, confidence=0.8) == IntervalScore(4.0, 1.0)


@settings(max_examples=60)
@given(st.lists(st.tuples(_VOLUMES, _VOLUMES, _VOLUMES), min_size=1, max_size=9), st.sampled_from([0.5, 0.8, 0.95]))
def test_the_interval_score_is_two_pinball_losses(rows, confidence):
    # Gneiting and Raftery (2007), section 6.2: the score is 2 / alpha times the losses of both ends as quantiles.
    actual, low, width = np.array(rows).T
    alpha = 1 - confidence
    found = interval_score(actual, low, upper=low + width, confidence=confidence)
    losses = pinball_loss(actual, low, q=alpha / 2) + pinball_loss(actual, low + width, q=1 - alpha / 2)
    assert found.score == pytest.approx(2 / alpha * losses, rel=1e-9, abs=1e-9)
    assert found.coverage == np.mean([lower <= came <= lower + more for came, lower, more in rows])


def test_the_interval_score_reads_as_a_table():
    found = interval_score([10, 20], [8, 9], upper=[12, 19], confidence=0.8)
    assert str(found).splitlines()[0] == "Interval score"
    assert "| coverage | 50.0 % |" in found.to_markdown()
    assert "<td>score</td><td>12</td>" in found._repr_html_()


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ({"lower": [1, 5], "upper": [2, 4], "confidence": 0.8}, r"lower\[1\] is 5 and upper\[1\] is 4; the lower end"),
        ({"lower": [1, 1], "upper": [2, 2], "confidence": 1}, "confidence is 1; give a finite number > 0 and < 1"),
        ({"lower": [1, 1], "upper": [2, 2, 2], "confidence": 0.8}, "differ in length: actual 2, lower 2, upper 3"),
    ],
)
def test_what_is_no_interval_is_refused(arguments, words):
    lower = arguments.pop("lower")
    with pytest.raises(DomainError, match=words):
        interval_score([1, 2], lower, **arguments)


def test_numbers_whose_squares_are_no_floats_are_refused():
    with pytest.raises(DomainError, match=r"forecast\[1\] is -1e\+200; give numbers up to 1e\+100"):
        accuracy([1, 2], [1, -1e200])
    with pytest.raises(DomainError, match="actual is 1e"):
        accuracy(1e200, [1, 2])
    with pytest.raises(DomainError, match=r"train\[0\] is 1e"):
        accuracy([1, 2], [1, 2], train=[1e200, 1])
