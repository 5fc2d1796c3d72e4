"""The ticket of the demo when nobody answers: its promise in danger starts a ladder, and the rota says who that is."""

from __future__ import annotations

from datetime import date, datetime

from supportops.presets import skill
from supportops.report.amounts import moment
from supportops.report.demo import DEMO_AT, demo_policy, demo_ticket
from supportops.report.section import Table
from supportops.report.text import table_lines
from supportops.triage import LIFECYCLE, OnCall, Page, Rota, follow_history

__all__ = ["escalated_ticket"]

_ZONE = "Europe/London"
_SEVERITY = "SEV2"
_STATES = {"open": "in_progress", "pending": "waiting_customer"}


def escalated_ticket() -> str:
    """Return who is told when the answer that is owed does not come; the same every time.

    Example:
        >>> print(escalated_ticket().splitlines()[0])
        What may happen to ticket 4711 now
    """
    alarm = _alarm()
    pages = _on_call().resolve(skill.ESCALATION[_SEVERITY].plan(alarm))
    followed = follow_history(demo_ticket(), at=DEMO_AT, states=_STATES)
    state = followed.replay.state
    told = f"If the next response is still owed at {moment(alarm)}, it is red, and the {_SEVERITY} ladder starts"
    lines = [
        *_titled("What may happen to ticket 4711 now"),
        f"It is {state}, and may: {', '.join(LIFECYCLE.allowed(state))}.",
        "",
        *_titled("Who is told if nobody answers"),
        f"{told}:",
        *table_lines(Table(("when", "role", "person"), tuple(map(_row, pages)), "lll")),
    ]
    return "\n".join(lines)


def _alarm() -> datetime:
    report = demo_policy().evaluate(demo_ticket(), at=DEMO_AT)
    [owed] = [timer for timer in report.timers if timer.is_live and timer.metric == "next_response"]
    red = owed.stages["red"]
    assert red is not None, "the answer is still owed, so its stages lie ahead"
    return red


def _on_call() -> OnCall:
    def rota(name: str, *people: str) -> Rota:
        return Rota(name=name, people=people, zone=_ZONE, start=date(2026, 1, 5))

    return OnCall(
        {
            "l3_engineer": [rota("engineers", "Robin", "Sam", "Noor")],
            "engineering_manager": [rota("managers", "Alex", "Kim")],
            "vp_engineering": [rota("executives", "Jo", "Max")],
        }
    )


def _row(page: Page) -> tuple[str, str, str]:
    at = page.notification.at.astimezone(DEMO_AT.tzinfo)
    return moment(at), page.notification.role, page.person or f"nobody: {page.reason.partition(';')[0]}"


def _titled(title: str) -> tuple[str, str]:
    return title, "-" * len(title)
