"""How bad it is, who takes it, when it goes up, and why.

Start with `DecisionTable`: rules as data, a reason for every answer, and `analyse()` for what they leave out. `route`
and `assign` say who takes a ticket, `queue_order` which comes first. `StateMachine` and `LIFECYCLE` say what may happen
to it, `EscalationPolicy` who is told and when, `Rota` who is on duty, `IncidentPlan` what an incident asks for. Each
name is imported on first use.
"""

from typing import TYPE_CHECKING

from supportops._lazy import lazily

if TYPE_CHECKING:
    from supportops.triage._categorise import Categorisation, KeywordRule, categorise
    from supportops.triage._channel_audit import ChannelAudit, ChannelCount, ChannelUse, channel_audit
    from supportops.triage._daily_review import daily_review
    from supportops.triage._queue_health import HealthLine, QueueHealth, priority_distribution, queue_health
    from supportops.triage._similar import Similar, similar
    from supportops.triage._surge import Surge, surge
    from supportops.triage._tag_hygiene import TagHygiene, tag_hygiene
    from supportops.triage._weekly_review import weekly_review
    from supportops.triage.agents import Agent
    from supportops.triage.analysis import Analysis, Cover, Overlap
    from supportops.triage.assigning import assign
    from supportops.triage.assignment import Assignment
    from supportops.triage.assignment_state import AssignmentState
    from supportops.triage.attention import Attention, aged_tickets, idle_tickets
    from supportops.triage.backtest import Backtest, Disagreement
    from supportops.triage.channel_plan import ChannelGap, ChannelPlan, unstaffed_channels
    from supportops.triage.comparison import Comparison, TableDisagreement, compare_tables
    from supportops.triage.conditions import (
        Condition,
        Value,
        any_of,
        at_least,
        at_most,
        between,
        changed_to,
        contains_words,
        is_missing,
        is_present,
        less_than,
        more_than,
        none_of,
        starts_with,
    )
    from supportops.triage.decision import Decision, Refusal
    from supportops.triage.decision_record import DecisionRecord
    from supportops.triage.decisions import Decisions
    from supportops.triage.draining import Drain, drain
    from supportops.triage.escalation.events import Acknowledged, EscalationEvent, Resolved, SeverityChanged, Triggered
    from supportops.triage.escalation.notify import Notification, Notify
    from supportops.triage.escalation.policy import EscalationPolicy
    from supportops.triage.escalation.severities import EscalationSet
    from supportops.triage.escalation.step import EscalationStep
    from supportops.triage.fairness import AgentShare, Fairness
    from supportops.triage.handoffs.handoff import Handoff, HandoffCheck
    from supportops.triage.health_limits import HealthBound, HealthLimit, HealthMetric, HealthVerdict
    from supportops.triage.incidents.checklist import ChecklistItem
    from supportops.triage.incidents.incident import ActionItem, Incident
    from supportops.triage.incidents.message import IncidentMessage, MessageKind
    from supportops.triage.incidents.plan import IncidentPlan
    from supportops.triage.incidents.timeline import IncidentTimeline
    from supportops.triage.inputs import Input, Kind, OptionalInput, optional
    from supportops.triage.intents import Intent, IntentGap, intent_gaps
    from supportops.triage.lifecycle.definition import LIFECYCLE, LIFECYCLE_STATUS
    from supportops.triage.lifecycle.following import follow_history
    from supportops.triage.lifecycle.level_time import LevelTime, time_in_level
    from supportops.triage.lifecycle.levels import LevelMoves, level_moves
    from supportops.triage.lifecycle.limbo import Limbo, limbo
    from supportops.triage.lifecycle.open_time import open_time_in
    from supportops.triage.lifecycle.review import LifecycleReview, MoveCount
    from supportops.triage.lifecycle.reviewing import lifecycle_review
    from supportops.triage.machine.check import MachineCheck
    from supportops.triage.machine.log import Log, LogEntry
    from supportops.triage.machine.machine import StateMachine
    from supportops.triage.machine.replay import Followed, IllegalMove, Replay, Visit
    from supportops.triage.machine.transition import Transition
    from supportops.triage.matrix import Matrix, MatrixCheck
    from supportops.triage.on_call.coverage import Coverage
    from supportops.triage.on_call.on_call import OnCall
    from supportops.triage.on_call.override import RotaOverride
    from supportops.triage.on_call.page import Page
    from supportops.triage.on_call.rota import Rota
    from supportops.triage.on_call.share import Share, Shares
    from supportops.triage.on_call.shift import Shift
    from supportops.triage.outputs import Output, Record
    from supportops.triage.priorities import effective_priorities
    from supportops.triage.priority import Ageing, Modifier, Priority, effective_priority
    from supportops.triage.queue import QueueKey, queue_key, queue_order
    from supportops.triage.queue_review import QueueReview, ReviewItem
    from supportops.triage.queued import QueuedTicket
    from supportops.triage.region import Region
    from supportops.triage.route_check import RouteCheck, check_routes
    from supportops.triage.routing import Route, Routing, RoutingRecord, route
    from supportops.triage.rules import Rule
    from supportops.triage.scales import Impairment, ScaleMap, UsersAffected
    from supportops.triage.strategy import (
        Filter,
        LastResort,
        Rank,
        RateLimit,
        Strategy,
        customer_owned,
        load_balanced,
        rate_limit,
        round_robin,
        skill_based,
        swarm,
    )
    from supportops.triage.supervisor import SupervisorFlag, supervisor_flag
    from supportops.triage.table import DecisionTable, HitPolicy
    from supportops.vocabulary import L0_TO_L3, P0_TO_P4, P1_TO_P5, SEV1_TO_SEV5, Scale

