"""What a ticket is about, and what stands behind it, to priority and owners."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from supportops.errors import DomainError, near
from supportops.presets.lean.promises import PRIORITIES, PROMISES
from supportops.triage import DecisionTable, Rule

__all__ = ["TICKET_TYPES", "ticket_types"]

_CONDITIONS = {
    "outage_or_critical_bug": "many_users_impacted",
    "billing_and_access": "paid_user_blocked",
    "onboarding_and_how_to": "launch_deadline",
    "creator_or_affiliate_tracking": "payout_impacted",
}
_RAISED = "onboarding_and_how_to"
"""Its printed priority holds without the condition; that of the others holds with it."""


def ticket_types(*, fallback_priority: Mapping[str, str] | None = None, inferred: bool = True) -> DecisionTable:
    """Return the table of ticket types: type and one fact about it -> priority and owner, a tuple of names.

    Three types have their printed priority only under a condition, and onboarding has a higher one before a launch.
    What holds otherwise is not printed. It is inferred here: one rank lower without the condition, one rank higher
    before a launch. The notes of the rules say which are inferred.

    Args:
        fallback_priority: type to the priority of its branch that is not printed, if not the inferred one.
        inferred: whether the other branches are inferred. Otherwise they have no answer, as in the source.

    Raises:
        DomainError: a type without such a branch, or a priority that is none of `PRIORITIES`.

    Source: SaaS support system design, table of ticket types.

    Example:
        >>> facts = {"ticket_type": "billing_and_access", "paid_user_blocked": False}
        >>> TICKET_TYPES.decide(facts).output["priority"]
        'P2'
        >>> ticket_types(fallback_priority={"billing_and_access": "P3"}).decide(facts).output["priority"]
        'P3'
    """
    given = dict(fallback_priority or {})
    for name in given:
        if name not in _CONDITIONS:
            raise DomainError(
                f"{name!r} is no ticket type whose priority has a condition; {near(name, _CONDITIONS)}",
                field="fallback_priority", value=name, allowed=tuple(_CONDITIONS),
            )  # fmt: skip
    stated = {name: PRIORITIES.label(PRIORITIES.rank(label)) for name, label in given.items()}
    chosen = ({name: _inferred(name) for name in _CONDITIONS} if inferred else {}) | stated
    return DecisionTable(
        name="Ticket types" if chosen else "Ticket types, as printed",
        hit_policy="unique",
        inputs={"ticket_type": tuple(PROMISES), **dict.fromkeys(_CONDITIONS.values(), "boolean")},
        rules=tuple(rule for name in PROMISES for rule in _rules(name, chosen.get(name), is_stated=name in stated)),
    )


def _inferred(name: str) -> str:
    return PRIORITIES.label(PRIORITIES.rank(PROMISES[name].priority) + (-1 if name == _RAISED else 1))


def _rules(name: str, other: str | None, *, is_stated: bool) -> Iterator[Rule]:
    printed, condition, holds = PROMISES[name], _CONDITIONS.get(name), name != _RAISED
    when: dict[str, str | bool] = {"ticket_type": name}
    if condition is not None:
        when[condition] = holds
    yield Rule(name, when, {"priority": printed.priority, "owner": printed.owners}, f"printed: {printed.condition}")
    if condition is not None and other is not None:
        answer = {"priority": other, "owner": printed.owners}
        how = "stated" if is_stated else f"inferred: one rank {'lower' if holds else 'higher'}"
        yield Rule(f"{name}/{'otherwise' if holds else condition}", {**when, condition: not holds}, answer, how)


TICKET_TYPES = ticket_types()
"""Type and one fact about it -> priority and owner, with the branches that are not printed inferred.

What each type is promised is in `PROMISES`.

Source: SaaS support system design, table of ticket types; see `ticket_types` for what is inferred.

Example:
    >>> decision = TICKET_TYPES.decide({"ticket_type": "creator_or_affiliate_tracking", "payout_impacted": True})
    >>> decision.output["priority"], decision.output["owner"]
    ('P1', ('support', 'partnerships_ops'))
"""
