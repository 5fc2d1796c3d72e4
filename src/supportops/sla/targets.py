"""What was promised: an amount of open time or of business days, and how it was derived."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from fractions import Fraction
from typing import Annotated

from pydantic import AfterValidator

from supportops._frozen import FrozenMap
from supportops._instants import us_of
from supportops.durations import Amount, BusinessDays, format_duration

__all__ = ["Target", "Targets", "scaled"]

Row = Annotated[Mapping[str, Amount | None], AfterValidator(FrozenMap)]
Targets = Annotated[Mapping[str, Row], AfterValidator(FrozenMap)]
"""Priority -> metric -> amount; None promises nothing."""


@dataclass(frozen=True, slots=True)
class Target:
    """A promised amount and where it comes from.

    Attributes:
        duration: open time, or business days.
        derivation: in words, for example "P1 4h x 0.5 (tier Enterprise)".
    """

    duration: timedelta | BusinessDays
    derivation: str


def scaled(amount: timedelta | BusinessDays, factor: float) -> timedelta | BusinessDays:
    """Return an amount times a tier's factor.

    Open time is exact, rounded half to even to the microsecond; business days are rounded up to whole days.

    Args:
        amount: open time or business days.
        factor: > 0, read as the decimal it is written as.

    Source: Support Operations skill pack, SLA by customer tier: target = base x multiplier.

    Example:
        >>> scaled(timedelta(minutes=15), 0.5), scaled(BusinessDays(5), 0.5)
        (datetime.timedelta(seconds=450), BusinessDays(3))
    """
    exact = Fraction(str(factor))
    if isinstance(amount, BusinessDays):
        return BusinessDays(math.ceil(exact * amount.n), until=amount.until)
    return timedelta(microseconds=round(exact * us_of(amount)))


def described(amount: timedelta | BusinessDays) -> str:
    """Return an amount as the text it would be written as in a policy."""
    return str(amount) if isinstance(amount, BusinessDays) else format_duration(amount)
