"""Which figure asks for which action."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated

from pydantic import AfterValidator

from supportops._frozen import FrozenMap
from supportops._model import Model
from supportops.errors import DomainError
from supportops.presets._read import by, number
from supportops.presets.table import Cell, Row, load
from supportops.triage.health_limits import HealthBound

__all__ = ["THRESHOLDS", "ThresholdRule"]


class ThresholdRule(Model):
    """A condition on one or more figures, and what to do when it holds.

    Attributes:
        name: as printed.
        bounds: the figure's unit to what it must be; all must hold. Empty where the condition is in words only.
        wording: the words, where there is no number; else empty.
        action: what to do.
    """

    name: str
    bounds: Annotated[Mapping[str, HealthBound], AfterValidator(FrozenMap)]
    wording: str
    action: str

    def applies(self, figures: Mapping[str, float]) -> bool:
        """Return whether the condition holds.

        Args:
            figures: unit to figure; others than those of the rule are not read.

        Raises:
            DomainError: a figure is missing, or the condition is printed in words only.

        Example:
            >>> THRESHOLDS["channel_inefficient"].applies({"share_of_volume": 0.03, "share_of_effort": 0.25})
            True
        """
        if not self.bounds:
            raise DomainError(f"{self.name} is printed in words only ({self.wording}); decide yourself what it means")
        missing = [unit for unit in self.bounds if unit not in figures]
        if missing:
            raise DomainError(f"{self.name} needs {', '.join(self.bounds)}; {', '.join(missing)} is missing")
        return all(bound.holds(figures[unit]) for unit, bound in self.bounds.items())


def _rule(row: Row) -> ThresholdRule:
    condition = row["condition"]
    assert isinstance(condition, Mapping)  # each row has one
    parts = condition.get("all", (condition,))
    assert isinstance(parts, tuple)  # several, or the one
    bounds = {} if condition.get("op") == "qualitative" else dict(map(_bound, parts))
    return ThresholdRule(
        name=str(row["rule"]), bounds=bounds, wording=str(condition.get("text", "")), action=str(row["action"])
    )


def _bound(part: Cell) -> tuple[str, HealthBound]:
    assert isinstance(part, Mapping)  # op, value and unit
    return str(part["unit"]), HealthBound.model_validate({"op": part["op"], "values": [number(part["value"])]})


THRESHOLDS: Mapping[str, ThresholdRule] = FrozenMap(
    {name: _rule(row) for name, row in by("rule", load("operational_thresholds")).items()}
)
"""The rules by name. The last two are sizes to choose: 50 recent tickets to test routing rules on, 2 weeks to audit.

Source: SaaS support system design: Support metrics that matter, Choose the right channels, Set SLAs and staffing, Map
the customer journey.

Example:
    >>> THRESHOLDS["reopen_rate_high"].applies({"fraction": 0.09})
    True
"""
