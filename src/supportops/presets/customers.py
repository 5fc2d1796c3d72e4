"""What customers want as they come and stay, and what support and customer success both know of them."""

from __future__ import annotations

from collections.abc import Mapping

from supportops._frozen import FrozenMap
from supportops.presets._read import number
from supportops.presets.table import load

__all__ = ["LIFECYCLE_INTENTS", "SHARED_CUSTOMER_VIEW"]

_VIEW = load("shared_customer_view").rows
_INTENTS = sorted(load("lifecycle_intents").rows, key=lambda row: number(row["order"]))

SHARED_CUSTOMER_VIEW: Mapping[str, tuple[str, ...]] = FrozenMap(
    {
        side: tuple(str(row["attribute"]) for row in _VIEW if row["side"] == side)
        for side in dict.fromkeys(str(row["side"]) for row in _VIEW)
    }
)
"""Side -> attributes: "support" and "customer_success" as they differ, "shared_crm_view" as the record of both.

Source: The Product Builder's Playbook, chapter 27, Support + Customer Success Integration.

Example:
    >>> SHARED_CUSTOMER_VIEW["shared_crm_view"]
    ('ticket_history', 'health_score', 'account_notes', 'usage_data')
"""

LIFECYCLE_INTENTS: tuple[str, ...] = tuple(str(row["intent"]) for row in _INTENTS)
"""What customers want, from before the purchase to the cancellation. Each is to be given an owner, an SLA and an
escalation path: `supportops.triage.intent_gaps` takes these as `required` and tells what is not decided.

Source: SaaS support system design, Map the customer journey into a support workflow you can staff.

Example:
    >>> LIFECYCLE_INTENTS[0], len(LIFECYCLE_INTENTS)
    ('pre_purchase_question', 6)
"""
