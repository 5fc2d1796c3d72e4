"""The figures and rules of The Product Builder's Playbook, chapter 27, Support Operations."""

from supportops.presets.playbook.case import FORMFLOW, SupportCase
from supportops.presets.playbook.churn_signal import CsmAlert, TopTicket, csm_alert
from supportops.presets.playbook.classification import PRIORITIES
from supportops.presets.playbook.coverage import COVERAGE, PLAN_COVERAGE, CoverageClass
from supportops.presets.playbook.crosswalk import TO_P1_P5
from supportops.presets.playbook.definitions import PRIORITY_DEFINITIONS
from supportops.presets.playbook.handoffs import HANDOFFS
from supportops.presets.playbook.lifecycle import BASIC_LIFECYCLE, CLOSURE_ACTIONS
from supportops.presets.playbook.plan_policies import plan_policy
from supportops.presets.playbook.plans import PLANS, Plan, Range, plan_named
from supportops.presets.playbook.priorities import TARGETS, sla_policy
from supportops.presets.playbook.procedure import LEVEL1_LIMIT, LEVEL1_STEP, LEVEL3_INTAKE
from supportops.presets.playbook.support_flow import SUPPORT_FLOW
from supportops.presets.playbook.support_levels import ESCALATION_PATHS, LEVELS, TO_L1_L3

__all__ = [
    "BASIC_LIFECYCLE",
    "CLOSURE_ACTIONS",
    "COVERAGE",
    "ESCALATION_PATHS",
    "FORMFLOW",
    "HANDOFFS",
    "LEVEL1_LIMIT",
    "LEVEL1_STEP",
    "LEVEL3_INTAKE",
    "LEVELS",
    "PLANS",
    "PLAN_COVERAGE",
    "PRIORITIES",
    "PRIORITY_DEFINITIONS",
    "SUPPORT_FLOW",
    "TARGETS",
    "TO_L1_L3",
    "TO_P1_P5",
    "CoverageClass",
    "CsmAlert",
    "Plan",
    "Range",
    "SupportCase",
    "TopTicket",
    "csm_alert",
    "plan_named",
    "plan_policy",
    "sla_policy",
]
