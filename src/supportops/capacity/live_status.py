"""The state of the day: green, yellow or red by four figures, and what to do."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal, NamedTuple

from supportops._formulas import Duration, number, seconds
from supportops._frozen import FrozenMap
from supportops._shown import Grid, InGrid
from supportops.errors import DomainError

__all__ = ["REALTIME_LIMITS", "Light", "RealtimeLimit", "RealtimeStatus", "realtime_status"]

Light = Literal["green", "yellow", "red"]
_LIGHTS: tuple[Light, ...] = ("green", "yellow", "red")


class RealtimeLimit(NamedTuple):
    """When a figure is yellow, and when red.

    Attributes:
        yellow: from this number on.
        red: over this number; from it on with `from_red`.
        from_red: the number itself is red.
        action: what to do when it is not green.
    """

    yellow: float
    red: float
    from_red: bool
    action: str


REALTIME_LIMITS: Mapping[str, RealtimeLimit] = MappingProxyType({
    "wait": RealtimeLimit(5 * 60.0, 15 * 60.0, False, "pull from training, escalate"),
    "queue_depth": RealtimeLimit(10, 25, False, "all hands, defer non-critical"),
    "utilisation": RealtimeLimit(0.8, 0.9, False, "watch burnout, get help"),
    "missing_agents": RealtimeLimit(2, 4, True, "call in backups"),
})  # fmt: skip
"""The published limits (Support Operations skill pack, Real-Time Management); the wait in seconds. Utilisation 0.8 is
in two bands there: the upper one wins. Agents short of the plan are printed as 0, 2, and 4 or more: 1 is green here,
and 3 yellow.
"""


@dataclass(frozen=True, slots=True)
class RealtimeStatus(InGrid):
    """How the day goes.

    Attributes:
        status: the worst of `by_metric`.
        by_metric: "green", "yellow" or "red" for each figure given.
        actions: one for each figure that is not green, in the order of the figures.
    """

    status: Light
    by_metric: Mapping[str, Light]
    actions: tuple[str, ...]

    def _grid(self) -> Grid:
        rows = [
            (name, light, "-" if light == "green" else REALTIME_LIMITS[name].action)
            for name, light in self.by_metric.items()
        ]
        return Grid(f"Now: {self.status}", ("figure", "is", "do"), rows)


def realtime_status(
    *,
    wait: Duration | None = None,
    queue_depth: float | None = None,
    utilisation: float | None = None,
    missing_agents: float | None = None,
    wait_s: float | None = None,
) -> RealtimeStatus:
    """Return whether the day is green, yellow or red, and what to do. Give at least one figure.

    Args:
        wait: yellow from 5 minutes, red over 15; or `wait_s`.
        queue_depth: tickets waiting, >= 0; yellow from 10, red over 25.
        utilisation: measured, >= 0 and over 1 when overloaded; yellow from 0.8, red over 0.9.
        missing_agents: short of the plan, >= 0; yellow from 2, red from 4.
        wait_s: seconds, >= 0.

    Raises:
        DomainError: no figure at all, or one outside its range.

    Source: Support Operations skill pack, Real-Time Management.

    Example:
        >>> now = realtime_status(wait="6m", queue_depth=30, utilisation=0.75)
        >>> now.status, now.actions
        ('red', ('pull from training, escalate', 'all hands, defer non-critical'))
    """
    given = {"queue_depth": queue_depth, "utilisation": utilisation, "missing_agents": missing_agents}
    figures = {} if wait is None and wait_s is None else {"wait": number(seconds("wait", wait, wait_s), "wait")}
    figures |= {name: number(value, name, at_least=0) for name, value in given.items() if value is not None}
    if not figures:
        raise DomainError(f"no figure is given; give at least one of {', '.join(REALTIME_LIMITS)}")
    by_metric = FrozenMap({name: _light(value, REALTIME_LIMITS[name]) for name, value in figures.items()})
    actions = tuple(REALTIME_LIMITS[name].action for name, light in by_metric.items() if light != "green")
    return RealtimeStatus(max(by_metric.values(), key=_LIGHTS.index), by_metric, actions)


def _light(value: float, limit: RealtimeLimit) -> Light:
    if value > limit.red or (limit.from_red and value == limit.red):
        return "red"
    return "yellow" if value >= limit.yellow else "green"
