"""How far a metric is from its targets: kept, used up on average, broken, and badly broken."""

from __future__ import annotations

import math
from datetime import timedelta

import numpy as np
import numpy.typing as npt

from supportops._model import Model
from supportops._shown import amount, html_table, markdown_table, percent, text_table
from supportops.durations import Duration
from supportops.errors import DomainError
from supportops.sla._columns import MISSING, Rows, TimerColumns, Timers, columns_of
from supportops.sla._compliance import Compliance, Denominator, compliance_of
from supportops.sla._outcomes import OUTCOMES
from supportops.sla._units import Unit

__all__ = ["Performance", "performance", "performance_of", "severe_rows"]

_BREACHED = OUTCOMES.index("breached")


class Performance(Model):
    """One metric over many tickets.

    Attributes:
        metric: what was measured.
        compliance: the share of kept promises, with all counts.
        measured: how many timers had a target and have stopped; the averages are theirs.
        mean_elapsed: mean open time that was measured against the target; None when nothing was measured.
        mean_target: mean target of the same timers.
        ratio_of_means: `mean_elapsed / mean_target`: long targets weigh more.
        mean_of_ratios: mean of `elapsed / target`, each timer against its own promise; all weigh the same.
        breaches: how many tickets (or timers) are breached.
        severe_breaches: how many of these have used at least `severe` times their target.
        severe: the fraction of the target from which a breach is severe.
    """

    metric: str
    compliance: Compliance
    measured: int
    mean_elapsed: Duration | None
    mean_target: Duration | None
    ratio_of_means: float | None
    mean_of_ratios: float | None
    breaches: int
    severe_breaches: int
    severe: float

    def to_markdown(self) -> str:
        """Return the figures as a Markdown table."""
        return markdown_table(_HEAD, self._rows())

    def __str__(self) -> str:
        return "\n".join([self.metric, *("  " + line for line in text_table(("", ""), self._rows())[1:])])

    def _repr_html_(self) -> str:
        return html_table(self.metric, _HEAD, self._rows())

    def _rows(self) -> list[tuple[str, str]]:
        return [
            ("compliance", str(self.compliance)),
            ("mean elapsed", f"{amount(self.mean_elapsed)} over {self.measured} stopped timers"),
            ("mean target", amount(self.mean_target)),
            ("ratio of means", percent(self.ratio_of_means)),
            ("mean of ratios", percent(self.mean_of_ratios)),
            ("breaches", str(self.breaches)),
            (f"severe breaches, from {self.severe:g} x target", str(self.severe_breaches)),
        ]


def performance(
    timers: Timers, *, metric: str, denominator: Denominator = "decided", unit: Unit = "ticket", severe: float = 2.0
) -> Performance:
    """Return how one metric does against its targets.

    The averages are over stopped timers that have a target: what still runs has no final time, and what was
    cancelled never got one. Breaches and severe breaches count what still runs as well.

    Args:
        timers: the table of `evaluate_many`, or reports, one for each ticket.
        metric: for example "first_response".
        denominator: as for `compliance`.
        unit: what is counted, tickets or timers; the averages are always those of timers.
        severe: the fraction of the target from which a breach is severe, at least 1. At exactly twice the target a
            breach is severe, as the stage of that name is reached.

    Raises:
        NoMatchError: the metric is not measured in these timers.
        DomainError: an unknown word, or `severe` below 1.

    Source: Support Operations skill pack, SLA Compliance Dashboard; severe means 2 x the target has elapsed, as in its
        warning levels.

    Example:
        >>> print(performance((), metric="resolution").mean_elapsed)
        None
    """
    return performance_of(columns_of(timers), metric=metric, denominator=denominator, unit=unit, severe=severe)


def performance_of(
    columns: TimerColumns, *, metric: str, denominator: Denominator, unit: Unit, severe: float
) -> Performance:
    """Return the performance of timers that are columns already."""
    if not (math.isfinite(severe) and severe >= 1):
        raise DomainError(f"severe is {severe!r}; it is a multiple of the target and at least 1, for example 2.0")
    rows = columns.rows_of(metric)
    found = compliance_of(columns, metric=metric, denominator=denominator, unit=unit)
    stopped = rows[columns.is_stopped[rows] & (columns.used[rows] != MISSING)]
    used, target = columns.used[stopped], columns.target[stopped]
    worst = severe_rows(columns, rows, severe)
    return Performance(
        metric=metric,
        compliance=found,
        measured=len(stopped),
        mean_elapsed=_mean_time(used),
        mean_target=_mean_time(target),
        # A date in closed time right after the start promises no open time: there is nothing to divide by.
        ratio_of_means=float(used.mean() / target.mean()) if target.any() else None,
        mean_of_ratios=float(fractions(used, target).mean()) if len(stopped) else None,
        breaches=found.counts["breached"],
        severe_breaches=len(worst if unit == "timer" else np.unique(columns.ticket[worst])),
        severe=severe,
    )


def severe_rows(columns: TimerColumns, rows: Rows, severe: float) -> Rows:
    """Return those of some rows that are breached and have used so much of their target."""
    breached = rows[columns.outcome[rows] == _BREACHED]
    # A breach that stays on record may have lost its target since.
    known = breached[columns.used[breached] != MISSING]
    is_severe = fractions(columns.used[known], columns.target[known]) >= severe
    found: Rows = known[is_severe]
    return found


def fractions(used: npt.NDArray[np.int64], target: npt.NDArray[np.int64]) -> npt.NDArray[np.float64]:
    """Return used / target, as `Timer.fraction` has it: of an empty target 1 as soon as anything is used."""
    empty = target == 0
    return np.where(empty, used > 0, used / np.where(empty, 1, target))


def _mean_time(amounts: npt.NDArray[np.int64]) -> timedelta | None:
    return timedelta(microseconds=round(float(amounts.mean()))) if len(amounts) else None


_HEAD = ("figure", "value")
