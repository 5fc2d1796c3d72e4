"""What support costs: per agent, per ticket and per channel, and what is saved by doing it another way.

Money is a number in one currency of your choice; nothing converts or rounds it.
"""

from typing import TYPE_CHECKING

from supportops._lazy import lazily

if TYPE_CHECKING:
    from supportops.capacity.cost._channels import CHANNEL_COSTS, ChannelCost, by_channel
    from supportops.capacity.cost._credits import credits_at_risk
    from supportops.capacity.cost._per_ticket import CostPerTicket, agent_year, per_ticket
    from supportops.capacity.cost._savings import Saving, fcr_saving, handle_time_saving, self_service
    from supportops.capacity.cost._sensitivity import Sensitivities, Sensitivity, sensitivity
    from supportops.capacity.cost._tools import TOOL_SAVINGS, TOOL_WEIGHTS, combined_saving, tool_score

__all__ = [
    "CHANNEL_COSTS", "TOOL_SAVINGS", "TOOL_WEIGHTS", "ChannelCost", "CostPerTicket", "Saving", "Sensitivities",
    "Sensitivity", "agent_year", "by_channel", "combined_saving", "credits_at_risk", "fcr_saving", "handle_time_saving",
    "per_ticket", "self_service", "sensitivity", "tool_score",
]  # fmt: skip

if not TYPE_CHECKING:
    __getattr__ = lazily(
        __name__,
        {
            "supportops.capacity.cost._channels": "CHANNEL_COSTS ChannelCost by_channel",
            "supportops.capacity.cost._credits": "credits_at_risk",
            "supportops.capacity.cost._per_ticket": "CostPerTicket agent_year per_ticket",
            "supportops.capacity.cost._savings": "Saving fcr_saving handle_time_saving self_service",
            "supportops.capacity.cost._sensitivity": "Sensitivities Sensitivity sensitivity",
            "supportops.capacity.cost._tools": "TOOL_SAVINGS TOOL_WEIGHTS combined_saving tool_score",
        },
    )
