"""What a user may write about capacity: `mypy --strict` reads this file, nobody runs it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from typing import assert_type

import numpy as np
import numpy.typing as npt

from supportops import BusinessCalendar, Holidays
from supportops.capacity import (
    CHANNEL_RATES,
    CHAT_EFFICIENCY,
    CUSTOMERS_PER_AGENT,
    REALTIME_LIMITS,
    SCENARIOS,
    SHIFTS,
    SUPPORT_OPS,
    TIER_RATIOS,
    UTILISATION_BREAKDOWN,
    WEEK_TEMPLATE,
    Agents,
    AgentsRange,
    Breakdown,
    CapacityInputs,
    ChannelRate,
    Explanation,
    HiringTriggers,
    RealtimeLimit,
    RealtimeStatus,
    Recovery,
    Scenario,
    Shift,
    ShiftPlan,
    Step,
    TeamStage,
    agents_by_tier,
    agents_for_channel,
    agents_for_customers,
    chat_agents,
    combine_shrinkage,
    cost,
    cover,
    coverage,
    coverage_gaps,
    deferred,
    deflection_effect,
    effective_handle_time,
    erlang,
    forecast,
    headcount,
    hiring_triggers,
    implied_utilisation,
    plot,
    productive_time,
    realtime_status,
    recovery,
    required_agents,
    required_agents_at_rate,
    scheduled,
    team_stage,
    throughput,
    tickets_per_agent,
    tier_split,
    utilisation_band,
    utilisation_breakdown,
    with_buffer,
    workload,
)
from supportops.capacity.cost import (
    CHANNEL_COSTS,
    TOOL_SAVINGS,
    TOOL_WEIGHTS,
    ChannelCost,
    CostPerTicket,
    Saving,
    Sensitivities,
    Sensitivity,
    agent_year,
    by_channel,
    combined_saving,
    credits_at_risk,
    fcr_saving,
    handle_time_saving,
    per_ticket,
    self_service,
    sensitivity,
    tool_score,
)
from supportops.capacity.deferred import (
    BacklogPath,
    BlendPlan,
    Rate,
    agents_to_clear,
    backlog_path,
    blend,
    days_to_clear,
    growth_streak,
    max_lateness,
    oldest_age,
    required_rate,
    required_rate_for,
)
from supportops.capacity.erlang import (
    ErlangA,
    ErlangAgents,
    ErlangC,
    ExtendedB,
    agents_for_blocking,
    asa_s,
    describe,
    erlang_a,
    erlang_b,
    erlang_c,
    extended_erlang_b,
    halfin_whitt,
    load,
    load_for_asa,
    load_for_blocking,
    load_for_p_wait,
    log_erlang_b,
    occupancy,
    patience_s,
    queue_length,
    service_level,
    square_root_agents,
    wait_if_waiting_s,
    wait_quantile_s,
)
from supportops.capacity.erlang import required_agents as agents_for_queue
from supportops.capacity.forecast import (
    Accuracy,
    AgentsInterval,
    Backtest,
    Decomposition,
    Forecast,
    IntervalScore,
    accuracy,
    agents_interval,
    backtest,
    calendar_features,
    decompose,
    drift,
    exponential_smoothing,
    growth,
    historical_average,
    holt,
    holt_winters,
    interval_score,
    intraday_profile,
    linear_trend,
    moving_average,
    naive,
    pinball_loss,
    regression,
    seasonal_naive,
    seasonal_patterns,
    trend_season,
    wrap,
)
from supportops.capacity.headcount import (
    LEAD_TIMES,
    RAMP,
    HiringPlan,
    effective,
    monthly_attrition,
    open_role_by,
    plan,
    productivity,
    remaining,
)
from supportops.capacity.plot import HasBacklog, backlog, staffing
from supportops.capacity.plot import forecast as forecast_figure
from supportops.capacity.plot import headcount as headcount_figure

Floats = npt.NDArray[np.float64]
NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
SOME = np.array([1.0, 2.0])
DESK = BusinessCalendar(zone="UTC", hours="Mon-Fri 09:00-17:00")


def work() -> None:
    agents = required_agents(volume=500, handle_time="20m", hours=timedelta(hours=8), utilisation=0.75, shrinkage=0.1)
    assert_type(agents, Agents)
    assert_type(agents.explain(), Explanation)
    steps: list[Step] = list(agents.explain())
    required_agents(volume=SOME, handle_time_s=SOME, hours="8h", utilisation=1.0)
    assert_type(required_agents_at_rate(volume=900, tickets_per_agent=150, buffer=0.15), Agents)
    inputs = CapacityInputs(volume=500, handle_time="20m", hours="8h", utilisation=0.75, sources={"volume": "2026"})
    assert_type(inputs.agents(), Agents)
    assert_type(agents_for_customers(2000, CUSTOMERS_PER_AGENT[0]), Agents)
    assert_type(agents_for_channel("email", volume_per_hour=40, rates=CHANNEL_RATES), AgentsRange)
    rate: ChannelRate = CHANNEL_RATES["email"]
    assert_type(agents_by_tier(100, shares=(0.7, 0.3), tickets_per_agent=10), tuple[Agents, ...])
    chat_agents(volume=60, interval="1h", handle_time="8m", concurrency=3, efficiency=CHAT_EFFICIENCY)
    assert_type(with_buffer(agents, 0.2), Agents)
    assert_type(scheduled(7, 0.3), Agents)
    implied_utilisation(volume=500, handle_time="20m", hours="8h", agents=28)
    assert_type(utilisation_band(0.65, preset="realtime"), str)
    assert_type(workload(500, "20m"), timedelta)
    assert_type(productive_time("8h", 0.75), timedelta)
    assert_type(effective_handle_time("8m", 3), timedelta)
    assert_type(tickets_per_agent(handle_time="14m", hours="8h", meetings="1h"), float)
    throughput(agents=8, tickets_per_agent_day=25, days=5)
    assert_type(combine_shrinkage([0.1, 0.2], how="additive"), float)
    assert_type(utilisation_breakdown({"ticket_handling": 1.0}), Breakdown)
    deflection_effect(0.3, 0.5)
    assert_type(team_stage(2000), TeamStage)
    assert_type(tier_split(8, TIER_RATIOS["early_stage"]), tuple[int, ...])
    print(steps, rate, UTILISATION_BREAKDOWN, SUPPORT_OPS)


def today() -> None:
    coverage_gaps(SOME, SOME, floor=0.5)
    assert_type(realtime_status(wait="7m", queue_depth=12), RealtimeStatus)
    limit: RealtimeLimit = REALTIME_LIMITS["wait"]
    assert_type(hiring_triggers(csat=0.8, weekly_backlog=[1, 2, 3, 4]), HiringTriggers)
    scenario: Scenario = SCENARIOS["product_outage"]
    assert_type(recovery(scenario, SOME, capacity=100, tickets_per_agent=20, lasting=1), Recovery)
    print(limit, Scenario("ours", 0.2).apply(100))


def shifts() -> None:
    early = Shift("early", "Mon-Fri 06:00-14:00", 4, zone="Europe/Berlin", skills=("chat",), absence=0.05)
    assert_type(coverage([early, *WEEK_TEMPLATE], start=NOW, end=NOW + timedelta(days=1)), npt.NDArray[np.int64])
    assert_type(cover(np.ones(24), shifts=list(SHIFTS.values()), step="1h"), ShiftPlan)


def queues() -> None:
    assert_type(load(100, interval="30m", handle_time="3m"), float)
    erlang_b(10.0, 12), log_erlang_b(10.0, 12), erlang_c(SOME, 12), occupancy(10.0, 12), queue_length(10.0, 12)
    service_level(10.0, 14, handle_time="3m", within="20s"), asa_s(10.0, 14, handle_time_s=180)
    wait_if_waiting_s(10.0, 14, handle_time="3m"), wait_quantile_s(10.0, 14, q=0.9, handle_time="3m")
    assert_type(describe(10.0, 14, handle_time="3m", within="20s"), ErlangC)
    assert_type(agents_for_blocking(10.0, 0.01), Agents)
    load_for_blocking(12, 0.01), load_for_p_wait(12, 0.2), load_for_asa(12, asa="5s", handle_time="3m")
    assert_type(extended_erlang_b(10.0, 12, retry=0.5), ExtendedB)
    halfin_whitt(1.0), square_root_agents(10.0, 0.2), patience_s(0.05, mean_wait="10s")
    assert_type(erlang_a(10.0, 12, handle_time="3m", patience="5m"), ErlangA)
    found = agents_for_queue(volume=100, interval="30m", handle_time="3m", target=0.8, within="20s")
    assert_type(found, ErlangAgents)


def waiting() -> None:
    assert_type(required_rate([1.0, 2.0], due=2), float)
    assert_type(max_lateness([1.0, 2.0], due=2, rate=1.0), int)
    arrived = np.array(["2026-03-02T09:00"], dtype="datetime64[us]")
    assert_type(required_rate_for(arrived, 1200.0, due="8h", calendar=DESK), Rate)
    assert_type(blend([1], deferred=[0], due=1), BlendPlan)
    assert_type(backlog_path(10, SOME, capacity=2), BacklogPath)
    oldest_age(10, SOME, capacity=2), growth_streak([1, 2]), days_to_clear(10, inflow=1, capacity=2)
    assert_type(agents_to_clear(backlog=10, days=2, inflow=1, handle_time="20m", hours="8h"), Agents)
    print(deferred)


def volume() -> None:
    y = np.arange(40.0)
    methods = {"naive": naive, "wrapped": wrap(lambda y, horizon: np.full(horizon, np.mean(y)), method="mean")}
    assert_type(seasonal_naive(y, period=7, horizon=7, start=date(2026, 3, 2)), Forecast)
    for found in (
        historical_average(y, last=5), moving_average(y, window=7), drift(y), growth(y, rate=0.1), linear_trend(y),
        trend_season(y, period=7), exponential_smoothing(y), holt(y, phi=0.9), holt_winters(y, period=7),
        regression(y, drivers={"x": y}, future={"x": SOME}),
    ):  # fmt: skip
        assert_type(found, Forecast)
        assert_type(found.mean, Floats)
    assert_type(decompose(y, period=7), Decomposition)
    days = np.array(["2026-12-25"], dtype="datetime64[D]")
    assert_type(calendar_features(days, holidays=Holidays(country="DE")), Mapping[str, Floats])
    assert_type(seasonal_patterns(date(2026, 12, 25)), tuple[str, ...])
    assert_type(intraday_profile(y, per_day=8), Floats)
    ahead = naive(y)
    assert_type(agents_interval(ahead, handle_time="20m", hours="8h", utilisation=0.75), AgentsInterval)
    assert_type(accuracy(SOME, SOME), Accuracy)
    assert_type(pinball_loss(SOME, SOME, q=0.9), float)
    assert_type(interval_score(SOME, SOME, upper=SOME, confidence=0.8), IntervalScore)
    assert_type(backtest(y, methods=methods, horizon=2, windows=3), Backtest)
    forecast_figure(ahead, history=y)
    print(forecast, erlang, plot)


def people_and_money(path: HasBacklog) -> None:
    assert_type(productivity(3, ramp=RAMP), float)
    assert_type(effective(6, [1, 1], weeks=8), Floats)
    assert_type(monthly_attrition(0.15), float)
    assert_type(remaining(20, 0.25, months=24), float)
    assert_type(open_role_by(date(2026, 9, 1), scenario="replacement"), date)
    hires = plan([8, 9], start=date(2026, 1, 1), tenured=8, annual_attrition=0.2, gates=[(8, 0.9)])
    assert_type(hires, HiringPlan)
    headcount_figure(hires), backlog(path), staffing(SOME, SOME)
    assert_type(agent_year(salary=60_000), float)
    money: CostPerTicket = per_ticket(tickets=6000, salary=60_000)
    assert_type(by_channel({"phone": 10}, costs=CHANNEL_COSTS, at="low"), ChannelCost)
    saved: Saving = self_service(visits=1, deflection_rate=0.3, cost_per_ticket=15)
    fcr_saving(tickets=6000, gain=0.05, cost_per_ticket=12.5), handle_time_saving(12.5, 0.1)
    found: Sensitivities = sensitivity(lambda a: a, inputs={"a": 1.0})
    first: Sensitivity = found[0]
    credits_at_risk([0.5], credit=100), combined_saving([low for low, _ in TOOL_SAVINGS.values()])
    assert_type(tool_score({"a": 1}, weights={"a": 1}), float)
    print(money, saved, first, TOOL_WEIGHTS, LEAD_TIMES, headcount, cost)
