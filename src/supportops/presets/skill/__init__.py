"""The figures and rules of the Support Operations skill pack (N. Jensen)."""

from supportops.presets.skill.automation import AUTOMATION, escalation_by_fraction
from supportops.presets.skill.automation_lists import AUTOMATION_TRIGGERS, TOOL_AUTOMATIONS, Automation
from supportops.presets.skill.capacity_calendar import CAPACITY_CALENDAR
from supportops.presets.skill.channel_choice import CHANNEL_CHOICE
from supportops.presets.skill.chatbot_scenarios import CHATBOT, chatbot
from supportops.presets.skill.classification import PRIORITIES
from supportops.presets.skill.compliance import (
    COMPLIANCE_TARGETS,
    REPORTING_CADENCE,
    SLA_CHECKLIST,
    ComplianceTarget,
    ReportCadence,
)
from supportops.presets.skill.core_severities import CORE_SEVERITIES, CoreSeverity
from supportops.presets.skill.crosswalk import SEVERITY_TO_PRIORITY
from supportops.presets.skill.customer_success import (
    CS_HANDOFFS,
    AccountEscalation,
    RepeatedEscalations,
    multiple_escalations,
)
from supportops.presets.skill.desk import sample_desk
from supportops.presets.skill.escalation import CORE_ESCALATION, ESCALATION
from supportops.presets.skill.exceptions import EXCEPTION_PAUSES, EXCEPTIONS, EXCLUSIONS, PAUSES, SlaException
from supportops.presets.skill.handoffs import INCIDENT_HANDOFF, LEVEL_HANDOFF
from supportops.presets.skill.impact_urgency import IMPACT_URGENCY, IMPACT_URGENCY_DERIVED
from supportops.presets.skill.incident_documents import INCIDENT_MESSAGES, INCIDENT_ROLES, REVIEW_FIELDS, IncidentRole
from supportops.presets.skill.incidents import INCIDENTS
from supportops.presets.skill.keywords import KEYWORDS
from supportops.presets.skill.level_targets import LEVEL_METRICS, LevelTarget
from supportops.presets.skill.levels import PRIORITY_DEFINITIONS, SEVERITY_DEFINITIONS
from supportops.presets.skill.lifecycle import LIFECYCLE_AS_DRAWN
from supportops.presets.skill.on_call import (
    ON_CALL_LAYERS,
    ON_CALL_RULES,
    PAGE_LADDER,
    OnCallLayer,
    OnCallRule,
    PageDeadlines,
    page_deadlines,
)
from supportops.presets.skill.priorities import CALENDAR_HOURS, TARGETS, sla_policy
from supportops.presets.skill.queue import AGED_OVER, QUEUE_HEALTH, QUEUE_LANES, QUEUE_REVIEW, QueueLane
from supportops.presets.skill.routes import ROUTES
from supportops.presets.skill.sample_team import EIGHT_AGENT_TEAM, SampleLevel, SampleTeam, TeamGoal
from supportops.presets.skill.segments import SEGMENT_TARGETS, segment_policy
from supportops.presets.skill.severities import SEVERITY_COMMUNICATION, SEVERITY_TARGETS, severity_policy
from supportops.presets.skill.severity_matrix import SEVERITY
from supportops.presets.skill.stages import STAGES
from supportops.presets.skill.support_levels import LEVELS, SupportLevel
from supportops.presets.skill.tiers import TIER_FACTORS, TIER_PRINTED
from supportops.presets.skill.triage_tree import TRIAGE_TREE
from supportops.presets.skill.triggers import TRIGGERS
from supportops.presets.skill.wording import DEFINITIONS, PRIORITY_DESCRIPTIONS, PRIORITY_NAMES

__all__ = [
    "AGED_OVER",
    "AUTOMATION",
    "AUTOMATION_TRIGGERS",
    "CALENDAR_HOURS",
    "CAPACITY_CALENDAR",
    "CHANNEL_CHOICE",
    "CHATBOT",
    "COMPLIANCE_TARGETS",
    "CORE_ESCALATION",
    "CORE_SEVERITIES",
    "CS_HANDOFFS",
    "DEFINITIONS",
    "EIGHT_AGENT_TEAM",
    "ESCALATION",
    "EXCEPTIONS",
    "EXCEPTION_PAUSES",
    "EXCLUSIONS",
    "IMPACT_URGENCY",
    "IMPACT_URGENCY_DERIVED",
    "INCIDENTS",
    "INCIDENT_HANDOFF",
    "INCIDENT_MESSAGES",
    "INCIDENT_ROLES",
    "KEYWORDS",
    "LEVELS",
    "LEVEL_HANDOFF",
    "LEVEL_METRICS",
    "LIFECYCLE_AS_DRAWN",
    "ON_CALL_LAYERS",
    "ON_CALL_RULES",
    "PAGE_LADDER",
    "PAUSES",
    "PRIORITIES",
    "PRIORITY_DEFINITIONS",
    "PRIORITY_DESCRIPTIONS",
    "PRIORITY_NAMES",
    "QUEUE_HEALTH",
    "QUEUE_LANES",
    "QUEUE_REVIEW",
    "REPORTING_CADENCE",
    "REVIEW_FIELDS",
    "ROUTES",
    "SEGMENT_TARGETS",
    "SEVERITY",
    "SEVERITY_COMMUNICATION",
    "SEVERITY_DEFINITIONS",
    "SEVERITY_TARGETS",
    "SEVERITY_TO_PRIORITY",
    "SLA_CHECKLIST",
    "STAGES",
    "TARGETS",
    "TIER_FACTORS",
    "TIER_PRINTED",
    "TOOL_AUTOMATIONS",
    "TRIAGE_TREE",
    "TRIGGERS",
    "AccountEscalation",
    "Automation",
    "ComplianceTarget",
    "CoreSeverity",
    "IncidentRole",
    "LevelTarget",
    "OnCallLayer",
    "OnCallRule",
    "PageDeadlines",
    "QueueLane",
    "RepeatedEscalations",
    "ReportCadence",
    "SampleLevel",
    "SampleTeam",
    "SlaException",
    "SupportLevel",
    "TeamGoal",
    "chatbot",
    "escalation_by_fraction",
    "multiple_escalations",
    "page_deadlines",
    "sample_desk",
    "segment_policy",
    "severity_policy",
    "sla_policy",
]
