"""The figures of The Product Builder's Playbook, chapter 27, Support Operations."""

from supportops.presets.playbook.coverage import COVERAGE, PLAN_COVERAGE, CoverageClass
from supportops.presets.playbook.priorities import TARGETS, sla_policy

__all__ = ["COVERAGE", "PLAN_COVERAGE", "TARGETS", "CoverageClass", "sla_policy"]
