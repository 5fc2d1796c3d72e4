"""The ticket of the demo before its clocks start: what it is about, how urgent it is, who takes it, and why."""

from __future__ import annotations

from textwrap import wrap

from supportops.presets import skill
from supportops.report.demo import demo_ticket
from supportops.triage import Agent, AssignmentState, QueuedTicket, assign, categorise, load_balanced, route

__all__ = ["triaged_ticket"]

_WIDTH = 110
_FORM = {
    "system_wide_outage": False,
    "revenue_or_data_at_risk": True,
    "core_functionality_blocked": True,
    "how_to_or_feature_request": False,
}
_SUBJECT = "Card payments of our shop fail with an API error"
_AGENTS = (
    Agent("Robin", skills={"L3 Engineering"}, level="L3", capacity=4),
    Agent("Sam", skills={"L3 Engineering"}, level="L3", capacity=4),
    Agent("Kim", skills={"account_management"}, level="L1", capacity=8),
)
_LOAD = {"Robin": 1.0, "Sam": 3.0, "Kim": 2.0}


def triaged_ticket() -> str:
    """Return how the ticket of the demo got its category, its priority and its agent; the same every time.

    Example:
        >>> print(triaged_ticket().splitlines()[0])
        Ticket 4711 comes in: "Card payments of our shop fail with an API error"
    """
    ticket, facts = demo_ticket(), {"subject": _SUBJECT, **_FORM}
    about = categorise(facts, skill.KEYWORDS)
    decision = skill.TRIAGE_TREE.decide(facts)
    routing = route({"category": about.category}, skill.ROUTES, busy={"api_integration"})
    queued = QueuedTicket(
        ticket.ticket_id,
        priority=ticket.created.priority,
        created=ticket.created.at,
        skill=routing.target,
        level=routing.target_level,
    )
    given = assign(queued, _AGENTS, load_balanced(by="spare"), AssignmentState(load=_LOAD), at=ticket.created.at)
    parts = (
        f'Ticket {ticket.ticket_id} comes in: "{_SUBJECT}"',
        _titled("What it is about", str(about)),
        _titled("How urgent it is", str(decision)),
        _titled("Where it goes", str(routing)),
        _titled("Who takes it", str(given)),
    )
    return "\n\n".join(parts)


def _titled(title: str, text: str) -> str:
    lines = (wrapped for line in text.splitlines() for wrapped in wrap(line, _WIDTH, subsequent_indent="    "))
    return "\n".join([title, "-" * len(title), *lines])
