"""What the compliance dashboard shows, who reads which report, and the steps to introduce an SLA."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Literal

from supportops._frozen import FrozenMap
from supportops._model import Model
from supportops.errors import DomainError
from supportops.presets._read import by, number, texts
from supportops.presets.table import Row, load

__all__ = ["COMPLIANCE_TARGETS", "REPORTING_CADENCE", "SLA_CHECKLIST", "ComplianceTarget", "ReportCadence"]


class ComplianceTarget(Model):
    """One line of the dashboard and what it should be.

    Attributes:
        metric: the line's name.
        formula: as printed.
        comparison: how the figure should stand to `value`; "falling": to what it was before.
        value: the number to compare with; None for "falling".
        unit: of the figure: "fraction" of tickets, "fraction_of_sla" (mean time / target), or "tickets".
        direction: which way is better.
    """

    metric: str
    formula: str
    comparison: Literal[">=", "<", "==", "falling"]
    value: float | None
    unit: Literal["fraction", "fraction_of_sla", "tickets"]
    direction: Literal["higher_better", "lower_better"]

    def is_met(self, figure: float, *, before: float | None = None) -> bool:
        """Return whether a figure is as it should be.

        Args:
            figure: in `unit`, >= 0.
            before: the figure of the period before; a line that should be falling needs it.

        Raises:
            DomainError: a figure that is negative or not finite, or no `before` where it is needed.

        Example:
            >>> COMPLIANCE_TARGETS["response_sla_rate"].is_met(0.95)
            True
            >>> COMPLIANCE_TARGETS["breach_count"].is_met(12, before=12)
            False
        """
        _check("figure", figure)
        if self.comparison == "falling":
            if before is None:
                raise DomainError(f"{self.metric} should be falling; give before=, the figure of the period before")
            _check("before", before)
            return figure < before
        assert self.value is not None  # every other line has a number
        return {">=": figure >= self.value, "<": figure < self.value, "==": figure == self.value}[self.comparison]

    def __str__(self) -> str:
        wanted = "falling" if self.value is None else f"{self.comparison} {self.value:g} {self.unit}"
        return f"{self.metric}: {wanted}"


class ReportCadence(Model):
    """A report, how often it is made and who reads it.

    Example:
        >>> print(REPORTING_CADENCE["weekly_analysis"])
        weekly_analysis: weekly, for directors
    """

    report: str
    frequency: Literal["live", "daily", "weekly", "monthly", "quarterly"]
    audience: tuple[str, ...]

    def __str__(self) -> str:
        return f"{self.report}: {self.frequency}, for {' and '.join(self.audience)}"


def _check(name: str, figure: float) -> None:
    if not 0 <= figure < math.inf:
        raise DomainError(f"{name} is {figure!r}; it is at least 0 and finite")


def _target(row: Row) -> ComplianceTarget:
    target = row["target"]
    assert isinstance(target, Mapping)  # each row has one
    falls = target["op"] == "qualitative"
    return ComplianceTarget.model_validate(
        {
            "metric": row["metric"],
            "formula": row["formula"],
            "comparison": "falling" if falls else target["op"],
            "value": None if falls else number(target["value"]),
            "unit": "tickets" if falls else target["unit"],
            "direction": row["direction"],
        }
    )


COMPLIANCE_TARGETS: Mapping[str, ComplianceTarget] = FrozenMap(
    {metric: _target(row) for metric, row in by("metric", load("sla_compliance_metrics")).items()}
)
"""The six lines of the dashboard by name. A severe breach is one at twice its target, as the last of `STAGES`.

Source: Support Operations skill pack, SLA Compliance Dashboard.

Example:
    >>> print(COMPLIANCE_TARGETS["avg_resolution_time"])
    avg_resolution_time: < 0.75 fraction_of_sla
"""

REPORTING_CADENCE: Mapping[str, ReportCadence] = FrozenMap(
    {
        report: ReportCadence.model_validate({**row, "audience": texts(row["audience"])})
        for report, row in by("report", load("sla_reporting_cadence")).items()
    }
)
"""The five reports by name, the live one first.

Source: Support Operations skill pack, SLA Reporting Cadence.
"""

SLA_CHECKLIST: Mapping[str, tuple[str, ...]] = FrozenMap(
    {
        phase: tuple(
            str(row["task"])
            for row in sorted(load("sla_implementation_checklist").rows, key=lambda row: number(row["order"]))
            if row["phase"] == phase
        )
        for phase in dict.fromkeys(str(row["phase"]) for row in load("sla_implementation_checklist").rows)
    }
)
"""Phase to its tasks, in order: "design", "configuration" and "launch".

Source: Support Operations skill pack, SLA Implementation Checklist.

Example:
    >>> SLA_CHECKLIST["design"][2]
    'set targets from capacity plus a 20% buffer'
"""
