"""Hours with far too few people."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from supportops._formulas import Floats, broadcast, checked, decimal, number
from supportops.errors import DomainError

__all__ = ["coverage_gaps"]

_NEAR = 1e-9


def coverage_gaps(
    scheduled: Floats | Sequence[float], required: Floats | Sequence[float], *, floor: float = 0.5
) -> npt.NDArray[np.intp]:
    """Return the places where scheduled / required is under the floor.

    Args:
        scheduled: agents in each step, >= 0.
        required: agents in each step, >= 0; where none are, there is no gap. Of the same length, or one number.
        floor: a share, >= 0; at the floor there is no gap.

    Returns:
        Indexes, in order.

    Raises:
        DomainError: an input outside its range, or lengths that differ.

    Source: Support Operations skill pack, Capacity Dashboard: hours whose staffing is below 50 % of its target.

    Example:
        >>> coverage_gaps([4, 2, 1, 0], [6, 4, 3, 0]).tolist()
        [2]
    """
    there, wanted = broadcast(
        scheduled=checked(scheduled, "scheduled", at_least=0), required=checked(required, "required", at_least=0)
    )
    share = number(floor, "floor", at_least=0)
    if there.ndim != 1:
        raise DomainError(f"scheduled has the shape {there.shape}; give one number a step", field="scheduled")
    least = wanted * share
    is_gap = there < least
    # At the border floats differ from what is on paper: 0.15 is half of 0.3.
    for place in np.flatnonzero(np.abs(there - least) <= _NEAR * least):
        is_gap[place] = decimal(there[place]) < decimal(wanted[place]) * decimal(share)
    return np.flatnonzero(is_gap)
