"""Service levels: what was promised, how each clock stands, and why.

Start with `SlaPolicy`; `policy.evaluate(history, at=...)` gives an `SlaReport` of `Timer`s. A service that lives
with its tickets embeds `SlaClock` instead and stores its JSON between events.
"""

from supportops.sla.calendars import CalendarRule
from supportops.sla.clock import SlaClock
from supportops.sla.metrics import BUILT_IN, EVENT_WORDS, Metric, MetricRule
from supportops.sla.pauses import PauseRule
from supportops.sla.policy import SlaPolicy
from supportops.sla.report import ClockRow, SlaReport
from supportops.sla.selection import PolicySet, Select
from supportops.sla.stages import DEFAULT_STAGES, Stage
from supportops.sla.targets import Target
from supportops.sla.timer import Timer, TimerStatus, Verdict

__all__ = [
    "BUILT_IN",
    "DEFAULT_STAGES",
    "EVENT_WORDS",
    "CalendarRule",
    "ClockRow",
    "Metric",
    "MetricRule",
    "PauseRule",
    "PolicySet",
    "Select",
    "SlaClock",
    "SlaPolicy",
    "SlaReport",
    "Stage",
    "Target",
    "Timer",
    "TimerStatus",
    "Verdict",
]
