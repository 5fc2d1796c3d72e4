"""What is wrong with a ladder as a whole: what its fields say of each other."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import timedelta
from typing import TYPE_CHECKING, TypeAlias

from supportops.durations import format_duration
from supportops.triage.escalation._told import MOST

if TYPE_CHECKING:
    from supportops.triage.escalation.policy import EscalationPolicy

__all__ = ["beside", "faults"]

Fault: TypeAlias = tuple[str, str]

_NO_LENGTH = "a ladder that is repeated needs a round_length, the time from one round to the next"


def faults(policy: EscalationPolicy) -> Iterator[Fault]:
    """Yield the faults of a policy whose fields are sound."""
    if policy.repeat:
        yield from _of_rounds(policy.round_length, max(step.after for step in policy.steps))
    told = (policy.repeat + 1) * sum(len(step.notify) for step in policy.steps)
    if told > MOST:
        yield "repeat", f"the rounds make {told:,} notifications, and {MOST:,} are the most; repeat less"


def beside(data: Mapping[str, object]) -> Iterator[Fault]:
    """Yield what can be seen in faulty data beside its faults: rounds without a length."""
    repeat = data.get("repeat")
    if type(repeat) is int and repeat > 0 and data.get("round_length") is None:
        yield "round_length", _NO_LENGTH


def _of_rounds(round_length: timedelta | None, last: timedelta) -> Iterator[Fault]:
    if round_length is None:
        yield "round_length", _NO_LENGTH
    elif round_length < last:
        yield (
            "round_length",
            f"a round of {format_duration(round_length)} ends before its last step at {format_duration(last)}; "
            "make it at least as long",
        )
