import sys
from datetime import date

import numpy as np
import pytest
from matplotlib.figure import Figure

from supportops.capacity import plot
from supportops.capacity.deferred import backlog_path
from supportops.capacity.forecast import Forecast
from supportops.capacity.headcount import plan
from supportops.errors import DomainError, MissingExtraError

DATES = np.array(["2026-03-04", "2026-03-05"], dtype="datetime64[us]")
BARE = Forecast.of([12.0, 14.0])
BAND = Forecast.of([12.0, 14.0], lower=[9.0, 10.0], upper=[15.0, 18.0], confidence=0.8, method="by hand")
DATED = Forecast.of([12.0, 14.0], lower=[9.0, 10.0], upper=[15.0, np.float64(18)], confidence=0.8, dates=DATES)


def names(ax):
    return ax.get_legend_handles_labels()[1]


def drawn(ax):
    """Draw it for real: what is wrong with a figure shows only then."""
    ax.figure.canvas.draw()
    return ax


def outline(ax, place):
    """Return the values and the edges of a line of steps."""
    values, edges, _ = ax.patches[place].get_data()
    return values.tolist(), edges.tolist()


def test_need_and_staff_are_two_outlines_with_what_is_short_between_them():
    ax = drawn(plot.staffing([2, 5, 3], [3, 3, 3]))
    assert names(ax) == ["required", "present", "short"]
    assert outline(ax, 0) == ([2, 5, 3], [0, 1, 2, 3])
    assert outline(ax, 1) == ([3, 3, 3], [0, 1, 2, 3])
    (short,) = ax.collections[0].get_paths()
    assert short.get_extents().extents.tolist() == [1, 3, 2, 5]


def test_where_nothing_is_short_nothing_is_filled():
    ax = drawn(plot.staffing([0, 3], [3, 3]))
    assert len(ax.collections[0].get_paths()) == 0
    assert ax.get_ylim()[0] == 0


@pytest.mark.parametrize("step", [{"step": "30m"}, {"step_s": 1800}])
def test_the_axis_of_staffing_counts_hours(step):
    ax = drawn(plot.staffing(np.ones(4), np.ones(4), **step))
    assert outline(ax, 0)[1] == [0, 0.5, 1, 1.5, 2]


def test_the_ticks_of_a_week_are_days():
    ax = drawn(plot.staffing(np.ones(168), np.ones(168)))
    assert set(np.diff(ax.get_xticks()).tolist()) == {24}


def test_no_steps_are_an_empty_figure():
    assert names(drawn(plot.staffing([], []))) == ["required", "present", "short"]


@pytest.mark.parametrize(
    ("required", "present", "message"),
    [([1, 2], [1], "required has 2 steps and present has 1"), ([1], [-1], r"present\[0\] is -1"),
     ([[1]], [1], "required has 2 dimensions"), ([float("nan")], [1], r"required\[0\] is nan")],
)  # fmt: skip
def test_bad_staffing_is_named(required, present, message):
    with pytest.raises(DomainError, match=message):
        plot.staffing(required, present)


def test_a_backlog_is_a_line_at_the_ends_of_its_slots():
    by_path = drawn(plot.backlog(backlog_path(10, [6, 0, 9], capacity=8)))
    by_array = drawn(plot.backlog([8, 0, 1]))
    for ax in (by_path, by_array):
        assert ax.lines[0].get_xydata().tolist() == [[1, 8], [2, 0], [3, 1]]
    with pytest.raises(DomainError, match=r"path\[1\] is -2"):
        plot.backlog([1, -2])


def test_a_forecast_stands_behind_its_history_with_its_interval():
    ax = drawn(plot.forecast(BAND, history=[9, 11, 10]))
    assert names(ax) == ["history", "forecast (by hand)", "80 % interval"]
    assert ax.lines[0].get_xydata().tolist() == [[-2, 9], [-1, 11], [0, 10]]
    assert ax.lines[1].get_xydata().tolist() == [[1, 12], [2, 14]]
    assert ax.collections[0].get_paths()[0].get_extents().extents.tolist() == [1, 9, 2, 18]


def test_a_forecast_under_nothing_is_seen():
    assert drawn(plot.forecast(Forecast.of([-5.0, 3.0]))).get_ylim()[0] <= -5
    assert drawn(plot.forecast(BAND)).get_ylim()[0] == 0


def test_a_forecast_without_interval_or_history_is_one_line():
    assert names(drawn(plot.forecast(BARE))) == ["forecast (given)"]


def test_a_forecast_with_dates_stands_on_them():
    alone = drawn(plot.forecast(DATED))
    assert alone.get_xlabel() == "date"
    ax = drawn(plot.forecast(DATED, history=[1, 2], history_dates=["2026-03-02", "2026-03-03"]))
    assert ax.lines[0].get_xdata().astype("datetime64[D]").tolist() == [date(2026, 3, 2), date(2026, 3, 3)]
    assert ax.lines[1].get_xdata().tolist() == DATES.tolist()


def test_an_end_without_bound_is_not_drawn():
    wide = Forecast(
        mean=np.array([1.0, 2.0]), lower=np.array([0.0, 1.0]), upper=np.array([np.inf, 3.0]), confidence=0.8,
        fitted=np.zeros(0), sse=0.0, parameters={}, method="m", dates=None,
    )  # fmt: skip
    assert np.isfinite(drawn(plot.forecast(wide)).get_ylim()).all()


@pytest.mark.parametrize(
    ("found", "options", "message"),
    [(DATED, {"history": [1, 2]}, r"history_dates has the shape \(0,\) and history has 2 values"),
     (DATED, {"history": [1, 2], "history_dates": ["2026-03-03"]}, r"has the shape \(1,\)"),
     (DATED, {"history": [1], "history_dates": ["soon"]}, r"history_dates is \['soon'\]; give datetime64"),
     (DATED, {"history_dates": ["2026-03-03"]}, "history_dates is given, and there is no history"),
     (BARE, {"history": [1], "history_dates": ["2026-03-03"]}, "history_dates is given, and the forecast has none"),
     (BARE, {"history": [float("nan")]}, r"history\[0\] is nan"), (BARE, {"history": [[1]]}, "2 dimensions")],
)  # fmt: skip
def test_a_history_that_does_not_fit_is_named(found, options, message):
    with pytest.raises(DomainError, match=message):
        plot.forecast(found, **options)


@pytest.mark.parametrize("months", [1, 12])
def test_a_hiring_plan_shows_need_team_and_hires(months):
    team = plan([8] * (months - 1) + [10], start=date(2026, 1, 1), tenured=8, annual_attrition=0.2)
    ax = drawn(plot.headcount(team))
    assert names(ax) == ["demand", "effective agents", "short", "hires for the month"]
    assert ax.lines[0].get_ydata().tolist() == team.demand.tolist()
    assert ax.lines[1].get_ydata().tolist() == team.effective.tolist()
    assert [bar.get_height() for bar in ax.patches] == list(team.hires)
    assert len(ax.collections[0].get_segments()) == np.count_nonzero(team.shortfall)


def test_the_axes_given_are_drawn_on():
    ax = Figure().add_subplot()
    assert plot.staffing([1], [1], ax=ax) is ax
    assert plot.backlog([1], ax=ax) is ax


def test_without_matplotlib_the_extra_is_named(monkeypatch):
    monkeypatch.setitem(sys.modules, "matplotlib.figure", None)
    with pytest.raises(MissingExtraError, match=r"needs 'matplotlib', .*pip install 'supportops\[plot\]'"):
        plot.backlog([1])
