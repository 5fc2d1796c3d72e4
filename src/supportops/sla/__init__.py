"""Service levels: what was promised, how each clock stands, and why.

Start with `SlaPolicy`; `policy.evaluate(history, at=...)` gives an `SlaReport` of `Timer`s. A service that lives
with its tickets embeds `SlaClock` instead and stores its JSON between events.
"""

from typing import TYPE_CHECKING

from supportops._lazy import lazily
from supportops.sla.calendars import CalendarRule
from supportops.sla.clock import SlaClock
from supportops.sla.metrics import BUILT_IN, EVENT_WORDS, Metric, MetricRule
from supportops.sla.pauses import PauseRule
from supportops.sla.policy import SlaPolicy
from supportops.sla.report import ClockRow, SlaReport
from supportops.sla.selection import PolicySet, Select
from supportops.sla.stages import DEFAULT_STAGES, Stage
from supportops.sla.targets import Target
from supportops.sla.timer import Timer, TimerStatus, Verdict

if TYPE_CHECKING:
    from supportops.sla._compliance import Compliance, compliance
    from supportops.sla._contrast import TimerChange
    from supportops.sla._credits import credits, credits_by_customer  # noqa: A004 - the field's word
    from supportops.sla._dashboard import Dashboard, DashboardLine, dashboard
    from supportops.sla._figures import TimerFigures
    from supportops.sla._performance import Performance, performance
    from supportops.sla._what_if import WhatIf, what_if
    from supportops.sla.batch import evaluate_many
    from supportops.sla.credit_statement import CreditLine, CreditRow, CreditStatement
    from supportops.sla.credit_terms import CreditBand, CreditExclusion, CreditTerms, Period
    from supportops.sla.diff import Choice
    from supportops.sla.freeze import ChannelFreeze, freeze_channels
    from supportops.sla.integrity import ClockIntegrity, IntegrityFigure, clock_integrity
    from supportops.sla.suggested import Attained, SuggestedTarget, TargetSuggestion
    from supportops.sla.suggestion import suggest_targets
    from supportops.sla.table import SlaTable, TicketFacts
    from supportops.tickets import EventTable

__all__ = [
    "BUILT_IN",
    "DEFAULT_STAGES",
    "EVENT_WORDS",
    "Attained",
    "CalendarRule",
    "ChannelFreeze",
    "Choice",
    "ClockIntegrity",
    "ClockRow",
    "Compliance",
    "CreditBand",
    "CreditExclusion",
    "CreditLine",
    "CreditRow",
    "CreditStatement",
    "CreditTerms",
    "Dashboard",
    "DashboardLine",
    "EventTable",
    "IntegrityFigure",
    "Metric",
    "MetricRule",
    "PauseRule",
    "Performance",
    "Period",
    "PolicySet",
    "Select",
    "SlaClock",
    "SlaPolicy",
    "SlaReport",
    "SlaTable",
    "Stage",
    "SuggestedTarget",
    "Target",
    "TargetSuggestion",
    "TicketFacts",
    "Timer",
    "TimerChange",
    "TimerFigures",
    "TimerStatus",
    "Verdict",
    "WhatIf",
    "clock_integrity",
    "compliance",
    "credits",
    "credits_by_customer",
    "dashboard",
    "evaluate_many",
    "freeze_channels",
    "performance",
    "suggest_targets",
    "what_if",
]

if not TYPE_CHECKING:
    # What is for many tickets needs numpy; who embeds the clock of one does not pay for it.
    __getattr__ = lazily(
        __name__,
        {
            "supportops.sla._compliance": "Compliance compliance",
            "supportops.sla._contrast": "TimerChange",
            "supportops.sla._credits": "credits credits_by_customer",
            "supportops.sla._dashboard": "Dashboard DashboardLine dashboard",
            "supportops.sla._figures": "TimerFigures",
            "supportops.sla._performance": "Performance performance",
            "supportops.sla._what_if": "WhatIf what_if",
            "supportops.sla.batch": "evaluate_many",
            "supportops.sla.credit_statement": "CreditLine CreditRow CreditStatement",
            "supportops.sla.credit_terms": "CreditBand CreditExclusion CreditTerms Period",
            "supportops.sla.diff": "Choice",
            "supportops.sla.freeze": "ChannelFreeze freeze_channels",
            "supportops.sla.integrity": "ClockIntegrity IntegrityFigure clock_integrity",
            "supportops.sla.suggested": "Attained SuggestedTarget TargetSuggestion",
            "supportops.sla.suggestion": "suggest_targets",
            "supportops.sla.table": "SlaTable TicketFacts",
            "supportops.tickets.table": "EventTable",
        },
        parts="profiles spark",
    )
