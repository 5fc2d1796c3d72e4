"""Whether a bound is met on paper: decided in 60 digits where a float is too near to the border to tell."""

from __future__ import annotations

from decimal import Context, Decimal, localcontext
from fractions import Fraction
from math import ceil, isqrt

__all__ = ["EXCEEDED", "asa_ratio", "blocking_ratio", "is_met", "late_ratio"]

EXCEEDED = 1.0 + 1e-9
"""A bound is exceeded for certain, or met for certain, by floats that differ by more than this."""
_DIGITS = Context(prec=60)
_MET = Decimal("1e-40")
"""What is met on paper differs only by rounding at the 60th digit."""
_FORGOTTEN = 300
"""As in `_excess`, for exp(-150)."""


def is_met(ratio: Decimal) -> bool:
    """Return whether what is reached is at most what is allowed, their ratio given."""
    return ratio <= 1 + _MET


def late_ratio(load: Fraction, agents: int, *, times: Fraction, allowed: Fraction) -> Decimal:
    """Return C exp(-(n - A) t) over what is allowed, t in handle times."""
    with localcontext(_DIGITS):
        spare = to_decimal(agents - load)
        return _must_wait(load, agents) * (-spare * to_decimal(times)).exp() / to_decimal(allowed)


def asa_ratio(load: Fraction, agents: int, *, asa: Fraction) -> Decimal:
    """Return the mean wait C / (n - A) over what is allowed, in handle times."""
    with localcontext(_DIGITS):
        return _must_wait(load, agents) / to_decimal((agents - load) * asa)


def blocking_ratio(load: Fraction, agents: int, *, blocking: Fraction) -> Decimal:
    """Return Erlang's B over what is allowed."""
    with localcontext(_DIGITS):
        return 1 / (1 + excess(load, agents)) / to_decimal(blocking)


def excess(load: Fraction, agents: int) -> Decimal:
    """Return 1/B - 1 by the recursion of `_excess`, in the digits of the context."""
    over = max(ceil(load) - agents, 0)
    first = int(load) - isqrt(over * over + _FORGOTTEN * ceil(load)) - 1
    offered = to_decimal(load)
    k = max(first, 0)
    y = k / (offered - k)
    for step in range(k + 1, agents + 1):
        y = step * (1 + y) / offered
    return y


def _must_wait(load: Fraction, agents: int) -> Decimal:
    return agents / (agents + to_decimal(agents - load) * excess(load, agents))


def to_decimal(value: Fraction) -> Decimal:
    """Return a fraction in the digits of the context."""
    return Decimal(value.numerator) / Decimal(value.denominator)
