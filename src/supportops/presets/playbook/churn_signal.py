"""A high-value account that files one top ticket after the other."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from supportops._instants import to_us
from supportops._model import Model
from supportops.errors import DomainError
from supportops.presets._account import check_account, looked_back
from supportops.presets.table import load
from supportops.tickets import TicketHistory
from supportops.triage._names import Instant
from supportops.vocabulary import P0_TO_P4, Scale

__all__ = ["CsmAlert", "TopTicket", "csm_alert"]

[_RULE] = load("churn_signal_rule").rows


class TopTicket(Model):
    """A ticket that speaks for the alert."""

    ticket_id: str
    priority: str
    created: Instant


class CsmAlert(Model):
    """What the customer success manager of an account is told.

    Attributes:
        action: as printed.
        at: when it was looked for.
        value: of the account.
        tickets: the evidence, oldest first.
    """

    action: str
    at: Instant
    value: float
    tickets: tuple[TopTicket, ...]

    def __str__(self) -> str:
        filed = ", ".join(f"{one.ticket_id} ({one.priority}, {one.created:%Y-%m-%d})" for one in self.tickets)
        return f"{self.action}: {filed}"


def csm_alert(
    histories: Sequence[TicketHistory],
    *,
    value: float,
    threshold: float,
    at: datetime,
    count: int = 2,
    window: str | timedelta = "30 days",
    priority: str = str(_RULE["priority"]),
    scale: Scale = P0_TO_P4,
) -> CsmAlert | None:
    """Return the alert that a high-value account files several top tickets, or None when it does not.

    A ticket counts when it was created in the window and its priority at `at` is `priority` or a more urgent one. One
    that was merged into another or cancelled does not, one that is resolved does.

    Args:
        histories: the tickets of one account; what happened after `at` is not read.
        value: of the account, >= 0, in the unit of `threshold`.
        threshold: from which value on an account is of high value, >= 0. Not printed, so there is no default.
        at: when to look back from.
        count: from how many tickets on, >= 1. The source only says "multiple".
        window: how far to look back, > 0; a ticket created exactly so long ago still counts. Not printed; 30 days is
            the window of another source, for escalations.
        priority: the mildest priority that counts. P1 is the second of `scale`; P0 counts as well.
        scale: of the tickets' priorities.

    Raises:
        DomainError: a value, threshold, count or window outside its range, a ticket given twice, a priority that is not
            on the scale.
        NaiveDatetimeError: `at` has no zone.

    Source: The Product Builder's Playbook, chapter 27, Support + Customer Success Integration.

    Example:
        >>> from datetime import UTC
        >>> from supportops.tickets import Created
        >>> monday = datetime(2026, 3, 2, 9, tzinfo=UTC)
        >>> filed = [
        ...     TicketHistory(ticket_id=name, events=(Created(at=monday, priority=priority),))
        ...     for name, priority in (("7", "P1"), ("8", "P0"), ("9", "P2"))
        ... ]
        >>> print(csm_alert(filed, value=120_000, threshold=50_000, at=monday))
        alert the CSM, treat as churn signal: 7 (P1, 2026-03-02), 8 (P0, 2026-03-02)
        >>> csm_alert(filed, value=12_000, threshold=50_000, at=monday) is None
        True
    """
    _check_money("value", value)
    _check_money("threshold", threshold)
    check_account(histories, count)
    seen = looked_back(at, window)
    mildest = scale.rank(priority)
    found = [ticket for ticket, rank in _filed(histories, at, seen, scale) if rank <= mildest]
    if value < threshold or len(found) < count:
        return None
    tickets = tuple(sorted(found, key=lambda one: (one.created, one.ticket_id)))
    return CsmAlert(action=str(_RULE["action"]), at=at, value=value, tickets=tickets)


def _filed(
    histories: Sequence[TicketHistory], at: datetime, seen: range, scale: Scale
) -> Iterator[tuple[TopTicket, int]]:
    for history in histories:
        if to_us(history.created.at) not in seen:
            continue
        state = history.state(at=at)
        if state.merged_into is None and state.cancelled is None:
            ticket = TopTicket(ticket_id=history.ticket_id, priority=state.priority, created=history.created.at)
            yield ticket, scale.rank(state.priority)


def _check_money(name: str, amount: float) -> None:
    if not 0 <= amount < math.inf:
        raise DomainError(f"{name} is {amount!r}; it is 0 or more and finite", field=name, value=amount)
