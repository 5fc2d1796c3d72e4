"""The field types of waits and rhythms: elapsed time, in which a day is 24 hours."""

from __future__ import annotations

from datetime import timedelta
from typing import Annotated

from pydantic import AfterValidator

from supportops.durations import Elapsed, format_duration

__all__ = ["Rhythm", "Wait"]


def _not_negative(given: timedelta) -> timedelta:
    if given < timedelta():
        raise ValueError(f"a wait is at least 0m, got {format_duration(given)}")
    return given


def _positive(given: timedelta) -> timedelta:
    if given <= timedelta():
        raise ValueError(f"this amount of time has to be more than 0m, got {format_duration(given)}")
    return given


Wait = Annotated[Elapsed, AfterValidator(_not_negative)]
"""Elapsed time, 0 or more."""

Rhythm = Annotated[Elapsed, AfterValidator(_positive)]
"""Elapsed time, more than 0."""
