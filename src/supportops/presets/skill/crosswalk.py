"""From severities to priorities."""

from __future__ import annotations

from supportops.presets.table import load
from supportops.triage.scales import ScaleMap
from supportops.vocabulary import P1_TO_P5, SEV1_TO_SEV5

__all__ = ["SEVERITY_TO_PRIORITY"]

SEVERITY_TO_PRIORITY = ScaleMap(
    SEV1_TO_SEV5,
    P1_TO_P5,
    {str(row["sev_five"]): str(row["p1_scheme"]) for row in load("priority_scheme_crosswalk").rows},
)
"""SEV1 to SEV5 as the priority of equal rank. Derived: no source prints it, the names of the levels suggest it.

Severity and priority are two axes: an incident may be severe and not urgent. Where that matters, write a map or a
`Matrix` of your own.

Example:
    >>> SEVERITY_TO_PRIORITY["SEV2"]
    'P2'
"""
