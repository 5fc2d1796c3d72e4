"""The figures of SaaS support system design (InfluencerDB blog): promises by ticket type."""

from supportops.presets.lean.policies import sla_policies
from supportops.presets.lean.ticket_types import PRIORITIES, TICKET_TYPES, TicketType

__all__ = ["PRIORITIES", "TICKET_TYPES", "TicketType", "sla_policies"]
