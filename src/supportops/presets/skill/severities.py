"""The response and update targets by severity."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta

from supportops._frozen import FrozenMap
from supportops.calendar import AnyCalendar
from supportops.presets._read import by, minutes, texts
from supportops.presets.skill.stages import STAGES
from supportops.presets.table import Row, load
from supportops.sla import SlaPolicy
from supportops.vocabulary import SEV1_TO_SEV5

__all__ = ["SEVERITY_COMMUNICATION", "SEVERITY_TARGETS", "severity_policy"]

_ROWS = by("severity", load("severity_response_requirements"))


def _row(row: Row) -> Mapping[str, timedelta | None]:
    response, update = minutes(row["response_minutes"]), minutes(row["update_every_minutes"])
    return FrozenMap({"first_response": response, "update": update})


SEVERITY_TARGETS: Mapping[str, Mapping[str, timedelta | None]] = FrozenMap(
    {severity: _row(row) for severity, row in _ROWS.items()}
)
"""Severity -> metric -> amount. A SEV5 is updated when it is resolved, so no interval is promised.

Source: Support Operations skill pack, Escalation Response Requirements.
"""

SEVERITY_COMMUNICATION: Mapping[str, tuple[str, ...]] = FrozenMap(
    {severity: texts(row["communication"]) for severity, row in _ROWS.items()}
)
"""Severity to where its updates go: the status page, mail to customers and so on.

Source: Support Operations skill pack, Escalation Response Requirements.
"""


def severity_policy(
    calendar: AnyCalendar,
    *,
    around_the_clock: Sequence[str] = ("SEV1",),
    name: str = "Support Operations skill pack, severities",
) -> SlaPolicy:
    """Return the policy for SEV1 to SEV5: first response and update rhythm, no resolution.

    Severity is an axis of its own: a SEV2 is answered sooner than a P2.

    Args:
        calendar: the desk's hours.
        around_the_clock: the severities that are measured around the clock. The table does not say; SEV1, as the
            advice of the same source keeps round-the-clock promises for critical issues.
        name: shown in reports.

    Source: Support Operations skill pack, Escalation Response Requirements; Good SLA Design.

    Example:
        >>> from supportops.presets.skill import sample_desk
        >>> policy = severity_policy(sample_desk("Europe/London"))
        >>> policy.target(priority="SEV2", metric="first_response").duration
        datetime.timedelta(seconds=1800)
    """
    return SlaPolicy(
        name=name,
        calendar=calendar,
        scale=SEV1_TO_SEV5,
        targets=SEVERITY_TARGETS,
        around_the_clock=around_the_clock,
        stages=STAGES,
    )
