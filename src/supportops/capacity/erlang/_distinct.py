"""Each queue once: many intervals of a year are the same question."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from supportops._formulas import Floats
from supportops.capacity.erlang._asked import Asked

__all__ = ["distinct"]


def distinct(given: Asked) -> tuple[dict[str, Floats], npt.NDArray[np.int64]]:
    """Return the columns with equal queues once, and the place of each row's queue in them.

    Only where one column tells the rows apart: to compare several takes longer than to work some out twice.

    Example:
        >>> columns, places = distinct(Asked(load=np.array([5.0, 7.0, 5.0])))
        >>> columns["load"], places
        (array([5., 7.]), array([0, 1, 0]))
    """
    columns = given.flat()
    columns.pop("shrinkage")
    size = columns["load"].size
    varied = {name: column for name, column in columns.items() if size and (column != column[0]).any()}
    if "volume" in columns:
        varied.pop("load", None)
    if size and not varied:
        return {name: column[:1] for name, column in columns.items()}, np.zeros(size, dtype=np.int64)
    if len(varied) != 1:
        return columns, np.arange(size)
    _, first, places = np.unique(next(iter(varied.values())), return_index=True, return_inverse=True)
    return {name: column[first] for name, column in columns.items()}, places.ravel()