__all__ = [
    "L0_TO_L3", "LIFECYCLE", "LIFECYCLE_STATUS", "P0_TO_P4", "P1_TO_P5", "SEV1_TO_SEV5", "Acknowledged",
    "ActionItem", "Ageing", "Agent", "AgentShare", "Analysis", "Assignment", "AssignmentState", "Attention",
    "Backtest", "Categorisation", "ChannelAudit", "ChannelCount", "ChannelGap", "ChannelPlan", "ChannelUse",
    "ChecklistItem", "Comparison", "Condition", "Cover", "Coverage", "Decision", "DecisionRecord", "DecisionTable",
    "Decisions", "Disagreement", "Drain", "EscalationEvent", "EscalationPolicy", "EscalationSet", "EscalationStep",
    "Fairness", "Filter", "Followed", "Handoff", "HandoffCheck", "HealthBound", "HealthLimit", "HealthLine",
    "HealthMetric", "HealthVerdict", "HitPolicy", "IllegalMove", "Impairment", "Incident", "IncidentMessage",
    "IncidentPlan", "IncidentTimeline", "Input", "Intent", "IntentGap", "KeywordRule", "Kind", "LastResort",
    "LevelMoves", "LevelTime", "LifecycleReview", "Limbo", "Log", "LogEntry", "MachineCheck", "Matrix",
    "MatrixCheck", "MessageKind", "Modifier", "MoveCount", "Notification", "Notify", "OnCall", "OptionalInput",
    "Output", "Overlap", "Page", "Priority", "QueueHealth", "QueueKey", "QueueReview", "QueuedTicket", "Rank",
    "RateLimit", "Record", "Refusal", "Region", "Replay", "Resolved", "ReviewItem", "Rota", "RotaOverride", "Route",
    "RouteCheck", "Routing", "RoutingRecord", "Rule", "Scale", "ScaleMap", "SeverityChanged", "Share", "Shares",
    "Shift", "Similar", "StateMachine", "Strategy", "SupervisorFlag", "Surge", "TableDisagreement", "TagHygiene",
    "Transition", "Triggered", "UsersAffected", "Value", "Visit", "aged_tickets", "any_of", "assign", "at_least",
    "at_most", "between", "categorise", "changed_to", "channel_audit", "check_routes", "compare_tables",
    "contains_words", "customer_owned", "daily_review", "drain", "effective_priorities", "effective_priority",
    "follow_history", "idle_tickets", "intent_gaps", "is_missing", "is_present", "less_than", "level_moves",
    "lifecycle_review", "limbo", "load_balanced", "more_than", "none_of", "open_time_in", "optional",
    "priority_distribution", "queue_health", "queue_key", "queue_order", "rate_limit", "round_robin", "route",
    "similar", "skill_based", "starts_with", "supervisor_flag", "surge", "swarm", "tag_hygiene", "time_in_level",
    "unstaffed_channels", "weekly_review",
]  # fmt: skip

