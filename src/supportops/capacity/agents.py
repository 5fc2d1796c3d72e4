"""A number of agents: the exact one, and the whole one that it takes."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from supportops._formulas import Number
from supportops._shown import Grid, InGrid
from supportops.capacity.steps import Explanation, Step, shown
from supportops.errors import DomainError

__all__ = ["Agents", "Whole", "rounded_up"]

Whole: TypeAlias = int | npt.NDArray[np.int64]
"""A whole number, or an array of them."""

_COUNTABLE, _SLACK = 2.0**63, 1e-9
"""A number of agents that is less than this over a whole one is that whole one: the rest is arithmetic."""


def rounded_up(exact: Number) -> Whole:
    """Return the least whole number that is enough, as int or int64: the ceiling of `exact` less 1e-9, not under 0.

    Raises:
        DomainError: too many to be counted.

    Example:
        >>> rounded_up(10.000000000000002), rounded_up(10.001), rounded_up(np.array([0.0, 1.5]))
        (10, 11, array([0, 2]))
    """
    found = np.maximum(np.ceil(np.asarray(exact, dtype=np.float64) - _SLACK), 0.0)
    if (found >= _COUNTABLE).any():
        raise DomainError(f"the answer is {found.max():g} agents; check the units of what is given")
    return int(found) if found.ndim == 0 else found.astype(np.int64)


@dataclass(frozen=True, slots=True, eq=False)
class Agents(InGrid):
    """How many agents it takes.

    Attributes:
        exact: the real-valued answer, before the one rounding. Shape as given.
        rounded: the least whole number that is enough: the ceiling of `exact` less 1e-9.
        binding: what decided: "workload", or the bound that needs most.
        warnings: what may be wrong with the question.

    Example:
        >>> Agents(exact=27.77777777777778, rounded=28, binding="workload")
        Agents(exact=27.77777777777778, rounded=28, binding='workload', warnings=())
    """

    exact: Number
    rounded: Whole
    binding: str
    warnings: tuple[str, ...] = ()
    steps: tuple[Step, ...] = field(default=(), repr=False)

    @classmethod
    def of(
        cls, exact: Number, *, binding: str = "workload", warnings: tuple[str, ...] = (), steps: tuple[Step, ...] = ()
    ) -> Agents:
        """Return an exact number with its whole one."""
        return cls(exact, rounded_up(exact), binding, warnings, steps)

    def explain(self) -> Explanation:
        """Return how the number came about, step by step, the rounding last."""
        last = Step("agents", "rounded up to whole agents", self.rounded)  # type: ignore[arg-type]  # shown as it is
        return Explanation("Agents", (*self.steps, last))

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Agents):
            return NotImplemented
        same = np.array_equal(self.exact, other.exact) and np.array_equal(self.rounded, other.rounded)
        return same and (self.binding, self.warnings) == (other.binding, other.warnings)

    def __hash__(self) -> int:
        return hash((self.binding, self.warnings, np.asarray(self.rounded).tobytes()))

    def _grid(self) -> Grid:
        rows = [("exact", shown(self.exact)), ("rounded", shown(np.asarray(self.rounded, dtype=np.float64)))]
        rows += [("binding", self.binding), *(("warning", text) for text in self.warnings)]
        return Grid("Agents", ("what", "value"), rows)
