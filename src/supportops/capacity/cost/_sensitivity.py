"""Which input an answer hangs on."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from numbers import Real

from supportops._formulas import decimal, number
from supportops._shown import Grid, InGrid
from supportops.capacity.cost._amounts import as_float, named_numbers
from supportops.capacity.steps import shown
from supportops.errors import DomainError, shortened

__all__ = ["Sensitivities", "Sensitivity", "sensitivity"]


@dataclass(frozen=True, slots=True)
class Sensitivity(InGrid):
    """What becomes of an answer when one input is lowered or raised and the others stay.

    Attributes:
        name: of the input.
        low: the answer with the input lowered.
        base: the answer as it is.
        high: the answer with the input raised.
    """

    name: str
    low: float
    base: float
    high: float

    @property
    def width(self) -> float:
        """How far the two answers lie apart."""
        return 0.0 if self.low == self.high else abs(self.high - self.low)

    def _grid(self) -> Grid:
        return _grid_of((self,))


class Sensitivities(InGrid, tuple[Sensitivity, ...]):
    """A tuple of rows, widest first, that reads as one table."""

    __slots__ = ()

    def _grid(self) -> Grid:
        return _grid_of(self)


def sensitivity(function: Callable[..., float], *, inputs: Mapping[str, float], change: float = 0.1) -> Sensitivities:
    """Return how an answer moves with each of its inputs, the input with the widest move first.

    One input at a time is multiplied by 1 - change and by 1 + change. Of equal widths the input given first is first.

    Args:
        function: takes the inputs by name and returns a number. Hold what should not move with a lambda.
        inputs: name to number.
        change: share, 0..1.

    Returns:
        One row for each input.

    Raises:
        DomainError: an input that is no finite number, a share outside 0..1, an answer that is no number; and what the
            function refuses, such as a utilisation of 0.95 raised over 1.

    Example:
        >>> def cost_per_ticket(tickets, salary, tools):
        ...     return (salary + tools) / tickets
        >>> print(sensitivity(cost_per_ticket, inputs={"tickets": 6_000, "salary": 60_000, "tools": 5_000}))
        Sensitivity
        input        low     base     high
        tickets   12.037  10.8333  9.84848
        salary   9.83333  10.8333  11.8333
        tools      10.75  10.8333  10.9167
    """
    share = decimal(number(change, "change", at_least=0, at_most=1))
    given = named_numbers(inputs, "inputs")
    base = _answer(function, given)

    def moved(name: str, sign: int) -> float:
        return _answer(function, {**given, name: as_float(decimal(given[name]) * (1 + sign * share))})

    rows = [Sensitivity(name, moved(name, -1), base, moved(name, 1)) for name in given]
    return Sensitivities(sorted(rows, key=lambda row: -row.width))


def _answer(function: Callable[..., float], inputs: Mapping[str, float]) -> float:
    found: object = function(**inputs)
    if not isinstance(found, Real) or math.isnan(found):
        raise DomainError(
            f"function returns {shortened(found)} for {dict(inputs)!r}; give one that returns a number",
            field="function", value=found,
        )  # fmt: skip
    return float(found)


def _grid_of(rows: tuple[Sensitivity, ...]) -> Grid:
    cells = [(row.name, shown(row.low), shown(row.base), shown(row.high)) for row in rows]
    return Grid("Sensitivity", ("input", "low", "base", "high"), cells, right=(1, 2, 3))
