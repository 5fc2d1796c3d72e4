"""The one recursion under every Erlang formula: y = 1/B - 1, which is all sums of positive terms.

For whole agents y(n) = n/A + n(n-1)/A^2 + ..., so y(0) = 0 and y(k) = (1 + y(k-1)) k/A. For agents between whole
numbers it is the usual continuous extension, 1/B = A * integral of exp(-A t) (1 + t)^n over t > 0, which obeys the same
step.
"""

from __future__ import annotations

from math import ceil, exp, gamma, inf, lgamma, log, log1p, sqrt

import numpy as np

from supportops._formulas import Floats

__all__ = ["excess", "excesses", "log_inverse"]

_FORGOTTEN = 80.0
"""Below the load a step shrinks an error by k/A. After sqrt(80 A) of them less than exp(-40) of it is left."""
_FEW = 16
"""So few elements take less time one by one."""


def excess(load: float, agents: float) -> float:
    """Return 1/B - 1 for a load over 0; infinite where B is less than the smallest float.

    Args:
        load: erlangs, > 0.
        agents: >= 0, whole or not.

    Source: Jagers and van Doorn (1986) for the extension; the recursion is Erlang's (1917).

    Example:
        >>> excess(1.0, 1.0), excess(2.0, 2.0)
        (1.0, 1.5)
    """
    if agents > far(load):
        return inf
    k, y, steps = _start(load, agents)
    for _ in range(steps):
        k += 1.0
        y = k * (1.0 + y) / load
    return y


def excesses(load: Floats, agents: Floats) -> Floats:
    """Return `excess` of arrays of one shape, to the last bit."""
    if load.size <= _FEW:
        one_by_one = [excess(a, n) for a, n in zip(load.ravel().tolist(), agents.ravel().tolist(), strict=True)]
        return np.array(one_by_one, dtype=np.float64).reshape(load.shape)
    flat, wanted = load.ravel(), agents.ravel()
    k, y, steps = _starts(flat, wanted)
    # The longest first, so that those still running are one slice.
    order = np.argsort(-steps, kind="stable")
    a, k, y, running = flat[order], k[order], y[order], -steps[order]
    with np.errstate(over="ignore"):
        for step in range(-int(running[0])):
            m = int(np.searchsorted(running, -step))
            k[:m] += 1.0
            y[:m] = k[:m] * (1.0 + y[:m]) / a[:m]
    found = np.empty_like(y)
    found[order] = y
    found[wanted > flat + 40.0 * np.sqrt(flat) + 400.0] = inf
    return found.reshape(load.shape)


def log_inverse(load: float, agents: float) -> float:
    """Return ln(1/B), also where B itself is less than the smallest float."""
    steps = max(0, ceil(agents - far(load)))
    y = excess(load, agents - steps)
    while y == inf:
        # So far out the product below is all there is of it; a quarter of the way back y is still large.
        back = max(1, int((agents - steps - load) / 4))
        steps += back
        y = excess(load, agents - steps)
    if not steps:
        return log1p(y)
    reached = agents - steps
    return log1p(y) + lgamma(agents + 1.0) - lgamma(reached + 1.0) - steps * log(load)


def far(load: float) -> float:
    """Return a number of agents above which B is less than the smallest float."""
    return load + 40.0 * sqrt(load) + 400.0


def _start(load: float, agents: float) -> tuple[float, float, int]:
    """Return where the recursion may start, its value there, and how many steps are left."""
    # load - sqrt(over^2 + 80 load), without the difference of near numbers when the load is far over the agents.
    over = max(load - agents, 0.0)
    first = (min(agents, load) * (load + over) - _FORGOTTEN * load) / (load + sqrt(over * over + _FORGOTTEN * load))
    if first < 1.0:
        steps = int(agents)
        k = agents - steps
        return k, between(load, k) if k else 0.0, steps
    steps = ceil(agents - first)
    k = agents - steps
    return k, k / (load - k), steps


def _starts(load: Floats, agents: Floats) -> tuple[Floats, Floats, Floats]:
    over = np.maximum(load - agents, 0.0)
    with np.errstate(over="ignore"):
        below = np.minimum(agents, load) * (load + over) - _FORGOTTEN * load
        first = below / (load + np.sqrt(over * over + _FORGOTTEN * load))
    is_low = first < 1.0
    steps = np.where(is_low, np.floor(agents), np.ceil(agents - first))
    steps[agents > load + 40.0 * np.sqrt(load) + 400.0] = 0.0
    k = agents - steps
    y = np.where(is_low, 0.0, k / np.where(is_low, 1.0, load - k))
    for i in np.flatnonzero(is_low & (k > 0.0) & (k < 1.0)).tolist():
        y[i] = between(float(load[i]), float(k[i]))
    return k, y, steps


def between(load: float, agents: float) -> float:
    """Return 1/B - 1 for less than one agent: agents * exp(A) A^-n Gamma(n, A), with Gamma the upper incomplete one.

    Source: DLMF 8.9.2 (Legendre's continued fraction, contracted), 8.7.1 for a load under 1.
    """
    if load < 1.0:
        term = total = load / (agents + 1.0)
        k = 1.0
        while term > total * 1e-17:
            k += 1.0
            term *= load / (agents + k)
            total += term
        # For next to no agents the difference is all rounding, and must not fall under 0.
        return max(exp(load - agents * log(max(load, 1e-300))) * gamma(agents + 1.0) - total - 1.0, 0.0)
    terms = 12 + ceil(90.0 / load)
    tail = load + 2 * terms + 1.0 - agents
    for k in range(terms, 0, -1):
        tail = load + 2 * k - 1.0 - agents - k * (k - agents) / tail
    return agents / tail
