"""What a user may write about many tickets: `mypy --strict` reads this file, nobody runs it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any, assert_type

import numpy as np
import numpy.typing as npt

from supportops.adapters.servicenow import IncidentFacts, IncidentOutcomes, IncidentTable, read_incident_table
from supportops.calendar import ALWAYS_OPEN
from supportops.presets import lean
from supportops.presets.lean import PRIORITIES, PROMISES, TicketType
from supportops.presets.lean import sla_policies as lean_policies
from supportops.presets.playbook import PLANS, Plan, Range, plan_named, plan_policy
from supportops.presets.skill import (
    COMPLIANCE_TARGETS,
    REPORTING_CADENCE,
    SEGMENT_TARGETS,
    SLA_CHECKLIST,
    ComplianceTarget,
    ReportCadence,
    segment_policy,
)
from supportops.report import IncidentReview, last_event, reading_of, review_incidents
from supportops.sla import (
    Attained,
    ChannelFreeze,
    Choice,
    ClockIntegrity,
    Compliance,
    CreditBand,
    CreditExclusion,
    CreditLine,
    CreditRow,
    CreditStatement,
    CreditTerms,
    Dashboard,
    DashboardLine,
    IntegrityFigure,
    Performance,
    Period,
    PolicySet,
    SlaPolicy,
    SlaTable,
    SuggestedTarget,
    TargetSuggestion,
    TicketFacts,
    TimerChange,
    TimerFigures,
    WhatIf,
    clock_integrity,
    compliance,
    credits,  # noqa: A004 - the field's word
    credits_by_customer,
    dashboard,
    evaluate_many,
    freeze_channels,
    performance,
    suggest_targets,
    what_if,
)
from supportops.sla import EventTable as SlaEventTable
from supportops.sla.profiles import (
    Certainty,
    PolicyOptions,
    Profile,
    VendorChoice,
    chatwoot,
    frappe,
    freshdesk,
    glpi,
    jira,
    zammad,
    zendesk,
)
from supportops.sla.spark import RESULT_SCHEMA
from supportops.sla.spark import evaluate as spark_evaluate
from supportops.tickets import Created, EventTable, Rejected, TextColumn, TicketHistory
from supportops.vocabulary import P1_TO_P5, Scale

at = datetime(2026, 3, 2, 9, tzinfo=UTC)
history = TicketHistory(ticket_id="4711", events=(Created(at=at, priority="P2"),))
policy = SlaPolicy(name="standard", calendar=ALWAYS_OPEN, scale=P1_TO_P5, targets={"P2": {"resolution": "8h"}})

table: EventTable = EventTable.from_histories([history])
assert_type(SlaEventTable.from_histories([history]), EventTable)
from_columns: EventTable = EventTable.from_columns(
    ticket=["a"], at=np.array(["2026-03-02"], dtype="M8[us]"), kind=["created"], field=["priority"], value=["P1"]
)
assert_type(table.tickets, tuple[str, ...])
names: TextColumn = table.kind
assert_type(names[0], str | None)
assert_type(names[:2], TextColumn)
aside: tuple[Rejected, ...] = table.rejected

answers: SlaTable = evaluate_many(table, policy, at=at)
one_for_each: SlaTable = evaluate_many(table, policy, at=np.array(["2026-03-02"], dtype="M8[us]"))
facts: TicketFacts = answers.tickets
told: dict[str, npt.NDArray[Any]] = facts.to_dict()
amounts: npt.NDArray[np.timedelta64] = answers.elapsed
instants: npt.NDArray[np.datetime64] = answers.due

assert_type(compliance((), metric="resolution", by="week"), Compliance)
assert_type(compliance(answers, metric="resolution").value, float | None)
measured: Performance = performance(answers, metric="resolution")
assert_type(measured.mean_of_ratios, float | None)
board: Dashboard = dashboard(answers, targets={})
first_line: DashboardLine = board.lines[0]
frozen: ChannelFreeze = freeze_channels([0.9, None], target=0.95)
by_week: ChannelFreeze = freeze_channels(compliance((), metric="first_response", by="week"), target=0.95)

integrity: ClockIntegrity = clock_integrity(table, policy, at=at, by="agent")
assert_type(integrity.begun_late, IntegrityFigure)

terms = CreditTerms(
    name="A",
    fee=Decimal(100),
    currency="EUR",
    metrics=("resolution",),
    bands=(CreditBand(0, 0.1),),
    exclusions=(CreditExclusion("why", tickets="A"),),
)
period = Period(datetime(2026, 3, 1, tzinfo=UTC), datetime(2026, 4, 1, tzinfo=UTC))
month: Period = Period.month(2026, 3, zone="Europe/Berlin")
statement: CreditStatement = credits(answers, terms=terms, period=period)
rows: tuple[CreditRow, ...] = statement.breaches
extra: tuple[CreditLine, ...] = statement.lines
assert_type(credits_by_customer((), terms=terms, period=period, customers={}), Mapping[str, CreditStatement])

suggestion: TargetSuggestion = suggest_targets([history], calendar=ALWAYS_OPEN, at=at)
suggested: tuple[SuggestedTarget, ...] = suggestion.rows
share: Attained = suggestion.attainment_of("8h", priority="P2", metric="resolution")

answer: WhatIf = what_if([history], before=policy, after=policy, at=at)
changed: tuple[TimerChange, ...] = answer.changed
figures: TimerFigures | None = changed[0].before if changed else None
profile: Profile = jira(paused_statuses=("pending",))
options: PolicyOptions = profile.options
vendor_choice: VendorChoice = profile.choices[0]
certainty: Certainty = vendor_choice.certainty
found: tuple[Choice, ...] = policy.diff(profile.applied_to(policy), history, at=at)
vendors: tuple[Profile, ...] = (chatwoot(), freshdesk(), frappe(), glpi(), zammad(), zendesk())

plan: Plan = plan_named("free")
price: Range = plan.price(500)
assert_type(PLANS["free"].allows("email"), bool)
promised: SlaPolicy = plan_policy(plan, ALWAYS_OPEN)
by_segment: SlaPolicy = segment_policy(ALWAYS_OPEN)
by_type: PolicySet = lean_policies(ALWAYS_OPEN)
kinds: Mapping[str, TicketType] = PROMISES
assert_type(lean.PROMISES["feature_request"], TicketType)
scale: Scale = PRIORITIES
lines: Mapping[str, ComplianceTarget] = COMPLIANCE_TARGETS
reports: Mapping[str, ReportCadence] = REPORTING_CADENCE


def incidents() -> None:
    """Read a log straight to columns, and review it."""
    log = read_incident_table("incidents.csv.gz")
    assert_type(log, IncidentTable)
    assert_type(log.table, EventTable)
    assert_type(log.facts, IncidentOutcomes)
    assert_type(log.facts["INC1"], IncidentFacts)
    seen = last_event(log.table)
    reviewed = review_incidents(log.table, policy=policy, at=seen, facts=log.facts, reading=reading_of(log))
    assert_type(reviewed, IncidentReview)


steps = (SLA_CHECKLIST, SEGMENT_TARGETS)
assert_type(RESULT_SCHEMA, str)
on_a_cluster = spark_evaluate
