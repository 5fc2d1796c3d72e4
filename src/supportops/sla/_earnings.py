"""What breaches or an attainment earn under a contract's terms, in whole coins."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from typing import Literal

from supportops.sla.credit_statement import CreditLine
from supportops.sla.credit_terms import CreditTerms, percent_of

__all__ = ["Earnings", "earnings"]


Line = tuple[Literal["attainment", "cap", "minimum"], str, int]


@dataclass(frozen=True, slots=True)
class Earnings:
    """The amount of each breach, the other lines, and their sum."""

    amounts: tuple[Decimal, ...]
    lines: tuple[CreditLine, ...]
    total: Decimal


def earnings(terms: CreditTerms, breaches: int, *, met: int, decided: int, tickets: int) -> Earnings:
    """Return what so many breaches earn, or an attainment of `met` of `decided`.

    Coins are added as whole numbers, so that no setting of the decimal module can change a sum.
    """
    if terms.per_breach is None:
        amounts, lines = [0] * breaches, _of_bands(terms, met, decided)
    else:
        amounts, lines = _of_breaches(terms, breaches)
    if tickets < terms.minimum_tickets:
        text = f"Fewer than {terms.minimum_tickets} tickets were decided ({tickets}): nothing is paid"
        taken = -sum(amounts) - sum(coins for _, _, coins in lines)
        lines.append(("minimum", text, taken))
    return Earnings(
        amounts=tuple(map(terms.money, amounts)),
        lines=tuple(CreditLine(kind=kind, text=text, amount=terms.money(coins)) for kind, text, coins in lines),
        total=terms.money(sum(amounts) + sum(coins for _, _, coins in lines)),
    )


def _of_breaches(terms: CreditTerms, breaches: int) -> tuple[list[int], list[Line]]:
    each = Fraction(terms.per_breach or 0)
    sums = [_coins(terms, number * each) for number in range(breaches + 1)]
    amounts = [after - before for before, after in pairwise(sums)]
    return amounts, [_cap(terms, sums[-1])] if breaches * each > Fraction(terms.cap) else []


def _of_bands(terms: CreditTerms, met: int, decided: int) -> list[Line]:
    if not decided:
        return [("attainment", "Nothing was decided in the period, so there is no attainment", 0)]
    band = next(band for band in terms.bands if Fraction(met, decided) >= Fraction(band.at_least))
    earned = _coins(terms, Fraction(band.credit))
    text = f"Attainment {met} of {decided}, at least {percent_of(band.at_least)}: {percent_of(band.credit)} of the fee"
    return [("attainment", text, earned), *([_cap(terms, earned)] if band.credit > terms.cap else [])]


def _cap(terms: CreditTerms, earned: int) -> Line:
    return ("cap", f"Cap: at most {percent_of(terms.cap)} of the fee", _coins(terms, Fraction(terms.cap)) - earned)


def _coins(terms: CreditTerms, share: Fraction) -> int:
    """Return a share of the fee, rounded half to even to the currency's smallest coin."""
    return round(share * Fraction(terms.fee) * Fraction(10) ** terms.decimals)
