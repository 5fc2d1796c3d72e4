"""What every method asks for, checked once: how far ahead, how sure, from which date on."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from supportops._formulas import Duration, Floats, checked, number, whole
from supportops.capacity.forecast._dates import Start, step_us
from supportops.errors import DomainError, shortened

__all__ = ["Options", "countable", "history"]

_SEED = 20_260_301
"""Any number would do; the same one gives the same draws every time."""
_MOST = 1e100
"""What is larger has a square that floats cannot add up."""


@dataclass(frozen=True, slots=True)
class Options:
    """How far ahead, with which interval, not under which floor, on which dates, with which random draws."""

    horizon: int
    confidence: float | None
    floor: float | None
    start: Start
    step: Duration
    rng: np.random.Generator | None

    def __post_init__(self) -> None:
        object.__setattr__(self, "horizon", whole(self.horizon, "horizon", at_least=1))
        if self.confidence is not None:
            number(self.confidence, "confidence", more_than=0, less_than=1)
        if self.floor is not None:
            number(self.floor, "floor")
        step_us(self.step)
        if self.rng is not None and not isinstance(self.rng, np.random.Generator):
            given = shortened(repr(self.rng))
            raise DomainError(f"rng is {given}; give np.random.default_rng(seed), or None", field="rng", value=self.rng)

    @property
    def ahead(self) -> Floats:
        """1, 2 ... horizon."""
        return np.arange(1.0, self.horizon + 1)

    def draws(self) -> np.random.Generator:
        """Return where random draws come from; the same draws every time unless a generator is given."""
        return np.random.default_rng(_SEED) if self.rng is None else self.rng


def history(y: object, options: Options, *, at_least: int, why: str = "") -> Floats:
    """Return a series as float64, checked: finite, one row, long enough, not negative unless the floor is lifted.

    Raises:
        DomainError: what is wrong with `y`, and how long it must be.
    """
    values = countable(checked(y, "y"), "y")
    if values.ndim != 1:
        raise DomainError(f"y has shape {values.shape}; give one row of values", field="y", value=y)
    if len(values) < at_least:
        length = f"{len(values)} value{'' if len(values) == 1 else 's'}"
        needed = f"{at_least} or more{why and f': {why}'}"
        raise DomainError(f"y has {length}, too short a history; give {needed}", field="y", value=y)
    low = np.flatnonzero(values < 0)
    if len(low) and options.floor is not None and options.floor >= 0:
        at = int(low[0])
        raise DomainError(
            f"y[{at}] is {values[at]:g}; volumes are at least 0. For a series that goes below it give floor=None",
            field="y", value=float(values[at]), index=at,
        )  # fmt: skip
    return values


def countable(values: Floats, name: str) -> Floats:
    """Return numbers as they are, once none is so large that its square is not a float any more.

    Raises:
        DomainError: a number over 1e100, or under -1e100; the first place.
    """
    large = np.argwhere(np.abs(values) > _MOST)
    if not len(large):
        return values
    place = tuple(int(i) for i in large[0])
    where = f"[{', '.join(map(str, place))}]" if place else ""
    raise DomainError(
        f"{name}{where} is {float(values[place]):g}; give numbers up to {_MOST:g}",
        field=name, value=float(values[place]), index=place[0] if len(place) == 1 else None,
    )  # fmt: skip
