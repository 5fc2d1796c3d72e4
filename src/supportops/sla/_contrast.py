"""What is different between two timers of one ticket, in words and figures."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from supportops.durations import format_duration
from supportops.sla._figures import TimerFigures

__all__ = ["KINDS", "NO_TIMER", "OTHER", "TimerChange"]

KINDS = {
    "target": "target changed",
    "due": "due moved",
    "started": "start moved",
    "stopped": "stop moved",
    "elapsed": "elapsed changed",
    "paused": "paused changed",
    "state": "state changed",
    "stage": "stage changed",
}
"""The figures that are told apart, the most important first, and what their change is called."""
_DERIVED = ("remaining", "overdue", "breached_at", "reason")
"""These mostly follow from the others, and are told only where they are all there is."""
OTHER = "other figures changed"
NO_TIMER = "no timer"


@dataclass(frozen=True, slots=True)
class TimerChange:
    """One timer whose figures are not the same before and after.

    Attributes:
        ticket_id, metric, cycle: whose timer it is.
        before, after: its figures; None where there is no such timer.
    """

    ticket_id: str
    metric: str
    cycle: int
    before: TimerFigures | None
    after: TimerFigures | None

    @property
    def reason(self) -> str:
        """The kind of change: of several, the most important one; a changed verdict comes first.

        For example "met -> breached", "no timer -> undecided", "due moved" or "elapsed changed".
        """
        before, after = _verdict(self.before), _verdict(self.after)
        if before != after:
            return f"{before} -> {after}"
        return next((kind for name, kind in KINDS.items() if self._differs(name)), OTHER)

    @property
    def differences(self) -> tuple[str, ...]:
        """Each figure that is different, for example ("met -> breached", "elapsed 3h -> 5h")."""
        before, after = self.before, self.after
        verdicts = (self.reason,) if _verdict(before) != _verdict(after) else ()
        if before is None or after is None:
            return verdicts
        names = [name for name in KINDS if self._differs(name)]
        if not names and not verdicts:
            names = [name for name in _DERIVED if self._differs(name)]
        told = (f"{name} {_told(getattr(before, name))} -> {_told(getattr(after, name))}" for name in names)
        return (*verdicts, *told)

    def __str__(self) -> str:
        cycle = "" if self.cycle == 1 else f" #{self.cycle}"
        return f"{self.metric}{cycle}: {', '.join(self.differences)}"

    def _differs(self, name: str) -> bool:
        return bool(getattr(self.before, name) != getattr(self.after, name))


def _verdict(figures: TimerFigures | None) -> str:
    return NO_TIMER if figures is None else str(figures.verdict)


def _told(value: object) -> str:
    if isinstance(value, timedelta):
        return format_duration(value)
    if isinstance(value, datetime):
        return value.isoformat(sep=" ", timespec="auto" if value.second or value.microsecond else "minutes")
    return str(value) if value else "none"
