"""The policy that measures what a plan promises."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Literal

from supportops.calendar import AnyCalendar
from supportops.errors import DomainError
from supportops.presets.playbook.plans import Plan, plan_named
from supportops.presets.playbook.priorities import TARGETS
from supportops.sla import SlaPolicy
from supportops.vocabulary import P0_TO_P4

__all__ = ["plan_policy"]

_CRITICAL = "P0"


def plan_policy(
    plan: Plan | str,
    calendar: AnyCalendar,
    *,
    response: Literal["plan", "strictest"] = "plan",
    best_effort: Literal["excluded", "measured"] = "excluded",
    around_the_clock: Sequence[str] = (),
    name: str = "",
) -> SlaPolicy:
    """Return the policy of a plan for P0 to P4: first response and resolution.

    A P0 has the plan's critical response, every other priority its first response; the resolution is one for all.
    What the plan does not promise is not promised.

    Args:
        plan: one of `PLANS`, or its name.
        calendar: the support hours of the plan, for example of `PLANS["premium"].coverage`. All amounts are
            measured in them.
        response: "plan": the plan's responses; "strictest": the priority's of `TARGETS` where it is shorter.
        best_effort: a first response that is best effort is no promise ("excluded"), or is measured as if it
            were one ("measured").
        around_the_clock: the priorities that are measured around the clock, for example ("P0",).
        name: shown in reports; the plan's name when left out.

    Raises:
        DomainError: there is no such plan, or an option is none of its words.

    Source: The Product Builder's Playbook, chapter 27, SLA Tier Comparison Table.

    Example:
        >>> from supportops.calendar import BusinessCalendar
        >>> desk = BusinessCalendar(zone="Europe/London", hours="Mon-Fri 09:00-17:00")
        >>> for response in ("plan", "strictest"):
        ...     policy = plan_policy("standard", desk, response=response)
        ...     print(policy.target(priority="P0", metric="first_response").duration)
        4:00:00
        0:15:00
    """
    _check("response", response, ("plan", "strictest"))
    _check("best_effort", best_effort, ("excluded", "measured"))
    given = plan_named(plan) if isinstance(plan, str) else plan
    is_promised = given.is_committed or best_effort == "measured"
    targets = {
        priority: {
            "first_response": _response(given, priority, response) if is_promised else None,
            "resolution": given.resolution,
        }
        for priority in P0_TO_P4
    }
    return SlaPolicy(
        name=name or f"The Product Builder's Playbook, plan {given.name}",
        calendar=calendar,
        scale=P0_TO_P4,
        targets=targets,
        around_the_clock=around_the_clock,
    )


def _response(plan: Plan, priority: str, rule: str) -> timedelta | None:
    of_plan = plan.critical_response if priority == _CRITICAL else plan.first_response
    of_priority = TARGETS[priority]["first_response"]
    if rule == "strictest" and of_plan is not None and isinstance(of_priority, timedelta):
        return min(of_plan, of_priority)
    return of_plan


def _check(name: str, given: str, allowed: tuple[str, ...]) -> None:
    if given not in allowed:
        raise DomainError(f"{name} is {given!r}; allowed: {', '.join(map(repr, allowed))}")
