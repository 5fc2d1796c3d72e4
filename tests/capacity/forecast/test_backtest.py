import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from supportops.capacity.forecast._backtest import Backtest, backtest
from supportops.capacity.forecast._result import Forecast
from supportops.errors import DomainError

_WEEK = [90.0, 80.0, 70.0, 70.0, 60.0, 20.0, 10.0]


def _last(y, horizon):
    return Forecast.of([y[-1]] * horizon)


def _mean(y, horizon):
    return Forecast.of([y.mean()] * horizon)


def _season(y, horizon):
    if len(y) < 7:
        raise DomainError(f"y has {len(y)} of 7 values")
    return Forecast.of(np.resize(y[-7:], horizon))


_ALL = {"last": _last, "mean": _mean, "season": _season}


def test_the_method_that_knows_the_season_is_best():
    found = backtest(_WEEK * 4, methods=_ALL, horizon=3, windows=10)
    assert found.best == "season"
    assert list(found.accuracy) == ["last", "mean", "season"]
    assert found.accuracy["season"].mae == 0.0
    assert not found.refused


def test_the_windows_by_hand():
    # Histories [1 2], [1 2 4] and [1 2 4 7], two ahead of each; the last value is forecast.
    found = backtest([1, 2, 4, 7, 11, 16], methods={"last": _last}, horizon=2, windows=3)
    errors = [4 - 2, 7 - 2, 7 - 4, 11 - 4, 11 - 7, 16 - 7]
    measures = found.accuracy["last"]
    assert measures.mae == measures.me == sum(errors) / 6
    assert measures.wape == sum(errors) / (4 + 7 + 7 + 11 + 11 + 16)
    assert measures.mase == measures.mae / 1  # the first history moves by 1
    assert measures.n == 6


def _by_loops(y, method, horizon, windows):
    errors, came = [], []
    for window in range(windows):
        cut = len(y) - horizon - windows + 1 + window
        said = method(np.array(y[:cut]), horizon).mean
        for step in range(horizon):
            errors.append(abs(y[cut + step] - said[step]))
            came.append(y[cut + step])
    return sum(errors) / len(errors), sum(errors) / sum(came) if sum(came) else None


@settings(max_examples=80)
@given(st.lists(st.integers(0, 60), min_size=2, max_size=20), st.data())
def test_the_errors_are_those_of_loops_over_the_windows(y, data):
    horizon = data.draw(st.integers(1, len(y) - 1))
    windows = data.draw(st.integers(1, len(y) - horizon))
    found = backtest(y, methods={"last": _last, "mean": _mean}, horizon=horizon, windows=windows)
    wanted = {name: _by_loops(y, _ALL[name], horizon, windows) for name in ("last", "mean")}
    for name, (mae, wape) in wanted.items():
        assert found.accuracy[name].mae == pytest.approx(mae, rel=1e-12)
        assert found.accuracy[name].wape == (None if wape is None else pytest.approx(wape, rel=1e-12))
    assert wanted[found.best][0] <= min(mae for mae, _ in wanted.values()) + 1e-6
    if None not in {wape for _, wape in wanted.values()}:
        assert wanted[found.best][1] <= min(wape for _, wape in wanted.values()) + 1e-6


def test_no_method_sees_what_it_is_to_forecast_nor_changes_it():
    seen = []

    def greedy(y, horizon):
        seen.append(y.tolist())
        y[:] = 0
        return Forecast.of([1.0] * horizon)

    series = np.arange(1.0, 7.0)
    backtest(series, methods={"one": greedy, "two": greedy}, horizon=2, windows=2)
    assert seen == [[1, 2, 3], [1, 2, 3, 4]] * 2
    assert series.tolist() == [1, 2, 3, 4, 5, 6]


def test_a_method_that_refuses_a_window_is_left_out_with_the_reason():
    found = backtest(_WEEK * 2, methods={"season": _season, "last": _last}, horizon=1, windows=8)
    assert (found.best, list(found.accuracy)) == ("last", ["last"])
    assert dict(found.refused) == {"season": "y has 6 of 7 values"}
    assert str(found).splitlines()[-1].endswith("y has 6 of 7 values")
    assert [(step.how, step.value) for step in found.explain() if step.what == "season"] == [
        ("y has 6 of 7 values", "left out")
    ]


def test_of_equals_the_first_is_best():
    series = [5.0] * 9
    assert backtest(series, methods={"mean": _mean, "last": _last}, horizon=2, windows=3).best == "mean"
    assert backtest(series, methods={"last": _last, "mean": _mean}, horizon=2, windows=3).best == "last"


