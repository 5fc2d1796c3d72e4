"""The figures of the Support Operations skill pack (N. Jensen)."""

from supportops.presets.skill.compliance import (
    COMPLIANCE_TARGETS,
    REPORTING_CADENCE,
    SLA_CHECKLIST,
    ComplianceTarget,
    ReportCadence,
)
from supportops.presets.skill.desk import sample_desk
from supportops.presets.skill.exceptions import EXCEPTION_PAUSES, EXCEPTIONS, EXCLUSIONS, PAUSES, SlaException
from supportops.presets.skill.priorities import CALENDAR_HOURS, TARGETS, sla_policy
from supportops.presets.skill.segments import SEGMENT_TARGETS, segment_policy
from supportops.presets.skill.severities import SEVERITY_COMMUNICATION, SEVERITY_TARGETS, severity_policy
from supportops.presets.skill.stages import STAGES
from supportops.presets.skill.tiers import TIER_FACTORS, TIER_PRINTED
from supportops.presets.skill.wording import DEFINITIONS, PRIORITY_DESCRIPTIONS, PRIORITY_NAMES

__all__ = [
    "CALENDAR_HOURS",
    "COMPLIANCE_TARGETS",
    "DEFINITIONS",
    "EXCEPTIONS",
    "EXCEPTION_PAUSES",
    "EXCLUSIONS",
    "PAUSES",
    "PRIORITY_DESCRIPTIONS",
    "PRIORITY_NAMES",
    "REPORTING_CADENCE",
    "SEGMENT_TARGETS",
    "SEVERITY_COMMUNICATION",
    "SEVERITY_TARGETS",
    "SLA_CHECKLIST",
    "STAGES",
    "TARGETS",
    "TIER_FACTORS",
    "TIER_PRINTED",
    "ComplianceTarget",
    "ReportCadence",
    "SlaException",
    "sample_desk",
    "segment_policy",
    "severity_policy",
    "sla_policy",
]
