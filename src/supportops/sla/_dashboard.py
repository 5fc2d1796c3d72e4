"""Six lines that say how the promises are kept: two shares, two averages, breaches and severe breaches."""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterable, Mapping
from typing import Literal, get_args

import numpy as np

from supportops._frozen import FrozenMap
from supportops._model import Model
from supportops._shown import html_table, markdown_table, percent, text_table
from supportops.errors import ConfigurationError, NoMatchError, near
from supportops.sla._columns import TimerColumns, Timers, columns_of
from supportops.sla._compliance import Denominator
from supportops.sla._outcomes import OUTCOMES
from supportops.sla._performance import performance_of, severe_rows

__all__ = ["Dashboard", "DashboardLine", "dashboard"]

Average = Literal["mean_of_ratios", "ratio_of_means"]
Comparison = Literal[">=", "<", "<="]

_LINES: Mapping[str, Comparison] = FrozenMap(
    {
        "response_sla_rate": ">=",
        "resolution_sla_rate": ">=",
        "avg_first_response_time": "<",
        "avg_resolution_time": "<",
        "breach_count": "<",
        "severe_breach_count": "<=",
    }
)
_COUNTS = ("breach_count", "severe_breach_count")
_COMPARED: Mapping[Comparison, Callable[[float, float], bool]] = FrozenMap(
    {">=": operator.ge, "<": operator.lt, "<=": operator.le}
)


class DashboardLine(Model):
    """One line of a dashboard.

    Attributes:
        name: of the line.
        value: a share, a mean as a fraction of the target, or a count; None where nothing was measured.
        comparison: how the value must stand to the target: ">=", "<" or "<=".
        target: None where none was given.
        is_on_target: None without a value or without a target.
    """

    name: str
    value: float | None
    comparison: Comparison
    target: float | None
    is_on_target: bool | None

    def cells(self) -> tuple[str, str, str, str]:
        """Return the line as the texts of a table."""
        shown = _count if self.name in _COUNTS else percent
        target = "-" if self.target is None else f"{self.comparison} {shown(self.target)}"
        words = {True: "on target", False: "off target", None: "-"}
        return (self.name, shown(self.value), target, words[self.is_on_target])


class Dashboard(Model):
    """The six lines, in order; `line(name)` gives one."""

    lines: tuple[DashboardLine, ...]

    def line(self, name: str) -> DashboardLine:
        """Return a line by its name.

        Raises:
            NoMatchError: there is no such line.
        """
        for line in self.lines:
            if line.name == name:
                return line
        raise NoMatchError(f"{name!r} is no line of this dashboard; {near(name, _LINES)}")

    def to_markdown(self) -> str:
        """Return the lines as a Markdown table."""
        return markdown_table(_HEAD, self._rows(), right=(1,))

    def __str__(self) -> str:
        return "\n".join(text_table(_HEAD, self._rows(), right=(1,)))

    def _repr_html_(self) -> str:
        return html_table("SLA compliance dashboard", _HEAD, self._rows())

    def _rows(self) -> list[tuple[str, ...]]:
        return [line.cells() for line in self.lines]


def dashboard(
    timers: Timers,
    *,
    targets: Mapping[str, float],
    earlier_breaches: int | None = None,
    response: str = "first_response",
    resolution: str = "resolution",
    denominator: Denominator = "decided",
    average: Average = "mean_of_ratios",
    severe: float = 2.0,
) -> Dashboard:
    """Return the six lines of the SLA compliance dashboard, each beside its target.

    - `response_sla_rate`, `resolution_sla_rate`: compliance per ticket, at least the target.
    - `avg_first_response_time`, `avg_resolution_time`: the average as a fraction of the promised time, below the
      target.
    - `breach_count`: tickets that are breached in either metric, fewer than `earlier_breaches`.
    - `severe_breach_count`: tickets that have used `severe` times the target of either, at most the target.

    Args:
        timers: the table of `evaluate_many`, or reports, one for each ticket.
        targets: by the name of the line; a line without one is shown and not judged.
        earlier_breaches: the breach count of the period before; None: the trend is not judged.
        response: the metric of the response lines.
        resolution: the metric of the resolution lines.
        denominator: as for `compliance`.
        average: which of the two averages of `performance` the middle lines show.
        severe: as for `performance`.

    Raises:
        ConfigurationError: an unknown line, or a target that is no share or no count, all of them at once.
        NoMatchError: a metric is not measured in these timers.

    Source: Support Operations skill pack, SLA Compliance Dashboard. Its "total tickets" is read as those decided;
        `denominator` offers the others.

    Example:
        >>> print(dashboard((), targets={"severe_breach_count": 0}).line("severe_breach_count").is_on_target)
        True
    """
    given = _checked(targets, earlier_breaches, average)
    columns = columns_of(timers)
    found = [
        performance_of(columns, metric=metric, denominator=denominator, unit="ticket", severe=severe)
        for metric in (response, resolution)
    ]
    values = [
        *(figures.compliance.value for figures in found),
        *(getattr(figures, average) for figures in found),
        *_breached(columns, (response, resolution), severe),
    ]
    return Dashboard(lines=[_line(name, value, given.get(name)) for name, value in zip(_LINES, values, strict=True)])


def _breached(columns: TimerColumns, metrics: Iterable[str], severe: float) -> tuple[int, int]:
    """Return how many tickets have breached any of some metrics, and how many of them severely."""
    rows = np.concatenate([columns.rows_of(metric) for metric in dict.fromkeys(metrics)])
    breached = rows[columns.outcome[rows] == OUTCOMES.index("breached")]
    worst = severe_rows(columns, rows, severe)
    return len(np.unique(columns.ticket[breached])), len(np.unique(columns.ticket[worst]))


def _line(name: str, value: float | None, target: float | None) -> DashboardLine:
    comparison = _LINES[name]
    is_on_target = None if value is None or target is None else _COMPARED[comparison](value, target)
    return DashboardLine(name=name, value=value, comparison=comparison, target=target, is_on_target=is_on_target)


def _checked(targets: Mapping[str, float], earlier_breaches: int | None, average: str) -> dict[str, float]:
    faults = [(f"targets[{name!r}]", f"no such line; {near(name, _LINES)}") for name in targets if name not in _LINES]
    if "breach_count" in targets:
        faults.append(("targets['breach_count']", "breaches are held against earlier ones; give earlier_breaches"))
    for name, target in targets.items():
        if name in _LINES and name not in _COUNTS and not 0 <= target <= 1:
            faults.append((f"targets[{name!r}]", f"a share lies between 0 and 1, got {target!r}"))
    severe = targets.get("severe_breach_count")
    counts = (("targets['severe_breach_count']", severe), ("earlier_breaches", earlier_breaches))
    faults += [
        (path, f"a count is a whole number from 0 on, got {count!r}")
        for path, count in counts
        if count is not None and not (count >= 0 and float(count).is_integer())
    ]
    if average not in get_args(Average):
        faults.append(("average", f"{average!r} is no average; {near(str(average), get_args(Average))}"))
    if faults:
        raise ConfigurationError(faults, what="dashboard")
    return {**targets, **({} if earlier_breaches is None else {"breach_count": earlier_breaches})}


def _count(value: float | None) -> str:
    return "-" if value is None else f"{value:g}"


_HEAD = ("line", "value", "target", "")
