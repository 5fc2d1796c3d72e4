"""What a figure should be and when it warns: the limits that the health of a queue is held against."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from typing import Literal, TypeAlias

from pydantic import Field, FiniteFloat, model_validator

from supportops._frozen import FrozenMap
from supportops._model import Model
from supportops.errors import DomainError

__all__ = ["HealthBound", "HealthLimit", "HealthMetric", "HealthVerdict"]

HealthVerdict: TypeAlias = Literal["on_target", "watch", "warning", "not_enough_data"]
"""What a figure says of the queue: watch is between the target and the warning."""

HealthMetric: TypeAlias = Literal[
    "backlog_age", "queue_depth", "priority_distribution", "wait_time", "agent_utilization"
]
"""The figures of a queue's health, as published."""

Op: TypeAlias = Literal["<", "<=", ">", ">=", "==", "between", "outside"]

_HOLDS: Mapping[Op, Callable[..., bool]] = FrozenMap(
    {
        "<": lambda figure, limit: figure < limit,
        "<=": lambda figure, limit: figure <= limit,
        ">": lambda figure, limit: figure > limit,
        ">=": lambda figure, limit: figure >= limit,
        "==": lambda figure, limit: figure == limit,
        "between": lambda figure, low, high: low <= figure <= high,
        "outside": lambda figure, low, high: figure < low or figure > high,
    }
)


class HealthBound(Model):
    """A comparison with one number, or with two: "between" has both ends in it, "outside" has neither.

    Example:
        >>> HealthBound("<", 0.05).holds(0.05), HealthBound("between", 0.7, 0.8).holds(0.8)
        (False, True)
        >>> print(HealthBound("outside", 0.6, 0.9))
        outside 0.6 to 0.9
    """

    op: Op
    values: tuple[FiniteFloat, ...]

    def __init__(self, op: Op, *values: float) -> None:
        super().__init__(op=op, values=values)

    __init__.__pydantic_base_init__ = True  # type: ignore[attr-defined]

    @model_validator(mode="after")
    def _check(self) -> HealthBound:
        wanted = 2 if self.op in ("between", "outside") else 1
        if len(self.values) != wanted:
            raise ValueError(
                f"{self.op!r} takes {wanted} {'number' if wanted == 1 else 'numbers'}, got {self.values!r}"
            )
        if list(self.values) != sorted(self.values):
            raise ValueError(f"the low end comes first, got {self.values!r}")
        return self

    def holds(self, figure: float) -> bool:
        """Return whether a figure is as it says."""
        return _HOLDS[self.op](figure, *self.values)

    def __str__(self) -> str:
        return f"{self.op} {(' and ' if self.op == 'between' else ' to ').join(f'{value:g}' for value in self.values)}"


class HealthLimit(Model):
    """What a figure should be, and when it is a warning; between the two it is to be watched.

    Attributes:
        metric: which figure.
        target: what is good; None: whatever does not warn.
        warning: what is a warning; None: nothing is, and what misses the target is to be watched.
        label: the priority whose share it is, for "priority_distribution"; else None.

    Source: Support Operations skill pack, Queue Health Metrics.

    Example:
        >>> share = HealthLimit(
        ...     metric="priority_distribution", label="P1", target=HealthBound("<", 0.05), warning=HealthBound(">", 0.1)
        ... )
        >>> [share.verdict(figure) for figure in (0.04, 0.05, 0.1, 0.11, None)]
        ['on_target', 'watch', 'watch', 'warning', 'not_enough_data']
    """

    metric: HealthMetric
    target: HealthBound | None = None
    warning: HealthBound | None = None
    label: str | None = Field(default=None, min_length=1)

    @model_validator(mode="after")
    def _check(self) -> HealthLimit:
        if self.target is None and self.warning is None:
            raise ValueError(f"{self.metric} has neither a target nor a warning; give one of them")
        if (self.label is not None) != (self.metric == "priority_distribution"):
            raise ValueError(f"{self.metric} has label {self.label!r}; a label belongs to 'priority_distribution' only")
        return self

    def verdict(self, figure: float | None) -> HealthVerdict:
        """Return what a figure is under this limit; None, which is no figure, is not enough data.

        Raises:
            DomainError: a negative figure, or one that is not finite.
        """
        if figure is None:
            return "not_enough_data"
        if not 0 <= figure < math.inf:
            raise DomainError(
                f"{self.metric} is {figure!r}; it is 0 or more and finite", field=self.metric, value=figure
            )
        if self.warning is not None and self.warning.holds(figure):
            return "warning"
        return "on_target" if self.target is None or self.target.holds(figure) else "watch"
