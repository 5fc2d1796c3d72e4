"""Who is told of an incident after how long: the two ladders by severity."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from supportops._frozen import FrozenMap
from supportops.presets.skill.core_severities import CORE_SEVERITIES, CoreSeverity
from supportops.presets.table import Row, load
from supportops.triage import EscalationPolicy, EscalationStep, Notify
from supportops.vocabulary import L0_TO_L3

__all__ = ["CORE_ESCALATION", "ESCALATION"]

# Column to minutes; the first response is read as the beginning.
_MINUTES = {
    "at_first_response": 0,
    "at_30_minutes": 30,
    "at_60_minutes": 60,
    "at_120_minutes": 120,
    "at_240_minutes": 240,
}


def _steps(row: Row) -> Iterator[EscalationStep]:
    for column, minutes in _MINUTES.items():
        if row[column] is not None:
            why = f"{row['severity']}, {column.replace('_', ' ')}"
            yield EscalationStep(f"{minutes}m", Notify(str(row[column]), why=why))


def _ladder(row: Row) -> EscalationPolicy:
    return EscalationPolicy(name=f"{row['severity']} escalation path", steps=tuple(_steps(row)), kind="hierarchical")


ESCALATION: Mapping[str, EscalationPolicy] = FrozenMap(
    {str(row["severity"]): _ladder(row) for row in load("escalation_paths_by_severity").rows}
)
"""Severity -> ladder: who is told at once and after 30, 60, 120 and 240 minutes. SEV1 goes up to the board.

What the minutes count from is not printed: give the trigger that you mean. They are minutes of the clock on the wall.
Nothing is printed about acknowledgements that lapse, repeats and channels, so that the ladders have none of them and
every channel is the default. A SEV5 has one person, who is told once: `check()` says so.
`EscalationSet(ESCALATION)` follows a severity that changes. `CORE_ESCALATION` is the other path of the same source.

Source: Support Operations skill pack, Escalation Paths by Severity.

Example:
    >>> ESCALATION["SEV2"].simulate(240)
    ((0, 'l3_engineer'), (30, 'engineering_manager'), (60, 'vp_engineering'), (120, 'cto'))
    >>> ESCALATION["SEV1"].simulate(240, ack_at=60)
    ((0, 'on_call_engineer'), (30, 'vp_engineering'), (60, 'cto'))
"""


def _core(severity: CoreSeverity) -> EscalationPolicy:
    is_handed_on = all(target in L0_TO_L3 for target in severity.escalate_to)
    assert severity.escalate_within is not None  # what waits in the queue has no ladder
    return EscalationPolicy(
        name=f"{severity.severity} core escalation",
        steps=(EscalationStep(severity.escalate_within, severity.escalate_to),),
        kind="functional" if is_handed_on else "hierarchical",
    )


CORE_ESCALATION: Mapping[str, EscalationPolicy] = FrozenMap(
    {label: _core(severity) for label, severity in CORE_SEVERITIES.items() if severity.escalate_to}
)
"""Severity -> ladder of one step: SEV1 at once to engineering and the executives, SEV2 after 1 hour to L3, SEV3 after
4 hours to L2. SEV4 stays in the queue, so that it has no ladder here.

SEV1 tells people, "hierarchical"; SEV2 and SEV3 hand the ticket on, "functional". `ESCALATION` is the longer path of
the same source; they contradict each other (SEV2 has an L3 engineer from the start there) and are not mixed.

Source: Support Operations skill pack, Severity Levels.

Example:
    >>> CORE_ESCALATION["SEV1"].simulate(240), CORE_ESCALATION["SEV3"].simulate(240)
    (((0, 'engineering'), (0, 'executive')), ((240, 'L2'),))
    >>> "SEV4" in CORE_ESCALATION
    False
"""
