"""The figures and rules of The Product Builder's Playbook, chapter 27, Support Operations."""

from supportops.presets.playbook.classification import PRIORITIES
from supportops.presets.playbook.coverage import COVERAGE, PLAN_COVERAGE, CoverageClass
from supportops.presets.playbook.crosswalk import TO_P1_P5
from supportops.presets.playbook.definitions import PRIORITY_DEFINITIONS
from supportops.presets.playbook.plan_policies import plan_policy
from supportops.presets.playbook.plans import PLANS, Plan, Range, plan_named
from supportops.presets.playbook.priorities import TARGETS, sla_policy

__all__ = [
    "COVERAGE",
    "PLANS",
    "PLAN_COVERAGE",
    "PRIORITIES",
    "PRIORITY_DEFINITIONS",
    "TARGETS",
    "TO_P1_P5",
    "CoverageClass",
    "Plan",
    "Range",
    "plan_named",
    "plan_policy",
    "sla_policy",
]
