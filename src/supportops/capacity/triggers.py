"""Signs that it is time to hire: four of them, and any one is enough."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from supportops._formulas import Floats, checked, whole
from supportops._shown import Grid, InGrid
from supportops.capacity.steps import Explanation, Step, shown
from supportops.errors import DomainError

__all__ = ["HiringTriggers", "Series", "hiring_triggers"]

Series = float | Sequence[float] | Floats
"""One number, or one a week, the latest last."""

_LEAST_CSAT, _MOST_UTILISATION = 0.85, 0.8


@dataclass(frozen=True, slots=True)
class HiringTriggers(InGrid):
    """The signs that fired.

    Attributes:
        fired: names, in the order "response_over_sla", "csat_low", "utilisation_high", "backlog_growing".
    """

    fired: tuple[str, ...]
    steps: tuple[Step, ...] = field(default=(), compare=False, repr=False)

    def explain(self) -> Explanation:
        """Return each sign that was looked at, its rule, and whether it fired."""
        return Explanation("Hiring triggers", self.steps)

    def _grid(self) -> Grid:
        rows = [(step.what, step.how, shown(step.value)) for step in self.steps]
        return Grid(f"Hiring triggers: {len(self.fired)} fired", ("sign", "rule", "fired"), rows)


def hiring_triggers(
    *,
    response_to_sla: Series | None = None,
    csat: Series | None = None,
    utilisation: Series | None = None,
    weekly_backlog: Sequence[float] | Floats | None = None,
    weeks: int = 3,
) -> HiringTriggers:
    """Return which of the published signs to hire have fired. Give at least one figure.

    Args:
        response_to_sla: mean response time over its target, >= 0. "response_over_sla": it is over 1 consistently, that
            is in each of the last `weeks` weeks; one number is taken as the ratio of such a time.
        csat: a share, 0 to 1. "csat_low": the latest is under 0.85.
        utilisation: measured, >= 0. "utilisation_high": the latest is over 0.8.
        weekly_backlog: tickets at the end of each week, >= 0. "backlog_growing": each of the last `weeks` steps grew,
            so `weeks` + 1 numbers are needed.
        weeks: how long is consistently, >= 1.

    Raises:
        DomainError: no figure at all, one outside its range, or a history that is too short.

    Source: The Product Builder's Playbook, chapter 27, Hiring triggers: response over the target "consistently" (no
        length given), and a backlog that grows for 3 weeks or more. `weeks` is used for both.

    Example:
        >>> hiring_triggers(csat=0.86, utilisation=[0.75, 0.83], weekly_backlog=[40, 44, 51, 60]).fired
        ('utilisation_high', 'backlog_growing')
    """
    last, found = whole(weeks, "weeks", at_least=1), list[tuple[str, str, bool]]()
    if response_to_sla is not None:
        ratios = _last(response_to_sla, "response_to_sla", last)
        found.append(("response_over_sla", f"over 1 in {_weeks(ratios.size)}", bool((ratios > 1).all())))
    if csat is not None:
        [latest] = _last(csat, "csat", 1, at_most=1)
        found.append(("csat_low", f"{latest:g} under {_LEAST_CSAT}", bool(latest < _LEAST_CSAT)))
    if utilisation is not None:
        [latest] = _last(utilisation, "utilisation", 1)
        found.append(("utilisation_high", f"{latest:g} over {_MOST_UTILISATION}", bool(latest > _MOST_UTILISATION)))
    if weekly_backlog is not None:
        steps = np.diff(_last(weekly_backlog, "weekly_backlog", last + 1, is_series=True))
        found.append(("backlog_growing", f"more at the end of each of {_weeks(last)}", bool((steps > 0).all())))
    if not found:
        raise DomainError("no figure is given; give response_to_sla, csat, utilisation or weekly_backlog")
    rows = tuple(Step(name, rule, "yes" if has_fired else "no") for name, rule, has_fired in found)
    return HiringTriggers(tuple(name for name, _, has_fired in found if has_fired), rows)


def _last(given: object, name: str, n: int, *, at_most: float | None = None, is_series: bool = False) -> Floats:
    """Return the last n numbers; one number stands for all of them unless a series is needed."""
    series = checked(given, name, at_least=0, at_most=at_most)
    if series.ndim == 0 and not is_series:
        return series.reshape(1)
    if series.ndim != 1:
        message = f"{name} has the shape {series.shape}; give one number a week, the latest last"
        raise DomainError(message, field=name, value=given)
    if series.size < n:
        raise DomainError(f"{name} has {series.size} weeks; {n} are needed", field=name, value=given)
    return series[-n:]


def _weeks(n: int) -> str:
    return "the last week" if n == 1 else f"the last {n} weeks"
