"""On call: the layers, the rules of a rotation, and how soon somebody who is paged must react."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Literal, NamedTuple

from supportops._frozen import FrozenMap
from supportops._instants import from_us, us_of
from supportops._model import Model
from supportops.presets._read import by, number
from supportops.presets.table import load
from supportops.triage import EscalationPolicy, EscalationStep, Notify
from supportops.triage._checked import instant_us

__all__ = [
    "ON_CALL_LAYERS",
    "ON_CALL_RULES",
    "PAGE_LADDER",
    "OnCallLayer",
    "OnCallRule",
    "PageDeadlines",
    "page_deadlines",
]


class OnCallLayer(Model):
    """A layer of people on call: when somebody must be there, and what for."""

    name: str
    coverage: Literal["24x7"]
    responsibility: str


class OnCallRule(Model):
    """What is asked of a rotation, or of whoever is on call.

    Attributes:
        group: "rotation" or "expectation".
        rule: its name.
        value: a number, a time, or True for what simply has to be so.
        unit: of the value, as printed.
    """

    group: Literal["rotation", "expectation"]
    rule: str
    value: bool | int | str
    unit: str

    def __str__(self) -> str:
        return self.rule if self.value is True else f"{self.rule}: {self.value} ({self.unit})"


class PageDeadlines(NamedTuple):
    """Until when somebody who is paged must have answered, and acknowledged or escalated."""

    respond_by: datetime
    acknowledge_or_escalate_by: datetime


ON_CALL_LAYERS: Mapping[str, OnCallLayer] = FrozenMap(
    {
        layer: OnCallLayer.model_validate(
            {"name": layer, "coverage": row["coverage"], "responsibility": row["responsibility"]}
        )
        for layer, row in by("layer", load("on_call_structure")).items()
    }
)
"""The four layers, the first to be called first: primary, secondary, manager and executive, all around the clock.

The names are the roles of `PAGE_LADDER`, and may be the layers of `supportops.triage.OnCall`.

Source: Support Operations skill pack, On-Call Structure.

Example:
    >>> for name, layer in ON_CALL_LAYERS.items():
    ...     print(f"{name}, {layer.coverage}: {layer.responsibility}")
    primary, 24x7: first responder to every alert
    secondary, 24x7: backup when primary cannot be reached
    manager, 24x7: escalation point and decisions
    executive, 24x7: communication in major incidents
"""

ON_CALL_RULES: Mapping[str, OnCallRule] = FrozenMap(
    {rule: OnCallRule.model_validate(row) for rule, row in by("rule", load("on_call_rules")).items()}
)
"""Rule by name: five of the rotation, five of whoever is on call.

A week at most, at least two people, and a fixed handover, for which Monday 09:00 is the printed example: as a `Rota`,
`every="1 week"` and `handover="Mon 09:00"`.

Source: Support Operations skill pack, On-Call Rotation Best Practices.

Example:
    >>> for rule in ("length", "min_people", "handoff_time", "backup_for_conflicts"):
    ...     print(ON_CALL_RULES[rule])
    length: 1 (weeks (maximum))
    min_people: 2 (people per rotation)
    handoff_time: Monday 09:00 (example of a fixed time)
    backup_for_conflicts
"""

_RESPOND, _SETTLE = (
    timedelta(minutes=number(ON_CALL_RULES[rule].value))
    for rule in ("respond_to_page_within", "acknowledge_or_escalate_within")
)


def page_deadlines(paged: datetime) -> PageDeadlines:
    """Return the two deadlines of a page: to respond within 5 minutes, to acknowledge or escalate within 15.

    The printed words overlap; they are read as two deadlines that both run from the page. Each is met at its instant.

    Args:
        paged: when the page was sent.

    Returns:
        Both instants, in the zone of `paged`; a tuple.

    Raises:
        DomainError: `paged` is no instant.
        NaiveDatetimeError: `paged` has no zone.

    Source: Support Operations skill pack, On-Call Rotation Best Practices.

    Example:
        >>> from datetime import UTC
        >>> respond_by, acknowledge_or_escalate_by = page_deadlines(datetime(2026, 3, 1, 2, tzinfo=UTC))
        >>> print(respond_by.time(), acknowledge_or_escalate_by.time())
        02:05:00 02:15:00
    """
    us = instant_us(paged, "paged")
    return PageDeadlines(*(from_us(us + us_of(wait), paged.tzinfo) for wait in (_RESPOND, _SETTLE)))


def _told(layer: str) -> Notify:
    return Notify(layer, why=ON_CALL_LAYERS[layer].responsibility)


PAGE_LADDER = EscalationPolicy(
    name="On-call layers",
    steps=(
        EscalationStep("0m", _told("primary")),
        EscalationStep(_RESPOND, _told("secondary")),
        EscalationStep(_SETTLE, _told("manager")),
    ),
    kind="hierarchical",
)
"""The layers as a ladder: primary, after 5 minutes without an answer secondary, after 15 the manager.

Inferred: layers and deadlines are printed apart. The secondary is the backup when the primary cannot be reached, which
is known when the first deadline has passed; the manager is the escalation point of the second. The executive layer is
there for the communication in major incidents and is not paged for a missing answer.

Source: Support Operations skill pack, On-Call Structure; On-Call Rotation Best Practices.

Example:
    >>> PAGE_LADDER.simulate(60)
    ((0, 'primary'), (5, 'secondary'), (15, 'manager'))
"""
