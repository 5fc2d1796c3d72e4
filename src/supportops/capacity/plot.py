"""Figures of capacity: need against staff, a backlog, a forecast with its interval, a hiring plan.

Each function draws on the axes it is given, or on new ones, and returns them. It needs the extra `plot`
(matplotlib). Nothing global is touched: save a new figure with `ax.figure.savefig("staffing.png")`; in a notebook
`ax.figure` shows it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

import numpy as np
import numpy.typing as npt

from supportops._formulas import Duration, Floats, checked
from supportops.capacity.shift_coverage import step_us
from supportops.errors import DomainError, MissingExtraError, shortened

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from supportops.capacity.forecast import Forecast
    from supportops.capacity.headcount import HiringPlan

__all__ = ["HasBacklog", "backlog", "forecast", "headcount", "staffing"]

_NEED, _STAFF, _SHORT = "tab:orange", "tab:blue", "tab:red"
# Multiples of these fall on whole days of hours.
_TICKS = (1, 1.2, 2.4, 6, 10)


class HasBacklog(Protocol):
    """What has a backlog for each slot, such as a `BacklogPath`."""

    @property
    def closing(self) -> Floats:
        """What waits at the end of each slot."""
        ...


def staffing(
    required: npt.ArrayLike,
    present: npt.ArrayLike,
    *,
    step: Duration = "1h",
    step_s: float | None = None,
    ax: Axes | None = None,
) -> Axes:
    """Draw the agents required and present in each step, and where they fall short.

    Args:
        required: agents in each step, >= 0, shape (steps,), as in `ShiftPlan.required`.
        present: agents in each step, >= 0, shape (steps,), as from `coverage`.
        step: length of a step, more than no time; or `step_s`.
        step_s: seconds, > 0.
        ax: axes to draw on; None: new ones.

    Raises:
        DomainError: an input outside its range, or lengths that differ.
        MissingExtraError: matplotlib is not installed.

    Example:
        >>> ax = staffing([2, 5, 3], [3, 3, 3])
        >>> ax.get_xlabel(), ax.get_ylabel()
        ('hours from the start', 'agents')
    """
    wanted, there = _row(required, "required"), _row(present, "present")
    if wanted.size != there.size:
        message = f"required has {wanted.size} steps and present has {there.size}; give one number for each step"
        raise DomainError(message, field="present", value=there.size)
    hours = np.arange(wanted.size + 1) * step_us(step, step_s) / 3_600_000_000
    axes = _axes(ax)
    axes.stairs(wanted, hours, baseline=None, color=_NEED, label="required", linewidth=2)
    axes.stairs(there, hours, baseline=None, color=_STAFF, label="present", linestyle="--", linewidth=2)
    # Both ends of each step, so that one step alone is filled as well.
    x, low, high = np.repeat(hours, 2)[1:-1], np.repeat(there, 2), np.repeat(wanted, 2)
    axes.fill_between(x, low, high, where=high > low, color=_SHORT, alpha=0.3, label="short")
    axes.locator_params(axis="x", nbins=8, steps=_TICKS)
    return _named(axes, "Agents required and present", "hours from the start", "agents")


def backlog(path: HasBacklog | npt.ArrayLike, *, ax: Axes | None = None) -> Axes:
    """Draw a backlog at the end of each slot.

    Args:
        path: a `BacklogPath`, or the closing backlog of each slot, >= 0, shape (slots,).
        ax: axes to draw on; None: new ones.

    Raises:
        DomainError: a backlog outside its range.
        MissingExtraError: matplotlib is not installed.

    Example:
        >>> backlog([8, 3, 0]).get_title()
        'Backlog'
    """
    closing = _row(getattr(path, "closing", path), "path")
    axes = _axes(ax)
    axes.plot(np.arange(1, closing.size + 1), closing, color=_NEED, marker="o", label="closing backlog")
    axes.locator_params(axis="x", integer=True)
    return _named(axes, "Backlog", "end of slot", "backlog")


def forecast(
    found: Forecast, *, history: npt.ArrayLike = (), history_dates: npt.ArrayLike | None = None, ax: Axes | None = None
) -> Axes:
    """Draw a forecast with its interval, behind its history.

    An end of the interval that is infinite is not drawn.

    Args:
        found: a `Forecast`.
        history: the series it was made from, shape (n,). None given: the forecast alone.
        history_dates: datetime64, one for each value; needed when the forecast has dates, and only then.
        ax: axes to draw on; None: new ones.

    Raises:
        DomainError: history and dates that do not fit.
        MissingExtraError: matplotlib is not installed.

    Example:
        >>> from supportops.capacity.forecast import Forecast
        >>> ax = forecast(Forecast.of([12, 14]), history=[9, 11, 10])
        >>> ax.get_xlabel()
        'periods after the history'
    """
    past = checked(history, "history")
    if past.ndim != 1:
        raise DomainError(f"history has {past.ndim} dimensions; give one", field="history", value=history)
    before, after = _periods(found, past.size, history_dates)
    axes = _axes(ax)
    if past.size:
        axes.plot(before, past, color="0.4", label="history")
    axes.plot(after, found.mean, color=_STAFF, marker="o", label=f"forecast ({found.method})")
    if found.lower is not None and found.upper is not None and found.confidence is not None:
        low, high = (np.where(np.isfinite(row), row, np.nan) for row in (found.lower, found.upper))
        axes.fill_between(after, low, high, color=_STAFF, alpha=0.2, label=f"{100 * found.confidence:g} % interval")
    name = "periods after the history" if found.dates is None else "date"
    return _named(axes, "Forecast", name, "volume", bottom=min(0.0, axes.get_ylim()[0]))


def headcount(plan: HiringPlan, *, ax: Axes | None = None) -> Axes:
    """Draw a hiring plan: what is needed, what the team is worth, and who is hired for which month.

    Args:
        plan: a `HiringPlan`.
        ax: axes to draw on; None: new ones.

    Raises:
        MissingExtraError: matplotlib is not installed.

    Example:
        >>> from datetime import date
        >>> from supportops.capacity.headcount import plan
        >>> team = plan([8, 8, 8, 8, 8, 10], start=date(2026, 1, 1), tenured=8, annual_attrition=0)
        >>> headcount(team).get_legend_handles_labels()[1]
        ['demand', 'effective agents', 'short', 'hires for the month']
    """
    axes, months = _axes(ax), np.array(plan.months, dtype="datetime64[D]")
    axes.plot(months, plan.demand, color=_NEED, marker="s", label="demand", linewidth=2)
    axes.plot(months, plan.effective, color=_STAFF, marker="o", linestyle="--", label="effective agents", linewidth=2)
    is_short = plan.shortfall > 0
    low, high = plan.effective[is_short], plan.demand[is_short]
    axes.vlines(months[is_short], low, high, color=_SHORT, alpha=0.3, linewidth=8, label="short")
    axes.bar(months, plan.hires, width=np.timedelta64(14, "D"), color="0.7", label="hires for the month")
    axes.tick_params(axis="x", rotation=30)
    return _named(axes, "Hiring plan", "month", "agents")


def _axes(ax: Axes | None) -> Axes:
    if ax is not None:
        return ax
    try:
        from matplotlib.figure import Figure
    except ImportError:
        raise MissingExtraError("matplotlib", "plot") from None
    return Figure(figsize=(8, 4), layout="constrained").add_subplot()


def _named(axes: Axes, title: str, x: str, y: str, *, bottom: float = 0.0) -> Axes:
    axes.set(title=title, xlabel=x, ylabel=y)
    axes.set_ylim(bottom=bottom)
    axes.legend()
    return axes


def _row(values: object, name: str) -> Floats:
    row = checked(values, name, at_least=0)
    if row.ndim != 1:
        raise DomainError(f"{name} has {row.ndim} dimensions; give one number for each step", field=name, value=values)
    return row


def _periods(
    found: Forecast, count: int, dates: npt.ArrayLike | None
) -> tuple[npt.NDArray[np.generic], npt.NDArray[np.generic]]:
    """Return where the values of the history and of the forecast stand."""
    if found.dates is None or not count:
        after = np.arange(1, found.mean.size + 1) if found.dates is None else found.dates
        if dates is not None:
            lacks = "the forecast has none" if found.dates is None else "there is no history"
            raise DomainError(f"history_dates is given, and {lacks}; leave it out", field="history_dates")
        return np.arange(1 - count, 1), after
    try:
        before = np.asarray(() if dates is None else dates, dtype="datetime64[us]")
    except (TypeError, ValueError):
        message = f"history_dates is {shortened(repr(dates))}; give datetime64, one for each value of history"
        raise DomainError(message, field="history_dates", value=dates) from None
    if before.shape != (count,):
        message = f"history_dates has the shape {before.shape} and history has {count} values; the forecast has dates"
        raise DomainError(f"{message}, so give one for each value", field="history_dates", value=dates)
    return before, found.dates
