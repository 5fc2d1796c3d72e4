"""The same question to the batch and to the clock of each ticket; the answers have to be the same."""

from datetime import datetime

import numpy as np

from supportops._instants import MICROSECOND, to_us
from supportops.errors import SupportOpsError
from supportops.sla import PolicySet, evaluate_many
from supportops.tickets import EventTable

AMOUNTS = ("target", "elapsed", "paused", "remaining", "overdue")
INSTANTS = ("due", "breached_at", "started", "stopped")
TEXTS = ("stage", "state", "verdict", "reason")


def in_columns(table):
    """Return every row of a table by ticket, metric and cycle, in the table's order."""
    rows = {}
    for i in range(len(table)):
        key = table.ticket[i], table.metric[i], int(table.cycle[i])
        numbers = {name: getattr(table, name)[i] for name in (*AMOUNTS, *INSTANTS)}
        row = {name: None if np.isnat(value) else int(value.astype("i8")) for name, value in numbers.items()}
        rows[key] = row | {name: getattr(table, name)[i] for name in TEXTS}
    assert len(rows) == len(table)
    return rows


def one_by_one(policy, history, at):
    """Return the timers of one ticket in the same form, or the error that there is."""
    try:
        report = policy.evaluate(history, at=at)
    except SupportOpsError as error:
        return str(error)
    rows = {}
    for timer in report.timers:
        row = {name: getattr(timer, name) for name in (*AMOUNTS, *INSTANTS)}
        row = {name: None if value is None else _whole(value) for name, value in row.items()}
        texts = {name: getattr(timer, name) for name in TEXTS}
        rows[history.ticket_id, timer.metric, timer.cycle] = row | {
            name: None if text is None else str(text) for name, text in texts.items()
        }
    return rows


def _whole(value):
    return to_us(value) if isinstance(value, datetime) else value // MICROSECOND


def check(policy, tickets, at):
    """Compare a batch with the tickets one by one; `at` is one instant, or one for each."""
    instants = at if isinstance(at, list) else [at] * len(tickets)
    array = np.array([to_us(instant) for instant in instants], dtype=np.int64).view("M8[us]")
    found = evaluate_many(EventTable.from_histories(tickets), policy, at=array if isinstance(at, list) else at)
    rows, rejected = in_columns(found), {each.ticket: each.reason for each in found.rejected}
    wanted = {}
    for history, instant in zip(tickets, instants, strict=True):
        answer = one_by_one(policy, history, instant)
        if isinstance(answer, str):
            assert rejected.pop(history.ticket_id) in answer
        else:
            wanted |= answer
    assert not rejected
    # Metrics that only an earlier policy of a set measured come last in both, in an order that says nothing.
    assert sorted(rows) == sorted(wanted)
    assert isinstance(policy, PolicySet) or list(rows) == list(wanted)
    for key, row in wanted.items():
        assert not [(key, name, rows[key][name], value) for name, value in row.items() if rows[key][name] != value]
