"""The targets by customer segment, as in the example of a desk with eight agents."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta

from supportops._frozen import FrozenMap
from supportops.calendar import AnyCalendar
from supportops.presets._read import minutes
from supportops.presets.skill.exceptions import PAUSES
from supportops.presets.skill.stages import STAGES
from supportops.presets.table import Row, load
from supportops.sla import SlaPolicy
from supportops.vocabulary import P1_TO_P5

__all__ = ["SEGMENT_TARGETS", "segment_policy"]

_ROWS = load("sla_segment_example").rows


def _row(row: Row) -> Mapping[str, timedelta | None]:
    response, resolution = minutes(row["response_minutes"]), minutes(row["resolution_minutes"])
    return FrozenMap({"first_response": response, "resolution": resolution})


SEGMENT_TARGETS: Mapping[str, Mapping[str, Mapping[str, timedelta | None]]] = FrozenMap(
    {
        segment: FrozenMap({str(row["priority"]): _row(row) for row in _ROWS if row["segment"] == segment})
        for segment in dict.fromkeys(str(row["segment"]) for row in _ROWS)
    }
)
"""Segment -> priority -> metric -> amount, for "enterprise", "mid_market" and "smb". Only P1 and P2 are printed.

Source: Support Operations skill pack, Example.

Example:
    >>> print(SEGMENT_TARGETS["smb"]["P2"]["resolution"])
    2 days, 0:00:00
"""


def segment_policy(
    calendar: AnyCalendar,
    *,
    around_the_clock: Sequence[str] = ("P1",),
    name: str = "Support Operations skill pack, segments",
) -> SlaPolicy:
    """Return the policy for P1 and P2 by segment; the segment is the ticket's tier.

    P3 to P5, and tickets without a tier, are promised nothing. A tier that is no segment is an error.

    Args:
        calendar: the desk's hours.
        around_the_clock: the priorities that are measured around the clock. The example does not say; P1, as in
            the SLA document of the same source.
        name: shown in reports.

    Source: Support Operations skill pack, Example; SLA Clock Rules.

    Example:
        >>> from supportops.presets.skill import sample_desk
        >>> policy = segment_policy(sample_desk("Europe/London"))
        >>> print(policy.target(priority="P2", tier="mid_market", metric="first_response").duration)
        2:00:00
    """
    return SlaPolicy(
        name=name,
        calendar=calendar,
        scale=P1_TO_P5,
        targets={},
        tiers=SEGMENT_TARGETS,
        around_the_clock=around_the_clock,
        stages=STAGES,
        pauses=PAUSES,
        on_reopen="new_cycle",
    )
