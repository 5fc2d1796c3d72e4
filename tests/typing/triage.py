"""What a user may write about triage: `mypy --strict` reads this file, nobody runs it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from typing import assert_type

import numpy as np
import numpy.typing as npt

import supportops
from supportops.durations import Elapsed, parse_elapsed
from supportops.triage import (
    L0_TO_L3,
    P0_TO_P4,
    P1_TO_P5,
    SEV1_TO_SEV5,
    Ageing,
    Agent,
    AgentShare,
    Analysis,
    Assignment,
    AssignmentState,
    Attention,
    Backtest,
    Categorisation,
    ChannelAudit,
    ChannelCount,
    ChannelGap,
    ChannelPlan,
    ChannelUse,
    Comparison,
    Condition,
    Cover,
    Decision,
    DecisionRecord,
    Decisions,
    DecisionTable,
    Disagreement,
    Drain,
    Fairness,
    Filter,
    HealthBound,
    HealthLimit,
    HealthLine,
    HealthMetric,
    HealthVerdict,
    HitPolicy,
    Impairment,
    Input,
    Intent,
    IntentGap,
    KeywordRule,
    Kind,
    LastResort,
    Matrix,
    MatrixCheck,
    Modifier,
    OptionalInput,
    Output,
    Overlap,
    Priority,
    QueuedTicket,
    QueueHealth,
    QueueKey,
    QueueReview,
    Rank,
    RateLimit,
    Record,
    Refusal,
    Region,
    ReviewItem,
    Route,
    RouteCheck,
    Routing,
    RoutingRecord,
    Rule,
    Scale,
    ScaleMap,
    Similar,
    Strategy,
    SupervisorFlag,
    Surge,
    TableDisagreement,
    TagHygiene,
    UsersAffected,
    Value,
    aged_tickets,
    any_of,
    assign,
    at_least,
    at_most,
    between,
    categorise,
    changed_to,
    channel_audit,
    check_routes,
    compare_tables,
    contains_words,
    customer_owned,
    daily_review,
    drain,
    effective_priorities,
    effective_priority,
    idle_tickets,
    intent_gaps,
    is_missing,
    is_present,
    less_than,
    load_balanced,
    more_than,
    none_of,
    optional,
    priority_distribution,
    queue_health,
    queue_key,
    queue_order,
    rate_limit,
    round_robin,
    route,
    similar,
    skill_based,
    starts_with,
    supervisor_flag,
    surge,
    swarm,
    tag_hygiene,
    unstaffed_channels,
    weekly_review,
)

now = datetime(2026, 3, 2, 9, tzinfo=UTC)


class Plan(StrEnum):
    FREE = "free"
    PAID = "paid"


# Scales and matrices
assert_type(Scale.of(Impairment), Scale)
assert_type(P1_TO_P5.ranks(["P1"]), npt.NDArray[np.int64])
assert_type(P1_TO_P5.highest("P1", "P2"), str)
assert_type(L0_TO_L3.title("L1"), str)
mapped: str = ScaleMap.by_rank(P0_TO_P4, P1_TO_P5)["P0"]
severity = Matrix(
    rows=Impairment,
    columns=UsersAffected,
    cells={"complete_block": {"all": "SEV1"}},
    scale=SEV1_TO_SEV5,
    name="severity",
)
assert_type(severity["complete_block", "all"], str)
assert_type(severity.lookup(["complete_block"], "all"), npt.NDArray[np.str_])
checked: MatrixCheck = severity.check()
assert_type(checked.missing, tuple[tuple[str, str], ...])

# Decision tables
policy: HitPolicy = "first"
kind: Kind = "number"
inputs: dict[str, Input] = {
    "plan": Plan, "level": P1_TO_P5, "category": ("a", "b"), "arr": at_least(0), "more": kind,
    "due": optional("date"), "subject": "text", "tags": "tags", "vip": "boolean",
}  # fmt: skip
maybe: OptionalInput = optional(Plan)
limit: Value = 5
asked: Condition = more_than(limit)
outputs: list[Output] = ["P1", {"team": "Billing", "steps": ["ask", None]}]
rules = [
    Rule(
        "one", {"plan": Plan.PAID, "arr": between(0, 10, closed="both"), "due": at_most(date(2026, 3, 2))}, outputs[0]
    ),
    Rule(
        "two",
        {"subject": contains_words("down"), "tags": none_of("spam"), "level": less_than("P2")},
        outputs[1],
        "a note",
    ),
    Rule("three", {"category": any_of("a"), "due": is_missing(), "vip": True, "subject": starts_with("Re:")}, "P3"),
    Rule("four", {"category": changed_to("b"), "due": is_present(), "more": asked}, "P4"),
]
table = DecisionTable(name="typed", hit_policy=policy, inputs=inputs, rules=rules, default="P5")
assert supportops.DecisionTable is DecisionTable
assert supportops.Rule is Rule
decision: Decision = table.decide({"plan": "paid"}, missing="refuse")
assert_type(decision.output, object)
assert_type(decision.rule, str | None)
assert_type(decision.rules, tuple[str, ...])
assert_type(decision.also_matched, tuple[str, ...])
assert_type(decision.refused, Mapping[str, Refusal])
assert_type(decision.undecided, Mapping[str, tuple[str, ...]])
assert_type(decision.needs, tuple[str, ...])
record: DecisionRecord = decision.to_record()
several: Decisions = table.decide_many({"plan": ["paid", "free"], "arr": np.array([1.0, 2.0])})
assert_type(several.output, npt.NDArray[np.object_])
assert_type(several.status, npt.NDArray[np.str_])
answer: Mapping[str, object] = Record(team="Billing")

# Analysis and backtest
analysis: Analysis = table.analyse(limit=None)
gaps: tuple[Region, ...] = analysis.gaps
overlaps: tuple[Overlap, ...] = analysis.overlaps
hidden: tuple[Cover, ...] = analysis.hidden
where: Mapping[str, Condition] = gaps[0].where
assert_type(gaps[0].contains({"plan": "paid"}), bool)
assert_type(table.verified(), DecisionTable)
backtest: Backtest = table.backtest([{"plan": "paid"}], ["P1"], by=None)
assert_type(backtest.kappa, float | None)
wrong: tuple[Disagreement, ...] = backtest.disagreements
comparison: Comparison = compare_tables(table, table, [{}])
others: tuple[TableDisagreement, ...] = comparison.disagreements

# Categories and signals
found: Categorisation = categorise({"subject": "x"}, [KeywordRule("a", ["x"], fields=["subject"])])
assert_type(found.category, str | None)
alike: tuple[Similar, ...] = similar("a b", {"1": "a"}, threshold=0.5)
assert_type(alike[0].score, float)
surges: tuple[Surge, ...] = surge({"a": 3}, {"a": [1, 2]}, confidence=0.9)
assert_type(surges[0].interval, tuple[int, int] | None)
hygiene: TagHygiene = tag_hygiene({"vip": ["1", "2"]}, agents=["ann"], overlap=0.9)
assert_type(hygiene.overlapping, tuple[tuple[str, str, float], ...])
flag: SupervisorFlag | None = supervisor_flag("1", "angry")

# Priority and queue order
raised: Priority = effective_priority(
    "P4", scale=P1_TO_P5, age="3 days", ageing=Ageing("24h", "P2"), modifiers=[Modifier(1, "VIP")]
)
assert_type(raised.effective, str)
assert_type(effective_priorities(["P4"], scale=P1_TO_P5), npt.NDArray[np.object_])
key: QueueKey = queue_key(priority="P1", created=now, id="1", scale=P1_TO_P5, slack=timedelta(minutes=5))
assert_type(queue_order(priority=["P1"], created=[now], id=["a"], scale=P1_TO_P5), npt.NDArray[np.intp])
assert_type(parse_elapsed("3 days"), timedelta)
wait: Elapsed = timedelta(days=3)

# Looking after the queue
idle: tuple[Attention, ...] = idle_tickets([], at=now, after="4h")
aged: tuple[Attention, ...] = aged_tickets([], at=now)
metric: HealthMetric = "backlog_age"
bound = HealthBound("<", 0.05)
health_limit = HealthLimit(metric="priority_distribution", label="P1", target=bound)
lines: tuple[HealthLine, ...] = priority_distribution(["P1", "P2"], scale=P1_TO_P5, limits=[health_limit])
verdict: HealthVerdict = lines[0].verdict
daily: QueueReview = daily_review([], at=now, scale=P1_TO_P5)
weekly: QueueReview = weekly_review([], at=now, stuck_after="3 days")
item: ReviewItem = daily.items[0]
plan = ChannelPlan(channel="chat")
unstaffed: tuple[ChannelGap, ...] = unstaffed_channels(["chat"], [plan])
lacking: tuple[IntentGap, ...] = intent_gaps([Intent(name="billing", owner="support")])

# Routing
api = Route("api", "api_integration", "L2", when={"plan": any_of("paid")}, fallback="L3 Engineering")
routing: Routing = route({"category": "api"}, [api], busy={"api_integration"}, default=Route(None, "triage", "L1"))
assert_type(routing.target, str)
kept = RoutingRecord(ticket="1", at=now, routing=routing, article="kb-1", accepted=True)
route_check: RouteCheck = check_routes([api], categories=["api"], targets=["triage"])

# Assignment
agents = [Agent("ann", skills=["api"], level="L2", capacity=5, channels={"chat": 0.5}), Agent("bob", weight=2)]
ticket = QueuedTicket("7", priority="P2", created=now, skill="api")
last: LastResort = "away"
filters: tuple[Filter, ...] = ("skill", rate_limit(3, per="5m"))
rank: Rank = "count"
limited: RateLimit = rate_limit(3, per="5m")
own = Strategy(name="own", filters=filters, rank=(rank, "rotation"), size=1, last_resort=last)
for strategy in (
    own,
    round_robin(limited, weighted=True),
    skill_based(),
    load_balanced(by="spare"),
    customer_owned(),
    swarm(3),
):
    given: Assignment = assign(ticket, agents, strategy, AssignmentState(), at=now)
assert_type(given.agent, str | None)
assert_type(given.passed_over, Mapping[str, str])
state: AssignmentState = given.state.released(agents[0], channel="chat").pruned(before=now)
drained: Drain = drain([ticket], agents, own, state, at=now, scale=P1_TO_P5, max_idle="2h")
fairness: Fairness = drained.fairness()
shares: tuple[AgentShare, ...] = fairness.agents


def audit(histories: list[supportops.TicketHistory]) -> ChannelAudit:
    """The parts that need a log."""
    found = channel_audit(histories, effort={}, end=now)
    uses: tuple[ChannelUse, ...] = found.channels
    counts: tuple[ChannelCount, ...] = found.counts
    assert len(uses) <= len(counts)
    return found


def health(histories: list[supportops.TicketHistory], limits: list[HealthLimit]) -> QueueHealth:
    return queue_health(histories, at=now, scale=P1_TO_P5, limits=limits)
