"""Signals of support that customer success should hear of."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import Literal

from supportops._model import Model
from supportops.presets._account import check_account, looked_back
from supportops.presets._read import by, number
from supportops.presets.table import load
from supportops.tickets import Escalated, TicketHistory
from supportops.triage import DecisionTable, Rule
from supportops.triage._names import Instant
from supportops.vocabulary import L0_TO_L3

__all__ = ["CS_HANDOFFS", "AccountEscalation", "RepeatedEscalations", "multiple_escalations"]

_ROWS = by("signal", load("cs_handoff_triggers"))
_WINDOW = timedelta(days=number(_ROWS["multiple_escalations"]["window_days"]))

CS_HANDOFFS = DecisionTable(
    name="Support to customer success",
    hit_policy="unique",
    inputs={"signal": tuple(_ROWS)},
    rules=tuple(
        Rule(signal, {"signal": signal}, {"handoff": str(row["handoff_type"]), "urgency": str(row["urgency"])})
        for signal, row in _ROWS.items()
    ),
)
"""Signal -> {handoff, urgency}: why the account goes to customer success, and how soon.

The signals: multiple_escalations, executive_complaint, churn_mention, expansion_interest, champion_departure,
negative_csat_trend, major_incident_impact and feature_blocker. The urgency is immediate, high or medium; how many
hours that is, is not printed. `multiple_escalations` finds the first of them in the tickets of an account.

Source: Support Operations skill pack, Support-to-CS Handoff Triggers.

Example:
    >>> CS_HANDOFFS.decide({"signal": "champion_departure"}).output
    Record({'handoff': 'relationship_risk', 'urgency': 'high'})
"""


class AccountEscalation(Model):
    """One escalation of one ticket of an account."""

    ticket_id: str
    at: Instant
    level: str


class RepeatedEscalations(Model):
    """A signal for customer success: an account whose tickets went up again and again.

    Attributes:
        signal: the input of `CS_HANDOFFS`.
        at: when it was looked for.
        escalations: the evidence, oldest first.
    """

    signal: Literal["multiple_escalations"] = "multiple_escalations"
    at: Instant
    escalations: tuple[AccountEscalation, ...]

    def __str__(self) -> str:
        ways = (f"{one.ticket_id} to {one.level} on {one.at:%Y-%m-%d}" for one in self.escalations)
        return f"{self.signal}: {', '.join(ways)}"


def multiple_escalations(
    histories: Sequence[TicketHistory], *, at: datetime, count: int = 2, window: str | timedelta = _WINDOW
) -> RepeatedEscalations | None:
    """Return the signal that an account's tickets escalated several times, or None when they did not.

    Every `Escalated` event counts, also two of one ticket, except one that hands the ticket back down the levels L0 to
    L3 or leaves it where it is. A ticket begins at L1. A level that is not among these, such as "manager", is up.

    Args:
        histories: the tickets of one account; what happened after `at` is not read.
        at: when to look back from.
        count: from how many escalations on, >= 1. The source only says "multiple".
        window: how far to look back, > 0; an escalation exactly so long ago still counts. 30 days as printed.

    Raises:
        DomainError: a ticket given twice, a count below 1, or a window that is not above 0.
        NaiveDatetimeError: `at` has no zone.

    Source: Support Operations skill pack, Support-to-CS Handoff Triggers.

    Example:
        >>> from datetime import UTC
        >>> from supportops.tickets import Created
        >>> monday = datetime(2026, 3, 2, 9, tzinfo=UTC)
        >>> up = (Escalated(at=monday, level="L2"), Escalated(at=monday + timedelta(days=3), level="L3"))
        >>> history = TicketHistory(ticket_id="7", events=(Created(at=monday, priority="P2"), *up))
        >>> signal = multiple_escalations([history], at=monday + timedelta(days=30))
        >>> print(signal)
        multiple_escalations: 7 to L2 on 2026-03-02, 7 to L3 on 2026-03-05
        >>> CS_HANDOFFS.decide({"signal": signal.signal}).output["handoff"]
        'at_risk_account'
    """
    check_account(histories, count)
    seen = looked_back(at, window)
    found = [
        AccountEscalation(ticket_id=history.ticket_id, at=event.at, level=event.level)
        for history in histories
        for event in _ways_up(history)
        if event.at_us in seen
    ]
    if len(found) < count:
        return None
    return RepeatedEscalations(at=at, escalations=tuple(sorted(found, key=lambda one: (one.at, one.ticket_id))))


def _ways_up(history: TicketHistory) -> Iterator[Escalated]:
    level = "L1"
    for event in history.events:
        if isinstance(event, Escalated):
            if _is_up(level, event.level):
                yield event
            level = event.level


def _is_up(source: str, target: str) -> bool:
    if source not in L0_TO_L3 or target not in L0_TO_L3:
        return source != target and target not in L0_TO_L3
    return L0_TO_L3.rank(target) < L0_TO_L3.rank(source)
