"""How a figure came about: one line a step, with the rule and the value."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from supportops._formulas import Number
from supportops._shown import Grid, InGrid

__all__ = ["Explanation", "Step", "shown"]


@dataclass(frozen=True, slots=True, eq=False)
class Step:
    """One step of a calculation: what is computed, by which rule, and what comes out."""

    what: str
    how: str
    value: Number | str | None


@dataclass(frozen=True, slots=True, eq=False)
class Explanation(InGrid):
    """The steps of a calculation in order. It reads as a table; iterate over it for the steps.

    Example:
        >>> print(Explanation("Agents", (Step("workload", "500 tickets x 20m", 166.66666666666666),)))
        Agents
        step      how                  value
        workload  500 tickets x 20m  166.667
    """

    title: str
    steps: tuple[Step, ...]

    def __iter__(self) -> Iterator[Step]:
        return iter(self.steps)

    def __len__(self) -> int:
        return len(self.steps)

    def _grid(self) -> Grid:
        rows = [(step.what, step.how, shown(step.value)) for step in self.steps]
        return Grid(self.title, ("step", "how", "value"), rows, right=(2,))


def shown(value: Number | str | None) -> str:
    """Return a value as people read it: six digits, or the ends of an array.

    Example:
        >>> shown(27.77777777777778), shown(1200.0), shown(None), shown(np.array([1.0, 2.5, 4.0]))
        ('27.7778', '1,200', '-', '1 ... 4 (3 values)')
    """
    if value is None or isinstance(value, str):
        return "-" if value is None else value
    array = np.asarray(value, dtype=np.float64)
    if array.ndim == 0:
        return f"{float(array):,.6g}" if abs(float(array)) < 1e6 else f"{float(array):,.0f}"
    if not array.size:
        return "no values"
    ends = f"{array.flat[0]:,.6g}" if array.size == 1 else f"{array.flat[0]:,.6g} ... {array.flat[-1]:,.6g}"
    return f"{ends} ({array.size} value{'' if array.size == 1 else 's'})"
