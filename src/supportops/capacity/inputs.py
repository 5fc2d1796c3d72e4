"""The inputs of the capacity equation as data, each with where it comes from."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Annotated, Any

import numpy as np
from pydantic import AfterValidator, BeforeValidator, Field, model_validator

from supportops._formulas import number, seconds
from supportops._frozen import FrozenMap
from supportops._model import Model
from supportops.capacity._exact import exact
from supportops.capacity.agent_time import as_timedelta
from supportops.capacity.agents import Agents
from supportops.capacity.required import required_agents
from supportops.capacity.steps import Step
from supportops.durations import Elapsed, format_duration
from supportops.errors import near

__all__ = ["CapacityInputs"]

_NAMES = ("volume", "handle_time", "hours", "utilisation", "buffer", "shrinkage")


def _known(sources: Mapping[str, str]) -> Mapping[str, str]:
    for name in sources:
        if name not in _NAMES:
            raise ValueError(f"{name!r} is no input; {near(name, _NAMES)}")
    return FrozenMap(sources)


class CapacityInputs(Model):
    """The inputs of `required_agents`, to be kept with their sources; JSON in and out.

    `hours` are those that schedules hold less meetings, or all of them with a utilisation under 1; meetings are taken
    off once.

    Args:
        volume: tickets in the period, >= 0.
        handle_time: work on one ticket, no time or more; or `handle_time_s`, in seconds.
        hours: time of one agent in the period, more than no time; or `hours_s`, in seconds.
        utilisation: share of `hours` spent on tickets, > 0 and at most 1.
        buffer: added for variability, >= 0.
        shrinkage: share of paid time that is not in `hours`, >= 0 and < 1.
        sources: the name of an input to where it comes from.

    Raises:
        ConfigurationError: inputs outside their range, or a source of none of them; all at once.

    Source: Support Operations skill pack, Capacity Variables.

    Example:
        >>> inputs = CapacityInputs(
        ...     volume=500, handle_time="20m", hours="8h", utilisation=0.75, sources={"volume": "forecast of May"}
        ... )
        >>> inputs.agents().rounded
        28
    """

    volume: Annotated[float, BeforeValidator(lambda given: number(given, "volume", at_least=0))]
    handle_time: Annotated[Elapsed, AfterValidator(lambda given: _some(given, "handle_time", None))]
    hours: Annotated[Elapsed, AfterValidator(lambda given: _some(given, "hours", 0))]
    utilisation: Annotated[float, BeforeValidator(lambda given: number(given, "utilisation", more_than=0, at_most=1))]
    buffer: Annotated[float, BeforeValidator(lambda given: number(given, "buffer", at_least=0))] = 0.0
    shrinkage: Annotated[float, BeforeValidator(lambda given: number(given, "shrinkage", at_least=0, less_than=1))] = (
        0.0
    )
    sources: Annotated[Mapping[str, str], AfterValidator(_known)] = Field(default_factory=FrozenMap)

    @model_validator(mode="before")
    @classmethod
    def _in_seconds(cls, given: Any) -> Any:  # noqa: ANN401 - raw input
        if not isinstance(given, Mapping):
            return given
        data = dict(given)
        for name in ("handle_time", "hours"):
            if f"{name}_s" in data:
                amount = number(seconds(name, data.get(name), data.pop(f"{name}_s")), f"{name}_s")
                data[name] = as_timedelta(exact(np.asarray(amount)))
        return data

    def agents(self) -> Agents:
        """Return how many agents it takes; its `explain()` starts with the inputs and their sources."""
        found = required_agents(
            volume=self.volume, handle_time=self.handle_time, hours=self.hours,
            utilisation=self.utilisation, buffer=self.buffer, shrinkage=self.shrinkage,
        )  # fmt: skip
        given = tuple(
            Step(name, f"given ({self.sources.get(name, 'no source')})", _word(getattr(self, name))) for name in _NAMES
        )
        return Agents(found.exact, found.rounded, found.binding, found.warnings, (*given, *found.steps))


def _some(given: timedelta, name: str, more_than: float | None) -> timedelta:
    seconds(name, given, more_than=more_than)
    return given


def _word(value: float | timedelta) -> float | str:
    return format_duration(value) if isinstance(value, timedelta) else value
