"""The tiers T1 to T3, and the path on which the tickets of a plan go up."""

from __future__ import annotations

from collections.abc import Mapping

from supportops._frozen import FrozenMap
from supportops.presets.playbook.plans import PLANS
from supportops.presets.table import load
from supportops.triage.scales import ScaleMap
from supportops.vocabulary import L0_TO_L3, Scale

__all__ = ["ESCALATION_PATHS", "LEVELS", "TO_L1_L3"]

_NAMES = {str(row["tier"]): str(row["name"]) for row in load("support_tiers_t1_t3").rows}

LEVELS = Scale(*_NAMES, name="level", titles=_NAMES, top="last")
"""T1, T2 and T3; T3 is the top. The titles are the printed names.

Source: The Product Builder's Playbook, chapter 27, Support Ticket Lifecycle Flow.

Example:
    >>> LEVELS.title("T2"), LEVELS.rank("T3")
    ('specialist support', 1)
"""

TO_L1_L3 = ScaleMap.by_rank(LEVELS, L0_TO_L3)
"""T1 to T3 as L1 to L3. Derived: no source prints it, order and words agree. L0, self-service, has no T.

Example:
    >>> print(TO_L1_L3)
    T1 -> L1, T2 -> L2, T3 -> L3
"""

ESCALATION_PATHS: Mapping[str, str] = FrozenMap({name: plan.escalation_path for name, plan in PLANS.items()})
"""Plan to the path on which its tickets go up: a column of the plans, `Plan.escalation_path`.

The free plan has the community only; what the others' words mean for levels and times is not printed.

Source: The Product Builder's Playbook, chapter 27, SLA Tier Comparison Table.

Example:
    >>> ESCALATION_PATHS["enterprise"]
    'direct_to_engineering'
"""
