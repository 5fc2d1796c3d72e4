"""Reports as a table, written out column by column: what `evaluate_many` gives for the same tickets."""

from __future__ import annotations

import numpy as np

from supportops._instants import to_us, us_of
from supportops.sla.table import SlaTable, TicketFacts
from supportops.tickets import TextColumn

NAT = np.iinfo(np.int64).min


def instants(values):
    return np.array([NAT if at is None else to_us(at) for at in values], dtype=np.int64).view("datetime64[us]")


def amounts(values):
    return np.array([NAT if a is None else us_of(a) for a in values], dtype=np.int64).view("timedelta64[us]")


def facts_of(histories, at):
    states = [history.state(at=at) for history in histories]
    columns = {
        name: TextColumn.of(getattr(state, name) for state in states)
        for name in ("priority", "tier", "channel", "category", "group")
    }
    return TicketFacts(
        ticket=TextColumn.of(history.ticket_id for history in histories),
        created=instants(history.created.at for history in histories),
        status=TextColumn.of(str(state.status_category) for state in states),
        **columns,
    )


def table_of(histories, policy, *, at):
    """Return the table of some histories under a policy at an instant."""
    reports = [policy.evaluate(history, at=at) for history in histories]
    rows = [(number, timer) for number, report in enumerate(reports) for timer in report.timers]
    timers = [timer for _, timer in rows]
    return SlaTable(
        ticket=TextColumn.of(reports[number].ticket_id for number, _ in rows),
        metric=TextColumn.of(timer.metric for timer in timers),
        cycle=np.array([timer.cycle for timer in timers], dtype=np.int32),
        **{
            name: amounts(getattr(timer, name) for timer in timers)
            for name in ("target", "elapsed", "paused", "remaining", "overdue")
        },
        **{
            name: instants(getattr(timer, name) for timer in timers)
            for name in ("due", "breached_at", "started", "stopped")
        },
        stage=TextColumn.of(timer.stage for timer in timers),
        state=TextColumn.of(str(timer.state) for timer in timers),
        verdict=TextColumn.of(str(timer.verdict) for timer in timers),
        reason=TextColumn.of(timer.reason for timer in timers),
        tickets=facts_of(histories, at),
        ticket_rows=np.array([number for number, _ in rows], dtype=np.int32),
        at=instants([at] * len(reports)),
        policy_name=policy.name,
    )
