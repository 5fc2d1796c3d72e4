"""Which steps of an escalation reach nobody, and when."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from supportops._instants import to_us
from supportops._shown import amount
from supportops.calendar.local import WallClock
from supportops.errors import near
from supportops.triage.escalation.policy import EscalationPolicy
from supportops.triage.on_call._covered import layer_coverage
from supportops.triage.on_call._duty import Duty
from supportops.triage.on_call._handovers import local_text

__all__ = ["unreached"]


def unreached(
    policy: EscalationPolicy, layers: Mapping[str, Sequence[tuple[str, Duty]]], start: datetime, end: datetime
) -> Iterator[str]:
    """Yield each step and role that finds nobody in a stretch of time; the first step is step 0."""
    for place, step in enumerate(policy.steps):
        for role in step.roles:
            if role not in layers:
                yield f"step {place} tells {role!r}: there is no layer {role!r}; {near(role, layers)}"
                continue
            found = layer_coverage(role, layers[role], start, end, step.window)
            if found.gaps:
                clock = WallClock(ZoneInfo(found.zone))
                first, last = (local_text(clock, to_us(at)) for at in found.gaps[0])
                more = f", and {len(found.gaps) - 1} times more" if len(found.gaps) > 1 else ""
                text = f"step {place} tells {role!r}: nobody is on call from {first} to {last} ({found.zone}){more}"
                yield f"{text}, {amount(found.uncovered)} in all"
