"""How urgent many tickets are now: the array form of `effective_priority`."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import numpy as np
import numpy.typing as npt

from supportops._arrays import NAT, microseconds
from supportops.errors import DomainError
from supportops.triage._queue_columns import (
    Column,
    Ints,
    Values,
    amounts_of,
    check_lengths,
    column_of,
    each,
    ranks_of,
    within_64_bits,
)
from supportops.triage.priority import Ageing, ceiling_of, waited_of
from supportops.vocabulary import Scale

__all__ = ["effective_priorities"]


def effective_priorities(
    base: Column, *, scale: Scale, age: Column | None = None, ageing: Ageing | None = None, by: Column | None = None
) -> npt.NDArray[np.object_]:
    """Return the priorities that many tickets have now, each as `effective_priority` would give it.

    Args:
        base: labels of the scale. Shape (n,).
        scale: of the priorities.
        age: how long each has waited, >= 0: timedelta64, or timedeltas and texts. Shape (n,). None: no time.
        ageing: how age raises; None: it does not.
        by: the sum of each ticket's modifiers, whole numbers. Shape (n,). None: none has any.

    Returns:
        Labels, as text. Shape (n,).

    Raises:
        DomainError: what `effective_priority` refuses, with `.field` and `.index`; columns that are not equally long.

    Example:
        >>> from supportops.vocabulary import P1_TO_P5
        >>> ageing = Ageing(every="24h", ceiling="P2")
        >>> effective_priorities(["P4", "P1"], scale=P1_TO_P5, age=["50h", "50h"], ageing=ageing).tolist()
        ['P2', 'P1']
    """
    given = {"base": base, "age": age, "by": by}
    columns = {name: column_of(values, name) for name, values in given.items() if values is not None}
    check_lengths(columns)
    rank = ranks_of(columns["base"], scale, "base")
    if by is not None:
        rank = np.clip(rank - _sums(columns["by"], len(scale)), 1, len(scale))
    waited = _waited(columns["age"]) if age is not None else np.zeros_like(rank)
    if ageing is not None:
        aged = np.maximum(ceiling_of(ageing, scale), rank - waited // within_64_bits(ageing.every))
        rank = np.minimum(rank, aged)
    labels = np.array([scale.label(place) for place in range(1, len(scale) + 1)], dtype=object)
    found: npt.NDArray[np.object_] = labels[rank - 1]
    return found


def _waited(column: Values) -> Ints:
    waited = amounts_of(column, "age", _waited_us)
    for index in np.flatnonzero(waited < 0)[:1].tolist():
        shown = "NaT" if waited[index] == NAT else f"{timedelta(microseconds=int(waited[index]))}"
        raise DomainError(f"age[{index}] is {shown}; a ticket has waited no time or more", field="age", index=index)
    return waited


def _waited_us(age: Any) -> int:  # noqa: ANN401 - a value of a column, checked here
    if isinstance(age, np.timedelta64):
        return int(microseconds(np.asarray(age)))
    return within_64_bits(waited_of(age))


def _sums(column: Values, most: int) -> Ints:
    def read(by: object) -> int:
        if isinstance(by, bool) or not isinstance(by, int):
            raise DomainError(f"{by!r} is no number of ranks; write a whole number", value=by)
        return max(-most, min(by, most))

    return np.array(each(column, "by", read), dtype=np.int64)
