"""The published shifts, and the published week made of them."""

from __future__ import annotations

from collections.abc import Mapping

from supportops._frozen import FrozenMap
from supportops.capacity.shift import Shift

__all__ = ["SHIFTS", "WEEK_TEMPLATE"]

_WINDOWS = {
    "early": "06:00-14:00",
    "core": "09:00-17:00",
    "late": "12:00-20:00",
    "split": "09:00-13:00, 16:00-20:00",
}
_AGENTS = {
    "Mon": (4, 12, 6),
    "Tue": (3, 10, 5),
    "Wed": (3, 10, 5),
    "Thu": (3, 10, 5),
    "Fri": (3, 8, 4),
    "Sat": (1, 2, 1),
    "Sun": (1, 2, 1),
}
"""Early, core and late, by day."""

SHIFTS: Mapping[str, Shift] = FrozenMap({name: Shift(name, f"daily {hours}", 1) for name, hours in _WINDOWS.items()})
"""The published shifts, 8 hours each, with one agent and every day: early, core, late, and split for two peaks.

Source: Support Operations skill pack, Scheduling Best Practices (Shift Examples).
"""

WEEK_TEMPLATE: tuple[Shift, ...] = tuple(
    Shift(f"{day} {name}", f"{day} {_WINDOWS[name]}", agents)
    for day, row in _AGENTS.items()
    for name, agents in zip(_WINDOWS, row, strict=False)
)
"""The published week: one shift for each day and its early, core and late hours, 99 agent-shifts of 8 hours in all.

Source: Support Operations skill pack, Schedule Template.

Example:
    >>> sum(shift.agents for shift in WEEK_TEMPLATE)
    99
    >>> WEEK_TEMPLATE[1]
    Shift(name='Mon core', hours='Mon 09:00-17:00', agents=12)
"""
