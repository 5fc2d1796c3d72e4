"""Numbers and definitions that hold for any SLA, whatever its targets."""

from __future__ import annotations

from collections.abc import Mapping

from supportops._frozen import FrozenMap
from supportops.presets._read import texts
from supportops.presets.table import Cell, load
from supportops.vocabulary import Party

__all__ = ["DESIGN_RULES", "FIRST_RESPONSE_BY"]

DESIGN_RULES: Mapping[str, Cell] = FrozenMap({str(row["rule"]): row["value"] for row in load("sla_design_rules").rows})
"""Rule to its value: the share of time that targets are achievable, the warning point and the like.

Shares are fractions of 1; the units of the others are in the table "sla_design_rules".

Source: Support Operations skill pack, Good SLA Design; SaaS support system design.
"""

FIRST_RESPONSE_BY: Mapping[str, tuple[Party, ...]] = FrozenMap(
    {
        str(row["definition"]): tuple(map(Party, texts(row["parties"])))
        for row in load("response_and_resolution_definitions").rows
        if row["event"] == "first_response"
    }
)
"""Definition of a first response to `SlaPolicy(first_response_by=...)`: "human", or "human_or_ai".

An automatic acknowledgment is no response in either: it is a message of `Party.SYSTEM`.

Source: Support Operations skill pack (human); Featurebase support operations guide (human or AI).

Example:
    >>> FIRST_RESPONSE_BY["human"]
    (<Party.AGENT: 'agent'>,)
"""
