"""How bad it is, who takes it, and why: matrices, decision tables and their analysis, routing, assignment.

Start with `DecisionTable`: rules as data, a reason for every answer, and `analyse()` for what they leave out. `route`
and `assign` say who takes a ticket; `queue_order` says which comes first. Each name is imported on first use.
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
    from supportops.triage.fairness import AgentShare, Fairness
    from supportops.triage.health_limits import HealthBound, HealthLimit, HealthMetric, HealthVerdict
    from supportops.triage.inputs import Input, Kind, OptionalInput, optional
    from supportops.triage.intents import Intent, IntentGap, intent_gaps
    from supportops.triage.matrix import Matrix, MatrixCheck
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
    "L0_TO_L3",
    "P0_TO_P4",
    "P1_TO_P5",
    "SEV1_TO_SEV5",
    "Ageing",
    "Agent",
    "AgentShare",
    "Analysis",
    "Assignment",
    "AssignmentState",
    "Attention",
    "Backtest",
    "Categorisation",
    "ChannelAudit",
    "ChannelCount",
    "ChannelGap",
    "ChannelPlan",
    "ChannelUse",
    "Comparison",
    "Condition",
    "Cover",
    "Decision",
    "DecisionRecord",
    "DecisionTable",
    "Decisions",
    "Disagreement",
    "Drain",
    "Fairness",
    "Filter",
    "HealthBound",
    "HealthLimit",
    "HealthLine",
    "HealthMetric",
    "HealthVerdict",
    "HitPolicy",
    "Impairment",
    "Input",
    "Intent",
    "IntentGap",
    "KeywordRule",
    "Kind",
    "LastResort",
    "Matrix",
    "MatrixCheck",
    "Modifier",
    "OptionalInput",
    "Output",
    "Overlap",
    "Priority",
    "QueueHealth",
    "QueueKey",
    "QueueReview",
    "QueuedTicket",
    "Rank",
    "RateLimit",
    "Record",
    "Refusal",
    "Region",
    "ReviewItem",
    "Route",
    "RouteCheck",
    "Routing",
    "RoutingRecord",
    "Rule",
    "Scale",
    "ScaleMap",
    "Similar",
    "Strategy",
    "SupervisorFlag",
    "Surge",
    "TableDisagreement",
    "TagHygiene",
    "UsersAffected",
    "Value",
    "aged_tickets",
    "any_of",
    "assign",
    "at_least",
    "at_most",
    "between",
    "categorise",
    "changed_to",
    "channel_audit",
    "check_routes",
    "compare_tables",
    "contains_words",
    "customer_owned",
    "daily_review",
    "drain",
    "effective_priorities",
    "effective_priority",
    "idle_tickets",
    "intent_gaps",
    "is_missing",
    "is_present",
    "less_than",
    "load_balanced",
    "more_than",
    "none_of",
    "optional",
    "priority_distribution",
    "queue_health",
    "queue_key",
    "queue_order",
    "rate_limit",
    "round_robin",
    "route",
    "similar",
    "skill_based",
    "starts_with",
    "supervisor_flag",
    "surge",
    "swarm",
    "tag_hygiene",
    "unstaffed_channels",
    "weekly_review",
]

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
            "supportops.triage.fairness": "AgentShare Fairness",
            "supportops.triage.health_limits": "HealthBound HealthLimit HealthMetric HealthVerdict",
            "supportops.triage.inputs": "Input Kind OptionalInput optional",
            "supportops.triage.intents": "Intent IntentGap intent_gaps",
            "supportops.triage.matrix": "Matrix MatrixCheck",
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
