"""What every Erlang formula is given: a load, agents, and amounts of time against each other."""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from supportops._formulas import Duration, Floats, Number, broadcast, checked, decimal, seconds

__all__ = ["complement", "complements", "levels", "pair", "per", "times"]


def pair(load: Number, agents: Number) -> tuple[Floats, Floats]:
    """Return load and agents, checked and of one shape."""
    return tuple(broadcast(load=checked(load, "load", at_least=0), agents=checked(agents, "agents", at_least=0)))  # type: ignore[return-value]  # two in, two out


def times(name: str, given: Duration | None, given_s: Number | None) -> Floats:
    """Return an amount of time in seconds; exactly one of the two is given."""
    return seconds(name, given, given_s)


def per(time_s: Floats, handle_s: Floats) -> Floats:
    """Return a time in handle times. Without any handle time every wait is over at once: infinitely many of them."""
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(time_s == 0.0, 0.0, time_s / handle_s)


@lru_cache(maxsize=1024)
def complement(share: float) -> float:
    """Return 1 - share as on paper: 0.2 for 0.8."""
    return float(1 - decimal(share))


def complements(shares: Floats) -> Floats:
    """Return `complement` of an array."""
    distinct, places = np.unique(shares, return_inverse=True)
    return np.array([complement(share) for share in distinct.tolist()])[places].reshape(shares.shape)


def levels(value: Number, name: str) -> Floats:
    """Return a share that can be promised: at least 0, under 1."""
    return checked(value, name, at_least=0, less_than=1)
