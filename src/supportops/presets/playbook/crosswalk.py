"""From P0 to P4 to P1 to P5."""

from __future__ import annotations

from supportops.presets.table import load
from supportops.triage.scales import ScaleMap
from supportops.vocabulary import P0_TO_P4, P1_TO_P5

__all__ = ["TO_P1_P5"]

TO_P1_P5 = ScaleMap(
    P0_TO_P4,
    P1_TO_P5,
    {str(row["p0_scheme"]): str(row["p1_scheme"]) for row in load("priority_scheme_crosswalk").rows},
)
"""P0 to P4 as P1 to P5 of equal rank. Derived: no source prints it, the names of the levels agree.

The same label stands for different ranks on both scales, so labels of one must not be read on the other.

Example:
    >>> TO_P1_P5["P0"], TO_P1_P5["P1"]
    ('P1', 'P2')
"""
