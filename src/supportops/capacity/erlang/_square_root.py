"""Square-root staffing: the load and so many standard deviations of it."""

from __future__ import annotations

from math import erf, pi, sqrt
from typing import overload

import numpy as np

from supportops._formulas import Floats, Number, as_given, broadcast, checked
from supportops.capacity.agents import Whole, rounded_up
from supportops.capacity.erlang._roots import falling_root

__all__ = ["halfin_whitt", "square_root_agents"]

_MOST = 40.0
"""Under the smallest float is what the limit is from here on."""
_ERF = np.frompyfunc(erf, 1, 1)


@overload
def halfin_whitt(beta: float) -> float: ...
@overload
def halfin_whitt(beta: Floats) -> Floats: ...
def halfin_whitt(beta: Number) -> Number:
    """Return the limit of P(wait) with load + beta * sqrt(load) agents, as the load grows.

    1 / (1 + beta Phi(beta) / phi(beta)), with the normal distribution Phi and its density phi.

    Args:
        beta: agents over the load, in square roots of it, >= 0. Shape (...).

    Returns:
        P(wait), 1 at 0 and falling. Shape as given.

    Raises:
        DomainError: a negative or infinite beta.

    Source: Halfin and Whitt (1981), proposition 1.

    Example:
        >>> round(halfin_whitt(1.0), 6)
        0.223361
    """
    return as_given(_limit(checked(beta, "beta", at_least=0)))


@overload
def square_root_agents(load: float, p_wait: float) -> int: ...
@overload
def square_root_agents(load: Number, p_wait: Number) -> Whole: ...
def square_root_agents(load: Number, p_wait: Number) -> Whole:
    """Return the agents of the square-root rule for a share that waits.

    load + beta * sqrt(load), rounded up as in the published table, with halfin_whitt(beta) = p_wait. A rule of thumb,
    in that table within one agent of the exact answer: `required_agents` gives that.

    Args:
        load: offered work, erlangs, >= 0. Shape (...).
        p_wait: share of contacts that waits, 0 < p_wait <= 1. Shape broadcastable to load.

    Returns:
        Whole agents. Broadcast shape.

    Raises:
        DomainError: an input outside its range, shapes that do not broadcast.

    Source: Halfin and Whitt (1981); Tijms (2003), A First Course in Stochastic Models, table 5.3.2.

    Example:
        >>> square_root_agents(100.0, 0.2)
        111
    """
    offered, share = broadcast(
        load=checked(load, "load", at_least=0), p_wait=checked(p_wait, "p_wait", more_than=0, at_most=1)
    )

    def over(beta: Floats) -> Floats:
        with np.errstate(divide="ignore"):
            return np.log(_limit(beta)) - np.log(share)

    beta = falling_root(over, np.zeros_like(share), np.full_like(share, _MOST))
    return rounded_up(as_given(offered + beta * np.sqrt(offered)))


def _limit(beta: Floats) -> Floats:
    density = np.exp(-beta * beta / 2.0) / sqrt(2.0 * pi)
    below = (1.0 + np.asarray(_ERF(beta / sqrt(2.0)), dtype=np.float64)) / 2.0
    return density / (density + beta * below)
