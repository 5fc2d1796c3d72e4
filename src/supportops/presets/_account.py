"""The tickets of one account, looked back on from an instant."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import datetime, timedelta

from supportops._instants import us_of
from supportops.durations import parse_elapsed
from supportops.errors import DomainError
from supportops.tickets import TicketHistory
from supportops.triage._checked import instant_us

__all__ = ["check_account", "looked_back"]


def check_account(histories: Sequence[TicketHistory], count: int) -> None:
    """Refuse a ticket that is given twice, which would count twice, and a count below 1."""
    twice = [ticket for ticket, given in Counter(history.ticket_id for history in histories).items() if given > 1]
    if twice:
        message = f"ticket {twice[0]!r} is given more than once; give each history of the account once"
        raise DomainError(message, field="histories", value=twice[0])
    if type(count) is not int or count < 1:
        raise DomainError(f"count is {count!r}; give a whole number of 1 or more", field="count", value=count)


def looked_back(at: datetime, window: str | timedelta) -> range:
    """Return the microseconds of the window that ends at `at`; both ends are in it."""
    length = parse_elapsed(window)
    if length <= timedelta(0):
        raise DomainError(
            f"window is {window!r}; give more than 0, for example '30 days'", field="window", value=window
        )
    end = instant_us(at, "at")
    return range(end - us_of(length), end + 1)
