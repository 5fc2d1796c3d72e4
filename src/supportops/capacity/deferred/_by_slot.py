"""What results by slot have in common: equal by value, explained in steps, read as a table of slots."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterator
from dataclasses import dataclass, field, fields

import numpy as np
import numpy.typing as npt

from supportops._shown import Grid, InGrid
from supportops.capacity.steps import Explanation, Step, shown

__all__ = ["BySlot"]

_MOST_ROWS = 40
_ENDS = 10


@dataclass(frozen=True, slots=True, eq=False)
class BySlot(InGrid):
    """A result with arrays of one length, one number for each slot."""

    steps: tuple[Step, ...] = field(default=(), repr=False, kw_only=True)

    def explain(self) -> Explanation:
        """Return how the result came about, step by step."""
        return Explanation(type(self).__name__, self.steps)

    @abstractmethod
    def _headline(self) -> str:
        """Return what stands over the table."""

    def _values(self) -> dict[str, object]:
        return {each.name: getattr(self, each.name) for each in fields(self) if each.repr}

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, BySlot) or type(other) is not type(self):
            return NotImplemented
        theirs = other._values()
        return all(np.array_equal(value, theirs[name]) for name, value in self._values().items())  # type: ignore[arg-type]  # texts too

    def __hash__(self) -> int:
        return hash((type(self), *(np.asarray(value).tobytes() for value in self._values().values())))

    def _grid(self) -> Grid:
        columns = {name: value for name, value in self._values().items() if isinstance(value, np.ndarray)}
        return Grid(
            self._headline(), ("slot", *columns), list(_rows(tuple(columns.values()))), right=range(len(columns) + 1)
        )


def _rows(columns: tuple[npt.NDArray[np.generic], ...]) -> Iterator[tuple[str, ...]]:
    count = columns[0].size
    for slot in range(count):
        if count <= _MOST_ROWS or not _ENDS <= slot < count - _ENDS:
            yield (str(slot), *(shown(float(column[slot])) for column in columns))
        elif slot == _ENDS:
            yield ("...",) * (len(columns) + 1)
