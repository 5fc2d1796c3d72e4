"""Erlang's formulas in 50 digits, from their integrals; nothing of the library is imported.

1/B is the integral of exp(-u) (1 + u/A)^n, for whole and real n alike. In a queue with patience, the wait of a customer
who never leaves has the density lambda exp(g(v)) / D with g(v) = lambda (1 - exp(-theta v)) / theta - n mu v. All
figures are integrals of it: incomplete gamma functions.
"""

from __future__ import annotations

from typing import Any

import mpmath

__all__ = ["asa", "blocking", "impatient", "late", "log_blocking", "p_wait"]

Real = Any
DIGITS = 50


def inverse_blocking(load: float, agents: float) -> Real:
    a, n = mpmath.mpf(load), mpmath.mpf(agents)
    return mpmath.exp(a - n * mpmath.log(a)) * mpmath.gammainc(n + 1, a)


def blocking(load: float, agents: float) -> Real:
    with mpmath.workdps(DIGITS):
        return 1 / inverse_blocking(load, agents)


def log_blocking(load: float, agents: float) -> float:
    with mpmath.workdps(DIGITS):
        return float(-mpmath.log(inverse_blocking(load, agents)))


def p_wait(load: float, agents: float) -> Real:
    """Return C = n B / (n - A (1 - B)) for agents over the load."""
    with mpmath.workdps(DIGITS):
        b, a, n = blocking(load, agents), mpmath.mpf(load), mpmath.mpf(agents)
        return n * b / (n - a * (1 - b))


def late(load: float, agents: float, times: Real) -> Real:
    """Return the share that waits longer than so many handle times."""
    with mpmath.workdps(DIGITS):
        return p_wait(load, agents) * mpmath.exp(-(mpmath.mpf(agents) - mpmath.mpf(load)) * times)


def asa(load: float, agents: float) -> Real:
    """Return the mean wait in handle times."""
    with mpmath.workdps(DIGITS):
        return p_wait(load, agents) / (mpmath.mpf(agents) - mpmath.mpf(load))


def lower_gamma(s: Real, x: Real) -> Real:
    """Return the integral of w^(s-1) exp(-w) from 0 to x, by its series of positive terms."""
    term = total = 1 / s
    k = 0
    while k < x - s or term > total * mpmath.eps:
        k += 1
        term *= x / (s + k)
        total += term
    return mpmath.exp(s * mpmath.log(x) - x) * total


def impatient(load: float, agents: float, patience: float, within: float) -> dict[str, float]:
    """Return the figures of a queue with patience, times in handle times; digits are added for what cancels."""
    with mpmath.workdps(DIGITS + 30):
        rate, n, bearing, t = (mpmath.mpf(x) for x in (load, agents, patience, within))
        theta, a, y = 1 / bearing, n * bearing, rate * bearing
        start = y * mpmath.exp(-theta * t)

        def weight(power: int, top: Real) -> Real:
            # The integral of exp(g(v)) exp(-power theta v) over the v from which on y exp(-theta v) is under `top`.
            return bearing * mpmath.exp(y - (a + power) * mpmath.log(y)) * lower_gamma(a + power, top)

        total = inverse_blocking(load, agents - 1) + rate * weight(0, y)
        served, served_later = rate * weight(1, y) / total, rate * weight(1, start) / total
        at_once = inverse_blocking(load, agents - 1) / total
        virtual_later = rate * weight(0, start) / total
        gone = 1 - at_once - served
        later = mpmath.exp(-theta * t) * virtual_later
        in_time = at_once + served - served_later
        gone_in_time = gone - (later - served_later)
        found = {
            "p_wait": 1 - at_once, "p_abandon": gone, "mean_wait": gone * bearing,
            "occupancy": rate * (1 - gone) / n, "offered": in_time, "wait": 1 - later,
            "net": in_time / (1 - gone_in_time),
        }  # fmt: skip
        return {name: float(value) for name, value in found.items()}
