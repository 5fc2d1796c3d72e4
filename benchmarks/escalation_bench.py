"""A thousand tickets on the published ladders over 240 minutes: the simulations, and who is due.

A plain loop over the published table must give the same answers for every ticket before anything is timed.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from benchmarks._rows import rate

from supportops.presets import skill
from supportops.triage import Acknowledged, EscalationPolicy, EscalationSet, SeverityChanged, Triggered

TICKETS, MINUTES, WANTED_S = 1_000, 240, 0.05
START = datetime(2026, 3, 1, 2, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
ROLES = {
    "SEV1": ("on_call_engineer", "vp_engineering", "cto", "ceo", "board_update"),
    "SEV2": ("l3_engineer", "engineering_manager", "vp_engineering", "cto"),
    "SEV3": ("l2_specialist", "l3_engineer", "engineering_manager"),
    "SEV4": ("l1_agent", "l2_specialist"),
    "SEV5": ("l1_agent",),
}
OFFSETS = (0, 30, 60, 120, 240)

Alert = tuple[str, int | None, int | None, str]
"""A severity, the minutes of a change and of an acknowledgement, if any, and the severity after the change."""


def lines() -> Iterator[str]:
    """Yield one row a figure, and one for both together."""
    alerts = [made(number) for number in range(TICKETS)]
    policies = EscalationSet(skill.ESCALATION)
    events = [story(number, alert) for number, alert in enumerate(alerts)]
    check(policies, alerts, events)
    ladders = [policies.policies[severity] for severity, *_ in alerts]
    simulated = 1 / rate(lambda: [ladder.simulate(MINUTES) for ladder in ladders], 1, repeats=9)
    due = 1 / rate(lambda: [policies.due(end(number), found) for number, found in enumerate(events)], 1, repeats=9)
    yield row(f"simulate({MINUTES}), {TICKETS:,} tickets", simulated)
    yield row(f"due after {MINUTES} minutes, {TICKETS:,} tickets", due)
    yield row("escalation plan, both", simulated + due)


def made(number: int) -> Alert:
    """Return the alert of a ticket: every third changes its severity, every second is acknowledged."""
    severities = tuple(ROLES)
    change = None if number % 3 else 1 + number % 90
    ack = 95 + number % 140 if number % 2 else None
    return severities[number % 5], change, ack, severities[number // 3 % 5]


def story(number: int, alert: Alert) -> list[Triggered | SeverityChanged | Acknowledged]:
    """Return the events of an alert; each ticket starts a minute after the one before."""
    start, (severity, change, ack, after) = START + number * MINUTE, alert
    return [
        Triggered(start, severity),
        *([] if change is None else [SeverityChanged(start + change * MINUTE, after)]),
        *([] if ack is None else [Acknowledged(start + ack * MINUTE)]),
    ]


def end(number: int) -> datetime:
    """Return the instant that a ticket is asked for."""
    return START + (number + MINUTES) * MINUTE


def check(
    policies: EscalationSet, alerts: list[Alert], events: list[list[Triggered | SeverityChanged | Acknowledged]]
) -> None:
    """Stop when an answer is another than that of the plain loop."""
    for number, (alert, found) in enumerate(zip(alerts, events, strict=True)):
        start = START + number * MINUTE
        told = [((each.at - start) // MINUTE, each.role) for each in policies.due(end(number), found)]
        if told != plain(alert):
            raise SystemExit(f"ticket {number}, {alert}: {told}, and not {plain(alert)}")
        ladder: EscalationPolicy = policies.policies[alert[0]]
        if list(ladder.simulate(MINUTES)) != plain((alert[0], None, None, "")):
            raise SystemExit(f"{alert[0]} is simulated as {ladder.simulate(MINUTES)}")


def plain(alert: Alert) -> list[tuple[int, str]]:
    """Return minute and role, found minute by minute."""
    severity, change, ack, after = alert
    told: list[tuple[int, str]] = []
    for minute in range(MINUTES + 1):
        if ack is not None and minute > ack:
            break
        told += [(minute, role) for offset, role in zip(OFFSETS, ROLES[severity], strict=False) if offset == minute]
        if minute == change and after != severity:
            severity, known = after, {role for _, role in told}
            passed = zip(OFFSETS, ROLES[severity], strict=False)
            told += [(minute, role) for offset, role in passed if offset <= minute and role not in known]
    return told


def row(name: str, seconds: float) -> str:
    """Return a row of milliseconds, with its mark."""
    mark = "ok  " if seconds < WANTED_S else "MISS"
    return f"{mark} {name:<34} {seconds * 1000:>13,.1f} ms   wanted {WANTED_S * 1000:,.0f} ms"
