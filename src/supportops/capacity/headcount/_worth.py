"""What one hire is worth in each month: ramp, gates and attrition."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import pairwise

from supportops._formulas import number, whole
from supportops.errors import DomainError

__all__ = ["Worth", "as_decimal", "load_by_week"]

_LAST_GATE = 10_000
"""Nobody serves two hundred years, and the shares are a list up to the last gate."""


@dataclass(frozen=True, slots=True)
class Worth:
    """What does not depend on the month that is hired for.

    Attributes:
        first_days: of the plan's months, and of the month after them.
        load_by_week: by week of service; the last one holds for good.
        stay: the share that a month's end leaves.
    """

    first_days: tuple[date, ...]
    load_by_week: tuple[Decimal, ...]
    stay: Decimal

    def of_tenured(self, agents: Decimal) -> list[Decimal]:
        """Return how many are left of those on full work in each month."""
        left = []
        for _ in self.first_days[:-1]:
            left.append(agents)
            agents *= self.stay
        return left

    def of_one_hire(self, starts: date) -> list[Decimal]:
        """Return the mean over the days of each month of the load that one hire takes."""
        worth, there = [], Decimal(1)
        for first, after in pairwise(self.first_days):
            if after <= starts:
                worth.append(Decimal(0))
                continue
            served = range(max((first - starts).days, 0), (after - starts).days)
            worth.append(there * self._loads(served) / (after - first).days)
            there *= self.stay
        return worth

    def _loads(self, days_served: range) -> Decimal:
        last = len(self.load_by_week) - 1
        if days_served.start // 7 >= last:
            return len(days_served) * self.load_by_week[last]
        return sum((self.load_by_week[min(day // 7, last)] for day in days_served), Decimal(0))


def load_by_week(ramp: Sequence[float], gates: Sequence[tuple[int, float]]) -> tuple[Decimal, ...]:
    """Return the ramp with the gates in it: one share a week of service, and last the one that holds for good."""
    if not isinstance(gates, Iterable):
        raise DomainError(f"gates is {gates!r}; give pairs (week, share), for example [(8, 0.9)]", field="gates")
    after = [_gate(gate, index) for index, gate in enumerate(gates)]
    shares = [as_decimal(share) for share in ramp]
    weeks = max([len(shares), *(week for week, _ in after)])
    shares += [Decimal(1)] * (weeks + 1 - len(shares))
    for gate, share in after:
        shares[gate:] = [each * share for each in shares[gate:]]
    return tuple(shares)


def as_decimal(value: float) -> Decimal:
    """Return a number as what it is written as."""
    return Decimal(repr(value))


def _gate(gate: object, index: int) -> tuple[int, Decimal]:
    if not isinstance(gate, tuple | list) or len(gate) != 2:
        raise DomainError(
            f"gates[{index}] is {gate!r}; give a pair (week, share), for example (8, 0.9)",
            field="gates", value=gate, index=index,
        )  # fmt: skip
    try:
        week = whole(gate[0], "week", at_least=1, at_most=_LAST_GATE)
        return week, as_decimal(number(gate[1], "share", at_least=0, at_most=1))
    except DomainError as error:
        raise DomainError(f"gates[{index}]: {error}", field="gates", value=gate, index=index) from None
