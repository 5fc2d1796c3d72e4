"""The policies by ticket type."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta

from supportops.calendar import AnyCalendar
from supportops.errors import DomainError, near
from supportops.presets.lean.promises import PRIORITIES, PROMISES, TicketType
from supportops.sla import PolicySet, Select, SlaPolicy

__all__ = ["sla_policies"]

_INCIDENT = "outage_or_critical_bug"


def sla_policies(
    calendar: AnyCalendar,
    *,
    around_the_clock: Sequence[str] = (),
    incidents_override: bool = True,
    others: SlaPolicy | None = None,
) -> PolicySet:
    """Return a policy for each ticket type; the type is the ticket's category.

    Every priority of a type has the same targets, as the source promises by type. Warning levels, pauses and
    reopening are the library's defaults: the source prints none.

    Args:
        calendar: the desk's hours.
        around_the_clock: the types that are measured around the clock, for example
            ("outage_or_critical_bug",). None by default: the source does not say.
        incidents_override: a P0 has the promise of an outage whatever its category.
        others: the policy of tickets of another category, or of none. Without it the choice of a policy for
            such a ticket raises NoMatchError.

    Raises:
        DomainError: `around_the_clock` names no ticket type.

    Source: SaaS support system design, table of ticket types ("P0 incidents override all other SLAs").

    Example:
        >>> from datetime import UTC, datetime
        >>> from supportops.calendar import ALWAYS_OPEN
        >>> from supportops.tickets import Created, TicketHistory
        >>> noon = datetime(2026, 3, 2, 12, tzinfo=UTC)
        >>> asked = Created(at=noon, priority="P1", category="billing_and_access")
        >>> print(sla_policies(ALWAYS_OPEN).evaluate(TicketHistory(ticket_id="1", events=(asked,)), at=noon))
        ticket 1 at 2026-03-02T12:00:00+00:00 under billing_and_access
          first_response #1: running, undecided, due 2026-03-02T13:00:00+00:00
          resolution #1: running, undecided, due 2026-03-03T12:00:00+00:00
    """
    always = (around_the_clock,) if isinstance(around_the_clock, str) else tuple(around_the_clock)
    for name in always:
        if name not in PROMISES:
            raise DomainError(f"{name!r} is no ticket type; {near(name, PROMISES)}")
    policies = {name: _policy(kind, calendar, always=name in always) for name, kind in PROMISES.items()}
    entries = [Select(policy, category=name) for name, policy in policies.items()]
    if others is not None:
        entries.append(Select(others))
    override = Select(policies[_INCIDENT], priority=PRIORITIES.label(1)) if incidents_override else None
    return PolicySet(*entries, override=override)


def _policy(kind: TicketType, calendar: AnyCalendar, *, always: bool) -> SlaPolicy:
    return SlaPolicy(
        name=kind.name,
        calendar=calendar,
        scale=PRIORITIES,
        targets=dict.fromkeys(PRIORITIES, _row(kind)),
        around_the_clock=tuple(PRIORITIES) if always else (),
    )


def _row(kind: TicketType) -> Mapping[str, timedelta]:
    row = {kind.response_metric: kind.response, "update": kind.update, "resolution": kind.resolution}
    return {metric: amount for metric, amount in row.items() if amount is not None}
