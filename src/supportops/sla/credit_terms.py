"""What a contract pays back when a promise is broken: terms, bands, exclusions and the period."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from decimal import Context, Decimal
from itertools import pairwise
from typing import Annotated, Any, ClassVar, Literal

from pydantic import AwareDatetime, BeforeValidator, Field, model_validator

from supportops._instants import to_us
from supportops._model import Model
from supportops.errors import ConfigurationError
from supportops.sla._months import month_of
from supportops.sla.calendars import Words

__all__ = ["EXACT", "CreditBand", "CreditExclusion", "CreditTerms", "Period", "percent_of"]

EXACT = Context(prec=60)
"""What amounts are worked out in, whatever the program around has set."""

_MAX_DIGITS = 12
_KEYS = ("tickets", "categories", "priorities", "tiers", "metrics", "timer_reasons")
_SHOWN = 5


def _decimal(given: object) -> object:
    # A float is read as the decimal it is written as: 0.05 is five percent, to the cent.
    return Decimal(repr(float(given))) if isinstance(given, float) else given


Share = Annotated[Decimal, BeforeValidator(_decimal), Field(ge=0, le=1, max_digits=_MAX_DIGITS)]
Money = Annotated[Decimal, BeforeValidator(_decimal), Field(ge=0, max_digits=_MAX_DIGITS)]


class Period(Model):
    """A contract period `[start, end)`: what happens at `end` belongs to the next one.

    Args:
        start: its first instant.
        end: the first instant after it.
        name: for example "March 2026".

    Example:
        >>> from datetime import UTC, datetime
        >>> march = Period(datetime(2026, 3, 1, tzinfo=UTC), datetime(2026, 4, 1, tzinfo=UTC), name="March 2026")
        >>> print(march)
        March 2026
        >>> Period.month(2026, 3) == march.model_copy(update={"name": "2026-03"})
        True
    """

    start: AwareDatetime
    end: AwareDatetime
    name: str = ""

    def __init__(self, start: datetime, end: datetime, *, name: str = "") -> None:
        super().__init__(start=start, end=end, name=name)

    __init__.__pydantic_base_init__ = True  # type: ignore[attr-defined]

    @classmethod
    def month(cls, year: int, month: int, *, zone: str = "UTC") -> Period:
        """Return a calendar month of a zone, named as in ISO 8601. Its instants are UTC.

        It begins when the date in that zone changes, whatever the clocks do that night.

        Args:
            year: 1 to 9999.
            month: 1 to 12.
            zone: IANA name of the contract's time zone.

        Raises:
            DomainError: no such month.
            ConfigurationError: no such zone; the message has the near matches.
            HorizonError: the first or the last month that a datetime can hold.

        Example:
            >>> march = Period.month(2026, 3, zone="Europe/Berlin")
            >>> print(march, march.start.isoformat(), march.end.isoformat())
            2026-03 2026-02-28T23:00:00+00:00 2026-03-31T22:00:00+00:00
        """
        start, end = month_of(year, month, zone)
        return cls(start, end, name=f"{year:04d}-{month:02d}")

    @model_validator(mode="after")
    def _check(self) -> Period:
        if to_us(self.end) <= to_us(self.start):
            raise ValueError(f"the period ends at {self.end.isoformat()}, which is not after {self.start.isoformat()}")
        return self

    def __str__(self) -> str:
        return self.name or f"{self.start.isoformat()} to {self.end.isoformat()}"


class CreditBand(Model):
    """What is paid back from an attainment on, as a share of the fee.

    Example:
        >>> CreditBand(0.95, 0.05)
        CreditBand(at_least=Decimal('0.95'), credit=Decimal('0.05'))
    """

    at_least: Share
    credit: Share

    def __init__(self, at_least: Decimal | float | str, credit: Decimal | float | str) -> None:
        super().__init__(at_least=at_least, credit=credit)

    __init__.__pydantic_base_init__ = True  # type: ignore[attr-defined]

    @model_validator(mode="before")
    @classmethod
    def _read(cls, given: Any) -> Any:  # noqa: ANN401 - raw input
        if isinstance(given, tuple | list):
            if len(given) != 2:
                raise ValueError(f"a band is a pair (attainment at least, credit), got {given!r}")
            return {"at_least": given[0], "credit": given[1]}
        return given


class CreditExclusion(Model):
    """Timers that earn no credit: those that match every key given; a key that is left out matches anything.

    Args:
        reason: why, as the statement will say.
        tickets: ticket ids.
        categories: the ticket's topic. Categories, priorities and tiers are known to an `SlaTable` only.
        priorities: the ticket's priority at the evaluation.
        tiers: the customer's.
        metrics: of the timer.
        timer_reasons: why a timer was cancelled or superseded, as `Timer.reason` says.

    The statement says of each exclusion how many timers it took out, so that one that matches nothing is seen.

    Example:
        >>> print(CreditExclusion("feature requests are not covered", categories=("feature_request",)))
        feature requests are not covered (categories: feature_request)
    """

    reason: str = Field(min_length=1)
    tickets: Words = ()
    categories: Words = ()
    priorities: Words = ()
    tiers: Words = ()
    metrics: Words = ()
    timer_reasons: Words = ()

    def __init__(
        self,
        reason: str,
        *,
        tickets: str | Sequence[str] = (),
        categories: str | Sequence[str] = (),
        priorities: str | Sequence[str] = (),
        tiers: str | Sequence[str] = (),
        metrics: str | Sequence[str] = (),
        timer_reasons: str | Sequence[str] = (),
    ) -> None:
        super().__init__(
            reason=reason, tickets=tickets, categories=categories, priorities=priorities, tiers=tiers,
            metrics=metrics, timer_reasons=timer_reasons,
        )  # fmt: skip

    __init__.__pydantic_base_init__ = True  # type: ignore[attr-defined]

    @model_validator(mode="after")
    def _check(self) -> CreditExclusion:
        if not any(getattr(self, key) for key in _KEYS):
            raise ValueError(f"this excludes everything; give at least one of {', '.join(_KEYS)}")
        return self

    def __str__(self) -> str:
        given = ((key.replace("_", " "), getattr(self, key)) for key in _KEYS)
        return f"{self.reason} ({'; '.join(f'{key}: {_some(words)}' for key, words in given if words)})"


class CreditTerms(Model):
    """What a contract pays back, as shares of the period's fee.

    Give either `per_breach`: each breach earns that share, `min(cap, breaches * per_breach) * fee`; or `bands`: the
    attainment of the period earns the credit of the first band it reaches.

    Attributes:
        name: of the contract or plan.
        fee: what the period costs, >= 0. A float is read as the decimal it is written as.
        currency: three letters, for example "EUR".
        decimals: digits of the currency's smallest coin, 0 to 4.
        metrics: the metrics that count, at least one.
        per_breach: a share of the fee, 0 to 1.
        bands: pairs (attainment at least, credit), falling, the last from 0 on.
        cap: the largest credit of a period, a share of the fee, 0 to 1.
        unit: "timer": each timer counts, and a ticket that breaks two promises earns twice. "ticket": a ticket earns
            once, for its first breach of all; for an attainment its worst timer speaks.
        exclusions: what earns nothing and does not count for the attainment; the first that matches says why.
        minimum_tickets: with fewer tickets decided in the period nothing is paid.

    Raises:
        ConfigurationError: all faults at once.

    Source: The Product Builder's Playbook, chapter 27, SLA Tier Comparison Table (5 and 10 percent per breach). It
        names neither base nor cap nor the breaches that count: the base is the period's fee, the default cap all of it.

    Example:
        >>> terms = CreditTerms(name="Premium", fee="2000", currency="USD", metrics=("resolution",), per_breach=0.05)
        >>> terms.per_breach, terms.cap
        (Decimal('0.05'), Decimal('1'))
        >>> CreditTerms.model_validate_json(terms.model_dump_json()) == terms
        True
    """

    name: str
    fee: Money
    currency: str = Field(pattern=r"^[A-Z]{3}$")
    decimals: int = Field(default=2, ge=0, le=4, strict=True)
    metrics: Annotated[Words, Field(min_length=1)]
    per_breach: Share | None = None
    bands: tuple[CreditBand, ...] = ()
    cap: Share = Decimal(1)
    unit: Literal["timer", "ticket"] = "timer"
    exclusions: tuple[CreditExclusion, ...] = ()
    minimum_tickets: int = Field(default=0, ge=0, strict=True)
    yardsticks: ClassVar[frozenset[str]] = frozenset({"decimals", "per_breach", "bands"})

    @model_validator(mode="after")
    def _check(self) -> CreditTerms:
        faults = _band_faults(self.bands)
        if (self.per_breach is None) == (not self.bands):
            given = "neither" if self.per_breach is None else "both"
            faults.append(("per_breach", f"give either per_breach or bands, got {given}"))
        if self.fee != self.fee.quantize(self.money(1), context=EXACT):
            faults.append(("fee", f"{self.fee} {self.currency} is finer than {self.decimals} decimals; round it"))
        if faults:
            raise ConfigurationError(faults, what="CreditTerms")
        return self

    def money(self, coins: int) -> Decimal:
        """Return so many of the currency's smallest coins as an amount, with all its decimals.

        Example:
            >>> CreditTerms(name="A", fee=100, currency="EUR", metrics="resolution", per_breach=0.1).money(1250)
            Decimal('12.50')
        """
        return EXACT.scaleb(Decimal(coins), -self.decimals)

    def __str__(self) -> str:
        fee = f"{self.fee.quantize(self.money(1), context=EXACT)} {self.currency}"
        if self.per_breach is not None:
            of = f"for each breach of {', '.join(self.metrics)}" + (", once a ticket" if self.unit == "ticket" else "")
            return f"{percent_of(self.per_breach)} of {fee} {of}; at most {percent_of(self.cap)}"
        bands = ", ".join(f"{percent_of(band.credit)} from {percent_of(band.at_least)} on" for band in self.bands)
        each = "tickets" if self.unit == "ticket" else "timers"
        return (
            f"{bands} of {fee} by the attainment of {', '.join(self.metrics)} in {each}; at most {percent_of(self.cap)}"
        )


def percent_of(share: Decimal) -> str:
    """Return a share as a percentage with all its digits.

    Example:
        >>> percent_of(Decimal("0.1250"))
        '12.5 %'
    """
    return f"{EXACT.normalize(EXACT.multiply(share, 100)):f} %"


def _some(words: tuple[str, ...]) -> str:
    more = len(words) - _SHOWN
    return ", ".join(words[:_SHOWN]) + (f" and {more} more" if more > 0 else "")


def _band_faults(bands: tuple[CreditBand, ...]) -> list[tuple[str, str]]:
    faults = []
    for number, (band, below) in enumerate(pairwise(bands), start=1):
        if below.at_least >= band.at_least:
            message = f"begins at {below.at_least}, not below {band.at_least} of the band before; sort them, each once"
            faults.append((f"bands[{number}]", message))
        if below.credit < band.credit:
            message = f"pays {below.credit}, less than the {band.credit} of a better attainment"
            faults.append((f"bands[{number}]", message))
    if bands and bands[-1].at_least != 0:
        faults.append(("bands", f"an attainment below {bands[-1].at_least} has no band; let the last begin at 0"))
    return faults
