from datetime import date

import numpy as np
import pandas as pd
import pytest

from supportops.capacity.forecast import Forecast, linear_trend, naive
from supportops.errors import DomainError


def given(**changes):
    values = {"lower": [9.0, 10.0], "upper": [15.0, 18.0], "confidence": 0.8, "method": "by hand"} | changes
    return Forecast.of([12.0, 14.0], **values)


def test_a_forecast_made_elsewhere_keeps_what_it_was_given():
    dates = np.array(["2026-03-01", "2026-03-02"], dtype="datetime64[D]")
    found = given(fitted=[np.nan, 3.0], sse=4.0, parameters={"k": 1.5}, dates=dates)
    assert found.mean.tolist() == [12.0, 14.0]
    assert (found.lower.tolist(), found.upper.tolist()) == ([9.0, 10.0], [15.0, 18.0])
    assert (found.confidence, found.method, found.sse, dict(found.parameters)) == (0.8, "by hand", 4.0, {"k": 1.5})
    assert found.dates.dtype == np.dtype("datetime64[us]")
    assert found.dates.tolist() == dates.astype("datetime64[us]").tolist()
    assert np.array_equal(found.fitted, [np.nan, 3.0], equal_nan=True)


def test_a_forecast_without_an_interval_has_none():
    found = Forecast.of([1.0])
    assert (found.lower, found.upper, found.confidence, found.dates) == (None, None, None, None)
    assert str(found) == "Forecast given\nstep  mean\n   1     1"


def test_forecasts_are_values():
    one, same = given(fitted=[np.nan, 1.0]), given(fitted=[np.nan, 1.0])
    assert one == same
    assert hash(one) == hash(same)
    assert linear_trend([3, 3, 3]) == linear_trend([3, 3, 3])
    others = [
        given(fitted=[np.nan, 2.0]), given(method="x", fitted=[np.nan, 1.0]), given(parameters={"k": 1.0}),
        given(upper=[15.0, 19.0], fitted=[np.nan, 1.0]), given(sse=1.0, fitted=[np.nan, 1.0]),
        given(lower=None, upper=None, confidence=None), naive([14.0], horizon=2), 3,
        given(dates=np.array(["2026-03-01", "2026-03-02"], dtype="datetime64[D]"), fitted=[np.nan, 1.0]),
    ]  # fmt: skip
    assert all(one != other for other in others)


def test_parameters_cannot_be_changed():
    with pytest.raises(TypeError):
        given(parameters={"k": 1.0}).parameters["k"] = 2.0


def test_a_forecast_reads_as_a_table_in_three_ways():
    dates = np.array(["2026-03-01T00:00", "2026-03-01T12:00"], dtype="datetime64[us]")
    found = given(dates=dates)
    assert str(found).splitlines()[0] == "Forecast by hand, 80 % intervals"
    assert "2026-03-01T12:00    14     10     18" in str(found)
    assert "| 2026-03-01T00:00 | 12 | 9 | 15 |" in found.to_markdown()
    assert "<td>2026-03-01T12:00</td>" in found._repr_html_()
    assert "1,235" in str(Forecast.of([1234.5678]))


def test_a_forecast_explains_itself():
    steps = list(naive([1, 3, 2]).explain())
    assert [step.what for step in steps] == ["method", "sse", "interval", "floor"]
    assert steps[1].value == 5.0
    assert [step.what for step in given(parameters={"k": 1.0}).explain()] == ["method", "k", "sse"]
    assert [step.what for step in naive([1, 3, 2], confidence=None, floor=None).explain()] == ["method", "sse"]


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"lower": None}, "give all three or none"),
        ({"upper": None}, "give all three or none"),
        ({"lower": None, "upper": None}, "give all three or none"),
        ({"confidence": None}, "given without confidence"),
        ({"confidence": 1.0}, "confidence is 1.0; give a finite number > 0 and < 1"),
        ({"lower": [9.0]}, "lower has shape (1,); give a row of 2, as long as mean"),
        ({"lower": [9.0, 14.5]}, "lower[1] 14.5, mean 14, upper 18; lower is at most the mean, upper at least"),
        ({"upper": [11.0, 14.5]}, "lower[0] 9, mean 12, upper 11; lower is at most the mean"),
        ({"sse": -1.0}, "sse is -1.0; give a finite number >= 0"),
        ({"dates": np.array(["2026-03-01"], dtype="datetime64[D]")}, "dates has shape (1,); give one for each of 2"),
        ({"dates": ["soon", "later"]}, "a datetime64[us] array (UTC) is needed"),
        ({"dates": pd.date_range("2026-03-01", periods=2, tz="UTC")}, "convert them to UTC and drop the zone"),
        ({"fitted": "none"}, "fitted is 'none'; give numbers"),
        ({"fitted": 3.0}, "fitted has shape (); give one value for each of the series"),
        ({"parameters": {"k": "high"}}, "parameters['k'] is 'high'; give numbers"),
    ],
)
def test_what_does_not_fit_is_refused(changes, words):
    with pytest.raises(DomainError) as error:
        given(**changes)
    assert words in str(error.value)


@pytest.mark.parametrize("mean", [[], 3.0, [[1.0]]])
def test_a_mean_is_a_row(mean):
    with pytest.raises(DomainError, match="give one value or more in a row"):
        Forecast.of(mean)


def test_a_mean_is_finite():
    with pytest.raises(DomainError) as error:
        Forecast.of([1.0, np.nan])
    assert (error.value.field, error.value.index) == ("mean", 1)


def test_dates_are_their_midnight_in_utc():
    found = given(dates=[date(2026, 3, 1), date(2026, 3, 2)])
    assert found == given(dates=pd.date_range("2026-03-01", periods=2))
    assert found.dates.tolist() == np.array(["2026-03-01", "2026-03-02"], dtype="datetime64[us]").tolist()
