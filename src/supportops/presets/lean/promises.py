"""What the five ticket types are promised, and who takes them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from supportops._frozen import FrozenMap
from supportops._model import Model
from supportops.durations import Duration
from supportops.presets._read import by, minutes, texts
from supportops.presets.table import Row, load
from supportops.vocabulary import Scale

__all__ = ["PRIORITIES", "PROMISES", "TicketType"]

PRIORITIES = Scale("P0", "P1", "P2", "P3")
"""The priorities of the source, P0 the most urgent.

Source: SaaS support system design, table of ticket types.
"""


class TicketType(Model):
    """A kind of ticket. The kind decides what is promised, not the priority: two kinds of P1 differ.

    Attributes:
        name: as printed; the category of its tickets.
        examples: what customers write.
        priority: under `condition`; what it is without is not printed.
        condition: when the priority holds.
        owners: who takes it.
        response: open time to the first response, or to the acknowledgment.
        response_metric: which of the two.
        resolution: open time, or None.
        update: the interval between updates, or None.
        handling: how such tickets are worked, where the source says so.
    """

    name: str
    examples: tuple[str, ...]
    priority: str
    condition: str
    owners: tuple[str, ...]
    response: Duration
    response_metric: Literal["first_response", "acknowledge"]
    resolution: Duration | None
    update: Duration | None
    handling: str | None


def _type(row: Row) -> TicketType:
    return TicketType.model_validate(
        {
            "name": row["ticket_type"],
            "examples": texts(row["examples"]),
            "priority": row["priority"],
            "condition": row["priority_condition"],
            "owners": texts(row["owners"]),
            "response": minutes(row["response_minutes"]),
            "response_metric": row["response_kind"],
            "resolution": minutes(row["resolution_minutes"]),
            "update": minutes(row["update_every_minutes"]),
            "handling": row["handling"],
        }
    )


PROMISES: Mapping[str, TicketType] = FrozenMap(
    {name: _type(row) for name, row in by("ticket_type", load("ticket_type_sla_rules")).items()}
)
"""What each type is promised, by its name: outages, billing and access, onboarding, tracking, feature requests.

Source: SaaS support system design, table of ticket types.

Example:
    >>> PROMISES["feature_request"].response_metric
    'acknowledge'
"""
