"""A ladder as most tools write it, each step with the wait after it, turned into offsets from the start."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import TYPE_CHECKING, TypeAlias

from supportops._instants import MICROSECOND
from supportops.durations import parse_elapsed
from supportops.errors import shortened
from supportops.triage._checked import several
from supportops.triage.escalation.step import not_negative

if TYPE_CHECKING:
    from supportops.triage.escalation.step import Recipients

    Delays: TypeAlias = Sequence[tuple[Recipients, str | timedelta]]

__all__ = ["summed"]

_NONE = timedelta(0)
_UNKNOWN = "unknown"


def summed(steps: Delays) -> tuple[list[dict[str, object]], timedelta | None, list[tuple[str, str]]]:
    """Return the steps with their offsets, the sum of all waits (None when nobody waits), and the faults.

    A faulty step keeps its place, so that what else is wrong has the right index.
    """
    several(steps, "steps", "pairs of a role and the wait after it, [('primary', '5m'), ('secondary', '10m')]")
    offset = _NONE
    found: list[dict[str, object]] = []
    faults: list[tuple[str, str]] = []
    for index, pair in enumerate(steps):
        try:
            notify, wait = _pair(pair)
            found.append({"after": offset, "notify": notify})
            offset += not_negative(parse_elapsed(wait))
        except (ValueError, OverflowError) as error:
            faults.append((f"steps[{index}]", str(error)))
            found += [{"after": offset, "notify": _UNKNOWN}] if len(found) == index else []
    return found, offset or (MICROSECOND if faults else None), faults


def _pair(given: object) -> tuple[object, str | timedelta]:
    if not isinstance(given, list | tuple) or len(given) != 2:
        raise ValueError(f"{shortened(repr(given))} is no pair; give a role and the wait after it, ('primary', '5m')")
    return given[0], given[1]
