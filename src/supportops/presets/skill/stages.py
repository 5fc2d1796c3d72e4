"""The warning levels on the way to a breach."""

from __future__ import annotations

from supportops.presets._read import number, texts
from supportops.presets.table import load
from supportops.sla import Stage

__all__ = ["STAGES"]

STAGES = tuple(
    Stage(str(row["level"]), number(row["elapsed_fraction"]), notify=texts(row["notify"]), action=str(row["action"]))
    for row in load("sla_warning_levels").rows
)
"""50, 80, 90, 100 and 200 percent of the target elapsed, as printed.

They are the library's `DEFAULT_STAGES` under the printed names: the last is "severe_breach" here.

Source: Support Operations skill pack, SLA Breach Prevention.
"""
