"""The figures of SaaS support system design (InfluencerDB blog): ticket types, channels and thresholds."""

from supportops.presets.lean.channel_choice import CHANNEL_CHOICE
from supportops.presets.lean.policies import sla_policies
from supportops.presets.lean.promises import PRIORITIES, PROMISES, TicketType
from supportops.presets.lean.thresholds import THRESHOLDS, ThresholdRule
from supportops.presets.lean.ticket_table import TICKET_TYPES, ticket_types

__all__ = [
    "CHANNEL_CHOICE",
    "PRIORITIES",
    "PROMISES",
    "THRESHOLDS",
    "TICKET_TYPES",
    "ThresholdRule",
    "TicketType",
    "sla_policies",
    "ticket_types",
]
