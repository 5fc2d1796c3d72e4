"""The targets by priority, and the policy that measures them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Literal

from supportops._frozen import FrozenMap
from supportops.calendar import ALWAYS_OPEN, AnyCalendar
from supportops.durations import BusinessDays
from supportops.errors import DomainError
from supportops.presets._read import by, days, minutes
from supportops.presets.skill.exceptions import PAUSES
from supportops.presets.skill.stages import STAGES
from supportops.presets.skill.tiers import TIER_FACTORS, printed_tables
from supportops.presets.table import Row, load
from supportops.sla import CalendarRule, PauseRule, SlaPolicy
from supportops.vocabulary import P1_TO_P5

__all__ = ["CALENDAR_HOURS", "TARGETS", "sla_policy"]

Amount = timedelta | BusinessDays

CALENDAR_HOURS = ("P1", "P2", "P3", "P4")
"""For `sla_policy(around_the_clock=...)`: the variant in which all hours are hours of the clock on the wall.

Only then is no priority due before a more urgent one; see the notes of the table "sla_targets_by_priority".
"""


def _row(row: Row) -> Mapping[str, Amount | None]:
    resolution = minutes(row["resolution_minutes"]) or days(row["resolution_business_days"])
    response, update = minutes(row["first_response_minutes"]), minutes(row["update_every_minutes"])
    return FrozenMap({"first_response": response, "update": update, "resolution": resolution})


TARGETS: Mapping[str, Mapping[str, Amount | None]] = FrozenMap(
    {priority: _row(row) for priority, row in by("priority", load("sla_targets_by_priority")).items()}
)
"""Priority -> metric -> amount. A P5 is updated when its status changes, so no interval is promised.

Source: Support Operations skill pack, SLA by Priority Level.
"""


def sla_policy(
    calendar: AnyCalendar,
    *,
    tiers: Literal["computed", "printed"] | None = None,
    around_the_clock: Sequence[str] = ("P1",),
    requests: Literal["promised", "response_only", "excluded"] = "promised",
    pauses: Sequence[PauseRule] = PAUSES,
    name: str = "Support Operations skill pack",
) -> SlaPolicy:
    """Return the policy for P1 to P5: first response, update rhythm and resolution.

    A reopened ticket gets a new resolution period, and a public message of a human agent is the first response.

    Args:
        calendar: the desk's hours, in which all priorities are measured but those around the clock.
        tiers: None: one table for all customers; "computed": the multipliers, not rounded; "printed": the P1
            targets printed beside them, and the multipliers for all else.
        around_the_clock: the priorities that are measured around the clock. The SLA document says P1;
            `CALENDAR_HOURS` is the other reading of the table.
        requests: P5 has all its targets ("promised"), a first response only, or no promise at all ("excluded"),
            as in the SLA document.
        pauses: what stops the resolution clock; `EXCEPTION_PAUSES` asks for two follow-ups first.
        name: shown in reports.

    Raises:
        DomainError: `tiers` or `requests` is none of the words above.

    Source: Support Operations skill pack, SLA by Priority Level, SLA by Customer Tier, SLA Clock Rules.

    Example:
        >>> from supportops.presets.skill import sample_desk
        >>> policy = sla_policy(sample_desk("Europe/London"), tiers="computed")
        >>> policy.target(priority="P1", tier="enterprise", metric="first_response").duration
        datetime.timedelta(seconds=450)
    """
    _check("tiers", tiers, ("computed", "printed", None))
    _check("requests", requests, ("promised", "response_only", "excluded"))
    targets = _promised(requests)
    always = (around_the_clock,) if isinstance(around_the_clock, str) else tuple(around_the_clock)
    by_rule = tiers == "printed" and "P1" in always
    return SlaPolicy(
        name=name,
        calendar=calendar,
        scale=P1_TO_P5,
        targets=targets,
        calendars=_next_business_day(calendar) if by_rule else (),
        around_the_clock=tuple(label for label in always if not (by_rule and label == "P1")),
        tiers={} if tiers is None else TIER_FACTORS if tiers == "computed" else printed_tables(targets),
        stages=STAGES,
        pauses=tuple(pauses),
        on_reopen="new_cycle",
    )


def _check(name: str, given: str | None, allowed: tuple[str | None, ...]) -> None:
    if given not in allowed:
        raise DomainError(f"{name} is {given!r}; allowed: {', '.join(map(repr, allowed))}")


def _promised(requests: str) -> Mapping[str, Mapping[str, Amount | None]]:
    if requests == "promised":
        return TARGETS
    kept = {priority: row for priority, row in TARGETS.items() if priority != "P5"}
    if requests == "response_only":
        kept["P5"] = {"first_response": TARGETS["P5"]["first_response"]}
    return kept


def _next_business_day(calendar: AnyCalendar) -> tuple[CalendarRule, ...]:
    # The one P1 target in business days is counted on the desk's days, all others around the clock.
    desk_days = CalendarRule(calendar, priority="P1", tier="free", metric="resolution")
    return desk_days, CalendarRule(ALWAYS_OPEN, priority="P1")
