"""What the fold carries from event to event: plain numbers and words, small enough to store as JSON.

All instants are UTC microseconds, all amounts microseconds of open time.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime

from supportops._instants import from_us

__all__ = ["LIVE", "DueAhead", "ExplicitPause", "Facts", "Hold", "Ledger", "MetricState", "Tally", "TimerState"]

LIVE = "live"
"""The state of a timer that runs or is paused."""


@dataclass(slots=True)
class ExplicitPause:
    """An open `Paused` event."""

    reason: str
    since: int
    until: int | None


@dataclass(slots=True)
class Facts:
    """What the clocks need to know about the ticket."""

    created_us: int
    priority: str
    tier: str | None
    channel: str | None
    category: str | None
    status: str
    status_category: str
    status_reason: str | None
    fields: dict[str, str | int | float | bool | None] = field(default_factory=dict)
    explicit: list[ExplicitPause] = field(default_factory=list)
    follow_ups: int = 0
    """Public messages of agents since the requester's last word."""
    asked: bool = False
    """The requester has spoken, so an agent's message is a response."""
    answered: bool = False
    """The requester answered while the status was pending, and the status still says so."""
    responded: bool = False
    ended: str | None = None
    """Why no timer may start any more: merged, out of scope."""

    @property
    def created_at(self) -> datetime:
        """The instant of creation."""
        return from_us(self.created_us)

    @property
    def is_resolved(self) -> bool:
        """Whether the status is resolved or closed."""
        return self.status_category in ("resolved", "closed")

    def copy(self) -> Facts:
        """Return an independent copy."""
        return replace(
            self,
            fields=dict(self.fields),
            explicit=[replace(pause) for pause in self.explicit],
        )


@dataclass(slots=True)
class Hold:
    """One reason for which a timer may stand still now. Rule -1 is the metric's own nature."""

    rule: int
    source: str
    reason: str
    since: int
    until: int | None
    cap: int | None
    is_answered: bool


@dataclass(slots=True)
class Tally:
    """The open time of one timer on one calendar."""

    calendar: int
    elapsed: int = 0
    paused: dict[str, int] = field(default_factory=dict)
    spent: dict[int, int] = field(default_factory=dict)
    """Open time paused by each capped rule."""
    illegitimate: int = 0
    lifted: dict[int, int] = field(default_factory=dict)
    """Open time that each capped rule would have paused, had the requester not answered."""

    @property
    def paused_total(self) -> int:
        """Open time of all pauses."""
        return sum(self.paused.values())

    def copy(self) -> Tally:
        """Return an independent copy."""
        return replace(self, paused=dict(self.paused), spent=dict(self.spent), lifted=dict(self.lifted))


@dataclass(slots=True)
class TimerState:
    """One cycle of one metric."""

    metric: str
    cycle: int
    opened: int
    """When this cycle came to be; `started` may be moved, this may not."""
    started: int
    since: int
    """Up to here the tallies are complete."""
    calendar: int
    tallies: list[Tally]
    slot: int = 0
    """Which of the tallies is on the calendar in force."""
    budget: int | None = None
    """The promised open time; for a date, the open time up to it."""
    amount: int | None = None
    days: str | None = None
    derivation: str = ""
    dated: int | None = None
    """The due date before pauses, where a date was promised: business days, or set by hand."""
    dated_base: int = 0
    """Open time of pauses that lie before the promise of that date."""
    manual: str | None = None
    """"fixed" or "follows": the date was set by hand."""
    ran_out: int | None = None
    kept_breach: int | None = None
    was_promised: bool = False
    reached: list[int | None] = field(default_factory=list)
    next_mark: int = 0
    """No stage and no end of the budget lies below this elapsed time; 0 while that is not known."""
    holds: list[Hold] = field(default_factory=list)
    state: str = LIVE
    ended: int | None = None
    reason: str = ""
    by_resolve: bool = False
    first_stopped: int | None = None
    policy: int = 0
    """The policy that measures it, or last did."""

    @property
    def is_live(self) -> bool:
        """Whether the timer runs or is paused."""
        return self.state == LIVE

    @property
    def tally(self) -> Tally:
        """The totals on the calendar in force."""
        return self.tallies[self.slot]

    def copy(self) -> TimerState:
        """Return an independent copy."""
        return replace(
            self,
            tallies=[tally.copy() for tally in self.tallies],
            reached=list(self.reached),
            holds=[replace(hold) for hold in self.holds],
        )


@dataclass(slots=True)
class DueAhead:
    """A due date that was set by hand before the timer started."""

    due: int
    follows_pauses: bool


@dataclass(slots=True)
class MetricState:
    """One metric: how many cycles there were, and the last of them."""

    name: str
    cycles: int = 0
    last: TimerState | None = None
    holds: list[Hold] = field(default_factory=list)
    """The reasons to stand still that hold now, whether a timer is live or not."""
    counted_before: int = 0
    """Under a fixed cadence: open time counted since the first update, before the present cycle."""
    due_ahead: DueAhead | None = None
    ended: str | None = None
    """Why a metric that never started cannot start any more."""

    def copy(self) -> MetricState:
        """Return an independent copy."""
        return replace(self, last=self.last and self.last.copy(), holds=[replace(hold) for hold in self.holds])


@dataclass(slots=True)
class Ledger:
    """The whole state of the fold, up to and including the instant `at`."""

    at: int
    facts: Facts
    metrics: list[MetricState]
    policy: int = 0
    """Which entry of a policy set holds."""
    left: list[MetricState] = field(default_factory=list)
    """Metrics that an earlier policy measured and the present one does not; nothing of them is live."""

    def copy(self) -> Ledger:
        """Return an independent copy."""
        return replace(
            self,
            facts=self.facts.copy(),
            metrics=[metric.copy() for metric in self.metrics],
            left=[metric.copy() for metric in self.left],
        )
