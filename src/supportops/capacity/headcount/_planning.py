"""Hires by month: attrition, ramp, gates and lead time in one plan."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_CEILING, ROUND_HALF_EVEN, Context, Decimal, DivisionByZero, InvalidOperation, localcontext

import numpy as np

from supportops._formulas import Floats, checked, number
from supportops.capacity.headcount._dates import checked_date, months_after
from supportops.capacity.headcount._hiring_plan import HiringPlan
from supportops.capacity.headcount._lead_time import HireDates, hire_dates, lead_time
from supportops.capacity.headcount._ramp import RAMP, shares_by_week
from supportops.capacity.headcount._worth import Worth, as_decimal, load_by_week
from supportops.capacity.steps import Step, shown
from supportops.errors import DomainError

__all__ = ["plan"]

_SIXTY_DIGITS = Context(prec=60, rounding=ROUND_HALF_EVEN, traps=[InvalidOperation, DivisionByZero])
_SLACK = Decimal("1e-9")
"""As for every number of agents: what is less than this over a whole one is that whole one."""
_NOTHING = Decimal("1e-30")
"""A gap of less is what sixty digits leave of none."""


def plan(
    demand: Sequence[float] | Floats,
    *,
    start: date,
    tenured: float,
    annual_attrition: float,
    scenario: str = "growth_hire",
    lead_time_months: int | None = None,
    lead_time_includes_training: bool = True,
    ramp: Sequence[float] = RAMP,
    gates: Sequence[tuple[int, float]] = (),
) -> HiringPlan:
    """Return whom to hire for each month, and the last safe date to open each role.

    Everybody leaves at the monthly rate at each month's end, hires too. A month is worth the mean over its days of
    those in post, each at the ramp's share of the week of service (days 1 to 7 are week 1), 1 after the ramp. Months
    are taken in order: where those in post fall short, the least whole number of hires that closes the gap is to be at
    full work on the month's first day. Hires of earlier months are in post, those of later months do not count yet.
    A month whose roles had to open before `start` is not hired for; later hires may still help it, and what is left
    is its shortfall.

    Args:
        demand: full agents needed in each calendar month from that of `start`, >= 0.
        start: the first day on which a role can be opened.
        tenured: agents on full work in the first month, >= 0.
        annual_attrition: share of the agents who leave in a year, 0..1.
        scenario: a key of `LEAD_TIMES`; its high end is taken.
        lead_time_months: whole months, >= 0, in place of the scenario's.
        lead_time_includes_training: as for `open_role_by`.
        ramp: shares, 0..1, by week of service; full afterwards.
        gates: pairs (week, share), as for a certification: after that week of service, >= 1, only the share, 0..1,
            of the hires goes on.

    Raises:
        DomainError: an input outside its range; `gates` or `annual_attrition` when they leave nobody of any number of
            hires for a month that falls short.

    Source: Support Operations skill pack, Hiring Planning and New Hire Ramp Schedule, for the tables; the plan is ours.

    Example:
        >>> team = plan([8, 8, 8, 8, 8, 10], start=date(2026, 1, 1), tenured=8, annual_attrition=0.2)
        >>> team.hires
        (0, 0, 0, 0, 1, 2)
        >>> str(team.starts[5]), str(team.open_role_by[5])
        ('2026-04-06', '2026-02-01')
    """
    start = checked_date(start, "start")
    needed = checked(demand, "demand", at_least=0)
    if needed.ndim != 1:
        raise DomainError("demand is no list; give one number a month, for example [8, 8, 10]", field="demand")
    there = as_decimal(number(tenured, "tenured", at_least=0))
    annual = as_decimal(number(annual_attrition, "annual_attrition", at_least=0, at_most=1))
    months, shares = lead_time(scenario, lead_time_months), shares_by_week(ramp)
    # So that no sum lands on the wrong side of a whole number of hires, as floats do at 7 / (1 - 0.3).
    with localcontext(_SIXTY_DIGITS):
        worth = Worth(_first_days(start, len(needed)), load_by_week(shares, gates), (1 - annual) ** (Decimal(1) / 12))
        dates = [
            hire_dates(day, months=months, weeks=len(shares), includes_training=lead_time_includes_training)
            for day in worth.first_days[:-1]
        ]
        planning = _Planning([as_decimal(each) for each in needed.tolist()], worth.of_tenured(there), dates, worth)
        rule = "training inside" if lead_time_includes_training else "before the first day of service"
        return planning.run(
            start,
            Step("monthly attrition", f"1 - (1 - {annual}) ** (1 / 12)", float(1 - worth.stay)),
            Step("lead time in months", rule, float(months)),
        )


@dataclass(slots=True)
class _Planning:
    """The columns of a plan; `effective` grows as hires are added."""

    demand: list[Decimal]
    effective: list[Decimal]
    dates: list[HireDates]
    worth: Worth

    def run(self, start: date, *first_steps: Step) -> HiringPlan:
        hires, steps = [], list(first_steps)
        for month, (needed, when) in enumerate(zip(self.demand, self.dates, strict=True)):
            count, how = 0, f"{shown(float(needed))} needed, {shown(float(self.effective[month]))} in post"
            if needed - self.effective[month] > _NOTHING:
                # The role opens on the first day of service at the latest, so its date decides for both.
                if when.open_role_by < start:
                    how += f"; too near, a role had to be open by {when.open_role_by}"
                else:
                    one = self.worth.of_one_hire(when.starts)
                    count = self._least(month, one[month])
                    self.effective = [there + count * each for there, each in zip(self.effective, one, strict=True)]
                    how += f"; one hire gives {shown(float(one[month]))}"
            hires.append(count)
            steps.append(Step(f"hires for {self.worth.first_days[month]:%Y-%m}", how, float(count)))
        return self._plan(hires, tuple(steps))

    def _least(self, month: int, one: Decimal) -> int:
        if one:
            exact = (self.demand[month] - self.effective[month]) / one
            return max(0, int((exact - _SLACK).to_integral_value(rounding=ROUND_CEILING)))
        name = "gates" if self.worth.stay else "annual_attrition"
        raise DomainError(
            f"with this {name} no number of hires leaves anybody for {self.worth.first_days[month]:%Y-%m}; "
            "give a share that lets some stay",
            field=name,
        )

    def _plan(self, hires: list[int], steps: tuple[Step, ...]) -> HiringPlan:
        gaps = [needed - there for needed, there in zip(self.demand, self.effective, strict=True)]
        return HiringPlan(
            months=self.worth.first_days[:-1],
            hires=tuple(hires),
            starts=tuple(when.starts if count else None for when, count in zip(self.dates, hires, strict=True)),
            open_role_by=tuple(
                when.open_role_by if count else None for when, count in zip(self.dates, hires, strict=True)
            ),
            effective=np.array([float(there) for there in self.effective]),
            shortfall=np.array([float(gap) if gap > _NOTHING else 0.0 for gap in gaps]),
            demand=np.array([float(needed) for needed in self.demand]),
            steps=steps,
        )


def _first_days(start: date, months: int) -> tuple[date, ...]:
    first = start.replace(day=1)
    return tuple(months_after(first, month, name="demand") for month in range(months + 1))
