"""What is saved by tickets that need not be written, and by tickets that take less time."""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction

from supportops._shown import Grid, InGrid
from supportops.capacity.cost._amounts import amount, as_float, share
from supportops.capacity.steps import Explanation, Step, shown

__all__ = ["Saving", "fcr_saving", "handle_time_saving", "self_service"]


@dataclass(frozen=True, slots=True)
class Saving(InGrid):
    """What a change saves in the period that its inputs are of.

    Attributes:
        tickets: that need no agent any more.
        gross: what they would have cost.
        investment: what the change costs in the same period.
        net: gross less investment; an amount of money. Some sources call it the return.
        roi: net / investment; a ratio. None without an investment.
    """

    tickets: float
    gross: float
    investment: float
    net: float
    roi: float | None
    steps: tuple[Step, ...] = field(default=(), repr=False, compare=False)

    def explain(self) -> Explanation:
        """Return how the saving came about."""
        return Explanation("Saving", self.steps)

    def _grid(self) -> Grid:
        names = ("tickets", "gross", "investment", "net", "roi")
        return Grid("Saving", ("what", "value"), [(name, shown(getattr(self, name))) for name in names], right=(1,))


def self_service(*, visits: float, deflection_rate: float, cost_per_ticket: float, investment: float = 0) -> Saving:
    """Return what self-service saves: visits * deflection_rate tickets at their cost, less the investment.

    Two published versions differ: one takes the investment off, the other does not. Here `gross` is before it and `net`
    after it; the ratio `roi` is ours.

    Args:
        visits: to the knowledge base, or questions to a chatbot, in a period, >= 0.
        deflection_rate: share of them that would have been a ticket and is none, 0..1.
        cost_per_ticket: >= 0.
        investment: of the same period, >= 0.

    Raises:
        DomainError: an input outside its range.

    Source: Support Operations skill pack, Key Formulas > Self-Service ROI (net), and Knowledge Base & Self-Service
        Strategy > Measuring Self-Service ROI (gross).

    Example:
        >>> saving = self_service(visits=10_000, deflection_rate=0.35, cost_per_ticket=15, investment=20_000)
        >>> saving.tickets, saving.gross, saving.net, saving.roi
        (3500.0, 52500.0, 32500.0, 1.625)
    """
    tickets = amount(visits, "visits") * share(deflection_rate, "deflection_rate")
    step = Step("tickets", "visits x deflection rate", as_float(tickets))
    return _saving(tickets, amount(cost_per_ticket, "cost_per_ticket"), amount(investment, "investment"), step)


def handle_time_saving(cost_per_ticket: float, reduction: float) -> float:
    """Return what a ticket costs less when its handle time is a share shorter: cost_per_ticket * reduction.

    The cost is taken to follow the handle time, which holds where the time freed goes to other tickets.

    Args:
        cost_per_ticket: >= 0.
        reduction: share of the handle time, 0..1.

    Returns:
        Money for each ticket.

    Raises:
        DomainError: an input outside its range.

    Source: Support Operations skill pack, Workforce Management & Capacity Planning > Cost Per Ticket Analysis.

    Example:
        >>> handle_time_saving(12.5, 0.1)
        1.25
    """
    return as_float(amount(cost_per_ticket, "cost_per_ticket") * share(reduction, "reduction"))


def fcr_saving(*, tickets: float, gain: float, cost_per_ticket: float) -> Saving:
    """Return what a better first contact resolution saves: tickets * gain follow-ups at their cost.

    Each ticket that is solved at the first contact is taken to save one ticket that would have followed.

    Args:
        tickets: of a period, >= 0.
        gain: rise of the rate, 0..1: 0.05 from 70 % to 75 %.
        cost_per_ticket: >= 0.

    Raises:
        DomainError: an input outside its range.

    Source: Support Operations skill pack, Workforce Management & Capacity Planning > Cost Per Ticket Analysis.

    Example:
        >>> fcr_saving(tickets=6_000, gain=0.05, cost_per_ticket=12.5)
        Saving(tickets=300.0, gross=3750.0, investment=0.0, net=3750.0, roi=None)
    """
    avoided = amount(tickets, "tickets") * share(gain, "gain")
    step = Step("tickets", "tickets x gain, one follow-up each", as_float(avoided))
    return _saving(avoided, amount(cost_per_ticket, "cost_per_ticket"), Fraction(0), step)


def _saving(tickets: Fraction, cost: Fraction, investment: Fraction, first: Step) -> Saving:
    gross = tickets * cost
    net = gross - investment
    roi = as_float(net / investment) if investment else None
    steps = (
        first,
        Step("gross", f"tickets x {shown(as_float(cost))} each", as_float(gross)),
        Step("net", f"gross - investment of {shown(as_float(investment))}", as_float(net)),
        Step("roi", "net / investment" if investment else "no investment, no ratio", roi),
    )
    return Saving(as_float(tickets), as_float(gross), as_float(investment), as_float(net), roi, steps)
