"""How tickets stood at an instant, from their histories or from states that were kept."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import TypeAlias

from supportops._instants import MICROSECOND, to_us
from supportops.calendar import AnyCalendar
from supportops.durations import parse_elapsed
from supportops.errors import DomainError
from supportops.tickets import TicketHistory, TicketState

__all__ = ["Ticket", "passed", "positive", "states_at", "unfinished"]

Ticket: TypeAlias = TicketHistory | TicketState
"""A history, or a state of it that was kept."""


def states_at(tickets: Iterable[Ticket], at: datetime) -> list[TicketState]:
    """Return the states at an instant, without the tickets that came later; a kept state stays as it is."""
    end = to_us(at)
    return [
        ticket if isinstance(ticket, TicketState) else ticket.state(at=at)
        for ticket in tickets
        if to_us(ticket.created_at if isinstance(ticket, TicketState) else ticket.created.at) <= end
    ]


def unfinished(tickets: Iterable[Ticket], at: datetime) -> list[TicketState]:
    """Return the states of the tickets that are not over."""
    return [state for state in states_at(tickets, at) if not state.is_over]


def passed(start: datetime, at: datetime, calendar: AnyCalendar | None) -> timedelta:
    """Return the time between two instants: open time of a calendar, all time without one."""
    # Two datetimes of one zone are subtracted by their wall times, which is wrong over a change of the clocks.
    return MICROSECOND * (to_us(at) - to_us(start)) if calendar is None else calendar.between(start, at)


def positive(amount: str | timedelta, name: str, *, field: str = "") -> timedelta:
    """Return an amount of time that must be more than none; `field` is the error's, where it is not the name."""
    try:
        parsed = parse_elapsed(amount)
    except DomainError as error:
        raise DomainError(f"{name}: {error}", field=field or name, value=amount) from None
    if parsed <= timedelta(0):
        message = f"{name} is {amount!r}; it is more than no time, for example '24h'"
        raise DomainError(message, field=field or name, value=amount)
    return parsed
