"""A hiring plan by month, as a result."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

import numpy as np

from supportops._formulas import Floats
from supportops._shown import Grid, InGrid
from supportops.capacity.steps import Explanation, Step

__all__ = ["HiringPlan"]

_HEAD = ("month", "demand", "hires", "start on", "open role by", "effective", "shortfall")


@dataclass(frozen=True, slots=True, eq=False)
class HiringPlan(InGrid):
    """Whom to hire for which month. All columns have one row a month.

    Attributes:
        months: the first day of each calendar month.
        hires: how many are to be hired so that they are at full work on the month's first day.
        starts: their first day of service; None without hires.
        open_role_by: the last date on which their roles can be opened; None without hires.
        effective: full agents in the mean of the month's days, with all hires of the plan. Array of floats.
        shortfall: demand less `effective`, at least 0. Array of floats.
        demand: full agents needed, as given. Array of floats.

    Example:
        >>> from supportops.capacity.headcount import plan
        >>> team = plan([8, 8, 8, 8, 8, 10], start=date(2026, 1, 1), tenured=8, annual_attrition=0)
        >>> print(team)
        Hiring plan: 2 hires, 0 of 6 months short
        month    demand  hires  start on    open role by  effective  shortfall
        2026-01    8.00      0  -           -                  8.00       0.00
        2026-02    8.00      0  -           -                  8.00       0.00
        2026-03    8.00      0  -           -                  8.00       0.00
        2026-04    8.00      0  -           -                  8.25       0.00
        2026-05    8.00      0  -           -                  9.68       0.00
        2026-06   10.00      2  2026-04-06  2026-02-01        10.00       0.00
    """

    months: tuple[date, ...]
    hires: tuple[int, ...]
    starts: tuple[date | None, ...]
    open_role_by: tuple[date | None, ...]
    effective: Floats
    shortfall: Floats
    demand: Floats = field(kw_only=True, repr=False)
    steps: tuple[Step, ...] = field(default=(), kw_only=True, repr=False)

    def explain(self) -> Explanation:
        """Return how the hires of each month came about."""
        return Explanation("Hiring plan", self.steps)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, HiringPlan):
            return NotImplemented
        return self._values() == other._values()

    def __hash__(self) -> int:
        return hash(self._values())

    def _values(self) -> tuple[object, ...]:
        numbers = (tuple(column.tolist()) for column in (self.demand, self.effective, self.shortfall))
        return (self.months, self.hires, self.starts, self.open_role_by, *numbers)

    def _grid(self) -> Grid:
        short = int(np.count_nonzero(self.shortfall))
        total, count = sum(self.hires), len(self.months)
        headline = f"Hiring plan: {total:,} hire{'' if total == 1 else 's'}, {short} of {count} months short"
        columns = (
            self.months, self.demand.tolist(), self.hires, self.starts, self.open_role_by,
            self.effective.tolist(), self.shortfall.tolist(),
        )  # fmt: skip
        rows = [_row(*row) for row in zip(*columns, strict=True)]
        return Grid(headline, _HEAD, rows, right=(1, 2, 5, 6))


def _row(
    month: date, demand: float, hires: int, starts: date | None, opens: date | None, effective: float, short: float
) -> tuple[str, ...]:
    dates = ("-" if day is None else day.isoformat() for day in (starts, opens))
    return (f"{month:%Y-%m}", f"{demand:,.2f}", f"{hires:,}", *dates, f"{effective:,.2f}", f"{short:,.2f}")
