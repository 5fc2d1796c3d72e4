"""The published ladders, lifecycles and incident tables, as a type checker sees them."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import assert_type

from supportops.presets import ESCALATION_REASONS
from supportops.presets.playbook import (
    BASIC_LIFECYCLE,
    CLOSURE_ACTIONS,
    ESCALATION_PATHS,
    HANDOFFS,
    LEVEL1_LIMIT,
    LEVEL1_STEP,
    LEVEL3_INTAKE,
    SUPPORT_FLOW,
    TO_L1_L3,
    CsmAlert,
    TopTicket,
    csm_alert,
)
from supportops.presets.playbook import LEVELS as PLAYBOOK_LEVELS
from supportops.presets.skill import (
    CORE_ESCALATION,
    CS_HANDOFFS,
    ESCALATION,
    INCIDENT_HANDOFF,
    INCIDENT_MESSAGES,
    INCIDENT_ROLES,
    INCIDENTS,
    LEVEL_HANDOFF,
    LEVEL_METRICS,
    LEVELS,
    LIFECYCLE_AS_DRAWN,
    ON_CALL_LAYERS,
    ON_CALL_RULES,
    PAGE_LADDER,
    REVIEW_FIELDS,
    TRIGGERS,
    AccountEscalation,
    IncidentRole,
    LevelTarget,
    OnCallLayer,
    OnCallRule,
    PageDeadlines,
    RepeatedEscalations,
    SupportLevel,
    multiple_escalations,
    page_deadlines,
)
from supportops.presets.table import Cell
from supportops.tickets import TicketHistory
from supportops.triage import DecisionTable, EscalationPolicy, Handoff, IncidentPlan, ScaleMap, StateMachine
from supportops.vocabulary import Scale


def ladders(at: datetime) -> None:
    assert_type(ESCALATION, Mapping[str, EscalationPolicy])
    assert_type(CORE_ESCALATION, Mapping[str, EscalationPolicy])
    assert_type(PAGE_LADDER, EscalationPolicy)
    assert_type(ON_CALL_LAYERS, Mapping[str, OnCallLayer])
    assert_type(ON_CALL_RULES, Mapping[str, OnCallRule])
    assert_type(page_deadlines(at), PageDeadlines)
    assert_type(LEVELS, Mapping[str, SupportLevel])
    assert_type(LEVEL_METRICS, Mapping[str, Mapping[str, LevelTarget]])
    assert_type(PLAYBOOK_LEVELS, Scale)
    assert_type(TO_L1_L3, ScaleMap)
    assert_type(ESCALATION_PATHS, Mapping[str, str])
    assert_type(LEVEL1_LIMIT, timedelta)


def machines_and_tables() -> None:
    for machine in (LIFECYCLE_AS_DRAWN, BASIC_LIFECYCLE, SUPPORT_FLOW):
        assert_type(machine, StateMachine)
    for table in (TRIGGERS, CS_HANDOFFS, LEVEL1_STEP, LEVEL3_INTAKE, ESCALATION_REASONS):
        assert_type(table, DecisionTable)
    assert_type(CLOSURE_ACTIONS, tuple[str, ...])


def incidents_and_handoffs() -> None:
    assert_type(INCIDENTS, IncidentPlan)
    assert_type(INCIDENT_ROLES, Mapping[str, IncidentRole])
    assert_type(INCIDENT_MESSAGES, Mapping[str, Mapping[str, Cell]])
    assert_type(REVIEW_FIELDS, Mapping[str, tuple[str, ...]])
    assert_type(HANDOFFS, Mapping[tuple[str, str], Handoff])
    assert_type(LEVEL_HANDOFF, Handoff)
    assert_type(INCIDENT_HANDOFF, Handoff)


def signals(account: list[TicketHistory], at: datetime) -> None:
    alert = csm_alert(account, value=120_000, threshold=50_000, at=at)
    assert_type(alert, CsmAlert | None)
    if alert is not None:
        assert_type(alert.tickets, tuple[TopTicket, ...])
    signal = multiple_escalations(account, at=at)
    assert_type(signal, RepeatedEscalations | None)
    if signal is not None:
        assert_type(signal.escalations, tuple[AccountEscalation, ...])
