"""What looks wrong with a ladder that can be built: each finding a sentence that says what to do."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from itertools import accumulate
from typing import TYPE_CHECKING

from supportops.calendar import AnyCalendar
from supportops.durations import format_duration
from supportops.errors import HorizonError, NeverOpenError

if TYPE_CHECKING:
    from supportops.triage.escalation.policy import EscalationPolicy
    from supportops.triage.escalation.step import EscalationStep

__all__ = ["findings"]

_PROBES = (2026, *range(2000, 2101))
"""Years in which a window is asked whether it opens: pinned holidays know a few of them only."""


def findings(policy: EscalationPolicy) -> tuple[str, ...]:
    """Return what is wrong with the steps, one after the other, then with the ladder as a whole."""
    return (*_unreachable(policy), *_late(policy), *_disordered(policy), *_held_up(policy), *_doubled(policy),
            *_alone(policy))  # fmt: skip


def _unreachable(policy: EscalationPolicy) -> Iterator[str]:
    for index, step in enumerate(policy.steps):
        if step.window is not None and not _opens(step.window):
            yield f"{_named(index, step)} is unreachable: its window never opens, so that nobody is told; change it"


def _late(policy: EscalationPolicy) -> Iterator[str]:
    length = policy.round_length
    for index, step in enumerate(policy.steps):
        if length is not None and step.after > length:
            yield (
                f"{_named(index, step)} comes after the end of its round at {format_duration(length)}; "
                "make the round longer"
            )
    # Offsets that do not overtake, as they fire.
    last = max(step.after for step in policy.steps)
    if policy.repeat and length == last and policy.steps[0].after == timedelta(0):
        yield (
            f"the last step and the next round fire at once, at {format_duration(last)}, so that nobody has time to "
            "answer; make the round longer"
        )


def _disordered(policy: EscalationPolicy) -> Iterator[str]:
    for index, step in enumerate(policy.steps):
        later = [
            (place, earlier)
            for place, earlier in enumerate(policy.steps[:index])
            # A window slows a wait down, so a short one may well come later.
            if earlier.after > step.after and (step.window is None or step.window == earlier.window)
        ]
        if later:
            place, earlier = max(later, key=lambda found: found[1].after)
            yield f"{_named(index, step)} is listed after {_named(place, earlier)} and waits for it; sort the steps"


def _held_up(policy: EscalationPolicy) -> Iterator[str]:
    closing = [
        (index, step) for index, step in enumerate(policy.steps)
        if step.window is not None and _closes(step.window) and _opens(step.window)
    ]  # fmt: skip
    for index, step in enumerate(policy.steps):
        others = [found for found in closing if found[1].window != step.window]
        ahead = [found for found in others if found[0] < index]
        if ahead or (others and policy.repeat):
            place = "" if ahead else "in the next round "
            yield (
                f"{_named(index, step)} {place}waits for the window of {_named(*(ahead or others)[0])}, as no step "
                "fires before an earlier one; give them the same window, or a ladder each"
            )


def _doubled(policy: EscalationPolicy) -> Iterator[str]:
    seen: dict[tuple[str, str, timedelta, object], int] = {}
    for index, (step, reached) in enumerate(zip(policy.steps, _reached(policy), strict=True)):
        for notify in step.notify:
            key = (notify.role, notify.channel, reached, step.window)
            if key in seen:
                yield (
                    f"{_named(index, step)} tells {notify.role!r} by {notify.channel} at the same instant as "
                    f"step {seen[key]}; drop one of them"
                )
            seen.setdefault(key, index)


def _alone(policy: EscalationPolicy) -> Iterator[str]:
    roles = sorted({role for step in policy.steps for role in step.roles})
    if len(roles) == 1:
        yield f"the ladder tells one person only, {roles[0]!r}: if they do not answer, nobody else is told; add another"


def _reached(policy: EscalationPolicy) -> list[timedelta]:
    return list(accumulate((step.after for step in policy.steps), max))


def _named(index: int, step: EscalationStep) -> str:
    return f"step {index} ({', '.join(dict.fromkeys(step.roles))} at {format_duration(step.after)})"


def _opens(window: AnyCalendar) -> bool:
    return _probed(window.next_open) is not None


def _closes(window: AnyCalendar) -> bool:
    return _probed(window.next_close) is not None


def _probed(ask: Callable[[datetime], datetime | None]) -> datetime | None:
    """Return the answer of the first year that the window knows; None when it has none for any."""
    for year in _PROBES:
        try:
            # The second of January is in the year everywhere.
            return ask(datetime(year, 1, 2, tzinfo=UTC))
        except HorizonError:
            continue
        except NeverOpenError:
            return None
    return None
