"""What is planned each month, each quarter and each year."""

from __future__ import annotations

from collections.abc import Mapping

from supportops._frozen import FrozenMap
from supportops.presets.table import load

__all__ = ["CAPACITY_CALENDAR"]

_ROWS = load("capacity_planning_calendar").rows

CAPACITY_CALENDAR: Mapping[str, tuple[str, ...]] = FrozenMap(
    {
        cadence: tuple(str(row["task"]) for row in _ROWS if row["cadence"] == cadence)
        for cadence in dict.fromkeys(str(row["cadence"]) for row in _ROWS)
    }
)
"""Cadence to its planning tasks, in the printed order: "monthly", "quarterly" and "annually".

Source: Support Operations skill pack, Workforce Management & Capacity Planning > Capacity Planning Calendar.

Example:
    >>> CAPACITY_CALENDAR["monthly"][1]
    'roll the 3-month forecast'
"""
