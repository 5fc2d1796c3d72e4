"""SLA reports one by one. There is no peer, so the bare bisect loop of the same run says how fast the machine is.

The wanted rates were set on a machine whose bare loop made 0.9 million calls a second.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields
from datetime import datetime, timedelta
from operator import attrgetter
from random import Random

from benchmarks._rows import rate
from benchmarks.calendar_bench import DESK, FEW, ZONE, BareTable, aware, tickets

from supportops.sla import SlaPolicy, SlaReport, Timer
from supportops.tickets import AnyEvent, Assignment, Created, FieldChange, Message, StatusChange, TicketHistory
from supportops.vocabulary import P1_TO_P5, Party

POLICY = SlaPolicy(
    name="bench",
    calendar=DESK,
    scale=P1_TO_P5,
    targets={"P2": {"resolution": "8h", "requester_wait": "12h", "agent_work": "6h"}},
    around_the_clock=("P1",),
    tiers={"Enterprise": 0.5, "Business": 1.0, "Free": 4.0},
)
REPORTS = 400


def history(events: int, seed: int) -> TicketHistory:
    """Return a ticket whose events of every kind are spread over two working days; its timers stay live."""
    random = Random(seed)
    at = datetime(2026, 3, 2, 9, tzinfo=ZONE) + timedelta(minutes=random.randrange(60))
    found: list[AnyEvent] = [Created(at=at, priority="P2", tier="Business")]
    for number in range(events - 1):
        at += timedelta(seconds=random.randrange(1, 120_000 // events))
        found.append(_event(number, at))
    return TicketHistory(ticket_id=str(seed), events=tuple(found))


def _event(number: int, at: datetime) -> AnyEvent:
    kinds: Sequence[AnyEvent] = (
        Assignment(at=at, agent=f"agent {number}"),
        Message(at=at, by=Party.AGENT),
        StatusChange(at=at, to="pending"),
        Message(at=at, by=Party.REQUESTER),
        StatusChange(at=at, to="open"),
        FieldChange(at=at, field="category", to="billing"),
        Message(at=at, by=Party.AGENT, public=False),
    )
    return kinds[number % len(kinds)]


ALL_FIELDS = attrgetter(*(field.name for field in fields(Timer)))


def read(report: SlaReport) -> list[object]:
    """Read the next check and every field of every timer, its stages among them."""
    return [report.next_check, *(ALL_FIELDS(timer) for timer in report.timers)]


def reports(events: int) -> float:
    """Return reports a second over many different tickets with three live timers."""
    found = [history(events, seed) for seed in range(REPORTS)]
    ends = [one.events[-1].at + timedelta(hours=1) for one in found]
    live = [timer for timer in POLICY.evaluate(found[0], at=ends[0]).timers if timer.is_live]
    assert len(live) == 3
    pairs = list(zip(found, ends, strict=True))

    def read_all() -> None:
        for one, at in pairs:
            read(POLICY.evaluate(one, at=at))

    return rate(read_all, REPORTS, repeats=15)


def lines() -> list[str]:
    """Return the rates, beside the bare loop of the same run: no peer gives such a report."""
    starts, ends = (aware(values) for values in tickets(FEW))
    bare, pairs = BareTable(), list(zip(starts, ends, strict=True))
    loop = rate(lambda: [bare.between(a, b) for a, b in pairs], FEW)
    found = []
    for events, wanted in ((10, 8_000), (100, 1_500)):
        ours = reports(events)
        mark = "ok  " if ours >= wanted else "MISS"
        name = f"SLA report, 3 timers, {events} events"
        beside = f"bare bisect loop             {loop:>12,.0f}/s   x {ours / loop:>9.4f}"
        found.append(f"{mark} {name:<34} {ours:>13,.0f}/s   {beside}   wanted {wanted:,}/s")
    return found