def test_a_difference_of_arithmetic_alone_is_a_tie():
    def nearly(y, horizon):
        return Forecast.of([y[-1] * (1 + 1e-15)] * horizon)

    assert backtest([3.3] * 9, methods={"nearly": nearly, "last": _last}, horizon=2, windows=3).best == "nearly"


def test_without_any_volume_the_choice_still_stands():
    def one(y, horizon):
        return Forecast.of([1.0] * horizon)

    found = backtest([0.0] * 8, methods={"one": one, "last": _last}, horizon=2, windows=2)
    assert found.best == "last"
    assert found.accuracy["one"].wape is None


def test_the_share_inside_the_intervals_is_counted():
    def wide(y, horizon):
        ends = {"lower": [y[-1] - 3] * horizon, "upper": [y[-1] + 3] * horizon, "confidence": 0.8}
        return Forecast.of([y[-1]] * horizon, **ends)

    def at_times(y, horizon):
        return wide(y, horizon) if len(y) > 2 else _last(y, horizon)

    found = backtest(
        [1, 2, 4, 7, 11], methods={"wide": wide, "last": _last, "at_times": at_times}, horizon=1, windows=3
    )
    assert dict(found.coverage) == {"wide": 2 / 3, "last": None, "at_times": None}


def test_one_value_of_history_has_no_scale():
    found = backtest([1, 2], methods={"last": _last}, horizon=1, windows=1)
    assert found.accuracy["last"].mase is None
    assert str(found).splitlines()[-1].split() == ["last", "50.0", "%", "-", "-50.0", "%", "1", "-"]


def test_a_backtest_reads_as_a_table_with_the_best_first():
    found = backtest(_WEEK * 4, methods=_ALL, horizon=1, windows=14)
    lines = str(found).splitlines()
    assert lines[0] == "Backtest, best: season"
    assert lines[1].split() == ["method", "wape", "mase", "bias", "mae", "inside"]
    assert [line.split()[0] for line in lines[2:]] == ["season", "last", "mean"]
    assert "| season | 0.0 % | 0.00 | 0.0 % | 0 | - |" in found.to_markdown()
    assert "<caption>Backtest, best: season</caption>" in found._repr_html_()
    said = {step.what: step.value for step in found.explain()}
    assert (said["windows"], said["compared"], said["best"]) == (14.0, 14.0, "season")


def test_backtests_are_values():
    one, same = (backtest(_WEEK * 4, methods=_ALL, horizon=2, windows=3) for _ in range(2))
    assert one == same
    assert hash(one) == hash(same)
    assert isinstance(one, Backtest)
    with pytest.raises(TypeError, match="frozen"):
        one.accuracy["last"] = one.accuracy["mean"]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ({"horizon": 3, "windows": 4}, "y has 6 values, too short a history; 4 windows of 3 ahead need 7 or more"),
        ({"horizon": 0, "windows": 1}, "horizon is 0"),
        ({"horizon": 1, "windows": 0}, "windows is 0"),
        ({"horizon": 1, "windows": 1, "methods": {}}, "methods is {}; give a mapping of name -> method"),
        ({"horizon": 1, "windows": 1, "methods": [_last]}, r"methods is \[.*; give a mapping"),
        ({"horizon": 1, "windows": 1, "methods": {"a": "naive"}}, r"methods\['a'\] is 'naive', which cannot be called"),
        ({"horizon": 1, "windows": 1, "y": [[1.0]]}, r"y has the shape \(1, 1\)"),
        ({"horizon": 1, "windows": 1, "y": [1.0, np.nan]}, r"y\[1\] is nan"),
    ],
)
def test_what_cannot_be_tried_is_refused(arguments, words):
    with pytest.raises(DomainError, match=words):
        backtest(arguments.pop("y", [1.0] * 6), **{"methods": {"last": _last}, **arguments})


def test_methods_that_all_refuse_are_named_with_their_reasons():
    with pytest.raises(DomainError, match=r"all methods refuse.*season: y has 5 of 7 values"):
        backtest([1.0] * 6, methods={"season": _season}, horizon=1, windows=1)


@pytest.mark.parametrize(
    ("answer", "words"),
    [(Forecast.of([1.0, 2.0]), "'odd' gave 2 values for horizon=3"), ([1.0, 2.0, 3.0], "'odd' gave a list")],
)
def test_what_is_no_forecast_of_the_horizon_is_refused(answer, words):
    with pytest.raises(DomainError, match=words):
        backtest([1.0] * 6, methods={"odd": lambda y, horizon: answer}, horizon=3, windows=1)


def test_another_error_of_a_method_is_not_hidden():
    with pytest.raises(ZeroDivisionError):
        backtest([1.0] * 6, methods={"broken": lambda y, horizon: 1 / 0}, horizon=1, windows=1)
