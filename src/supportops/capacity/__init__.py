"""How many people it takes: workload, queues, deferred work, forecasts, headcount, shifts, scenarios, cost.

The simple formulas are here; `erlang` is for work that cannot wait, `deferred` for work with a deadline, `forecast` for
the volume to come, `headcount` for hiring, `cost` for money, `plot` for figures. Each name is imported on first use.

Example:
    >>> from supportops import capacity
    >>> capacity.required_agents(volume=500, handle_time="20m", hours="8h", utilisation=0.75).rounded
    28
"""

from typing import TYPE_CHECKING

from supportops._lazy import lazily

if TYPE_CHECKING:
    from supportops.capacity import cost, deferred, erlang, forecast, headcount, plot
    from supportops.capacity.agent_time import (
        implied_utilisation,
        productive_time,
        throughput,
        tickets_per_agent,
        workload,
    )
    from supportops.capacity.agents import Agents
    from supportops.capacity.bands import utilisation_band
    from supportops.capacity.channels import CHANNEL_RATES, AgentsRange, ChannelRate, agents_for_channel
    from supportops.capacity.chats import CHAT_EFFICIENCY, chat_agents, effective_handle_time
    from supportops.capacity.gaps import coverage_gaps
    from supportops.capacity.inputs import CapacityInputs
    from supportops.capacity.live_status import REALTIME_LIMITS, RealtimeLimit, RealtimeStatus, realtime_status
    from supportops.capacity.recoveries import Recovery, recovery
    from supportops.capacity.required import required_agents, required_agents_at_rate, scheduled, with_buffer
    from supportops.capacity.scenarios import SCENARIOS, Scenario, deflection_effect
    from supportops.capacity.shift import Shift
    from supportops.capacity.shift_cover import cover
    from supportops.capacity.shift_coverage import coverage
    from supportops.capacity.shift_plan import ShiftPlan
    from supportops.capacity.shift_tables import SHIFTS, WEEK_TEMPLATE
    from supportops.capacity.shrinkage import UTILISATION_BREAKDOWN, Breakdown, combine_shrinkage, utilisation_breakdown
    from supportops.capacity.stages import CUSTOMERS_PER_AGENT, SUPPORT_OPS, TeamStage, agents_for_customers, team_stage
    from supportops.capacity.steps import Explanation, Step
    from supportops.capacity.tiers import TIER_RATIOS, agents_by_tier, tier_split
    from supportops.capacity.triggers import HiringTriggers, hiring_triggers

__all__ = [
    "CHANNEL_RATES", "CHAT_EFFICIENCY", "CUSTOMERS_PER_AGENT", "REALTIME_LIMITS", "SCENARIOS", "SHIFTS",
    "SUPPORT_OPS", "TIER_RATIOS", "UTILISATION_BREAKDOWN", "WEEK_TEMPLATE", "Agents", "AgentsRange", "Breakdown",
    "CapacityInputs", "ChannelRate", "Explanation", "HiringTriggers", "RealtimeLimit", "RealtimeStatus", "Recovery",
    "Scenario", "Shift", "ShiftPlan", "Step", "TeamStage", "agents_by_tier", "agents_for_channel",
    "agents_for_customers", "chat_agents", "combine_shrinkage", "cost", "cover", "coverage", "coverage_gaps",
    "deferred", "deflection_effect", "effective_handle_time", "erlang", "forecast", "headcount", "hiring_triggers",
    "implied_utilisation", "plot", "productive_time", "realtime_status", "recovery", "required_agents",
    "required_agents_at_rate", "scheduled", "team_stage", "throughput", "tickets_per_agent", "tier_split",
    "utilisation_band", "utilisation_breakdown", "with_buffer", "workload",
]  # fmt: skip

if not TYPE_CHECKING:
    __getattr__ = lazily(
        __name__,
        {
            "supportops.capacity.agent_time": (
                "implied_utilisation productive_time throughput tickets_per_agent workload"
            ),
            "supportops.capacity.agents": "Agents",
            "supportops.capacity.bands": "utilisation_band",
            "supportops.capacity.channels": "CHANNEL_RATES AgentsRange ChannelRate agents_for_channel",
            "supportops.capacity.chats": "CHAT_EFFICIENCY chat_agents effective_handle_time",
            "supportops.capacity.gaps": "coverage_gaps",
            "supportops.capacity.inputs": "CapacityInputs",
            "supportops.capacity.live_status": "REALTIME_LIMITS RealtimeLimit RealtimeStatus realtime_status",
            "supportops.capacity.recoveries": "Recovery recovery",
            "supportops.capacity.required": "required_agents required_agents_at_rate scheduled with_buffer",
            "supportops.capacity.scenarios": "SCENARIOS Scenario deflection_effect",
            "supportops.capacity.shift": "Shift",
            "supportops.capacity.shift_cover": "cover",
            "supportops.capacity.shift_coverage": "coverage",
            "supportops.capacity.shift_plan": "ShiftPlan",
            "supportops.capacity.shift_tables": "SHIFTS WEEK_TEMPLATE",
            "supportops.capacity.shrinkage": (
                "UTILISATION_BREAKDOWN Breakdown combine_shrinkage utilisation_breakdown"
            ),
            "supportops.capacity.stages": ("CUSTOMERS_PER_AGENT SUPPORT_OPS TeamStage agents_for_customers team_stage"),
            "supportops.capacity.steps": "Explanation Step",
            "supportops.capacity.tiers": "TIER_RATIOS agents_by_tier tier_split",
            "supportops.capacity.triggers": "HiringTriggers hiring_triggers",
        },
        parts="cost deferred erlang forecast headcount plot",
    )
