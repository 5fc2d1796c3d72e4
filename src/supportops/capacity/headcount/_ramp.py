"""How much of a full agent's load a new one takes, by week of service."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias, overload

import numpy as np
import numpy.typing as npt

from supportops._formulas import Floats, Number, as_given, broadcast, checked, whole, wholes
from supportops.errors import DomainError

__all__ = ["RAMP", "effective", "productivity", "shares_by_week"]

Weeks: TypeAlias = npt.NDArray[np.int64] | Floats

RAMP: tuple[float, ...] = (0.0, 0.0, 0.25, 0.5, 0.75, 0.75, 1.0, 1.0)
"""The published share of a full agent's tickets in weeks 1 to 8 of service; full afterwards.

Source: Support Operations skill pack, Workforce Management & Capacity Planning > New Hire Ramp Schedule. Its onboarding
programme shadows until week 4 and prints no shares; it is a training calendar, and no capacity is computed from it.
"""


@overload
def productivity(week: float, *, start_week: float = 1, ramp: Sequence[float] = RAMP) -> float: ...
@overload
def productivity(week: Weeks, *, start_week: float | Weeks = 1, ramp: Sequence[float] = RAMP) -> Floats: ...
@overload
def productivity(week: float, *, start_week: Weeks, ramp: Sequence[float] = RAMP) -> Floats: ...
def productivity(week: float | Weeks, *, start_week: float | Weeks = 1, ramp: Sequence[float] = RAMP) -> Number:
    """Return the share of a full agent's load that an agent takes in a week.

    0 before the first week of service, the share of the ramp in it, 1 afterwards: a ramp that ends under 1 steps up
    to full work after its last week.

    Args:
        week: whole number of the week, >= 0. Shape (...).
        start_week: the agent's first week of service, >= 0. Shape broadcastable to week.
        ramp: shares, 0..1, of weeks 1, 2, 3 ... of service; none: full from the first day.

    Returns:
        Share, 0..1. Broadcast shape.

    Raises:
        DomainError: a week that is negative or no whole number, a share outside 0..1.

    Source: Support Operations skill pack, New Hire Ramp Schedule.

    Example:
        >>> productivity(5), productivity(9)
        (0.75, 1.0)
        >>> productivity(np.array([3, 4, 5]), start_week=3)
        array([0.  , 0.  , 0.25])
    """
    weeks, first = broadcast(week=wholes(week, "week"), start_week=wholes(start_week, "start_week"))
    table = np.array([0.0, *shares_by_week(ramp), 1.0])
    service = np.clip(weeks - first + 1, 0, len(table) - 1).astype(np.int64)
    return as_given(table[service])


def effective(
    tenured: float | Floats, starts: Sequence[int] | Weeks, *, weeks: int, ramp: Sequence[float] = RAMP
) -> Floats:
    """Return how many full agents a team is worth in weeks 1, 2 ... `weeks`.

    Those on full work, and each hire at the share of the week of service. Nobody leaves; `plan` counts attrition.

    Args:
        tenured: agents on full work, >= 0; one number, or one a week.
        starts: the first week of service of each hire, >= 0, in the same count of weeks. Two who start together are
            there twice.
        weeks: how many, >= 0.
        ramp: as for `productivity`.

    Returns:
        Agents by week. Shape (weeks,).

    Raises:
        DomainError: a negative, a week that is no whole number, a share outside 0..1, or `tenured` of another length.

    Source: Support Operations skill pack, New Hire Ramp Schedule; the sum over hires is ours.

    Example:
        >>> effective(6, [1, 1], weeks=8)
        array([6. , 6. , 6.5, 7. , 7.5, 7.5, 8. , 8. ])
    """
    count = whole(weeks, "weeks")
    there = checked(tenured, "tenured", at_least=0)
    first = wholes(starts, "starts")
    if first.ndim != 1:
        raise DomainError("starts is no list; give the start week of each hire, for example [1, 1, 3]", field="starts")
    if there.shape not in ((), (count,)):
        raise DomainError(
            f"tenured has the shape {there.shape}; give one number, or one for each of {count} weeks", field="tenured"
        )
    hires = productivity(np.arange(1.0, count + 1)[:, np.newaxis], start_week=first, ramp=ramp)
    result: Floats = there + hires.sum(axis=1)
    return result


def shares_by_week(ramp: object, name: str = "ramp") -> tuple[float, ...]:
    """Return the shares of a ramp, checked."""
    shares = checked(ramp, name, at_least=0, at_most=1)
    if shares.ndim != 1:
        raise DomainError(
            f"{name} is {ramp!r}; give one share a week, for example (0, 0.5, 0.75)", field=name, value=ramp
        )
    return tuple(shares.tolist())
