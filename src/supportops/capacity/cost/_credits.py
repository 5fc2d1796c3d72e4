"""What promises that may yet be broken may cost."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Context, Decimal, localcontext
from fractions import Fraction

from supportops._formulas import Number, broadcast, checked, number
from supportops.capacity.cost._amounts import as_float

__all__ = ["credits_at_risk"]

_SIXTY_DIGITS = Context(prec=60)


def credits_at_risk(
    probability: Number | Sequence[float], *, credit: Number | Sequence[float], cap: float | None = None
) -> float:
    """Return the credits that are to be expected of timers that still run.

    The sum of probability * credit over the timers, at most the cap. The cap is taken of the mean, so with a cap
    the answer is never too low: breaches that come together are paid less than those that come alone.

    Args:
        probability: that each timer breaches, 0..1.
        credit: what its breach pays back, >= 0: one amount, or one a timer.
        cap: the most that is paid back in all, >= 0; None: no cap.

    Returns:
        Money, rounded once: the numbers are read as decimals. No timers: 0.

    Raises:
        DomainError: a probability outside 0..1, a negative amount, or lists of different lengths, or a sum that is
            larger than a float can be.

    Source: the mean of a sum is the sum of the means, also of breaches that come together; no published item.

    Example:
        >>> credits_at_risk([0.9, 0.5, 0.1], credit=100)
        150.0
        >>> credits_at_risk([0.9, 0.5, 0.1], credit=100, cap=120)
        120.0
    """
    most = None if cap is None else number(cap, "cap", at_least=0)
    chances, amounts = broadcast(
        probability=checked(probability, "probability", at_least=0, at_most=1),
        credit=checked(credit, "credit", at_least=0),
    )
    pairs = zip(chances.ravel().tolist(), amounts.ravel().tolist(), strict=True)
    with localcontext(_SIXTY_DIGITS):
        total = as_float(Fraction(sum((Decimal(repr(each)) * Decimal(repr(pays)) for each, pays in pairs), Decimal(0))))
    return total if most is None else min(total, most)
