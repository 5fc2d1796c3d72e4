"""The targets by priority, and the policy that measures them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta

from supportops._frozen import FrozenMap
from supportops.calendar import AnyCalendar
from supportops.durations import BusinessDays
from supportops.presets._read import by, days, minutes
from supportops.presets.table import Row, load
from supportops.sla import SlaPolicy
from supportops.vocabulary import P0_TO_P4

__all__ = ["TARGETS", "sla_policy"]


def _row(row: Row) -> Mapping[str, timedelta | BusinessDays | None]:
    resolution = minutes(row["resolution_minutes"]) or days(row["resolution_business_days"])
    return FrozenMap({"first_response": minutes(row["response_minutes"]), "resolution": resolution})


TARGETS: Mapping[str, Mapping[str, timedelta | BusinessDays | None]] = FrozenMap(
    {priority: _row(row) for priority, row in by("priority", load("priority_matrix_p0_p4")).items()}
)
"""Priority -> metric -> amount. A P4 is "acknowledged and tracked", so no resolution is promised.

Source: The Product Builder's Playbook, chapter 27, Priority Classification Matrix.
"""


def sla_policy(
    calendar: AnyCalendar,
    *,
    around_the_clock: Sequence[str] = (),
    name: str = "The Product Builder's Playbook",
) -> SlaPolicy:
    """Return the policy for P0 to P4: first response and resolution.

    Warning levels, pauses and reopening are the library's defaults: the source prints none.

    Args:
        calendar: the hours of the customer's plan, for example of a `COVERAGE` class.
        around_the_clock: the priorities that are measured around the clock. None by default: the plan's
            coverage decides.
        name: shown in reports.

    Source: The Product Builder's Playbook, chapter 27, Priority Classification Matrix.

    Example:
        >>> from supportops.calendar import ALWAYS_OPEN
        >>> sla_policy(ALWAYS_OPEN).target(priority="P3", metric="resolution").duration
        BusinessDays(5)
    """
    return SlaPolicy(name=name, calendar=calendar, scale=P0_TO_P4, targets=TARGETS, around_the_clock=around_the_clock)
