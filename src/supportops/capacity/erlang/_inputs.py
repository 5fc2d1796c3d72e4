"""What every Erlang formula is given: a load, agents, and amounts of time against each other."""

from __future__ import annotations

from functools import lru_cache
from sys import float_info

import numpy as np
import numpy.typing as npt

from supportops._formulas import Floats, Number, broadcast, checked, decimal
from supportops.errors import DomainError

__all__ = ["COUNTABLE", "LARGEST", "complement", "complements", "erlangs", "first_of", "pair", "per"]

LARGEST = 1e10
"""Erlangs: more than everybody on earth at once. The recursion takes the square root of the load in steps."""
COUNTABLE = 1e15
"""So many agents a float counts one by one."""


def pair(load: Number, agents: Number) -> tuple[Floats, Floats]:
    """Return load and agents, checked and of one shape."""
    offered, servers = broadcast(
        load=checked(load, "load", at_least=0, at_most=LARGEST),
        agents=checked(agents, "agents", at_least=0, at_most=COUNTABLE),
    )
    return offered, servers


def erlangs(volume: Floats, handle_s: Floats, interval_s: Floats, *, at_most: float = float_info.max) -> Floats:
    """Return the load of arrays of one shape.

    Raises:
        DomainError: more than the most; `.field` is volume.
    """
    with np.errstate(over="ignore"):
        found: Floats = volume * handle_s / interval_s
    if not (is_fine := found <= at_most).all():
        place, where, index = first_of(~is_fine)
        raise DomainError(
            f"volume{where} * handle_time / interval is {found[place]:g} erlangs; give no more than {at_most:g}, and "
            "check the units", field="volume", value=float(volume[place]), index=index,
        )  # fmt: skip
    return found


def first_of(is_bad: npt.NDArray[np.bool_]) -> tuple[tuple[int, ...], str, int | None]:
    """Return the place of the first bad element, as text in brackets, and as an index where one number says it."""
    place = tuple(int(i) for i in np.argwhere(is_bad)[0])
    where = f"[{', '.join(map(str, place))}]" if place else ""
    return place, where, place[0] if len(place) == 1 else None


def per(time_s: Floats, handle_s: Floats) -> Floats:
    """Return a time in handle times. Without any handle time every wait is over at once: infinitely many of them."""
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        return np.where(time_s == 0.0, 0.0, time_s / handle_s)


@lru_cache(maxsize=1024)
def complement(share: float) -> float:
    """Return 1 - share as on paper: 0.2 for 0.8."""
    return float(1 - decimal(share))


def complements(shares: Floats) -> Floats:
    """Return `complement` of an array."""
    distinct, places = np.unique(shares, return_inverse=True)
    return np.array([complement(share) for share in distinct.tolist()])[places].reshape(shares.shape)
