"""Warning levels on the way to a breach, and past it."""

from __future__ import annotations

import math
from collections.abc import Sequence
from fractions import Fraction

from pydantic import model_validator

from supportops._model import Model

__all__ = ["DEFAULT_STAGES", "Stage"]


class Stage(Model):
    """A share of the target at which somebody should know.

    A stage is reached when the elapsed share is at least `fraction`. The stage at 1.0 is the breach: its
    instant is the due instant, and it is reached as soon as that instant has passed.

    Args:
        name: for example "red".
        fraction: elapsed open time / target, > 0.
        notify: who is told, for example ("team_lead",).
        action: what is done, in words.

    Source: Support Operations skill pack, SLA breach prevention (50, 80, 90, 100 and 200 percent).

    Example:
        >>> Stage("red", 0.9, notify=("team_lead",))
        Stage(name='red', fraction=0.9, notify=('team_lead',), action='')
    """

    name: str
    fraction: float
    notify: tuple[str, ...] = ()
    action: str = ""

    def __init__(self, name: str, fraction: float, *, notify: Sequence[str] = (), action: str = "") -> None:
        super().__init__(name=name, fraction=fraction, notify=notify, action=action)

    __init__.__pydantic_base_init__ = True  # type: ignore[attr-defined]

    @model_validator(mode="after")
    def _check(self) -> Stage:
        if not math.isfinite(self.fraction) or self.fraction <= 0:
            raise ValueError(
                f"a stage's fraction is more than 0 (0.8 is 80 percent of the target), got {self.fraction!r}"
            )
        return self

    def of(self, amount_us: int) -> int:
        """Return this share of an amount, both in microseconds, rounded half to even."""
        return round(Fraction(str(self.fraction)) * amount_us)


DEFAULT_STAGES = (
    Stage("yellow", 0.5, action="visible in the queue view"),
    Stage("orange", 0.8, notify=("assignee",), action="alert"),
    Stage("red", 0.9, notify=("team_lead",), action="alert"),
    Stage("breach", 1.0, notify=("manager",), action="notify and escalate"),
    Stage("severe", 2.0, notify=("director",), action="notify"),
)
"""Support Operations skill pack, SLA breach prevention; "severe" is twice the target elapsed."""
