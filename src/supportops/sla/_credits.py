"""What a contract pays back for the breaches of a period."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from decimal import Decimal

import numpy as np

from supportops._frozen import FrozenMap
from supportops._instants import MICROSECOND, from_us
from supportops.errors import DomainError, NoMatchError, near
from supportops.sla._columns import MISSING, Rows, TimerColumns, Timers, columns_of
from supportops.sla._credit_choice import Choice, chosen
from supportops.sla._earnings import earnings
from supportops.sla._outcomes import OUTCOMES
from supportops.sla._units import units_of
from supportops.sla.credit_statement import CreditRow, CreditStatement
from supportops.sla.credit_terms import CreditTerms, Period

__all__ = ["credits", "credits_by_customer"]

_SHOWN = 3


def credits(  # noqa: A001 - the domain's word
    timers: Timers, *, terms: CreditTerms, period: Period | tuple[datetime, datetime], customer: str = ""
) -> CreditStatement:
    """Return what one contract pays back for a period.

    A breach belongs to the period in which the promised time ran out, whenever somebody noticed; a kept promise to
    the period of its stop. So consecutive periods share no breach and leave none out. A cancelled timer that had
    breached counts. Amounts are exact decimals; the total is rounded once, half to even, and each breach earns
    what the running sum grows by, so that the rows add up to the cent.

    Args:
        timers: the table of `evaluate_many`, or reports, one for each ticket. All of them are this contract's. To tile
            several periods, evaluate them all at one instant: a reopened ticket may turn a kept promise into a breach.
        terms: what is paid back.
        period: `Period`, or a pair of aware datetimes (start, end), the end not in it.
        customer: who gets the statement.

    Raises:
        NoMatchError: a metric of the terms, or of one of their exclusions, is not measured in these timers.
        DomainError: an exclusion asks for a fact that reports do not carry.
        ConfigurationError: the period ends before it begins.

    Source: The Product Builder's Playbook, chapter 27, SLA Tier Comparison Table: min(cap, breaches x share) x fee.

    Example:
        >>> from datetime import UTC
        >>> terms = CreditTerms(name="Premium", fee=2000, currency="USD", metrics=("resolution",), per_breach=0.05)
        >>> march = Period(datetime(2026, 3, 1, tzinfo=UTC), datetime(2026, 4, 1, tzinfo=UTC))
        >>> credits((), terms=terms, period=march).total
        Decimal('0.00')
    """
    columns = columns_of(timers)
    _check_metrics(columns, [terms])
    return _statement(columns, np.arange(len(columns.cycle)), terms, _period(period), customer)


def credits_by_customer(
    timers: Timers,
    *,
    terms: CreditTerms | Mapping[str, CreditTerms],
    period: Period | tuple[datetime, datetime],
    customers: Mapping[str, str],
) -> Mapping[str, CreditStatement]:
    """Return a statement for each customer, sorted by name: each has its own fee, cap and attainment.

    Args:
        timers: as for `credits`.
        terms: the terms of all customers, or by customer. A customer with terms and without tickets gets a statement
            of zero.
        period: as for `credits`.
        customers: the customer of each ticket, by ticket id; ids that are not in the timers are ignored.

    Raises:
        NoMatchError: as for `credits`.
        DomainError: a ticket without a customer, or a customer without terms: no money is left out silently.
    """
    columns, when = columns_of(timers), _period(period)
    names, codes = columns.names.labels, np.unique(columns.names.codes)
    tickets = [names[code] for code in codes.tolist()]
    _check_customers(tickets, customers, terms)
    owners = sorted({*(customers[ticket] for ticket in tickets), *(terms if isinstance(terms, Mapping) else ())})
    by_owner = {owner: terms[owner] if isinstance(terms, Mapping) else terms for owner in owners}
    _check_metrics(columns, by_owner.values())
    numbers = {owner: number for number, owner in enumerate(owners)}
    owner_of = np.zeros(len(names), dtype=np.intp)
    owner_of[codes] = [numbers[customers[ticket]] for ticket in tickets]
    found = owner_of[columns.names.codes]
    order = np.argsort(found, kind="stable")
    ends = np.searchsorted(found[order], np.arange(1, len(owners)))
    rows = np.split(order, ends) if owners else []
    return FrozenMap(
        {
            owner: _statement(columns, own_rows, by_owner[owner], when, owner)
            for owner, own_rows in zip(owners, rows, strict=True)
        }
    )


def _check_metrics(columns: TimerColumns, terms: Iterable[CreditTerms]) -> None:
    measured = columns.metric.counts()
    for where, metric in dict.fromkeys(pair for own in terms for pair in _metrics(own)):
        if measured and metric not in measured:
            raise NoMatchError(f"{where}{metric!r} is not measured in these timers; {near(metric, measured)}")


def _metrics(terms: CreditTerms) -> Iterator[tuple[str, str]]:
    """Yield each metric that the terms name, and where they do if not as their own."""
    yield from (("", metric) for metric in terms.metrics)
    for number, exclusion in enumerate(terms.exclusions):
        yield from ((f"exclusions[{number}].metrics: ", metric) for metric in exclusion.metrics)


def _check_customers(
    tickets: list[str], customers: Mapping[str, str], terms: CreditTerms | Mapping[str, CreditTerms]
) -> None:
    without = [ticket for ticket in tickets if ticket not in customers]
    if without:
        shown = ", ".join(map(repr, without[:_SHOWN])) + (", ..." if len(without) > _SHOWN else "")
        raise DomainError(f"{len(without)} tickets have no customer: {shown}; add them to customers")
    if isinstance(terms, Mapping):
        for ticket in tickets:
            if customers[ticket] not in terms:
                raise DomainError(f"customer {customers[ticket]!r} has no terms; {near(customers[ticket], terms)}")


def _period(given: Period | tuple[datetime, datetime]) -> Period:
    return given if isinstance(given, Period) else Period(*given)


def _statement(columns: TimerColumns, rows: Rows, terms: CreditTerms, period: Period, customer: str) -> CreditStatement:
    choice = chosen(columns, rows, terms, period)
    met, breached, tickets = _decided(columns, choice, terms)
    earned = earnings(terms, len(choice.earning), met=met, decided=met + breached, tickets=tickets)
    evaluated = columns.at[np.unique(columns.ticket[rows])]
    as_of = from_us(int(evaluated.min())) if len(evaluated) else None
    earning, excluded = choice.earning.tolist(), choice.excluded.tolist()
    nothing = terms.money(0)
    return CreditStatement(
        terms=terms,
        period=period,
        customer=customer,
        breaches=tuple(_row(columns, row, amount) for row, amount in zip(earning, earned.amounts, strict=True)),
        excluded=tuple(_row(columns, row, nothing, why) for row, why in zip(excluded, choice.reasons, strict=True)),
        lines=earned.lines,
        total=earned.total,
        met=met,
        breached=breached,
        tickets=tickets,
        excluded_met=choice.excluded_met,
        exclusion_counts=choice.exclusion_counts,
        as_of=as_of,
        is_final=as_of is None or as_of >= period.end,
    )


def _decided(columns: TimerColumns, choice: Choice, terms: CreditTerms) -> tuple[int, int, int]:
    """Return what was met and breached, in the unit of the terms, and how many tickets these are."""
    rows = np.concatenate([choice.met, choice.breached])
    units = units_of(columns, rows, terms.unit)
    breached = int((units.outcome == OUTCOMES.index("breached")).sum())
    return len(units.outcome) - breached, breached, len(np.unique(units.ticket))


def _row(columns: TimerColumns, row: int, amount: Decimal, reason: str = "") -> CreditRow:
    target, due = int(columns.target[row]), int(columns.due[row])
    return CreditRow(
        ticket=columns.names[row] or "",
        metric=columns.metric[row] or "",
        cycle=int(columns.cycle[row]),
        target=None if target == MISSING else MICROSECOND * target,
        due=None if due == MISSING else from_us(due),
        breached_at=from_us(int(columns.breached_at[row])),
        overdue=MICROSECOND * max(int(columns.overdue[row]), 0),
        amount=amount,
        reason=reason,
    )
