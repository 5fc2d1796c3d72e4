"""What a user may write about published rules: `mypy --strict` reads this file, nobody runs it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

from supportops.presets import (
    CATEGORY_SCHEMES,
    CHANNEL_NAMES,
    CHANNEL_SCHEMES,
    CHANNEL_STRATEGY,
    LIFECYCLE_INTENTS,
    RATINGS,
    SHARED_CUSTOMER_VIEW,
    TRIAGE_DIMENSIONS,
    ChannelStrategy,
    LabelDefinition,
    TriageDimension,
    itil,
)
from supportops.presets.itil import GLPI, ITOP, SERVICENOW
from supportops.presets.lean import CHANNEL_CHOICE, PROMISES, THRESHOLDS, TICKET_TYPES, ThresholdRule, ticket_types
from supportops.presets.playbook import PRIORITIES as PLAYBOOK_PRIORITIES
from supportops.presets.playbook import PRIORITY_DEFINITIONS as PLAYBOOK_DEFINITIONS
from supportops.presets.playbook import TO_P1_P5
from supportops.presets.skill import (
    AGED_OVER,
    AUTOMATION,
    AUTOMATION_TRIGGERS,
    CHATBOT,
    CORE_SEVERITIES,
    IMPACT_URGENCY,
    IMPACT_URGENCY_DERIVED,
    KEYWORDS,
    PRIORITIES,
    PRIORITY_DEFINITIONS,
    QUEUE_HEALTH,
    QUEUE_LANES,
    QUEUE_REVIEW,
    ROUTES,
    SEVERITY,
    SEVERITY_DEFINITIONS,
    SEVERITY_TO_PRIORITY,
    TOOL_AUTOMATIONS,
    TRIAGE_TREE,
    Automation,
    CoreSeverity,
    QueueLane,
    chatbot,
    escalation_by_fraction,
)
from supportops.presets.skill import CHANNEL_CHOICE as CHANNEL_CHOICE_BY_RATING
from supportops.triage import DecisionTable, HealthLimit, KeywordRule, Matrix, Route, ScaleMap
from supportops.vocabulary import Channel, Scale

categories: Mapping[str, tuple[str, ...]] = CATEGORY_SCHEMES
channels: Mapping[str, Mapping[str, Channel]] = CHANNEL_SCHEMES
names: Mapping[str, Channel | None] = CHANNEL_NAMES
ratings: Scale = RATINGS
strategy: Mapping[str, ChannelStrategy] = CHANNEL_STRATEGY
intents: tuple[str, ...] = LIFECYCLE_INTENTS
views: Mapping[str, tuple[str, ...]] = SHARED_CUSTOMER_VIEW
dimensions: Mapping[str, TriageDimension] = TRIAGE_DIMENSIONS
matrices: tuple[Matrix, ...] = (itil.SERVICENOW, SERVICENOW, GLPI, ITOP, SEVERITY)
maps: tuple[ScaleMap, ...] = (TO_P1_P5, SEVERITY_TO_PRIORITY)
tables: tuple[DecisionTable, ...] = (
    TRIAGE_TREE, IMPACT_URGENCY, IMPACT_URGENCY_DERIVED, CHATBOT, CHANNEL_CHOICE, CHANNEL_CHOICE_BY_RATING,
    TICKET_TYPES, PRIORITIES, PLAYBOOK_PRIORITIES, ticket_types(), chatbot(), escalation_by_fraction(),
)  # fmt: skip
automation: Mapping[str, DecisionTable] = AUTOMATION
lists: tuple[Mapping[str, Automation], ...] = (AUTOMATION_TRIGGERS, TOOL_AUTOMATIONS)
definitions: tuple[Mapping[str, LabelDefinition], ...] = (
    SEVERITY_DEFINITIONS, PRIORITY_DEFINITIONS, PLAYBOOK_DEFINITIONS,
)  # fmt: skip
core: Mapping[str, CoreSeverity] = CORE_SEVERITIES
routes: tuple[Route, ...] = ROUTES
keywords: tuple[KeywordRule, ...] = KEYWORDS
health: tuple[HealthLimit, ...] = QUEUE_HEALTH
lanes: Mapping[str, QueueLane] = QUEUE_LANES
aged: timedelta = AGED_OVER
daily: tuple[str, ...] = QUEUE_REVIEW["daily"]
thresholds: Mapping[str, ThresholdRule] = THRESHOLDS
promised: timedelta | None = PROMISES["feature_request"].resolution