if not TYPE_CHECKING:
    __getattr__ = lazily(
        __name__,
        {
            "supportops.triage._categorise": "Categorisation KeywordRule categorise",
            "supportops.triage._channel_audit": "ChannelAudit ChannelCount ChannelUse channel_audit",
            "supportops.triage._daily_review": "daily_review",
            "supportops.triage._queue_health": "HealthLine QueueHealth priority_distribution queue_health",
            "supportops.triage._similar": "Similar similar",
            "supportops.triage._surge": "Surge surge",
            "supportops.triage._tag_hygiene": "TagHygiene tag_hygiene",
            "supportops.triage._weekly_review": "weekly_review",
            "supportops.triage.agents": "Agent",
            "supportops.triage.analysis": "Analysis Cover Overlap",
            "supportops.triage.assigning": "assign",
            "supportops.triage.assignment": "Assignment",
            "supportops.triage.assignment_state": "AssignmentState",
            "supportops.triage.attention": "Attention aged_tickets idle_tickets",
            "supportops.triage.backtest": "Backtest Disagreement",
            "supportops.triage.channel_plan": "ChannelGap ChannelPlan unstaffed_channels",
            "supportops.triage.comparison": "Comparison TableDisagreement compare_tables",
            "supportops.triage.conditions": (
                "Condition Value any_of at_least at_most between changed_to contains_words "
                "is_missing is_present less_than more_than none_of starts_with"
            ),
            "supportops.triage.decision": "Decision Refusal",
            "supportops.triage.decision_record": "DecisionRecord",
            "supportops.triage.decisions": "Decisions",
            "supportops.triage.draining": "Drain drain",
            "supportops.triage.escalation.events": "Acknowledged EscalationEvent Resolved SeverityChanged Triggered",
            "supportops.triage.escalation.notify": "Notification Notify",
            "supportops.triage.escalation.policy": "EscalationPolicy",
            "supportops.triage.escalation.severities": "EscalationSet",
            "supportops.triage.escalation.step": "EscalationStep",
            "supportops.triage.fairness": "AgentShare Fairness",
            "supportops.triage.health_limits": "HealthBound HealthLimit HealthMetric HealthVerdict",
            "supportops.triage.incidents.checklist": "ChecklistItem",
            "supportops.triage.handoffs.handoff": "Handoff HandoffCheck",
            "supportops.triage.incidents.incident": "ActionItem Incident",
            "supportops.triage.incidents.message": "IncidentMessage MessageKind",
            "supportops.triage.incidents.plan": "IncidentPlan",
            "supportops.triage.incidents.timeline": "IncidentTimeline",
            "supportops.triage.inputs": "Input Kind OptionalInput optional",
            "supportops.triage.intents": "Intent IntentGap intent_gaps",
            "supportops.triage.lifecycle.definition": "LIFECYCLE LIFECYCLE_STATUS",
            "supportops.triage.lifecycle.following": "follow_history",
            "supportops.triage.lifecycle.level_time": "LevelTime time_in_level",
            "supportops.triage.lifecycle.levels": "LevelMoves level_moves",
            "supportops.triage.lifecycle.limbo": "Limbo limbo",
            "supportops.triage.lifecycle.open_time": "open_time_in",
            "supportops.triage.lifecycle.review": "LifecycleReview MoveCount",
            "supportops.triage.lifecycle.reviewing": "lifecycle_review",
            "supportops.triage.machine.check": "MachineCheck",
            "supportops.triage.machine.log": "Log LogEntry",
            "supportops.triage.machine.machine": "StateMachine",
            "supportops.triage.machine.replay": "Followed IllegalMove Replay Visit",
            "supportops.triage.machine.transition": "Transition",
            "supportops.triage.matrix": "Matrix MatrixCheck",
            "supportops.triage.on_call.coverage": "Coverage",
            "supportops.triage.on_call.on_call": "OnCall",
            "supportops.triage.on_call.override": "RotaOverride",
            "supportops.triage.on_call.page": "Page",
            "supportops.triage.on_call.rota": "Rota",
            "supportops.triage.on_call.share": "Share Shares",
            "supportops.triage.on_call.shift": "Shift",
            "supportops.triage.outputs": "Output Record",
            "supportops.triage.priorities": "effective_priorities",
            "supportops.triage.priority": "Ageing Modifier Priority effective_priority",
            "supportops.triage.queue": "QueueKey queue_key queue_order",
            "supportops.triage.queue_review": "QueueReview ReviewItem",
            "supportops.triage.queued": "QueuedTicket",
            "supportops.triage.region": "Region",
            "supportops.triage.route_check": "RouteCheck check_routes",
            "supportops.triage.routing": "Route Routing RoutingRecord route",
            "supportops.triage.rules": "Rule",
            "supportops.triage.scales": "Impairment ScaleMap UsersAffected",
            "supportops.triage.strategy": (
                "Filter LastResort Rank RateLimit Strategy customer_owned load_balanced "
                "rate_limit round_robin skill_based swarm"
            ),
            "supportops.triage.supervisor": "SupervisorFlag supervisor_flag",
            "supportops.triage.table": "DecisionTable HitPolicy",
            "supportops.vocabulary": "L0_TO_L3 P0_TO_P4 P1_TO_P5 SEV1_TO_SEV5 Scale",
        },
    )
